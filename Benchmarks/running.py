# SPDX-License-Identifier: Apache-2.0
"""What the benchmarks share: their arguments, the program, mails printed as releases, long PDFs, watching memory."""
import argparse
import contextlib
import importlib.util
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RELEASE = ROOT / "Examples" / "fairview" / "release"
BORN_DIGITAL = [RELEASE / f"FPD-ICE-emails-{year}.pdf" for year in (2015, 2017, 2018)]
SCANNED = RELEASE / "FPD-ICE-emails-2016.pdf"
SHARED = ROOT.parent / "shared"
RENDERER = SHARED / "tools" / "render_release.py"
MAILS = SHARED / "data" / "fauci" / "emails.json"


def arguments(about):
    """A parser of what a benchmark is called with: the program, and what the benchmark adds to it."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    return parser


def need_tool(tool, package):
    if not shutil.which(tool):
        sys.exit(f"bench: {tool} is missing (apt-get install {package})")


def need_renderer(also=""):
    """Ends the benchmark where mails cannot be printed as releases; `also` is what else it can use."""
    if not RENDERER.exists() or not MAILS.exists():
        sys.exit(f"bench: {RENDERER} or {MAILS} is missing")
    if importlib.util.find_spec("reportlab") is None:
        sys.exit(f"bench: this Python has no reportlab (pip install reportlab{also})")


def render_command(out, style, seed, limit, redact, mails=MAILS):
    """The renderer and its arguments, for a release of mails under the prefix FV."""
    return [str(RENDERER), str(mails), str(out), "--style", style, "--seed", str(seed), "--limit", str(limit),
            "--redact", str(redact), "--bates", "FV"]


def renderer():
    """The renderer as a module of its own, whose functions the caller may replace."""
    spec = importlib.util.spec_from_file_location("render_release", RENDERER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def render(module, command):
    """Renders a release in this process and gives the truth that was written beside it."""
    before, sys.argv = sys.argv, command
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            module.main()
    finally:
        sys.argv = before
    return json.loads((pathlib.Path(command[2]) / "truth.json").read_text())


def run(program, *arguments, allowed=(0, 1)):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode not in allowed:
        sys.exit(f"bench: brightline {arguments[0]} ended with status {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def listing(program, *arguments):
    return [json.loads(line) for line in run(program, *arguments, "--format", "json").splitlines()]


def new_case(program, case, *options):
    shutil.rmtree(case, ignore_errors=True)
    run(program, "new", case, *options, "--quiet")
    return case


def page_count(path):
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages")))


def long_release(path, pages, parts=None):
    """A PDF of at least `pages` pages: the example's born-digital PDFs, or `parts`, again and again."""
    for tool in ("pdfunite", "pdfinfo"):
        need_tool(tool, "poppler-utils")
    parts = parts or BORN_DIGITAL
    each = sum(page_count(part) for part in parts)
    subprocess.run(["pdfunite", *parts * -(-pages // each), path], check=True)
    return path


class Watch:
    """Peak resident memory, in MB, of a process and of the largest of its children, as the system keeps it."""

    def __init__(self, pid):
        self.pid, self.main, self.child, self.children = pid, 0.0, 0.0, set()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _peak(self, pid):
        try:
            for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmHWM"):
                    return int(line.split()[1]) / 1024
        except OSError:
            pass
        return 0.0

    def _watch(self):
        while os.path.exists(f"/proc/{self.pid}/status"):
            self.main = max(self.main, self._peak(self.pid))
            for task in pathlib.Path(f"/proc/{self.pid}/task").glob("*/children"):
                try:
                    children = task.read_text().split()
                except OSError:
                    continue
                for child in children:
                    self.children.add(child)
                    self.child = max(self.child, self._peak(child))
            time.sleep(0.02)

    def done(self):
        self.thread.join()


def watched(command):
    """Runs a command to its end: status, seconds, what it printed, and its `Watch`."""
    start = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    watch = Watch(process.pid)
    out, error = process.communicate()
    seconds = time.monotonic() - start
    watch.done()
    return process.returncode, seconds, out, error, watch


def verdict(right):
    return "" if right else "   ← beyond the bar"
