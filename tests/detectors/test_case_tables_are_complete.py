"""Every case table has enough cases of each kind, and each case says what the runner needs."""

from __future__ import annotations

import tomllib
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

TABLES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
LEVELS = {"low", "medium", "high"}
LEAST = {"valid": 20, "invalid": 20, "in_text": 8, "near_miss": 10, "spelling": 8}
"""Cases that a table must have of each kind."""
KEYS = {
    "valid": ({"value"}, {"note", "confidence"}),
    "invalid": ({"value", "why"}, set()),
    "in_text": ({"text", "findings"}, {"note"}),
    "near_miss": ({"text", "why"}, set()),
    "spelling": ({"text", "value", "confidence"}, {"note"}),
}
"""Keys that a case of each kind must have, and those it may have."""


def read_table(path: Path) -> dict[str, Any]:
    """The case table as parsed from TOML."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def key_of(kind: str) -> str:
    """The key that tells the cases of a kind apart."""
    return "value" if kind in {"valid", "invalid"} else "text"


@pytest.fixture(params=TABLES, ids=lambda path: path.stem)
def table(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One case table after the other."""
    return read_table(request.param)


def test_first_four_tables_are_there() -> None:
    """The tables of the first four detectors exist, so the tests below run on something."""
    assert {"jp_my_number", "payment_card", "jp_phone", "email"} <= {path.stem for path in TABLES}


def test_table_holds_a_label_and_the_five_kinds_of_case(table: dict[str, Any]) -> None:
    """A table has a label to put in front of bare values, the five kinds of case, and nothing else."""
    assert table.keys() == {"label", *LEAST}
    assert table["label"].strip() == table["label"] != ""


@pytest.mark.parametrize("kind", LEAST)
def test_table_has_enough_cases(table: dict[str, Any], kind: str) -> None:
    """There are at least as many cases of each kind as a detector needs."""
    assert len(table[kind]) >= LEAST[kind]


@pytest.mark.parametrize("kind", LEAST)
def test_cases_have_the_keys_of_their_kind(table: dict[str, Any], kind: str) -> None:
    """A case has all keys that its kind needs, no unknown one, and no empty text."""
    required, optional = KEYS[kind]
    for case in table[kind]:
        assert required <= case.keys() <= required | optional, case
        assert case.get("confidence", "high") in LEVELS, case
        assert all(text != "" for text in case.values()), case


@pytest.mark.parametrize("kind", LEAST)
def test_no_case_is_given_twice(table: dict[str, Any], kind: str) -> None:
    """The cases of one kind differ from each other."""
    values = [case[key_of(kind)] for case in table[kind]]
    assert len(values) == len(set(values))


def test_nothing_is_both_valid_and_invalid(table: dict[str, Any]) -> None:
    """A value with the same label in front cannot be expected both ways."""
    assert not {case["value"] for case in table["valid"]} & {case["value"] for case in table["invalid"]}


def test_spelled_value_stands_once_in_its_text(table: dict[str, Any]) -> None:
    """The value of a spelling is written as the text writes it, escapes decoded, and only once: its span is plain."""
    for case in table["spelling"]:
        written = unescape(unquote(case["text"]))
        assert case["value"] in written or "\\u" in case["text"], case
        assert case["text"].count(case["value"]) <= 1, case


def test_findings_stand_in_their_text_in_reading_order(table: dict[str, Any]) -> None:
    """The findings of a text can be laid over it from left to right without overlap."""
    for case in table["in_text"]:
        end = 0
        for finding in case["findings"]:
            assert finding.keys() == {"value", "confidence"}, case
            assert finding["confidence"] in LEVELS, case
            end = case["text"].index(finding["value"], end) + len(finding["value"])


def test_texts_show_both_findings_and_silence(table: dict[str, Any]) -> None:
    """A table has texts in which something is found and texts in which nothing is."""
    assert {bool(case["findings"]) for case in table["in_text"]} == {True, False}
