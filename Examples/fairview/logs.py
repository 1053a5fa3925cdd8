# SPDX-License-Identifier: Apache-2.0
"""The three logs of the jail: look-ups in its database, releases, and telephone calls."""

import csv
import datetime
import io
import random
import re
import zipfile

import openpyxl
from openpyxl.styles import Font

RESOLUTION = datetime.date(2017, 3, 14)
STATE_ACT = datetime.date(2017, 8, 28)
FIRST, LAST = datetime.datetime(2016, 1, 4), datetime.datetime(2018, 6, 29)

# Bookings that the mails speak of: booked, cleared, out, how, paper. The numbers are those that
# counting gives; `releases` checks it.
KNOWN = {
    "2016-00079": ("2016-09-11 22:40", "2016-09-20 08:00", "2016-09-20 08:04", "Time served", ""),
    "2017-00040": ("2017-05-06 01:15", "2017-05-12 09:00", "2017-05-12 09:06", "Time served", ""),
    "2017-00089": ("2017-10-02 19:31", "2017-10-04 13:15", "2017-10-04 17:38", "To ICE",
                   "7(1)(c)"),
    "2018-00026": ("2018-02-27 03:20", "2018-03-09 11:00", "2018-03-09 11:12", "Bond", ""),
    "2018-00039": ("2018-04-02 16:05", "2018-04-13 10:00", "2018-04-13 10:02", "To US Marshal",
                   "Judge's warrant"),
}


def time(text):
    return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M")


def moments(dice, count, first=FIRST, last=LAST):
    """Times spread over the stretch, in order, minute by minute."""
    minutes = int((last - first).total_seconds() // 60)
    picked = sorted(dice.sample(range(minutes), count))
    return [first + datetime.timedelta(minutes=m) for m in picked]


# Releases


def releases(dice):
    """300 rows: booking, booked, cleared, out, how, paper, officer; in the order of release."""
    rows = []
    for out in moments(dice, 300 - len(KNOWN), FIRST + datetime.timedelta(days=5)):
        cleared = out - datetime.timedelta(minutes=dice.randrange(20, 95))
        booked = cleared - datetime.timedelta(minutes=dice.randrange(600, 40_000))
        if booked < FIRST:
            booked = cleared - datetime.timedelta(hours=30)
        how = dice.choices(
            ["Bond", "Time served", "Own recognizance", "Charges dropped", "To prison",
             "To other county"], [40, 24, 14, 9, 8, 5])[0]
        rows.append(["", booked, cleared, out, how, "", dice.choice(OFFICERS)])
    for number, (booked, cleared, out, how, paper) in KNOWN.items():
        officer = "RD" if "To " in how else "LA"
        rows.append([number, time(booked), time(cleared), time(out), how, paper, officer])
    rows.sort(key=lambda row: row[3])
    taken = set()
    for wanted, how, paper, hours in HOLDS:
        at = next(n for n, r in enumerate(rows) if r[3].date() >= wanted and not r[0]
                  and n not in taken and r[4] in ("Bond", "Time served"))
        taken.add(at)
        row = rows[at]
        row[4], row[5] = how, paper
        row[2] = row[3] - datetime.timedelta(hours=hours, minutes=dice.randrange(0, 50))
        row[1] = min(row[1], row[2] - datetime.timedelta(hours=9))
    count = {}
    for row in sorted(rows, key=lambda row: row[1]):
        count[row[1].year] = count.get(row[1].year, 0) + 1
        number = f"{row[1].year}-{count[row[1].year]:05d}"
        if row[0] not in ("", number):
            raise SystemExit(f"booking {row[0]} should be {number}")
        row[0] = number
    return rows


OFFICERS = ["LA", "RD", "JF", "TM", "PS"]
HOLDS = [
    (datetime.date(2016, 2, 9), "To ICE", "I-247D", 31),
    (datetime.date(2016, 5, 17), "To ICE", "I-247D", 12),
    (datetime.date(2016, 8, 3), "To ICE", "I-247D + I-200", 44),
    (datetime.date(2016, 11, 21), "To ICE", "I-247D", 8),
    (datetime.date(2017, 1, 30), "To ICE", "I-247D", 26),
    (datetime.date(2017, 4, 20), "To ICE", "I-247A + I-200", 19),
    (datetime.date(2017, 6, 27), "To ICE", "I-247A + I-200", 39),
    (datetime.date(2017, 9, 12), "To ICE", "I-247A + I-200", 22),
    (datetime.date(2017, 11, 8), "To ICE", "", 16),
    (datetime.date(2018, 1, 16), "To ICE", "I-247A + I-200", 5),
    (datetime.date(2018, 5, 3), "To US Marshal", "Judge's warrant", 7),
]


def write_releases(path, dice):
    rows = releases(dice)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Releases"
    heads = ["Booking No", "Name", "Booked", "Cleared", "Released", "How", "Paper", "Held h",
             "Officer"]
    sheet.append(heads)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    bad, marked = [], {"holds_after_the_act": [], "holds_before_the_act": []}
    for number, (booking, booked, cleared, out, how, paper, officer) in enumerate(rows, 2):
        held = round((out - cleared).total_seconds() / 3600, 1)
        if held >= 2:
            key = "after" if cleared.date() >= STATE_ACT else "before"
            marked[f"holds_{key}_the_act"].append(number)
        cells = [booking, "7(1)(c)", booked, cleared, out, how, paper or None, held, officer]
        if number in (77, 190, 251):
            wrong = {77: "see file", 190: "10/42/2017 09:15", 251: "??"}[number]
            cells[4] = wrong
            bad.append({"row": number, "why": f"Released is {wrong!r}", "of_an_event": True})
        sheet.append(cells)
        for column in (3, 4, 5):
            if not isinstance(cells[column - 1], str):
                sheet.cell(number, column).number_format = "m/d/yyyy h:mm"
        if booking in KNOWN:
            marked[booking] = [number]
    for column, width in zip("ABCDEFGHI", (13, 10, 16, 16, 16, 18, 17, 8, 8)):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    notes = book.create_sheet("Notes")
    for line in (
        ["Marlow County Detention Center, releases, January 2016 to June 2018"],
        ["Cleared: when bond was posted, the sentence served or the charge dropped"],
        ["Held h: hours from Cleared to Released"],
        ["Names withheld under 5 ILCS 140/7(1)(c)"],
    ):
        notes.append(line)
    save(book, path)
    return {"file": path.name, "rows": len(rows), "bad_rows": bad, "marked": marked}, rows


def save(book, path):
    """A workbook without the time of day in it."""
    fixed = datetime.datetime(2018, 7, 20, 9, 0)
    book.properties.created = book.properties.modified = fixed
    book.properties.creator = "MCSO"
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                stamp = rb"\g<1>2018-07-20T09:00:00Z"
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", stamp, data)
            entry = zipfile.ZipInfo(name, (2018, 7, 20, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, data)


# Look-ups

STAFF = [
    ("lamberg", "JAIL", "BKG-02"), ("rdecker", "JAIL", "BKG-01"), ("jfenner", "JAIL", "BKG-02"),
    ("tmoody", "JAIL", "CTL-01"), ("psykes", "JAIL", "MED-01"), ("kraddatz", "SHERIFF", "INV-03"),
    ("ehoyt", "STATES-ATTY", "SA-11"), ("dwills", "FPD", "FPD-CID-4"),
    ("jpetty", "FPD", "FPD-REC-1"),
]
SCREENS = ["Summary", "Demographics", "Contacts", "Release Schedule", "Charges", "Public Roster"]
REASONS = {
    "JAIL": ["booking", "release", "court list", "visit", "property", "bond", "", "transport",
             "classification", "med"],
    "SHERIFF": ["case work", "interview", "", "warrant check"],
    "STATES-ATTY": ["court list", "bond hearing", "charging"],
    "FPD": ["case work", "report", "", "warrant check", "statement"],
}
# The ICE account: day, time, screen, reason, warrant on file.
ICE = [
    ("2016-07-06 09:12", "Summary", "", ""),
    ("2016-07-06 09:14", "Demographics", "", ""),
    ("2016-08-17 13:02", "Release Schedule", "", ""),
    ("2016-09-19 13:20", "Summary", "", ""),
    ("2016-09-19 13:21", "Contacts", "", ""),
    ("2016-10-25 08:41", "Demographics", "ERO", ""),
    ("2016-11-30 15:55", "Release Schedule", "", ""),
    ("2017-01-18 10:30", "Demographics", "ERO", ""),
    ("2017-01-18 10:33", "Contacts", "ERO", ""),
    ("2017-02-22 14:09", "Public Roster", "", ""),
    ("2017-03-21 09:48", "Demographics", "", "N"),
    ("2017-03-21 09:50", "Contacts", "", "N"),
    ("2017-04-19 16:12", "Release Schedule", "removal", "N"),
    ("2017-05-11 14:20", "Summary", "", "N"),
    ("2017-05-11 14:21", "Demographics", "", "N"),
    ("2017-05-11 14:22", "Contacts", "", "N"),
    ("2017-06-20 11:05", "Public Roster", "", "N"),
    ("2017-06-27 08:15", "Release Schedule", "ERO", "N"),
    ("2017-07-25 13:31", "Demographics", "", ""),
    ("2017-09-12 07:58", "Release Schedule", "", ""),
    ("2017-10-04 10:44", "Summary", "", "N"),
    ("2017-10-04 10:45", "Demographics", "", "N"),
    ("2017-11-08 09:20", "Demographics", "removal", "N"),
    ("2017-12-05 15:02", "Contacts", "removal", "N"),
    ("2018-01-16 08:37", "Release Schedule", "ERO", "N"),
    ("2018-02-14 10:10", "Contacts", "HSI trafficking case w/ Det Raddatz", "N"),
    ("2018-02-14 10:12", "Demographics", "HSI trafficking case w/ Det Raddatz", "N"),
    ("2018-03-06 12:58", "Demographics", "", "N"),
    ("2018-03-27 09:05", "Public Roster", "", "N"),
    ("2018-04-10 09:20", "Release Schedule", "18-cr-30", "Y"),
    ("2018-04-11 14:00", "Summary", "18-cr-30", "Y"),
    ("2018-05-03 09:33", "Contacts", "", "N"),
    ("2018-05-22 16:40", "Release Schedule", "", "7(1)(c)"),
    ("2018-05-31 11:11", "Demographics", "", "N"),
]


ABOUT = {
    "2016-09-19": "2016-00079", "2017-05-11": "2017-00040", "2017-10-04": "2017-00089",
    "2018-03-06": "2018-00026", "2018-04-10": "2018-00039", "2018-04-11": "2018-00039",
}


def write_access(path, dice, inmates):
    rows = []
    for when in moments(dice, 400 - len(ICE)):
        user, unit, station = dice.choices(STAFF, [9, 8, 7, 6, 4, 2, 2, 2, 1])[0]
        screen = dice.choices(SCREENS, [8, 4, 2, 4, 5, 3])[0]
        rows.append([when, user, unit, station, screen, near(dice, inmates, when),
                     dice.choice(REASONS[unit]), ""])
    about, last = dict(ABOUT), ("", "")
    for moment, screen, reason, warrant in ICE:
        day = moment[:10]
        if day != last[0]:
            last = (day, about.get(day) or near(dice, inmates, time(moment)))
        rows.append([time(moment), "ICE-ERO1", "ICE", "BKG-03", screen, last[1], reason, warrant])
    rows.sort(key=lambda row: row[0])
    marked = {key: [] for key in ("ice_before_resolution", "ice_no_warrant", "ice_trafficking",
                                  "ice_judges_warrant", "ice_warrant_unknown", "ice_public")}
    bad, lines = [], []
    wrong = {58: "13/45/2016 10:02", 203: "2017-02-30 07:19:00", 371: "- - -"}
    for number, row in enumerate(rows, 2):
        when = row[0] + datetime.timedelta(seconds=dice.randrange(60))
        cells = [str(40_000 + number * 3 + dice.randrange(2)), when.strftime("%m/%d/%Y %H:%M:%S"),
                 *row[1:]]
        if number in wrong and row[1] != "ICE-ERO1":
            cells[1] = wrong[number]
            why = f"Date/Time is {wrong[number]!r}"
            bad.append({"row": number, "why": why, "of_an_event": True})
        if row[1] == "ICE-ERO1":
            marked[kind_of(row)].append(number)
        lines.append(cells)
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["LogID", "Date/Time", "User", "Unit", "Workstation", "Screen", "Booking No",
                      "Reason", "Judge's Warrant"])
        out.writerows(lines)
    return {"file": path.name, "rows": len(rows), "bad_rows": bad, "marked": marked}


def kind_of(row):
    when, _, _, _, screen, _, reason, warrant = row
    if when.date() < RESOLUTION:
        return "ice_before_resolution"
    if screen == "Public Roster":
        return "ice_public"
    if "trafficking" in reason:
        return "ice_trafficking"
    return {"N": "ice_no_warrant", "Y": "ice_judges_warrant"}.get(warrant, "ice_warrant_unknown")


def near(dice, inmates, when):
    """Somebody who was in the jail then."""
    inside = [row[0] for row in inmates if row[1] <= when <= row[3]]
    return dice.choice(inside) if inside else ""


# Telephone

CALLS = [("Ace Bail Bonds", "(309) 555-0111"), ("Public Defender", "(309) 555-0115"),
         ("State's Attorney", "(309) 555-0116"), ("Circuit Clerk", "(309) 555-0117"),
         ("St. Brendan ED", "(309) 555-0131"), ("Fairview PD", "(309) 555-0120"),
         ("IDOC transfer desk", "(217) 555-0102"), ("", "(309) 555-01")]
SAID = ["bond amount", "visit times", "court tomorrow?", "left msg", "property pick-up", "mittimus",
        "called back", "", "wrong no.", "med clearance", "transport Thurs"]
ICE_CALLS = [
    ("2016-02-08 15:10", "adv release time, booking {b}"),
    ("2016-03-22 09:01", "fax of I-247 rec'd"),
    ("2016-09-19 14:02", "re 2016-00079, adv release time"),
    ("2016-12-13 11:40", "parking"),
    ("2017-01-27 10:20", "gave release date {b}"),
    ("2017-03-15 09:30", "asked re resolution, ref to Capt"),
    ("2017-04-19 16:20", "gave release date {b}"),
    ("2017-05-12 08:31", "adv release time 2017-00040, 9am"),
    ("2017-06-26 17:05", "told when {b} gets out"),
    ("2017-08-02 13:00", "lost badge"),
    ("2017-09-11 16:44", ""),
    ("2017-10-04 16:50", "7(1)(c)"),
    ("2017-11-07 15:15", "gave release date {b}"),
    ("2018-01-15 14:30", "asked for release date, declined"),
    ("2018-03-20 10:05", "7(1)(c)"),
    ("2018-04-13 09:40", "judge's warrant 18-cr-30, adv release time 2018-00039"),
    ("2018-06-06 09:15", "asked for release date, declined, ref to Capt"),
]


def write_calls(path, dice, inmates):
    rows = []
    for when in moments(dice, 150 - len(ICE_CALLS)):
        agency, number = dice.choice(CALLS)
        if not agency:
            number += str(dice.randrange(40, 99))
        rows.append([when, dice.choice(["B1", "B2", "CTL"]), number, agency, dice.randrange(1, 12),
                     dice.choice(SAID)])
    for when, said in ICE_CALLS:
        at = time(when)
        leaving = [row[0] for row in inmates
                   if row[0] not in KNOWN
                   and datetime.timedelta() < row[3] - at < datetime.timedelta(days=9)]
        said = said.replace("{b}", leaving[0] if leaving else "")
        rows.append([at, "B1", "(309) 555-0188", "ICE ERO", dice.randrange(1, 6), said])
    rows.sort(key=lambda row: row[0])
    marked = {key: [] for key in ("told_before_resolution", "told_after_resolution",
                                  "told_on_a_judges_warrant", "not_readable", "other")}
    bad = []
    wrong = {34: "02/31/2016", 122: "yesterday"}  # and the badge: only that row is a call with ICE
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["Call", "Date", "Time", "Desk", "Number", "Agency", "Min", "Remarks"])
        for number, (when, desk, called, agency, minutes, said) in enumerate(rows, 2):
            day = when.strftime("%m/%d/%Y")
            if said == "lost badge" or number in wrong and agency != "ICE ERO":
                day = wrong.get(number, "08/32/2017")
                event = agency == "ICE ERO"
                bad.append({"row": number, "why": f"Date is {day!r}", "of_an_event": event})
            if agency == "ICE ERO":
                marked[call_kind(when, said)].append(number)
            out.writerow([number - 1, day, when.strftime("%H:%M"), desk, called, agency, minutes,
                          said])
    return {"file": path.name, "rows": len(rows), "bad_rows": bad, "marked": marked}


def call_kind(when, said):
    if said in ("", "7(1)(c)"):
        return "not_readable"
    if "declined" in said or not any(w in said for w in ("release", "gets out")):
        return "other"
    if "warrant" in said:
        return "told_on_a_judges_warrant"
    side = "before" if when.date() < RESOLUTION else "after"
    return f"told_{side}_resolution"


def write(out):
    released, inmates = write_releases(out / "release-log.xlsx", random.Random(1))
    access = write_access(out / "jail-access-log.csv", random.Random(2), inmates)
    calls = write_calls(out / "phone-log.csv", random.Random(3), inmates)
    return [access, released, calls]
