# SPDX-License-Identifier: Apache-2.0
"""Pages of a release: text with boxes over it, Bates stamps, and a note of what was put where."""

import re
from dataclasses import dataclass, field
from itertools import groupby

from reportlab.lib.pagesizes import letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

WIDTH, HEIGHT = letter
MARK = re.compile(r"\[\[(?!#)(!?)([^|\]]*)\|([^\]]*)\]\]")
BLOCK = re.compile(r"\[\[#(\d+) ([^\]]*)\]\]")


@dataclass
class Hidden:
    """A stretch of text under a box: `leaked` when the text stays in the file."""

    code: str
    leaked: bool


@dataclass
class Word:
    text: str
    hidden: Hidden | None = None
    glued: bool = False  # no space before it

    def width(self, font, size):
        """A boxed word is at least as wide as its exemption code needs."""
        wide = stringWidth(self.text, font, size)
        if self.hidden is None or not self.hidden.code:
            return wide
        return max(wide, stringWidth(self.hidden.code, "Helvetica", 6) + 4)


@dataclass
class Page:
    number: int
    bates: str
    mails: list = field(default_factory=list)
    boxes: list = field(default_factory=list)
    kind: str = "mail"


def words_of(text):
    """Words of marked-up text. A short mark is one word, so that one box hides it; the words of a
    long one share one `Hidden`."""
    out, at = [], 0

    def plain(piece, hidden=None):
        glue = bool(piece) and not piece[0].isspace() and bool(out) and not trailing[0]
        whole = hidden is not None and len(piece) <= 32
        for i, word in enumerate([piece] if whole else piece.split()):
            out.append(Word(word, hidden, glue and i == 0))
        if piece:
            trailing[0] = piece[-1].isspace()

    trailing = [True]
    for mark in MARK.finditer(text):
        plain(text[at : mark.start()])
        plain(mark.group(3), Hidden(mark.group(2), mark.group(1) == "!"))
        at = mark.end()
    plain(text[at:])
    return out


def readable(text):
    """The text as a reader of the page has it: what is under a box is gone."""
    text = MARK.sub(lambda m: m.group(3) if m.group(1) else "\N{FULL BLOCK}", text)
    return BLOCK.sub("\N{FULL BLOCK}", text)


def flowing(text):
    """One line for each paragraph; greetings, lists, indented lines and blocks keep their lines."""
    out = []
    for line in text.rstrip("\n").split("\n"):
        last = out[-1] if out else ""
        greeting = len(last) < 30 and last.endswith(",")
        fixed = not line or line[0] == " " or BLOCK.fullmatch(line) or re.match(r"\d\. ", line)
        if last and line.startswith("   ") and re.match(r"\d\. ", last):
            out[-1] += " " + line.strip()
        elif last and not fixed and not greeting and not BLOCK.fullmatch(last):
            out[-1] += " " + line
        else:
            out.append(line)
    return "\n".join(out)


class Sheets:
    """One PDF being printed, top to bottom. Lengths in points, y down from the top."""

    left, right, top, bottom = 63, WIDTH - 63, 58, HEIGHT - 70

    def __init__(self, path, boxes, bates, stamped=True):
        self.canvas = canvas.Canvas(str(path), pagesize=letter, invariant=1)
        self.canvas.setTitle("")
        self.canvas.setCreator("")
        self.boxes = boxes
        self.bates = bates
        self.stamped = stamped
        self.pages = []
        self.open = False
        self.y = self.top
        self.head = self.foot = None  # drawn when a page begins and ends
        self.mail = None

    # Pages

    def page(self, kind="mail"):
        self.end_page()
        self.open = True
        self.pages.append(Page(len(self.pages) + 1, self.bates.next(), kind=kind))
        self.y = self.top
        if self.mail:
            self.touch()
        if self.head:
            self.head(self)

    def end_page(self):
        """Ends the page in hand, if there is one: call it before `head` and `foot` change."""
        if not self.open:
            return
        self.open = False
        if self.foot:
            self.foot(self)
        if self.stamped:
            number = self.pages[-1].bates
            self.text(self.right + 18, HEIGHT - 30, number, "Helvetica-Bold", 9, "right")
        self.canvas.showPage()

    def close(self):
        self.end_page()
        self.canvas.save()

    def touch(self):
        if self.mail not in self.pages[-1].mails:
            self.pages[-1].mails.append(self.mail)

    def room(self, height):
        if self.y + height > self.bottom:
            self.page()

    # Drawing

    def text(self, x, y, text, font, size, align="left", grey=0.0):
        self.canvas.setFillGray(grey)
        self.canvas.setFont(font, size)
        draw = {"left": "drawString", "right": "drawRightString", "center": "drawCentredString"}
        getattr(self.canvas, draw[align])(x, HEIGHT - y, text)

    def rule(self, y, width=0.5, left=None, right=None, grey=0.0):
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(width)
        self.canvas.line(left or self.left, HEIGHT - y, right or self.right, HEIGHT - y)

    def box(self, x0, y0, x1, y1, code, leaked=None, kind=None):
        """A redaction: a black bar with the code in white, or a white one with a thin frame."""
        kind = kind or self.boxes
        black = self.boxes == "black"
        self.canvas.setFillGray(0 if black else 1)
        self.canvas.setStrokeGray(0)
        self.canvas.setLineWidth(0.6)
        self.canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, fill=1, stroke=0 if black else 1)
        if code:
            size = min(7.5, (y1 - y0) * 0.7)
            while size > 4 and stringWidth(code, "Helvetica", size) > x1 - x0 - 2:
                size -= 0.25
            grey = 1.0 if black else 0.0
            middle = (y0 + y1) / 2 + size * 0.35
            self.text((x0 + x1) / 2, middle, code, "Helvetica", size, "center", grey)
        self.pages[-1].boxes.append(
            {
                "box": [round(v, 2) for v in (x0, y0, x1, y1)],
                "kind": kind,
                "code": code or None,
                "text_under": leaked,
                "mail": self.mail,
            }
        )

    def lines(self, words, font, size, width):
        """Words into lines that fit."""
        out, line, used = [], [], 0.0
        space = stringWidth(" ", font, size)
        for word in words:
            need = word.width(font, size)
            gap = 0 if word.glued or not line else space
            if line and used + gap + need > width:
                out.append(line)
                line, used, gap = [], 0.0, 0
            line.append(word)
            used += gap + need
        return out + [line] if line or not out else out

    def line(self, x, words, font, size):
        """One line at the present height: text first, its boxes over it."""
        space, bars = stringWidth(" ", font, size), []
        for hidden, run in groupby(words, key=lambda word: word.hidden):
            run = list(run)
            if run[0] is not words[0] and not run[0].glued:
                x += space
            text = "".join(("" if w.glued or w is run[0] else " ") + w.text for w in run)
            wide = run[0].width(font, size) if len(run) == 1 else stringWidth(text, font, size)
            if hidden is None or hidden.leaked:
                self.text(x, self.y, text, font, size)
            if hidden is not None:
                bars.append((x, x + wide, hidden.code, text if hidden.leaked else None))
            x += wide
        for x0, x1, code, leaked in bars:
            self.box(x0 - 1, self.y - size * 0.84, x1 + 1, self.y + size * 0.28, code, leaked)
        return x

    def paragraph(self, text, font, size, x=None, prefix="", leading=1.22):
        """Marked-up text, one paragraph a line of it; empty lines are kept."""
        x = self.left if x is None else x
        for source in text.split("\n"):
            block = BLOCK.fullmatch(source.strip())
            if block:
                count, code = int(block.group(1)), block.group(2)
                self.room(size * leading * count)
                height = size * leading * count
                self.box(x, self.y - size, self.right, self.y - size + height - 2, code)
                self.y += height
                continue
            indent = re.match(r" *", source).group(0)
            mark = [Word(prefix.rstrip())] if prefix else []
            room = self.right - x - (stringWidth(prefix, font, size) if prefix else 0)
            shift = stringWidth(indent, font, size)
            for line in self.lines(words_of(source), font, size, room - shift):
                self.room(size * leading)
                if line or mark:
                    self.line(x + shift, mark + line, font, size)
                self.y += size * leading


class Bates:
    """The counter of the release: numbers skipped or used twice on request."""

    def __init__(self, prefix):
        self.prefix, self.last, self.skipped, self.repeated = prefix, 0, [], []

    def next(self):
        self.last += 1
        return f"{self.prefix} {self.last:06d}"

    def skip(self, count):
        first = self.last + 1
        self.last += count
        self.skipped += [f"{self.prefix} {n:06d}" for n in range(first, self.last + 1)]

    def repeat(self):
        self.repeated.append(f"{self.prefix} {self.last:06d}")
        self.last -= 1
