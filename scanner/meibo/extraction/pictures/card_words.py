"""The printed words by which cards and booklets that identify somebody can be told: few of them say what their number
is."""

from __future__ import annotations

import unicodedata
from typing import Final

import msgspec


class Card(msgspec.Struct, frozen=True):
    """A kind of card."""

    name: str
    """What it is called; the word stands for the page, as the name of a sheet does."""
    words: tuple[tuple[str, ...], ...]
    """Any of these sets of words tells it, all of one together."""


CARDS: Final = (
    Card("運転免許証", (("運転免許証",), ("公安委員会", "免許"), ("公安委員会", "有効"), ("免許の", "条件等"))),
    Card("在留カード", (("在留カード",), ("RESIDENCECARD",), ("在留資格", "在留期間"))),
    Card("特別永住者証明書", (("特別永住者証明書",),)),
    Card("個人番号カード", (("個人番号カード",), ("電子証明書の有効期限", "臓器提供"), ("通知カード", "個人番号"))),
    Card("健康保険被保険者証", (("被保険者証",), ("資格確認書",), ("保険者番号", "被保険者"))),
    Card("旅券", (("P<JPN",), ("PASSPORT", "JPN"), ("旅券", "日本国"))),
    Card("住民基本台帳カード", (("住民基本台帳カード",),)),
    Card("身分証明書", (("身分証明書",), ("IDENTITYCARD",), ("IDCARD",))),
    Card("社員証", (("社員証",), ("職員証",), ("従業員証",), ("EMPLOYEEID",))),
    Card("学生証", (("学生証",), ("生徒手帳",), ("STUDENTID",))),
    Card("障害者手帳", (("障害者手帳",), ("保健福祉手帳",), ("療育手帳",))),
    Card("運転免許証", (("DRIVER'SLICENSE",), ("DRIVERSLICENSE",), ("DRIVINGLICENCE",))),
)
_MOST_CARDS: Final = 2
"""On a page; one that names more asks for any of them."""
LABELS_ABOVE: Final = frozenset({"旅券"})
"""Cards and booklets whose values stand below their labels, as in a table."""
_MOST_CHARACTERS: Final = 1_500
"""Of a page with cards; one that has more speaks of them."""


def name_card(text: str) -> str:
    """What a page calls itself, or several cards that were copied onto it; nothing where it is another document.

    >>> name_card("番号 第 012345678900 号 東京都公安委員会 令和12年まで有効")
    '運転免許証'
    """
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if len(plain) > _MOST_CHARACTERS:
        return ""
    told = [card.name for card in CARDS if any(all(word in plain for word in words) for words in card.words)]
    names = dict.fromkeys(told)
    return " ".join(names) if len(names) <= _MOST_CARDS else ""
