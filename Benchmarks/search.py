#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how long a search takes until its first results are there.

    search.py PROGRAM [--messages 20000] [--queries 100] [--case FOLDER] [--no-peers] [--seed N]

A case is made of mbox files of invented mails (`corpus.py`). With --case it is kept there, and used again if it exists.
Each class of queries is drawn from the same words: p50, p95 and the longest time, in one process with the case open
(warm). Then a few queries are run as processes of their own (cold), beside `notmuch search` and `mu find` over the same
mails where these are installed. The bars: p95 under 20 ms for phrases and prefixes and 200 ms for the worst query, on
500,000 messages.
"""
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import corpus
import running

BARS = {"phrase": 20, "prefix": 20, "worst": 200}


def queries(words, rng, count):
    def some(make):
        return [make() for _ in range(count)]

    def one():
        return words.draw(1)[0]

    return {
        "word": some(one),
        "phrase": some(lambda: '"' + " ".join(words.draw(2)) + '"'),
        "prefix": some(lambda: words.middling()[:rng.randrange(2, 7)].ljust(2, "a") + "*"),
        "near": some(lambda: f"{one()} NEAR/5 {words.middling()}"),
        "field": some(lambda: f"from:person{rng.randrange(400)} {one()} date:201{rng.randrange(10)}"),
        "zone": some(lambda: f"{one()} {words.middling()} in:new"),
        "worst": ["the OR of OR to OR and OR in", "the of to and in", "the -release", "the date:2012-03-05",
                  "-date:2012 -the", '"of the"', "the NEAR/1 of", "(the OR st*) -to", "has:quote the",
                  "st* OR date:2011"],
    }


def at(times, share):
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def warm(program, case, kinds, folder):
    print(f"{'warm, ms':<10}{'p50':>9}{'p95':>9}{'longest':>9}")
    for kind, texts in kinds.items():
        terms = folder / "terms.txt"
        terms.write_text("\n".join(texts) + "\n", encoding="utf-8")
        rows = running.listing(program, "search", case, "--terms", terms, "--timings")
        times = [row["ms"] for row in rows]
        judged = max(times) if kind == "worst" else at(times, 0.95)
        worst = max(rows, key=lambda row: row["ms"])["term"]
        print(f"{kind:<10}{at(times, 0.5):9.1f}{at(times, 0.95):9.1f}{max(times):9.1f}   {worst}"
              f"{running.verdict(judged < BARS.get(kind, 1e9))}", flush=True)


def seconds(command, **options):
    start = time.monotonic()
    done = subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    if done.returncode not in (0, 1, 2, 4):
        sys.exit(f"bench: {command[0]} ended with status {done.returncode}")
    return time.monotonic() - start


def peers(mails, folder):
    """The commands of the mail indexers that are installed, their indexes made."""
    found = {}
    if any(map(shutil.which, ("notmuch", "mu"))):
        corpus.write_maildir(folder / "Mail", mails)
    if shutil.which("notmuch"):
        config = folder / "notmuch"
        config.write_text(f"[database]\npath={folder / 'Mail'}\n[user]\nname=b\nprimary_email=b@marlow.example\n")
        environment = os.environ | {"NOTMUCH_CONFIG": str(config)}
        print(f"notmuch new {seconds(['notmuch', 'new', '--quiet'], env=environment):.1f} s", flush=True)
        found["notmuch"] = (lambda query: ["notmuch", "search", "--limit=50", "--output=summary", query], environment)
    if shutil.which("mu"):
        environment = os.environ | {"MUHOME": str(folder / "mu")}
        subprocess.run(["mu", "init", "--maildir", folder / "Mail"], env=environment, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=True)
        print(f"mu index {seconds(['mu', 'index', '--quiet'], env=environment):.1f} s", flush=True)
        found["mu"] = (lambda query: ["mu", "find", "--maxnum=50", query], environment)
    return found


def cold(program, case, kinds, others):
    print(f"{'a process each, ms':<22}{'brightline':>12}" + "".join(f"{name:>12}" for name in others))
    for kind in ("word", "phrase", "prefix"):
        texts = kinds[kind][:10]
        line = statistics.median(seconds([program, "search", case, text, "--quiet"]) for text in texts) * 1e3
        rest = [statistics.median(seconds(make(text), env=environment) for text in texts) * 1e3
                for make, environment in others.values()]
        print(f"{kind:<22}{line:12.1f}" + "".join(f"{value:12.1f}" for value in rest), flush=True)
    if not others:
        print("notmuch, mu: not installed")


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--case", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    program = options.program
    words, _ = corpus.mails(0, options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        mails = folder / "mails"
        case = options.case or folder / "bench.case"
        if not (case / "case.sqlite").exists():
            corpus.write_mbox(mails, corpus.mails(options.messages, options.seed)[1])
            running.new_case(program, case)
            start = time.monotonic()
            running.run(program, "add", case, mails, "--quiet")
            taken = time.monotonic() - start
            print(f"{options.messages} messages added in {taken:.1f} s, {options.messages / taken:.0f} a second", flush=True)
        kinds = queries(words, random.Random(options.seed + 1), options.queries)
        warm(program, case, kinds, folder)
        cold(program, case, kinds,
             {} if options.no_peers else peers(corpus.mails(options.messages, options.seed)[1], folder))


if __name__ == "__main__":
    main()
