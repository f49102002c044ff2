"""Every format of a sample share opens with a library of its own, and holds its values where the key says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from meibo.samples import write_share
from meibo.samples.contents import DOCUMENTS
from meibo.samples.office_files import OFFICE_FILES
from samples.places import read_place

if TYPE_CHECKING:
    from collections.abc import Iterator

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sample share with its key."""
    folder = tmp_path_factory.mktemp("demo")
    write_share(folder, 20261122, 40)
    return folder


def read_key(share: Path) -> Iterator[dict[str, Any]]:
    """The lines of the answer key."""
    return map(json.loads, (share / "answer-key.jsonl").read_text("utf-8").splitlines())


MAILS = tuple(document.path for document in DOCUMENTS if document.path.endswith(".eml"))
"""They are written as text, and read as mails."""


@pytest.mark.parametrize("path", [*(file.path for file in OFFICE_FILES), *MAILS])
def test_values_stand_where_the_key_says(share: Path, path: str) -> None:
    """At its place a reader of the format finds each value: a cell is it, a line goes on with it, a page holds it."""
    lines = list(read_key(share))
    passwords = tuple(row["value"] for row in lines if row.get("detector") == "credential" and "メール" in row["path"])
    passwords += tuple(row["password"] for row in lines if "password" in row)
    content = (share / "share" / path).read_bytes()
    rows = [row for row in lines if row["path"] == path and "value" in row and row.get("negative") != "message-id"]
    assert rows or Path(path).stem == "届出書_20260520"
    for row in rows:
        found = read_place(content, path, row.get("container", []), row["location"], passwords)
        wanted = row["value"]
        if {"cell", "row"} & row["location"].keys():
            assert found == wanted, row
        elif "page" in row["location"]:
            assert wanted in found, row
        else:
            assert squeeze(found).startswith(squeeze(wanted)), row


def squeeze(text: str) -> str:
    """Text without what stands between the parts of a value in several cells."""
    return re.sub(r"[\s,.-]", "", text)


def test_every_format_is_there(share: Path) -> None:
    """Of each format at least one file with values, inside of archives and mails too."""
    names = {name for row in read_key(share) for name in (row["path"], *row.get("container", ())) if "value" in row}
    offices = {".xlsx", ".ods", ".docx", ".odt", ".rtf", ".pptx", ".odp", ".pdf"}
    assert {Path(name).suffix for name in names} >= {
        *offices,
        *(".eml", ".mbox", ".msg", ".ics", ".db", ".sqlite", ".zip", ".tar", ".gz", ".bz2", ".xz", ".zst"),
    }
