# SPDX-License-Identifier: Apache-2.0
"""What the example is there to show: the planted cases, tied to their pages and rows."""

import pathlib

import yaml

HERE = pathlib.Path(__file__).resolve().parent


def cases(files, tables):
    """`text/planted.yaml` with the place of each message or row filled in."""
    mails = {mail["id"]: (file["file"], mail) for file in files for mail in file["mails"]}
    marked = {table["file"]: table["marked"] for table in tables}
    out = []
    for case in yaml.safe_load((HERE / "text" / "planted.yaml").read_text(encoding="utf-8")):
        case = dict(case)
        if "mail" in case:
            file, mail = mails[case["mail"]]
            case |= {"file": file, "pages": mail["pages"], "bates": mail["bates"]}
        else:
            case["rows"] = marked[case["file"]][case.pop("mark")]
        out.append(case)
    return out
