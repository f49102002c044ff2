"""``meibo detect --explain`` says why a finding is one, and ``--near`` what a near miss lacks."""

from __future__ import annotations

import json
from typing import Any

import pytest

TEXT = "個人番号 726453189024\n個人番号 726453189025\n注文番号 726453189024\n"
"""A My Number, one with a wrong digit, and the same digits as the number of an order."""


def explained(meibo: Any, *options: str) -> list[dict[str, Any]]:
    done = meibo("detect", "a.txt", "--format", "jsonl", "--detectors", "jp_my_number", "--lang", "en", *options)
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(autouse=True)
def _text(meibo: Any) -> None:
    (meibo.folder / "a.txt").write_text(TEXT, "utf-8")


def test_a_finding_names_rule_label_distance_check_and_level(meibo: Any) -> None:
    """Nothing is missing from the explanation of a high finding, and nothing is against it."""
    [row] = explained(meibo, "--explain")
    told = row["explanation"]
    assert told["level"] == "high"
    assert "check digit" in told["rule"]
    assert (told["label"], told["label_place"], told["label_distance"]) == ("個人番号", "field", 0)
    assert told["check"] == "passed"
    assert (told["needs"], told["objections"]) == (None, [])


def test_distance_counts_the_characters_to_the_label(meibo: Any) -> None:
    """A label in running text stands some characters before the number."""
    (meibo.folder / "a.txt").write_text("提出された個人番号は次の 726453189024 です。", "utf-8")
    [row] = explained(meibo, "--explain")
    assert (row["explanation"]["label_place"], row["explanation"]["label_distance"]) == ("before", 4)


def test_near_misses_say_what_failed(meibo: Any) -> None:
    """Below the wanted confidence each candidate is shown with what speaks against it."""
    found, mistyped, order = explained(meibo, "--near")
    assert found["confidence"] == "high"
    assert (mistyped["confidence"], mistyped["explanation"]["check"]) == ("low", "failed")
    assert mistyped["explanation"]["objections"] == ["check-digit-failed"]
    assert (order["confidence"], order["score"]) == ("none", 0)
    assert order["explanation"]["objections"] == ["other-label", "no-label"]
    assert order["explanation"]["other_label"] == "注文番号"
    assert "label" in order["explanation"]["needs"]


def test_near_misses_are_masked_too(meibo: Any) -> None:
    """No form of explanation shows a value."""
    for form in ("text", "jsonl"):
        shown = meibo("detect", "a.txt", "--near", "--format", form, "--lang", "ja").stdout
        assert "**********24" in shown
        assert "7264531890" not in shown


def test_text_speaks_both_languages(meibo: Any) -> None:
    """The lines below a finding are Japanese or English."""
    japanese = meibo("detect", "a.txt", "--near", "--lang", "ja").stdout
    english = meibo("detect", "a.txt", "--near", "--lang", "en").stdout
    assert "    ラベル: 項目名「個人番号」\n" in japanese
    assert "    別の項目名:「注文番号」\n" in japanese
    assert "    check: failed\n" in english
    assert "    named as something else: “注文番号”\n" in english


def test_column_share_is_told(meibo: Any) -> None:
    """In a table the share of cells that could be such a value is part of the explanation."""
    rows = "".join(f"{number},山田\n" for number in ("726453189024", "726453189025", "4", "1", "2", "3"))
    (meibo.folder / "a.txt").write_text(f"個人番号,姓\n{rows}", "utf-8")
    told = explained(meibo, "--near")[0]["explanation"]
    assert (told["column_cells"], told["column_share"]) == (6, 0.167)
    assert "foreign-column" in told["objections"]


def test_without_the_options_the_output_is_unchanged(meibo: Any) -> None:
    """The keys of the interface, and no explanation."""
    [row] = explained(meibo)
    assert "explanation" not in row
