# SPDX-License-Identifier: Apache-2.0
"""Rules of known facts, decided by Cedar as well: what both languages can express.

`must not` becomes a forbid and `may` a permit of the same act, with `if` as its `when` and every `unless` as part of an
`unless`; slots are attributes of the context, lists are sets, the day is a number, and a place is an entity whose parents
are the places around it. In Cedar a forbid overrides every permit: so each `must not` is said to prevail over each `may`.
Then these must agree, for each event:

    Cedar                          the program
    Deny, with forbids             these rules are `violated`, and no other
    Allow, with permits            no rule is `violated`; these `may` rules are `permitted`, and no other
    Deny, without any              no rule is `violated`, and no `may` rule is `permitted`
"""
import json
import random
import time

import policy_world as world


def literal(value):
    return json.dumps(value.lower())


def among(values):
    return "[" + ", ".join(literal(value) for value in values) + "]"


def member(slot, values):
    if slot in world.LISTS:
        return f"context.{slot}.containsAny({among(values)})"
    return f"{among(values)}.contains(context.{slot})"


def expand(words):
    return [value for word in words for value in world.WORDS.get(word, [word])]


def expression(condition, terms):
    """A condition as Cedar has it."""
    kind = condition[0]
    again = lambda part: expression(part, terms)
    if kind == "not":
        return f"!({again(condition[1])})"
    if kind in ("and", "or"):
        return "(" + {"and": " && ", "or": " || "}[kind].join(again(part) for part in condition[1]) + ")"
    if kind == "same":
        return f"(context.{condition[1]} {'!=' if condition[3] else '=='} context.{condition[2]})"
    if kind == "cmp":
        return f"(context.{condition[1]} {condition[2].replace('=', '==') if condition[2] == '=' else condition[2]} {condition[3]})"
    if kind == "answer":
        return f"context.{condition[1]}"
    if kind == "term":
        versions = sorted(terms[condition[1]], key=lambda v: -10 ** 6 if v[0] is None else v[0])
        ways = []
        for index, (first, inner) in enumerate(versions):
            days = [] if first is None else [f"context.day >= {first}"]
            if index + 1 < len(versions):
                days.append(f"context.day < {versions[index + 1][0]}")
            ways.append("(" + " && ".join(days + [again(inner)]) + ")")
        return "(" + " || ".join(ways) + ")"
    _, slot, words, negated = condition
    if slot in world.NUMBERS:
        return f"(context.{slot} < {words[0].split('-')[1]})"
    values = expand(words)
    if kind == "every":
        if negated:
            return f"(!(context.{slot}.isEmpty()) && !({member(slot, values)}))"
        return f"(!(context.{slot}.isEmpty()) && {among(values)}.containsAll(context.{slot}))"
    return f"!({member(slot, values)})" if negated else member(slot, values)


def speaks(rule, everybody):
    senses = []
    for verb in rule["act"]["verbs"]:
        for action, also in world.VERBS[verb]:
            parts = [f"context.action == {literal(action)}"] + ([member(also[0], [also[1]])] if also else [])
            senses.append("(" + " && ".join(parts) + ")")
    parts = ["(" + " || ".join(senses) + ")"]
    if not (everybody and "agency" in rule["who"]):
        actors = [actor for word in rule["who"] for actor in world.WHO.get(word, [])]
        ways = [member("actor", actors)] if actors else []
        capacities = [word for word in rule["who"] if word not in world.WHO]
        if capacities:
            ways.append(f"({member('actor', world.AGENCY)} && {member('capacity', capacities)})")
        parts.append("(" + " || ".join(ways) + ")")
    if rule["act"]["information"]:
        parts.append(member("information", [rule["act"]["information"]]))
    if rule["act"]["to"]:
        parts.append(member("recipient", expand([rule["act"]["to"]])))
    return " && ".join(parts)


def cedar_text(policy):
    out = []
    for rule in policy["rules"]:
        instrument = next(i for i in policy["instruments"] if i["id"] == rule["instrument"])
        everybody = instrument["place"] == "any-facility"
        when = [speaks(rule, everybody), f"context.day >= {instrument['from']}"]
        if instrument["to"] is not None:
            when.append(f"context.day <= {instrument['to']}")
        if rule["if"]:
            when.append(expression(rule["if"], policy["terms"]))
        scope = "resource" if everybody else f'resource in Place::"{instrument["place"]}"'
        effect = "forbid" if rule["modal"] == "must not" else "permit"
        text = f"{effect}(principal, action, {scope}) when {{ {' && '.join(when)} }}"
        if rule["unless"]:
            text += f" unless {{ {' || '.join(expression(c, policy['terms']) for _, c in rule['unless'])} }}"
        out.append(text + ";")
    return "\n".join(out)


ENTITIES = [{"uid": {"__entity": {"type": "Place", "id": place}}, "attrs": {},
             "parents": [{"__entity": {"type": "Place", "id": larger}} for larger in chain[1:]]}
            for place, chain in world.PLACES.items()]


class Known(world.World):
    """Policies and records that both languages can express."""

    def leaf(self, names=True):
        while True:
            leaf = super().leaf(names)
            if not (leaf[0] == "same" and leaf[1] in world.NUMBERS or leaf[0] == "every" and leaf[2] == ["civil"]
                    or leaf[0] == "some" and "civil" in leaf[2] or leaf == ("answer", "q2")):
                return leaf

    def policy(self):
        dice = self.dice
        terms = {"warm": [(None, ("some", "color", ["red", "green"], False))],
                 "turn": [(None, ("some", "color", ["red"], False)), (3, ("cmp", "size", ">", 3))],
                 "civil": [(None, ("some", "basis", ["immigration-detainer", "civil-immigration-warrant"], False))]}
        instruments, rules = [], []
        for number in range(dice.choice([1, 2, 3])):
            instruments.append({"id": f"I{number}", "place": dice.choice(["Fairview", "MarlowCounty", "Northland", "any-facility"]),
                                "from": dice.choice([0, 1, 3]), "to": dice.choice([None, None, 4]), "replaces": None})
            for label in range(dice.choice([1, 2, 3])):
                while True:
                    rule = self.rule(f"I{number}", f"r{label}", [])
                    if rule["modal"] != "must":
                        break
                rule["if"] = self.condition(2, [], 0) if self.chance(0.8) else None
                rule["unless"] = [(f"e{n}", self.condition(1, [], 0)) for n in range(dice.choice([0, 1, 2]))]
                rules.append(rule)
        name = lambda rule: f"{rule['instrument']}.{rule['label']}"
        precedences = [(name(one), name(two), None) for one in rules if one["modal"] == "must not"
                       for two in rules if two["modal"] == "may"]
        return {"terms": terms, "questions": {"q1": None, "q2": None, "q3": None}, "instruments": instruments, "rules": rules,
                "precedences": precedences}

    def case(self, policy):
        dice = self.dice
        rule = dice.choice(policy["rules"])
        action = dice.choice([a for verb in rule["act"]["verbs"] for a, _ in world.VERBS[verb]])
        one = lambda values: ("known", [dice.choice(values)])
        some = lambda values: ("known", dice.sample(values, dice.choice([1, 1, 2, 3])))
        slots = {"action": ("known", [action]),
                 "actor": one(["sheriff", "jail-corrections", "municipal-police", "court", "sheriff"]),
                 "recipient": one(["ICE-ERO", "ICE-HSI", "CBP", "sheriff"]), "capacity": one(["records-clerk", "analyst"]),
                 "basis": some(["immigration-detainer", "civil-immigration-warrant", "consent"]),
                 "information": some(["release-date", "employment", "custody-status"]),
                 "purpose": one(["criminal-investigation", "unstated"]), "color": one(world.VOCABULARY["color"]),
                 "tone": one(["loud", "soft", "flat"]), "kin": one(world.VOCABULARY["kin"]), "sib": one(world.VOCABULARY["sib"]),
                 "size": one(["2", "3", "4", "7"]), "weight": one(["2", "4"]), "person": one(["p1", "p2"])}
        place, hour = dice.choice(["Fairview", "MarlowCounty", "Oldport"]), dice.randrange(-30, 200)
        if self.chance(0.8):
            place, hour = self.fitting(policy, rule, slots)
        return {"judged": {"verb": action, "slots": slots, "time": (hour * world.HOUR, hour * world.HOUR + 1), "place": place},
                "others": [], "coverage": None, "answers": {"q1": self.chance(0.5), "q3": self.chance(0.5)}}


def request(case):
    judged = case["judged"]
    context = {"day": judged["time"][0] // world.DAY, **case["answers"]}
    for slot, (_, values) in judged["slots"].items():
        lower = [value.lower() for value in values]
        context[slot] = lower if slot in world.LISTS else int(lower[0]) if slot in world.NUMBERS else lower[0]
    return {"principal": 'Agency::"a"', "action": 'Action::"act"', "resource": f'Place::"{judged["place"]}"',
            "context": context}


def compare(program, wanted, seed, decided, events=60):
    """Prints how many events both decide alike; true where all."""
    import cedarpy
    cases = wrong = denied = allowed = 0
    start, cedar = time.monotonic(), 0.0
    number = seed
    while cases < wanted:
        dice = Known(random.Random(10 ** 6 + number))
        number += 1
        policy = dice.policy()
        examples = {f"c{n}": dice.case(policy) for n in range(events)}
        text = world.policy_text(policy, examples)
        said = decided(program, text, False)
        rules = [f"{rule['instrument']}.{rule['label']}" for rule in policy["rules"]]
        began = time.monotonic()
        results = cedarpy.is_authorized_batch([request(case) for case in examples.values()], cedar_text(policy), ENTITIES)
        cedar += time.monotonic() - began
        for (name, case), result in zip(examples.items(), results):
            if result.diagnostics.errors:
                raise RuntimeError(f"Cedar: {result.diagnostics.errors}\n{cedar_text(policy)}")
            reasons = {rules[int(reason.removeprefix("policy"))] for reason in result.diagnostics.reasons}
            verdicts = {rule: one["possible"] for rule, one in said[name].items()}
            violated = {rule for rule in rules if verdicts[rule] == ["violated"]}
            permitted = {rules[n] for n, rule in enumerate(policy["rules"])
                         if rule["modal"] == "may" and verdicts[rules[n]] == ["permitted"]}
            open_rules = {rule for rule in rules if len(verdicts[rule]) != 1}
            is_allowed = result.decision.value == "Allow"
            expected = (violated, False) if violated else (permitted, bool(permitted))
            cases += 1
            allowed += is_allowed
            denied += bool(violated)
            if open_rules or (reasons, is_allowed) != expected:
                wrong += 1
                if wrong <= 3:
                    print(f"seed {number - 1}, {name}: Cedar {result.decision.value} by {sorted(reasons)}; the program "
                          f"{verdicts}\n{world.policy_text(policy, {name: case})}\n{cedar_text(policy)}")
    print(f"cedar: {cases} events of {number - seed} policies in {time.monotonic() - start:.0f} s (Cedar {cedar:.1f} s): "
          f"{denied} violated, {allowed} permitted, {cases - denied - allowed} neither; {wrong} differ")
    return wrong == 0
