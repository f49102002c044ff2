"""Values spread over cells and lines, found as one value at their first cell."""

from __future__ import annotations

import pytest

from meibo_detectors.engine import Engine, Scan
from meibo_detectors.evidence import Evidence, words
from meibo_detectors.model import PLAIN, Block, Layout
from meibo_detectors.registry import DETECTORS

CSV = Layout("delimited", ",")


def scan(engine: Engine, text: str, layout: Layout) -> Scan:
    """One block."""
    return engine.scan([Block(text.encode(), layout=layout)])


def found(engine: Engine, text: str, layout: Layout = CSV) -> list[tuple[str, str, int, int]]:
    """Detector, value, row and column of what is medium or high."""
    result = scan(engine, text, layout)
    rows = result.findings[result.findings["score"] >= 60]
    row, column, _ = result.locate_cells(rows)
    names = [DETECTORS[one["detector"]].id for one in rows]
    return list(zip(names, [result.value(one) for one in rows], (row + 1).tolist(), column.tolist(), strict=True))


def test_name_of_two_cells(engine: Engine) -> None:
    """Surname and given name, in kanji and in kana, are one name each."""
    text = "id,姓,名,セイ,メイ,mail\n7,佐々木,のぞみ,ササキ,ノゾミ,nozomi@kakuu.co.jp\n"
    assert found(engine, text) == [
        ("jp_name", "佐々木 のぞみ", 2, 2),
        ("jp_name", "ササキ ノゾミ", 2, 4),
        ("email", "nozomi@kakuu.co.jp", 2, 6),
    ]


def test_telephone_and_postal_code_of_several_cells(engine: Engine) -> None:
    """Three groups of a telephone number and two of a postal code."""
    text = "zip1,zip2,tel1,tel2,tel3\n150,0043,090,2841,7396\n"
    assert found(engine, text) == [("jp_postal", "150-0043", 2, 1), ("jp_phone", "090-2841-7396", 2, 3)]


def test_address_of_several_cells(engine: Engine) -> None:
    """Prefecture, municipality, street and building; an empty building does no harm."""
    text = "都道府県,市区町村,番地,建物名\n東京都,渋谷区,道玄坂2-10-7,ハイツ青葉203\n大阪府,大阪市北区,梅田1-2-3,\n"
    assert [(value, row) for name, value, row, _ in found(engine, text) if name == "jp_address"] == [
        ("東京都渋谷区道玄坂2-10-7 ハイツ青葉203", 2),
        ("大阪府大阪市北区梅田1-2-3", 3),
    ]


def test_address_with_a_town_of_its_own(engine: Engine) -> None:
    """Town and house number in columns of their own, the building in two."""
    text = "都道府県,市区町村,町名,番地,住所2,住所3\n東京都,練馬区,早宮,1-3-7,ハイツ青葉,203号\n"
    assert [value for name, value, *_ in found(engine, text) if name == "jp_address"] == [
        "東京都練馬区早宮1-3-7 ハイツ青葉 203号"
    ]


@pytest.mark.parametrize("row", ["1985,1,2", "1985,01,02"])
def test_birth_date_of_three_cells(engine: Engine, row: str) -> None:
    """Year, month and day in cells under one header."""
    assert [name for name, *_ in found(engine, f"氏名,生年,生月,生日\n佐々木 希,{row}\n")] == ["jp_name", "dob"]


def test_year_month_and_day_of_anything_are_no_birth_date(engine: Engine) -> None:
    """Bare parts count beside a part of a birth date only."""
    assert found(engine, "年,月,日,売上\n1985,4,1,1200\n1986,4,1,1300\n") == []
    assert [name for name, *_ in found(engine, "番号,生年,月,日\n7,1985,4,1\n8,1986,4,1\n")] == ["dob", "dob"]


def test_whole_values_under_numbered_headers(engine: Engine) -> None:
    """Two telephones are two, and two addresses are not one."""
    text = "電話番号1,電話番号2,住所1,住所2\n03-3456-7812,090-4411-2233,東京都渋谷区道玄坂2-10-7,大阪市北区梅田1-2-3\n"
    assert [value for _, value, *_ in found(engine, text)] == text.splitlines()[1].split(",")


def test_birth_date_with_a_code_of_the_era(engine: Engine) -> None:
    """3 is Showa in a column of eras."""
    result = found(engine, "元号,生年,生月,生日\n3,60,1,2\n4,5,12,3\n")
    assert [(name, value) for name, value, *_ in result] == [("dob", "S60.1.2"), ("dob", "H5.12.3")]


def test_number_of_one_digit_a_cell(engine: Engine) -> None:
    """Twelve cells behind their label."""
    text = "個人番号," + ",".join("398259791905") + "\n"
    assert [row[:2] for row in found(engine, text)] == [("jp_my_number", "398259791905")]


def test_lost_leading_zero_is_put_back(engine: Engine) -> None:
    """A spreadsheet dropped it; with the zero the check digit is right, and the finding is medium."""
    text = "氏名,個人番号,携帯電話\n佐々木 希,23456789120,9028417396\n"
    result = scan(engine, text, CSV)
    restored = [row for row in result.findings if row["evidence"] & Evidence.ZERO_RESTORED.value]
    assert [result.value(row) for row in restored][-1] == "09028417396"
    assert all(row["score"] <= 75 for row in restored)


def test_address_with_a_line_break_in_its_cell(engine: Engine) -> None:
    """A quoted cell of two lines is one address."""
    text = '氏名,住所\n佐々木 希,"東京都渋谷区道玄坂2-10-7\n  ハイツ青葉203"\n'
    assert ("jp_address", "東京都渋谷区道玄坂2-10-7 ハイツ青葉203", 2, 2) in found(engine, text)


def test_number_that_a_line_end_cuts(engine: Engine) -> None:
    """A hyphen at the end of a line goes on in the next."""
    result = scan(engine, "電話：090-2841-\n7396 まで", PLAIN)
    (row,) = result.findings[result.findings["score"] >= 60]
    assert (result.value(row), "joined" in words(int(row["evidence"]))) == ("090-2841-7396", True)


def test_parts_of_two_people_in_a_row_are_not_mixed(engine: Engine) -> None:
    """The second surname goes with the second given name."""
    text = "姓,名,続柄,姓,名\n佐々木,希,本人,高木,蓮\n"
    assert [value for name, value, *_ in found(engine, text) if name == "jp_name"] == ["佐々木 希", "高木 蓮"]


def test_joining_changes_nothing_else(engine: Engine) -> None:
    """Findings outside of joined cells stand where they stood."""
    plain = "備考\n電話は 03-3847-1629 です\n"
    joined = "備考,tel1,tel2,tel3\n電話は 03-3847-1629 です,090,2841,7396\n"
    assert found(engine, plain)[0] == found(engine, joined)[0] == ("jp_phone", "03-3847-1629", 2, 1)


def test_era_in_a_column_of_its_own(engine: Engine) -> None:
    """An era, its letter or its code, and a date without it; dates that name their era or have four digits stay."""
    text = (
        "氏名,元号,生年月日\n"
        "格 太郎,3,600102\n"
        "乙 花子,H,020304\n"
        "丙 次郎,昭和,60.1.2\n"
        "丁 三郎,7,02年3月4日\n"
        "戊 四郎,,1985/1/2\n"
        "己 五郎,S,S60.1.2\n"
        "庚 六郎,昭和,1985-01-02\n"
    )
    assert [(value, column) for name, value, _, column in found(engine, text) if name == "dob"] == [
        ("S600102", 2),
        ("H020304", 2),
        ("昭和60.1.2", 2),
        ("H02年3月4日", 2),
        ("1985/1/2", 3),
        ("S60.1.2", 3),
        ("1985-01-02", 3),
    ]


def test_era_beside_another_date_makes_no_birth(engine: Engine) -> None:
    """A date that is not named as one of birth is none, era or not."""
    assert found(engine, "品名,元号,契約日\n机,5,060102\n") == []


def test_joined_values_of_two_texts_say_nothing_of_each_other(engine: Engine) -> None:
    """A code whose zero was put back at the end of one file does not belong to the address that begins the next."""
    first = Block("氏名,郵便番号\n佐川 美和,640941\n".encode(), layout=CSV)
    second = Block('氏名,住所\n岩崎 梓,"札幌市\n中央区旭ケ丘2-3"\n'.encode(), layout=CSV)
    fits = [
        int(row["evidence"]) & Evidence.POSTAL_CODE_FITS
        for blocks in ([first, second], [first])
        for row in engine.scan(blocks).findings
        if DETECTORS[row["detector"]].id == "jp_postal"
    ]
    assert fits == [0, 0]
