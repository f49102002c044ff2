"""Makes the lists of banks and their branches from a development package.

Run it after an update of ``zengin-code``, and review the counts that it prints:

    python tools/make_bank_dictionary.py
"""

from __future__ import annotations

import lzma
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from zengin_code import Bank  # type: ignore[import-not-found]  # installed for a run of this tool only

from meibo_detectors.dictionaries.expand import expand_all
from meibo_detectors.dictionaries.tables import fold_for_look_up
from meibo_detectors.normalise import fold_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DICTIONARIES = Path(__file__).parents[1] / "detectors" / "meibo_detectors" / "dictionaries"
BANKS_PROPER = 1000
"""Codes below are those of banks, whose names the master writes without 銀行."""
POST_BANK = 9900
KINDS = {
    "信金": ("信金", "信用金庫"),
    "信組": ("信組", "信用組合"),
    "農協": ("農協", "農業協同組合"),
    "漁協": ("漁協", "漁業協同組合"),
    "労金": ("労金", "労働金庫"),
    "信連": ("信連", "信用農業協同組合連合会"),
    "信漁連": ("信漁連", "信用漁業協同組合連合会"),
}
"""Short endings of the master, and how else each is written."""
FORMER = {
    5: "三菱東京UFJ 東京三菱UFJ UFJ", 33: "ジャパンネット", 38: "住信SBIネット SBIネット", 39: "じぶん",
    117: "青森 みちのく", 140: "第四 北越", 143: "八十二 長野", 159: "近畿大阪 関西アーバン", 161: "泉州",
    181: "十八 親和", 397: "新生", 516: "大正", 542: "愛知 中京",
}  # fmt: skip
"""Names before a merger or a change of name that ledgers still hold, by the code of the bank that took over."""


def fold(word: str) -> str:
    """A word as detectors look it up."""
    return fold_for_look_up(fold_label(word))


def spell_bank(code: int, name: str) -> Iterator[str]:
    """Every way in which the name of a bank is written."""
    if code < BANKS_PROPER or code == POST_BANK:
        yield name
        yield f"{name}銀行"
        yield f"株式会社{name}銀行"
        return
    ending = next((short for short in sorted(KINDS, key=len, reverse=True) if name.endswith(short)), "")
    if not ending:
        yield name
        return
    stem = name.removesuffix(ending)
    for written in KINDS[ending]:
        yield f"{stem}{written}"
    if ending == "農協":
        for joint in ("", " ", "-"):
            yield f"JA{joint}{stem}"


def spell_kana(kana: str, code: int) -> Iterator[str]:
    """The kana of transfer files: small kana as large ones, a long vowel as hyphen or mark."""
    endings = ("", "ギンコウ", "(ギンコウ)") if code < BANKS_PROPER or code == POST_BANK else ("",)
    for ending in endings:
        for mark in "ー-":
            yield re.sub("[－-]", mark, kana) + ending


def list_banks() -> Iterator[str]:
    """Codes and names, with the code as number; 0 where several banks share a name."""
    codes: defaultdict[str, set[int]] = defaultdict(set)
    for bank in Bank.all.values():
        code = int(bank.code)
        for word in (bank.code, *spell_bank(code, bank.name), *spell_kana(bank.kana, code)):
            codes[fold(word)].add(code)
    for code, names in FORMER.items():
        for name in names.split():
            for word in spell_bank(code, name):
                if not codes[fold(word)]:
                    codes[fold(word)].add(code)
    for word, known in codes.items():
        yield f"{word}\t{min(known) if len(known) == 1 else 0}"


def list_branches() -> Iterator[str]:
    """Bank code and branch code of each branch, seven digits."""
    for bank in Bank.all.values():
        yield from (f"{bank.code}{branch}" for branch in bank.branches)


def list_branch_names() -> Iterator[str]:
    """The name of each branch with its bank's code behind; the number is its code and 1, or 0 where two share it."""
    codes: defaultdict[str, set[int]] = defaultdict(set)
    for bank in Bank.all.values():
        for branch in bank.branches.values():
            codes[f"{fold(branch.name.removesuffix('支店'))}{bank.code}"].add(int(branch.code) + 1)
    for word, known in codes.items():
        yield f"{word}\t{min(known) if len(known) == 1 else 0}"


def write_list(name: str, lines: Iterable[str]) -> None:
    """Writes one list, sorted and compressed, and prints its size."""
    entries = sorted(set(lines))
    compressed = lzma.compress("".join(f"{line}\n" for line in entries).encode(), preset=9 | lzma.PRESET_EXTREME)
    (DICTIONARIES / f"{name}.words.xz").write_bytes(compressed)
    print(f"{name}: {len(entries)} words, {len(compressed)} bytes")


def main() -> None:
    """Makes all lists anew."""
    write_list("banks", list_banks())
    write_list("bank_branches", list_branches())
    write_list("branch_names", list_branch_names())
    expand_all(DICTIONARIES)


if __name__ == "__main__":
    main()
