#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how many pages released twice `brightline copies` finds, how many pairs are wrong, and in what time.

    copies.py PROGRAM [--mails 300] [--scanned 20] [--seed 1] [--redact 0.3] [--list]

Prints of ../shared/data/fauci/emails.json by ../shared/tools/render_release.py, two releases of each:

again     printed alike, other words withheld; some pages are withheld whole, and both releases number their pages
          FV000001 and on, whatever stands on them
heavy     the same, with three times as much withheld
anew      as an Outlook and as a GroupWise print, so that heads and lines differ
scanned   the first printed alike, the second scanned at 150 dpi with noise

What the renderer was given to print on a page, before anything was withheld, is the truth. A pair is right where
both pages were given the same words, near where they are nine words in ten the same (a mail that stands in a release
twice, recognised otherwise, or under another head), else wrong; also wrong where one of the two is withheld whole and
stands for nothing. Recall is the share of the pairs with the same words that are found, of those on which twelve
words with fifty letters can be seen on both.

Seconds are those of the whole `brightline add`, and of what comes after all pages are read and searchable: messages,
people, events, copies.

Needs reportlab for Python, for `scanned` poppler-utils, pillow, numpy and img2pdf too.
"""
import collections
import difflib
import importlib.util
import pathlib
import re
import sys
import tempfile

import running

KINDS = {
    "again": ("outlook", "outlook", 1, False), "heavy": ("outlook", "outlook", 3, False),
    "anew": ("outlook", "groupwise", 1, False), "scanned": ("outlook", "outlook", 1, True),
}


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def render(out, style, seed, limit, redact, scanned):
    """Renders a release; gives the words of each page, and those of them that can be seen."""
    renderer = running.renderer()
    given, seen = collections.defaultdict(list), collections.defaultdict(list)
    print_line = renderer.Printer.line

    def line(self, text, bold=False, redact=None):
        shown = print_line(self, text, bold, redact)
        given[self.page] += words(text)
        seen[self.page] += words(text if redact is None else text[: redact[0]] + " " + text[redact[1]:])
        return shown

    renderer.Printer.line = line
    command = running.render_command(out, style, seed, limit, redact)
    truth = running.render(renderer, command + (["--scan", "--dpi", "150"] if scanned else []))
    pages = [page["page"] for page in truth["pages"]]
    return {page: (given[page], seen[page]) for page in pages}


def can_be_told(one, other):
    both = list((collections.Counter(one) & collections.Counter(other)).elements())
    return len(both) >= 12 and sum(map(len, both)) >= 50


def likeness(one, other):
    return 1.0 if "".join(one) == "".join(other) else difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def expected(pages):
    """The pairs with the same words, and those of them that can be told."""
    alike = collections.defaultdict(list)
    for place, (given, _) in sorted(pages.items()):
        if len(given) >= 12:
            alike["".join(given)].append(place)
    pairs = {(a, b) for group in alike.values() for n, a in enumerate(group) for b in group[n + 1:]}
    return pairs, {pair for pair in pairs if can_be_told(pages[pair[0]][1], pages[pair[1]][1])}


def measure(program, folder, kind, options):
    first, second, more, scanned = KINDS[kind]
    limit = options.scanned if scanned else options.mails
    release = folder / kind
    release.mkdir()
    pages = {}
    for number, style in enumerate((first, second)):
        out = folder / f"{kind}-{number}"
        rendered = render(out, style, options.seed + number, limit, min(1, options.redact * more),
                          scanned and number == 1)
        (out / "release.pdf").rename(release / f"{number}.pdf")
        pages |= {(number, page): text for page, text in rendered.items()}
    case = running.new_case(program, folder / f"{kind}.case")
    status, seconds, _, error, _ = running.watched([program, "add", case, release, "--verbose", "--progress", "never"])
    if status not in (0, 1):
        sys.exit(f"copies: brightline add ended with status {status}: {error}")
    searchable = re.search(r"searchable after ([0-9.]+) s", error)
    number = {source["id"]: int(pathlib.Path(source["name"]).stem) for source in running.listing(program, "sources", case)}
    found, disclosures = set(), 0
    for row in running.listing(program, "copies", case):
        found.add(tuple(sorted((number[row[end]["source"]], row[end]["page"]) for end in ("first", "second"))))
        disclosures += len(row["disclosures"])
    same, told = expected(pages)
    right, near, wrong = 0, 0, []
    for pair in sorted(found):
        alike = likeness(pages[pair[0]][0], pages[pair[1]][0])
        right += alike == 1
        near += 0.9 <= alike < 1
        if alike < 0.9:
            wrong.append((alike, pair))
    total = max(1, len(found))
    print(f"{kind:<8} {len(pages):5} pages, {len(found):5} pairs: {right} right, {near} near, {len(wrong)} wrong; "
          f"precision {(total - len(wrong)) / total if found else 1:.4f}, "
          f"recall {len(told & found)}/{len(told)} = {len(told & found) / len(told) if told else 1:.4f} "
          f"({len(same & found)} of all {len(same)}); {disclosures} disclosures; {seconds:.2f} s"
          + (f", {seconds - float(searchable[1]):.2f} s of it after reading" if searchable else ""), flush=True)
    if options.list:
        for alike, (one, other) in sorted(wrong):
            print(f"  wrong  {one[0]}.pdf:{one[1]} {other[0]}.pdf:{other[1]}  {alike:.2f} alike")
        for one, other in sorted(told - found):
            print(f"  missed {one[0]}.pdf:{one[1]} {other[0]}.pdf:{other[1]}")


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--kinds", default=",".join(KINDS), help="some of: %(default)s")
    parser.add_argument("--mails", type=int, default=300)
    parser.add_argument("--scanned", type=int, default=20, help="mails of the scanned pair: recognition takes long")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--redact", type=float, default=0.3)
    parser.add_argument("--list", action="store_true", help="name the wrong pairs and the missed ones")
    options = parser.parse_args()
    running.need_renderer("; for scans also pillow numpy img2pdf")
    for kind in options.kinds.split(","):
        if kind not in KINDS:
            sys.exit(f"copies: no kind {kind}: there are {', '.join(KINDS)}")
        if kind == "scanned" and any(importlib.util.find_spec(name) is None for name in ("PIL", "numpy", "img2pdf")):
            print("scanned  left out: this Python lacks pillow, numpy or img2pdf")
            continue
        with tempfile.TemporaryDirectory() as folder:
            measure(options.program, pathlib.Path(folder), kind, options)


if __name__ == "__main__":
    main()
