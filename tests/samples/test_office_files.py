"""Every format of a sample share opens with a library of its own, and holds its values where the key says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from meibo.samples import write_share
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


@pytest.mark.parametrize("path", [file.path for file in OFFICE_FILES])
def test_values_stand_where_the_key_says(share: Path, path: str) -> None:
    """At its place a reader of the format finds each value: a cell is it, a line goes on with it, a page holds it."""
    lines = list(read_key(share))
    passwords = tuple(row["value"] for row in lines if row.get("detector") == "credential")
    content = (share / "share" / path).read_bytes()
    rows = [row for row in lines if row["path"] == path and "value" in row]
    assert rows
    for row in rows:
        found = read_place(content, path, row.get("container", []), row["location"], passwords)
        wanted = row["value"]
        if {"cell", "row"} & row["location"].keys():
            assert found == wanted, row
        elif "page" in row["location"]:
            assert wanted in found, row
        else:
            assert found.startswith(wanted), row


def test_every_format_is_there(share: Path) -> None:
    """Of each format at least one file with values, inside of archives and mails too."""
    names = {name for row in read_key(share) for name in (row["path"], *row.get("container", ())) if "value" in row}
    assert {Path(name).suffix for name in names} >= {".xlsx", ".docx", ".pptx", ".db", ".eml", ".zip"}
