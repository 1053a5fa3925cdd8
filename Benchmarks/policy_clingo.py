# SPDX-License-Identifier: Apache-2.0
"""What rules say of incomplete records, by answer sets: each unknown is a choice, and a verdict is possible where some
answer set has it (brave consequences). Written from docs/POLICY-LANGUAGE.md, not from the program.

What clocks and calendars decide is worked out here: from each instant at which the event judged may lie, which windows
can hold each other event, and where an unseen one would not be covered. Instants from which all of this looks alike are
one class; the answer sets choose a class, then places in its windows, then values."""
import policy_world as world

ENCODING = """
1 { cls(E,C) : class(E,C,_) } 1 :- example(E).
day(E,D) :- cls(E,C), class(E,C,D).
1 { vec(X,V) : ovec(E,C,X,V) } 1 :- cls(E,C), other(E,X).

% Unseen events.
{ ex(u(E,I)) : I = 1..N } :- unseen(E,N).
unseenof(E,u(E,I)) :- unseen(E,N), I = 1..N.
1 { uvec(X,A,V) : uway(E,C,A,V) } 1 :- ex(X), unseenof(E,X), cls(E,C).
vec(X,V) :- uvec(X,_,V).
val(X,"action",A) :- uvec(X,A,_).
open(X,S) :- ex(X), uslot(S).

rel(E,X) :- other(E,X).
rel(E,X) :- ex(X), unseenof(E,X).
event(ev(E)) :- example(E).
event(X) :- rel(_,X).

% Values.
val(X,S,V) :- fact(X,S,V).
1 { val(X,S,V) : choice(X,S,V) } 1 :- chosen(X,S), not list(S).
1 { val(X,S,V) : choice(X,S,V) } :- chosen(X,S), list(S).
1 { val(X,S,V) : universe(S,V) } 1 :- open(X,S), not list(S).
1 { val(X,S,V) : universe(S,V) } :- open(X,S), list(S).
has(X,S) :- val(X,S,_).

% Places: an unseen event elsewhere would change nothing.
1 { at(X,P) : place(X,P) } 1 :- event(X), not unseenof(_,X).
here(X) :- unseenof(_,X).
here(X) :- rel(E,X), at(ev(E),P), at(X,Q), near(P,Q).

% Answers to requests.
isanswer(X) :- statedanswer(X).
{ isanswer(X) } :- maybeanswer(X).
{ isanswer(X) } :- ex(X).

% Conditions.
on(N,ev(E)) :- judgednode(N), example(E).
on(N,X) :- foundnode(N), rel(_,X).
holds(N,X) :- on(N,X), yes(N).
holds(N,X) :- on(N,X), neg(N,M), not holds(M,X).
holds(N,X) :- on(N,X), conj(N), holds(M,X) : child(N,M).
holds(N,X) :- on(N,X), disj(N), child(N,M), holds(M,X).
holds(N,X) :- on(N,X), some(N,S), val(X,S,V), in(N,V).
out(N,X) :- on(N,X), every(N,S), val(X,S,V), not in(N,V).
out(N,X) :- on(N,X), everynot(N,S), val(X,S,V), in(N,V).
holds(N,X) :- on(N,X), every(N,S), has(X,S), not out(N,X).
holds(N,X) :- on(N,X), everynot(N,S), has(X,S), not out(N,X).
out(N,X) :- on(N,X), same(N,S,T), val(X,S,V), not val(X,T,V).
out(N,X) :- on(N,X), same(N,S,T), val(X,T,V), not val(X,S,V).
holds(N,X) :- on(N,X), same(N,S,T), not out(N,X).
holds(N,X) :- on(N,X), cmp(N,S,"<",B), val(X,S,num(V)), V < B.
holds(N,X) :- on(N,X), cmp(N,S,"<=",B), val(X,S,num(V)), V <= B.
holds(N,X) :- on(N,X), cmp(N,S,">",B), val(X,S,num(V)), V > B.
holds(N,X) :- on(N,X), cmp(N,S,">=",B), val(X,S,num(V)), V >= B.
holds(N,X) :- on(N,X), cmp(N,S,"=",B), val(X,S,num(B)).
holds(N,ev(E)) :- on(N,ev(E)), days(N,F,T), day(E,D), F <= D, D <= T.
holds(N,ev(E)) :- on(N,ev(E)), answer(N,Q), answered(E,Q).
settledby(E,Q) :- day(E,D), settled(Q,_,F), F <= D.
answered(E,Q) :- settledby(E,Q), settled(Q,yes,_).
answered(E,Q) :- question(Q), example(E), not settledby(E,Q), given(E,Q,yes).
{ answered(E,Q) } :- question(Q), example(E), not settledby(E,Q), not given(E,Q,_).

% Searches.
inside(X,K) :- vec(X,V), vin(V,K).
meet(X,S) :- rel(E,X), linked(S), val(ev(E),S,V), val(X,S,V).
apart(X,K) :- rel(_,X), answersonly(K), not isanswer(X).
apart(X,K) :- rel(_,X), sameperson(K), not statedanswer(X), not meet(X,"person").
apart(X,K) :- rel(_,X), link(K,S), not meet(X,S).
hit(E,K,X) :- rel(E,X), pattern(K,N), holds(N,X), inside(X,K), here(X), not apart(X,K).
unit(E,K,X) :- hit(E,K,X), not counted(K,_).
unit(E,K,V) :- hit(E,K,X), counted(K,S), val(X,S,V).
holds(N,ev(E)) :- on(N,ev(E)), found(N,K,">=",B), B <= #count { U : unit(E,K,U) }.
holds(N,ev(E)) :- on(N,ev(E)), found(N,K,">",B), B < #count { U : unit(E,K,U) }.
holds(N,ev(E)) :- on(N,ev(E)), found(N,K,"<=",B), #count { U : unit(E,K,U) } <= B.
holds(N,ev(E)) :- on(N,ev(E)), found(N,K,"<",B), #count { U : unit(E,K,U) } < B.
holds(N,ev(E)) :- on(N,ev(E)), found(N,K,"=",B), B = #count { U : unit(E,K,U) }.

% Rules.
bound(E,I) :- at(ev(E),P), binds(I,P).
inforce(E,I) :- day(E,D), force(I,F,T), F <= D, D <= T.
applies(E,R) :- rule(R,I), bound(E,I), inforce(E,I), speaks(R,N), holds(N,ev(E)), holds(M,ev(E)) : iff(R,M).
excepted(E,R) :- example(E), unless(R,N), holds(N,ev(E)).
full(E,R) :- applies(E,R), not excepted(E,R).
displacing(E,W,R) :- prevails(W,R,N), holds(N,ev(E)), live(E,W).
displaced(E,R) :- displacing(E,_,R).
live(E,R) :- full(E,R), not displaced(E,R).
lifted(E,R) :- displacing(E,W,R), lifts(W,R).
pair(W,R) :- prevails(W,R,_).
wins(E,W,R) :- prevails(W,R,N), holds(N,ev(E)).
% The first prevails while the condition holds and the second while it does not.
turned(E,R) :- live(E,R), opposes(R,O), live(E,O), pair(R,O), not wins(E,R,O).
clash(E,R) :- live(E,R), opposes(R,O), live(E,O), not pair(R,O), not pair(O,R).
stands(E,R) :- live(E,R), not turned(E,R), not clash(E,R).

away(E,R) :- example(E), rule(R,I), not bound(E,I).
early(E,R) :- example(E), rule(R,I), bound(E,I), not inforce(E,I).
otherversion(E,R) :- early(E,R), rule(R,I), family(I,J), inforce(E,J).
verdict(E,R,"not-covered") :- away(E,R).
verdict(E,R,"not-covered") :- otherversion(E,R).
verdict(E,R,"no-rule-in-force") :- early(E,R), not otherversion(E,R).
verdict(E,R,"not-covered") :- rule(R,I), bound(E,I), inforce(E,I), not applies(E,R).
verdict(E,R,"not-covered") :- applies(E,R), excepted(E,R), modal(R,may).
verdict(E,R,"permitted") :- applies(E,R), excepted(E,R), not modal(R,may).
verdict(E,R,"permitted") :- full(E,R), lifted(E,R).
verdict(E,R,"not-covered") :- full(E,R), displaced(E,R), not lifted(E,R).
verdict(E,R,"permitted") :- turned(E,R), modal(R,mustnot).
verdict(E,R,"not-covered") :- turned(E,R), modal(R,may).
verdict(E,R,"conflict") :- clash(E,R), not turned(E,R).
verdict(E,R,"violated") :- stands(E,R), modal(R,mustnot).
verdict(E,R,"permitted") :- stands(E,R), modal(R,may).
verdict(E,R,"required-done") :- stands(E,R), modal(R,must), done(R,N), holds(N,ev(E)).
verdict(E,R,"required-missing") :- stands(E,R), modal(R,must), done(R,N), not holds(N,ev(E)).
#show verdict/3.
"""

FAR_DAY = 100_000
CLOSED = set(world.VOCABULARY)


def quoted(value):
    return '"' + value.lower() + '"'


def number(word):
    try:
        return float(word)
    except ValueError:
        return None


def term(slot, value):
    """A value as the encoding has it; numbers doubled, so that halves are whole."""
    if slot in world.NUMBERS and not isinstance(value, str):
        return f"num({int(value * 2)})"
    return quoted(value)


HALVES = [n / 2 for n in range(-4, 25)]


def limits(word):
    for start, holds in (("under-", lambda a, b: a < b), ("over-", lambda a, b: a > b)):
        if word.startswith(start):
            bound = float(word[len(start):])
            return [n for n in HALVES if holds(n, bound)]
    return None


class Grounding:
    """One policy and its cases as facts for the encoding."""

    def __init__(self, policy):
        self.policy, self.lines, self.nodes = policy, [], 0
        # Searches with the first day of their instrument, which bounds windows without a length.
        self.searches = []
        self.keys = {}
        self.vectors = {}
        self.families()
        self.slots, self.found_slots, self.values, self.linked, self.counted = set(), {"action"}, {}, set(), {}
        self.rules()

    def add(self, line):
        self.lines.append(line + ".")

    # ---- the policy

    def families(self):
        self.force = {}
        instruments = self.policy["instruments"]
        for one in instruments:
            self.force[one["id"]] = [one["from"], one["to"] if one["to"] is not None else FAR_DAY]
        for one in instruments:
            if one["replaces"]:
                old = self.force[one["replaces"]]
                old[1] = min(old[1], one["from"] - 1)
                self.add(f'family("{one["id"]}","{one["replaces"]}")')
                self.add(f'family("{one["replaces"]}","{one["id"]}")')
        for one in instruments:
            first, last = self.force[one["id"]]
            self.add(f'force("{one["id"]}",{first},{last})')
            for place in list(world.PLACES) + [world.NOWHERE]:
                if one["place"] == "any-facility" or one["place"] in world.PLACES.get(place, []):
                    self.add(f'binds("{one["id"]}","{place}")')

    def node(self, fact, *parts, found=False):
        self.nodes += 1
        self.add(f"{'found' if found else 'judged'}node({self.nodes})")
        self.add(fact.format(self.nodes))
        return self.nodes

    def compound(self, kind, children, found=False):
        node = self.node(kind + "({})", found=found)
        for child in children:
            self.add(f"child({node},{child})")
        return node

    def mention(self, slot, values, found):
        (self.found_slots if found else self.slots).add(slot)
        self.values.setdefault(slot, set()).update(values)

    def member(self, slot, values, found=False, every=False, but=False):
        kind = ("everynot" if but else "every") if every else "some"
        node = self.node(f'{kind}({{}},"{slot}")', found=found)
        for value in values:
            self.add(f"in({node},{term(slot, value)})")
        self.mention(slot, values, found)
        return node

    def expand(self, word):
        return world.WORDS.get(word, [word])

    def words(self, slot, words):
        """The ways terms among the words can stand, each with its days and the values all words then have."""
        ways = [((), ())]
        for word in words:
            if word in self.policy["terms"]:
                versions = self.versions(word)
                ways = [(days + (when,), values + tuple(c[2])) for days, values in ways for when, c in versions]
            else:
                ways = [(days, values + tuple(self.expand(word))) for days, values in ways]
        return ways

    def versions(self, name):
        versions = sorted(self.policy["terms"][name], key=lambda v: -FAR_DAY if v[0] is None else v[0])
        out = []
        for index, (first, condition) in enumerate(versions):
            last = versions[index + 1][0] - 1 if index + 1 < len(versions) else FAR_DAY
            out.append(((-FAR_DAY if first is None else first, last), condition))
        return out

    def condition(self, c, since=None, found=False):
        kind = c[0]
        again = lambda part: self.condition(part, since, found)
        if kind == "not":
            return self.node(f"neg({{}},{again(c[1])})", found=found)
        if kind in ("and", "or"):
            return self.compound("conj" if kind == "and" else "disj", [again(part) for part in c[1]], found)
        if kind == "same":
            node = self.node(f'same({{}},"{c[1]}","{c[2]}")', found=found)
            for slot in c[1:3]:
                self.mention(slot, [], found)
            return self.node(f"neg({{}},{node})", found=found) if c[3] else node
        if kind == "cmp":
            self.mention(c[1], [], found)
            return self.node(f'cmp({{}},"{c[1]}","{c[2]}",{int(c[3] * 2)})', found=found)
        if kind == "answer":
            return self.node(f'answer({{}},"{c[1]}")')
        if kind == "term":
            return self.compound("disj", [
                self.compound("conj", [self.node(f"days({{}},{first},{last})"), again(condition)])
                for (first, last), condition in self.versions(c[1])])
        if kind == "search":
            return self.search(c[1], since)
        _, slot, words, negated = c
        if slot in world.NUMBERS:
            bound = words[0].split("-")[1]
            self.mention(slot, [], found)
            return self.node(f'cmp({{}},"{slot}","<",{int(bound) * 2})', found=found)
        every = kind == "every"
        ways = [self.compound("conj", [self.node(f"days({{}},{first},{last})") for first, last in days]
                              + [self.member(slot, values, found, every, every and negated)], found)
                if days else self.member(slot, values, found, every, every and negated)
                for days, values in self.words(slot, words)]
        node = ways[0] if len(ways) == 1 else self.compound("disj", ways, found)
        return self.node(f"neg({{}},{node})", found=found) if negated and not every else node

    def senses(self, verbs, found=False, who=None):
        """`who` gives the condition on who acts, for duties, which requests turn round."""
        ways = []
        for action, also in dict.fromkeys(sense for verb in verbs for sense in world.VERBS[verb]):
            parts = [self.member("action", [action], found)]
            if also:
                parts.append(self.member(also[0], [also[1]], found))
            if who:
                parts.append(who("recipient" if action in world.REQUESTS else "actor"))
            ways.append(self.compound("conj", parts, found))
        return self.compound("disj", ways, found)

    def who(self, words, slot="actor", found=False, everybody=False):
        if everybody and "agency" in words:
            return self.node("yes({})", found=found)
        ways = []
        actors = [actor for word in words if word in world.WHO for actor in world.WHO[word]]
        if actors:
            ways.append(self.member(slot, actors, found))
        capacities = [word for word in words if word not in world.WHO]
        if capacities:
            ways.append(self.compound("conj", [self.member(slot, world.AGENCY, found),
                                               self.member("capacity", capacities, found)], found))
        return ways[0] if len(ways) == 1 else self.compound("disj", ways, found)

    @staticmethod
    def actors(words):
        return {a.lower() for word in words for a in world.WHO.get(word, world.AGENCY)}

    def search(self, s, since):
        key = repr((s["verb"], s["to"], s["by"], s["about"], s["links"], s["where"], s["side"], s["length"],
                    s["how"][3] if s["how"][0] == "distinct" else None, since))
        if key not in self.keys:
            parts = [self.senses([s["verb"]], True)]
            if s["to"]:
                parts.append(self.member("recipient", self.expand(s["to"]), True))
            if s["by"]:
                parts.append(self.who(s["by"], found=True))
            if s["where"]:
                parts.append(self.condition(s["where"], None, True))
            actions = {action for action, _ in world.VERBS[s["verb"]]}
            same = s["about"] != "any" and (s["about"] is not None or not actions <= world.ABOUT_NOBODY)
            self.keys[key] = self.enter(actions, self.compound("conj", parts, True), self.actors(s["by"]), same,
                                        s["verb"] == "respond", s["links"], s["side"], s["length"], since,
                                        s["how"][3] if s["how"][0] == "distinct" else None)
        how = s["how"] if s["how"][0] != "exists" else ("exists", ">=", 1)
        return self.found(self.keys[key], how[1], how[2])

    def enter(self, actions, pattern, actors, same, answers, links, side, length, since, counted):
        number = len(self.searches)
        self.searches.append({"actions": {a.lower() for a in actions}, "actors": actors, "side": side, "length": length,
                              "since": since, "need": 0})
        self.add(f"pattern({number},{pattern})")
        for slot in links + (["person"] if same else []):
            self.linked.add(slot)
            self.add(f'linked("{slot}")')
            self.mention(slot, [], True)
            self.mention(slot, [], False)
        for slot in links:
            self.add(f'link({number},"{slot}")')
        if same:
            self.add(f"sameperson({number})")
        if answers:
            self.add(f"answersonly({number})")
        if counted:
            self.counted[number] = counted
            self.add(f'counted({number},"{counted}")')
            self.mention(counted, [], True)
        return number

    def found(self, number, operator, count):
        need = count + 1 if operator in ("=", ">", "<=") else count
        self.searches[number]["need"] = max(self.searches[number]["need"], need)
        return self.node(f'found({{}},{number},"{operator}",{count})')

    def rules(self):
        policy = self.policy
        first = {one["id"]: one["from"] for one in policy["instruments"]}
        place = {one["id"]: one["place"] for one in policy["instruments"]}
        self.names, modals, acts = [], {}, {}
        for rule in policy["rules"]:
            name = f"{rule['instrument']}.{rule['label']}"
            since, everybody = first[rule["instrument"]], place[rule["instrument"]] == "any-facility"
            self.names.append(name)
            modals[name] = rule["modal"]
            acts[name] = {action for verb in rule["act"]["verbs"] for action, _ in world.VERBS[verb]}
            self.add(f'rule("{name}","{rule["instrument"]}")')
            self.add(f'modal("{name}",{rule["modal"].replace(" ", "")})')
            act = rule["act"]
            if rule["modal"] == "must":
                speaks = self.senses(act["verbs"], who=lambda slot: self.who(rule["who"], slot, everybody=everybody))
                if rule["slot"]:
                    slot = rule["slot"]
                    self.add(f'done("{name}",{self.member(slot, ["no", "none", "blank", "missing"], every=True, but=True)})')
                else:
                    duty = rule["duty"]
                    actions = {action for action, _ in world.VERBS[duty["verb"]]}
                    pattern = self.compound("conj", [self.senses([duty["verb"]], True),
                                                     self.who(rule["who"], found=True, everybody=everybody)], True)
                    side = "after" if duty["side"] == "around" else duty["side"]
                    number = self.enter(actions, pattern, set() if everybody else self.actors(rule["who"]), True,
                                        duty["verb"] == "respond", [], side, duty["length"], since, None)
                    self.add(f'done("{name}",{self.found(number, ">=", 1)})')
            else:
                parts = [self.senses(act["verbs"]), self.who(rule["who"], everybody=everybody)]
                if act["information"]:
                    parts.append(self.member("information", [act["information"]]))
                if act["to"]:
                    parts.append(self.member("recipient", self.expand(act["to"])))
                speaks = self.compound("conj", parts)
            self.add(f'speaks("{name}",{speaks})')
            if rule["if"]:
                self.add(f'iff("{name}",{self.condition(rule["if"], since)})')
            for _, condition in rule["unless"]:
                self.add(f'unless("{name}",{self.condition(condition, since)})')
        self.add("yes(0)")
        self.add("judgednode(0)")
        for winner, loser, condition in policy["precedences"]:
            node = self.condition(condition) if condition else 0
            losers = [n for n in self.names if n.split(".")[0] == loser[1:]] if loser[0] == "*" else [loser]
            for name in losers:
                if name == winner:
                    continue
                self.add(f'prevails("{winner}","{name}",{node})')
                if (modals[winner], modals[name]) in (("may", "must not"), ("must", "must not"), ("may", "must")):
                    self.add(f'lifts("{winner}","{name}")')
        for one in self.names:
            for two in self.names:
                if {modals[one], modals[two]} == {"must not", "may"} and acts[one] & acts[two]:
                    self.add(f'opposes("{one}","{two}")')
        for name, settled in policy["questions"].items():
            self.add(f'question("{name}")')
            if settled:
                self.add(f'settled("{name}",{"yes" if settled[0] else "no"},{settled[1]})')

    # ---- the cases

    def universe(self, slot, fresh):
        if slot in world.NUMBERS:
            return HALVES
        if slot in world.VOCABULARY:
            return world.VOCABULARY[slot]
        return sorted(self.recorded.get(slot, set()) | {v.lower() for v in self.values.get(slot, ())}) + [
            f"other {n}" for n in range(fresh)]

    def ground(self, cases):
        """Every case under its name; the names are the examples of the encoding."""
        self.recorded, fresh = {}, 2
        for case in cases.values():
            for event in [case["judged"]] + case["others"]:
                for slot, (_, values) in event["slots"].items():
                    self.recorded.setdefault(slot, set()).update(value.lower() for value in values)
        if "tone" in self.counted.values():
            fresh += 5
        for slot in sorted(self.slots | self.found_slots):
            if slot in world.LISTS:
                self.add(f'list("{slot}")')
            for value in self.universe(slot, fresh):
                self.add(f'universe("{slot}",{term(slot, value)})')
            if slot in self.found_slots and slot != "action":
                self.add(f'uslot("{slot}")')
        names = list(world.PLACES) + [world.NOWHERE, "elsewhere"]
        for one in names:
            for two in names:
                if one == two or two in world.PLACES.get(one, []) or one in world.PLACES.get(two, []):
                    self.add(f'near("{one}","{two}")')
        for name, case in cases.items():
            self.case(name, case)
        for vector, number in self.vectors.items():
            for search in vector:
                self.add(f"vin({number},{search})")
        return "\n".join(self.lines)

    def case(self, name, case):
        judged, others = case["judged"], case["others"]
        self.add(f'example("{name}")')
        thing = f'ev("{name}")'
        self.event(thing, judged, self.slots)
        for question, yes in case["answers"].items():
            self.add(f'given("{name}","{question}",{"yes" if yes else "no"})')
        for index, other in enumerate(others):
            other_thing = f'o("{name}",{index})'
            self.add(f'other("{name}",{other_thing})')
            self.event(other_thing, other, self.found_slots)
            if other["answers"] == "this":
                self.add(f"statedanswer({other_thing})")
            elif other["answers"] is None:
                self.add(f"maybeanswer({other_thing})")
        classes = Clock(self, case).classes()
        uncovered = set()
        for number, (day, inside, unseen) in enumerate(classes):
            self.add(f'class("{name}",{number},{day})')
            for index, vectors in enumerate(inside):
                for vector in vectors:
                    self.add(f'ovec("{name}",{number},o("{name}",{index}),{self.vector(vector)})')
            for action, vector in unseen:
                uncovered |= vector
                self.add(f'uway("{name}",{number},{quoted(action)},{self.vector(vector)})')
        need = sum(self.searches[number]["need"] for number in uncovered)
        if need:
            self.add(f'unseen("{name}",{need})')

    def vector(self, searches):
        return self.vectors.setdefault(searches, len(self.vectors))

    def event(self, thing, event, slots):
        for slot in slots:
            kind, values = event["slots"].get(slot, ("unknown", []))
            if slot == "information" and not values and event["slots"]["action"] == ("known", ["release-notification"]):
                kind, values = "known", ["release-date"]
            if slot in world.NUMBERS:
                some = []
                for value in values:
                    some += limits(value) or [value if number(value) is None else number(value)]
                kind = kind if len(some) <= 1 else "unknown"
                values = some
            if kind == "known":
                for value in values:
                    self.add(f'fact({thing},"{slot}",{term(slot, value)})')
            elif values:
                self.add(f'chosen({thing},"{slot}")')
                for value in values:
                    self.add(f'choice({thing},"{slot}",{term(slot, value)})')
            else:
                self.add(f'open({thing},"{slot}")')
        places = [event["place"]] if event["place"] else list(world.PLACES) + [
            world.NOWHERE if thing.startswith("ev") else "elsewhere"]
        if not event["place"] and not thing.startswith("ev"):
            places.append(world.NOWHERE)
        for place in places:
            self.add(f'place({thing},"{place}")')


class Clock:
    """What the times of one case leave possible."""

    def __init__(self, grounding, case):
        self.searches, self.case = grounding.searches, case
        judged = case["judged"]["slots"]
        stated = lambda slot: {v.lower() for v in judged.get(slot, ("unknown", []))[1]}
        self.bound = []
        for search in self.searches:
            if search["actors"]:
                own = (stated("actor") | stated("recipient")) & search["actors"]
                self.bound.append(own or search["actors"])
            else:
                self.bound.append(stated("actor"))
        self.coverage = []
        for cover in case["coverage"] or []:
            actions = {action.lower() for verb in cover["verbs"] for action, _ in world.VERBS[verb]}
            self.coverage.append((actions, Grounding.actors(cover["by"]), cover["span"], cover["gaps"]))
        self.edges = set()
        if case["coverage"] is not None:
            for cover in case["coverage"]:
                for span in [cover["span"]] + cover["gaps"]:
                    self.edges |= set(span)
            self.edges |= {search["since"] * world.DAY for search in self.searches if search["since"] is not None}
        self.dates = sorted({day for first, last in grounding.force.values() for day in (first, last + 1)}
                            | {s[1] for s in grounding.policy["questions"].values() if s}
                            | {v[0] for versions in grounding.policy["terms"].values() for v in versions if v[0] is not None})

    def window(self, search, t):
        side, length = search["side"], search["length"]
        low = world.moved(t, length, False) if length else -world.FAR
        high = world.moved(t, length, True) if length else world.FAR
        return {"before": (low, t - 1), "after": (t + 1, high), "around": (low, high)}[side]

    def instants(self):
        time = self.case["judged"]["time"]
        if time:
            first, last = time[0], time[1] - 1
            return [t for t in range(first, last + 1) if t % 2 == 0]
        edges = self.edges | {day * world.DAY for day in self.dates if abs(day) < 10_000}
        for other in self.case["others"]:
            if other["time"]:
                edges |= set(other["time"])
        lengths = {search["length"] for search in self.searches if search["length"]}
        low, high = min(edges, default=0) - 40 * world.DAY, max(edges, default=0) + 40 * world.DAY
        if any(length[2] or length[1] == "month" for length in lengths):
            edges |= set(range(low - low % world.DAY, high, world.DAY))
        all_edges = set(edges)
        for edge in edges:
            for length in lengths:
                all_edges |= {world.moved(edge, length, True), world.moved(edge, length, False)}
        return sorted({t for edge in all_edges for t in (edge - 2, edge, edge + 2)})

    def classes(self):
        out = set()
        for t in self.instants():
            windows = [self.window(search, t) for search in self.searches]
            edges = {edge + step for window in windows for edge in window for step in (-1, 0, 1)}
            edges |= {edge + step for edge in self.edges for step in (-1, 0)}
            inside = []
            for other in self.case["others"]:
                first, last = (other["time"][0], other["time"][1] - 1) if other["time"] else (-world.FAR, world.FAR)
                some = {first, last} | {edge for edge in edges if first <= edge <= last}
                inside.append(frozenset(frozenset(k for k, (low, high) in enumerate(windows) if low <= i <= high)
                                        for i in some))
            unseen = set()
            if self.case["coverage"] is not None:
                for i in edges:
                    within = [k for k, (low, high) in enumerate(windows) if low <= i <= high]
                    for action in {a for k in within for a in self.searches[k]["actions"]}:
                        free = frozenset(k for k in within if action in self.searches[k]["actions"]
                                         and not self.covered(k, action, i))
                        if free:
                            unseen.add((action, free))
            day = t // world.DAY
            # Days between the same dates are alike.
            day = max([d for d in self.dates if d <= day], default=-FAR_DAY + 1)
            out.add((day, tuple(inside), frozenset(unseen)))
        return out

    def covered(self, number, action, i):
        search = self.searches[number]
        if search["side"] == "before" and not search["length"] and search["since"] is not None \
                and i < search["since"] * world.DAY:
            return True
        bound = self.bound[number]
        return any(action in actions and (not actors or (bound and bound <= actors)) and span[0] <= i < span[1]
                   and not any(gap[0] <= i < gap[1] for gap in gaps)
                   for actions, actors, span, gaps in self.coverage)


def possible(policy, cases):
    """For each case and rule the verdicts that some completion gives."""
    import clingo
    control = clingo.Control(["--enum-mode=brave", "--models=0", "--warn=none"])
    grounding = Grounding(policy)
    control.add("base", [], ENCODING + grounding.ground(cases))
    control.ground([("base", [])])
    shown = []
    with control.solve(yield_=True) as handle:
        for model in handle:
            shown = model.symbols(shown=True)
    out = {name: {rule: set() for rule in grounding.names} for name in cases}
    for symbol in shown:
        name, rule, verdict = (argument.string for argument in symbol.arguments)
        out[name][rule].add(verdict)
    return out
