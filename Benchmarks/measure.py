#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how right Brightline is on real input that lies beside the project, not in it.

    measure.py PROGRAM mail [--limit 300] [--seed 1 2] [--style outlook gmail groupwise] [--scan] [--dpi 200] [--chain]
                            [--redact 0.3] [--misses] [--keep FOLDER]
    measure.py PROGRAM files FOLDER ...
    measure.py PROGRAM marks FOLDER ...
    measure.py PROGRAM eugene
    measure.py PROGRAM zones [--part seen|unseen|all]
    measure.py PROGRAM printed-quotes [--part seen|unseen|all]      (also: quotes)
    measure.py PROGRAM eml

mail    prints e-mails as releases (../shared/tools/render_release.py over fauci/emails.json) in each style with each seed, and
        compares what the program recovers with the truth beside it, each row with its bar: messages found and invented; sender,
        recipients, copies, date and subject exact; the words of bodies; and quoted messages, redaction boxes (intersection over
        union at least 0.7) and their codes, Bates numbers. Pages per second stand beside xmpdf's on the same files, if it is
        installed. With --scan the pages are images that lean and are noisy; --misses shows each difference.
marks   adds every file of some folders and prints each redaction found, for judging the false ones by eye.
files   adds every file of some folders and accounts for each: read, or a recorded failure.
zones   tells what senders wrote from quotes and signatures in e-mails whose zones people marked (../shared/data/quagga),
        beside email-reply-parser, mail-parser-reply and talon, as far as they are installed.
printed-quotes prints these e-mails and releases (../shared/data/clinton) on pages and compares the messages found quoted in
        them with the headers people marked, or that a rule of its own finds; beside xmpdf, if it is installed.
eugene  adds ../shared/data/eugene whole, audits its search log and compares figures with the outsiders' reports.
eml     adds the message files of ../shared/data/eml and compares sender, recipients, subject, time, text and the number
        of enclosed messages with what another parser was made to expect; lists the files that differ.

Needs the shared folder beside the checkout; `mail` and `quotes` also reportlab and, with --scan, pillow, numpy and img2pdf.
"""
import argparse
import collections
import csv
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import printed
import quoting
import running
from printed import plain, share
from running import listing, run

SHARED = running.ROOT.parent / "shared"
EUGENE = (running.ROOT / "Examples" / "eugene" / "search-log.mapping.yaml", running.ROOT / "Policies" / "eugene-1204.policy.md")


def measure_files(program, folders):
    with tempfile.TemporaryDirectory() as scratch:
        case = pathlib.Path(scratch) / "files.case"
        run(program, "new", case, "--quiet")
        start = time.monotonic()
        run(program, "add", case, *folders, "--quiet")
        seconds = time.monotonic() - start
        files = sum(1 for folder in folders for path in pathlib.Path(folder).rglob("*")
                    if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts))
        sources = listing(program, "sources", case)
        kinds, reasons = collections.Counter(), collections.Counter()
        for source in sources:
            whole = [f for f in source["failures"] if "page" not in f and "row" not in f]
            content = source["pages"] + source["messages"] + source["rows"]
            kinds["read" if content and not source["failures"] else
                  "read in part" if content else "failed, recorded" if source["failures"] else "empty"] += 1
            reasons.update(failure["reason"] for failure in source["failures"])
        print(f"{files} files, {len(sources)} different ones, in {seconds:.1f} s: "
              f"{sum(s['pages'] for s in sources)} pages")
        for kind, count in kinds.most_common():
            print(f"  {kind:<20} {count}")
        print("  failures: " + ", ".join(f"{count} {reason}" for reason, count in reasons.most_common()))
        verify = subprocess.run([program, "verify", case, "--quiet"], capture_output=True, text=True)
        print(f"  verify: {'whole' if verify.returncode == 0 else verify.stdout.strip()}")


def measure_marks(program, folders):
    with tempfile.TemporaryDirectory() as scratch:
        case = pathlib.Path(scratch) / "marks.case"
        run(program, "new", case, "--quiet")
        run(program, "add", case, *folders, "--quiet")
        names = {source["id"]: source["name"] for source in listing(program, "sources", case)}
        pages = len(listing(program, "pages", case))
        marks = listing(program, "redactions", case)
        marked = len({(mark["source"], mark["page"]) for mark in marks})
        print(f"{pages} pages, {len(marks)} redactions, {100 * len(marks) / max(1, pages):.2f} per 100 pages, "
              f"on {marked} pages")
        for kind, count in collections.Counter(mark["kind"] for mark in marks).most_common():
            print(f"  {kind:<10} {count}")
        for mark in sorted(marks, key=lambda mark: (names.get(mark["source"], ""), mark["page"], mark["box"][1])):
            box = " ".join(f"{value:.0f}" for value in mark["box"])
            print(f"  {names.get(mark['source'], mark['source'])}:{mark['page']}  {mark['kind']}  [{box}]  "
                  f"{', '.join(mark['codes'])}")


def measure_quoting(program, options):
    data = SHARED / "data"
    if not (data / "quagga").exists():
        sys.exit(f"measure: {data / 'quagga'} is not there")
    with tempfile.TemporaryDirectory() as scratch:
        measure = quoting.measure_zones if options.kind == "zones" else quoting.measure_quotes
        measure(program, data, options.part, running, pathlib.Path(scratch))


def measure_eugene(program):
    data = SHARED / "data" / "eugene"
    if not data.exists():
        sys.exit(f"measure: {data} is not there")
    with tempfile.TemporaryDirectory() as scratch:
        case = pathlib.Path(scratch) / "eugene.case"
        run(program, "new", case, "--zone", "America/Los_Angeles", "--place", "Eugene", "--quiet")
        start = time.monotonic()
        print(run(program, "add", case, data, *EUGENE).splitlines()[-1])
        print(f"  added in {time.monotonic() - start:.1f} s")
        start = time.monotonic()
        findings = listing(program, "audit", case)
        print(f"  audited in {time.monotonic() - start:.1f} s")
        table = collections.Counter((f["instrument"], f["rule"], f["verdict"], f["status"]) for f in findings)
        for (instrument, rule, verdict, status), count in sorted(table.items(), key=lambda item: str(item[0])):
            print(f"  {instrument} {rule}  {verdict:<18} {status:<10} {count}")
        for figure in listing(program, "figures", case, "--id", "log"):
            if ".streak." in figure["id"] or ".top." in figure["id"]:
                continue
            of = f" of {figure['denominator']}" if "denominator" in figure else ""
            print(f"  {figure['value']:>10} {figure['unit']:<8}{of:<10} {figure['label']}")
        compare_reports(program, data, pathlib.Path(scratch))


def compare_reports(program, data, folder):
    """The outsiders' report on consecutive days, recomputed on the rows it covers, in three readings of a day."""
    try:
        import openpyxl
    except ImportError:
        print("  the outsiders' reports are not compared: pip install openpyxl")
        return
    logs = data / "FlockAuditLogs"
    book = openpyxl.load_workbook(next((logs / "Reports").glob("*ConsecutiveDayAnomalies*.xlsx")), data_only=True)
    top = {row[2]: row[1] for row in list(book["TopSearchers"].iter_rows(values_only=True))[3:] if row[2]}
    theirs = {(row[4], row[1], row[2].date().isoformat(), row[3].date().isoformat())
              for row in list(book["ConsecutiveSearchDayEvents"].iter_rows(values_only=True))[3:] if row[4]}
    with open(logs / "EPDSearchAuditLogs.csv", newline="") as file:
        header, *rows = csv.reader(file)
    covered = sorted(rows, key=lambda row: row[header.index("searchDate")])[: sum(top.values())]
    table = folder / "EPDSearchAuditLogs.csv"
    with open(table, "w", newline="") as file:
        csv.writer(file).writerows([header, *covered])
    print(f"  the outsiders' report: the first {len(covered)} rows by time, {len(top)} accounts, {len(theirs)} streaks")
    for zone in ("Etc/GMT+8", "America/Los_Angeles", "UTC"):
        case = folder / (zone.replace("/", "-") + ".case")
        run(program, "new", case, "--zone", zone, "--place", "Eugene", "--quiet")
        run(program, "add", case, table, *EUGENE, "--quiet")
        figures = listing(program, "figures", case, "--id", "log")
        ours, counts = set(), {}
        for figure in figures:
            words = figure["label"].split(" the account ")
            if ".streak." in figure["id"]:
                days = re.search(r"from (\S+) to (\S+) ", figure["label"])
                ours.add((words[1].split(" ")[0], int(figure["value"]), days[1], days[2]))
            elif ".top." in figure["id"]:
                counts[words[1].split(",")[0]] = figure["numerator"]
        equal = sum(top.get(account) == count for account, count in counts.items())
        print(f"    days in {zone:<20} streaks: {len(ours)} ours, {len(ours & theirs)} of them theirs, "
              f"{len(theirs - ours)} only theirs; top accounts equal: {equal} of {len(counts)}")


def expected_people(part, name):
    """The parties of the first header of a name: (name, address) pairs."""
    value = next((h["value"] for h in part["headers"] if h["name"] == name), None)
    address = value.get("Address") if isinstance(value, dict) else None
    if not address:
        return []
    if "List" in address:
        people = address["List"]
    else:
        people = [one for group in address["Group"] for one in group["addresses"] or [{"name": group["name"], "address": None}]]
    return [plain(one["name"] or one["address"]) for one in people if one["name"] or one["address"]]


def expected_eml(whole):
    """What the program should say of a message, by the JSON beside it."""
    head = whole["parts"][0]
    named = [header for header in reversed(head["headers"]) if isinstance(header["name"], str)]
    first = {header["name"]: header["value"] for header in named if isinstance(header["value"], dict)}
    date = first.get("date", {}).get("DateTime")
    sent = None
    if date:
        sign = "-" if date["tz_before_gmt"] else "+"
        zone = f"{sign}{date['tz_hour']:02}:{date['tz_minute']:02}"
        sent = "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}".format(**date) + zone.replace("-00:00", "Z").replace("+00:00", "Z")
    kind = lambda index: next((h["value"]["ContentType"] for h in whole["parts"][index]["headers"] if h["name"] == "content_type"), None)
    told = lambda index: any(h["name"] == "content_disposition" for h in whole["parts"][index]["headers"])
    named = lambda index: any(a["name"] == "name" for a in (kind(index) or {}).get("attributes") or [])
    # Text without a name that stands in its place is shown, wherever the other parser puts it.
    shown = set(whole["text_body"])
    if not kind(0) or kind(0)["c_subtype"] != "alternative":
        shown |= {i for i in whole["attachments"] if (not kind(i) or kind(i)["c_type"] == "text") and not told(i) and not named(i)}
    text = []
    for index in sorted(shown):
        body = whole["parts"][index]["body"]
        if isinstance(body, dict) and "Text" in body:
            text.append(body["Text"])
    return {
        "from": expected_people(head, "from")[:1], "to": expected_people(head, "to"), "cc": expected_people(head, "cc") + expected_people(head, "bcc"),
        "subject": plain(first.get("subject", {}).get("Text")), "sent": sent, "text": plain("\n".join(text).replace("\0", "")),
        "enclosed": sum(isinstance(part["body"], dict) and "Message" in part["body"] for part in whole["parts"]),
        "html": any(isinstance(whole["parts"][i]["body"], dict) and "Html" in whole["parts"][i]["body"] for i in whole["text_body"]),
    }


def same_text(ours, theirs):
    """Equal, where a sign that they could not decode stands for any of ours."""
    return len(ours) == len(theirs) and all(a == b or b == "\ufffd" for a, b in zip(ours, theirs))


def measure_eml(program):
    folder = SHARED / "data" / "eml"
    with tempfile.TemporaryDirectory() as scratch:
        case = running.new_case(program, pathlib.Path(scratch) / "eml.case")
        run(program, "add", case, folder, "--quiet")
        names = {source["id"]: source["id"] for source in listing(program, "sources", case) if source["kind"] == "eml"}
        messages = collections.defaultdict(list)
        for message in listing(program, "messages", case):
            if message["source"] in names and message["origin"] != "quoted":
                messages[names[message["source"]]].append(message)
    right, whole, differing = collections.Counter(), 0, {}
    for path in sorted(folder.rglob("*.eml")):
        expected = expected_eml(json.loads(path.with_suffix(".json").read_text()))
        found = sorted(messages.get(hashlib.sha256(path.read_bytes()).hexdigest(), []), key=lambda m: m["id"])
        whole += 1
        if not found:
            differing[path] = ["unread"]
            continue
        outer = found[0]
        people = lambda parties: [plain(p.get("name") or p.get("address")) for p in parties if "unknown" not in p]
        ours = {
            "from": people([outer["from"]]), "to": people(outer["to"]), "cc": people(outer["cc"]),
            "subject": plain(outer["subject"]) if isinstance(outer["subject"], str) else "",
            "sent": outer["sent"] if isinstance(outer["sent"], str) else None, "text": plain(outer["text"]),
            "enclosed": sum(re.fullmatch(re.escape(outer["id"]) + r"\.e\d+", m["id"]) is not None for m in found),
        }
        wrong = []
        for key, value in ours.items():
            theirs = expected[key]
            flat = lambda v: " ; ".join(v) if isinstance(v, list) else str(v)
            if same_text(flat(value), flat(theirs)) or (key == "text" and expected["html"]):
                right[key] += 1
            else:
                wrong.append(key)
        if wrong:
            differing[path] = wrong
    print(f"{whole} message files")
    for key in ("from", "to", "cc", "subject", "sent", "text", "enclosed"):
        share(key, right[key], whole)
    share("files with no difference", whole - len(differing), whole)
    for path, wrong in differing.items():
        print(f"    {path.relative_to(folder)}: {', '.join(wrong)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    kinds = parser.add_subparsers(dest="kind", required=True)
    mail = kinds.add_parser("mail")
    mail.add_argument("--limit", type=int, default=300)
    mail.add_argument("--seed", type=int, nargs="+", default=[1, 2])
    mail.add_argument("--style", choices=printed.STYLES, nargs="+", default=printed.STYLES)
    mail.add_argument("--redact", type=float, default=0.3)
    mail.add_argument("--scan", action="store_true")
    mail.add_argument("--dpi", type=int, default=200)
    mail.add_argument("--chain", action="store_true")
    mail.add_argument("--misses", action="store_true")
    mail.add_argument("--keep", type=pathlib.Path)
    files = kinds.add_parser("files")
    files.add_argument("folders", nargs="+", type=pathlib.Path)
    marks = kinds.add_parser("marks")
    marks.add_argument("folders", nargs="+", type=pathlib.Path)
    kinds.add_parser("eugene")
    for kind in ("zones", "quotes", "printed-quotes"):
        kinds.add_parser(kind).add_argument("--part", choices=("seen", "unseen", "all"), default="all")
    kinds.add_parser("eml")
    options = parser.parse_args()
    program = options.program.resolve()
    if options.kind == "mail":
        printed.measure(program, options)
    elif options.kind == "files":
        measure_files(program, [folder.resolve() for folder in options.folders])
    elif options.kind == "marks":
        measure_marks(program, [folder.resolve() for folder in options.folders])
    elif options.kind in ("zones", "quotes", "printed-quotes"):
        measure_quoting(program, options)
    elif options.kind == "eml":
        measure_eml(program)
    else:
        measure_eugene(program)


if __name__ == "__main__":
    main()
