#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how right Brightline is on real input that lies beside the project, not in it.

    measure.py PROGRAM mail [--limit 300] [--seed 1] [--style outlook] [--scan] [--chain] [--redact 0.3]
    measure.py PROGRAM files FOLDER ...
    measure.py PROGRAM marks FOLDER ...
    measure.py PROGRAM eugene
    measure.py PROGRAM zones [--part seen|unseen|all]
    measure.py PROGRAM quotes [--part seen|unseen|all]
    measure.py PROGRAM eml

mail    prints e-mails as a release (../shared/tools/render_release.py over fauci/emails.json) and compares what the
        program recovers with the truth beside it: sender, recipients, date and subject exact, bodies equal but for
        white space, quoted messages, redaction boxes (intersection over union at least 0.7) and their codes, Bates numbers.
marks   adds every file of some folders and prints each redaction found, for judging the false ones by eye.
files   adds every file of some folders and accounts for each: read, or a recorded failure.
zones   tells what senders wrote from quotes and signatures in e-mails whose zones people marked (../shared/data/quagga),
        beside email-reply-parser, mail-parser-reply and talon, as far as they are installed.
quotes  prints these e-mails and releases (../shared/data/clinton) on pages and compares the messages found quoted in
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
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import quoting
import running
from running import listing, run

SHARED = running.ROOT.parent / "shared"
EUGENE = (running.ROOT / "Examples" / "eugene" / "search-log.mapping.yaml", running.ROOT / "Policies" / "eugene-1204.policy.md")


def plain(text):
    return " ".join((text or "").split())


def share(label, right, whole):
    print(f"  {label:<44} {right:>5} of {whole:<5} {100 * right / whole if whole else 100:6.2f} %")


def label(party):
    """What stands for a party in the truth: the name as printed, or None where it is redacted."""
    if "unknown" in party:
        return None
    if party["name"] and party["address"]:
        return f"{party['name']} <{party['address']}>"
    return party["name"] or party["address"]


def overlap(a, b):
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return 0
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])
    return wide * high / (area(a) + area(b) - wide * high)


def measure_mail(program, options):
    renderer, mails = SHARED / "tools" / "render_release.py", SHARED / "data" / "fauci" / "emails.json"
    if not renderer.exists() or not mails.exists():
        sys.exit(f"measure: {renderer} or {mails} is not there")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        command = [sys.executable, renderer, mails, folder, "--style", options.style, "--limit", str(options.limit),
                   "--seed", str(options.seed), "--redact", str(options.redact), "--bates", "FV"]
        command += ["--scan"] * options.scan + ["--chain"] * options.chain
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        truth = json.loads((folder / "truth.json").read_text())
        case = folder / "mail.case"
        run(program, "new", case, "--quiet")
        start = time.monotonic()
        run(program, "add", case, folder / "release.pdf", "--quiet")
        seconds = time.monotonic() - start
        kind = ("scanned" if options.scan else "born-digital") + (", chains" if options.chain else "")
        print(f"{len(truth['emails'])} e-mails, {options.style}, {kind}, seed {options.seed}, "
              f"{len(truth['pages'])} pages in {seconds:.1f} s")
        report_mail(listing(program, "messages", case), truth)
        report_pages(listing(program, "pages", case), listing(program, "redactions", case), truth, options.scan)


def report_mail(messages, truth):
    outer = collections.defaultdict(list)
    for message in messages:
        if message["origin"] == "printed":
            outer[message["pages"][0]].append(message)
    right = collections.Counter()
    quoted_found = quoted_date = quoted_body = quoted_all = 0
    quotes = [message for message in messages if message["origin"] == "quoted"]
    for mail in truth["emails"]:
        candidates = outer.get(mail["pages"][0], [])
        best = max(candidates, key=lambda m: (m["sent"] == mail["sent"][:16] + ":00") + plain(m["text"]).startswith(
            plain(mail["body"])) + (m["subject"] == mail["subject"]), default=None)
        if best is not None:
            candidates.remove(best)
            right["found"] += 1
            right["sender"] += label(best["from"]) == mail["from"]
            names = [label(party) for party in best["to"]]
            right["to"] += (names == mail["to"]) if mail["to"] is not None else (None in names)
            right["cc"] += [label(party) for party in best["cc"]] == mail["cc"]
            sent = best["sent"] if isinstance(best["sent"], str) else ""
            right["date"] += sent[:16] == mail["sent"][:16]
            subject = best["subject"] if isinstance(best["subject"], str) else None
            right["subject"] += plain(subject) == plain(mail["subject"])
            right["body"] += plain(best["text"]).startswith(plain(mail["body"]))
        for quote in mail["quoted"]:
            quoted_all += 1
            same = [m for m in quotes if quote["page"] in m["pages"] and label(m["from"]) == quote["from"]]
            quoted_found += bool(same)
            dated = [m for m in same if isinstance(m["sent"], str) and m["sent"][:16] == quote["sent"][:16]]
            quoted_date += bool(dated)
            quoted_body += any(plain(m["text"]).startswith(plain(quote["body"])) for m in dated)
    whole = len(truth["emails"])
    for key, name in [("found", "messages found"), ("sender", "sender exact"), ("to", "recipients exact"),
                      ("cc", "copies exact"), ("date", "date exact to the minute"), ("subject", "subject exact"),
                      ("body", "body equal, signature and all")]:
        share(name, right[key], whole)
    extra = sum(len(rest) for rest in outer.values())
    print(f"  {'messages that are none':<44} {extra:>5}")
    if quoted_all:
        share("quoted messages found, sender exact", quoted_found, quoted_all)
        share("  and date exact", quoted_date, quoted_all)
        share("  and body equal", quoted_body, quoted_all)


def matched(truth, boxes):
    """Pairs of true boxes with those found that overlap them, each used once."""
    rest, pairs = list(boxes), []
    for box in truth:
        best = max((item for item in rest if item["page"] == box["page"]),
                   key=lambda item: overlap(item["box"], box["box"]), default=None)
        if best is not None and overlap(best["box"], box["box"]) >= 0.7:
            rest.remove(best)
            pairs.append((box, best))
    return pairs


def leant(truth, boxes, pages):
    """The true boxes turned about the middle of their page, by what fits the boxes found there best, up to 2 degrees."""
    out = []
    for page in pages:
        true = [box for box in truth if box["page"] == page["page"]]
        found = [item["box"] for item in boxes if item["page"] == page["page"]]
        middle = (306, 396)  # The renderer prints letter pages.

        def fit(degrees):
            return sum(max((overlap(turned(box["box"], middle, degrees), other) for other in found), default=0)
                       for box in true)

        degrees = max((step / 20 for step in range(-40, 41)), key=lambda d: (fit(d), -abs(d))) if true else 0
        out += [dict(box, box=turned(box["box"], middle, degrees)) for box in true]
    return out


def turned(box, middle, degrees):
    """Where the middle of a box lies after a small turn; its sides grow as a leaning box needs."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    x, y = (box[0] + box[2]) / 2 - middle[0], (box[1] + box[3]) / 2 - middle[1]
    across, down = box[2] - box[0], box[3] - box[1]
    wide, high = across * cosine + down * abs(sine), across * abs(sine) + down * cosine
    x, y = middle[0] + x * cosine - y * sine, middle[1] + x * sine + y * cosine
    return [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2]


def report_pages(pages, redactions, truth, scanned):
    share("Bates numbers exact", sum(page["bates"] == known["bates"] for page, known in zip(pages, truth["pages"])),
          len(truth["pages"]))
    # Marks made of words are the e-mails' own: the renderer draws none.
    boxes = [item for item in redactions if item["kind"] not in ("text", "slip")]
    pairs = matched(truth["redactions"], boxes)
    share("redaction boxes found (IoU 0.7)", len(pairs), len(truth["redactions"]))
    share("  and codes right, printed or not", sum(ours["codes"] == box["code"].split("; ") for box, ours in pairs),
          len(pairs))
    print(f"  {'boxes that are none':<44} {len(boxes) - len(pairs):>5}")
    if scanned:
        # The truth lies on the sheet as it was laid out, ours on the scan, which leans.
        leaning = matched(leant(truth["redactions"], boxes, pages), boxes)
        share("boxes found where the scan has them", len(leaning), len(truth["redactions"]))
        print(f"  {'  boxes that are none':<44} {len(boxes) - len(leaning):>5}")
    hidden_all = sum(bool(box["hidden"]) for box in truth["redactions"])
    hidden = sum(bool(box["hidden"]) and ours["text_under"] == "hidden" for box, ours in pairs)
    if hidden_all:
        share("failed redactions found", hidden, hidden_all)
    errors = [abs(page["redacted_share"] - known["redacted_share"]) for page, known in zip(pages, truth["pages"])]
    print(f"  {'mean error of the covered share':<44} {sum(errors) / max(1, len(errors)):>8.4f}")


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
    mail.add_argument("--seed", type=int, default=1)
    mail.add_argument("--style", choices=("outlook", "gmail", "groupwise"), default="outlook")
    mail.add_argument("--redact", type=float, default=0.3)
    mail.add_argument("--scan", action="store_true")
    mail.add_argument("--chain", action="store_true")
    files = kinds.add_parser("files")
    files.add_argument("folders", nargs="+", type=pathlib.Path)
    marks = kinds.add_parser("marks")
    marks.add_argument("folders", nargs="+", type=pathlib.Path)
    kinds.add_parser("eugene")
    for kind in ("zones", "quotes"):
        kinds.add_parser(kind).add_argument("--part", choices=("seen", "unseen", "all"), default="all")
    kinds.add_parser("eml")
    options = parser.parse_args()
    program = options.program.resolve()
    if options.kind == "mail":
        measure_mail(program, options)
    elif options.kind == "files":
        measure_files(program, [folder.resolve() for folder in options.folders])
    elif options.kind == "marks":
        measure_marks(program, [folder.resolve() for folder in options.folders])
    elif options.kind in ("zones", "quotes"):
        measure_quoting(program, options)
    elif options.kind == "eml":
        measure_eml(program)
    else:
        measure_eugene(program)


if __name__ == "__main__":
    main()
