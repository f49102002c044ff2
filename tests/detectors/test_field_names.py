"""Names of fields and what they mean."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from meibo_detectors.engine import Engine
from meibo_detectors.registry import DETECTORS
from meibo_detectors.roles import Role

TABLE = tomllib.loads((Path(__file__).parent / "field_names.toml").read_text("utf-8"))


def _named(engine: Engine, name: str, upper: str = "") -> set[str]:
    meaning = engine.names.classify(name, upper)
    return {detector.id for at, detector in enumerate(DETECTORS) if meaning.names >> at & 1}


@pytest.mark.parametrize(("name", "detectors"), TABLE["means"].items())
def test_name_of_an_identifier(engine: Engine, name: str, detectors: str) -> None:
    """Japanese and English names, with brackets, blanks, in snake_case, kebab-case and camelCase."""
    assert set(detectors.split()) <= _named(engine, name)


@pytest.mark.parametrize("name", TABLE["means_nothing_of_ours"])
def test_name_of_something_else(engine: Engine, name: str) -> None:
    """A name that only resembles a label means nothing."""
    assert _named(engine, name) == set()


@pytest.mark.parametrize(("name", "role"), TABLE["plays"].items())
def test_name_of_a_part_or_of_another_person(engine: Engine, name: str, role: str) -> None:
    """Parts of split values, and whose value it is."""
    assert engine.names.classify(name, "").role is Role[role]


def test_upper_header_completes_the_lower(engine: Engine) -> None:
    """``生年月日`` over ``年`` is a year of birth, ``緊急連絡先`` over ``氏名`` another person."""
    assert engine.names.classify("年", "生年月日").role is Role.BIRTH_YEAR
    assert engine.names.classify("氏名", "緊急連絡先").role is Role.CONTACT
    assert _named(engine, "自宅", "電話番号") == {"jp_phone"}
    assert "jp_name" in _named(engine, "value", "氏名")
    assert _named(engine, "備考", "氏名") == set()
