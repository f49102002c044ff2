"""Addresses and postal codes: what the lists hold, how values are shown, and what stands around an address."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dictionaries.expand import read_words
from meibo_detectors.dictionaries.places import PREFECTURES, lies_in, municipalities, postal_codes, towns
from meibo_detectors.dictionaries.tables import look_up_codes
from meibo_detectors.engine import Engine
from meibo_detectors.evidence import Evidence, words
from meibo_detectors.japan import address, postal_code
from meibo_detectors.model import PLAIN, Block, Layout
from meibo_detectors.normalise import fold_label
from meibo_detectors.registry import DETECTORS
from meibo_detectors.text_hash import hash_word

Scan = Callable[[str], list[tuple[str, str, str]]]

TOWNS = (
    "東京都渋谷区道玄坂",
    "大阪府大阪市北区中之島",
    "北海道帯広市西十八条南",
    "三重県四日市市諏訪町",
    "埼玉県比企郡吉見町下細谷",
    "奈良県大和郡山市北郡山町",
    "広島県府中市府川町",
    "千葉県袖ケ浦市奈良輪",
    "京都府京都市中京区寺町通御池上る上本能寺前町",
)
NUMBERS = ("8-10-7", "８－１０－７", "8丁目10番7号", "八丁目十番七号", "1846番地", "1846番地の5", "1846-5", "1846")
TABLE = Layout("delimited", ",")
addresses = st.builds(str.__add__, st.sampled_from(TOWNS), st.sampled_from(NUMBERS))
AROUND = (
    ("住所は", "です。"),
    ("", ""),
    ("（", "）"),
    ("送付先→", "、担当者まで"),
    ("本人は", "に住む。"),
    ("a,", ",b"),
    ("〒", "\n"),
    ("\n", "\nTEL"),
)
SCRAPS = (
    *(
        "東京都",
        "京都府",
        "府中市",
        "中区",
        "横浜市",
        "大字",
        "字",
        "丁目",
        "番地",
        "号",
        "の",
        "1",
        "23",
        "-",
        "ー",
        " ",
    ),
    *("三", "無番地", "上る", "ビル", "ハイツ", "様", "は", "\n", ",", "〒150-0043", "1500043", "株式会社", "住所"),
    *("：", "𠮷", "-ku,", "\u200b", "\U000e0100"),
)
scraps = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=3), max_size=40).map("".join)


def number_of(word: str) -> np.ndarray:
    """The number of a municipality in its list."""
    return municipalities().find(np.array([hash_word(word)], np.uint64))


def evidence_of(engine: Engine, texts: list[str], detector: str, layout: Layout = PLAIN) -> list[list[str]]:
    """The evidence of each finding of a detector in texts that are scanned together."""
    scan = engine.scan([Block(text.encode(), layout=layout) for text in texts])
    return [words(int(row["evidence"])) for row in scan.findings if DETECTORS[row["detector"]].id == detector]


@pytest.mark.parametrize("name", ["municipalities", "towns"])
def test_lists_hold_base_forms_only(name: str) -> None:
    """Words are folded as text is when it is looked up; else a change of the variants has left the lists behind."""
    data = files("meibo_detectors.dictionaries").joinpath(f"{name}.words.xz").read_bytes()
    text = "\n".join(line.partition("\t")[0] for line in read_words(data))
    codes = np.frombuffer(fold_label(text).encode("utf-32-le"), np.uint32)
    assert look_up_codes(codes).tobytes().decode("utf-32-le") == text


@pytest.mark.parametrize(
    ("word", "prefectures"),
    [
        ("渋谷区", [13]),
        ("横浜市中区", [14]),
        ("横浜市", [14]),
        ("府中市", [13, 34]),
        ("比企郡吉見町", [11]),
        ("吉見町", [11]),
        ("竜ケ崎市", [8]),
        ("竜ヶ崎市", [8]),
        ("大町町", [41]),
        ("三宅村", [13]),
        ("浜松市北区", [22]),
        ("清水市", [22]),
    ],
)
def test_municipality_lies_in_its_prefectures(word: str, prefectures: list[int]) -> None:
    """Every spelling of a municipality is listed with all its prefectures and no other."""
    number = number_of(word)
    assert number[0] >= 0
    assert [at for at in range(1, 48) if lies_in(number, at)[0]] == prefectures


@pytest.mark.parametrize("word", ["市場", "横浜", "東京都", "比企郡", "京都市中央区", ""])
def test_other_words_are_no_municipality(word: str) -> None:
    """Parts of names, prefectures and wards of another city are not listed."""
    assert number_of(word)[0] == -1


def test_prefectures_are_in_the_order_of_their_numbers() -> None:
    """The 47 prefectures by JIS X 0401."""
    assert len(set(PREFECTURES)) == len(PREFECTURES) == 47
    assert [PREFECTURES[at - 1] for at in (1, 13, 26, 47)] == ["北海道", "東京都", "京都府", "沖縄県"]


def test_codes_are_listed_with_their_prefecture() -> None:
    """Codes of areas and of offices are known with their prefecture, others are not."""
    found = postal_codes().find(
        np.array([hash_word(code) for code in ("1500043", "0600041", "1008111", "1509999")], np.uint64)
    )
    assert found.tolist() == [13, 1, 13, -1]


def test_towns_are_listed_without_their_section() -> None:
    """Towns are listed without 大字, and in the spellings of their joints."""
    known = ["道玄坂", "下細谷", "あいの里", "霞が関", "霞ケ関", "霞ヶ関", "大字下細谷", "以下に掲載がない場合"]
    assert towns().holds(np.array([hash_word(word) for word in known], np.uint64)).tolist() == [True] * 6 + [False] * 2


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("東京都渋谷区道玄坂2-10-7", "東京都渋谷区*********"),
        ("大阪府　四條畷市　中野本町8-41", "大阪府　四條畷市*********"),
        ("横浜市中区山下町812", "横浜市中区******"),
        ("三重県四日市市諏訪町9", "三重県四日市市****"),
        ("埼玉県比企郡吉見町下細谷1", "埼玉県比企郡吉見町****"),
        ("紀尾井町4-18", "********"),
        ("静岡県遠江市本町1", "静岡県******"),
        ("", ""),
    ],
)
def test_mask_shows_prefecture_and_municipality(value: str, shown: str) -> None:
    """What names the house is hidden, one asterisk a character."""
    assert address.mask(value) == shown


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("東京都渋谷区道玄坂２－１０－７", "東京都 渋谷区道玄坂2−10−7"),
        ("東京都渋谷区道玄坂2ー10ー7", "東京都渋谷区道玄坂2-10-7"),
        ("袖ｹ浦市奈良輪1", "袖ケ浦市奈良輪1"),
    ],
)
def test_spellings_of_one_address_have_one_fingerprint(first: str, second: str) -> None:
    """Widths, hyphens and blanks make no difference."""
    assert address.normalise(first) == address.normalise(second)


def test_kanji_numerals_stay_in_the_fingerprint() -> None:
    """Numerals are kept as written, since 三田 and 3田 are not told apart safely."""
    assert address.normalise("港区三田一丁目") == "港区三田一丁目"


def test_postal_code_is_normalised_to_its_digits() -> None:
    """Mark, hyphen and width make no difference; the mask keeps two digits."""
    assert postal_code.normalise("１５０－００４３") == postal_code.normalise("1500043") == "1500043"
    assert postal_code.mask("１５０－００４３") == "***－**４３"


@given(addresses, st.sampled_from(AROUND))
def test_address_is_high_in_any_sentence(scan_text: Scan, value: str, around: tuple[str, str]) -> None:
    """Prefecture, municipality, town and number are an address whatever stands around them."""
    found = scan_text(value.join(around))
    assert ("jp_address", value, "high") in found


@given(scraps)
def test_any_text_gives_candidates_inside_it(engine: Engine, text: str) -> None:
    """No mixture of places, numbers and signs breaks the search, and each value stands in its text."""
    valid = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    scan = engine.scan([Block(valid.encode())])
    for row in scan.findings:
        if DETECTORS[row["detector"]].id in {"jp_address", "jp_postal"}:
            assert 0 <= row["start"] < row["end"] <= len(valid)


@given(st.lists(scraps, min_size=2, max_size=4))
def test_texts_scanned_together_keep_their_own_addresses(engine: Engine, texts: list[str]) -> None:
    """A postal code or company at the end of one text says nothing about an address in the next."""
    clean = [text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for text in texts]
    for detector in ("jp_address", "jp_postal"):
        alone = [row for text in clean for row in evidence_of(engine, [text], detector)]
        assert evidence_of(engine, clean, detector) == alone


def test_postal_code_of_the_record_confirms_the_address(engine: Engine) -> None:
    """A code of the municipality's prefecture, in the same record or directly before, is evidence; another is none."""
    word = words(Evidence.POSTAL_CODE_FITS)[0]
    rows = (
        "氏名,郵便番号,電話,住所\n"
        "三浦ちえこ,150-0043,03-3847-1629,渋谷区道玄坂8-10-7\n"
        "小泉あきら,530-0005,03-3847-1630,渋谷区道玄坂9-2\n"
    )
    assert [word in row for row in evidence_of(engine, [rows], "jp_address", TABLE)] == [True, False]
    assert word in evidence_of(engine, ["〒150-0043\n渋谷区道玄坂8-10-7"], "jp_address")[0]
    assert word not in evidence_of(engine, ["〒150-0043", "渋谷区道玄坂8-10-7"], "jp_address")[0]


@pytest.mark.parametrize(
    ("text", "is_office"),
    [
        ("会社名,住所\n株式会社みどり商事,東京都港区芝公園8-2-18\n", True),
        ("氏名,勤務先,住所\n三浦ちえこ,株式会社みどり商事,東京都港区芝公園8-2-18\n", False),
        ("氏名,本社住所\n三浦ちえこ,東京都港区芝公園8-2-18\n", True),
        ("顧客,住所\nA01,東京都港区芝公園8-2-18\n", False),
    ],
)
def test_address_of_a_company_in_a_table_is_told_from_a_home(engine: Engine, text: str, is_office: bool) -> None:
    """A company in the row or the column's name makes an address a company's, unless the row holds a person's name."""
    (found,) = evidence_of(engine, [text], "jp_address", TABLE)
    assert ("organisation" in found) == is_office


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("㈱みどり商事 東京都港区芝公園8-2-18", "low"),
        ("本社：東京都港区芝公園8-2-18", "low"),
        ("氏名：三浦ちえこ\n住所：東京都港区芝公園8-2-18", "high"),
    ],
)
def test_address_of_a_company_in_text_is_low(scan_text: Scan, text: str, level: str) -> None:
    """A company on the line makes an address low."""
    assert [found for name, _, found in scan_text(text) if name == "jp_address"] == [level]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("東京都港区芝公園8-2-18（管理人室）", "東京都港区芝公園8-2-18（管理人室）"),
        ("〒105-0011 東京都港区芝公園8-2-18", "東京都港区芝公園8-2-18"),
        ("東京都港区芝公園8-2-18 TEL 03-3847-1629", "東京都港区芝公園8-2-18"),
        ("東京都港区芝公園8-2-18 taro@meibo.co.jp", "東京都港区芝公園8-2-18"),
        ("東京都港区芝公園8-2-18 ミタニソウ", "東京都港区芝公園8-2-18 ミタニソウ"),
    ],
)
def test_field_of_an_address_is_the_address(engine: Engine, cell: str, value: str) -> None:
    """A cell below 住所 belongs to the address to its end, but for other data of a person."""
    scan = engine.scan([Block(f"氏名,住所\n三浦ちえこ,{cell}\n".encode(), layout=TABLE)])
    found = [scan.value(row) for row in scan.findings if DETECTORS[row["detector"]].id == "jp_address"]
    assert found == [value]


@pytest.mark.parametrize("number", ["2705-2", "2705"])
def test_number_at_the_end_of_a_cell_does_not_run_into_the_next(number: str) -> None:
    """A comma that parts two cells is no decimal comma, though a digit follows."""
    row = f"静岡県浜松市中央区里山台{number},1973/05/06,特になし\n"
    result = Engine((address.DETECTOR,)).scan([Block((row * 3).encode(), layout=TABLE)])
    assert {result.value(one) for one in result.findings} == {f"静岡県浜松市中央区里山台{number}"}
