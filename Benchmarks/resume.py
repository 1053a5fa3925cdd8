#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills `brightline add` at random moments and prints whether the next run completes the case to the same one.

    resume.py PROGRAM [--times 50] [--pages 500] [--kills 1] [--seed N]

A PDF of 500 pages, the example's mail files and its tables are added once undisturbed. Then, in as many fresh cases,
`add` is killed (SIGKILL) at a moment drawn from the whole of that time: in turn the main process alone, and with all
its workers at once. A last `add` runs to the end. Equal means: the content digest of `brightline status` is the same,
and the listings of sources, pages, redactions, messages, events and people are equal byte for byte, but for the time
a source was added. Each completed case is verified. The bar is all of them.
"""
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time

import running

LISTINGS = ("sources", "pages", "redactions", "messages", "events", "people", "replies")


def content(program, case):
    """What a case shows, without what differs by the hour."""
    out = {name: re.sub(r'"added":"[^"]*"', "", running.run(program, name, case, "--format", "json"))
           for name in LISTINGS}
    out["digest"] = running.listing(program, "status", case)[0]["content"]
    return out


def workers_of(pid):
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:
            pass
    return found


def end(pid, everything):
    """SIGKILL to the main process, and to its workers if `everything`, before they can notice anything."""
    victims = workers_of(pid) if everything else []
    for victim in [pid, *victims]:
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            pass


def killed_once(program, case, inputs, moment, everything):
    process = subprocess.Popen([program, "add", case, *inputs, "--quiet"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    time.sleep(moment)
    alive = process.poll() is None
    if alive:
        end(process.pid, everything)
    process.wait()
    return alive


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--kills", type=int, default=1, help="kills before a case is completed")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = parser.parse_args()
    program = options.program
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        release = running.long_release(folder / "release.pdf", options.pages)
        rest = sorted(path for path in running.RELEASE.iterdir() if path.suffix != ".pdf")
        inputs = [release, *rest, running.RELEASE.parent / "mappings", running.RELEASE.parent / "policies"]
        whole = running.new_case(program, folder / "case")
        start = time.monotonic()
        running.run(program, "add", whole, *inputs, "--quiet")
        seconds = time.monotonic() - start
        expected = content(program, whole)
        print(f"{running.page_count(release)} pages and {len(rest)} other files in {seconds:.1f} s undisturbed; "
              f"seed {options.seed}", flush=True)
        equal = hit = 0
        for number in range(options.times):
            # The name of a case stands in it: all have the same.
            case = running.new_case(program, folder / "case")
            for kill in range(options.kills):
                hit += killed_once(program, case, inputs, rng.uniform(0, seconds), (number + kill) % 2 == 1)
            running.run(program, "add", case, *inputs, "--quiet")
            found = content(program, case)
            verify = subprocess.run([program, "verify", case, "--quiet"], capture_output=True, text=True)
            wrong = [name for name in expected if found[name] != expected[name]]
            if verify.returncode != 0:
                wrong.append(f"verify: {verify.stdout.strip()}")
            equal += not wrong
            if wrong:
                print(f"  case {number + 1} differs: {', '.join(wrong)}", flush=True)
        shutil.rmtree(folder / "case")
        print(f"{equal} of {options.times} cases equal after {hit} kills{running.verdict(equal == options.times)}")


if __name__ == "__main__":
    main()
