"""A scan goes on from the inventory of an older program."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest

from meibo.inventory.reader import Reader
from old_inventories import NUMBERS, make_old

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("number", [NUMBERS[0], NUMBERS[-1]])
def test_the_next_scan_begins_anew_and_says_why(scan: Any, watcher: Any, tmp_path: Path, number: int) -> None:
    """The last one was cut short under other rules: all is read anew, and what is gone since ends with that scan."""
    share = tmp_path / "share"
    for name in ("人事/名簿.csv", "営業/顧客.json", "営業/新規.txt"):
        place = share / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("電話 090-2345-6781\n", "utf-8")
    inventory = make_old(number, scan.key_file.parent, share.as_uri())
    eyes = watcher()
    scan(share / "人事", share / "営業", name=inventory.name, watcher=eyes)
    assert eyes.events[0][0] == "restarted"
    assert "rule-set" in eyes.events[0]
    assert (eyes.files["recorded"], eyes.files["carried over"]) == (3, 0)
    with contextlib.closing(Reader(inventory)) as reader:
        assert reader.scan_numbers() == (1, 2, 3, 4, 5)
        assert reader.summarise(5).state == "finished"
        assert [asset.path for asset in reader.assets(5)] == ["名簿.csv", "新規.txt", "顧客.json"]
        uri = (share / "人事").as_uri()
        newest = reader.history(uri, "名簿.csv")[0]
        assert (newest.first_scan, newest.last_scan) == (5, 5)
        assert len(list(reader.assets(2))) == 11
