#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how long a search takes until its first results are there.

    search.py PROGRAM [--messages 20000] [--queries 100] [--case FOLDER] [--seed N]

A case is made of mbox files of invented mails: words drawn from an invented vocabulary by Zipf's law, half the mails
quoting another. With --case it is kept there, and used again if it exists. Each class of queries is drawn from the same
words: p50, p95 and the longest time, in one process with the case open (warm). Then a few queries are run as processes
of their own (cold), beside `notmuch search` and `mu find` over the same mails where these are installed. The bars: p95
under 20 ms for phrases and prefixes and 200 ms for the worst query, on 500,000 messages.
"""
import itertools
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import running

COMMON = ("the of to and in a is that it for was on with as be at by this from have or not are but had his they you "
          "release jail custody detainer warrant please officer date status county records hold inmate booking").split()
PARTS = ("ba de ti ro ne la mu sa ke vi for tion ing er al ver con pre st an re lease cus dy no mar low fair view por "
         "sun gra").split()
BARS = {"phrase": 20, "prefix": 20, "worst": 200}


class Words:
    """An invented vocabulary, a word as often as its rank has it."""

    def __init__(self, rng, size=60_000):
        self.rng, self.all, seen = rng, list(COMMON), set(COMMON)
        rest = []
        while len(rest) < size:
            word = "".join(rng.choice(PARTS) for _ in range(rng.choice((1, 2, 2, 3, 3, 4))))
            if word not in seen:
                seen.add(word)
                rest.append(word)
        self.all += sorted(rest, key=lambda word: (len(word), word))
        self.weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self.all))))

    def draw(self, count):
        return self.rng.choices(self.all, cum_weights=self.weights, k=count)

    def middling(self):
        """A word that is neither among the commonest nor a name of nothing."""
        return self.all[self.rng.randrange(50, 5_000)]


def mail(words, rng, number, earlier):
    sender, receiver = rng.randrange(400), rng.randrange(400)
    body = [" ".join(words.draw(12)) for _ in range(rng.randrange(3, 12))]
    quote = ["> " + line for line in earlier[:5]] if rng.random() < 0.5 else []
    day = number % 3_600
    lines = [
        "From bench@marlow.example Mon Jan  1 00:00:00 2010",
        f"Message-ID: <{number}@marlow.example>",
        f"From: Person{sender} Name{sender % 70} <p{sender}@a{sender % 9}.example>",
        f"To: Person{receiver} Name{receiver % 70} <p{receiver}@a{receiver % 9}.example>",
        time.strftime("Date: %a, %d %b %Y %H:%M:%S +0000", time.gmtime(1_262_304_000 + day * 86_400 + number % 86_400)),
        "Subject: " + " ".join(words.draw(5)), "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "",
        *body, *([""] + quote if quote else []), "", "",
    ]
    return "\n".join(lines), body


def write_mails(folder, words, rng, count, each=10_000):
    folder.mkdir(parents=True)
    body = []
    for start in range(0, count, each):
        with open(folder / f"mail-{start // each:03}.mbox", "w", encoding="utf-8") as out:
            for number in range(start, min(start + each, count)):
                text, body = mail(words, rng, number, body)
                out.write(text)


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
    maildir = folder / "Mail" / "cur"
    if any(map(shutil.which, ("notmuch", "mu"))):
        for name in ("cur", "new", "tmp"):
            (folder / "Mail" / name).mkdir(parents=True, exist_ok=True)
        number = 0
        for path in sorted(mails.glob("*.mbox")):
            for text in path.read_text(encoding="utf-8").split("From bench@")[1:]:
                (maildir / f"{number}:2,S").write_text(text.split("\n", 1)[1], encoding="utf-8")
                number += 1
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
    parser.add_argument("--case", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    program = options.program
    rng = random.Random(options.seed)
    words = Words(rng)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        mails = folder / "mails"
        case = options.case or folder / "bench.case"
        write_mails(mails, words, rng, options.messages)
        if not (case / "case.sqlite").exists():
            running.new_case(program, case)
            start = time.monotonic()
            running.run(program, "add", case, mails, "--quiet")
            taken = time.monotonic() - start
            print(f"{options.messages} messages added in {taken:.1f} s, {options.messages / taken:.0f} a second", flush=True)
        kinds = queries(words, random.Random(options.seed + 1), options.queries)
        warm(program, case, kinds, folder)
        cold(program, case, kinds, peers(mails, folder))


if __name__ == "__main__":
    main()
