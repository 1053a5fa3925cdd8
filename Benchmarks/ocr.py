#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how fast and how right Brightline reads scans, beside OCRmyPDF on the same pages in the same run.

    ocr.py PROGRAM [--pages 20] [--seed 1] [--mails FILE]

clean   300 dpi, as from a good scanner
noisy   150 dpi, each page leaning by up to two degrees, grey, with noise, compressed hard

The pages are born-digital mail prints turned into pictures: those of the built-in example or, where they lie beside
the checkout, prints of ../shared/data/fauci/emails.json by ../shared/tools/render_release.py. What `pdftotext` finds
in the born-digital pages is the truth. Recall is the share of its words that are found on their page, each as often
as it stands there; precision the share of the words found that stand there.

`brightline add` runs with as many workers as there are cores, `ocrmypdf` with as many jobs. Needs poppler-utils,
ocrmypdf, and pillow and numpy for Python.
"""
import collections
import contextlib
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

import running

QUALITIES = {"clean": dict(dpi=300, lean=0, noise=0, quality=85), "noisy": dict(dpi=150, lean=2, noise=14, quality=60)}


def run(command, allowed=(0, 1)):
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in allowed:
        sys.exit(f"ocr: {' '.join(map(str, command))} ended with status {done.returncode}: {done.stderr.strip()}")
    return time.monotonic() - start, done.stdout


def born_digital(folder, options):
    """A PDF of mail prints without redactions, cut to the pages wanted."""
    mails = options.mails or running.MAILS
    parts = []
    if running.RENDERER.exists() and mails.exists():
        for number, style in enumerate(("outlook", "gmail", "groupwise")):
            part = folder / style
            command = running.render_command(part, style, options.seed + number, options.pages, 0, mails)
            run([sys.executable, *command], allowed=(0,))
            parts.append((part / "release.pdf", -(-options.pages // 3)))
    else:
        parts = [(part, options.pages) for part in running.BORN_DIGITAL]
    singles = []
    for number, (part, most) in enumerate(parts):
        last = min(running.page_count(part), most)
        run(["pdfseparate", "-l", str(last), part, folder / f"single-{number}-%04d.pdf"], allowed=(0,))
        singles += sorted(folder.glob(f"single-{number}-*.pdf"))
    whole = folder / "born.pdf"
    run(["pdfunite", *singles[: options.pages], whole], allowed=(0,))
    return whole


def scan(born, out, folder, seed, dpi, lean, noise, quality):
    import numpy
    from PIL import Image

    rng = random.Random(seed)
    pictures = folder / f"pictures-{dpi}"
    pictures.mkdir()
    run(["pdftoppm", "-r", str(dpi), "-gray", born, pictures / "p"], allowed=(0,))
    pages = []
    for path in sorted(pictures.glob("p*.pgm")):
        image = Image.open(path)
        if lean:
            image = image.rotate(rng.uniform(-lean, lean), fillcolor=255, resample=Image.BILINEAR)
        if noise:
            grain = numpy.random.default_rng(rng.getrandbits(32)).normal(0, noise, (image.height, image.width))
            pixels = numpy.asarray(image, dtype=float) * 0.93 + 8 + grain
            image = Image.fromarray(numpy.clip(pixels, 0, 255).astype("uint8"))
        pages.append(image)
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=quality)


def words_of_pdf(pdf):
    pages = run(["pdftotext", "-layout", pdf, "-"])[1].split("\f")[:-1]
    return [collections.Counter(page.split()) for page in pages]


def brightline(program, folder, pdf):
    case = running.new_case(program, folder / "ocr.case")
    seconds, _ = run([program, "add", case, pdf, "--quiet"])
    with contextlib.closing(sqlite3.connect(case / "case.sqlite")) as store:
        rows = store.execute("SELECT text FROM v_pages ORDER BY page").fetchall()
    return seconds, [collections.Counter((text or "").split()) for (text,) in rows]


def ocrmypdf(folder, pdf):
    out = folder / "peer.pdf"
    seconds, _ = run(["ocrmypdf", "-j", str(os.cpu_count() or 2), "--force-ocr", "--output-type", "pdf", "-q", pdf, out])
    return seconds, words_of_pdf(out)


def shares(truth, found):
    found = found + [collections.Counter()] * (len(truth) - len(found))
    hits = sum(sum((a & b).values()) for a, b in zip(truth, found))
    return (100 * hits / max(1, sum(sum(page.values()) for page in truth)),
            100 * hits / max(1, sum(sum(page.values()) for page in found)))


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mails", type=pathlib.Path)
    options = parser.parse_args()
    program = options.program
    for tool, package in [("pdftotext", "poppler-utils"), ("ocrmypdf", "ocrmypdf")]:
        running.need_tool(tool, package)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        born = born_digital(folder, options)
        truth = words_of_pdf(born)
        words = sum(sum(page.values()) for page in truth)
        print(f"{len(truth)} pages, {words} words, seed {options.seed}")
        for name, quality in QUALITIES.items():
            pdf = folder / f"{name}.pdf"
            scan(born, pdf, folder, options.seed, **quality)
            ours, peer = brightline(program, folder, pdf), ocrmypdf(folder, pdf)
            for who, (seconds, found) in [("brightline", ours), ("ocrmypdf", peer)]:
                recall, precision = shares(truth, found)
                print(f"{name:<7}{who:<12}{len(truth) / seconds:6.2f} pages/s   recall {recall:6.2f} %   "
                      f"precision {precision:6.2f} %", flush=True)
            print(f"{name:<7}ratio {peer[0] / ours[0]:.2f}", flush=True)


if __name__ == "__main__":
    main()
