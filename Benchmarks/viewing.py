#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints how soon a page can be seen, beside `pdftoppm` (poppler-utils), and what memory a long release takes.

    viewing.py PROGRAM [--pages 1000] [--long 5000] [--shown 30] [--seed 1]

first page   from the start of `brightline add` on a PDF of 1,000 pages until another process has a picture of its
             first page from `brightline show --image` (bar: 2 s)
any page     one `brightline show --image` of random pages, the start of the process included, files in the system's
             cache: born-digital and scanned pages (bar: 150 ms each), and pdftoppm at the same 150 dpi; also the
             processor time of all its processes, which a busy machine does not change much
memory       the most that the main process holds while it adds 5,000 pages (bar: 300 MB)

The pages are those of the built-in example, repeated.
"""
import pathlib
import random
import resource
import statistics
import subprocess
import tempfile
import time

import running


def shown(program, case, name, picture):
    done = subprocess.run([program, "show", case, name, "--image", picture, "--quiet"], capture_output=True, text=True)
    return done.returncode == 0 and picture.stat().st_size > 0


def first_page(program, folder, pages):
    release = running.long_release(folder / "first.pdf", pages)
    case = running.new_case(program, folder / "first.case")
    start = time.monotonic()
    adding = subprocess.Popen([program, "add", case, release, "--quiet"], stdout=subprocess.DEVNULL)
    tries, seconds = 0, None
    while seconds is None:
        tries += 1
        over = adding.poll() is not None
        if shown(program, case, "first.pdf:1", folder / "first.png"):
            seconds = time.monotonic() - start
        elif over:
            break
    during = adding.poll() is None
    adding.wait()
    whole = time.monotonic() - start
    if seconds is None:
        print(f"first page of {running.page_count(release)} is never shown{running.verdict(False)}")
        return case
    print(f"first page of {running.page_count(release)} shown after {seconds:.2f} s (bar 2), asked {tries} times; "
          f"{'still adding then' if during else 'added by then'}, all added after {whole:.1f} s"
          f"{running.verdict(seconds < 2)}")
    return case


def timed(body):
    start = time.monotonic()
    body()
    return time.monotonic() - start


def any_page(program, folder, case, file, count, kind, rng):
    """Shows random pages of a file that is in the case under its own name."""
    total = running.page_count(file)
    numbers = [rng.randint(1, total) for _ in range(count)]
    picture = folder / "page.png"

    def ours(number):
        if not shown(program, case, f"{file.name}:{number}", picture):
            print(f"  {file.name}:{number} cannot be shown{running.verdict(False)}")

    def peer(number):
        subprocess.run(["pdftoppm", "-r", "150", "-f", str(number), "-l", str(number), "-png", "-singlefile", file,
                        folder / "peer"], check=True)

    for number in set(numbers):
        ours(number)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    times = sorted(timed(lambda: ours(number)) * 1000 for number in numbers)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = (now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime) * 1000 / len(numbers)
    peers = sorted(timed(lambda: peer(number)) * 1000 for number in numbers)
    start = sorted(timed(lambda: subprocess.run([program, "--version"], stdout=subprocess.DEVNULL)) * 1000
                   for _ in range(5))
    tail = times[int(len(times) * 0.95)]
    print(f"one {kind} page: median {statistics.median(times):.0f} ms, 95 of 100 within {tail:.0f} ms (bar 150), "
          f"{work:.0f} ms of processor time; "
          f"pdftoppm {statistics.median(peers):.0f} ms; the program's start alone {start[2]:.0f} ms"
          f"{running.verdict(tail < 150)}")


def memory(program, folder, pages):
    release = running.long_release(folder / "long.pdf", pages)
    case = running.new_case(program, folder / "long.case")
    status, seconds, _, error, watch = running.watched([program, "add", case, release, "--quiet"])
    count = running.page_count(release)
    if status not in (0, 1):
        print(f"adding {count} pages ended with {status}: {error.strip()}{running.verdict(False)}")
        return
    print(f"adding {count} pages in {seconds:.1f} s: main process at most {watch.main:.0f} MB (bar 300), "
          f"largest worker {watch.child:.0f} MB{running.verdict(watch.main < 300)}")


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--long", type=int, default=5000)
    parser.add_argument("--shown", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    program = options.program
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        case = first_page(program, folder, options.pages)
        running.run(program, "add", case, running.SCANNED, "--quiet")
        any_page(program, folder, case, folder / "first.pdf", options.shown, "born-digital", rng)
        any_page(program, folder, case, running.SCANNED, options.shown, "scanned", rng)
        memory(program, folder, options.long)


if __name__ == "__main__":
    main()
