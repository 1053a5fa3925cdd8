# SPDX-License-Identifier: Apache-2.0
"""How well zones and quoted messages are told apart, beside other programs on the same text.

The text lies beside the project: `quagga` (e-mails whose zones people marked) and `clinton` (the words of printed releases).
Peers are used where they can be imported or run, and named where they cannot.
"""
import collections
import functools
import json
import pathlib
import re
import shutil
import subprocess
import zlib
from email.utils import parsedate_to_datetime

SETS = [("Enron", "enron_all"), ("Apache", "asf")]
WORD = re.compile(r"\w+")


def words(text):
    return WORD.findall(text.lower())


def part(name):
    """Half of the files is for looking at while something is built, half only for measuring."""
    return "seen" if zlib.crc32(name.encode()) % 2 == 0 else "unseen"


def marked(data, folder, which):
    """Name, text and marked regions of each annotated e-mail of a set."""
    for path in sorted((data / "quagga" / folder).glob("*.ann")):
        if which in ("all", part(path.name)):
            mark = json.loads(path.read_text())
            yield path.name[:-4], mark["text"], mark["denotations"]


# ---------------------------------------------------------------- zones

def quoting(line):
    # Mailboxes put ">" before "From" at the beginning of a line: that quotes nothing.
    return line.lstrip().startswith((">", "|")) and not line.startswith(">From ")


def goes_on(lines, at):
    """Whether the line at `at`, which has no mark of quoting, was cut off the marked one above when the text was wrapped again."""
    first = at
    while first and lines[first - 1].strip() and not quoting(lines[first - 1]):
        first -= 1
    if not first or not quoting(lines[first - 1]) or not lines[first - 1].strip(" >|"):
        return False
    after = at
    while after < len(lines) and lines[after].strip() and not quoting(lines[after]):
        after += 1
    between = after < len(lines) and quoting(lines[after])
    cut = lines[first - 1].strip(" >|")
    starts_small = lines[first].lstrip()[:1].islower()
    full = all(len(lines[i - 1].rstrip()) + 1 + len(lines[i].split()[0]) > 72 for i in range(first, at + 1))
    return (full and (between or starts_small)) or (between and after - first <= 2 and (starts_small or cut[-1] not in ".?!:"))


def own_spans(text, regions):
    """Where the sender's own words stand: bodies outside quotes, less the lines that carry a mark of quoting."""
    spans, state = [], "own"
    for region in sorted((r for r in regions if r["type"] in ("Body", "Header")), key=lambda r: (r["start"], -r["end"])):
        start, end = region["start"], region["end"]
        lines = text[start:end].split("\n")
        full = [line for line in lines if line.strip()]
        if region["type"] == "Header":
            if state != "all":
                state = "prefixed" if full and all(map(quoting, full)) else "headed"
            continue
        if state == "headed":
            state = "prefixed" if full and quoting(full[0]) else "all"
        if state == "all":
            break
        if state == "own" and not any(map(quoting, full)):
            spans.append((start, end))
            continue
        place = start
        for index, line in enumerate(lines):
            if line.strip() and not quoting(line) and not goes_on(lines, index):
                spans.append((place, place + len(line)))
            place += len(line) + 1
    return spans


def new_text(text, regions, delimiter):
    """What the sender wrote, without what is marked as signature; with `delimiter` also without what stands below a line "-- "."""
    marks = [(r["start"], r["end"]) for r in regions if r["type"].startswith("Body/Signature")]
    out = []
    for start, end in own_spans(text, regions):
        piece = "".join(c for i, c in enumerate(text[start:end], start) if not any(a <= i < b for a, b in marks))
        out.append(piece)
    joined = "\n".join(out)
    return re.split(r"(?m)^-- ?$", joined)[0] if delimiter else joined


def scores(found, known):
    a, b = collections.Counter(words(found)), collections.Counter(words(known))
    shared, whole = sum((a & b).values()), sum(a.values()) + sum(b.values())
    return (2 * shared / whole if whole else 1.0), " ".join(found.split()) == " ".join(known.split())


def zone_peers():
    """Name and function of each peer, and what is missing."""
    peers, missing = [], []
    try:
        from email_reply_parser import EmailReplyParser
        peers.append(("email-reply-parser", EmailReplyParser.parse_reply))
    except ImportError:
        missing.append("email-reply-parser")
    try:
        from mailparser_reply import EmailReplyParser as Reply
        languages = ["en", "de", "fr", "es", "it", "nl", "pt"]
        peers.append(("mail-parser-reply", functools.partial(mail_parser_reply, Reply, languages)))
    except ImportError:
        missing.append("mail-parser-reply")
    try:
        from talon import quotations
        from talon.signature.bruteforce import extract_signature
        peers.append(("talon", lambda text: extract_signature(quotations.extract_from_plain(text))[0]))
    except ImportError:
        missing.append("talon")
    return peers, missing


def mail_parser_reply(parser, languages, text):
    replies = parser(languages=languages).read(text=text).replies
    return replies[0].body if replies else ""


def original(data, folder, name):
    """The header of the original file, where the set has kept it: label to value."""
    raw = (data / "quagga" / folder / name).read_text(errors="replace").split("\n\n")[0]
    return dict(re.findall(r"^([\w-]+): ?(.*(?:\n[ \t].*)*)$", raw, re.M)) if raw.startswith("Message-ID:") else {}


def heading(data, folder, name):
    """The sender as the original file names them; a made-up one where it does not."""
    head = original(data, folder, name)
    display = re.sub(r'\s*<.*|["\\\\@]', "", head.get("X-From", "")).strip()
    address = head.get("From", "").strip() or "writer@list.example"
    return f'"{display}" <{address}>' if display else address


def measure_zones(program, data, which, running, scratch):
    peers, missing = zone_peers()
    for name in missing:
        print(f"  {name} is not installed: pip install {name}")
    for title, folder in SETS:
        mails = list(marked(data, folder, which))
        mailbox = scratch / folder
        mailbox.mkdir()
        for name, text, _ in mails:
            head = f"From: {heading(data, folder, name)}\nTo: reader@list.example\nSubject: {name}\nMIME-Version: 1.0\n"
            head += "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
            (mailbox / f"{name}.eml").write_text(head + text)
        case = running.new_case(program, scratch / f"{folder}.case")
        running.run(program, "add", case, mailbox, "--quiet")
        ours = {m["subject"]: m["new_text"] or "" for m in running.listing(program, "messages", case) if m["origin"] == "eml"}
        print(f"{title}: {len(mails)} e-mails ({which})")
        print(f"  {'':<22} {'as annotated':^19}   {'less what is below --':^21}")
        print(f"  {'':<22} {'F1':>9} {'exact':>9}   {'F1':>10} {'exact':>10}")
        rows = [("brightline", lambda name, text: ours.get(name, ""))]
        rows += [(name, lambda _, text, peer=peer: peer(text) or "") for name, peer in peers]
        for label, reader in rows:
            sums = [0.0] * 4
            for name, text, regions in mails:
                found = reader(name, text)
                for column, delimiter in enumerate((False, True)):
                    f1, exact = scores(found, new_text(text, regions, delimiter))
                    sums[2 * column] += f1
                    sums[2 * column + 1] += exact
            a, b, c, d = (value / len(mails) for value in sums)
            below = running.verdict(a >= 0.95 and b >= 0.8) if label == "brightline" else ""
            print(f"  {label:<22} {a:>9.3f} {b:>9.3f}   {c:>10.3f} {d:>10.3f}{below}")


# ---------------------------------------------------------------- quoted messages: the truth

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
CLOCK = r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([AaPp])?"
DAYS = [
    re.compile(r"(?P<m>[A-Z][a-z]{2,8})\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<m>[A-Z][a-z]{2})\s+(?P<d>\d{1,2})\s+(?=\d\d:\d\d:\d\d\s*(?P<y>\d{4}))"),
    re.compile(r"(?P<d>\d{1,2})\s+(?P<m>[A-Z][a-z]{2,8})\.?,?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
]


def when(text):
    """The day and time that a text states, as ISO 8601 to the minute, or to the day where it states no time; None for neither."""
    for pattern in DAYS:
        found = pattern.search(text)
        if not found:
            continue
        month = found["m"]
        month = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in MONTHS else 0
        year, day = int(found["y"]), int(found["d"])
        year += 0 if year > 99 else 1900 if year >= 70 else 2000
        if pattern is DAYS[4] and month > 12:
            month, day = day, month
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            continue
        clock = re.search(CLOCK, text[:found.start()] + " " + text[found.end():])
        if not clock:
            return f"{year:04}-{month:02}-{day:02}"
        hour, half = int(clock[1]), (clock[4] or "").lower()
        if half and hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        return f"{year:04}-{month:02}-{day:02}T{hour:02}:{clock[2]}"
    return None


def quagga_headers(text, regions):
    """The marked headers, a line "Forwarded by …" and the header it announces as one, with the sender and time marked or plainly written in them."""
    heads = sorted((r["start"], r["end"]) for r in regions if r["type"] == "Header")
    joined = []
    for start, end in heads:
        above = text[joined[-1][-1][0]:joined[-1][-1][1]] if joined else ""
        announced = "forwarded by" in above.lower() and "to:" not in above.lower()
        if announced and len(text[joined[-1][-1][1]:start].strip(" \n\t>|")) < 60:
            joined[-1].append((start, end))
        else:
            joined.append([(start, end)])
    out = []
    for group in joined:
        entry = {"text": text[group[0][0]:group[-1][1]], "sender": None, "sent": None}
        for start, end in group:
            inside = sorted((r for r in regions if start <= r["start"] < end and r["type"].startswith("Header/")),
                            key=lambda r: r["start"])
            people = [text[r["start"]:r["end"]] for r in inside if r["type"].endswith("/From")]
            times = [text[r["start"]:r["end"]] for r in inside if r["type"] in ("Header/Sent/Date", "Header/Sent/Time")]
            if people or times:
                entry["sender"], entry["sent"] = (people[0] if people else None), when(" ".join(times))
        if entry["sender"] is None:
            plain = " ".join(re.sub(r"(?m)^[> ]+", "", entry["text"]).split())
            wrote = re.fullmatch(r"On (.*?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)(?: (?:[A-Z]{2,4}(?:[+-]\d+)?|[+-]\d{4}))?,? (.{2,80}?)(?: ?<[^>]*>?)?[> ]* wrote:", plain)
            if wrote:
                entry["sender"], entry["sent"] = wrote[2].strip('", '), when(wrote[1])
        out.append(entry)
    return out


LABEL = re.compile(r"^\s*>*\s*(From|Frorn|Sent|To|Cc|CC|Subject|Date|Attachments|Importance)\s*[:;]?(?:\s|$)", re.I)
CODE = re.compile(r"(?:\s{3,}|^\s*)(?:B\d(?:\(\w\))?|1\.4\(\w\)|RELEASE IN.*|PART B\d.*)(?:[,;]?\s*(?:B\d|1\.4\(\w\)))*\s*$")
RUNNING = re.compile(r"UNCLASSIFIED|^\s*U\.S\. Department of State|^\s*Case No\.|^\s*Doc No\.|STATE DEPT|STATE-SCB|"
                     r"^\s*Date: \d\d/\d\d/20\d\d|RELEASE IN|SUBJECT TO AGREEMENT")
WROTE = re.compile(r"^\s*[>»]*\s*On (.{6,60}?\d{4}.{0,24}?)(?:,|\bat\b)?\s*(\"?[A-Z].{1,70}?)\s*wrote:\s*$")


def clinton_headers(text):
    """Header blocks by a rule of their own: a line "From" followed, before any other text, by "Sent" or "Date" or by "To" and
    "Subject"; and lines "On … wrote:". The first block heads the message itself."""
    lines = [line for page in text.split("\f") for line in page.split("\n") if not RUNNING.search(line)]
    out, at = [], 0
    while at < len(lines):
        line = CODE.sub("", lines[at])
        one = " ".join([line.strip()] + [CODE.sub("", l).strip(" >») \t") for l in lines[at + 1:at + 3] if l.strip()])
        wrote = WROTE.match(line) or (re.match(r"^\s*[>»]*\s*On .*\d", line) and WROTE.match(one.split("wrote:")[0] + "wrote:")
                                     if "wrote:" in one else None)
        if wrote and when(wrote[1]):
            name = re.sub(r"<[^>]*>?|\bmailto:\S*", "", wrote[2]).strip('", ')
            out.append({"text": wrote[0], "sender": name or None, "sent": when(wrote[1])})
            at += 1
            continue
        label = LABEL.match(line)
        if not label or label[1].lower() not in ("from", "frorn"):
            at += 1
            continue
        block, fields, end, blanks = [lines[at]], {"from": line[label.end():].strip()}, at + 1, 0
        last = "from"
        while end < len(lines) and blanks <= 2 and end - at < 60:
            text_line = CODE.sub("", lines[end])
            if not text_line.strip():
                blanks += 1
                end += 1
                continue
            found = LABEL.match(text_line)
            if found and found[1].lower() not in ("from", "frorn") and found[1].lower() not in fields:
                last = found[1].lower()
                fields[last] = text_line[found.end():].strip()
                blanks = 0
            elif found or blanks or last == "subject" or not re.match(r"\s{20,}|.*[;@>]", lines[end]):
                break
            else:
                fields[last] += " " + text_line.strip()
            block.append(lines[end])
            end += 1
        date = fields.get("sent", fields.get("date"))
        if date is not None and ("to" in fields or "subject" in fields) and (when(date) or not date.strip()) or \
                {"to", "subject"} <= set(fields):
            out.append({"text": "\n".join(block), "sender": fields["from"], "sent": when(date or "")})
            at = end
        else:
            at += 1
    return out


# ---------------------------------------------------------------- quoted messages: the pages

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 612, 792, 54, 54, 738


def wrapped(line, width, measure):
    """A line broken where it would leave the page, with the space it begins with."""
    lead = len(line) - len(line.lstrip(" "))
    rows, row = [], line[:lead]
    for word in line.split():
        longer = f"{row} {word}" if row.strip() else row + word
        if row.strip() and measure(longer) > width:
            rows.append(row)
            row = word
        else:
            row = longer
    return rows + [row]


def print_pages(canvas, mails, font, size, keep):
    """Prints mails, each a list of lines, on pages; with `keep` spaces stay as they are and form feeds begin pages.
    Gives the first and last page of each mail."""
    from reportlab.pdfbase.pdfmetrics import stringWidth
    places, page = [], 0
    for lines in mails:
        first, y = page + 1, BOTTOM + 1
        for line in lines:
            fed = line.startswith("\f")
            line = line.replace("\f", "").expandtabs(8).rstrip()
            rows = [line] if keep else wrapped(line, WIDTH - 2 * LEFT, lambda text: stringWidth(text, font, size))
            for row in rows:
                if y > BOTTOM or fed:
                    if page:
                        canvas.showPage()
                    page, y, fed = page + 1, TOP, False
                    canvas.setFont(font, size)
                y += 1.2 * size
                if row.strip():
                    canvas.drawString(18 if keep else LEFT, HEIGHT - y, row)
        places.append((first, page))
    canvas.showPage()
    return places


def outer_header(data, folder, name):
    """The header of the message itself, as Outlook prints it."""
    head = original(data, folder, name)
    sent = parsedate_to_datetime(head["Date"]).strftime("%A, %B %d, %Y %I:%M %p") if head else "Monday, January 1, 2018 2:14 PM"
    return [f"From: {heading(data, folder, name)}".replace('"', ""), f"Sent: {sent}",
            f"To: {' '.join(head.get('To', 'reader@list.example').split())}",
            f"Subject: {' '.join(head.get('Subject', 'Re: ').split())}", ""]


def printable(text):
    return text.encode("cp1252", "replace").decode("cp1252")


def quoted_sets(data, which):
    """For each set: its title, the mails' names, lines and headers to be found, the face to print them in."""
    for title, folder in SETS:
        mails = []
        for name, text, regions in marked(data, folder, which):
            headers = quagga_headers(text, regions)
            if headers:
                lines = outer_header(data, folder, name) + printable(text).split("\n")
                mails.append((name, lines, headers))
        yield title, mails, ("Helvetica", 10, False)
    mails = []
    for path in sorted((data / "clinton").glob("*.txt")):
        if which not in ("all", part(path.name)) or zlib.crc32(path.name.encode()) % 5 > 1:
            continue
        text = path.read_text(errors="replace").rstrip("\f\n")
        headers = clinton_headers(text)
        if headers:
            lines = printable(text).replace("\f", "\n\f").split("\n")
            mails.append((path.name, lines, headers[1:]))
    yield "Clinton", mails, ("Courier", 6.5, True)


# ---------------------------------------------------------------- quoted messages: the score

def likeness(a, b):
    """Of the words of two headers, the share that both have; one may be cut where a page ends or a label is covered."""
    a, b = collections.Counter(words(a)), collections.Counter(words(b))
    shared = sum((a & b).values())
    return shared / max(1, max(sum(a.values()), sum(b.values()))), shared / max(1, min(sum(a.values()), sum(b.values())))


def pairs(known, found):
    """Which known header each found one is: in order, the most alike; those that share less than half of the shorter are not."""
    like = [[likeness(k["text"], f["text"]) for f in found] for k in known]
    like = [[whole if least >= 0.6 and whole >= 0.2 else 0 for whole, least in row] for row in like]
    best = [[0.0] * (len(found) + 1) for _ in range(len(known) + 1)]
    for i in reversed(range(len(known))):
        for j in reversed(range(len(found))):
            match = best[i + 1][j + 1] + like[i][j] if like[i][j] else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], match)
    out, i, j = [], 0, 0
    while i < len(known) and j < len(found):
        if like[i][j] and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            out.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return out


def letters(text):
    return re.sub(r"[\W_]", "", (text or "").lower())


def same_sender(known, party):
    """Whether the sender is the known one: name, address or both as printed; unknown where nothing is printed."""
    if "unknown" in party:
        return not letters(known) or bool(re.fullmatch(r"b\d|redacted", letters(known)))
    name, address = letters(party["name"]), letters(party["address"])
    if letters(known) == letters(re.sub(r"\([^)]*\)", "", party["name"] or "")):
        return True
    plain = letters(re.sub(r"[\[<(]?mailto:\S*|<[^>]*>", "", known))
    return letters(known) in (name, address, name + address) or (plain and plain == name) or False


def found_quotes(messages, first, last):
    """The quoted messages on some pages, in the order in which they stand there: listings have an order of their own."""
    quotes = [m for m in messages if m["origin"] == "quoted" and m["pages"] and first <= m["pages"][0] <= last]
    quotes.sort(key=lambda m: [int(part) for part in re.findall(r"\d+", m["id"].split(".p")[-1])])
    return [{"text": m["citation"]["quote"], "from": m["from"], "sent": m["sent"]} for m in quotes]


def score_quotes(mails, found):
    """Found, known and matched headers, and of the matched those with sender and date to compare and right."""
    count = collections.Counter()
    for (name, _, known), quotes in zip(mails, found):
        matched = pairs(known, quotes)
        count["known"] += len(known)
        count["found"] += len(quotes)
        count["matched"] += len(matched)
        for i, j in matched:
            if known[i]["sender"] is not None:
                count["senders"] += 1
                count["sender"] += same_sender(known[i]["sender"], quotes[j]["from"])
            if known[i]["sent"]:
                count["dates"] += 1
                sent = quotes[j]["sent"]
                count["date"] += isinstance(sent, str) and sent.startswith(known[i]["sent"])
    return count


def print_set(folder, mails, font, size, keep):
    """Prints mails one after the other as one file, or, where each is a release of its own, as files; the file of each and its
    first and last page there."""
    from reportlab.pdfgen.canvas import Canvas
    folder.mkdir()
    places = []
    for index, group in enumerate([[mail] for mail in mails] if keep else [mails]):
        path = folder / f"{index:04}.pdf"
        canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
        places += [(path.name, *place) for place in print_pages(canvas, [lines for _, lines, _ in group], font, size, keep)]
        canvas.save()
    return places


def quote_peer():
    try:
        from xmpdf import Xmpdf
        return Xmpdf
    except ImportError:
        print("  xmpdf is not installed: pip install xmpdf (it needs libpoppler-cpp-dev)")
        return None


def measure_quotes(program, data, which, running, scratch):
    peer = quote_peer()
    print(f"e-mails and releases printed on pages ({which}): headers of the messages quoted in them")
    print(f"  {'bar':<45} {0.95:>6.3f} {0.9:>7.3f} {0.9:>6.3f}")
    print(f"  {'':<12} {'mails':>6} {'headers':>8} {'found':>6} {'precision':>10} {'recall':>7} {'F1':>6} {'sender':>7} {'date':>6}")
    for title, mails, (font, size, keep) in quoted_sets(data, which):
        folder = scratch / title
        places = print_set(folder, mails, font, size, keep)
        case = running.new_case(program, scratch / f"{title}.case")
        running.run(program, "add", case, folder, "--quiet")
        names = {source["id"]: pathlib.Path(source["name"]).name for source in running.listing(program, "sources", case)}
        messages = collections.defaultdict(list)
        for message in running.listing(program, "messages", case):
            messages[names[message["source"]]].append(message)
        count = score_quotes(mails, [found_quotes(messages[name], first, last) for name, first, last in places])
        precision = count["matched"] / max(1, count["found"])
        recall = count["matched"] / max(1, count["known"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        sender, date = count["sender"] / max(1, count["senders"]), count["date"] / max(1, count["dates"])
        print(f"  {title:<12} {len(mails):>6} {count['known']:>8} {count['found']:>6} {precision:>10.3f} {recall:>7.3f} {f1:>6.3f} "
              f"{sender:>7.3f} {date:>6.3f}" + running.verdict(f1 >= 0.95 and sender >= 0.9 and date >= 0.9))
        if peer:
            peer_quotes(peer, folder, mails, places)


def peer_quotes(peer, folder, mails, places):
    """What xmpdf reads of the same files: the e-mails it finds that are none of those printed, but quoted in one."""
    pages = collections.defaultdict(list)
    for path in sorted(folder.glob("*.pdf")):
        with open(path, "rb") as file:
            for email in peer(file).emails:
                pages[path.name].append((email.page_number, " ".join(str(value) for value in vars(email.header).values())))
    found = matched = 0
    for (_, _, known), (name, first, last) in zip(mails, places):
        inner = [{"text": text} for page, text in pages[name] if first < page <= last]
        found += len(inner)
        matched += len(pairs(known, inner))
    known = sum(len(headers) for _, _, headers in mails)
    precision, recall = matched / max(1, found), matched / max(1, known)
    print(f"  {'xmpdf':<12} {len(mails):>6} {known:>8} {found:>6} {precision:>10.3f} {recall:>7.3f} "
          f"{2 * precision * recall / max(1e-9, precision + recall):>6.3f}")
