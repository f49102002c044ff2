"""An inventory that somebody else has made, or has written to: whoever looks at it is steered by nothing in it."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import Any

import pytest

STEERING = "\x1b\x07\r\x9b\u202e\u061c\u2028"
TEXT = f"{STEERING[0]}]0;EVIL{STEERING[1:]}"
PLACES = ("scans.started", "scans.ended", "counts.detector", "positions.detector", "kind_counts.kind")
COMMANDS = (("list",), ("show", "名簿.csv"), ("diff",), ("whatif", "名簿.csv"), ("list", "--format", "json"))


@pytest.fixture(scope="module")
def inventory(module_meibo: Any) -> Any:
    """An inventory of two scans of a roster."""
    share = module_meibo.folder / "share"
    share.mkdir()
    rows = ("氏名,住所,電話番号", "山田 太郎,東京都千代田区丸の内1-1-1,090-1234-5678", "佐藤 花子,,080-2345-6789")
    (share / "名簿.csv").write_text("\n".join(rows), "utf-8")
    for _ in range(2):
        module_meibo("scan", share)
        (share / "名簿.csv").write_text("\n".join((*rows, "鈴木 一郎,,070-3456-7890")), "utf-8")
    return module_meibo


@pytest.mark.slow
def test_no_text_in_it_steers_the_terminal(inventory: Any) -> None:
    """Times, counts and names of detectors are texts like any other to who writes to the file."""
    with contextlib.closing(sqlite3.connect(inventory.folder / "meibo.db")) as connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        for place in PLACES:
            table, _, column = place.partition(".")
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", (TEXT,))  # noqa: S608 - of this file
        connection.commit()
    seen = False
    for command in COMMANDS:
        done = inventory(*command, "--lang", "en")
        shown = done.stdout + done.stderr
        assert not set(STEERING) & set(shown), command
        seen |= "EVIL" in shown
    assert seen
