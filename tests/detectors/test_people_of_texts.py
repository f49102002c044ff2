"""How many people a text speaks of."""

from __future__ import annotations

import pytest

from meibo_detectors.engine import Engine
from meibo_detectors.model import Block
from meibo_detectors.person_sets import count_persons, unite
from meibo_detectors.persons import find_person_keys
from meibo_detectors.registry import DETECTORS
from meibo_detectors.structure.recognise import recognise

CASES = {
    "a roster": ("氏名,フリガナ,電話\n久保 智也,クボ トモヤ,090-2345-6781\n高木 蓮,タカギ レン,090-2345-6782\n高橋 実,タカハシ ミノル,090-2345-6783\n", 3, 3),
    "namesakes": ("氏名,生年月日\n久保 智也,1980/1/2\n久保 智也,1990/3/4\n", 2, 2),
    "one person on two rows": ("氏名,生年月日,電話\n久保 智也,1980/1/2,090-2345-6781\n久保 智也,1980/1/2,075-234-5678\n", 1, 1),
    "a form": ("氏名：久保 智也\nフリガナ：クボ トモヤ\n電話：090-2345-6781\n\n住所：京都府京都市下京区四条町17-8\n", 1, 1),
    "two forms": ("氏名：久保 智也\n電話：090-2345-6781\n\n氏名：高木 蓮\n電話：090-2345-6782\n", 2, 2),
    "couples in a row": ("氏名,生年月日,配偶者氏名,配偶者フリガナ\n久保 智也,1980/1/2,久保 由美,クボ ユミ\n", 2, 2),
    "a clerk in each row": ("氏名,電話,担当者\n久保 智也,090-2345-6781,高木 健一\n高橋 実,090-2345-6782,高木 健一\n", 3, 3),
    "readings on lines of their own": ("久保 智也\nクボ トモヤ\ntomoya@kakuu.co.jp\n\n高橋 実\nタカハシ ミノル\nminoru@kakuu.co.jp\n", 2, 4),
    "a passport and its machine-readable zone": (
        "氏名：久保 智也\n旅券番号：TA4820916\n\n\nP<JPNKUBO<<TOMOYA<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nTA48209161JPN8001025M3103049<<<<<<<<<<<<<<08\n", 1, 1,
    ),
    "companies": ("会社名,電話,住所\n株式会社青葉,03-3847-1629,東京都渋谷区道玄坂2-10-7\n有限会社山手,06-6395-2718,大阪府大阪市北区梅田1-2-3\n", 0, 0),
    "a list of addresses": ("a.kubo@kakuu.co.jp\nb.kubo@kakuu.co.jp\ninfo@kakuu.co.jp\n", 2, 2),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_range_of_people(engine: Engine, name: str) -> None:
    """The least and the most people, as a reader would count them."""
    text, least, most = CASES[name]
    scan = engine.scan([Block(text.encode(), layout=recognise(text, ".csv" if "," in text else ""))])
    assert count_persons(unite([find_person_keys(scan, DETECTORS, bytes(32))[1]])) == (least, most)
