#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how fast mail is taken in, from the files to people, threads and the search index, beside mail indexers.

    mail.py PROGRAM [--messages 20000] [--runs 1] [--forms mbox,maildir] [--no-peers] [--seed N]

The same invented mails, half of them answering another, are written as mbox files of 10,000 and as a file each. Ours is
the whole of `brightline add`: hashing, copying, parsing, zones and quoted messages, people, threads, reply times, copies,
suggested events and the index. `notmuch new` and `mu index` read the files of one each. Memory is the largest resident
set of the main process and of a worker. The bars: 10 times notmuch and 5 times mu; run it with 20000 and 500000 for how
cost and memory grow.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import corpus
import running

BARS = {"notmuch new": 10, "mu index": 5}


def seconds(command, **options):
    start = time.monotonic()
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   **options)
    return time.monotonic() - start


def ours(program, case, mails):
    running.new_case(program, case)
    status, taken, _, error, watch = running.watched([program, "add", case, mails, "--quiet"])
    if status not in (0, 1):
        sys.exit(f"bench: brightline add: {error}")
    return taken, watch


def notmuch(folder, maildir):
    if not shutil.which("notmuch"):
        return None
    config = folder / "notmuch-config"
    config.write_text(f"[database]\npath={maildir}\n[user]\nname=b\nprimary_email=b@marlow.example\n")
    shutil.rmtree(maildir / ".notmuch", ignore_errors=True)
    return seconds(["notmuch", "new", "--quiet"], env=os.environ | {"NOTMUCH_CONFIG": str(config)})


def mu(folder, maildir):
    if not shutil.which("mu"):
        return None
    home = folder / "mu"
    shutil.rmtree(home, ignore_errors=True)
    environment = os.environ | {"MUHOME": str(home)}
    seconds(["mu", "init", "--maildir", maildir], env=environment)
    return seconds(["mu", "index", "--quiet"], env=environment)


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--forms", default="mbox,maildir")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        maildir, mbox = folder / "Mail", folder / "mbox"
        forms = options.forms.split(",")
        if "mbox" in forms:
            corpus.write_mbox(mbox, corpus.mails(options.messages, options.seed)[1])
        if "maildir" in forms or not options.no_peers:
            corpus.write_maildir(maildir, corpus.mails(options.messages, options.seed)[1])
        times = {}
        for _ in range(options.runs):
            for form in forms:
                # A case of its own each time: ext4 is slow to make files where as many were just removed.
                case = folder / f"{form}-{len(times.get(form, []))}.case"
                taken, watch = ours(options.program, case, mbox if form == "mbox" else maildir / "cur")
                times.setdefault(form, []).append(taken)
                print(f"{form}: {options.messages} mails in {taken:.1f} s, {options.messages / taken:.0f} a second; main process "
                      f"{watch.main:.0f} MB, largest worker {watch.child:.0f} MB", flush=True)
            if options.no_peers:
                continue
            for name, peer in (("notmuch new", notmuch), ("mu index", mu)):
                taken = peer(folder, maildir)
                if taken is None:
                    print(f"{name}: not installed")
                    continue
                times.setdefault(name, []).append(taken)
                print(f"{name}: {taken:.1f} s, {options.messages / taken:.0f} a second", flush=True)
        for name, bar in BARS.items():
            for form in forms:
                if name in times:
                    ratio = statistics.median(times[name]) / statistics.median(times[form])
                    print(f"{form:<8} {ratio:6.2f} times {name}{running.verdict(ratio >= bar)}")


if __name__ == "__main__":
    main()
