# SPDX-License-Identifier: Apache-2.0
"""An invented jail's log with a mapping and a policy: rows without a time, a day or a person, gaps, windows, counts."""
import pathlib
import random

POLICY = """# An invented city

```policy
place Fairview within MarlowCounty
calendar working: weekends, 2025-05-26
instrument CITY for Fairview in force 2025-02-01 cite "City 1"
rule purpose: jail must not disclose to ICE if purpose is civil-immigration-enforcement
  unless warrant: basis is judicial-warrant
rule warrant: jail must not detain person
  unless warrant: there was hold-request where document is judicial-warrant before detain
rule often: police must not query
  if count of query about any person with the same account within 2 days before this >= 4
rule again: police must not query if there was query within 3 hours before query
rule out: jail must release person within 48 hours excluding working of detention-hold
instrument COUNTY for MarlowCounty in force 2025-03-05
rule transfer: jail must not transfer person
  if there was hold-request before transfer and there was detention-hold within 9 hours before transfer
```
"""

MAPPING = """mapping: jail-log
source: "log.csv"
place: Fairview
time: {column: When, zone: America/Chicago}
tables:
  acts:
    query: database-query
    hold: detention-hold
    shown: hold-request
    out: release
    moved: custody-transfer
    told: disclosure
  why:
    removal: civil-immigration-enforcement
    missing: missing-person
    otherwise: {unknown: not-stated}
  papers:
    judge: judicial-warrant
    detainer: immigration-detainer
    otherwise: {unknown: not-stated}
  grounds:
    judge: judicial-warrant
    otherwise: {unknown: not-stated}
  who:
    police: municipal-police
    jail: jail-corrections
    otherwise: {unknown: redacted}
events:
  - action: {column: Act, table: acts}
    actor: {column: Who, table: who}
    recipient: ICE-ERO
    purpose: {column: Why, table: why}
    basis: {column: Paper, table: grounds}
    document: {column: Paper, table: papers}
    account: {column: Account}
    person: {column: Booking}
coverage:
  - actions: [database-query, detention-hold, hold-request]
    from: 2025-01-01
    to: 2025-05-31
    gaps: [{from: 2025-03-20, to: 2025-03-21}]
  - actions: [release, custody-transfer]
    from: 2025-01-01
    to: 2025-05-31
"""


def write(folder, rows, seed=1, odd=0.05):
    """The log, its mapping and policy; of so many rows something is missing."""
    folder = pathlib.Path(folder)
    pick = random.Random(seed)
    (folder / "city.policy.md").write_text(POLICY, encoding="utf-8")
    (folder / "log.mapping.yaml").write_text(MAPPING, encoding="utf-8")
    people = max(4, rows // 12)
    with open(folder / "log.csv", "w", encoding="utf-8") as out:
        out.write("When,Act,Who,Why,Paper,Account,Booking\n")
        for _ in range(rows):
            act = pick.choices(["query", "hold", "shown", "out", "moved", "told"], [50, 14, 8, 12, 6, 10])[0]
            day = f"2025-{pick.randint(1, 5):02d}-{pick.randint(1, 28):02d}"
            when = f"{day} {pick.randrange(24):02d}:{pick.randrange(60):02d}:{pick.randrange(60):02d}"
            if pick.random() < odd:
                when = pick.choice([day, when[:-3], ""])
            who = "police" if act == "query" else "jail"
            out.write(
                ",".join([
                    when, act, "" if pick.random() < odd / 4 else who, pick.choice(["removal", "missing", ""]),
                    pick.choice(["judge", "detainer", ""]), f"a{pick.randrange(60)}" if pick.random() >= odd else "",
                    f"B{pick.randrange(people)}" if pick.random() >= odd / 2 else "",
                ])
                + "\n"
            )
    return folder / "log.csv", folder / "log.mapping.yaml", folder / "city.policy.md"
