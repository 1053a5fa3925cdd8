# SPDX-License-Identifier: Apache-2.0
"""How right and how fast printed e-mails are read: releases rendered from structured e-mails, with the truth beside them.

Each seed takes other e-mails (whole threads, as far as `limit` goes), covers other words and, scanned, leans and soils the pages
otherwise. A message counts as found where one begins on the page it was printed on and shares its sender, date, subject or half
of its words; what is left over is invented. Values are exact when nothing but white space differs; a covered sender or recipient
must be unknown. Bodies are compared by their words as printed, case and punctuation included, and the mean of the messages' F1
is given.
"""
import collections
import json
import math
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile
import time

import running
from running import listing, run, verdict

STYLES = ("outlook", "gmail", "groupwise")
FIELDS = ("from", "to", "cc", "date", "subject")
# Shares below which a row is beyond the bar: found, each field, body.
BARS = {False: (0.995, 0.98, 0.98), True: (0.97, 0.90, 0.93)}


def plain(text):
    return " ".join((text or "").split())


def share(label, right, whole):
    print(f"  {label:<44} {right:>5} of {whole:<5} {100 * right / whole if whole else 100:6.2f} %")


def party_label(party):
    """What stands for a party in the truth: the name as printed, or None where it is redacted."""
    if "unknown" in party:
        return None
    if party["name"] and party["address"]:
        return f"{party['name']} <{party['address']}>"
    return party["name"] or party["address"]


def word_f1(found, known):
    a, b = collections.Counter((found or "").split()), collections.Counter((known or "").split())
    whole = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / whole if whole else 1.0


def render(folder, style, seed, options):
    """Prints some of the e-mails as a release; gives the truth about it."""
    shared = running.ROOT.parent / "shared"
    renderer, source = shared / "tools" / "render_release.py", shared / "data" / "fauci" / "emails.json"
    if not renderer.exists() or not source.exists():
        sys.exit(f"measure: {renderer} or {source} is not there")
    threads = collections.defaultdict(list)
    for mail in json.loads(source.read_text()):
        threads[mail.get("thread")].append(mail)
    order = list(threads.values())
    random.Random(seed).shuffle(order)
    mails = folder / "mails.json"
    mails.write_text(json.dumps([mail for thread in order for mail in thread]))
    command = [sys.executable, renderer, mails, folder, "--style", style, "--limit", str(options.limit), "--seed", str(seed),
               "--redact", str(options.redact), "--bates", "FV", "--dpi", str(options.dpi)]
    command += ["--scan"] * options.scan + ["--chain"] * options.chain
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return json.loads((folder / "truth.json").read_text())


def fields(mail, message):
    """Of the sender, recipients, copies, date and subject, those that are exact."""
    names = [party_label(party) for party in message["to"]]
    sent = message["sent"] if isinstance(message["sent"], str) else ""
    subject = message["subject"] if isinstance(message["subject"], str) else None
    return {
        "from": party_label(message["from"]) == mail["from"],
        "to": names == mail["to"] if mail["to"] is not None else None in names,
        "cc": [party_label(party) for party in message["cc"]] == mail["cc"],
        "date": sent[:16] == mail["sent"][:16],
        "subject": plain(subject) == plain(mail["subject"]),
    }


def score(truth, messages, misses):
    """Counts of what is found, invented and exact; the misses are added to a list."""
    outer = collections.defaultdict(list)
    for message in messages:
        if message["origin"] == "printed":
            outer[message["pages"][0]].append(message)
    count = collections.Counter(mails=len(truth["emails"]), pages=len(truth["pages"]))
    for mail in truth["emails"]:
        candidates = outer.get(mail["pages"][0], [])
        rated = []
        for message in candidates:
            right, body = fields(mail, message), word_f1(message["text"], mail["body"])
            rated.append((right["date"] + right["subject"] + (right["from"] and mail["from"] is not None) + body, right, message))
        best = max(rated, key=lambda item: item[0], default=None)
        if best is None or best[0] < 0.5:
            misses.append(("found", mail, None))
            continue
        _, right, message = best
        candidates.remove(message)
        count["found"] += 1
        for key, value in right.items():
            count[key] += value
            if not value:
                misses.append((key, mail, message))
        body = word_f1(above_quotes(message, messages) if mail["quoted"] else message["text"], mail["body"])
        count["body"] += body
        count["equal"] += plain(message["text"]).startswith(plain(mail["body"]))
        if body < 0.95:
            misses.append((f"body {body:.3f}", mail, message))
    count["invented"] = sum(len(rest) for rest in outer.values())
    return count + score_quoted(truth, [message for message in messages if message["origin"] == "quoted"])


def above_quotes(message, messages):
    """The text of a message up to the first message quoted in it, as far as its introduction is found there."""
    heads = [m["citation"]["quote"].split("\n")[0] for m in messages if m.get("quoted_in") == message["id"]]
    places = [place for place in (message["text"].find(head) for head in heads if head) if place >= 0]
    return message["text"][:min(places)] if places else message["text"]


def score_quoted(truth, quotes):
    count = collections.Counter()
    for quote in (quote for mail in truth["emails"] for quote in mail["quoted"]):
        count["quoted"] += 1
        same = [m for m in quotes if quote["page"] in m["pages"] and party_label(m["from"]) == quote["from"]]
        dated = [m for m in same if isinstance(m["sent"], str) and m["sent"][:16] == quote["sent"][:16]]
        count["quoted from"] += bool(same)
        count["quoted date"] += bool(dated)
        count["quoted body"] += any(plain(m["text"]).startswith(plain(quote["body"])) for m in dated)
    return count


def row(title, count, bars=None):
    """One line of the table; with `bars`, whether it reaches them."""
    mails = count["mails"] or 1
    shares = [count["found"] / mails, *(count[key] / mails for key in FIELDS), count["body"] / mails]
    reached = True
    if bars:
        least = [bars[0], *[bars[1]] * len(FIELDS), bars[2]]
        reached = all(a >= b for a, b in zip(shares, least)) and (bars[0] < 0.99 or not count["invented"])
    print(f"  {title:<16} {count['pages']:>6} {count['mails']:>6} {shares[0]:>7.4f} {count['invented']:>8} "
          + " ".join(f"{value:>7.4f}" for value in shares[1:]) + verdict(reached), flush=True)


def measure(program, options):
    bars = BARS[options.scan]
    kind = f"scanned at {options.dpi} dpi, leaning up to 0.7 degrees, noise of 14 in 255, JPEG 60" if options.scan else "born-digital"
    print(f"printed releases, {kind}; {options.redact:.0%} of lines at risk of a box" + (", chains" if options.chain else ""))
    print(f"  {'style, seed':<16} {'pages':>6} {'mails':>6} {'found':>7} {'invented':>8} "
          + " ".join(f"{key:>7}" for key in FIELDS) + f" {'body F1':>7}")
    total, marks, speeds = collections.Counter(), collections.Counter(), []
    misses = []
    peer = None if options.scan or options.chain else speed_peer()
    for style in options.style:
        for seed in options.seed:
            with tempfile.TemporaryDirectory() as scratch:
                folder = pathlib.Path(scratch)
                if options.keep:
                    folder = options.keep / f"{style}-{seed}"
                    folder.mkdir(parents=True, exist_ok=True)
                truth = render(folder, style, seed, options)
                case = running.new_case(program, folder / "mail.case")
                speeds.append((len(truth["pages"]), *our_seconds(program, case, folder / "release.pdf"),
                               peer and peer_seconds(peer, folder / "release.pdf")))
                found = []
                count = score(truth, listing(program, "messages", case), found)
                misses += [(style, seed, *miss) for miss in found]
                marks += score_pages(listing(program, "pages", case), listing(program, "redactions", case), truth)
                row(f"{style}, {seed}", count)
                total += count
    row("all", total, bars)
    print(f"  {'bar':<30} {bars[0]:>7.4f} {0 if not options.scan else '':>8} " + " ".join(f"{bars[1]:>7.4f}" for _ in FIELDS)
          + f" {bars[2]:>7.4f}")
    report_rest(total, marks, options.scan)
    report_speed(speeds, bool(peer))
    if options.misses:
        report_misses(misses)


def report_rest(total, marks, scanned):
    share("body equal, signature and all", total["equal"], total["mails"])
    if total["quoted"]:
        share("quoted messages found, sender exact", total["quoted from"], total["quoted"])
        share("  and date exact", total["quoted date"], total["quoted"])
        share("  and body equal", total["quoted body"], total["quoted"])
    share("Bates numbers exact", marks["bates"], marks["pages"])
    share("redaction boxes found (IoU 0.7)", marks["boxes"], marks["drawn"])
    share("  and codes right, printed or not", marks["codes"], marks["boxes"])
    print(f"  {'boxes that are none':<44} {marks['false']:>5}")
    if scanned:
        share("boxes found where the scan has them", marks["leaning"], marks["drawn"])
        print(f"  {'  boxes that are none':<44} {marks['leaning false']:>5}")
    elif marks["hidden all"]:
        share("failed redactions found", marks["hidden"], marks["hidden all"])
    print(f"  {'mean error of the covered share':<44} {marks['error'] / max(1, marks['pages']):>8.4f}")


def report_misses(misses):
    for style, seed, what, mail, message in misses:
        key = what.split()[0]
        known = mail["sent"] if key == "date" else mail[key] if key in mail else mail["subject"]
        ours = None
        if message is not None:
            ours = message["text"] if key == "body" else message["sent" if key == "date" else key] if key in FIELDS else None
        print(f"--- {style} {seed} page {mail['pages'][0]} {what}\n{known}\n  read as\n{ours}")


# ---------------------------------------------------------------- speed

def speed_peer():
    try:
        from xmpdf import Xmpdf
        return Xmpdf
    except ImportError:
        print("  xmpdf is not installed: pip install xmpdf (it needs libpoppler-cpp-dev)")
        return None


def our_seconds(program, case, path):
    """Seconds by the clock until every message was there, of the whole `add` with its people, threads and copies, and of
    all processors."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([program, "add", case, path, "--verbose", "--progress", "never"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"bench: brightline add: {done.stderr.strip()}")
    taken = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    recovered = float(re.search(r"message was searchable after ([0-9.]+) s", done.stderr)[1])
    return recovered, taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peer_seconds(peer, path):
    start, work = time.monotonic(), time.process_time()
    with open(path, "rb") as file:
        found = len(peer(file).emails)
    return time.monotonic() - start, time.process_time() - work, found


def report_speed(speeds, with_peer):
    """Pages to messages by the clock, and our program from its start to the case on disk."""
    pages, recovered, whole, work = (sum(item[n] for item in speeds) for n in range(4))
    print(f"  {'pages to messages':<24} {pages / recovered:>8.1f} pages/s   {pages} pages in {recovered:.1f} s"
          + (verdict(recovered <= sum(item[4][0] for item in speeds)) if with_peer else ""))
    print(f"  {'  the whole add':<24} {pages / whole:>8.1f} pages/s   in {whole:.1f} s, {work:.1f} s of processors")
    if with_peer:
        theirs, their_work, found = (sum(item[4][n] for item in speeds) for n in range(3))
        print(f"  {'  xmpdf, the same files':<24} {pages / theirs:>8.1f} pages/s   in {theirs:.1f} s, {their_work:.1f} s of "
              f"processors; it finds {found} e-mails")


# ---------------------------------------------------------------- boxes

def overlap(a, b):
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return 0
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])
    return wide * high / (area(a) + area(b) - wide * high)




def matched(truth, boxes):
    """Pairs of true boxes with those found that overlap them, each used once."""
    rest, pairs = list(boxes), []
    for box in truth:
        best = max((item for item in rest if item["page"] == box["page"]),
                   key=lambda item: overlap(item["box"], box["box"]), default=None)
        if best is not None and overlap(best["box"], box["box"]) >= 0.7:
            rest.remove(best)
            pairs.append((box, best))
    return pairs


def leant(truth, boxes, pages):
    """The true boxes turned about the middle of their page, by what fits the boxes found there best, up to 2 degrees."""
    out = []
    for page in pages:
        true = [box for box in truth if box["page"] == page["page"]]
        found = [item["box"] for item in boxes if item["page"] == page["page"]]
        middle = (306, 396)  # The renderer prints letter pages.

        def fit(degrees):
            return sum(max((overlap(turned(box["box"], middle, degrees), other) for other in found), default=0)
                       for box in true)

        degrees = max((step / 20 for step in range(-40, 41)), key=lambda d: (fit(d), -abs(d))) if true else 0
        out += [dict(box, box=turned(box["box"], middle, degrees)) for box in true]
    return out


def turned(box, middle, degrees):
    """Where the middle of a box lies after a small turn; its sides grow as a leaning box needs."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    x, y = (box[0] + box[2]) / 2 - middle[0], (box[1] + box[3]) / 2 - middle[1]
    across, down = box[2] - box[0], box[3] - box[1]
    wide, high = across * cosine + down * abs(sine), across * abs(sine) + down * cosine
    x, y = middle[0] + x * cosine - y * sine, middle[1] + x * sine + y * cosine
    return [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2]


def score_pages(pages, redactions, truth):
    # Marks made of words are the e-mails' own: the renderer draws none.
    boxes = [item for item in redactions if item["kind"] not in ("text", "slip")]
    pairs = matched(truth["redactions"], boxes)
    # The truth lies on the sheet as it was laid out, ours on the scan, which leans.
    leaning = matched(leant(truth["redactions"], boxes, pages), boxes) if truth["scanned"] else pairs
    return collections.Counter({
        "pages": len(truth["pages"]),
        "bates": sum(page["bates"] == known["bates"] for page, known in zip(pages, truth["pages"])),
        "drawn": len(truth["redactions"]),
        "boxes": len(pairs),
        "false": len(boxes) - len(pairs),
        "leaning": len(leaning),
        "leaning false": len(boxes) - len(leaning),
        "codes": sum(ours["codes"] == box["code"].split("; ") for box, ours in pairs),
        "hidden all": sum(bool(box["hidden"]) for box in truth["redactions"]),
        "hidden": sum(bool(box["hidden"]) and ours["text_under"] == "hidden" for box, ours in pairs),
        "error": sum(abs(page["redacted_share"] - known["redacted_share"]) for page, known in zip(pages, truth["pages"])),
    })
