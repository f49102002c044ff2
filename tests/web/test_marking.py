"""Marks from the pages: as ``meibo triage`` makes them, and only from these pages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from meibo.inventory.reader import Reader
from web_pages import ORIGIN, Pages, find_file, find_names, run_meibo


def find_csrf(text: str) -> str:
    """What a form of the page brings back."""
    return str(re.findall(r'name="csrf" value="([^"]+)"', text)[0])


def send(pages: Pages, path: str, **fields: object) -> int:
    """Send the form of a file's page; status of the answer."""
    csrf = find_csrf(pages.get(path))
    form = {
        "csrf": csrf, "version": path.rpartition("/")[2], "kind": "delete", "reason": "保存期間", "person": "佐藤",
        "back": pages.base + path, **fields,
    }  # fmt: skip
    answer = pages.client.post(f"{pages.base}/marks", data=form, headers={"origin": ORIGIN})
    return answer.status_code


def read_marks(inventory: Path) -> list[tuple[str, str, str, str]]:
    """Path, mark, reason and person of every marked file."""
    reader = Reader(inventory)
    try:
        files = list(reader.marks.marked_files())
    finally:
        reader.close()
    return [(file.path, file.mark.kind or "", file.mark.reason, file.mark.person) for file in files if file.mark]


def test_mark_is_stored_and_shown(triage_pages: Pages) -> None:
    """It stands in the inventory, on the page of the file, and in the filter of the list, at once."""
    inventory = triage_pages.site.settings.inventory
    path = find_file(triage_pages, "健康")
    assert "監査 太郎" in triage_pages.get(path)
    assert send(triage_pages, path) == 303
    assert read_marks(inventory) == [("総務部/健康管理/健康診断結果一覧_2026.csv", "delete", "保存期間", "佐藤")]
    assert "保存期間" in triage_pages.get(path)
    assert find_names(triage_pages.get("/files?mark=delete")) == ["健康診断結果一覧_2026.csv"]
    assert send(triage_pages, path, kind="remove", reason="") == 303
    assert read_marks(inventory) == []
    assert find_names(triage_pages.get("/files?mark=delete")) == []


def test_false_positive_loses_its_risk(triage_pages: Pages) -> None:
    """The file leaves the riskiest ones without a restart."""
    path = find_file(triage_pages, "健康")
    assert "健康診断結果一覧_2026.csv" in find_names(triage_pages.get("/files?level=critical"))
    assert send(triage_pages, path, kind="false-positive") == 303
    assert "健康診断結果一覧_2026.csv" not in find_names(triage_pages.get("/files?level=critical"))
    assert "健康診断結果一覧_2026.csv" not in find_names(triage_pages.get("/files?trigger=reportable"))


def test_several_files_are_marked_together(triage_pages: Pages) -> None:
    """The boxes of the list."""
    numbers = re.findall(r'name="version" value="(\d+)"', triage_pages.get("/files?q=名簿"))
    assert send(triage_pages, find_file(triage_pages, "健康"), version=[*numbers, "999999"]) == 303
    assert [path for path, *_ in read_marks(triage_pages.site.settings.inventory)] == ["新しい名簿.csv"]


def test_marks_of_others_are_seen(triage_pages: Pages) -> None:
    """What somebody marks by the command shows on the next page."""
    inventory = triage_pages.site.settings.inventory
    run_meibo("triage", "新しい名簿.csv", "--mark", "needed", "--reason", "使用中", "-i", inventory)
    assert find_names(triage_pages.get("/files?mark=needed")) == ["新しい名簿.csv"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"csrf": ""}, 403),
        ({"csrf": "guess"}, 403),
        ({"reason": "  "}, 422),
        ({"person": ""}, 422),
        ({"kind": "burn"}, 422),
        ({"version": "x"}, 422),
        ({"version": "999999"}, 422),
    ],
)
def test_incomplete_forms_change_nothing(triage_pages: Pages, fields: dict[str, str], status: int) -> None:
    """A form of another page, or one that says too little."""
    assert send(triage_pages, find_file(triage_pages, "健康"), **fields) == status
    assert read_marks(triage_pages.site.settings.inventory) == []


def test_forms_of_others_change_nothing(triage_pages: Pages) -> None:
    """Without the origin of these pages, or without the cookie, a form is not even read."""
    path = find_file(triage_pages, "健康")
    form = {
        "csrf": find_csrf(triage_pages.get(path)),
        "version": path[7:],
        "kind": "delete",
        "reason": "x",
        "person": "y",
    }
    address = f"{triage_pages.base}/marks"
    assert triage_pages.client.post(address, data=form).status_code == 403
    assert triage_pages.client.post(address, data=form, headers={"origin": "null"}).status_code == 403
    assert triage_pages.guest().post(address, data=form, headers={"origin": ORIGIN}).status_code == 401
    assert triage_pages.client.post(address, json=form, headers={"origin": ORIGIN}).status_code == 403
    assert triage_pages.client.get(address).status_code in (404, 405)
    assert read_marks(triage_pages.site.settings.inventory) == []


def test_inventory_that_goes_is_told(triage_pages: Pages) -> None:
    """A page says what is wrong with the inventory, and others work again once it is back."""
    inventory = triage_pages.site.settings.inventory
    path = find_file(triage_pages, "健康")
    away = inventory.with_name("away.db")
    shutil.move(inventory, away)
    answer = triage_pages.client.get(triage_pages.base + path)
    shutil.move(away, inventory)
    assert answer.status_code == 503
    assert "meibo.db" in answer.text
    assert triage_pages.get(path)
