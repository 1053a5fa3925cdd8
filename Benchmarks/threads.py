#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints whether threads of mail files are as their headers say.

    threads.py PROGRAM [FOLDER] [--list]

Adds every file of FOLDER (../shared/data/notmuch-corpora) to a case and works threads out of `Message-ID`, `References`
and `In-Reply-To` again, with Python's own mail parser and none of Brightline's: two messages are of one thread where a
chain of these headers joins them, also through messages that are not there; a message answers the one that its
`In-Reply-To` names, else the last one of its `References`, of those that are there. Loops are cut where the program cuts them: what a
message in a ring answers is not compared.

thread    pairs of messages of one thread. Pairs that only the program has, by quotes and subjects, are listed apart where
          one of the two has no `References` and no `In-Reply-To` of its own: the headers do not speak against those.
parent    messages whose `reply_to` names what the headers name, copies taken for one.
copies    messages that bear one `Message-ID`, taken for one.
"""
import collections
import email
import email.policy
import pathlib
import re
import sys
import tempfile

import running

CORPORA = running.SHARED / "data" / "notmuch-corpora"


def ids(value):
    return re.findall(r"<\s*([^<>\s]+)\s*>", value or "")


class Sets:
    def __init__(self):
        self.above = {}

    def root(self, name):
        while self.above.setdefault(name, name) != name:
            self.above[name] = self.above[self.above[name]]
            name = self.above[name]
        return name

    def join(self, a, b):
        self.above[self.root(a)] = self.root(b)


def read(path):
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
    get = lambda name: str(mail.get(name, "") or "")
    own = ids(get("Message-ID"))
    return own[0] if own else None, ids(get("References")), ids(get("In-Reply-To"))


def pairs(groups):
    return {(a, b) for group in groups for n, a in enumerate(sorted(group)) for b in sorted(group)[n + 1:]}


def score(label, right, found, truth):
    precision, recall = right / found if found else 1, right / truth if truth else 1
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
    print(f"{label:<8} {right} right of {found} found and {truth} true: precision {precision:.4f}, recall {recall:.4f}, "
          f"F1 {f1:.4f}{running.verdict(f1 == 1)}")


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=CORPORA)
    parser.add_argument("--list", action="store_true", help="name what differs")
    options = parser.parse_args()
    if not options.folder.is_dir():
        sys.exit(f"threads: {options.folder} is missing")
    with tempfile.TemporaryDirectory() as scratch:
        case = running.new_case(options.program, pathlib.Path(scratch) / "one.case")
        running.run(options.program, "add", case, options.folder, "--quiet")
        sources = {row["id"]: row for row in running.listing(options.program, "sources", case)}
        messages = running.listing(options.program, "messages", case)
    kept = [row for row in messages if row["origin"] == "eml" and not sources[row["source"]].get("parent")]
    # A file whose name is in the case under several names is one source: any of them has its bytes.
    headers = {}
    for row in kept:
        name = sources[row["source"]]["name"]
        for path in (options.folder / name, options.folder.parent / name, pathlib.Path(name)):
            if path.is_file():
                headers[row["id"]] = read(path)
                break
    files = sum(1 for path in options.folder.rglob("*") if path.is_file())
    print(f"{files} files, {len(messages)} messages, {len(headers)} of them files with headers")
    compare(headers, {row["id"]: row for row in kept}, options)


def compare(headers, rows, options):
    sets, places = Sets(), collections.defaultdict(list)
    for message, (own, references, answers) in headers.items():
        name = "message " + message
        if own:
            sets.join(name, own)
            places[own].append(message)
        for other in references + answers:
            sets.join(name, other)
    true, found = collections.defaultdict(set), collections.defaultdict(set)
    for message in headers:
        true[sets.root("message " + message)].add(message)
        found[rows[message]["thread"]].add(message)
    truth, got = pairs(true.values()), pairs(found.values())
    silent = {message for message, (_, references, answers) in headers.items() if not references and not answers}
    extra = got - truth
    beside = {pair for pair in extra if found[rows[pair[0]]["thread"]] & silent}
    score("thread", len(got & truth), len(got - beside), len(truth))
    print(f"{'':<8} {len(beside)} more pairs in threads joined by a message without such headers, by quote or subject")
    copies = pairs(places.values())
    taken = {tuple(sorted((a, b))) for a in headers for b in rows[a]["duplicates"] if b in headers}
    score("copies", len(copies & taken), len({pair for pair in taken if all(headers[m][0] for m in pair)}), len(copies))
    parents(headers, rows, places, options)
    if options.list:
        for label, which in (("missed", truth - got), ("extra", extra - beside), ("copy", copies ^ taken)):
            for a, b in sorted(which):
                print(f"  {label:<7} {a} {headers[a][0]}  {b} {headers[b][0]}")


def parents(headers, rows, places, options):
    def above(message):
        own, references, answers = headers[message]
        for name in answers + list(reversed(references)):
            if name in places and name != own:
                return name
        return None

    def rings(message):
        seen, name = set(), headers[message][0]
        while name and name in places and name not in seen:
            seen.add(name)
            name = above(places[name][0])
        return name in seen

    right = whole = 0
    for message in sorted(headers):
        name = above(message)
        # Of copies with different references, one answer is given for all.
        if name is None or rings(message) or len({above(copy) for copy in places.get(headers[message][0], [])}) > 1:
            continue
        whole += 1
        reply = rows[message]["reply_to"]
        is_right = reply in places[name] or any(reply in rows[copy]["duplicates"] for copy in places[name])
        right += is_right
        if options.list and not is_right:
            print(f"  parent  {message} {headers[message][0]} answers {name}, the program says {reply}")
    print(f"parent   {right} of {whole} right ({right / whole if whole else 1:.4f}){running.verdict(right == whole)}")


if __name__ == "__main__":
    main()
