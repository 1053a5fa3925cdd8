#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts where the program and two outside deciders disagree about what policies say of random events.

    policy.py PROGRAM [--cases 20000] [--seed 1] [--workers 2] [--examples 40] [--reference 4] [--cedar 3000]

clingo  random policies (every modal, exceptions, precedences with conditions, replaced versions, questions, dated terms,
        windows of every kind, counts, links) and random records in which values, times, places and whole events are
        unknown; as policy files with an example for each record. `PROGRAM policy test --rules` gives, for each rule, every
        verdict that is possible, and with `--reference`, asked of every fourth policy, the same by its reference
        interpreter; clingo decides the same records by answer sets (policy_clingo.py). A case is one rule on one event;
        undetermined are those with several verdicts.
cedar   rules of known facts only, decided by Cedar as well (policy_cedar.py says how they correspond).

times   the shipped policies checked, and one event of an e-mail decided by all instruments of its place, with reasons.

Where something differs, the smallest policy and record found that still differ are printed. Ends with status 1 then.
"""
import concurrent.futures
import copy
import importlib.util
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import running
import policy_world as world

SILENT = {"not-covered", "no-rule-in-force"}


def decided(program, text, reference):
    """For each example and rule: whether the rule speaks, and the verdicts by decision and by reference."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "random.policy.md"
        path.write_text(text)
        command = [program, "policy", "test", str(path), "--rules", "--format", "json"]
        done = subprocess.run(command + (["--reference"] if reference else []), capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"status {done.returncode}: {done.stderr.strip()}\n{text}")
    out = {}
    for line in done.stdout.splitlines():
        example = json.loads(line)
        out[example["name"]] = {rule["rule"]: rule for rule in example["rules"]}
    return out


def differences(rule, verdicts):
    """How what the program says of one rule differs from the verdicts of clingo."""
    found, possible = [], set(rule["possible"])
    if "undetermined" in possible:
        pass  # The program says that it gave up.
    elif rule["speaks"] and possible != verdicts or not rule["speaks"] and not verdicts <= SILENT:
        found.append(("decision", sorted(possible) if rule["speaks"] else ["silent"]))
    if rule.get("reference") is not None and set(rule["reference"]) != verdicts:
        found.append(("reference", rule["reference"]))
    return found


def differing(program, policy, case, name, who):
    import policy_clingo
    try:
        said = decided(program, world.policy_text(policy, {"c": case}), who == "reference")
    except RuntimeError:
        return None
    truth = policy_clingo.possible(policy, {"c": case})["c"].get(name)
    if truth is None or name not in said["c"]:
        return None
    return next(((kind, got, sorted(truth)) for kind, got in differences(said["c"][name], truth) if kind == who), None)


def smaller(policy, case):
    """Policies and records with one thing left out."""
    for index in range(len(policy["rules"])):
        less = copy.deepcopy(policy)
        gone = less["rules"].pop(index)
        name = f"{gone['instrument']}.{gone['label']}"
        less["precedences"] = [p for p in less["precedences"] if name not in p[:2]]
        used = {rule["instrument"] for rule in less["rules"]}
        less["instruments"] = [i for i in less["instruments"] if i["id"] in used]
        if all(not i["replaces"] or i["replaces"] in used for i in less["instruments"]):
            if all(p[1][1:] in used for p in less["precedences"] if p[1][0] == "*"):
                yield less, case
    for index in range(len(policy["precedences"])):
        less = copy.deepcopy(policy)
        less["precedences"].pop(index)
        yield less, case
    for index, (winner, loser, condition) in enumerate(policy["precedences"]):
        if condition:
            less = copy.deepcopy(policy)
            less["precedences"][index] = (winner, loser, None)
            yield less, case
    for number, rule in enumerate(policy["rules"]):
        if rule["if"]:
            for part in parts(rule["if"]):
                less = copy.deepcopy(policy)
                less["rules"][number]["if"] = part
                yield less, case
        for index, (label, condition) in enumerate(rule["unless"]):
            less = copy.deepcopy(policy)
            less["rules"][number]["unless"].pop(index)
            yield less, case
            for part in parts(condition):
                if part:
                    less = copy.deepcopy(policy)
                    less["rules"][number]["unless"][index] = (label, part)
                    yield less, case
    for index in range(len(case["others"])):
        less = copy.deepcopy(case)
        less["others"].pop(index)
        yield policy, less
    if case["coverage"] is not None:
        yield policy, {**case, "coverage": None}
        for index in range(len(case["coverage"])):
            yield policy, {**case, "coverage": case["coverage"][:index] + case["coverage"][index + 1:]}
    if case["answers"]:
        yield policy, {**case, "answers": {}}
    for event in ["judged"] + list(range(len(case["others"]))):
        one = case["judged"] if event == "judged" else case["others"][event]
        for slot, (kind, _) in one["slots"].items():
            less = copy.deepcopy(case)
            slots = (less["judged"] if event == "judged" else less["others"][event])["slots"]
            if slot not in ("action", "person") and kind == "unknown":
                slots[slot] = ("known", [world.VOCABULARY.get(slot, ["2" if slot in world.NUMBERS else "loud"])[0]])
                yield policy, less
        if one["time"] and one["time"][1] - one["time"][0] > 1:
            less = copy.deepcopy(case)
            (less["judged"] if event == "judged" else less["others"][event])["time"] = (one["time"][0], one["time"][0] + 1)
            yield policy, less


def parts(condition):
    if condition[0] in ("and", "or"):
        yield from condition[1]
    elif condition[0] == "not":
        yield condition[1]
    yield None


def smallest(program, policy, case, name, who, tries=150):
    """The text of a small policy that still differs, and how."""
    how = differing(program, policy, case, name, who)
    if how is None:
        return "does not differ alone", world.policy_text(policy, {"c": case})
    shrunk = True
    while shrunk and tries > 0:
        shrunk = False
        for less in smaller(policy, case):
            tries -= 1
            if name not in [f"{rule['instrument']}.{rule['label']}" for rule in less[0]["rules"]]:
                continue
            got = differing(program, *less, name, who)
            if got:
                (policy, case), how, shrunk = less, got, True
                break
            if tries <= 0:
                break
    return f"{how[0]} says {', '.join(how[1])}; clingo {', '.join(how[2])}", world.policy_text(policy, {"c": case})


def batch(program, seed, examples, reference):
    import policy_clingo
    dice = world.World(random.Random(seed))
    policy = dice.policy()
    cases = {f"c{number}": dice.case(policy) for number in range(examples)}
    tally = dict(cases=0, open=0, gaveup=0, asked=0, skipped=0, seconds=0.0, clingo=0.0, wrong=[])
    start = time.monotonic()
    said = decided(program, world.policy_text(policy, cases), reference)
    middle = time.monotonic()
    truth = policy_clingo.possible(policy, cases)
    tally["seconds"], tally["clingo"] = middle - start, time.monotonic() - middle
    for name in cases:
        for rule, verdicts in truth[name].items():
            got = said[name][rule]
            tally["cases"] += 1
            tally["open"] += len(verdicts) > 1
            tally["gaveup"] += "undetermined" in got["possible"]
            tally["asked"] += reference
            tally["skipped"] += reference and got.get("reference") is None
            for who, how in differences(got, verdicts):
                tally["wrong"].append((who, name, rule, how, sorted(verdicts)))
    return seed, tally


def small(program, seed, examples, who, name, rule):
    dice = world.World(random.Random(seed))
    policy = dice.policy()
    cases = {f"c{number}": dice.case(policy) for number in range(examples)}
    return smallest(program, policy, cases[name], rule, who)


def against_clingo(args):
    total = dict(cases=0, open=0, gaveup=0, asked=0, skipped=0, seconds=0.0, clingo=0.0, decision=0, reference=0)
    shown, start = [], time.monotonic()
    with concurrent.futures.ProcessPoolExecutor(args.workers) as pool:
        waiting, seed = set(), args.seed
        while total["cases"] < args.cases or waiting:
            while total["cases"] < args.cases and len(waiting) < args.workers * 2:
                waiting.add(pool.submit(batch, args.program, seed, args.examples,
                                        args.reference > 0 and seed % args.reference == 0))
                seed += 1
            done, waiting = concurrent.futures.wait(waiting, return_when="FIRST_COMPLETED")
            for one in done:
                number, tally = one.result()
                for key in ("cases", "open", "gaveup", "asked", "skipped", "seconds", "clingo"):
                    total[key] += tally[key]
                for who, name, rule, how, verdicts in tally["wrong"]:
                    total[who] += 1
                    if len(shown) < args.show and (number, who) not in [s[:2] for s in shown]:
                        shown.append((number, who, name, rule))
    seconds = time.monotonic() - start
    for number, who, name, rule in shown:
        how, text = small(args.program, number, args.examples, who, name, rule)
        print(f"seed {number}, {name}, {rule}: {how}\n{text}")
    cases = max(1, total["cases"])
    print(f"clingo: {total['cases']} cases (rule and event) of {seed - args.seed} policies, seeds {args.seed} to {seed - 1}, "
          f"in {seconds:.0f} s on {args.workers} workers")
    print(f"  {total['open'] / cases:.1%} undetermined; the program gave up on {total['gaveup']}, "
          f"its reference, asked of {total['asked']}, on {total['skipped']}")
    print(f"  differences from clingo: decision {total['decision']}, reference {total['reference']}")
    print(f"  program {total['seconds']:.0f} s, clingo {total['clingo']:.0f} s of work")
    return total["decision"] + total["reference"] == 0


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--examples", type=int, default=40, help="in each policy")
    parser.add_argument("--show", type=int, default=3, help="how many differences are made small and shown")
    parser.add_argument("--reference", type=int, default=4, help="asked of every so many policies; 0 for none")
    parser.add_argument("--cedar", type=int, default=3_000, help="cases")
    args = parser.parse_args()
    right = times(args)
    for module, section in (("clingo", against_clingo), ("cedarpy", against_cedar)):
        if importlib.util.find_spec(module) is None:
            print(f"{module} is left out: this Python has none (pip install {module})")
        else:
            right = section(args) and right
    sys.exit(0 if right else 1)


def times(args):
    """How long the shipped policies take to check, and one event of an e-mail to decide and explain by all of its place's."""
    folder = pathlib.Path(__file__).resolve().parent.parent / "Policies"
    files = [str(path) for path in sorted(folder.glob("*.policy.md"))]

    def best(extra, runs=5):
        seconds = []
        for _ in range(runs):
            start = time.perf_counter()
            done = subprocess.run([args.program, "policy", *extra], capture_output=True, text=True)
            seconds.append(time.perf_counter() - start)
            if done.returncode not in (0, 1):
                raise RuntimeError(done.stderr)
        return min(seconds)

    print(f"shipped policies: start of the program {best(['--help']) * 1000:.0f} ms, "
          f"policy check of all {best(['check', *files]) * 1000:.0f} ms (start included)")
    acts = ["release-notification", "disclosure", "information-request", "status-inquiry", "contact-other", "hold-request"]
    with tempfile.TemporaryDirectory() as scratch:
        def asked(count):
            lines = ["# E-mails", "", "```policy", "instrument EMAILS for United-States in force 2000-01-01"]
            for number in range(count):
                place = ["Boston", "Bernalillo", "Chicago", "Philadelphia", "SantaClara", "Bloomington"][number % 6]
                held = "unknown among release-date or contact-home" if number % 2 else "release-date"
                lines += [f'example "{number}": municipal-police {acts[number // 6 % 6]} to ICE-ERO',
                          f"  on 2019-03-{1 + number % 28:02} at {number % 24:02}:30 in {place}, information is {held},",
                          "  purpose is unknown, record incomplete", "  expect undetermined"]
            path = pathlib.Path(scratch) / f"mails-{count}.policy.md"
            path.write_text("\n".join(lines + ["```", ""]))
            return best(["test", *files, str(path), "--format", "json"], runs=3)
        few, many = asked(200), asked(1_200)
    print(f"one event of an e-mail, all instruments of its place, with reasons: {(many - few):.2f} ms "
          "(no two share a record; reading the example included)")
    return True


def against_cedar(args):
    import policy_cedar
    return policy_cedar.compare(args.program, args.cedar, args.seed, decided)


if __name__ == "__main__":
    main()
