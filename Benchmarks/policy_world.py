# SPDX-License-Identifier: Apache-2.0
"""Random policies and random records over an invented small world, as data and as policy files; and the calendar.

Time is counted in quarters of an hour from the start of 2020: every bound is at a whole hour, so an instant before, at or
after each bound and each instant between two of them can be told apart (whole hours are 0 modulo 4)."""
import calendar
import datetime

HOUR, DAY = 4, 96
START = datetime.date(2020, 1, 1)
FAR = 10 ** 7
HOLIDAYS = {datetime.date(2019, 11, 28), datetime.date(2019, 12, 25), datetime.date(2020, 1, 1),
            datetime.date(2020, 1, 20), datetime.date(2020, 2, 17)}

LOCAL = ["municipal-police", "sheriff", "jail-corrections", "probation-executive", "probation-court", "prosecutor", "court",
         "state-police", "state-id-bureau", "campus-police", "contractor", "fusion-center"]
RECIPIENTS = ["ICE-ERO", "ICE-HSI", "ICE-unspecified", "CBP", "USCIS", "LESC", "FBI-CJIS", "USMS-taskforce",
              "DEA-taskforce", "vendor-ALPR", "out-of-state-agency", "public"]
AGENCY = [a for a in LOCAL if a not in ("court", "probation-court")]
WHO = {"agency": AGENCY, "jail": ["jail-corrections", "sheriff"],
       "county": ["sheriff", "jail-corrections", "probation-executive", "prosecutor", "contractor"],
       "police": ["municipal-police", "campus-police", "state-police"], "sheriff": ["sheriff"],
       "municipal-police": ["municipal-police"], "ICE-ERO": ["ICE-ERO"]}
ICE = ["ICE-ERO", "ICE-HSI"]
WORDS = {"ICE": ICE, "DHS": ICE + ["CBP", "USCIS", "LESC"]}
VOCABULARY = {
    "action": ["status-inquiry", "information-request", "notification-request", "hold-request", "transfer-request",
               "interview-request", "disclosure", "release-notification", "database-query", "access-grant", "stop",
               "arrest", "detention-hold", "release", "custody-transfer", "operation-assistance", "transport",
               "referral", "contact-other"],
    "actor": [a for a in LOCAL + RECIPIENTS if a != "ICE-unspecified"],
    "recipient": [a for a in LOCAL + RECIPIENTS if a != "ICE-unspecified"],
    "capacity": ["liaison", "task-force-officer", "287g-designated", "line-officer", "analyst", "records-clerk"],
    "information": ["citizenship-immigration-status", "place-of-birth", "release-date", "custody-status", "contact-home",
                    "contact-work", "employment", "criminal-history", "incident-report", "family-member", "fingerprint",
                    "ALPR-read", "plate-registration", "gang-label", "booking-list"],
    "purpose": ["civil-immigration-enforcement", "criminal-investigation", "trafficking-victim", "missing-person",
                "officer-safety-deconfliction", "task-force", "administrative-personal", "unstated"],
    "basis": ["judicial-warrant", "federal-criminal-warrant", "court-order", "civil-immigration-warrant",
              "immigration-detainer", "judicial-subpoena", "administrative-subpoena", "written-agreement", "consent",
              "statutory-duty", "exigency", "none-shown"],
    "color": ["red", "green", "blue"], "kin": ["ann", "bob", "cal"], "sib": ["ann", "bob", "cal"],
}
LISTS = {"basis", "information"}
NUMBERS = {"size", "weight"}
REQUESTS = {"status-inquiry", "information-request", "notification-request", "hold-request", "transfer-request",
            "interview-request"}
# What a verb covers: an action, and what else must hold.
VERBS = {
    "disclose": [("disclosure", None), ("release-notification", None)],
    "notify-release": [("release-notification", None), ("disclosure", ("information", "release-date"))],
    "detain": [("detention-hold", None)], "honor-detainer": [("detention-hold", ("basis", "immigration-detainer"))],
    "contact": [(a, None) for a in ("contact-other", "status-inquiry", "information-request", "disclosure",
                                    "release-notification", "referral")],
    "respond": [(a, None) for a in ("disclosure", "release-notification", "contact-other")],
    "release": [("release", None)], "refer": [("referral", None)], "query": [("database-query", None)],
    "information-request": [("information-request", None)], "showing": [("showing", None)], "note": [("note", None)],
    "agreement": [("agreement", None)],
}
ABOUT_NOBODY = {"agreement"}
PLACES = {"Fairview": ["Fairview", "MarlowCounty", "Northland"], "MarlowCounty": ["MarlowCounty", "Northland"],
          "Northland": ["Northland"], "Oldport": ["Oldport", "Northland"], "any-facility": ["any-facility"],
          "United-States": ["United-States"]}
NOWHERE = "nowhere"


# ---- the calendar

def date(day):
    return START + datetime.timedelta(days=day)


def counts(day, length):
    skips, holidays = length[2:]
    return not (skips and date(day).weekday() >= 5) and not (holidays and date(day) in HOLIDAYS)


def moved(t, length, on):
    """The instant a length of time after (or before) another, on the calendar."""
    number, unit, skips, _ = length
    if unit == "month":
        day, clock = divmod(t, DAY)
        then = date(day)
        months = then.year * 12 + then.month - 1 + (number if on else -number)
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return (datetime.date(year, month + 1, min(then.day, last)) - START).days * DAY + clock
    left = number * {"hour": HOUR, "day": DAY, "week": 7 * DAY}[unit]
    if not skips:
        return t + left if on else t - left
    while True:
        day = t // DAY if on else (t - 1) // DAY
        room = (day + 1) * DAY - t if on else t - day * DAY
        if counts(day, length):
            if left <= room:
                return t + left if on else t - left
            left -= room
        t = (day + 1) * DAY if on else day * DAY


def moment(t):
    assert t % HOUR == 0
    return f"{date(t // DAY)} at {t % DAY // HOUR:02}:00"


# ---- conditions, as tuples whose first member says what they are

def phrase(length):
    number, unit, skips, holidays = length
    if skips and holidays and unit == "day" and number % 2 == 0:
        return f"{number} business days"
    tail = " excluding weekends" + (" and holidays" if holidays else "") if skips else ""
    return f"{number} {unit}s{tail}"


def text(condition):
    kind = condition[0]
    if kind in ("some", "every"):
        _, slot, words, negated = condition
        every = "every " if kind == "every" else ""
        return f"{every}{slot} is {'not ' if negated else ''}{' or '.join(words)}"
    if kind == "same":
        return f"{condition[1]} is {'not ' if condition[3] else ''}the same as {condition[2]}"
    if kind == "cmp":
        return f"{condition[1]} {condition[2]} {condition[3]}"
    if kind == "answer":
        return f"answer {condition[1]}"
    if kind == "term":
        return f"({condition[1]})"
    if kind == "not":
        return f"not ({text(condition[1])})"
    if kind in ("and", "or"):
        return "(" + f" {kind} ".join(text(part) for part in condition[1]) + ")"
    assert kind == "search", kind
    search = condition[1]
    out = search["verb"] + (f" to {search['to']}" if search["to"] else "")
    if search["by"]:
        out += " by " + " or ".join(search["by"])
    if search["about"]:
        out += f" about {search['about']} person"
    if search["links"]:
        out += " with the same " + " and ".join(search["links"])
    if search["where"]:
        out += f" where {text(search['where'])}"
    side, length = search["side"], search["length"]
    if length:
        out += f" within {phrase(length)} {dict(before='before', after='after', around='of')[side]} this"
    else:
        out += f" {side} this"
    how = search["how"]
    if how[0] == "exists":
        return f"there was {out}"
    if how[0] == "count":
        return f"count of {out} {how[1]} {how[2]}"
    return f"distinct {how[3]} of {out} {how[1]} {how[2]}"


def searches_in(condition):
    if condition[0] == "search":
        yield condition[1]
    elif condition[0] == "not":
        yield from searches_in(condition[1])
    elif condition[0] in ("and", "or"):
        for part in condition[1]:
            yield from searches_in(part)


# ---- files

def rule_text(rule):
    modal, act = rule["modal"], rule["act"]
    out = f"rule {rule['label']}: {' or '.join(rule['who'])} {modal} {' or '.join(act['verbs'])}"
    if modal == "must" and rule["slot"]:
        out = f"rule {rule['label']}: {' or '.join(rule['who'])} must document {rule['slot']} for {act['verbs'][0]}"
    elif modal == "must":
        duty = rule["duty"]
        side, length = duty["side"], duty["length"]
        out = f"rule {rule['label']}: {' or '.join(rule['who'])} must {duty['verb']} "
        out += f"within {phrase(length)} {dict(before='before', after='after', around='of')[side]} " if length else f"{side} "
        out += act["verbs"][0]
    else:
        out += (f" {act['information']}" if act["information"] else "") + (f" to {act['to']}" if act["to"] else "")
    if rule["if"]:
        out += f"\n  if {text(rule['if'])}"
    for label, condition in rule["unless"]:
        out += f"\n  unless {label}: {text(condition)}"
    return out


def stated(slots):
    """Slots as an example gives them; an action that is known stands in the verb."""
    return [f"{slot} {held(fact)}" for slot, fact in slots.items() if slot != "action" or fact[0] == "unknown"]


def held(fact):
    kind, values = fact
    if kind == "known":
        return "is " + " and ".join(values)
    return "is unknown" + (" among " + " or ".join(values) if values else "")


def when(time):
    if time is None:
        return "on unknown day"
    start, end = time
    return f"on {moment(start)}" if end - start == 1 else f"between {moment(start)} and {moment(end)}"


def where(place):
    return f"in {place}" if place else "in unknown place"


def stretch(span):
    return f"from {moment(span[0])} to {moment(span[1])}"


def example_text(name, case):
    judged = case["judged"]
    lines = [f'example "{name}": sheriff {judged["verb"]} {when(judged["time"])} {where(judged["place"])}']
    lines += ["  " + fact for fact in stated(judged["slots"])]
    for other in case["others"]:
        slots = " and ".join(stated(other["slots"]))
        answering = f" answering {other['answers']}" if other["answers"] else ""
        lines.append(f"  there was {other['verb']}{answering} where {slots} {where(other['place'])} {when(other['time'])}")
    if case["coverage"] is not None:
        lines.append("  record incomplete")
        for cover in case["coverage"]:
            by = " by " + " or ".join(cover["by"]) if cover["by"] else ""
            gaps = " except " + " and ".join(stretch(gap) for gap in cover["gaps"]) if cover["gaps"] else ""
            lines.append(f"  record complete for {' or '.join(cover['verbs'])}{by} {stretch(cover['span'])}{gaps}")
    lines += [f"  answer {question} is {'yes' if yes else 'no'}" for question, yes in case["answers"].items()]
    return ",\n".join(lines) + "\n  expect undetermined"


def policy_text(policy, cases):
    """The file; every case is an example named by its number."""
    lines = ["# A random policy", "", "```policy", "place Fairview within MarlowCounty within Northland",
             "place Oldport within Northland", "act showing, note"]
    lines += [f"slot {slot}: {', '.join(VOCABULARY[slot])}" for slot in ("color", "kin", "sib")]
    lines += ["slot size: number", "slot weight: number"]
    for name, question in policy["questions"].items():
        state = "open"
        if question:
            state = f'settled {"yes" if question[0] else "no"} by "a court" from {date(question[1])}'
        lines.append(f'question {name} "Is it so?" {state}')
    for name, versions in policy["terms"].items():
        for day, condition in versions:
            lines.append(f"define {name}{f' from {date(day)}' if day is not None else ''} as {text(condition)}")
    for instrument in policy["instruments"]:
        line = f"instrument {instrument['id']} for {instrument['place']} in force {date(instrument['from'])}"
        if instrument["to"] is not None:
            line += f" to {date(instrument['to'])}"
        if instrument["replaces"]:
            line += f" replaces {instrument['replaces']}"
        lines.append(line)
        lines += [rule_text(rule) for rule in policy["rules"] if rule["instrument"] == instrument["id"]]
    for winner, loser, condition in policy["precedences"]:
        name = f"any rule of {loser[1:]}" if loser.startswith("*") else loser
        lines.append(f"{winner} prevails over {name}" + (f" if {text(condition)}" if condition else ""))
    lines += [example_text(name, case) for name, case in cases.items()]
    return "\n".join(lines + ["```", ""])


# ---- random policies

class World:
    def __init__(self, dice):
        self.dice = dice

    def chance(self, share):
        return self.dice.random() < share

    def leaf(self, names=True):
        dice = self.dice
        some = dice.choice([
            ("some", "color", ["red"], False), ("some", "color", ["red", "blue"], True), ("some", "tone", ["loud"], False),
            ("some", "tone", ["loud", "soft"], False), ("cmp", "size", ">", 3), ("cmp", "size", "<=", 5),
            ("some", "size", ["under-4"], False), ("same", "kin", "sib", False), ("same", "kin", "sib", True),
            ("some", "kin", ["ann"], False), ("some", "recipient", ["ICE-ERO"], False), ("some", "recipient", ["CBP"], True),
            ("some", "basis", ["consent"], False), ("every", "basis", ["immigration-detainer", "consent"], False),
            ("every", "basis", ["consent"], True), ("some", "purpose", ["criminal-investigation"], False),
            ("some", "information", ["release-date"], False), ("every", "information", ["release-date"], True),
            ("some", "person", ["p1"], False), ("cmp", "weight", "=", 4), ("some", "color", ["green"], False),
            ("some", "sib", ["bob", "cal"], False), ("same", "size", "weight", False),
            ("some", "capacity", ["records-clerk"], False), ("some", "recipient", ["DHS"], False)])
        if names and self.chance(0.3):
            some = dice.choice([("answer", "q1"), ("answer", "q2"), ("answer", "q3"), ("term", "warm"), ("term", "turn"),
                                ("every", "basis", ["civil"], False), ("some", "basis", ["civil", "consent"], False)])
        return some

    def inner(self):
        """What stands after `where`."""
        draw = self.dice.random()
        leaf = lambda: self.dice.choice([
            ("some", "color", ["red"], False), ("some", "color", ["blue"], True), ("some", "color", ["green", "blue"], False),
            ("some", "tone", ["loud"], False), ("some", "kin", ["ann"], False), ("same", "kin", "sib", False),
            ("some", "person", ["p1"], False), ("cmp", "size", ">", 3), ("some", "color", ["red"], False)])
        if draw < 0.25:
            return None
        if draw < 0.75:
            return leaf()
        return (self.dice.choice(["and", "or"]), [leaf(), leaf()])

    def length(self):
        return self.dice.choice([
            (3, "hour", False, False), (5, "hour", False, False), (12, "hour", False, False), (1, "day", False, False),
            (2, "day", False, False), (36, "hour", False, False), (1, "week", False, False), (2, "day", True, True),
            (1, "day", True, False), (1, "month", False, False), (30, "hour", True, False)])

    def search(self, lengthless=True):
        dice = self.dice
        verb = dice.choice(["showing", "showing", "showing", "note", "note", "agreement", "detain", "disclose", "release",
                            "honor-detainer", "notify-release"])
        side = dice.choice(["before", "before", "after", "around"])
        length = self.length()
        if lengthless and side != "around" and self.chance(0.3):
            length = None
        how = ("exists",)
        if self.chance(0.3):
            how = ("count", dice.choice([">=", ">", "=", "<", "<="]), dice.choice([1, 1, 2]))
        elif self.chance(0.2):
            how = ("distinct", dice.choice([">=", ">", "=", "<"]), dice.choice([1, 2]),
                   dice.choice(["color", "kin", "color", "tone"]))
        return ("search", {
            "verb": verb, "to": "ICE" if verb == "disclose" and self.chance(0.5) else None,
            "by": dice.choice([["jail"], ["sheriff", "municipal-police"]]) if self.chance(0.15) else [],
            "about": dice.choice(["any", "any", "the same"]) if self.chance(0.4) else None,
            "links": dice.choice([["color"], ["kin"], ["color", "kin"], ["tone"]]) if self.chance(0.2) else [],
            "where": self.inner(), "side": side, "length": length, "how": how})

    def condition(self, depth, pool, searches=0.45):
        """`pool` holds searches of this policy, so that the same one stands in several places."""
        if depth and self.chance(0.45):
            return (self.dice.choice(["and", "or"]), [self.condition(depth - 1, pool, searches) for _ in range(2)])
        if self.chance(0.12):
            return ("not", self.condition(0, pool, searches))
        if self.chance(searches):
            if pool and self.chance(0.35):
                return self.dice.choice(pool)
            pool.append(self.search())
            return pool[-1]
        return self.leaf()

    def act(self):
        return self.dice.choice([
            {"verbs": ["disclose"], "information": None, "to": "ICE"},
            {"verbs": ["disclose"], "information": "release-date", "to": "DHS"},
            {"verbs": ["notify-release"], "information": None, "to": "ICE-ERO"},
            {"verbs": ["detain"], "information": None, "to": None}, {"verbs": ["detain"], "information": None, "to": None},
            {"verbs": ["contact"], "information": None, "to": "ICE"},
            {"verbs": ["honor-detainer"], "information": None, "to": None},
            {"verbs": ["disclose", "detain"], "information": None, "to": None}])

    def rule(self, instrument, label, pool):
        dice = self.dice
        rule = {"instrument": instrument, "label": label, "slot": None, "duty": None, "act": self.act(),
                "who": dice.choice([["agency"], ["agency"], ["jail"], ["county"], ["police"], ["sheriff", "records-clerk"]]),
                "modal": dice.choice(["must not"] * 5 + ["may"] * 4 + ["must"] * 2)}
        if rule["modal"] == "must":
            if self.chance(0.3):
                rule["slot"] = dice.choice(["color", "tone"])
                rule["act"] = {"verbs": [dice.choice(["detain", "disclose"])], "information": None, "to": None}
            else:
                called = dice.choice(["detain", "disclose", "information-request", "information-request"])
                rule["act"] = {"verbs": [called], "information": None, "to": None}
                side = dice.choice(["before", "after", "around"])
                rule["duty"] = {"verb": "respond" if called == "information-request" and self.chance(0.7) else
                                dice.choice(["release", "refer", "note"]), "side": side,
                                "length": None if side == "before" and self.chance(0.4) else self.length()}
                if side == "after" and self.chance(0.1):
                    rule["duty"]["length"] = None
        rule["if"] = self.condition(1, pool) if self.chance(0.6) else None
        rule["unless"] = [(f"e{n}", self.condition(1, pool, 0.6)) for n in range(dice.choice([0, 0, 1, 1, 2]))]
        return rule

    def policy(self):
        dice = self.dice
        terms = {"warm": [(None, ("some", "color", ["red", "green"], False))],
                 "turn": [(None, ("some", "color", ["red"], False)), (3, ("some", "color", ["blue"], False))],
                 "civil": [(None, ("some", "basis", ["immigration-detainer", "civil-immigration-warrant"], False))]}
        if self.chance(0.5):
            terms["turn"] = [(2, ("cmp", "size", ">", 3))]
        if self.chance(0.3):
            terms["civil"].append((4, ("some", "basis", ["immigration-detainer"], False)))
        questions = {"q1": None, "q2": (self.chance(0.5), dice.choice([2, 4])), "q3": None}
        instruments, rules, pool = [], [], []
        for number in range(dice.choice([1, 2, 2, 3])):
            name = f"I{number}"
            place = dice.choice(["Fairview", "MarlowCounty", "Northland", "any-facility", "Fairview"])
            first = dice.choice([0, 0, 1, 3])
            instruments.append({"id": name, "place": place, "from": first, "replaces": None,
                                "to": dice.choice([4, 5]) if self.chance(0.2) else None})
            rules += [self.rule(name, f"r{n}", pool) for n in range(dice.choice([1, 2, 2, 3]))]
            if self.chance(0.15):
                instruments.append({"id": name + "v", "place": place, "from": 5, "to": None, "replaces": name})
                rules.append(self.rule(name + "v", "r0", pool))
        names = [f"{rule['instrument']}.{rule['label']}" for rule in rules]
        precedences = []
        for number, winner in enumerate(names):
            for loser in names[number + 1:]:
                if self.chance(0.25):
                    condition = None
                    if self.chance(0.6):
                        windowed = [s for s in pool if s[1]["length"] or s[1]["side"] != "before"]
                        condition = dice.choice(windowed) if windowed and self.chance(0.3) else self.leaf(names=False)
                        if self.chance(0.2):
                            condition = ("answer", dice.choice(["q1", "q3"]))
                    precedences.append((winner, loser, condition))
        later = [i["id"] for i in instruments[1:]]
        if later and self.chance(0.15):
            last = later[-1]
            if rules[0]["instrument"] != last:
                precedences.append((names[0], "*" + last, ("answer", "q3") if self.chance(0.6) else None))
        return {"terms": terms, "questions": questions, "instruments": instruments, "rules": rules,
                "precedences": precedences}

    # ---- random records

    def fact(self, values, unknown, absent):
        if self.chance(absent):
            return None
        if self.chance(unknown):
            some = self.dice.sample(values, min(len(values), 2))
            return ("unknown", [] if self.chance(0.4) else some)
        return ("known", [self.dice.choice(values)])

    def several(self, values):
        some = self.dice.sample(values, self.dice.choice([1, 1, 2, 3]))
        if self.chance(0.25):
            return ("unknown", [] if self.chance(0.2) else some)
        return ("known", some)

    def slots(self, gaps):
        """`gaps` is how often something is not known."""
        facts = {
            "actor": self.fact(["jail-corrections", "sheriff", "municipal-police", "ICE-ERO", "sheriff"], gaps / 2, gaps / 4),
            "recipient": self.fact(["ICE-ERO", "ICE-HSI", "CBP", "sheriff"], gaps, gaps / 2),
            "capacity": self.fact(["records-clerk", "analyst"], gaps, 0.3),
            "basis": self.several(["immigration-detainer", "civil-immigration-warrant", "consent"]),
            "information": self.several(["release-date", "employment", "custody-status"]),
            "purpose": self.fact(["criminal-investigation", "unstated"], gaps, gaps / 2),
            "color": self.fact(["red", "green", "blue"], gaps, gaps / 2), "tone": self.fact(["loud", "soft", "flat"], gaps, gaps / 2),
            "kin": self.fact(["ann", "bob", "cal"], gaps, gaps / 2), "sib": self.fact(["ann", "bob", "cal"], gaps, gaps / 2),
            "size": self.fact(["2", "3", "4", "7", "under-4", "over-5", "large"], gaps, gaps / 2),
            "weight": self.fact(["2", "4", "4.5"], gaps, gaps / 2),
            "person": self.fact(["p1", "p2"], gaps, 0) or ("known", ["p1"])}
        return {slot: fact for slot, fact in facts.items() if fact}

    def fitting(self, policy, rule, slots):
        """Makes the slots those of an act that the rule speaks of, and gives a place and an hour at which it binds."""
        dice, act = self.dice, rule["act"]
        instrument = next(i for i in policy["instruments"] if i["id"] == rule["instrument"])
        also = [sense[1] for verb in act["verbs"] for sense in VERBS[verb] if sense[1]]
        wanted = dict(also)
        wanted["actor"] = dice.choice([a for word in rule["who"] for a in WHO.get(word, AGENCY)])
        if act["information"]:
            wanted["information"] = act["information"]
        if act["to"]:
            wanted["recipient"] = dice.choice(WORDS.get(act["to"], [act["to"]]))
        for slot, value in wanted.items():
            kind, values = slots.get(slot, ("known", []))
            if kind == "known" and value not in values:
                slots[slot] = ("known", values[1:] + [value] if slot in LISTS else [value])
            elif kind == "unknown" and values and value not in values:
                slots[slot] = ("unknown", values[1:] + [value])
        places = [p for p in ("Fairview", "MarlowCounty", "Oldport")
                  if instrument["place"] in PLACES[p] or instrument["place"] == "any-facility"]
        last = instrument["to"] if instrument["to"] is not None else 9
        hours = dice.randrange(instrument["from"] * 24, last * 24 + 24)
        return dice.choice(places or ["Northland"]), hours

    def time(self, middle=None):
        dice = self.dice
        if self.chance(0.03):
            return None
        start = dice.randrange(-40, 200) if middle is None else middle + dice.randrange(-60, 61)
        if middle is not None and self.chance(0.5):
            start = middle + dice.choice([-48, -36, -24, -12, -5, -3, -2, -1, 0, 1, 2, 3, 5, 12, 24, 36, 48])
        width = dice.choice([0, 0, 0, 0, 1, 2, 5, 26])
        return (start * HOUR, start * HOUR + (width * HOUR or 1))

    def case(self, policy):
        dice = self.dice
        rule = dice.choice(policy["rules"])
        actions = [action for verb in rule["act"]["verbs"] for action, _ in VERBS[verb]]
        action = dice.choice(actions) if self.chance(0.9) else dice.choice(["disclosure", "detention-hold", "release"])
        gaps = dice.choice([0, 0.05, 0.15, 0.3])
        judged = {"verb": action, "slots": {"action": ("known", [action]), **self.slots(gaps)}, "time": self.time(),
                  "place": None if self.chance(0.05) else dice.choice(["Fairview", "Fairview", "MarlowCounty", "Oldport"])}
        if self.chance(0.75):
            place, hour = self.fitting(policy, rule, judged["slots"])
            width = judged["time"][1] - judged["time"][0] if judged["time"] else 0
            judged["place"] = judged["place"] and place
            judged["time"] = judged["time"] and (hour * HOUR, hour * HOUR + width)
        judged["slots"].setdefault("actor", ("unknown", []))
        if self.chance(0.05):
            judged["slots"]["action"] = ("unknown", sorted({action, "disclosure", "detention-hold"}))
        if action in REQUESTS:
            judged["slots"]["recipient"] = self.fact(["sheriff", "jail-corrections", "municipal-police"], gaps, 0)
        middle = judged["time"][0] // HOUR if judged["time"] else 30
        pool = []
        for one in policy["rules"]:
            conditions = [c for c in [one["if"]] + [c for _, c in one["unless"]] if c]
            pool += [s["verb"] for c in conditions for s in searches_in(c)]
            if one["duty"]:
                pool += [one["duty"]["verb"]] * 2
        others = []
        for _ in range(dice.choice([0, 1, 1, 2, 2, 3, 4])):
            verb = dice.choice(pool) if pool and self.chance(0.9) else "showing"
            act = dice.choice(VERBS[verb])[0]
            slots = {"action": ("known", [act]), **self.slots(gaps)}
            if self.chance(0.04):
                slots["action"] = ("unknown", ["showing", "note"])
            keep = {"action", "person", "color", "tone", "kin", "sib", "size"}
            if act not in ("showing", "note", "agreement"):
                keep |= {"actor", "recipient", "information", "basis"}
            slots = {slot: fact for slot, fact in slots.items() if slot in keep or self.chance(0.1)}
            others.append({"verb": act, "slots": slots, "time": self.time(middle),
                           "place": None if self.chance(0.04) else dice.choice(["Fairview"] * 4 + ["MarlowCounty", "Oldport"]),
                           "answers": dice.choice([None, "this", "another"]) if self.chance(0.3) else None})
        coverage = None
        draw = dice.random()
        if draw > 0.4:
            coverage = []
            verbs = ["showing", "note", "agreement", "disclose", "release", "refer", "detain", "contact", "respond"]
            for _ in range(0 if draw > 0.85 else dice.choice([1, 1, 2])):
                start = dice.choice([-40 * 24, -20, middle - 30, middle - 3])
                end = dice.choice([60 * 24, middle + 20, middle + 2, 60 * 24])
                if end <= start:
                    continue
                gaps_in = []
                if self.chance(0.4):
                    hole = middle + dice.randrange(-30, 30)
                    hole_end = hole + dice.choice([1, 3, 10])
                    gaps_in = [(hole * HOUR, hole_end * HOUR)]
                coverage.append({"verbs": verbs if self.chance(0.6) else dice.sample(verbs, 4),
                                 "by": dice.choice([["jail"], ["sheriff"], ["county"]]) if self.chance(0.25) else [],
                                 "span": (start * HOUR, end * HOUR), "gaps": gaps_in})
        answers = {"q1": self.chance(0.5)} if self.chance(0.2) else {}
        return {"judged": judged, "others": others, "coverage": coverage, "answers": answers}
