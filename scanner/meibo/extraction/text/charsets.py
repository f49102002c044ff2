"""Bytes of a mail whose charset is declared: read as declared where that fits, otherwise as they read best.

Declarations are wrong often: CP932 as ``ISO-8859-1``, ISO-2022-JP without any, names that no registry knows.
"""

from __future__ import annotations

import codecs

from meibo.extraction.text.decoding import decode, has_escapes
from meibo.extraction.text.encoding import decide_narrow

_NAMES = {
    # what mailers write, and the codec that reads more of it than the one of that name
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "cp932": "cp932",
    "euc-jp": "euc_jp",
    "x-euc-jp": "euc_jp",
    "eucjp": "euc_jp",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "unicode-1-1-utf-7": "utf-7",
}
_TRIED = ("cp932", "euc_jp", "utf-8")
"""Read by the decoder that finds out for itself where they do not fit."""
_CLAIMS_NOTHING = ("", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252", "7bit", "8bit", "unknown-8bit")
"""Declared by default, without a look at the text."""


def decode_as(raw: bytes, charset: str = "") -> str:
    """The text of ``raw``, which is said to be in ``charset``; nothing is raised, what is undecodable is U+FFFD."""
    name = charset.strip().strip("'\"").lower()
    codec = _NAMES.get(name, name)
    if has_escapes(raw) or codec.startswith("iso-2022-jp"):
        return decode(raw, decide_narrow(raw) or "iso2022_jp_ext").text.decode()
    if codec in _TRIED:
        return decode(raw, codec).text.decode()
    if name not in _CLAIMS_NOTHING and _is_text_codec(codec):
        return raw.decode(codec, "replace").lstrip("\ufeff")
    return decode(raw, decide_narrow(raw) or "cp1252").text.decode()


def _is_text_codec(name: str) -> bool:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return bool(getattr(found, "_is_text_encoding", True)) and found.name not in ("idna", "punycode", "undefined")
