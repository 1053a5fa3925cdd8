#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Failed redactions: how many planted ones are found, and how often something is called one that is not.

    exposures.py PROGRAM [--seeds 1,2,3] [--data FOLDER] [--keep FOLDER]

Makes PDF files in which words were left behind in every way a redaction is known to fail, and near
misses in which nothing is withheld; runs `PROGRAM add` and `PROGRAM exposures --reveal` on them and,
where it is installed, the package `x-ray`; prints found of planted and false alarms for both. With
--data, the files of that folder are read too and every alarm is listed by file, page and kind, never
by its words. Needs reportlab and pikepdf.
"""
import argparse
import asyncio
import io
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.lib.colors import Color
from reportlab.pdfgen import canvas

GIVEN = "Dana Jordan Morgan Casey Riley Avery Quinn Rowan Emery Skyler Hollis Marlo".split()
FAMILY = "Wills Okafor Tanaka Brandvold Quiroga Petrakis Lindqvist Abernathy Castellan Vuong".split()
FONTS = ["Helvetica", "Times-Roman", "Courier", "Helvetica-Bold", "Times-Italic"]
LINES = [
    "The sergeant on duty was asked to call back before noon.",
    "Records of the booking were sent to the front office.",
    "No warrant was shown at the desk when the request came in.",
    "Please see the attached form and return it to this office.",
    "The release was planned for the next morning as usual.",
    "Marlow County Jail keeps its log for seven years.",
]


class Sheet:
    """One page with text around a place where a name stands or stood."""

    def __init__(self, rng, pages=1):
        self.rng = rng
        self.size = rng.choice([9, 10, 11, 12, 14])
        self.font = rng.choice(FONTS)
        self.name = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
        self.number = f"{rng.randrange(100, 999)}-{rng.randrange(10, 99)}-{rng.randrange(1000, 9999)}"
        self.secret = rng.choice([self.name, f"{self.name} {self.number}"])
        self.x = rng.uniform(60, 200)
        self.y = rng.uniform(250, 560)
        self.buffer = io.BytesIO()
        self.canvas = canvas.Canvas(self.buffer, pagesize=(612, 792), pageCompression=rng.choice([0, 1]))

    def body(self, top=740):
        c = self.canvas
        c.setFont(self.font, self.size)
        c.setFillGray(0)
        c.drawString(60, top, "Fairview Police Department")
        for row in range(3):
            c.drawString(60, top - 40 - row * self.size * 1.6, self.rng.choice(LINES))
        for row in range(3):
            c.drawString(60, 200 - row * self.size * 1.6, self.rng.choice(LINES))
        c.drawString(60, self.y + 2.5 * self.size, "The person in custody was named as follows:")

    def width(self):
        return self.canvas.stringWidth(self.secret, self.font, self.size)

    def write(self, text=None, x=None, y=None, size=None):
        c = self.canvas
        c.setFont(self.font, size or self.size)
        c.drawString(self.x if x is None else x, self.y if y is None else y, text or self.secret)

    def rect(self):
        return (self.x - 2, self.y - 0.3 * self.size, self.width() + 4, 1.3 * self.size)

    def box(self, gray=0.0, alpha=1.0, color=None):
        c = self.canvas
        c.saveState()
        c.setFillColor(color or Color(gray, gray, gray), alpha=alpha)
        c.setFillAlpha(alpha)
        c.rect(*self.rect(), stroke=0, fill=1)
        c.restoreState()

    def pdf(self):
        self.canvas.save()
        return pikepdf.open(io.BytesIO(self.buffer.getvalue()))

    def area(self):
        x, y, w, h = self.rect()
        return [x, y, x + w, y + h]


def annotation(pdf, page, rect, subtype, look=None, **entries):
    made = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array(rect), F=4)
    for key, value in entries.items():
        made["/" + key] = value
    if look is not None:
        form = pdf.make_stream(look.encode())
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([0, 0, rect[2] - rect[0], rect[3] - rect[1]])
        made.AP = Dictionary(N=form)
    if "/Annots" not in page:
        page.Annots = pdf.make_indirect(Array([]))
    page.Annots.append(pdf.make_indirect(made))


def fill(rect, color="0 0 0"):
    return f"{color} rg 0 0 {rect[2] - rect[0]:.2f} {rect[3] - rect[1]:.2f} re f"


def layer(pdf, page, name, on, visible_in="OFF"):
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name))
    default = Dictionary(Order=Array([group]))
    if not on:
        default.OFF = Array([group])
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=default)
    page.Resources.Properties = Dictionary(L0=group)


def wrap_layer(pdf, page, text):
    """Puts the text object that shows `text` on layer L0."""
    content = page.Contents.read_bytes() if not isinstance(page.Contents, Array) else b"".join(
        part.read_bytes() for part in page.Contents)
    place = content.index(text.encode())
    start = content.rindex(b"BT", 0, place)
    end = content.index(b"ET", place) + 2
    page.Contents = pdf.make_stream(
        content[:start] + b"/OC /L0 BDC " + content[start:end] + b" EMC " + content[end:])


def save(pdf, **options):
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def updated(first, change):
    """`first` with `change(pdf)` written behind its end, as an incremental update."""
    before = pikepdf.open(io.BytesIO(first))
    size = int(before.trailer.Size)
    after = pikepdf.open(io.BytesIO(first))
    objects = change(after)  # {object number: bytes of its body}
    out = bytearray(first if first.endswith(b"\n") else first + b"\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    previous = int(re.findall(rb"startxref\s+(\d+)", first)[-1])
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    root = before.Root.objgen[0]
    out += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        max(size, max(places) + 1), root, previous, table)
    return bytes(out)


def revised(sheet, edit, keep_secret=False):
    """The page with the secret, and behind it the same page after `edit(content)`."""
    sheet.body()
    sheet.write()
    first = save(sheet.pdf(), object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True,
                 compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)

    def change(pdf):
        content = pdf.pages[0].Contents
        body = edit(content.read_bytes())
        return {content.objgen[0]: b"<< /Length %d >>\nstream\n" % len(body) + body + b"\nendstream"}

    return updated(first, change)


PLANTED, CLEAN = {}, {}


def plant(kind):
    def register(make):
        PLANTED[make.__name__] = (kind, make)
        return make
    return register


def clean(make):
    CLEAN[make.__name__] = make
    return make


# ---- planted

@plant("box")
def black_box(s):
    s.body(); s.write(); s.box(); return save(s.pdf())

@plant("box")
def grey_box(s):
    s.body(); s.write(); s.box(gray=s.rng.uniform(0.1, 0.5)); return save(s.pdf())

@plant("box")
def white_box(s):
    s.body(); s.write(); s.box(gray=1); return save(s.pdf())

@plant("box")
def colored_box(s):
    s.body(); s.write(); s.box(color=Color(s.rng.uniform(0, .5), s.rng.uniform(0, .4), .5)); return save(s.pdf())

@plant("box")
def thick_line(s):
    s.body(); s.write()
    c = s.canvas
    c.setLineWidth(1.3 * s.size); c.setStrokeGray(0)
    c.line(s.x - 2, s.y + .35 * s.size, s.x + s.width() + 2, s.y + .35 * s.size)
    return save(s.pdf())

@plant("translucent")
def glass_box(s):
    s.body(); s.write(); s.box(alpha=s.rng.uniform(.5, .85)); return save(s.pdf())

@plant("translucent")
def white_wash(s):
    s.body(); s.write(); s.box(gray=1, alpha=s.rng.uniform(.65, .82)); return save(s.pdf())

def picture(s, value=0):
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    return ImageReader(Image.new("L", (60, 12), value))

@plant("image")
def black_image(s):
    s.body(); s.write(); x, y, w, h = s.rect(); s.canvas.drawImage(picture(s), x, y, w, h); return save(s.pdf())

@plant("image")
def noisy_image(s):
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    s.body(); s.write(); x, y, w, h = s.rect()
    noise = Image.frombytes("L", (80, 16), bytes(s.rng.randrange(256) for _ in range(1280)))
    s.canvas.drawImage(ImageReader(noise), x, y, w, h)
    return save(s.pdf())

@plant("annotation")
def redact_annotation(s):
    s.body(); s.write(); pdf = s.pdf(); x0, y0, x1, y1 = s.area()
    annotation(pdf, pdf.pages[0], [x0, y0, x1, y1], "Redact", IC=Array([0, 0, 0]),
               QuadPoints=Array([x0, y1, x1, y1, x0, y0, x1, y0]))
    return save(pdf)

@plant("annotation")
def square_annotation(s):
    s.body(); s.write(); pdf = s.pdf(); r = s.area()
    annotation(pdf, pdf.pages[0], r, "Square", fill(r), IC=Array([0, 0, 0])); return save(pdf)

@plant("annotation")
def square_without_look(s):
    s.body(); s.write(); pdf = s.pdf(); r = s.area()
    annotation(pdf, pdf.pages[0], r, "Square", IC=Array([0, 0, 0]), C=Array([0, 0, 0])); return save(pdf)

@plant("annotation")
def free_text_annotation(s):
    s.body(); s.write(); pdf = s.pdf(); r = s.area()
    annotation(pdf, pdf.pages[0], r, "FreeText", fill(r, "1 1 1"), DA=String("/Helv 8 Tf 0 g"), Contents=String("")); return save(pdf)

@plant("annotation")
def opaque_highlight(s):
    s.body(); s.write(); pdf = s.pdf(); x0, y0, x1, y1 = r = s.area()
    annotation(pdf, pdf.pages[0], r, "Highlight", fill(r), C=Array([0, 0, 0]),
               QuadPoints=Array([x0, y1, x1, y1, x0, y0, x1, y0])); return save(pdf)

@plant("annotation")
def ink_annotation(s):
    s.body(); s.write(); pdf = s.pdf(); r = s.area(); w, h = r[2] - r[0], r[3] - r[1]
    annotation(pdf, pdf.pages[0], r, "Ink", f"0 G {h:.1f} w 0 {h/2:.1f} m {w:.1f} {h/2:.1f} l S",
               InkList=Array([Array([r[0], r[1] + h / 2, r[2], r[1] + h / 2])])); return save(pdf)

@plant("annotation")
def stamp_annotation(s):
    s.body(); s.write(); pdf = s.pdf(); r = s.area()
    annotation(pdf, pdf.pages[0], r, "Stamp", fill(r, ".6 .1 .1"), Name=Name("/Redacted")); return save(pdf)

@plant("same-color")
def white_text(s):
    s.body(); s.canvas.setFillGray(1); s.write(); return save(s.pdf())

@plant("same-color")
def near_white_text(s):
    s.body(); s.canvas.setFillGray(.96); s.write(); return save(s.pdf())

@plant("same-color|box")
def black_on_black(s):
    s.body(); s.box(); s.canvas.setFillGray(0); s.write(); return save(s.pdf())

@plant("invisible")
def mode_three(s):
    s.body(); t = s.canvas.beginText(s.x, s.y); t.setFont(s.font, s.size); t.setTextRenderMode(3)
    t.textOut(s.secret); s.canvas.drawText(t); return save(s.pdf())

@plant("invisible")
def no_opacity(s):
    s.body(); s.canvas.saveState(); s.canvas.setFillAlpha(0); s.write(); s.canvas.restoreState(); return save(s.pdf())

@plant("invisible")
def tiny_text(s):
    s.body(); s.write(size=s.rng.choice([.3, .5, .8])); return save(s.pdf())

@plant("invisible")
def clipped_text(s):
    s.body(); c = s.canvas; c.saveState(); p = c.beginPath(); p.rect(300, 20, 60, 20)
    c.clipPath(p, stroke=0, fill=0); s.write(); c.restoreState(); return save(s.pdf())

@plant("hidden-layer")
def layer_off(s):
    s.canvas._pageCompression = 0
    s.body(); s.write(); pdf = s.pdf(); layer(pdf, pdf.pages[0], "Names", False); wrap_layer(pdf, pdf.pages[0], s.secret)
    return save(pdf)

@plant("hidden-layer")
def form_on_layer_off(s):
    s.body(); pdf = s.pdf(); page = pdf.pages[0]; layer(pdf, page, "Names", False)
    form = pdf.make_stream(f"BT /F1 {s.size} Tf {s.x:.1f} {s.y:.1f} Td ({s.secret}) Tj ET".encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 612, 792])
    form.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))))
    form.OC = page.Resources.Properties.L0
    page.Resources.XObject = Dictionary(X0=form)
    page.contents_add(b"q /X0 Do Q")
    return save(pdf)

@plant("outside-crop")
def cropped_away(s):
    s.body(); s.write(y=60); pdf = s.pdf(); pdf.pages[0].CropBox = Array([0, 100, 612, 792]); return save(pdf)

@plant("outside-crop")
def off_the_sheet(s):
    s.body(); s.write(x=700); return save(s.pdf())

@plant("earlier-revision")
def blanked_later(s):
    return revised(s, lambda content: content.replace(f"({s.secret})".encode(), b"()"))

@plant("earlier-revision")
def boxed_later(s):
    x, y, w, h = s.rect()
    return revised(s, lambda content: content.replace(f"({s.secret})".encode(), b"()")
                   + f"\nq 0 g {x:.1f} {y:.1f} {w:.1f} {h:.1f} re f Q\n".encode())

def with_real_redaction(s):
    s.body(); s.box(); return s.pdf()

@plant("bookmark")
def in_bookmark(s):
    pdf = with_real_redaction(s)
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Statement of " + s.secret, 0))
    return save(pdf)

@plant("metadata")
def in_title(s):
    pdf = with_real_redaction(s); pdf.docinfo["/Title"] = "Interview of " + s.secret; return save(pdf)

@plant("metadata")
def in_keywords(s):
    pdf = with_real_redaction(s); pdf.docinfo["/Keywords"] = "jail, custody, " + s.secret; return save(pdf)

@plant("metadata")
def in_xmp(s):
    pdf = with_real_redaction(s)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:description"] = "Report on " + s.secret
    return save(pdf)

@plant("metadata")
def in_actual_text(s):
    pdf = with_real_redaction(s); page = pdf.pages[0]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, P=root, Pg=page.obj, K=0, ActualText=String(s.secret)))
    root.K = Array([element]); root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([element])])))
    pdf.Root.StructTreeRoot = root; pdf.Root.MarkInfo = Dictionary(Marked=True); page.StructParents = 0
    page.contents_add(b"/Span << /MCID 0 >> BDC q 0 g 60 60 1 1 re f Q EMC")
    return save(pdf)

def field(pdf, page, rect, value, flags=4, look=None, name="f1"):
    look = look if look is not None else f"/Tx BMC BT /Helv 10 Tf 2 3 Td ({value}) Tj ET EMC"
    form = pdf.make_stream(look.encode())
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, rect[2] - rect[0], rect[3] - rect[1]])
    form.Resources = Dictionary(Font=Dictionary(Helv=font))
    widget = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(name), V=String(value), Rect=Array(rect), F=flags,
        DA=String("/Helv 10 Tf 0 g"), AP=Dictionary(N=form), P=page.obj))
    page.Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]), DR=Dictionary(Font=Dictionary(Helv=font)), DA=String("/Helv 10 Tf 0 g"))

@plant("form-field")
def hidden_field(s):
    s.body(); pdf = s.pdf(); field(pdf, pdf.pages[0], [s.x, s.y, s.x + 250, s.y + 16], s.secret, flags=2); return save(pdf)

@plant("form-field")
def blanked_field(s):
    s.body(); pdf = s.pdf(); field(pdf, pdf.pages[0], [s.x, s.y, s.x + 250, s.y + 16], s.secret, look="0 g 0 0 250 16 re f"); return save(pdf)

@plant("embedded-file")
def in_attached_text(s):
    pdf = with_real_redaction(s)
    pdf.attachments["notes.txt"] = ("The person in custody was named as follows:\n" + s.secret + "\n").encode(); return save(pdf)

@plant("embedded-file")
def in_attached_pdf(s):
    other = Sheet(random.Random(s.rng.random())); other.secret, other.font = s.secret, s.font
    other.body(); other.write(); pdf = with_real_redaction(s)
    pdf.attachments["original.pdf"] = save(other.pdf()); return save(pdf)


# ---- near misses

@clean
def plain(s):
    s.body(); s.write(); return save(s.pdf())

@clean
def proper_redaction(s):
    pdf = with_real_redaction(s); return save(pdf)

@clean
def ordinary_title_and_bookmarks(s):
    pdf = with_real_redaction(s); pdf.docinfo["/Title"] = "Microsoft Word - Incident Report 2019 Final.docx"
    pdf.docinfo["/Author"] = s.name; pdf.docinfo["/Producer"] = "Acrobat Distiller 11.0"
    with pdf.open_outline() as outline:
        for title in ["Introduction", "Findings and Recommendations", "Appendix B: Release Log", "Fairview Police Department"]:
            outline.root.append(pikepdf.OutlineItem(title, 0))
    with pdf.open_metadata() as meta:
        meta["dc:title"] = "Incident Report"; meta["dc:creator"] = [s.name]
    return save(pdf)

@clean
def title_that_is_shown(s):
    s.body(); s.write(); s.y -= 60; s.box(); pdf = s.pdf(); pdf.docinfo["/Title"] = "Interview of " + s.secret; return save(pdf)

@clean
def title_without_redaction(s):
    s.body(); pdf = s.pdf(); pdf.docinfo["/Title"] = "Letter to " + s.name; return save(pdf)

def scan(s, hide=False):
    """A picture of the page with its text behind it."""
    import pypdfium2
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    s.body(); s.write(); data = save(s.pdf())
    picture = pypdfium2.PdfDocument(data)[0].render(scale=150 / 72).to_pil().convert("L")
    state = s.rng.getstate()
    out = canvas.Canvas(io.BytesIO(), pagesize=(612, 792))
    return data, picture, out

@clean
def recognised_layer(s):
    data, picture, _ = scan(s)
    from reportlab.lib.utils import ImageReader
    buffer = io.BytesIO(); c = canvas.Canvas(buffer, pagesize=(612, 792)); c.drawImage(ImageReader(picture), 0, 0, 612, 792); c.save()
    base, over = pikepdf.open(io.BytesIO(buffer.getvalue())), pikepdf.open(io.BytesIO(data))
    content = over.pages[0].Contents.read_bytes().replace(b"BT ", b"BT 3 Tr ")
    over.pages[0].Contents = over.make_stream(content)
    base.pages[0].add_overlay(over.pages[0]); return save(base)

@clean
def white_on_dark_header(s):
    s.body(); c = s.canvas; c.setFillGray(.15); c.rect(0, 600, 612, 30, stroke=0, fill=1); c.setFillGray(1); s.write(x=80, y=610); return save(s.pdf())

@clean
def white_on_gradient(s):
    s.body(); c = s.canvas; c.saveState(); p = c.beginPath(); p.rect(50, s.y - 6, 500, 20); c.clipPath(p, stroke=0)
    c.linearGradient(50, s.y, 550, s.y, (Color(.1, .1, .3), Color(.3, .1, .1))); c.restoreState(); c.setFillGray(1); s.write(); return save(s.pdf())

@clean
def marker_highlight(s):
    s.body(); s.write(); c = s.canvas; c.saveState(); c.setFillColor(Color(1, .95, 0), alpha=.4); c.rect(*s.rect(), stroke=0, fill=1); c.restoreState(); return save(s.pdf())

@clean
def highlight_annotation(s):
    s.body(); s.write(); pdf = s.pdf(); x0, y0, x1, y1 = r = s.area()
    annotation(pdf, pdf.pages[0], r, "Highlight", C=Array([1, 1, 0]), QuadPoints=Array([x0, y1, x1, y1, x0, y0, x1, y0])); return save(pdf)

@clean
def shading_before_text(s):
    s.body(); s.box(gray=.85); s.canvas.setFillGray(0); s.write(); return save(s.pdf())

@clean
def square_outline_annotation(s):
    s.body(); s.write(); pdf = s.pdf(); r = s.area()
    annotation(pdf, pdf.pages[0], r, "Square", C=Array([1, 0, 0])); return save(pdf)

@clean
def watermark(s):
    s.body(); s.write(); c = s.canvas; c.saveState(); c.setFillColor(Color(.5, .5, .5), alpha=.15); c.translate(150, 250); c.rotate(45); c.setFont("Helvetica-Bold", 80); c.drawString(0, 0, "COPY"); c.restoreState(); return save(s.pdf())

@clean
def fake_bold(s):
    s.body(); s.write(); s.write(x=s.x + .3); return save(s.pdf())

@clean
def shadow_text(s):
    s.body(); s.canvas.setFillGray(.97); s.write(x=s.x + 1, y=s.y - 1); s.canvas.setFillGray(0); s.write(); return save(s.pdf())

@clean
def layer_on(s):
    s.canvas._pageCompression = 0
    s.body(); s.write(); pdf = s.pdf(); layer(pdf, pdf.pages[0], "Names", True); wrap_layer(pdf, pdf.pages[0], s.secret); return save(pdf)

@clean
def printers_marks(s):
    s.body(); s.write(); s.write("newsletter_v3.indd   1    3/14/2019   10:22 AM", x=60, y=8, size=6); pdf = s.pdf(); pdf.pages[0].CropBox = Array([20, 20, 592, 772]); return save(pdf)

@clean
def shown_field(s):
    s.body(); s.box() if s.rng.random() < .5 else None; s.y -= 60; pdf = s.pdf()
    field(pdf, pdf.pages[0], [s.x, s.y, s.x + 250, s.y + 16], s.secret); return save(pdf)

@clean
def technical_hidden_field(s):
    s.body(); pdf = s.pdf(); field(pdf, pdf.pages[0], [s.x, s.y, s.x + 250, s.y + 16], "Off", flags=2); return save(pdf)

@clean
def corrected_later(s):
    other = f"{s.rng.choice(GIVEN)} {s.rng.choice(FAMILY)} {s.number}"[: max(8, len(s.secret))]
    return revised(s, lambda content: content.replace(f"({s.secret})".encode(), f"({other})".encode()))

@clean
def added_later(s):
    return revised(s, lambda content: content + b"\nBT /F1 9 Tf 400 60 Td (Signed and dated) Tj ET\n")

@clean
def attached_table(s):
    pdf = with_real_redaction(s); pdf.attachments["data.csv"] = b"month,count\njanuary,4\nfebruary,9\n"; return save(pdf)

@clean
def alternative_text(s):
    pdf = with_real_redaction(s); page = pdf.pages[0]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, P=root, Pg=page.obj, K=0, Alt=String("Seal of the City of Fairview, drawn by Emery Castellan")))
    root.K = Array([element]); root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([element])])))
    pdf.Root.StructTreeRoot = root; pdf.Root.MarkInfo = Dictionary(Marked=True); page.StructParents = 0
    page.contents_add(b"/Figure << /MCID 0 >> BDC q .9 g 60 60 20 20 re f Q EMC"); return save(pdf)

@clean
def clipped_cell(s):
    s.body(); c = s.canvas; c.saveState(); p = c.beginPath(); p.rect(s.x, s.y - 4, s.width() * .6, 20); c.clipPath(p, stroke=0); s.write(); c.restoreState(); return save(s.pdf())


# ---- measuring

def key(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def ours(program, folder):
    case = folder.parent / "exposures.case"
    subprocess.run([program, "new", str(case)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run([program, "add", str(case), str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    names = {}
    for line in subprocess.run([program, "sources", str(case), "--format", "json"], capture_output=True, text=True).stdout.splitlines():
        source = json.loads(line)
        names[source["id"]] = source["name"]
    found = {}
    for line in subprocess.run([program, "exposures", str(case), "--reveal", "--format", "json"], capture_output=True, text=True).stdout.splitlines():
        exposure = json.loads(line)
        name = names.get(exposure["source"], exposure["source"])
        found.setdefault(Path(name).name if folder.name in name or "/" not in name else name, []).append(exposure)
    return found


def theirs(folder):
    try:
        import xray
    except ImportError:
        return None
    found = {}
    for path in sorted(folder.rglob("*.pdf")):
        try:
            boxes_by_page = xray.inspect(str(path))
            if asyncio.iscoroutine(boxes_by_page):
                boxes_by_page = asyncio.run(boxes_by_page)
            for page, boxes in boxes_by_page.items():
                found.setdefault(path.name, []).extend({"page": page, "kind": "box", "text": b["text"]} for b in boxes)
        except Exception:
            pass
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--data")
    parser.add_argument("--keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(options.keep or scratch) / "planted"
        folder.mkdir(parents=True, exist_ok=True)
        truth = {}
        for seed in (int(part) for part in options.seeds.split(",")):
            for name, (kind, make) in PLANTED.items():
                sheet = Sheet(random.Random(f"{seed} {name}"))
                (folder / f"{name}-{seed}.pdf").write_bytes(make(sheet))
                truth[f"{name}-{seed}.pdf"] = (name, kind, sheet.secret)
            for name, make in CLEAN.items():
                sheet = Sheet(random.Random(f"{seed} {name}"))
                (folder / f"{name}-{seed}.pdf").write_bytes(make(sheet))
                truth[f"{name}-{seed}.pdf"] = (name, None, sheet.secret)
        results = {"brightline": ours(options.program, folder), "x-ray": theirs(folder)}
        for tool, found in results.items():
            if found is None:
                print(f"{tool}: not installed")
                continue
            hits, right, planted, alarms = {}, 0, 0, 0
            for file, (name, kind, secret) in truth.items():
                got = found.get(file, [])
                if kind is None:
                    if got:
                        alarms += 1
                        print(f"  {tool}: false alarm {file}: {sorted({g['kind'] for g in got})}")
                    continue
                planted += 1
                match = [g for g in got if key(secret) in key(g.get("text") or "")]
                hits.setdefault(name, []).append(bool(match))
                right += any(g["kind"] in kind.split("|") for g in match)
                if not match:
                    print(f"  {tool}: missed {file} ({kind})") if tool == "brightline" else None
                elif tool == "brightline" and not any(g["kind"] in kind.split("|") for g in match):
                    print(f"  {tool}: {file} is {kind}, called {sorted({g['kind'] for g in match})}")
            whole = sum(all(each) for each in hits.values())
            clean_files = sum(kind is None for _, kind, _ in truth.values())
            print(f"{tool}: {sum(map(sum, hits.values()))} of {planted} planted files found, {whole} of {len(hits)} kinds in every seed, "
                  f"kind named right in {right}; false alarms in {alarms} of {clean_files} clean files")
        if options.data:
            for part in ["xray", "documentcloud", "pdfplumber", "eugene"]:
                place = Path(options.data) / part
                if not place.is_dir():
                    continue
                found = ours(options.program, place)
                peer = theirs(place)
                print(f"{part}: {sum(map(len, found.values()))} alarms; x-ray {'-' if peer is None else sum(map(len, peer.values()))}")
                for file, exposures in sorted(found.items()):
                    for exposure in exposures:
                        print(f"  {file}:{exposure.get('page') or '-'} {exposure['kind']}")


if __name__ == "__main__":
    sys.exit(main())
