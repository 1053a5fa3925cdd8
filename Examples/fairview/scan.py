# SPDX-License-Identifier: Apache-2.0
"""A born-digital PDF put through a scanner: 200 dpi, grey, a little skewed and noisy."""

import io
import math

import numpy
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

WIDTH, HEIGHT = letter
DPI = 200


def turned(box, degrees):
    """The upright box around `box` after a turn about the middle of the page."""
    x0, y0, x1, y1 = box
    angle, middle = math.radians(degrees), (WIDTH / 2, HEIGHT / 2)
    corners = []
    for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1)):
        dx, dy = x - middle[0], y - middle[1]
        corners.append(
            (
                middle[0] + dx * math.cos(angle) + dy * math.sin(angle),
                middle[1] - dx * math.sin(angle) + dy * math.cos(angle),
            )
        )
    xs, ys = zip(*corners)
    return [round(v, 2) for v in (min(xs), min(ys), max(xs), max(ys))]


def scan(source, target, stamps, pages, seed):
    """Writes `target`; the Bates stamps go on afterwards, as live text, the way they usually do."""
    random = numpy.random.Generator(numpy.random.PCG64(seed))
    document = pypdfium2.PdfDocument(str(source))
    out = canvas.Canvas(str(target), pagesize=letter, invariant=1)
    out.setTitle("")
    out.setCreator("")
    for number, stamp in enumerate(stamps):
        image = document[number].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
        degrees = float(random.uniform(-0.55, 0.55))
        image = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(0.55))
        ink = numpy.asarray(image, dtype=numpy.float32)
        grey = 12 + ink * (238 / 255) + random.normal(0, 3.2, ink.shape)
        image = Image.fromarray(numpy.clip(grey, 0, 255).astype(numpy.uint8))
        data = io.BytesIO()
        image.save(data, "JPEG", quality=34, dpi=(DPI, DPI))
        data.seek(0)
        out.drawImage(ImageReader(data), 0, 0, WIDTH, HEIGHT)
        out.setFont("Helvetica-Bold", 9)
        out.drawRightString(WIDTH - 45, 30, stamp)
        out.showPage()
        for box in pages[number].boxes:
            box["box"] = turned(box["box"], degrees)
    out.save()
