"""Addresses: the kernel and its plain twin say the same of any text and any fields."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo.samples.roster_stream import dense_roster
from meibo_detectors.dictionaries.places import PREFECTURES
from meibo_detectors.evidence import Evidence
from meibo_detectors.fields import Fields, Meanings
from meibo_detectors.japan.address_extent import read_addresses
from meibo_detectors.japan.place_names import ORGANISATION_WORDS, find_places
from meibo_detectors.normalise import KANJI, Folded
from meibo_detectors.structure.model import no_cells
from meibo_detectors.text import Text
from reference import addresses as plain
from reference.address_signs import Signs, read_list
from reference.place_names import find_places as find_plain_places

SCRAPS = (
    *(
        "東京都",
        "渋谷区",
        "道玄坂",
        "北海道",
        "帯広市",
        "西十八条南",
        "京都府",
        "京都市中京区",
        "寺町通御池上る",
        "上本能寺前町",
        "上る",
        "東入",
    ),
    *(
        "府中市",
        "府川町",
        "遠江市",
        "千葉県",
        "袖ケ浦市",
        "奈良輪",
        "大字",
        "字",
        "緑が丘",
        "高山市",
        "昭和町",
        "岩手県",
        "紀尾井町",
        "下細谷",
    ),
    *(
        "8-10-7",
        "８ー１０",
        "8丁目10番7号",
        "二丁目十番",
        "1846番地の5",
        "1846",
        "第3地割",
        "北5条西2",
        "無番地",
        "一の三",
        "三番町",
        "1999-12-1",
    ),
    *("2丁目 10-7", "0", "5", "5年", "3.5", "1,234", "12:30", "123456", "5%", "イ12", "り5", "は3", "の2", "約5", "人"),
    *(
        "メゾン山下 301号室",
        "サンハイツ",
        "ビル",
        "本館",
        "19階",
        "B1",
        "301",
        "様方",
        "tel 03",
        "電話",
        "℡",
        "@",
        ":",
        "/",
        "(",
        " ",
        "  ",
    ),
    *("山田太郎", " 山田", "様", "、", ",", "\n", "が", "を", "𠮷", "\u200b", "x" * 40, "シ" * 35),
)
TEXTS = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=2), max_size=14).map("".join)
TABLES = st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=3)


def make_text(text: str, spans: Sequence[tuple[int, int]], named: Sequence[bool], columns: Sequence[int]) -> Text:
    """A folded text with these stretches of it as fields."""
    folded = Folded([text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()])
    count = len(folded.chars)
    start, end = (np.array([min(span[at], count) for span in spans], np.int64) for at in (0, 1))
    column = np.array(columns, np.int64)
    cells = no_cells()._replace(start=start, end=end, column=column, record=column, name_start=column, name_end=column)
    label, role = np.zeros(len(spans), np.int32), np.zeros(len(spans), np.uint8)
    names = np.array(named, np.uint64)
    return Text(folded, Fields(cells, Meanings(label, role, names, names * np.uint64(0)), ("jp_address",)))


def compare(text: Text) -> None:
    """Both say the same of it."""
    signs, fields = Signs(text.folded.letters), text.fields
    numbers = {name: number for number, name in enumerate(PREFECTURES, 1)}
    places, _ = find_plain_places(signs, numbers, read_list("municipalities"), ORGANISATION_WORDS)
    rows = [
        plain.Field(int(start), int(end), int(column), bool(name))
        for start, end, column, name in zip(fields.start, fields.end, fields.column, fields.meanings.names, strict=True)
    ]
    expected, from_places = plain.read_addresses(signs, (text.folded.chars == KANJI).tolist(), places, rows)
    made, made_from_places = read_addresses(text, find_places(text)[0])
    assert [tuple(map(int, row)) for row in zip(*made, strict=True)] == expected
    assert made_from_places == from_places


@given(TABLES, st.lists(st.booleans(), min_size=9, max_size=9), st.lists(st.integers(-1, 2), min_size=9, max_size=9))
def test_kernel_equals_its_twin(table: list[list[str]], named: list[bool], columns: list[int]) -> None:
    """On any characters and parts of addresses, in fields that are named as one and others."""
    text, spans = "", []
    for row in table:
        for cell in row:
            folded = Folded([cell.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()])
            spans.append((len(text), len(text) + len(folded.chars)))
            text += folded.letters.replace("\\", "") + ","
        text = text[:-1] + "\n"
    compare(make_text(text, spans, named[: len(spans)], columns[: len(spans)]))


@given(TEXTS)
def test_kernel_equals_its_twin_without_fields(text: str) -> None:
    """In running text."""
    compare(make_text(text, [], [], []))


def test_kernel_equals_its_twin_on_a_roster() -> None:
    """On the cells of a table of people, cut at their commas."""
    text = b"".join(dense_roster(40, seed=5)).decode()
    spans, at = [], 0
    for cell in text.replace("\n", ",").split(","):
        spans.append((at, at + len(cell)))
        at += len(cell) + 1
    compare(make_text(text, spans, [number % 3 == 0 for number in range(len(spans))], [1] * len(spans)))


def test_an_address_reaches_to_its_room() -> None:
    """From the prefecture to the room, with what was read of it."""
    text = make_text("東京都渋谷区道玄坂2-10-7 メゾン山下 301号室 です", [], [], [])
    found, _ = read_addresses(text, find_places(text)[0])
    assert [found.start.tolist(), found.end.tolist()] == [[0], [27]]
    assert found.evidence.tolist() == [
        int(Evidence.PREFECTURE | Evidence.MUNICIPALITY | Evidence.TOWN | Evidence.TOWN_NUMBER)
    ]
