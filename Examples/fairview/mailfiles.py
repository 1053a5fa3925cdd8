# SPDX-License-Identifier: Apache-2.0
"""The few messages that the agency released as mail files beside the printed ones."""

from sheets import readable

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def offset(when):
    """Central time: daylight saving from the second Sunday of March to the first of November."""
    def sunday(month, nth):
        first = when.replace(month=month, day=1)
        return 1 + (6 - first.weekday()) % 7 + 7 * (nth - 1)

    after = (when.month, when.day) >= (3, sunday(3, 2))
    before = (when.month, when.day) < (11, sunday(11, 1))
    return "-0500" if after and before else "-0600"


def date(when):
    day = f"{DAYS[when.weekday()]}, {when.day} {MONTHS[when.month - 1]} {when.year}"
    return f"{day} {when:%H:%M}:{(when.minute * 7 + when.day) % 60:02d} {offset(when)}"


def message(mail, people, mails):
    """The message as RFC 5322 text; names that the printed page hides are hidden here as well."""

    def address(entry):
        person = people.split(entry)[0]
        return f'"{person["display"]}" <{person["address"]}>'

    def hide(text):
        return readable(text).replace("\N{FULL BLOCK}", "[REDACTED]")

    def name(key):
        return f"<{key}.{mails[key]['sent']:%Y%m%d%H%M}@mail.fairview.example>"

    lines = [f"Message-ID: {name(mail['id'])}", f"Date: {date(mail['sent'])}"]
    lines += [f"From: {address(mail['from'])}"]
    lines += ["To: " + ",\n ".join(address(entry) for entry in mail["to"])]
    if mail.get("cc"):
        lines += ["Cc: " + ",\n ".join(address(entry) for entry in mail["cc"])]
    lines += [f"Subject: {hide(mail['subject'])}"]
    if mail.get("answers"):
        lines += [f"In-Reply-To: {name(mail['answers'])}", f"References: {name(mail['answers'])}"]
    lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
              "Content-Transfer-Encoding: 8bit", ""]
    sign = people.split(mail["from"])[0]["sign"]
    return "\n".join(lines) + "\n" + hide(mail["body"]).rstrip() + "\n\n" + sign


def write(out, people, mails):
    chosen = {"eml": [], "mbox": []}
    for mail in mails.values():
        if mail.get("also_as"):
            chosen[mail["also_as"]].append(mail)
    described = []
    for mail in chosen["eml"]:
        path = out / f"{mail['id']}.eml"
        text = message(mail, people, mails).replace("\n", "\r\n")
        path.write_bytes(text.encode())
        described.append({"file": path.name, "mails": [mail["id"]]})
    text = ""
    for mail in sorted(chosen["mbox"], key=lambda mail: mail["sent"]):
        when = mail["sent"]
        stamp = f"{DAYS[when.weekday()]} {MONTHS[when.month - 1]} {when.day:2d} {when:%H:%M}:00"
        sender = people.split(mail["from"])[0]["address"]
        text += f"From {sender} {stamp} {when.year}\n{message(mail, people, mails)}\n"
    (out / "mailbox.mbox").write_bytes(text.encode())
    described.append({"file": "mailbox.mbox", "mails": [m["id"] for m in chosen["mbox"]]})
    return described
