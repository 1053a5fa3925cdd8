#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how fast Brightline is beside a peer, the two measured in turn.

    speed.py PROGRAM [--pages 2000] [--runs 3]

pages/s   a case made of eight born-digital PDFs of mail prints, against `pdftotext -bbox-layout` over the same files,
          two at a time (poppler-utils): first until every page is read and searchable, then the whole `add`

The pages are e-mails rendered as releases where the shared renderer is there, else the built-in example, repeated.
"""
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import running


def timed(command, **options):
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    if done.returncode not in (0, 1):
        sys.exit(f"bench: {' '.join(map(str, command))} ended with status {done.returncode}")
    return time.monotonic() - start


def compare(what, unit, count, ours, peer_name, peer, runs):
    """Runs both in turn and prints the median rate of each and the ratio."""
    our_times, peer_times = [], []
    for _ in range(runs):
        our_times.append(ours())
        if peer:
            peer_times.append(peer())
    rate = count / statistics.median(our_times)
    line = f"{what:<46} brightline {rate:9.1f} {unit}/s"
    if peer:
        other = count / statistics.median(peer_times)
        line += f"   {peer_name} {other:9.1f} {unit}/s   ratio {rate / other:5.2f}"
    else:
        line += f"   {peer_name}: not installed"
    print(line, flush=True)


def rendered(release, wanted):
    """Different e-mails printed as releases in three styles, where the shared renderer and its e-mails are there."""
    if not running.RENDERER.exists() or not running.MAILS.exists():
        return 0
    count = 0
    for number in range(8):
        out = release.parent / f"rendered-{number}"
        style = ("outlook", "gmail", "groupwise")[number % 3]
        command = [sys.executable, *running.render_command(out, style, 100 + number, wanted // 8, 0.3)]
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            return 0
        shutil.move(out / "release.pdf", release / f"{number}.pdf")
        count += running.page_count(release / f"{number}.pdf")
    return count


def repeated(folder, release, wanted):
    """The built-in example over and over."""
    block = folder / "block.pdf"
    subprocess.run(["pdfunite", *running.BORN_DIGITAL, block], check=True)
    times = max(1, wanted // running.page_count(block) // 8)
    subprocess.run(["pdfunite", *[block] * times, folder / "part.pdf"], check=True)
    for number in range(8):
        # Another comment at the end makes it another file.
        (release / f"{number}.pdf").write_bytes((folder / "part.pdf").read_bytes() + b"%%%d\n" % number)
    return running.page_count(folder / "part.pdf") * 8


def pages(program, folder, wanted, runs):
    """Born-digital pages in several files: what `add` has read and can be searched, and `add` as a whole."""
    if not shutil.which("pdfunite"):
        print("pages: pdfunite is missing (apt-get install poppler-utils)")
        return
    release = folder / "release"
    release.mkdir()
    count = rendered(release, wanted) or repeated(folder, release, wanted)
    whole = []

    def ours():
        case = running.new_case(program, folder / "bench.case")
        start = time.monotonic()
        done = subprocess.run([program, "add", case, release, "--verbose", "--progress", "never"],
                              capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"bench: brightline add: {done.stderr}")
        whole.append(time.monotonic() - start)
        return float(re.search(r"searchable after ([0-9.]+) s", done.stderr)[1])

    def peer():
        line = f"ls {release}/*.pdf | xargs -P2 -I{{}} pdftotext -bbox-layout {{}} {{}}.html; rm {release}/*.html"
        return timed(["sh", "-c", line])

    compare("born-digital: words, boxes, redactions, index", "pages", count, ours, "pdftotext -bbox-layout, xargs -P2", peer, runs)
    rate = count / statistics.median(whole)
    print(f"{'  the whole add: messages, events, copies too':<46} brightline {rate:9.1f} pages/s", flush=True)


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    program = options.program
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        pages(program, folder, options.pages, options.runs)


if __name__ == "__main__":
    main()
