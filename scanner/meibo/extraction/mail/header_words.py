"""The text of mail headers: encoded words (RFC 2047) and parameters (RFC 2231), with the liberties mailers take.

Seen in Japanese mail: encoded words in quotes, characters split between two words, words without their end, raw
ISO-2022-JP or CP932. Raw bytes are decoded first, since a quote or a backslash may be the second byte of a character.
"""

from __future__ import annotations

import binascii
import re
from urllib.parse import unquote_to_bytes

from meibo.extraction.text.charsets import decode_as

_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)(?:\?=|\?$|$)")
_BETWEEN_WORDS = re.compile(r"\s*")
_PARAMETER = re.compile(r';\s*([^\s=;"*]+)((?:\*\d+)?\*?)\s*=\s*("(?:\\.|[^"\\])*"?|[^;]*)')
_QUOTED = re.compile(r"\\(.)", re.DOTALL)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


def read_raw(value: bytes) -> str:
    """The value of a header as text, its encoded words still encoded."""
    return value.decode("ascii") if value.isascii() and b"\x1b" not in value else decode_as(value)


def decode_words(text: str) -> str:
    """The text with its encoded words decoded; blanks between two of them are dropped, as are controls.

    >>> decode_words("=?utf-8?B?5ZCN?= =?utf-8?B?57C/?= (1)")
    '名簿 (1)'
    """
    if "=?" not in text:
        return _drop_controls(text)
    done: list[str] = []
    run: list[tuple[str, str, str]] = []
    at = 0
    for word in _WORD.finditer(text):
        between = text[at : word.start()]
        if not (run and _BETWEEN_WORDS.fullmatch(between)):
            done.append(_decode_run(run))
            done.append(between)
            run = []
        run.append((word[1], word[2].lower(), word[3]))
        at = word.end()
    done.append(_decode_run(run))
    done.append(text[at:])
    return _drop_controls("".join(done))


def read_parameters(text: str) -> dict[str, str]:
    """The parameters of a header such as Content-Type, by name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(text):
        name, mark, value = match[1].lower(), match[2], match[3].strip()
        if value.startswith('"'):
            value = _QUOTED.sub(r"\1", value[1:].removesuffix('"'))
        if not mark:
            found.setdefault(name, decode_words(value))
        else:
            number = mark.strip("*")
            pieces.setdefault(name, []).append((int(number[:6]) if number else 0, mark.endswith("*"), value))
    return {**found, **{name: _join_pieces(sorted(parts)) for name, parts in pieces.items()}}


def decode_base64(raw: bytes | memoryview) -> bytes:
    """What ``raw`` encodes; what is no base64 is passed over."""
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        signs = _NOT_BASE64.sub(b"", raw)
        signs = signs[: len(signs) - (len(signs) % 4 == 1)]
        return binascii.a2b_base64(signs + b"=" * (-len(signs) % 4))


def _decode_run(run: list[tuple[str, str, str]]) -> str:
    """Words that follow each other; those of one charset are joined before they are decoded."""
    done: list[str] = []
    held, charset = b"", ""
    for number, (name, kind, encoded) in enumerate(run):
        raw = _decode_word(kind, encoded)
        if number and name.lower() != charset:
            done.append(decode_as(held, charset))
            held = b""
        charset = name.lower()
        held += raw
    if held:
        done.append(decode_as(held, charset))
    return "".join(done)


def _decode_word(kind: str, encoded: str) -> bytes:
    raw = encoded.encode("utf-8", "surrogateescape")
    return decode_base64(raw) if kind == "b" else binascii.a2b_qp(raw, header=True)


def _join_pieces(parts: list[tuple[int, bool, str]]) -> str:
    """A value in numbered pieces; the first may begin with a charset and a language."""
    charset = ""
    first = parts[0][2]
    if parts[0][1] and first.count("'") >= 2:
        charset, _, first = first.split("'", 2)
        parts = [(parts[0][0], True, first), *parts[1:]]
    if not any(is_encoded for _, is_encoded, _ in parts):
        return decode_words("".join(text for _, _, text in parts))
    raw = b"".join(unquote_to_bytes(text) if is_encoded else text.encode() for _, is_encoded, text in parts)
    return _drop_controls(decode_as(raw, charset))


def _drop_controls(text: str) -> str:
    """One line without control characters; a tab is a blank."""
    return text if text.isprintable() else "".join(c if c.isprintable() or c == "\u3000" else " " for c in text)
