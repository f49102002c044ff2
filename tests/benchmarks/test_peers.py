"""Other tools are compared only where they are installed, and what they say is read alike."""

from __future__ import annotations

import sys

import pytest

from meibo_detectors.model import Confidence
from peers import FINDERS, JUDGES, Judge, PeerMissingError, open_judges, open_peer
from peers.sudachi import join_addresses, join_names
from scoring.case_tables import Accepted, examine, make_judge, read_table

PACKAGES = {
    "sudachi": "sudachidict_core", "ginza": "ja_ginza", "presidio": "presidio_analyzer", "stdnum": "stdnum.luhn",
    "phone_numbers": "phonenumbers",
}  # fmt: skip
PERSON, PLACE, NUMBER, MARK = "名詞/固有名詞/人名", "名詞/固有名詞/地名", "名詞/数詞/*", "補助記号/一般/*"


def test_runs_of_tokens() -> None:
    """Neighbouring tokens of a kind are one value; a place is an address with a number only."""
    names = [
        ("架空", PERSON),
        ("花子", PERSON),
        ("は", "助詞/係助詞/*"),
        ("ジョン", PERSON),
        ("・", MARK),
        ("ミホン", PERSON),
    ]
    assert list(join_names([*names, ("・", MARK)])) == ["架空花子", "ジョン・ミホン"]
    places = [
        ("架空県", PLACE),
        ("見本市", PLACE),
        ("1", NUMBER),
        ("丁目", "接尾辞/名詞的/助数詞"),
        ("に", "助詞/格助詞/*"),
    ]
    assert list(join_addresses([*places, ("例町", PLACE)])) == ["架空県見本市1丁目"]


@pytest.mark.parametrize("name", [*FINDERS, *JUDGES])
def test_a_missing_tool_is_an_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not installed is named with the remedy, never left out."""
    monkeypatch.setitem(sys.modules, PACKAGES[name], None)
    with pytest.raises(PeerMissingError, match="pip install --group peers"):
        open_peer(name) if name in FINDERS else open_judges(name)


def test_judges_on_case_tables() -> None:
    """A judge's score is how many values of each part it treats as the table says."""
    table = read_table("jp_my_number")
    assert examine(table, lambda _: True) == Accepted(len(table.valid), 0)
    own = examine(table, make_judge(table, Confidence.LOW))
    assert own.valid_accepted == len(table.valid)
    assert examine(table, make_judge(table, Confidence.MEDIUM)).invalid_refused == len(table.invalid)


def test_telephone_judges() -> None:
    """The library of telephone numbers is at hand in development, and judges a mobile number and a word."""
    judges: list[Judge] = open_judges("phone_numbers")
    assert [(judge.accepts("090-5555-1234"), judge.accepts("なし")) for judge in judges] == [(True, False)] * 2
