#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the example release: PDFs, mail files and logs, and `truth.json` about all of them.

    pip install -r requirements.txt
    python3 generate.py            # into release/ and truth.json beside this file
    python3 generate.py --out DIR  # somewhere else, to compare

The same versions give the same bytes. Everybody and everything in it is invented.
"""

import argparse
import datetime
import json
import pathlib
import tempfile

import yaml

import logs
import mailfiles
import planted
from layouts import LAYOUTS, People
from scan import scan
from sheets import HEIGHT, WIDTH, Bates, Sheets, readable

HERE = pathlib.Path(__file__).resolve().parent
YEARS = ("2015", "2016", "2017", "2018")


def load(name):
    return yaml.safe_load((HERE / "text" / name).read_text(encoding="utf-8"))


def with_time(mail):
    sent = mail["sent"]
    if not isinstance(sent, datetime.datetime):
        mail["sent"] = datetime.datetime.strptime(str(sent), "%Y-%m-%d %H:%M")
    return mail


def mails_of(release):
    """Every message of a year by its key: printed ones, and those only quoted."""
    out = {}
    for item in release["items"]:
        for mail in [item["mail"]] if "mail" in item else []:
            out[mail["id"]] = with_time(mail)
        for mail in item.get("quoted_only", []):
            out[mail["id"]] = with_time(mail)
        before = None
        for mail in item.get("conversation", {}).get("mails", []):
            if before and before["from"] != mail["from"]:
                mail.setdefault("answers", before["id"])
            before = mail
            mail.setdefault("subject", item["conversation"]["subject"])
            out[mail["id"]] = with_time(mail)
    for key, mail in out.items():
        if mail.get("answers") and mail["answers"] not in out:
            raise SystemExit(f"{key} answers {mail['answers']}, which is not there")
    return out


def letter(sheets, text):
    sheets.end_page()
    sheets.head = sheets.foot = None
    sheets.page("letter")
    sheets.y = 90
    for number, line in enumerate(text.rstrip("\n").split("\n")):
        font = "Times-Bold" if number == 0 else "Times-Roman"
        sheets.paragraph(line, font, 11.5, leading=1.25)


def withheld(sheets, item):
    sheets.end_page()
    sheets.head = sheets.foot = None
    sheets.page(item["kind"])
    if item["kind"] == "black":
        sheets.box(30, 30, WIDTH - 30, HEIGHT - 48, item["code"], kind="page")
        return
    sheets.canvas.setLineWidth(1)
    sheets.canvas.setStrokeGray(0)
    sheets.canvas.rect(120, HEIGHT - 470, WIDTH - 240, 190, fill=0, stroke=1)
    sheets.y = 320
    for line in item["text"].rstrip("\n").split("\n"):
        sheets.text(WIDTH / 2, sheets.y, line, "Times-Bold" if line.isupper() else "Times-Roman",
                    12, "center")
        sheets.y += 18


def print_year(release, mails, people, bates, path):
    """One PDF; gives its pages and, for each message printed, what it quotes."""
    sheets = Sheets(path, release["boxes"], bates, stamped=not release.get("scan"))
    quoted = {}
    for item in release["items"]:
        if "mail" in item:
            mail = item["mail"]
            layout = LAYOUTS[mail.get("layout", release["layout"])](sheets, people, mails)
            quoted[mail["id"]] = layout.print(mail)
        elif "conversation" in item:
            quoted.update(LAYOUTS["gmail"](sheets, people, mails).print(item["conversation"]))
        elif "letter" in item:
            letter(sheets, item["letter"])
        elif "withheld" in item:
            withheld(sheets, item["withheld"])
        elif "skip" in item["bates"]:
            bates.skip(item["bates"]["skip"])
        else:
            bates.repeat()
    sheets.close()
    return sheets.pages, quoted


def describe(mail, people, pages, quoted):
    """A message as `truth.json` has it; null where the page has a box."""

    def name(entry):
        person, code = people.split(entry)
        return None if code else person["display"]

    return {
        "id": mail["id"],
        "pages": [page.number for page in pages],
        "bates": [page.bates for page in pages],
        "from": name(mail["from"]),
        "to": [name(entry) for entry in mail["to"]],
        "cc": [name(entry) for entry in mail.get("cc", [])],
        "sent": None if mail.get("sent_redacted") else mail["sent"].isoformat()[:16],
        "subject": readable(mail["subject"]),
        "answers": mail.get("answers"),
        "body": readable(mail["body"]).strip(),
        "attachments": mail.get("attachments", []),
        "quotes": quoted,
    }


def write_pdfs(out, people):
    bates, files, every = Bates("FPD"), [], {}
    for number, year in enumerate(YEARS):
        release = load(f"{year}.yaml")
        mails = mails_of(release)
        path = out / release["file"]
        if release.get("scan"):
            with tempfile.TemporaryDirectory() as folder:
                plain = pathlib.Path(folder) / "plain.pdf"
                pages, quoted = print_year(release, mails, people, bates, plain)
                scan(plain, path, [page.bates for page in pages], pages, seed=2016)
        else:
            pages, quoted = print_year(release, mails, people, bates, path)
        printed = [
            describe(mails[key], people, [p for p in pages if key in p.mails], quotes)
            for key, quotes in quoted.items()
        ]
        only = [key for key in mails if key not in quoted]
        files.append(
            {
                "file": release["file"],
                "method": "ocr" if release.get("scan") else "text",
                "pages": [
                    {"page": p.number, "bates": p.bates, "kind": p.kind, "mails": p.mails}
                    for p in pages
                ],
                "mails": printed,
                "known_only_from_a_quote": [describe(mails[key], people, [], []) for key in only],
                "redactions": [{"page": p.number, **box} for p in pages for box in p.boxes],
            }
        )
        every.update(mails)
    return files, every, {"skipped": bates.skipped, "repeated": bates.repeated}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=pathlib.Path, default=HERE)
    out = parser.parse_args().out
    release = out / "release"
    release.mkdir(parents=True, exist_ok=True)
    people = People(load("people.yaml"))

    files, mails, bates = write_pdfs(release, people)
    mail_files = mailfiles.write(release, people, mails)
    tables = logs.write(release)
    boxes = [box for file in files for box in file["redactions"]]
    truth = {
        "counts": {
            "pages": sum(len(f["pages"]) for f in files),
            "mails_printed": sum(len(f["mails"]) for f in files),
            "mails_quoted": sum(len(m["quotes"]) for f in files for m in f["mails"]),
            "mails_known_only_from_a_quote": sum(len(f["known_only_from_a_quote"]) for f in files),
            "mails_in_mail_files": sum(len(f["mails"]) for f in mail_files),
            "redaction_boxes": len(boxes),
            "of_them_with_text_left_under": sum(box["text_under"] is not None for box in boxes),
            "black_pages": sum(box["kind"] == "page" for box in boxes),
            "rows": {t["file"]: t["rows"] for t in tables},
            "bad_rows": {t["file"]: len(t["bad_rows"]) for t in tables},
        },
        "bates": bates,
        "planted": planted.cases(files, tables),
        "files": files,
        "mail_files": mail_files,
        "tables": tables,
    }
    text = json.dumps(truth, indent=1, ensure_ascii=False)
    (out / "truth.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
