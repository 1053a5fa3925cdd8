#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints what becomes of damaged and hostile PDFs, page by page beside `pdftotext` (poppler-utils).

    robust.py PROGRAM [FOLDER ...] [--seconds 30] [--keep CASE]

Adds the folders to a case (../shared/data/pdf-robustness unless others are named) and accounts for every file: read,
read in part, or a recorded failure with its reason. Then it runs `pdftotext` on each PDF and lists the pages on which
that finds words (with a letter or a digit) and Brightline finds none: the bar is none, but for pages that `pdftoppm`
draws blank, where the words cannot be seen. It also says whether the main process ended as it should,
how much memory it and the largest worker took, how many workers were needed, and whether the case verifies.
"""
import collections
import hashlib
import pathlib
import subprocess
import sys
import tempfile

import running

DATA = running.SHARED / "data" / "pdf-robustness"


def files_of(folders):
    return [path for folder in folders for path in sorted(folder.rglob("*"))
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)]


def account(files, sources):
    known = {source["id"]: source for source in sources}
    kinds, reasons = collections.Counter(), collections.Counter()
    unaccounted = []
    for path in files:
        source = known.get(hashlib.sha256(path.read_bytes()).hexdigest())
        if source is None:
            unaccounted.append(path.name)
            continue
        content = source["pages"] + source["messages"] + source["rows"]
        kinds["read" if content and not source["failures"] else "read in part" if content else
              "failed, recorded" if source["failures"] else "neither read nor a failure"] += 1
        reasons.update(failure["reason"] for failure in source["failures"])
    for kind in ("read", "read in part", "failed, recorded", "neither read nor a failure"):
        print(f"  {kind:<34} {kinds[kind]:>5}")
    print(f"  {'not in the case at all (bar: 0)':<34} {len(unaccounted):>5}  {' '.join(unaccounted)}")
    print("  failures: " + (", ".join(f"{count} {reason}" for reason, count in reasons.most_common()) or "none"))


def peer_words(path, seconds):
    """Words on each page as pdftotext reads them; None where it fails, "late" where it does not end."""
    try:
        done = subprocess.run(["pdftotext", "-q", path, "-"], capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return "late"
    if done.returncode != 0 and not done.stdout:
        return None
    return [[word for word in page.split() if any(letter.isalnum() for letter in word)]
            for page in done.stdout.decode("utf-8", "replace").split("\f")[:-1]]


def looks_blank(path, number, seconds):
    """Whether the page, as pdftoppm draws it, has nothing on it that is darker than a light grey."""
    try:
        done = subprocess.run(["pdftoppm", "-q", "-gray", "-r", "72", "-f", str(number), "-l", str(number), path],
                              capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    # A PGM: its name, width, height and largest value, then a byte for each pixel.
    pixels = done.stdout.split(maxsplit=4)[4:]
    return bool(pixels) and min(pixels[0], default=255) > 200


def compare(files, program, case, sources, seconds):
    words = {(page["source"], page["page"]): page["words"] for page in running.listing(program, "pages", case)}
    failures = {source["id"]: source["failures"] for source in sources}
    tally, missed, unseen = collections.Counter(), [], []
    for path in files:
        if path.suffix.lower() != ".pdf":
            continue
        source = hashlib.sha256(path.read_bytes()).hexdigest()
        pages = peer_words(path, seconds)
        tally["files"] += 1
        if pages is None or pages == "late":
            tally["refused" if pages is None else "late"] += 1
            pages = []
        for number, theirs in enumerate(pages, 1):
            ours = words.get((source, number), 0)
            tally["both"] += bool(theirs) and ours > 0
            if theirs and ours == 0:
                why = [f["reason"] for f in failures.get(source, []) if f.get("page", number) == number]
                shown = " ".join(theirs)
                blank = looks_blank(path, number, seconds)
                (unseen if blank else missed).append(
                    f"    {path.name}:{number}  {len(theirs)} words, “{shown[:40]}”  "
                    + (why[0] if why else "drawn blank" if blank else "read, without words"))
        theirs = {number for number, page in enumerate(pages, 1) if page}
        tally["ours"] += sum(count > 0 and number not in theirs for (name, number), count in words.items()
                             if name == source)
    print(f"beside pdftotext, {tally['files']} PDFs ({tally['refused']} it refused, {tally['late']} it did not end)")
    print(f"  {'pages with words for both':<34} {tally['both']:>5}")
    print(f"  {'only for brightline':<34} {tally['ours']:>5}")
    print(f"  {'only for pdftotext (bar: 0)':<34} {len(missed):>5}")
    print("\n".join(missed))
    print(f"  {'only for pdftotext, on a blank page':<34} {len(unseen):>5}")
    print("\n".join(unseen))


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("folders", nargs="*", type=pathlib.Path, default=[DATA])
    parser.add_argument("--seconds", type=float, default=30, help="time that pdftotext has for one file")
    parser.add_argument("--keep", type=pathlib.Path, help="make the case here and keep it")
    options = parser.parse_args()
    program = options.program
    running.need_tool("pdftotext", "poppler-utils")
    folders = [folder.resolve() for folder in options.folders]
    for folder in folders:
        if not folder.is_dir():
            sys.exit(f"robust: {folder} is not a folder")
    with tempfile.TemporaryDirectory() as scratch:
        case = running.new_case(program, options.keep or pathlib.Path(scratch) / "robust.case")
        files = files_of(folders)
        status, seconds, _, error, watch = running.watched([program, "add", case, *folders, "--quiet"])
        sources = running.listing(program, "sources", case)
        print(f"{len(files)} files, {len(sources)} different ones, in {seconds:.1f} s")
        sound = status in (0, 1)
        print(f"  main process: {'ended in order' if sound else f'ended with {status}: {error.strip()}'}"
              f"{running.verdict(sound)}")
        print(f"  peak memory: main process {watch.main:.0f} MB, largest worker {watch.child:.0f} MB; "
              f"{len(watch.children)} workers started")
        account(files, sources)
        verify = subprocess.run([program, "verify", case, "--quiet"], capture_output=True, text=True)
        print(f"  verify: {'whole' if verify.returncode == 0 else verify.stdout.strip() + verify.stderr.strip()}")
        compare(files, program, case, sources, options.seconds)


if __name__ == "__main__":
    main()
