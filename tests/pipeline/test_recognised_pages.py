"""Where recognised text stands: its page, and the box of its line; typed pages have no boxes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from meibo.cli.main import main
from meibo.pipeline import parser as parser_module
from meibo.pipeline.collector import store_positions
from meibo_detectors.engine import Engine
from meibo_detectors.model import Block, Position
from meibo_detectors.registry import DETECTORS
from pipeline import picture_parser as said

if TYPE_CHECKING:
    from pathlib import Path


def list_places(block: Block) -> dict[str, dict[str, Any]]:
    """The location of each value that is found in a block."""
    scan = Engine(DETECTORS).scan([block])
    return {value: row.location for row, value in store_positions(scan, block, scan.findings, DETECTORS, bytes(32))}


@pytest.mark.parametrize(
    ("block", "value", "location"),
    [
        (said.LETTER, "佐藤 健一", {"page": 2, "box": list(said.NAME)}),
        (said.LETTER, "hanako@mail.co.jp", {"page": 2, "box": list(said.MAIL)}),
        (said.TABLE, "佐藤 健一", {"page": 3, "box": list(said.FIRST)}),
        (said.TABLE, "03-3234-5612", {"page": 3, "box": list(said.LAST)}),
        (said.TYPED, "taro@mail.co.jp", {"page": 4}),
        # what stands before the core has no box
        (
            Block(said.LETTER.text, Position(page=1), lead=len("お知らせ\n".encode()), boxes=(said.NAME, said.MAIL)),
            "hanako@mail.co.jp",
            {"page": 1, "box": list(said.MAIL)},
        ),
        # fewer boxes than lines: the last one
        (
            Block(said.LETTER.text, Position(page=1), boxes=(said.TITLE,)),
            "佐藤 健一",
            {"page": 1, "box": list(said.TITLE)},
        ),
    ],
)
def test_a_finding_stands_in_the_box_of_its_line(block: Block, value: str, location: dict[str, Any]) -> None:
    assert list_places(block)[value] == location


@pytest.fixture
def picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file whose parser tells of recognised pages."""
    monkeypatch.setattr(parser_module, "start", said.say_pages)
    place = tmp_path / "a.zip"
    place.write_bytes(b"PK\x03\x04 nobody reads this")
    return str(place)


def test_detect_prints_the_box_in_json_only(picture: str, capsys: pytest.CaptureFixture[str]) -> None:
    """For people the page is enough."""
    assert main(["detect", picture, "--detectors", "email", "--format", "jsonl", "--lang", "en"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["location"] for row in rows] == [{"page": 2, "box": list(said.MAIL)}, {"page": 4}]
    assert [row["confidence"] for row in rows] == ["medium", "high"]
    assert main(["detect", picture, "--detectors", "email", "--lang", "en"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{picture}:2: email medium h")
    assert second.startswith(f"{picture}:4: email high t")


def test_text_tells_the_box_around_all_lines(picture: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", picture, "--format", "jsonl", "--lang", "en"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["location"] for row in rows] == [
        {"page": 2, "box": [80, 40, 600, 170]},
        {"page": 3, "box": [50, 300, 950, 410]},
        {"page": 4},
    ]
