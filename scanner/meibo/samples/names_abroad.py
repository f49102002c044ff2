"""Names of other countries as employees from there write them in Japan, to be combined at random."""

from __future__ import annotations

from typing import Final

import msgspec

from meibo.samples.names import Name


class Country(msgspec.Struct, frozen=True):
    """A state with names that are common there."""

    name: str
    code: str
    """ISO 3166-1, three letters."""
    passport: str
    """The form of its passport numbers: letters as they are, a digit for each ``0``."""
    surnames: tuple[Name, ...]
    women: tuple[Name, ...]
    men: tuple[Name, ...]


def _list(table: str) -> tuple[Name, ...]:
    """Names that are written in katakana, from ``カナ/Latin`` divided by blanks; ``_`` stands for a blank inside."""
    pairs = (entry.split("/") for entry in table.split())
    return tuple(Name(kana, kana, latin.replace("_", " ")) for kana, latin in pairs)


COUNTRIES: Final = (
    Country(
        "ベトナム", "VNM", "C0000000",
        _list("グエン/Nguyen チャン/Tran ファム/Pham ホアン/Hoang レー/Le"),
        _list("ティ・ラン/Thi_Lan ティ・フオン/Thi_Huong ティ・マイ/Thi_Mai"),
        _list("ヴァン・アン/Van_An ヴァン・ミン/Van_Minh ヴァン・ナム/Van_Nam クアン・フイ/Quang_Huy"),
    ),
    Country(
        "フィリピン", "PHL", "P0000000A",
        _list("サントス/Santos レイエス/Reyes クルス/Cruz ガルシア/Garcia メンドーサ/Mendoza"),
        _list("マリア/Maria アナ/Ana ローサ/Rosa"),
        _list("ホセ/Jose マルコ/Marco ラモン/Ramon カルロス/Carlos"),
    ),
    Country(
        "ブラジル", "BRA", "FK000000",
        _list("シルバ/Silva ソウザ/Souza オリベイラ/Oliveira ペレイラ/Pereira コスタ/Costa"),
        _list("ジュリアナ/Juliana カミラ/Camila パウラ/Paula"),
        _list("ルーカス/Lucas ペドロ/Pedro ブルーノ/Bruno ラファエル/Rafael"),
    ),
    Country(
        "ネパール", "NPL", "PA0000000",
        _list("シュレスタ/Shrestha タマン/Tamang グルン/Gurung ライ/Rai"),
        _list("スニタ/Sunita アニタ/Anita ギタ/Gita"),
        _list("ラメシュ/Ramesh ビシュヌ/Bishnu クリシュナ/Krishna プラカシュ/Prakash"),
    ),
)  # fmt: skip
KOREA: Final = Country(
    "韓国", "KOR", "M00000000",
    _list("キム/Kim パク/Park チェ/Choi チョン/Jung"),
    _list("ミンジ/Minji ソヨン/Soyeon ジウン/Jieun"),
    _list("ミンジュン/Minjun ジフン/Jihun ソンホ/Sungho"),
)  # fmt: skip
"""Where most special permanent residents come from."""
