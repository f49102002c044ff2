"""Masks show what the interface allows and nothing more, whatever a value looks like."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.engine import Engine
from meibo_detectors.general import face_photo
from meibo_detectors.model import Block
from meibo_detectors.registry import DETECTORS

CASES = Path(__file__).parent / "cases"
BY_ID = {detector.id: detector for detector in DETECTORS}
LAST_TWO = (
    "jp_bank_account", "jp_drivers_license", "jp_employment_insurance", "jp_health_insurance", "jp_kaigo",
    "jp_my_number", "jp_passport", "jp_pension", "jp_phone", "jp_plate", "jp_postal", "jp_residence_card",
    "jp_resident_code", "jp_sprc", "jp_yucho",
)  # fmt: skip
"""Detectors of numbers: the last two digits are shown, of a short number no more than half of them."""
NOTHING = ("gender", "personal_attribute")
HIDING = tuple(detector.id for detector in DETECTORS if detector.hides_value and detector.id != face_photo.ID)
SIGNS = "0123456789０１２９ABＪH-－ 　()・記号番あ品川\n"


def read_digits(text: str) -> str:
    """The digits of any width, as plain ones."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign in "0123456789")


def find_values(name: str) -> list[tuple[str, int]]:
    """Every value of the case table of a detector that it finds, with its kind."""
    content: dict[str, Any] = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))
    rows = [row for group in ("valid", "in_text", "near_miss", "spelling") for row in content[group]]
    texts = [row.get("text") or f"{content['label']} {row['value']}" for row in rows]
    scan = Engine(DETECTORS).scan([Block(text.encode()) for text in texts])
    return [(scan.value(row), int(row["kind"])) for row in scan.findings if DETECTORS[row["detector"]].id == name]


@pytest.mark.parametrize("name", LAST_TWO)
@given(value=st.text(SIGNS, max_size=40))
def test_no_number_shows_more_than_its_last_two_digits(name: str, value: str) -> None:
    """Two digits at most, half of them at most, and those are the last."""
    digits, shown = read_digits(value), read_digits(BY_ID[name].mask(value))
    assert len(shown) <= min(2, len(digits) // 2)
    assert digits.endswith(shown)


@pytest.mark.parametrize("name", LAST_TWO)
def test_masks_of_the_case_table_are_as_long_as_their_values(name: str) -> None:
    """No signs are added or lost, and no more than two digits stay."""
    values = find_values(name)
    assert len(values) >= 20
    for value, kind in values:
        masked = BY_ID[name].show(value, kind)
        assert len(masked) == len(value)
        assert len(read_digits(masked)) <= 2


def test_a_short_number_is_not_shown_whole() -> None:
    """A number of one or two digits behind a symbol, or on a plate."""
    assert BY_ID["jp_health_insurance"].mask("記号 1234 番号 56").endswith("番号 *6")
    assert BY_ID["jp_health_insurance"].mask("7") == "*"
    assert BY_ID["jp_plate"].mask("品川 500 あ ・・・3") == "品川 *** あ ・・・*"


@pytest.mark.parametrize("name", HIDING)
def test_of_hidden_values_the_kind_alone_is_shown(name: str) -> None:
    """Whatever was found: the id of one of the detector's kinds, or its own."""
    values = find_values(name)
    assert len(values) >= 20
    allowed = {name, *(kind.id for kind in BY_ID[name].kinds)}
    assert {BY_ID[name].show(value, kind) for value, kind in values} <= allowed


@pytest.mark.parametrize("kind", [face_photo.PORTRAIT, face_photo.ID_CARD])
def test_of_a_portrait_the_kind_alone_is_shown(kind: int) -> None:
    """It is in no text, so that no case table has one; whatever it were, it would not be shown."""
    portrait = face_photo.DETECTOR
    assert {portrait.show(value, kind) for value in ("", "anything")} == {portrait.kinds[kind - 1].id}


@pytest.mark.parametrize("name", NOTHING)
@given(value=st.text(min_size=1, max_size=40))
def test_answers_show_nothing(name: str, value: str) -> None:
    """Not even their length."""
    assert BY_ID[name].mask(value) == "***"


@given(value=st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_mask_fails(value: str) -> None:
    """Any text can be masked and shown; an exception would quote it."""
    for detector in DETECTORS:
        assert isinstance(detector.show(value, 0), str)


@given(value=st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}", fullmatch=True))
def test_of_an_address_its_first_half_is_shown(value: str) -> None:
    """Two numbers or groups; what is no address is normalised without an exception that quotes it."""
    masked = BY_ID["ip_address"].mask(value)
    sign = ":" if ":" in value else "."
    assert all(set(group) <= {"*"} for group in masked.split(sign)[2:])
    assert BY_ID["ip_address"].normalise(value)
