#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how many messages released twice Brightline takes for one, and what of their differences it tells.

    witnesses.py PROGRAM [--mails 300] [--seed 1] [--redact 0.3] [--styles outlook,groupwise] [--list]

Prints ../shared/data/fauci/emails.json twice by ../shared/tools/render_release.py, with other words withheld each
time, adds both releases to one case and reads `brightline messages --witnesses`.

Pairs: two printed messages are one in truth where the renderer was given the same sender, minute and letters of text;
those of one sender and minute of which the shorter has six words in ten in common with the longer, in their order, count
as neither (a mail stands in the set twice, recognised otherwise or cut off). Precision, recall and F1 are over all pairs, within a release and between the two; messages
that were not recovered at all count as missed.

Withheld: a stretch that is covered in the body of one print and not in the other is told where a difference of kind
withheld shows its letters. A difference of that kind is wrong where none of its words is covered in the print that it
says withholds them.

Needs reportlab for Python.
"""
import collections
import difflib
import json
import pathlib
import re
import tempfile

import running


def letters(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def words(text):
    return [word for word in (letters(part) for part in text.split()) if word]


def render(out, style, seed, options):
    """Renders a release; gives the mail that begins on each page, and the words covered in each mail's body."""
    renderer = running.renderer()
    covered = collections.defaultdict(list)
    print_line, print_body = renderer.Printer.line, renderer.Printer.body
    state = {"body": False}

    def body(self, *arguments):
        state["body"] = True
        try:
            return print_body(self, *arguments)
        finally:
            state["body"] = False

    def line(self, text, bold=False, redact=None):
        # Words left under a box are exposed, not withheld: another listing has them.
        if state["body"] and redact is not None and not redact[4]:
            covered[self.current].append(text[redact[0]:redact[1]])
        return print_line(self, text, bold, redact)

    renderer.Printer.line, renderer.Printer.body = line, body
    truth = running.render(renderer, running.render_command(out, style, seed, options.mails, options.redact))
    return {mail["pages"][0]: mail["id"] for mail in truth["emails"]}, covered


def same(a, b):
    """Whether two mails are one: True, False, or None where that is open."""
    if (a["from"], a["sent"][:16]) != (b["from"], b["sent"][:16]):
        return False
    if letters(a["body"]) == letters(b["body"]):
        return True
    one, other = words(a["body"]), words(b["body"])
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return None if sum(block.size for block in blocks) >= 0.6 * min(len(one), len(other)) else False


def measure(program, folder, styles, options):
    mails = {mail["id"]: mail for mail in json.loads(running.MAILS.read_text())}
    release = folder / "release"
    release.mkdir()
    begins, covered = {}, {}
    for number, style in enumerate(styles):
        out = folder / str(number)
        pages, hidden = render(out, style, options.seed + number, options)
        (out / "release.pdf").rename(release / f"{number}.pdf")
        begins |= {(number, page): mail for page, mail in pages.items()}
        covered |= {(number, mail): texts for mail, texts in hidden.items()}
    case = running.new_case(program, folder / "one.case")
    running.run(program, "add", case, release, "--quiet")
    number = {row["id"]: int(pathlib.Path(row["name"]).stem) for row in running.listing(program, "sources", case)}
    place, found = {}, set()
    messages = running.listing(program, "messages", case)
    for message in messages:
        key = (number[message["source"]], message["pages"][0] if message["pages"] else 0)
        if message["origin"] == "printed" and key in begins and key not in place.values():
            place[message["id"]] = key
    for message in messages:
        for other in message["duplicates"]:
            if message["id"] in place and other in place:
                found.add(tuple(sorted((place[message["id"]], place[other]))))
    truth, open_pairs = set(), set()
    by_time = collections.defaultdict(list)
    for key, mail in sorted(begins.items()):
        by_time[mails[mail]["from"], mails[mail]["sent"][:16]].append(key)
    for keys in by_time.values():
        for n, a in enumerate(keys):
            for b in keys[n + 1:]:
                is_same = same(mails[begins[a]], mails[begins[b]])
                if is_same:
                    truth.add((a, b))
                elif is_same is None:
                    open_pairs.add((a, b))
    judged = found - open_pairs
    right = len(judged & truth)
    precision, recall = right / len(judged) if judged else 1, right / len(truth) if truth else 1
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
    print(f"{'+'.join(styles):<20} {len(place)} of {len(begins)} messages recovered; {len(truth)} pairs, {len(judged)} found: "
          f"precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}{running.verdict(f1 >= 0.99)}", flush=True)
    report_differences(running.listing(program, "messages", case, "--witnesses"), place, begins, covered)
    if options.list:
        for label, pairs in (("wrong", judged - truth), ("missed", truth - judged)):
            for a, b in sorted(pairs):
                print(f"  {label:<7} {a[0]}.pdf:{a[1]} {b[0]}.pdf:{b[1]}  {mails[begins[a]]['subject'][:60]}")


def report_differences(rows, place, begins, covered):
    shown = collections.defaultdict(str)
    wrong = said = 0
    for row in rows:
        for difference in row["differences"]:
            if difference["part"] != "text" or difference["kind"] != "withheld":
                continue
            a, b = place.get(difference["shown_in"]), place.get(difference["withheld_in"])
            if a is None or b is None:
                continue
            said += 1
            shown[a[0], begins[a], b[0]] += letters(difference["text"]) + " "
            hidden = {word for text in covered.get((b[0], begins[b]), []) for word in words(text)}
            wrong += not hidden & set(words(difference["text"]))
    expected = told = 0
    printed = {(key[0], begins[key]) for key in place.values()}
    for (number, mail), texts in sorted(covered.items()):
        other = 1 - number
        if (number, mail) not in printed or (other, mail) not in printed:
            continue
        theirs = {letters(text) for text in covered.get((other, mail), [])}
        for text in texts:
            stretch = letters(text)
            if len(stretch) < 4 or any(stretch in hidden or hidden in stretch for hidden in theirs if hidden):
                continue
            expected += 1
            told += stretch in shown[other, mail, number]
    print(f"{'':<20} {told} of {expected} stretches that one print shows are told ({told / expected if expected else 1:.4f}); "
          f"{wrong} of {said} told are withheld nowhere", flush=True)


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--mails", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--redact", type=float, default=0.3)
    parser.add_argument("--styles", default="outlook,groupwise", help="each is printed twice, then the first beside each other")
    parser.add_argument("--list", action="store_true", help="name the wrong pairs and the missed ones")
    options = parser.parse_args()
    running.need_renderer()
    styles = options.styles.split(",")
    for pair in [(style, style) for style in styles] + [(styles[0], style) for style in styles[1:]]:
        with tempfile.TemporaryDirectory() as folder:
            measure(options.program, pathlib.Path(folder), pair, options)


if __name__ == "__main__":
    main()
