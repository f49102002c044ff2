"""Readings of names: the kernel and its plain twin agree, and both scripts of one name meet."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.drawn import assert_same, bytes_of, findings, scan_corpus, watch
from meibo_detectors import persons
from meibo_detectors.kana_sounds import kana_sounds
from meibo_detectors.kernels import readings as compiled
from meibo_detectors.model import FINDING
from meibo_detectors.normalise import Folded
from meibo_detectors.registry import DETECTORS
from reference import readings as plain

SIGNS = "アイウエオカキクシジチツナノンャュョッーァィゥェォヴヲあきしうんゃー 山・abcdefghijklmnopqrstuvwxyzaiueonhy 1"


def read(name: str) -> int:
    """The hash of one name's reading."""
    folded = Folded([name.encode()])
    row = np.zeros(1, FINDING)
    row["folded_end"] = len(folded.chars)
    (made,) = assert_same(
        compiled.hash_readings, plain.hash_readings, row.view(np.uint8), np.zeros(1, np.int32),
        np.full(1, 6, np.uint8), folded.chars, folded.look_up_codes, kana_sounds(),
    ).tolist()  # fmt: skip
    return int(made)


@given(st.text(SIGNS, max_size=45))
def test_kernel_equals_its_twin(name: str) -> None:
    """On kana, letters and others in any order."""
    read(name)


@given(findings(most=6, detectors=2), st.lists(st.integers(0, 7), min_size=6, max_size=6), st.text(SIGNS, max_size=50))
def test_on_any_findings(rows: Any, kinds: list[int], text: str) -> None:
    """Of any kind, and beyond the end of the text."""
    folded = Folded([text.encode()])
    assert_same(
        compiled.hash_readings, plain.hash_readings, bytes_of(rows), np.arange(len(rows), dtype=np.int32),
        np.array(kinds[: len(rows)], np.uint8), folded.chars, folded.look_up_codes, kana_sounds(),
    )  # fmt: skip


@pytest.mark.parametrize(
    "spellings",
    [
        ("イノウエ ハルト", "いのうえ　はると", "ｲﾉｳｴﾊﾙﾄ", "Haruto Inoue", "INOUE, Haruto"),
        ("オオノ ショウ", "Ono Sho", "Ohno Sho", "Shou Oono", "ONO Syo"),
        ("シンジョウ ジュンイチ", "Shinjo Jun'ichi", "Sinjou Junichi", "SHINJO JUNICHI"),
        ("ハットリ チヅル", "Hattori Chizuru", "Hattori Tizuru"),
        ("ホンマ シンノスケ", "Homma Shinnosuke", "HONMA SINNOSUKE"),
        ("フジワラ ツヨシ", "Fujiwara Tsuyoshi", "Huziwara Tuyosi"),
        ("イッチョウダ リュウ", "Itchoda Ryu", "Icchouda Ryuu"),
        ("ジェームス ティファニー", "ジェームス・ティファニー"),
    ],
)
def test_one_name_is_read_alike_in_each_spelling(spellings: tuple[str, ...]) -> None:
    """Hepburn and Kunrei, long vowels written or not, surname first or last."""
    assert len({read(name) for name in spellings}) == 1
    assert read(spellings[0]) != 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("イノウエ ハルト", "イノウエ ハルコ"),
        ("サトウ カナ", "カトウ サナエ"),
        ("Ono Sho", "Kono Sho"),
        ("キヨ", "キョ"),
    ],
)
def test_different_names_are_read_differently(one: str, other: str) -> None:
    """Also where they are nearly alike."""
    assert read(one) != read(other)


@pytest.mark.parametrize("name", ["山田 太郎", "ヤマダ 太郎", "", "・・", "12"])
def test_kanji_and_signs_are_not_read(name: str) -> None:
    """A name with kanji may be read in several ways."""
    assert read(name) == 0


def test_on_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the names of a roster, a letter and business text."""
    calls = watch(monkeypatch, persons, "hash_readings", plain.hash_readings)
    for scan in scan_corpus():
        persons.find_person_keys(scan, DETECTORS, bytes(range(32)))
    assert calls
