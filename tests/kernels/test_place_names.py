"""Anchors and places: the kernels and their plain twins say the same of any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo.samples.roster_stream import dense_roster
from meibo_detectors.dictionaries.places import PREFECTURES
from meibo_detectors.fields import Fields, Meanings
from meibo_detectors.japan.place_names import ORGANISATION_WORDS, find_places
from meibo_detectors.kanji_anchors import find_anchors
from meibo_detectors.normalise import Folded
from meibo_detectors.structure.model import no_cells
from meibo_detectors.text import Text
from reference import kanji_anchors as plain_anchors
from reference import place_names as plain
from reference.address_signs import Signs, read_list

SCRAPS = (
    *(
        "東京都",
        "京都府",
        "大阪府",
        "北海道",
        "広島県",
        "府中市",
        "中区",
        "横浜市",
        "横浜市中区",
        "四日市市",
        "東村山市",
        "東村",
        "高山市",
        "昭和町",
    ),
    *(
        "京都市",
        "中京区",
        "余市町",
        "遠江市",
        "袖ケ浦市",
        "袖ｹ浦市",
        "四條畷市",
        "木津",
        "市",
        "区",
        "町",
        "村",
        "県",
        "都",
        "社",
        "元",
        "年",
    ),
    *(
        "株式会社",
        "㈱",
        "勤務先",
        "支店",
        " ",
        "　",
        "の",
        "は",
        "所",
        "あ",
        "ー",
        "\n",
        "a",
        "1",
        "𠮷",
        "\u200b",
        "ｶﾞ",
        "x" * 33,
    ),
)
TEXTS = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=2), max_size=25).map("".join)
WANTED = "都道府県市区町村社店舗株有所先場中㈱㈲年元号"


def make_text(text: str) -> Text:
    """A text without fields."""
    valid = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    cells, nothing = no_cells(), np.zeros(0, np.int64)
    masks = nothing.astype(np.uint64)
    meanings = Meanings(nothing.astype(np.int32), nothing.astype(np.uint8), masks, masks)
    return Text(Folded([valid.encode()]), Fields(cells, meanings, ()))


def compare(text: Text) -> None:
    """Both say the same of it."""
    letters = text.folded.letters
    if not text.folded.is_ascii:
        np.testing.assert_array_equal(find_anchors(text), plain_anchors.find_anchors(letters, WANTED), strict=True)
    numbers = {name: number for number, name in enumerate(PREFECTURES, 1)}
    expected, words = plain.find_places(Signs(letters), numbers, read_list("municipalities"), ORGANISATION_WORDS)
    places, word_ends = find_places(text)
    assert [tuple(map(int, place)) for place in zip(*places, strict=True)] == expected
    assert word_ends.tolist() == words


@given(TEXTS)
def test_kernels_equal_their_twins(text: str) -> None:
    """On any characters, and on places among what surrounds them."""
    compare(make_text(text))


@pytest.mark.parametrize(
    "text", [b"".join(dense_roster(60, seed=3)), business_text(20_000, seed=3)], ids=["dense", "sparse"]
)
def test_kernels_equal_their_twins_on_business_text(text: bytes) -> None:
    """On a roster and on prose."""
    compare(make_text(text.decode(errors="ignore")))


def test_a_city_takes_its_prefecture_and_ward() -> None:
    """The anchor reaches from the prefecture to the ward; a prefecture that the city does not lie in refutes it."""
    places, _ = find_places(make_text("神奈川県横浜市中区 東京都横浜市"))
    assert [places.start.tolist(), places.end.tolist(), places.prefecture.tolist()] == [[0], [9], [14]]
