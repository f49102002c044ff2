"""Personal names in tables and text, their dictionaries, and how a name is compared and masked."""

from __future__ import annotations

import lzma
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.dictionaries import person_names
from meibo_detectors.dictionaries.person_names import Flag
from meibo_detectors.dictionaries.tables import look_up_codes
from meibo_detectors.engine import Engine
from meibo_detectors.evidence import Evidence
from meibo_detectors.japan.person_name import DETECTOR, mask, normalise
from meibo_detectors.model import Block, Confidence, Layout
from meibo_detectors.text_hash import hash_word

LISTS = (
    "surnames", "given_names", "ordinary_words", "surname_readings", "given_readings", "romaji_surnames",
    "romaji_given_names", "foreign_names",
)  # fmt: skip
CSV = Layout("delimited", ",")
ENGINE = Engine((DETECTOR,))

Found = list[tuple[str, str]]


def scan(text: str, layout: Layout = CSV) -> Found:
    """Values and levels that the detector finds alone."""
    result = ENGINE.scan([Block(text.encode(), layout=layout)])
    return [(result.value(row), Confidence.of_score(int(row["score"])).word) for row in result.findings]


def read_list(name: str) -> list[str]:
    """The lines of a list."""
    packed = files("meibo_detectors.dictionaries").joinpath(f"{name}.words.xz").read_bytes()
    return lzma.decompress(packed).decode("utf-8").splitlines()


def flags_of(word: str, table: str) -> int:
    """The number of a word in a list, -1 where the list does not hold it."""
    return int(getattr(person_names, table)().find(np.array([hash_word(word)], np.uint64))[0])


@pytest.mark.parametrize("name", LISTS)
def test_list_is_sorted_and_spelled_with_base_forms(name: str) -> None:
    """A list holds each word once, in order, and as texts are looked up; another spelling would never be found."""
    lines = read_list(name)
    words = [line.partition("\t")[0] for line in lines]
    assert lines == sorted(lines)
    assert len(set(words)) == len(words) > 1_000
    codes = np.array([ord(character) for character in "\n".join(words)], np.uint32)
    assert (look_up_codes(codes) == codes).all()


def test_lists_stay_small() -> None:
    """All lists of names together are below 1.5 MB as they are shipped."""
    folder = files("meibo_detectors.dictionaries")
    sizes = [
        len(folder.joinpath(f"{name}.words.xz").read_bytes()) for name in (*LISTS, "name_characters", "kanji_variants")
    ]
    assert sum(sizes) < 1_500_000


def test_licences_name_every_list() -> None:
    """Each list has its row in LICENCES-names.md."""
    licences = files("meibo_detectors.dictionaries").joinpath("LICENCES-names.md").read_text(encoding="utf-8")
    assert all(f"`{name}.words.xz`" in licences for name in (*LISTS, "name_characters", "kanji_variants"))


@pytest.mark.parametrize(
    ("variant", "base"),
    [
        ("髙", "高"),
        ("﨑", "崎"),
        ("邊", "辺"),
        ("邉", "辺"),
        ("齋", "斎"),
        ("濵", "浜"),
        ("𠮷", "吉"),
        ("惠", "恵"),
        ("神", "神"),
    ],
)
def test_variant_kanji_are_looked_up_as_their_base_form(variant: str, base: str) -> None:
    """Old, variant and compatibility kanji fold to the present form."""
    assert look_up_codes(np.array([ord(variant)], np.uint32)).tolist() == [ord(base)]


def test_base_forms_stay_as_they_are() -> None:
    """No base form is itself a variant, so looking up twice changes nothing."""
    bases = np.array([int(line.partition("\t")[2]) for line in read_list("kanji_variants")], np.uint32)
    assert len(bases) > 1_000
    assert (look_up_codes(bases) == bases).all()


def test_text_without_kanji_is_not_copied() -> None:
    """Codes below the kanji are given back as they came."""
    codes = np.arange(0x20, 0x3100, dtype=np.uint32)
    assert look_up_codes(codes) is codes


@pytest.mark.parametrize(
    ("word", "table", "flags"),
    [
        ("小暮", "surnames", Flag.FREQUENT),
        ("林", "surnames", Flag.ORDINARY | Flag.FREQUENT),
        ("太郎", "given_names", Flag.ORDINARY | Flag.FREQUENT),
        ("時代", "given_names", -1),
        ("会社", "ordinary_words", Flag.NOUN),
    ],
)
def test_flags_of_words(word: str, table: str, flags: int) -> None:
    """The lists say which names are ordinary words as well, and which are frequent."""
    assert flags_of(word, table) == flags


@pytest.mark.parametrize("word", ["ohno", "ono", "oono", "homma", "honma", "kouichi", "koichi"])
def test_romaji_lists_hold_the_usual_spellings(word: str) -> None:
    """Long vowels and m before b, m and p are listed in each way of writing them."""
    assert max(flags_of(word, "romaji_surnames"), flags_of(word, "romaji_given_names")) == 0


def test_header_names_all_cells_of_its_column() -> None:
    """Names that no dictionary has are found in a column of names, at medium; listed ones at high."""
    found = scan("番号,氏名\n1,小暮 智也\n2,竜胆寺 凪咲斗\n3,榎戸 沙耶香\n")
    assert found == [("小暮 智也", "high"), ("竜胆寺 凪咲斗", "medium"), ("榎戸 沙耶香", "high")]


def test_column_of_names_without_header_makes_doubtful_cells_surer() -> None:
    """Where nearly all cells of an unnamed column are names, so is one that the dictionary half knows."""
    rows = "".join(
        f"{name},{number}\n" for number, name in enumerate(["小暮 智也", "榎戸 沙耶香", "長谷部 亮介"] * 4, 11)
    )
    found = scan(f"{rows}小暮 凪咲斗,99\n")
    assert found[-1] == ("小暮 凪咲斗", "medium")


def test_names_among_products_count_little() -> None:
    """A column of other things does not become one of names because a few of its cells could be."""
    rows = "".join(f"{number},木製の棚{number}型\n" for number in range(20))
    assert [level for _, level in scan(f"{rows}21,小暮智也\n")] == ["low"]


def test_field_that_names_something_else_holds_no_name() -> None:
    """Columns of organisations, products and file names are left alone, whatever their cells look like."""
    text = "会社名,商品名,ファイル名\n小暮智也,榎戸沙耶香,長谷部亮介\n榎戸沙耶香,小暮智也,三田村奏\n"
    assert scan(text) == []


def test_clerks_surname_is_low() -> None:
    """A surname alone in a column of staff is a low finding; the customer beside it is a high one."""
    found = scan("氏名,担当者\n小暮 智也,榎戸\n長谷部 亮介,榎戸\n")
    assert found == [("小暮 智也", "high"), ("榎戸", "low"), ("長谷部 亮介", "high"), ("榎戸", "low")]


def test_reading_beside_a_name_makes_both_surer() -> None:
    """Kanji and their reading side by side are high without any label; the kanji alone are medium."""
    assert scan("小暮 智也", Layout()) == [("小暮 智也", "medium")]
    assert ("小暮 智也", "high") in scan("小暮 智也（コグレ トモヤ）", Layout())
    result = ENGINE.scan([Block("小暮 智也（コグレ トモヤ）".encode())])
    assert all(int(row["evidence"]) & Evidence.READING_BESIDE for row in result.findings)


def test_several_names_in_one_cell_are_several_findings() -> None:
    """Commas, slashes and middle dots part names; a middle dot inside a foreigner's name does not."""
    found = scan("氏名\n小暮智也、榎戸沙耶香\n長谷部亮介・三田村奏\nジョアン・ペレイラ\n小暮・智也\n")
    assert [value for value, _ in found] == [
        "小暮智也", "榎戸沙耶香", "長谷部亮介", "三田村奏", "ジョアン・ペレイラ", "小暮・智也",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "after", ["が", "は", "の", "に", "を", "と", "も", "、", "。", "（", " ", "\n", "さん", "など"]
)
def test_particle_or_sign_may_follow_a_name(after: str) -> None:
    """A whole run of kanji before a particle or sign is a name."""
    assert [value for value, _ in scan(f"昨日は小暮智也{after}", Layout())] == ["小暮智也"]


@pytest.mark.parametrize("after", ["線", "駅前", "める", "り", "ゼミ", "7"])
def test_longer_word_is_no_name(after: str) -> None:
    """A run that goes on in kanji, katakana, digits or an inflexion is another word."""
    assert [row for row in scan(f"昨日は小暮智也{after}", Layout()) if row[1] != "low"] == []


def test_empty_and_plain_texts_give_nothing() -> None:
    """Texts without any name, of every kind of character, give no finding and no error."""
    for text in ("", "\n", "a", "漢", "カ", "あ", "・", "A B", "漢 字", "（）", ",,,\n,,,\n"):
        assert scan(text) == []
        assert scan(text, Layout()) == []


@given(st.text(st.sampled_from("小暮智也林 　・、（）さん様氏名：カナコグレトモヤKogure Tomoya,\n1"), max_size=60))
def test_any_mixture_of_names_and_signs_is_scanned(text: str) -> None:
    """Findings lie inside the text, ascend, do not overlap, and are never blank at their ends."""
    result = ENGINE.scan([Block(text.encode())])
    reach = 0
    for row in result.findings:
        value = result.value(row)
        assert reach <= row["start"] < row["end"] <= len(text)
        assert value.strip() == value != ""
        reach = row["end"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("小暮　智也", "小暮智也"),
        ("小暮・智也", "小暮 智也"),
        ("ｺｸﾞﾚ ﾄﾓﾔ", "コグレトモヤ"),
        ("こぐれ　ともや", "コグレ トモヤ"),
        ("Ｋｏｇｕｒｅ Tomoya", "KOGURE TOMOYA"),
        ("小暮\u200b智也", "小暮智也"),
    ],
)
def test_spellings_of_one_name_are_compared_as_equal(one: str, other: str) -> None:
    """Blanks, dots, widths, kana and capitals do not make another person."""
    assert normalise(one) == normalise(other)


def test_variant_kanji_make_another_name() -> None:
    """髙 and 高 are kept apart: two people may differ in nothing else."""
    assert normalise("髙崎 直人") != normalise("高崎 直人")


@given(st.text(st.sampled_from("小暮智也髙 　・コグレKogure"), min_size=1, max_size=20))
def test_mask_shows_the_first_character_only(value: str) -> None:
    """A mask is as long as the value, and shows its first character, blanks and dots."""
    masked = mask(value)
    assert len(masked) == len(value)
    assert masked[0] == value[0]
    assert set(masked[1:]) <= set("* 　・")


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("小暮　　智也", "小暮　　智也"),
        ("★小暮 智也", "小暮 智也"),
        ("小暮 智也*", "小暮 智也"),
        ("1. 小暮 智也", "小暮 智也"),
        ("小暮智也 外2名", "小暮智也"),
        ("株式会社青葉 小暮智也", "小暮智也"),
        ("営業部長 小暮 智也", "小暮 智也"),
        ("小暮智也 印", "小暮智也"),
    ],
)
def test_marks_and_remarks_in_a_cell_are_left_out(cell: str, name: str) -> None:
    """A cell under 氏名 gives the name alone, surely, whatever stands beside it."""
    assert scan(f"番号,氏名,備考\n1,{cell},可\n2,榎戸 沙耶香,可\n") == [(name, "high"), ("榎戸 沙耶香", "high")]


def test_padded_name_that_no_dictionary_has_is_found() -> None:
    """Several blanks between surname and given name are one border."""
    assert scan("番号,氏名\n1,竜胆寺　　凪咲斗\n2,榎戸 沙耶香\n")[0] == ("竜胆寺　　凪咲斗", "medium")


def test_name_beside_the_value_of_another_column_is_found() -> None:
    """A cell of companies may hold a person with an honorific behind the company, but is no name itself."""
    assert scan("会社名,数\n青葉商店 小暮 智也様,1\n小暮 智也,2\n") == [("小暮 智也", "medium")]


@pytest.mark.parametrize(
    ("word", "flags"),
    [
        ("校長", Flag.NOUN | Flag.CALLING),
        ("研究者", Flag.CALLING),
        ("管理人", Flag.CALLING),
        ("制度", Flag.NOUN),
    ],
)
def test_words_for_what_somebody_is_are_flagged(word: str, flags: int) -> None:
    """The list of ordinary words says which of them stand before names."""
    assert flags_of(word, "ordinary_words") == flags


@pytest.mark.parametrize(("part", "flags"), [("ベルガー", 0), ("パソコン", -1), ("ハミルトン", Flag.ORDINARY)])
def test_parts_of_foreign_names_are_flagged(part: str, flags: int) -> None:
    """A part that is also a place or a word makes a name in katakana doubtful."""
    assert flags_of(part, "foreign_names") == flags


@pytest.mark.parametrize(
    "calling", ["校長", "研究者", "初代会長", "元首相", "六代目", "青葉高等専門学校初代校長", "長女"]
)
@pytest.mark.parametrize("joint", ["", "・", "の", "　"])
def test_name_behind_what_somebody_is_is_found(calling: str, joint: str) -> None:
    """A calling may stand before a name in the same run of kanji, or with a sign or の between."""
    assert [value for value, _ in scan(f"昨日は{calling}{joint}小暮智也が来た。", Layout())] == ["小暮智也"]


@pytest.mark.parametrize("word", ["作", "画", "著", "脚本", "内閣", "自身", "監督", "首相"])
def test_word_behind_a_name_is_left_out(word: str) -> None:
    """A run of kanji that goes on with a word that follows names ends before it."""
    assert scan(f"これは小暮智也{word}だ。", Layout())[0][0] == "小暮智也"


@pytest.mark.parametrize("word", ["駅前", "通信", "祭", "線"])
def test_other_word_behind_a_name_makes_it_none(word: str) -> None:
    """A run that goes on otherwise is a longer word."""
    assert [row for row in scan(f"これは小暮智也{word}だ。", Layout()) if row[1] != "low"] == []


@pytest.mark.parametrize(
    "behind",
    [
        "（45）",
        "（45歳）",
        "(４５)",
        "（1950年3月2日 - 2010年）",
        "（1950 - 2010）",
        "（昭和30年生まれ）",
        "（1950年生）",
        "（えのきどまさる）",
    ],
)
def test_age_birth_or_reading_in_brackets_makes_a_doubtful_name_sure(behind: str) -> None:
    """A given name that is also a word counts where brackets behind it speak of a person."""
    assert scan(f"昨日は榎戸勝{behind}が来た。", Layout())[0] == ("榎戸勝", "medium")


@pytest.mark.parametrize("behind", ["", "（5）", "（120）", "（昭和30年）", "（1950年）", "（株）", "（見本）"])
def test_other_brackets_leave_a_doubtful_name_low(behind: str) -> None:
    """A footnote, a year of making or a remark says nothing about a person."""
    assert [row for row in scan(f"昨日は榎戸勝{behind}が来た。", Layout()) if row[1] != "low"] == []


def test_doubtful_name_is_as_sure_as_near_it() -> None:
    """A name that stands with an age is that name where its text has it again nearby; another text says nothing."""
    assert scan("榎戸勝（45）が選ばれた。\n後任は榎戸勝が決める。", Layout()) == [("榎戸勝", "medium")] * 2
    assert scan("後任は榎戸勝が決める。\n榎戸勝（45）が選ばれた。", Layout()) == [("榎戸勝", "medium")] * 2
    far = "榎戸勝（45）が選ばれた。\n" + "次の話に移る。\n" * 60 + "後任は榎戸勝が決める。"
    assert scan(far, Layout()) == [("榎戸勝", "medium"), ("榎戸勝", "low")]
    blocks = [Block("榎戸勝（45）が選ばれた。\n".encode()), Block("後任は榎戸勝が決める。\n".encode())]
    assert [Confidence.of_score(int(row["score"])).word for row in ENGINE.scan(blocks).findings] == ["medium", "low"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("トーマス・ベルガーが来た。", "medium"),
        ("トーマス・ベルガー監督が来た。", "medium"),
        ("トーマス・ベルガー社が来た。", "low"),
        ("『トーマス・ベルガー』が来た。", "low"),
        ("アン＝トーマス・ベルガーが来た。", "low"),
        ("トーマス・ハミルトンが来た。", "low"),
        ("サン・ベルガーが来た。", "low"),
    ],
)
def test_foreigners_name_needs_parts_that_are_nothing_else(text: str, level: str) -> None:
    """Katakana with a middle dot is a name where its last part is no word or place, and it stands free."""
    assert [found for value, found in scan(text, Layout()) if "ベルガー" in value or "ハミルトン" in value] == [level]
