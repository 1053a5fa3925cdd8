# SPDX-License-Identifier: Apache-2.0
"""How the three mail programs print a message, and how each quotes the one it answers."""

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from sheets import HEIGHT, MARK, WIDTH, flowing, words_of


class People:
    def __init__(self, table):
        self.table = table

    def split(self, entry):
        """A header entry: a key, or `key|code` when the name is under a box."""
        key, _, code = entry.partition("|")
        return self.table[key], code

    def mark(self, entry, form):
        person, code = self.split(entry)
        text = form(person)
        return f"[[{code}|{text}]]" if code else text

    def outlook(self, entry):
        return self.mark(entry, lambda p: p["display"])

    def outlook_quoted(self, entry):
        """Outlook writes the address of an outsider into a quoted header."""
        def form(p):
            inside = p["address"].split("@")[1] in ("fairview.example", "marlow-county.example")
            return p["display"] if inside else f'{p["display"]} <{p["address"]}>'
        return self.mark(entry, form)

    def groupwise(self, entry):
        return self.mark(entry, lambda p: p["short"])

    def full(self, entry):
        return self.mark(entry, lambda p: f'{p["display"]} <{p["address"]}>')

    def plain(self, entry):
        return self.mark(entry, lambda p: f'{p["short"]} <{p["address"]}>')


def clock(when):
    return f"{when.hour % 12 or 12}:{when:%M} {'AM' if when.hour < 12 else 'PM'}"


def outlook_time(when):
    return f"{when:%A}, {when:%B} {when.day}, {when.year} {clock(when)}"


def gmail_time(when):
    return f"{when:%a}, {when:%b} {when.day}, {when.year} at {clock(when)}"


def groupwise_time(when):
    return f"{when.month}/{when.day}/{when.year} {clock(when)}"


class Layout:
    font, bold, size = "Helvetica", "Helvetica-Bold", 10.5

    def __init__(self, sheets, people, mails):
        self.s, self.people, self.mails = sheets, people, mails

    def body(self, mail, prefix="", sign=True):
        self.s.paragraph(flowing(mail["body"]), self.font, self.size, prefix=prefix)
        person, _ = self.people.split(mail["from"])
        if sign and mail.get("sign", True) and person.get("sign"):
            self.gap(prefix)
            self.s.paragraph(person["sign"].rstrip("\n"), self.font, self.size, prefix=prefix)

    def gap(self, prefix=""):
        self.s.paragraph("", self.font, self.size, prefix=prefix)

    # The chain below a message, newest first.

    def chain(self, mail):
        key, depth = mail.get("quotes") or mail.get("answers"), 0
        while key:
            depth += 1
            yield depth, self.mails[key]
            key = self.mails[key].get("answers") if depth < mail.get("levels", 9) else None

    def quotes(self, mail):
        """Prints what `mail` quotes; gives the keys of what it printed, with page and depth."""
        style = mail.get("quoting")
        out = []
        if style is None:
            return out
        for depth, earlier in self.chain(mail):
            start = getattr(self, "quote_" + style)
            if depth == 1 or style != "gt":
                self.s.y += self.size * 0.8
            self.s.room(self.size * 5)
            out.append({"mail": earlier["id"], "page": self.s.pages[-1].number, "depth": depth,
                        "style": style})
            start(depth, earlier)
        return out

    def labels(self, rows, indent=0.0, leading=1.2):
        for label, value in rows:
            if not value:
                continue
            lead = indent or stringWidth(label + " ", self.bold, self.size)
            lines = self.s.lines(words_of(value), self.font, self.size,
                                 self.s.right - self.s.left - lead)
            for number, words in enumerate(lines):
                self.s.room(self.size * leading)
                if number == 0:
                    self.s.text(self.s.left, self.s.y, label, self.bold, self.size)
                self.s.line(self.s.left + lead, words, self.font, self.size)
                self.s.y += self.size * leading

    def quote_block(self, depth, mail):
        """Outlook's header block under a thin rule."""
        self.s.rule(self.s.y - self.size, 0.7, grey=0.55)
        self.s.y += 4
        self.labels([
            ("From:", self.people.outlook_quoted(mail["from"])),
            ("Sent:", self.sent(mail, outlook_time)),
            ("To:", "; ".join(map(self.people.outlook_quoted, mail["to"]))),
            ("Cc:", "; ".join(map(self.people.outlook_quoted, mail.get("cc", [])))),
            ("Subject:", mail["subject"]),
        ])
        self.gap()
        self.body(mail)

    def quote_original(self, depth, mail):
        self.s.paragraph("-----Original Message-----", self.font, self.size)
        for label, value in (
            ("From:", self.people.outlook_quoted(mail["from"])),
            ("Sent:", self.sent(mail, outlook_time)),
            ("To:", "; ".join(map(self.people.outlook_quoted, mail["to"]))),
            ("Subject:", mail["subject"]),
        ):
            self.s.paragraph(f"{label} {value}", self.font, self.size)
        self.gap()
        self.body(mail)

    def quote_gt(self, depth, mail):
        who = self.people.full(mail["from"])
        line = f"On {self.sent(mail, gmail_time)}, {who} wrote:"
        if depth > 1:
            self.gap(">" * (depth - 1) + " ")
        outer = ">" * (depth - 1) + " " if depth > 1 else ""
        self.s.paragraph(line, self.font, self.size, prefix=outer)
        self.body(mail, prefix=">" * depth + " ")

    def quote_groupwise(self, depth, mail):
        who = self.people.groupwise(mail["from"])
        self.s.paragraph(f">>> {who} {self.sent(mail, groupwise_time)} >>>", self.font, self.size)
        self.body(mail)

    def sent(self, mail, form):
        code = mail.get("sent_redacted")
        return f"[[{code}|{form(mail['sent'])}]]" if code else form(mail["sent"])


class Outlook(Layout):
    """The memo style of Outlook: the account's name over a heavy rule, one message a page."""

    def print(self, mail):
        s = self.s
        s.end_page()
        s.foot = lambda s: s.text(WIDTH / 2, HEIGHT - 40, str(self.count), "Helvetica", 9, "center")
        s.head = self.next_page
        self.count = 0
        s.mail = mail["id"]
        s.page()
        s.text(s.left, s.y + 4, mail["account"], self.bold, 12.5)
        s.rule(s.y + 10, 2.2)
        s.y += 29
        self.labels([
            ("From:", self.people.outlook(mail["from"])),
            ("Sent:", self.sent(mail, outlook_time)),
            ("To:", "; ".join(map(self.people.outlook, mail["to"]))),
            ("Cc:", "; ".join(map(self.people.outlook, mail.get("cc", [])))),
            ("Subject:", mail["subject"]),
            ("Attachments:", "; ".join(mail.get("attachments", []))),
            ("Importance:", mail.get("importance", "")),
        ], indent=118, leading=1.34)
        s.y += 16
        self.body(mail)
        quoted = self.quotes(mail)
        s.mail = None
        return quoted

    def next_page(self, s):
        self.count += 1


class GroupWise(Layout):
    """GroupWise: a banner on each page with the date, the sender and the subject."""

    font, bold, size = "Courier", "Courier-Bold", 9.5

    def print(self, mail):
        s = self.s
        s.end_page()
        self.count, self.now = 0, mail
        s.head, s.foot = self.banner, None
        s.mail = mail["id"]
        s.page()
        self.labels([
            ("From:", self.people.groupwise(mail["from"])),
            ("To:", "; ".join(map(self.people.groupwise, mail["to"]))),
            ("CC:", "; ".join(map(self.people.groupwise, mail.get("cc", [])))),
            ("Date:", self.sent(mail, groupwise_time)),
            ("Subject:", mail["subject"]),
            ("Attachments:", "; ".join(mail.get("attachments", []))),
        ], indent=88)
        s.y += 14
        self.body(mail)
        if mail.get("answers"):
            quoted = self.quotes({**mail, "quoting": "groupwise"})
        else:
            quoted = []
        s.mail = None
        return quoted

    def banner(self, s):
        self.count += 1
        mail = self.now
        when = mail["sent"]
        subject = MARK.sub(lambda m: "", mail["subject"]).strip()
        who = self.people.split(mail["from"])[0]["short"]
        line = f"({when.month}/{when.day}/{when.year}) {who} - {subject}"
        line = simpleSplit(line, "Times-Roman", 9, 400)[0]
        s.canvas.setLineWidth(0.6)
        s.canvas.setStrokeGray(0)
        s.canvas.rect(s.left - 4, HEIGHT - 44, s.right - s.left + 8, 15, fill=0, stroke=1)
        s.text(s.left, 41, line, "Times-Roman", 9)
        s.text(s.right, 41, f"Page {self.count}", "Times-Roman", 9, "right")
        s.y = 66


class Gmail(Layout):
    """Web mail: a conversation, oldest message first, under its subject."""

    size = 9.5

    def print(self, talk):
        s = self.s
        owner = self.people.table[talk["account"]]
        self.count, first = 0, talk["mails"][0]
        address = f"https://mail.fairview.example/mail/u/0/?ik={abs(hash_of(first['id'])):08x}"
        address += "&view=pt&search=all&permthid=thread-f%3A" + str(hash_of(talk["subject"]))

        def foot(s):
            self.count += 1
            s.text(s.left - 30, HEIGHT - 26, address, "Times-Roman", 7.5, grey=0.2)
            s.text(s.left - 30, HEIGHT - 16, f"{self.count}", "Times-Roman", 7.5, grey=0.2)

        def head(s):
            s.text(s.left - 30, 24, "7/2/2018", "Times-Roman", 8, grey=0.2)
            s.text(WIDTH / 2 + 20, 24, f"Fairview Mail - {talk['subject']}", "Times-Roman", 8,
                   "center", grey=0.2)

        s.end_page()
        s.head, s.foot = head, foot
        s.page()
        s.text(s.left, s.y, "Fairview", self.bold, 15, grey=0.45)
        s.text(s.left + 66, s.y, "Mail", self.font, 15, grey=0.45)
        name = owner["short"]
        tail = f" <{owner['address']}>"
        s.text(s.right, s.y, tail, self.font, 9.5, "right")
        s.text(s.right - stringWidth(tail, self.font, 9.5), s.y, name, self.bold, 9.5, "right")
        s.rule(s.y + 9, 0.8, grey=0.6)
        s.y += 27
        s.text(s.left, s.y, talk["subject"], self.bold, 12.5)
        count = len(talk["mails"])
        s.text(s.left, s.y + 13, f"{count} message{'s' if count > 1 else ''}", self.font, 8.5)
        s.y += 13
        quoted = {}
        for mail in talk["mails"]:
            s.y += 8
            s.rule(s.y, 0.5, grey=0.75)
            s.y += 15
            s.mail = mail["id"]
            s.room(self.size * 7)
            s.touch()
            self.top_line(mail)
            s.y += 8
            self.body(mail)
            quoted[mail["id"]] = self.quotes(mail)
            s.mail = None
        return quoted

    def top_line(self, mail):
        s = self.s
        person, code = self.people.split(mail["from"])
        if code:
            s.line(s.left, words_of(self.people.full(mail["from"])), self.bold, self.size)
        else:
            s.text(s.left, s.y, person["display"], self.bold, self.size)
            x = s.left + stringWidth(person["display"] + " ", self.bold, self.size)
            s.text(x, s.y, f"<{person['address']}>", self.font, self.size)
        when = self.sent(mail, gmail_time)
        if when.startswith("[["):
            s.line(s.right - 140, words_of(when), self.font,
                   self.size)
        else:
            s.text(s.right, s.y, when, self.font, self.size, "right")
        s.y += self.size * 1.25
        for label, entries in (("To: ", mail["to"]), ("Cc: ", mail.get("cc", []))):
            if entries:
                s.paragraph(label + ", ".join(map(self.people.full, entries)), self.font, self.size)


def hash_of(text):
    """A number that looks like one a web mail gives, the same on every machine."""
    value = 0
    for byte in text.encode():
        value = (value * 131 + byte) % (1 << 61)
    return value


LAYOUTS = {"outlook": Outlook, "groupwise": GroupWise, "gmail": Gmail}
