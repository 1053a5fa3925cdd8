# SPDX-License-Identifier: Apache-2.0
"""Runs an audit that `brightline audit-log --emit spark` wrote, on Spark, here with so many local threads."""
import csv
import json
import pathlib
import time

from pyspark.sql import SparkSession


def session(folder, cores=2):
    """A Spark of its own, with its tables under a folder."""
    spark = (
        SparkSession.builder.master(f"local[{cores}]")
        .appName("brightline")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "4g")
        .config("spark.driver.extraJavaOptions", f"-Dderby.system.home={folder}")
        .config("spark.sql.warehouse.dir", str(pathlib.Path(folder, "tables")))
        .config("spark.sql.shuffle.partitions", str(2 * cores))
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def statements(script):
    """What a script holds: each statement ends with a semicolon at the end of a line."""
    text = pathlib.Path(script).read_text(encoding="utf-8")
    return [part.strip() for part in (text + "\n").split(";\n") if part.strip()]


def load(spark, folder, table):
    """Fills a table with its lines; nothing between commas is NULL."""
    schema = ", ".join(f"{name} {kind.split()[0]}" for name, kind in table["columns"]).replace("VARCHAR(4000)", "STRING")
    lines = spark.read.csv(str(pathlib.Path(folder, table["file"])), schema=schema, mode="FAILFAST")
    lines.write.insertInto(table["name"], overwrite=True)


def ask(spark, script):
    """Runs a script, and returns the rows of its last statement."""
    *before, last = statements(script)
    for statement in before:
        spark.sql(statement)
    return spark.sql(last).collect()


def audit(spark, folder):
    """Runs the queries over the log; returns the vectors, and the seconds that loading and asking took."""
    folder = pathlib.Path(folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    began = time.perf_counter()
    for statement in statements(folder / manifest["schema"]):
        spark.sql(statement)
    for table in manifest["load"]:
        if (folder / table["file"]).exists():
            load(spark, folder, table)
    loaded = time.perf_counter()
    found = ask(spark, folder / manifest["query"])
    return found, loaded - began, time.perf_counter() - loaded


def write(rows, names, file):
    """Rows as the program reads them back."""
    with open(file, "w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(names)
        lines.writerows([["" if value is None else value for value in row] for row in rows])
