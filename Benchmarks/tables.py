#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes broken and report-shaped tables with known truth and prints what Brightline makes of them.

    tables.py PROGRAM [--seeds 60] [--first 1] [--keep FOLDER]

Each seed is a CSV file, a workbook and a JSON Lines file of invented rows, written in one of the usual encodings,
delimiters, line ends and orders of dates, packed or not, with faults: rows too short or too long, a quote never closed,
NUL bytes, a header repeated, blank lines, a file cut in its last cell; and reports: titles, page headers, group headings,
merged cells, subtotals, totals, blank columns, headers on two lines, a second table below. It checks that every line
and row is read, failed or listed; that each sound row has exactly its values; that no row of a report that is none of the
table (a title, a subtotal) came out as a row; and that encoding, delimiter and order were told.

Then it accounts for the spreadsheets of ../shared/data/eugene, where that is: rows read, listed, failed and blank beside
the number of rows that openpyxl and Python's csv count. (pip install openpyxl)
"""
import bz2
import collections
import csv
import gzip
import io
import json
import lzma
import pathlib
import random
import shutil
import sqlite3
import subprocess
import tempfile

import running

NAMES = ["Ann Lund", "Bo Reyes", "Zoë Núñez", "Per Østby", "Ida O’Neil", "José Peña", "Lee Park", "Uma Größ"]
REASONS = ["burglary", "stolen vehicle", "inv", "missing person", "n/a", "theft – retail", "said “no”, then left",
           "see report\nno 2", "", "traffic"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "latin-1"]
TOLD = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252",
        "mac_roman": "Mac Roman", "latin-1": "Latin-1"}


def fit(text, encoding):
    """The text with what the encoding has no sign for left out."""
    return text.encode(encoding.replace("-sig", ""), "ignore").decode(encoding.replace("-sig", ""))


def packed(data, dice, name):
    kind = dice.choice(["", "", "", ".gz", ".bz2", ".xz", ".zst"])
    if kind == ".gz":
        data = gzip.compress(data)
    elif kind == ".bz2":
        data = bz2.compress(data)
    elif kind == ".xz":
        data = lzma.compress(data)
    elif kind == ".zst":
        if not shutil.which("zstd"):
            return name, data
        data = subprocess.run(["zstd", "-qc"], input=data, capture_output=True, check=True).stdout
    return name + kind, data


def date(dice, order):
    year, month, day = 2019, dice.randint(1, 12), dice.randint(1, 28)
    clock = f"{dice.randint(0, 23):02}:{dice.randint(0, 59):02}"
    return {"iso": f"{year}-{month:02}-{day:02} {clock}", "month-first": f"{month}/{day}/{year} {clock}",
            "day-first": f"{day}/{month}/{year} {clock}"}[order]


def make_csv(seed):
    """The file's name and bytes, and what is known of it."""
    dice = random.Random(f"csv {seed}")
    encoding, delimiter = dice.choice(ENCODINGS), dice.choice([",", ";", "\t", "|"])
    end, order = dice.choice(["\n", "\r\n", "\r", "mixed"]), dice.choice(["iso", "month-first", "day-first"])
    quoting = dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    header = ["When", "Officer", "Case No", "Reason", "Count"]
    records, sound, faulty, others = [], [], 0, 0

    def line(cells):
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerow(cells)
        return out.getvalue()[:-2]

    if dice.random() < 0.4:
        records.append("Marlow County Sheriff")
        records.append("")
        others += 2
    records.append(line(header))
    others += 1
    for number in range(dice.randint(15, 120)):
        row = [date(dice, order), dice.choice(NAMES), f"19-{1000 + number}", dice.choice(REASONS),
               str(dice.randint(1, 99))]
        row = [fit(cell, encoding) for cell in row]
        fault = dice.random()
        if fault < 0.03:
            records.append(line(row[:dice.randint(1, 3)]))
            faulty += 1
        elif fault < 0.05:
            records.append(line(row + ["x", "y"]))
            faulty += 1
        elif fault < 0.06:
            # The quote is never closed; what was meant cannot be known.
            records.append(delimiter.join([row[0], '"' + row[1].replace('"', ""), row[2], "left", row[4]]))
            faulty += 1
        elif fault < 0.08:
            records.append(line(header))
            others += 1
        elif fault < 0.10:
            records.append("")
            others += 1
        elif fault < 0.11:
            row[3] = "a\0b"
            records.append(line(row))
            sound.append([cell.replace("\0", "\ufffd") for cell in row])
        else:
            records.append(line(row))
            sound.append(row)
    text = ""
    for record in records:
        text += record + (dice.choice(["\n", "\r\n"]) if end == "mixed" else end)
    if dice.random() < 0.3:
        text += delimiter.join(["1/1/2019" if order != "iso" else "2019-01-01", "Cut Of"])
        records.append("cut")
        faulty += 1
    name, data = packed(text.encode(encoding), dice, f"seed-{seed}.csv")
    return name, data, {
        "records": len(records), "sound": [sound], "columns": [header], "faulty": faulty, "others": others,
        "encoding": encoding if any(ord(sign) > 127 for sign in text) or encoding.startswith("utf-16") else None,
        "delimiter": {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}[delimiter],
        "order": None if order == "iso" else order}


def make_book(seed):
    import openpyxl
    dice = random.Random(f"xlsx {seed}")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Report"
    at, tables, columns = 1, [], []
    titles = ["Marlow County Jail", "Releases by facility", "Run date: 3/1/2019"][:dice.randint(0, 3)]
    two_lines, spacer = dice.random() < 0.4, dice.random() < 0.3
    grouped = dice.choice(["", "heading", "merged"])
    place = [1, 3, 4, 5, 6] if spacer else [1, 2, 3, 4, 5]

    def put(values):
        nonlocal at
        for column, value in zip(place, values):
            if value not in (None, ""):
                sheet.cell(at, column, value)
        at += 1

    def titled():
        nonlocal at
        for title in titles:
            sheet.cell(at, 1, title)
            if dice.random() < 0.5:
                sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=6)
            at += 1
        if titles:
            at += dice.randint(0, 1)

    def headed():
        nonlocal at
        if two_lines:
            sheet.cell(at, place[0], "Facility")
            sheet.cell(at, place[1], "Booking")
            sheet.merge_cells(start_row=at, end_row=at, start_column=place[1], end_column=place[2])
            sheet.cell(at, place[3], "Release")
            sheet.merge_cells(start_row=at, end_row=at, start_column=place[3], end_column=place[4])
            at += 1
            put([None, "Number", "Name", "Date", "Hours"])
        else:
            put(["Facility", "Number", "Name", "Date", "Hours"])

    names = (["Facility", "Booking Number", "Booking Name", "Release Date", "Release Hours"] if two_lines else
             ["Facility", "Number", "Name", "Date", "Hours"])
    titled()
    headed()
    rows, number = [], 1000
    for group in range(dice.randint(2, 4)):
        facility = ["North", "South", "Old Mill", "West"][group]
        if grouped == "heading":
            sheet.cell(at, 1, f"{facility} wing")
            if dice.random() < 0.5:
                sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=place[-1])
            at += 1
        first, size = at, dice.randint(2, 9)
        for index in range(size):
            number += 1
            values = [facility if grouped != "merged" or index == 0 else None, number, dice.choice(NAMES),
                      f"2019-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}", dice.randint(1, 90)]
            put(values)
            rows.append([facility] + [str(value) for value in values[1:]])
        if grouped == "merged":
            sheet.merge_cells(start_row=first, end_row=at - 1, start_column=1, end_column=1)
        if dice.random() < 0.6:
            put([dice.choice(["Subtotal", f"Total for {facility}", f"{facility} total"]), None, None, None, size * 3])
        if dice.random() < 0.4:
            at += 1
        if titles and dice.random() < 0.3:
            titled()
            headed()
    put(["Grand total", None, None, None, 99])
    tables.append(rows)
    columns.append(names)
    if dice.random() < 0.35:
        at += dice.randint(1, 2)
        if dice.random() < 0.5:
            sheet.cell(at, 1, "Telephone calls")
            at += 1
        put(["Call date", "Number dialed", "Minutes"])
        second = []
        for _ in range(dice.randint(3, 8)):
            values = [f"2019-03-1{dice.randint(0, 9)}", f"555-01{dice.randint(10, 99)}", dice.randint(1, 40)]
            put(values)
            second.append([str(value) for value in values])
        tables.append(second)
        columns.append(["Call date", "Number dialed", "Minutes"])
    out = io.BytesIO()
    book.save(out)
    # The rows that hold anything once merged cells have only their first.
    filled = sum(1 for row in sheet.iter_rows(values_only=True) if any(value not in (None, "") for value in row))
    return f"seed-{seed}.xlsx", out.getvalue(), {
        "records": filled, "sound": tables, "columns": columns, "faulty": 0, "others": None, "encoding": None,
        "delimiter": None, "order": None}


def make_lines(seed):
    dice = random.Random(f"jsonl {seed}")
    lines, sound, faulty, keys = [], [], 0, []
    for number in range(dice.randint(10, 60)):
        item = {"when": date(dice, "iso"), "who": {"id": number, "name": dice.choice(NAMES)}}
        if dice.random() < 0.3:
            item["tags"] = dice.sample(["a", "b", "c"], dice.randint(0, 3))
        if dice.random() < 0.2:
            item["who"]["unit"] = {"code": dice.choice(["x", None]), "ok": True}
        text = json.dumps(item, ensure_ascii=dice.random() < 0.5)
        if dice.random() < 0.05:
            lines.append(text[:len(text) // 2])
            faulty += 1
            continue
        if dice.random() < 0.05:
            lines.append("")
        lines.append(text)
        flat = {"when": item["when"], "who.id": str(number), "who.name": item["who"]["name"]}
        order = ["when", "who.id", "who.name"]
        if "unit" in item["who"]:
            flat["who.unit.code"], flat["who.unit.ok"] = item["who"]["unit"]["code"], "true"
        if "tags" in item:
            flat["tags"] = "; ".join(item["tags"]) or None
        for path in [key for key in json_keys(item)]:
            if path not in keys:
                keys.append(path)
        sound.append(flat)
    name, data = packed(("\n".join(lines) + "\n").encode(), dice, f"seed-{seed}.jsonl")
    return name, data, {
        "records": len(lines), "sound": [[[row.get(key) for key in keys] for row in sound]], "columns": [keys],
        "faulty": faulty, "others": None, "encoding": None, "delimiter": None, "order": None}


def json_keys(item, prefix=""):
    for key, value in item.items():
        if isinstance(value, dict):
            yield from json_keys(value, f"{prefix}{key}.")
        else:
            yield prefix + key


def found(program, path):
    return json.loads(running.run(program, "map", path, "--format", "json"))


def check(program, folder, case, name, truth, tally):
    """Adds to the tally what is wrong with one file; gives what it is."""
    wrong = []
    told = found(program, folder / name)
    tables = told["tables"]
    read = sum(table["rows"] for table in tables)
    failed = sum(table["failed"] for table in tables)
    listed = sum(sum(table["listed"].values()) for table in tables)
    blank = sum(table["blank"] for table in tables)
    known = truth["records"]
    counted = read + failed + listed + (0 if name.startswith("seed") and ".xlsx" in name else blank)
    tally["records"] += known
    tally["accounted"] += min(counted, known)
    if counted != known:
        wrong.append(f"{counted} of {known} rows accounted for")
    if truth["encoding"] and not told["encoding"]["value"].startswith(TOLD[truth["encoding"]]):
        wrong.append(f"encoding {truth['encoding']} told as {told['encoding']['value']}")
    if truth["delimiter"] and told["delimiter"]["value"] != truth["delimiter"]:
        wrong.append(f"delimiter {truth['delimiter']} told as {told['delimiter']['value']}")
    if truth["order"]:
        orders = [column.get("order") for column in tables[0]["columns"] if column["kind"] == "time"]
        if truth["order"] not in orders:
            wrong.append(f"order {truth['order']} told as {orders}")
    for index, expected in enumerate(truth["sound"]):
        tally["sound"] += len(expected)
        got = case.get((name, index), ([], []))
        places = {column.lower(): place for place, column in enumerate(got[0])}
        missing = [column for column in truth["columns"][index] if column.lower() not in places]
        if missing:
            wrong.append(f"table {index + 1}: no column {missing[0]!r} among {got[0]}")
            continue
        rows = collections.Counter(
            tuple(clean(row[places[column.lower()]]) for column in truth["columns"][index]) for row in got[1])
        want = collections.Counter(tuple(clean(cell) for cell in row) for row in expected)
        lost, more = want - rows, rows - want
        tally["exact"] += len(expected) - sum(lost.values())
        if lost:
            wrong.append(f"table {index + 1}: {sum(lost.values())} sound rows are not as written, such as "
                         f"{next(iter(lost))}")
        if sum(more.values()) > truth["faulty"]:
            tally["false"] += sum(more.values()) - truth["faulty"]
            wrong.append(f"table {index + 1}: {sum(more.values())} rows that are none, such as {next(iter(more))}")
    return wrong


def clean(cell):
    return (cell or "").replace("\r\n", "\n").replace("\r", "\n")


def rows_of(case):
    """The rows of a case by the file's name and the table's number."""
    store = sqlite3.connect(case / "case.sqlite")
    out = {}
    names = dict(store.execute("SELECT source, name FROM source_names"))
    for source, number, columns in store.execute("SELECT source, n, columns FROM sheets ORDER BY source, n"):
        cells = store.execute("SELECT cells FROM sheet_rows WHERE source = ? AND sheet = ? ORDER BY number",
                              (source, number))
        name = pathlib.Path(names[source]).name
        index = sum(1 for key in out if key[0] == name)
        out[name, index] = (json.loads(columns), [json.loads(row) for row, in cells])
    return out


def generated(program, seeds, first, keep):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(keep or scratch) / "tables"
        folder.mkdir(parents=True, exist_ok=True)
        truths = {}
        for seed in range(first, first + seeds):
            for make in (make_csv, make_book, make_lines):
                name, data, truth = make(seed)
                (folder / name).write_bytes(data)
                truths[name] = truth
        case = pathlib.Path(scratch) / "tables.case"
        running.run(program, "new", case, "--zone", "America/Chicago")
        running.run(program, "add", case, folder, "--quiet")
        rows = rows_of(case)
        tallies = collections.defaultdict(collections.Counter)
        wrong = []
        for name, truth in truths.items():
            kind = name.split(".")[1]
            tally = tallies[kind]
            tally["files"] += 1
            found = check(program, folder, rows, name, truth, tally)
            tally["as they should be"] += not found
            wrong += [f"{name}: {what}" for what in found]
        print(f"{'':<8}{'files':>7}{'right':>7}{'rows':>9}{'accounted':>11}{'sound':>8}{'exact':>8}{'false':>7}")
        for kind, tally in tallies.items():
            print(f"{kind:<8}{tally['files']:>7}{tally['as they should be']:>7}{tally['records']:>9}"
                  f"{tally['accounted']:>11}{tally['sound']:>8}{tally['exact']:>8}{tally['false']:>7}")
        for line in wrong[:40]:
            print(f"  {line[:220]}")
        if len(wrong) > 40:
            print(f"  and {len(wrong) - 40} more")


def spreadsheets(program):
    folder = running.SHARED / "data" / "eugene"
    if not folder.exists():
        print(f"{folder} is absent: the released spreadsheets are left out")
        return
    import warnings
    import openpyxl
    warnings.simplefilter("ignore")
    print(f"\n{'released file':<64}{'read':>7}{'listed':>8}{'failed':>8}{'blank':>7}{'all':>8}{'raw':>8}")
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".csv", ".xlsx")):
        told = found(program, path)
        tables = told["tables"]
        read = sum(table["rows"] for table in tables)
        failed = sum(table["failed"] for table in tables)
        listed = sum(sum(table["listed"].values()) for table in tables)
        blank = sum(table["blank"] for table in tables)
        if path.suffix.lower() == ".xlsx":
            raw = 0
            for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
                raw += sum(1 for row in sheet.iter_rows(values_only=True)
                           if any(value is not None and str(value).strip(" \t\r\n") for value in row))
            all_rows = read + listed + failed
        else:
            with open(path, encoding="utf-8-sig", newline="") as file:
                raw = sum(1 for _ in csv.reader(file))
            all_rows = read + listed + failed + blank
        print(f"{path.name[:62]:<64}{read:>7}{listed:>8}{failed:>8}{blank:>7}{all_rows:>8}{raw:>8}"
              + ("" if all_rows == raw else "  ←"))


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--seeds", type=int, default=60)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--keep")
    options = parser.parse_args()
    generated(options.program, options.seeds, options.first, options.keep)
    spreadsheets(options.program)


main()
