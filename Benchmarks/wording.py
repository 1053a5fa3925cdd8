#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how many passages that recur with changes `brightline wording` finds, how right they are, and in what time.

    wording.py PROGRAM [--mails 1000] [--seed 1] [--edits 0.12] [--kinds invented,released] [--list]

Each kind is a mailbox in which passages of one to three sentences stand in two to five wordings each, every wording in
one to three mails of different senders. A wording is made of an earlier one: words are replaced, left out and put in,
sentences left out or added. Some passages are planted in one wording only, and must not be listed.

invented  the other mail is of random words: every family that was not planted is wrong
released  the other mail is ../shared/data/fauci/emails.json, with passages of its own that recur: families in which
          no planted mail appears are counted apart

A family is found where most mails of a listed family bear it and at least two of its wordings are told apart. A version
is right where it stands in just the mails it was planted in; first and author are those of the planted versions that
are right. Seconds are those of `brightline add` and of `brightline wording`.
"""
import datetime
import email.message
import email.utils
import json
import mailbox
import pathlib
import random
import sys
import tempfile

import running

PASSAGES = """
Marlow County may decline to take part in the fingerprint exchange by written notice to the identification bureau. The bureau then removes the county from the activation schedule.
Jurisdictions that do not wish to be activated should state their concerns in a meeting with the regional field director before the date of deployment.
Deputies will not hold a prisoner beyond the ordinary time of release unless a judge has signed a warrant. An administrative form by itself is no ground for detention.
The camera vendor keeps plate images for thirty days and then erases them. Searches made on behalf of other departments are recorded with the case number and the reason.
Under the memorandum the sheriff shares booking rosters every night with the federal task force. The roster lists birthplace, aliases and pending charges.
We interpret the ordinance to forbid officers from asking about citizenship during traffic stops. It says nothing of questions asked by jail intake staff.
Council members were told that the pilot ends in autumn and that no interviews take place inside the annex. Any extension requires a public hearing.
Reimbursement covers transport of inmates between the county lockup and the processing centre at a fixed mileage rate. Overtime of guards is billed separately every quarter.
Translators must be offered before an interview begins. Consent forms exist in Spanish, Somali and Hmong, and refusals are noted in the intake file.
The gang database was purged of juveniles whose entries had lapsed. Auditors found that remaining entries lacked the two criteria which the statute demands.
Because the county is merely a technical participant, its approval is not needed before fingerprints flow between the two federal agencies.
Probation staff notified agents whenever a client missed an appointment. That practice stopped after the grievance and was never put in writing.
A request for notification of release is honoured only for persons convicted of a serious or violent felony within the past fifteen years.
Statistics on the programme count every match as a criminal alien, including persons booked for driving without a licence. The press office has asked for a clearer definition.
Records of visits by federal officers to the jail pods are kept on paper and shredded annually. The retention table has no entry for them.
School resource officers do not collect immigration documents. If agents appear on campus the principal consults counsel before letting them enter.
The grant pays for mobile scanners on condition that patrol units submit quarterly usage reports. Units which fail to report forfeit the equipment.
Governor Hale signed the agreement in spring and tried to rescind it a year later. The department replied that the agreement had become irrelevant to the interoperability of the databases.
Dispatchers will treat an immigration hit like any civil notice: confirm identity, log the call, and send the caller to the supervisor on duty.
Nothing in this protocol obliges a city clerk to hand over residency card applications. Subpoenas are forwarded to the solicitor the same afternoon.
Victims of trafficking who cooperate receive certification letters from the chief. Applications older than ninety days are escalated to the deputy prosecutor.
Bail clerks print the detainer list at dawn and compare it with the docket. Discrepancies are reported to the magistrate rather than to the agency.
"""
NAMES = ["Rosa Delgado", "Tom Ridley", "Ada Morrow", "Hugh Penn", "Lena Okafor", "Carl Voss", "Mina Sato", "Paul Reyes"]
WORDS = """apple barn candle dune ember fjord glacier harbor island jungle kettle lantern meadow nectar orchard pebble
quarry ribbon saddle timber umbrella valley walnut yarn zephyr anchor basket copper drizzle engine feather garden hammer
iron jacket ladder marble needle oven pillow rocket shovel tunnel violin wagon bridge cellar donkey eagle fountain goat
hinge ink jewel kitten lemon magnet noodle olive parrot quilt raft spoon turnip urn velvet whistle""".split()
JOINS = "the of and to in with for on that was is by from as at it they had but which when".split()


def filler(dice, sentences):
    out = []
    for _ in range(sentences):
        size = dice.randint(8, 20)
        words = [dice.choice(JOINS) if dice.random() < 0.4 else dice.choice(WORDS) for _ in range(size)]
        out.append(" ".join(words).capitalize() + ".")
    return " ".join(out)


def edited(dice, sentences, rate):
    """The sentences in another wording, changed in at least one word that tells."""
    sentences = [sentence.split() for sentence in sentences]
    changed = False
    for words in sentences:
        place = 0
        while place < len(words):
            draw = dice.random()
            if draw < rate * 0.5:
                words[place] = dice.choice(WORDS) + ("." if words[place].endswith(".") else "")
                changed = True
            elif draw < rate * 0.75 and len(words) > 8 and not words[place].endswith(".") and place:
                del words[place]
                changed = True
                continue
            elif draw < rate and place:
                words[place:place] = [dice.choice(WORDS) for _ in range(dice.randint(1, 3))]
                changed = True
                place += 3
            place += 1
    if len(sentences) > 1 and dice.random() < 0.15:
        sentences.pop()
        changed = True
    elif dice.random() < 0.15:
        sentences.append(filler(dice, 1).split())
        changed = True
    if not changed:
        middle = len(sentences[0]) // 2
        sentences[0][middle:middle] = ["not"]
    return [" ".join(words) for words in sentences]


def plant(dice, rate):
    """The planted mails, and the truth: families of versions of mail ids. One in five is in one wording only."""
    mails, truth = [], []
    for number, passage in enumerate(PASSAGES.strip().splitlines()):
        sentences = [part.strip().rstrip(".") + "." for part in passage.split(". ")]
        single = number % 5 == 4
        wordings = [sentences]
        while not single and len(wordings) < 2 + number % 4:
            wordings.append(edited(dice, dice.choice(wordings), rate))
        day = datetime.datetime(2010, 1, 4, 9) + datetime.timedelta(days=dice.randint(0, 60))
        versions = []
        for version, wording in enumerate(wordings):
            ids = []
            for _ in range(dice.randint(1, 3) if not single else 3):
                name = f"p{number}.{version}.{len(ids)}"
                body = "\n\n".join([filler(dice, dice.randint(0, 2)), " ".join(wording), filler(dice, dice.randint(0, 2))])
                mails.append({"id": name, "sent": day, "author": dice.choice(NAMES), "body": body.strip()})
                ids.append(name)
                day += datetime.timedelta(hours=dice.randint(5, 400))
            versions.append(ids)
        truth.append(versions)
    return mails, truth


def others(dice, kind, count):
    if kind == "invented":
        first = datetime.datetime(2009, 12, 1, 8)
        return [{"id": f"m{n}", "sent": first + datetime.timedelta(minutes=dice.randint(0, 600_000)),
                 "author": dice.choice(NAMES), "body": "\n\n".join(filler(dice, dice.randint(1, 6)) for _ in range(3))}
                for n in range(count)]
    mails = json.loads(running.MAILS.read_text())[:count]
    return [{"id": f"m{n}", "sent": datetime.datetime.fromisoformat(mail["sent"]) if mail.get("sent") else None,
             "author": mail.get("from") or "", "body": mail.get("body") or ""} for n, mail in enumerate(mails)]


def write_box(path, mails):
    box = mailbox.mbox(path)
    for mail in mails:
        message = email.message.EmailMessage()
        name = mail["author"].split(" (")[0].replace(",", "")
        message["From"] = email.utils.formataddr((name, name.lower().replace(" ", ".") + "@marlow.example"))
        message["To"] = "Records <records@fairview.example>"
        if mail["sent"]:
            message["Date"] = email.utils.format_datetime(mail["sent"].replace(tzinfo=datetime.timezone.utc))
        message["Subject"] = "Note " + mail["id"]
        message["Message-ID"] = f"<{mail['id']}@marlow.example>"
        message.set_content(mail["body"])
        box.add(message)
    box.close()


def score(found, truth, mails):
    """`found`: families of versions of {ids, first, author}; prints nothing."""
    by_id = {mail["id"]: mail for mail in mails}
    wanted = [versions for versions in truth if len(versions) > 1]
    recurring = {name: number for number, versions in enumerate(truth) for ids in versions for name in ids}
    hits, wrong, apart = {}, [], 0
    for family in found:
        names = {name for version in family for name in version["ids"]}
        owners = [recurring[name] for name in names if name in recurring]
        if not owners:
            apart += 1
            continue
        owner = max(sorted(set(owners)), key=owners.count)
        is_right = owners.count(owner) * 2 > len(names) and len(truth[owner]) > 1 and len(family) > 1
        if is_right and owner not in hits:
            hits[owner] = family
        else:
            wrong.append(sorted(names))
    right = first = author = total = 0
    for number, versions in enumerate(truth):
        if len(versions) < 2:
            continue
        total += len(versions)
        for ids in versions:
            match = next((version for version in hits.get(number, []) if set(version["ids"]) == set(ids)), None)
            if match is None:
                continue
            right += 1
            first += match["first"] == ids[0]
            author += match["author"] == by_id[ids[0]]["author"]
    missed = [number for number, versions in enumerate(truth) if len(versions) > 1 and number not in hits]
    return {"wanted": len(wanted), "hits": len(hits), "wrong": wrong, "apart": apart, "versions": total,
            "right": right, "first": first, "author": author, "missed": missed}


def report(kind, result, invented, note):
    wrong = len(result["wrong"]) + (result["apart"] if invented else 0)
    hits = result["hits"]
    print(f"{kind:<9} families {hits}/{result['wanted']}, recall {hits / result['wanted']:.3f}, "
          f"precision {hits / max(1, hits + wrong):.3f}" + ("" if invented else f" ({result['apart']} of its own)")
          + f"; versions right {result['right']}/{result['versions']}, first {result['first']}/{result['right']}, "
          f"author {result['author']}/{result['right']}; {note}", flush=True)


def measure(program, folder, kind, options):
    dice = random.Random(options.seed)
    planted, truth = plant(dice, options.edits)
    mails = planted + others(dice, kind, options.mails)
    dice.shuffle(mails)
    box = folder / f"{kind}.mbox"
    write_box(box, mails)
    case = running.new_case(program, folder / f"{kind}.case")
    status, adding, _, error, _ = running.watched([program, "add", case, box, "--progress", "never"])
    if status not in (0, 1):
        sys.exit(f"wording: brightline add ended with status {status}: {error}")
    names = {row["id"]: row["subject"].removeprefix("Note ") for row in running.listing(program, "messages", case)}
    status, seconds, out, error, _ = running.watched([program, "wording", case, "--limit", "100000", "--format", "json"])
    if status not in (0, 1):
        sys.exit(f"wording: brightline wording ended with status {status}: {error}")
    found = []
    for family in map(json.loads, out.splitlines()):
        versions = running.listing(program, "wording", case, family["id"])
        found.append([{"ids": [names.get(place.get("message")) for place in version["appearances"]],
                       "first": names.get(version["first"].get("message")), "author": version["first"]["author"]}
                      for version in versions])
    result = score(found, truth, mails)
    report(kind, result, kind == "invented", f"{len(mails)} mails, add {adding:.2f} s, wording {seconds:.2f} s")
    if options.list:
        for names in result["wrong"]:
            print("  wrong ", " ".join(map(str, names)))
        for number in result["missed"]:
            print("  missed", " ".join(name for ids in truth[number] for name in ids))


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--kinds", default="invented,released", help="some of: %(default)s")
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edits", type=float, default=0.12, help="share of words that change from wording to wording")
    parser.add_argument("--list", action="store_true", help="name the wrong families and the missed ones")
    options = parser.parse_args()
    for kind in options.kinds.split(","):
        if kind not in ("invented", "released"):
            sys.exit(f"wording: no kind {kind}: there are invented and released")
        if kind == "released" and not running.MAILS.exists():
            print(f"released  left out: {running.MAILS} is missing")
            continue
        with tempfile.TemporaryDirectory() as folder:
            measure(options.program, pathlib.Path(folder), kind, options)


if __name__ == "__main__":
    main()
