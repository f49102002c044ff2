"""Makes the dictionaries of personal names from development packages.

Run it in an environment of its own after an update of one of them, and review the counts that it prints:

    pip install numpy sudachipy sudachidict_core japanese-personal-name-dataset jntajis-python
    PYTHONPATH=detectors python tools/make_name_dictionary.py
"""

from __future__ import annotations

import lzma
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import jntajis
import sudachipy
from japanese_personal_name_dataset import load_dataset

from meibo_detectors.dictionaries.expand import expand_all
from meibo_detectors.dictionaries.person_names import Flag
from meibo_detectors.japan.name_words import CALLING_ENDINGS, LONG_CALLING_ENDINGS
from old_kanji import OLD_AND_PRESENT
from romaji import spell_romaji

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

DICTIONARIES = Path(__file__).parents[1] / "detectors" / "meibo_detectors" / "dictionaries"
KANJI = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x2FA20))
LONGEST_CALLING = 4
LONGEST_WORD = 9
"""A longer word is no run that could be read as surname and given name."""
LONGEST_DOTTED_WORD = 20
"""The same of words in katakana with middle dots."""
NO_GIVEN_NAMES = """
時代 結果 政治 文章 文化 文明 流行 紀元 定年 寿司 健康 次元 統一 正午 照明 信頼 倫理 充実 経典
種子 宇宙 洋行 完治 憲政 有望 有史 友好 唯一 広大 寛大 有利 明治 昭和 大正 平成 忠実 年生 公司
主税 定義 正規 正式 素子 結城 治療 体育 大学 公園 図書 誤差 遊泳 安固 交通 可成 一人 一年 一生
一行 一般 一番 一部 未明 未知 基通 建造 助成 市子 成人 成年 新作 初代 国政 国利 有理 民生 民人
純正 経世 綱紀 群生 水路 通則 家政 家庭 家計 工程 生成 作成 構成 編成 達成 合成 形成 完成 国立
市立 県立 公立 私立 独立 成立 中立 対立 自立 設立 通信 発信 送信 受信 信号 通知 通用 利用 使用
採用 応用 専用 共用 常用 引用 適用 費用 雇用 源氏 平氏
"""
"""Given names of the dictionaries that are rather ordinary words behind a place or surname: 江戸時代, 国土交通."""
SMALL_KANA = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")
SWAPPED_KE = str.maketrans("ヶケ", "ケヶ")
TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
OFTEN, AT_TIMES = 60, 8
"""Names with a character in one place, for its two levels in ``name_characters``."""


class Sudachi(NamedTuple):
    """What the dictionary of SudachiPy says, spelled with base forms."""

    surnames: dict[str, set[str]]
    """Readings in katakana by spelling."""
    given_names: dict[str, set[str]]
    others: dict[str, set[str]]
    """Parts of speech of words that are no surname or given name, by spelling."""
    foreign_names: set[str]
    """Names in katakana whose part is not told: of foreigners, of gods ..."""


def find_variants() -> dict[str, str]:
    """Each variant kanji with its base form: Unicode's equivalents, the tax agency's list, and the old forms."""
    variants: dict[str, str] = {}
    for code in (code for codes in KANJI for code in codes):
        character = chr(code)
        variants[character] = unicodedata.normalize("NFC", character)
        shrunk = jntajis.jnta_shrink_translit(character, passthrough=True)
        if len(shrunk) == 1:
            variants[character] = shrunk
    variants.update((pair[0], pair[1]) for pair in OLD_AND_PRESENT.split())
    bases = {character: follow(character, variants) for character in variants}
    changed = {character: base for character, base in bases.items() if base != character}
    if changed.keys() & set(changed.values()):
        raise ValueError("two sources disagree about a base form: " + " ".join(changed.keys() & set(changed.values())))
    return changed


def follow(character: str, variants: Mapping[str, str]) -> str:
    """The end of a chain of variants."""
    seen = [character]
    while (following := variants.get(seen[-1], seen[-1])) not in seen:
        seen.append(following)
    return seen[-1]


def is_kanji(word: str) -> bool:
    """Whether a word is written in kanji alone."""
    return all(any(ord(character) in codes for codes in KANJI) or character == "々" for character in word)


def is_katakana(word: str) -> bool:
    """Whether a word is written in katakana alone."""
    return all("ァ" <= character <= "ヺ" or character == "ー" for character in word)


def read_sudachi(bases: Mapping[int, str]) -> Sudachi:
    """All words of the dictionary, sorted by what they say of persons."""
    no_given_names = frozenset(NO_GIVEN_NAMES.split())
    read = Sudachi(defaultdict(set), defaultdict(set), defaultdict(set), set())
    for entry in sudachipy.Dictionary(dict="core").entries():
        word = unicodedata.normalize("NFKC", entry.raw_surface()).translate(bases)
        part = entry.part_of_speech()
        if part[2:4] == ("人名", "姓"):
            read.surnames[word].add(entry.reading_form())
        elif part[2:4] == ("人名", "名") and word not in no_given_names:
            read.given_names[word].add(entry.reading_form())
        elif part[2] == "人名":
            if is_katakana(word) and len(word) > 1:
                read.foreign_names.add(word)
        elif len(word) <= LONGEST_WORD or ("・" in word and len(word) <= LONGEST_DOTTED_WORD):
            read.others[word].add("/".join(part[:3]))
    return read


def read_given_names(bases: Mapping[int, str]) -> dict[str, set[str]]:
    """Given names of the name data set by spelling, with readings in katakana."""
    names: dict[str, set[str]] = defaultdict(set)
    for part in load_dataset():
        for reading, entry in part.items():
            katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in reading)
            for spelling in entry["kanji"]:
                names[unicodedata.normalize("NFKC", spelling).translate(bases)].add(katakana)
    return {name: readings for name, readings in names.items() if name not in NO_GIVEN_NAMES.split()}


def is_common(parts: Iterable[str]) -> bool:
    """Whether some part of speech is that of an ordinary word, not of a proper name."""
    return any(not part.startswith("名詞/固有名詞") for part in parts)


def spell_ke(words: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The words, and those with a small or large ケ also with the other: 竜ケ崎, 竜ヶ崎."""
    swapped = {word.translate(SWAPPED_KE): readings for word, readings in words.items() if not is_katakana(word)}
    return {**swapped, **words}


def flag_surnames(sudachi: Sudachi, frequent: set[str]) -> Iterator[tuple[str, int]]:
    """Surnames with their flags."""
    for word in sudachi.surnames:
        ordinary = Flag.ORDINARY if is_common(sudachi.others.get(word, ())) else Flag(0)
        yield word, ordinary | (Flag.FREQUENT if word in frequent else Flag(0))


def flag_given_names(sudachi: Sudachi, dataset: Mapping[str, set[str]]) -> Iterator[tuple[str, int]]:
    """Given names of both sources with their flags."""
    for word in sudachi.given_names.keys() | dataset.keys():
        ordinary = Flag.ORDINARY if is_common(sudachi.others.get(word, ())) else Flag(0)
        frequent = Flag.FREQUENT if word in dataset and word in sudachi.given_names else Flag(0)
        rare = Flag.RARE if word not in sudachi.given_names else Flag(0)
        yield word, ordinary | frequent | rare


def flag_foreign_names(sudachi: Sudachi) -> Iterator[tuple[str, int]]:
    """Parts of foreigners' names with their flags; a place or a brand is as doubtful as a word."""
    for word in sudachi.foreign_names:
        yield word, Flag.ORDINARY if word in sudachi.others else Flag(0)


def find_ordinary_words(
    sudachi: Sudachi, given_names: Iterable[str], readings: Collection[str]
) -> Iterator[tuple[str, int]]:
    """Words that could be read as surname and given name, common nouns of two kanji (parts of compounds), callings.

    Of words in hiragana those that are also ``readings`` of given names.
    """
    given = set(given_names)
    for word, parts in sudachi.others.items():
        splits = range(1, len(word))
        reads_as_name = any(word[:at] in sudachi.surnames and word[at:] in given for at in splits)
        is_noun = is_kanji(word) and any(part.startswith("名詞/普通名詞") for part in parts)
        parted = word.split("・")
        reads_as_name |= len(parted) > 1 and {parted[0], parted[-1]} <= sudachi.foreign_names  # サン・マルコ
        flags = Flag.ORDINARY if reads_as_name else Flag(0)
        flags |= Flag.ORDINARY if word in readings else Flag(0)
        flags |= Flag.NOUN if is_noun and len(word) == 2 else Flag(0)
        flags |= Flag.CALLING if is_noun and is_calling(word) else Flag(0)
        if flags:
            yield word, flags


def is_calling(word: str) -> bool:
    """Whether a noun ends as words for what somebody is do: 校長, 研究者."""
    return 2 <= len(word) <= LONGEST_CALLING and (
        word[-1] in CALLING_ENDINGS or (len(word) > 2 and word[-1] in LONG_CALLING_ENDINGS)
    )


def spell_kana(readings: Iterable[set[str]]) -> set[str]:
    """Readings in katakana, with and without small kana (banks write none), and in hiragana."""
    katakana = {reading for group in readings for reading in group if is_katakana(reading)}
    return (
        katakana
        | {word.translate(SMALL_KANA) for word in katakana}
        | {word.translate(TO_HIRAGANA) for word in katakana}
    )


def find_name_characters(surnames: Iterable[str], given_names: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """How usual each character is as the first of surnames, the first and the last of given names: ``奈`` -> 122.

    A character that is a usual given name by itself, and no word, ends given names at times, if rarely longer ones.
    """
    given = [name for name in given_names if len(name) > 1]
    alone = {name for name, flags in given_names.items() if len(name) == 1 and flags == Flag.FREQUENT}
    counts = (
        Counter(name[0] for name in surnames),
        Counter(name[0] for name in given),
        Counter(name[-1] for name in given),
    )
    for character in {character for count in counts for character in count} | alone:
        begins, given_begins, given_ends = (
            2 if count[character] >= OFTEN else 1 if count[character] >= AT_TIMES else 0 for count in counts
        )
        given_ends = max(given_ends, 1 if character in alone else 0)
        yield character, 100 * max(begins, 1 if counts[0][character] else 0) + 10 * given_begins + given_ends


def write_words(name: str, words: Iterable[str] | Iterable[tuple[str, int]]) -> int:
    """Write a list, sorted, as the loader reads it; the size of the file in bytes."""
    lines = sorted(word if isinstance(word, str) else f"{word[0]}\t{int(word[1])}" for word in words)
    text = "".join(f"{line}\n" for line in lines)
    compressed = lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)
    (DICTIONARIES / f"{name}.words.xz").write_bytes(compressed)
    print(f"{name}: {len(lines)} entries, {len(compressed)} bytes")
    return len(compressed)


def main() -> None:
    """Write all lists."""
    variants = find_variants()
    bases = {ord(character): base for character, base in variants.items()}
    sudachi = read_sudachi(bases)
    sudachi = sudachi._replace(surnames=spell_ke(sudachi.surnames))
    dataset = read_given_names(bases)
    frequent = {name.translate(bases) for name in load_dataset(include_last_names=True)[2]}
    given = dict(flag_given_names(sudachi, dataset))
    given_readings = [*sudachi.given_names.values(), *dataset.values()]
    in_hiragana = {
        word for word in sudachi.others if 2 <= len(word) <= 4 and all("ぁ" <= kana <= "ゖ" for kana in word)
    }
    total = (
        write_words("kanji_variants", ((character, ord(base)) for character, base in variants.items()))
        + write_words("surnames", flag_surnames(sudachi, frequent))
        + write_words("given_names", given.items())
        + write_words("ordinary_words", find_ordinary_words(sudachi, given, spell_kana(given_readings) & in_hiragana))
        + write_words("name_characters", find_name_characters(sudachi.surnames, given))
        + write_words("surname_readings", spell_kana(sudachi.surnames.values()))
        + write_words("given_readings", spell_kana(given_readings))
        + write_words("romaji_surnames", spell_romaji(sudachi.surnames.values()))
        + write_words("romaji_given_names", spell_romaji(given_readings))
        + write_words("foreign_names", flag_foreign_names(sudachi))
    )
    print(f"in all {total} bytes")
    expand_all(DICTIONARIES)


if __name__ == "__main__":
    main()
