# SPDX-License-Identifier: Apache-2.0
"""Writes each policy file found in some folders, and each of its blocks, into a corpus."""

import hashlib
import pathlib
import re
import sys


def main(corpus, *folders):
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*.policy.md")):
            text = path.read_bytes()
            for seed in [text, *re.findall(rb"```policy\r?\n(.*?)```", text, re.S)]:
                name = hashlib.sha1(seed, usedforsecurity=False).hexdigest()
                (pathlib.Path(corpus) / name).write_bytes(seed)


main(*sys.argv[1:])
