"""Signs that a reader of pictures takes for others that look the same, where their neighbours tell what is meant."""

from __future__ import annotations

import re
from typing import Final

_KATAKANA: Final = "ァ-ヴーヽヾ"
_MEANT: Final = str.maketrans("一力口夕工二八卜千才", "ーカロタエニハトチオ")
"""Kanji, and the kana that look like them."""
_AMONG_KANA: Final = re.compile(
    r"[力口夕工二八卜千才](?=ー)"  # no kanji is prolonged
    rf"|(?<!\w)[力口夕工二八卜千才](?=一[{_KATAKANA}])|"
    rf"(?<=[{_KATAKANA}])[一力口夕工二八卜千才](?=[{_KATAKANA}])"
    rf"|(?<![{_KATAKANA}\w])[力口夕工二八卜千才](?=[{_KATAKANA}]{{2}})"
    rf"|(?<=[{_KATAKANA}]{{2}})一(?!\w)"
)
_AMONG_KANJI: Final = re.compile(r"(?<=[一-龠々])[タロエ](?=[一-龠々])")
"""カ, ト, ニ, ノ and ハ may well stand between kanji: 三カ所, 山ノ手."""
_KANJI: Final = str.maketrans("タロエ", "夕口工")
_BAR: Final = re.compile(r"[|｜]")


def put_right(text: str) -> str:
    """A line as it was meant, as long as it was: kana among kana, and no upright lines between words.

    >>> put_right("コ一ポ三ツ矢 力一ド八枚 番号|第12号|")
    'コーポ三ツ矢 カード八枚 番号 第12号 '
    """
    before = ""
    while before != text:  # the neighbour of one that was put right tells the next
        before, text = text, _AMONG_KANA.sub(lambda match: match[0].translate(_MEANT), text)
    text = _AMONG_KANJI.sub(lambda match: match[0].translate(_KANJI), text)
    return _BAR.sub(" ", text)
