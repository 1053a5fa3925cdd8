#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds random logs against policies and compares counts and times with DuckDB in the same run.

    audit.py PROGRAM [--rows 10000000] [--cold 12000000] [--growth 1000000,10000000,50000000] [--seed 1] [--runs 3]

counts  on a log whose every cell is known, the rows of each verdict under three rules, against SQL written by hand: a plain
        filter, no earlier warrant, not released within 48 hours. They must be the same.
speed   events a second of the audit itself, `PROGRAM audit-log --timings`, the log once read, and of DuckDB's query on a
        table in memory, both with two threads; the best of the runs.
four    four policies at once, of which a fifth of the cells are unknown, three-valued with what is missing, against DuckDB
        giving the same vectors: each condition as yes, no or unknown, grouped.
cold    from the CSV file to findings, against DuckDB's read_csv and its query, by way of a table and straight from the file
        (the sooner of a view and of a common table); with the memory of both.
growth  seconds a million rows, read and audited, as logs grow.
eugene  the search log under ../shared/data/eugene with the example's mapping, by month and account, with the page of
        findings, each time from the start of the program; where both are there.

Needs duckdb from PyPI. Ends with status 1 where a count differs.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import duckdb

MAPPING = """
mapping: jail
source: "*.csv"
place: Fairview
acts: [presentation]
time: {column: When, zone: UTC}
patterns:
  reasons:
    - says: [immigration, removal]
      is: civil-immigration-enforcement
    - says: ["missing person"]
      is: missing-person
    - says: [homicide, narcotics, warrant, traffic, welfare]
      is: criminal-investigation
    - exactly: [inv]
      is: {unknown: not-stated}
shared:
  actor: jail-corrections
  recipient: {column: Agency}
  purpose: {column: Reason, patterns: reasons}
  basis: {column: Basis}
  person: {column: Booking}
  parties: {actor: {column: Account}}
events:
  - {name: look-up, when: {Action: query}, action: database-query}
  - {name: held, when: {Action: hold}, action: detention-hold}
  - {name: let go, when: {Action: release}, action: release}
  - {name: warrant, when: {Action: warrant}, action: presentation, document: judicial-warrant}
  - {name: told, when: {Action: disclosure}, action: disclosure}
coverage:
  - {actions: [database-query, detention-hold, release, presentation, disclosure], from: 2023-01-01, to: 2026-01-01}
"""

RULES = {
    "filter": "rule a: jail must not query if purpose is civil-immigration-enforcement",
    "warrant": "rule b: jail must not detain person\n"
               "  unless warrant: there was presentation where document is judicial-warrant before detain",
    "release": "rule c: jail must release person within 48 hours of detention-hold",
    "told": "rule d: jail must not disclose to ICE if every basis is immigration-detainer or none-shown",
}

QUERIES = {
    "filter": """select count(*) from log where "Action" = 'query' and "Reason" in ('immigration', 'removal order')""",
    "warrant": """with first as (select "Booking", min("When") as seen from log where "Action" = 'warrant' group by 1)
        select count(*) from log left join first using ("Booking") where "Action" = 'hold' and (seen is null or seen >= "When")""",
    "release": """select count(*) from log h where "Action" = 'hold' and not exists (select 1 from log r
        where r."Action" = 'release' and r."Booking" = h."Booking" and r."When" > h."When"
        and r."When" <= h."When" + interval 48 hour)""",
}
WANTED = {"filter": "violated", "warrant": "violated", "release": "required-missing"}

# Every condition as 1, 0 or null, and what a search certainly finds and possibly finds: nobody known may be anybody.
VECTORS = """
with w as (select "Booking", min("When") as seen from log where "Action" = 'warrant' and "Booking" is not null group by 1),
     nameless as (select min("When") as seen from log where "Action" = 'warrant' and "Booking" is null),
     anyone as (select min("When") as seen from log where "Action" = 'warrant'),
     r as (select "Booking", "When" from log where "Action" = 'release' and "Booking" is not null),
     u as (select "When" from log where "Action" = 'release' and "Booking" is null order by 1),
     every as (select "When" from log where "Action" = 'release' order by 1),
     h as (select log.*, w.seen as own, n.seen as blank, e.seen as any_at
           from log left join w using ("Booking") cross join nameless n cross join anyone e),
     own as (select h.*, x."When" as next from h asof left join r x on h."Booking" = x."Booking" and h."When" < x."When"),
     un as (select own.*, y."When" as next_blank from own asof left join u y on own."When" < y."When"),
     al as (select un.*, z."When" as next_any from un asof left join every z on un."When" < z."When")
select "Action",
  case when "Reason" is null or "Reason" = 'inv' then null
       when "Reason" in ('immigration', 'removal order') then 1 else 0 end as enforcement,
  case when "Basis" is null then null when "Basis" in ('immigration-detainer', 'none-shown') then 1 else 0 end as basis,
  case when "Agency" is null then null when "Agency" in ('ICE-ERO', 'ICE-HSI') then 1 else 0 end as ice,
  case when "Action" <> 'hold' then null when "Booking" is not null and own < "When" then 1
       when (case when "Booking" is null then any_at else blank end) < "When" then null else 0 end as warrant,
  case when "Action" <> 'hold' then null when "Booking" is not null and next <= "When" + interval 48 hour then 1
       when (case when "Booking" is null then next_any else next_blank end) <= "When" + interval 48 hour then null
       else 0 end as released,
  count(*), min("When")
from al group by all
"""


def make(path, rows, seed, unknown=0.0):
    """A log of one year; `unknown` is the share of cells that are blank."""
    connection = duckdb.connect()
    connection.execute("set threads = 2")

    def pick(values, salt):
        chosen = f"([{', '.join(repr(value) for value in values)}])[1 + (hash(i * 31 + {seed * 101 + salt}) % {len(values)})::int]"
        if unknown:
            return f"case when hash(i * 17 + {seed * 103 + salt}) % 1000 < {int(unknown * 1000)} then '' else {chosen} end"
        return chosen
    acts = ["query"] * 5 + ["hold"] * 2 + ["release", "warrant", "disclosure"]
    reasons = ["welfare check", "missing person", "immigration", "homicide follow-up", "removal order", "traffic stop",
               "narcotics", "warrant service"] + (["inv"] if unknown else [])
    # Nearly all names are known: an unknown one may be anybody.
    booking = f"'B' || lpad((hash(i * 13 + {seed * 107}) % {max(1, rows // 6)})::varchar, 8, '0')"
    if unknown:
        booking = f"case when hash(i * 19 + {seed}) % 100000 < 20 then '' else {booking} end"
    connection.execute(f"""
        copy (select strftime(make_timestamp((1704067200 + i * 31536000.0 / {rows})::bigint * 1000000), '%Y-%m-%d %H:%M:%S')
                as "When",
            ([{', '.join(repr(act) for act in acts)}])[1 + (hash(i * 31 + {seed * 109}) % 10)::int] as "Action",
            'acct_' || lpad((hash(i + {seed * 113}) % 200)::varchar, 3, '0') as "Account",
            {pick(['ICE-ERO', 'ICE-HSI', 'FBI-CJIS', 'LESC'], 3)} as "Agency", {pick(reasons, 4)} as "Reason",
            {pick(['judicial-warrant', 'immigration-detainer', 'none-shown'], 5)} as "Basis", {booking} as "Booking"
        from range({rows}) r(i)) to '{path}' (header, delimiter ',', quote '"')""")


def policy(folder, names):
    path = folder / ("-".join(names) + ".policy.md")
    rules = "\n".join(RULES[name] for name in names)
    path.write_text("# Rules\n\n```policy\nplace Fairview within MarlowCounty\n"
                    f"instrument FAIR for Fairview in force 2023-03-01 cite \"F 1\"\n{rules}\n```\n")
    return path


def audit(program, folder, log, names, rows=0):
    """Lines by rule and verdict, seconds of each step, of the whole, and the most memory in MB."""
    mapping = folder / "jail.mapping.yaml"
    mapping.write_text(MAPPING)
    start = time.perf_counter()
    done = subprocess.Popen(
        [program, "audit-log", str(log), "--mapping", str(mapping), "--policies", str(policy(folder, names)), "--zone", "UTC",
         "--format", "json", "--timings", "--rows", str(rows), "--progress", "never"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    most = [0.0]
    # What the kernel says of children in the end counts this process's own memory, of which each is begun as a copy.
    watcher = threading.Thread(target=watch, args=(done.pid, most), daemon=True)
    watcher.start()
    out, err = done.communicate()
    whole = time.perf_counter() - start
    watcher.join()
    if done.returncode not in (0, 1):
        raise RuntimeError(err)
    seconds = {line.split()[0]: float(line.split()[1]) for line in err.splitlines() if line.endswith(" s")}
    return [json.loads(line) for line in out.splitlines()], seconds, whole, most[0]


def cold(before, query):
    """Seconds of a DuckDB of its own from start to end, and its memory in MB."""
    script = (f"import duckdb, pathlib\nc = duckdb.connect(); c.execute('set threads = 2'); c.execute('set enable_progress_bar = false')\n"
              f"before, query = {before!r}, {query!r}\nif before: c.execute(before)\nc.execute(query).fetchall()\n"
              "print(next(int(l.split()[1]) for l in pathlib.Path('/proc/self/status').read_text().splitlines()\n"
              "      if l.startswith('VmHWM')) / 1024)")
    start = time.perf_counter()
    peer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return time.perf_counter() - start, float(peer.stdout.split()[-1])


def common_table(query, log):
    """The query with the file's columns read once for all its parts."""
    columns = ", ".join(f'"{name}"' for name in ("When", "Action", "Booking", "Reason") if f'"{name}"' in query)
    log = f"log as materialized (select {columns} from read_csv('{log}', nullstr = ''))"
    return f"with {log}, {query.removeprefix('with ')}" if query.startswith("with ") else f"with {log} {query}"


def watch(pid, most):
    """The most memory of a process in MB, looked at until it ends."""
    while True:
        try:
            most[0] = max(most[0], peak(pathlib.Path(f"/proc/{pid}/status").read_text()))
        except (OSError, StopIteration):
            return
        time.sleep(0.02)


def peak(status):
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def best(runs, body):
    found = None
    for _ in range(runs):
        start = time.perf_counter()
        result = body()
        took = time.perf_counter() - start
        found = (took, result) if found is None or took < found[0] else found
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("--rows", type=int, default=10_000_000)
    arguments.add_argument("--cold", type=int, default=12_000_000)
    arguments.add_argument("--growth", default="1000000,10000000,50000000")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--runs", type=int, default=3)
    args = arguments.parse_args()
    is_same = True
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        log = folder / "log.csv"
        make(log, args.rows, args.seed)
        table = duckdb.connect()
        table.execute("set threads = 2")
        table.execute(f"create table log as select * from read_csv('{log}', nullstr = '')")
        for name, query in QUERIES.items():
            took, result = best(args.runs, lambda: table.execute(query).fetchone()[0])
            own = None
            for _ in range(args.runs):
                lines, seconds, _, _ = audit(args.program, folder, log, [name])
                own = min(own or seconds["audit"], seconds["audit"])
            rows = sum(line["rows"] for line in lines if line["verdict"] == WANTED[name])
            is_same &= rows == result
            print(f"{name:8} {rows:>9,} rows {WANTED[name]}, by SQL {result:>9,} ({'the same' if rows == result else 'DIFFERENT'}); "
                  f"{args.rows / own / 1e6:.1f} million events/s, DuckDB {args.rows / took / 1e6:.1f}: {took / own:.2f} times",
                  flush=True)
        del table
        make(log, args.rows, args.seed + 1, unknown=0.2)
        table = duckdb.connect()
        table.execute("set threads = 2")
        table.execute(f"create table log as select * from read_csv('{log}', nullstr = '')")
        took, vectors = best(args.runs, lambda: table.execute(VECTORS).fetchall())
        own, lines = None, []
        for _ in range(args.runs):
            lines, seconds, _, _ = audit(args.program, folder, log, list(RULES))
            own = min(own or seconds["audit"], seconds["audit"])
        print(f"four     {args.rows / own / 1e6:.1f} million events/s with {sum(bool(line['until']) for line in lines)} kinds of open "
              f"verdict and what each hangs on; DuckDB's {len(vectors)} vectors {args.rows / took / 1e6:.1f}: {took / own:.2f} times",
              flush=True)
        del table
        make(log, args.cold, args.seed + 2)
        for name in ("filter", "warrant"):
            _, seconds, whole, most = audit(args.program, folder, log, [name], rows=3)
            table, memory = cold(f"create table log as select * from read_csv('{log}', nullstr = '')", QUERIES[name])
            view, _ = cold(f"create view log as select * from read_csv('{log}', nullstr = '')", QUERIES[name])
            common, _ = cold("", common_table(QUERIES[name], log))
            straight = min(view, common)
            print(f"cold     {name}, {args.cold:,} rows of {log.stat().st_size / 1e6:.0f} MB: {whole:.1f} s (read {seconds['read']:.1f}, "
                  f"audit {seconds['audit']:.1f}), {most:.0f} MB; DuckDB with a table {table:.1f} s, {memory:.0f} MB: "
                  f"{table / whole:.2f} times; straight from the file {straight:.1f} s: {straight / whole:.2f} times", flush=True)
        for rows in [int(rows) for rows in args.growth.split(",") if rows]:
            make(log, rows, args.seed + 3)
            _, seconds, whole, most = audit(args.program, folder, log, list(RULES))
            print(f"growth   {rows:>11,} rows: {whole / rows * 1e6:.3f} s a million (read {seconds['read'] / rows * 1e6:.3f}, audit "
                  f"{seconds['audit'] / rows * 1e6:.3f})", flush=True)
    here = pathlib.Path(__file__).resolve().parent.parent
    page = pathlib.Path(tempfile.gettempdir()) / "eugene.html"
    for log in sorted((here.parent / "shared/data/eugene").rglob("*.csv")):
        mapping = next(iter(sorted((here / "Examples/eugene").glob("*.mapping.yaml"))), None)
        if mapping is None or "search" not in log.name.lower() and "audit" not in log.name.lower():
            continue
        took, done = best(args.runs, lambda: subprocess.run(
            [args.program, "audit-log", str(log), "--mapping", str(mapping), "--place", "Eugene", "--zone", "America/Los_Angeles",
             "--by", "month", "--by", "userId", "--page", str(page)],
            capture_output=True, text=True))
        if done.returncode in (0, 1):
            rows = next((line for line in done.stdout.splitlines() if " rows: " in line), "")
            print(f"eugene   {log.name}: {took:.2f} s with the page of findings ({page.stat().st_size:,} bytes); {rows}")
            page.unlink()
    sys.exit(0 if is_same else 1)


if __name__ == "__main__":
    main()
