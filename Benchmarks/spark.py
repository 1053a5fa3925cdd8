#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds an invented log against a policy by the program itself, by Spark SQL and by PostgreSQL, and compares.

    spark.py PROGRAM [--rows 20000] [--seeds 1 2] [--engines spark postgresql]

Each engine runs the files that `brightline audit-log --emit` writes; the vectors it returns, and the rows that are decided by
themselves, are given back to the program. Nothing may differ: neither what is said of how many rows, nor a vector between the
engines. Beside it stands how long each took. Needs Java and PySpark (pip install pyspark) for Spark, on two local threads, and
Debian's package postgresql for the other; what is missing is named and left out.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import running
import spark_log

PLACES = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin")) if pathlib.Path("/usr/lib/postgresql").exists() else []


def said(program, log, mapping, policy, *more):
    """What the program prints, by rule, verdict and what it hangs on: how many rows."""
    began = time.perf_counter()
    done = subprocess.run(
        [program, "audit-log", str(log), "--mapping", str(mapping), "--policies", str(policy), "--zone", "America/Chicago",
         "--format", "json", "--progress", "never", *map(str, more)],
        capture_output=True, text=True, check=False)
    if done.returncode > 1:
        sys.exit(f"bench: {done.stderr}")
    found = {}
    for line in done.stdout.splitlines():
        one = json.loads(line)
        key = json.dumps([one[name] for name in ("instrument", "rule", "verdict", "until", "why")])
        found[key] = found.get(key, 0) + one["rows"]
    return found, time.perf_counter() - began


class Spark:
    """Spark on this machine."""

    name = "spark"

    def __init__(self, folder):
        import spark_run

        self.run = spark_run
        self.spark = spark_run.session(folder)

    def vectors(self, folder, out):
        found, loading, asking = self.run.audit(self.spark, folder)
        self.run.write(found, json.loads((folder / "manifest.json").read_text())["vectors"], out)
        return loading, asking

    def alone(self, folder, out):
        tables = json.loads((folder / "manifest.json").read_text())["load"]
        for table in tables:
            if table["name"] in ("audit_alone", "audit_wanted"):
                self.run.load(self.spark, folder, table)
        self.run.write(self.run.ask(self.spark, folder / "alone.sql"), ["judged"], out)

    def stop(self):
        self.spark.stop()


class PostgreSQL:
    """A server of its own in a folder, reached by a socket there."""

    name = "postgresql"

    def __init__(self, folder):
        if not PLACES:
            raise ImportError("Debian's package postgresql")
        self.bin = PLACES[-1]
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="blpg", dir="/tmp"))
        self.before = []
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.before = ["runuser", "-u", "postgres", "--"]
        self.control("initdb", "-D", self.folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.control("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "start", "-o",
                     f"-c listen_addresses= -k {self.folder} -c fsync=off -c work_mem=256MB -c shared_buffers=512MB")

    def control(self, tool, *arguments):
        subprocess.run([*self.before, str(self.bin / tool), *map(str, arguments)], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, cwd="/")

    def psql(self, script, out=None):
        done = subprocess.run(
            [str(self.bin / "psql"), "-h", str(self.folder), "-U", "tester", "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1", "--csv"],
            input=script, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"bench: {done.stderr}")
        if out:
            out.write_text(done.stdout, encoding="utf-8")

    def vectors(self, folder, out):
        manifest = json.loads((folder / "manifest.json").read_text())
        began = time.perf_counter()
        self.psql((folder / "schema.sql").read_text())
        for table in manifest["load"]:
            self.psql(f"\\copy {table['name']} FROM '{folder / table['file']}' WITH (FORMAT csv)\n")
        loaded = time.perf_counter()
        self.psql((folder / "query.sql").read_text(), out)
        return loaded - began, time.perf_counter() - loaded

    def alone(self, folder, out):
        self.psql(f"\\copy audit_alone FROM '{folder / 'audit_alone.csv'}' WITH (FORMAT csv)\n")
        self.psql((folder / "alone.sql").read_text(), out)

    def stop(self):
        try:
            self.control("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def compare(program, engines, work, rows, seed):
    """The number of differences."""
    folder = work / f"log-{seed}"
    folder.mkdir()
    files = spark_log.write(folder, rows, seed)
    here, took = said(program, *files)
    total = sum(here.values())
    print(f"seed {seed}: {rows:,} rows, {len(here)} different lines over {total:,} findings; the program {took:.1f} s")
    wrong = 0
    vectors = {}
    for engine in engines:
        into = folder / engine.name
        said(program, *files, "--emit", engine.name, "--into", into, "--quiet")
        loading, asking = engine.vectors(into, into / "vectors.csv")
        said(program, *files, "--vectors", into / "vectors.csv", "--into", into, "--quiet")
        engine.alone(into, into / "alone.csv")
        there, _ = said(program, *files, "--vectors", into / "vectors.csv", "--alone", into / "alone.csv")
        differ = sum(here.get(key) != there.get(key) for key in here.keys() | there.keys())
        lines = (into / "vectors.csv").read_text().splitlines()[1:]
        vectors[engine.name] = sorted(line.replace('"', "") for line in lines)
        print(f"  {engine.name}: {len(lines)} vectors, {differ} lines differ; loading {loading:.1f} s, asking {asking:.1f} s "
              f"({asking / took:.1f} times the program with its reading)")
        wrong += differ
    if len(vectors) == 2 and len({tuple(own) for own in vectors.values()}) != 1:
        print("  the engines returned different vectors")
        wrong += 1
    return wrong


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engines", nargs="+", default=["spark", "postgresql"], choices=["spark", "postgresql"])
    options = parser.parse_args()
    engines = []
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="brightline-") as name:
        work = pathlib.Path(name)
        try:
            for kind in (Spark, PostgreSQL):
                if kind.name not in options.engines:
                    continue
                try:
                    engines.append(kind(work))
                except ImportError as missing:
                    print(f"{kind.name} is left out: {missing} is missing")
            for seed in options.seeds:
                wrong += compare(options.program, engines, work, options.rows, seed)
        finally:
            for engine in engines:
                engine.stop()
    print(f"{wrong} differences" if engines else "no engine is installed")
    sys.exit(1 if wrong or not engines else 0)


if __name__ == "__main__":
    main()
