"""The addresses of a header (RFC 5322): names and addresses, groups, comments, and what mailers make of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from meibo.extraction.mail.header_words import decode_words

_PIECE = re.compile(
    r'"[^"\\]{0,400}+(?:\\.[^"\\]{0,400}+){0,20}+"'  # quoted
    r"|=\?[^?\s]{0,100}\?[bBqQ]\?[^?]{0,400}\?="  # an encoded word
    r"|\([^()\\]{0,400}+(?:\\.[^()\\]{0,400}+){0,20}+\)"  # a comment
    r"|<[^<>]{0,400}>"
    r"|[,;:]"
    r'|[^\s",;:<>()]+'
    r"|.",
    re.DOTALL,
)
_BETWEEN = re.compile(r"[\s<>()\[\]\"',;:\\]+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Address(NamedTuple):
    """Whom a mail is from or to; one of both may be empty."""

    name: str
    address: str

    def __str__(self) -> str:
        if self.name and self.address:
            return f"{self.name} <{self.address}>"
        return self.name or self.address


def read_addresses(text: str) -> list[Address]:
    """The addresses of a header's value, whose encoded words are still encoded.

    >>> read_addresses('"Sato, Mei" <mei@example.jp>, kato@example.jp (Kato)')
    [Address(name='Sato, Mei', address='mei@example.jp'), Address(name='Kato', address='kato@example.jp')]
    """
    found: list[Address] = []
    words: list[str] = []
    comments: list[str] = []
    bracketed = group = ""
    for piece in (*_PIECE.findall(text), ","):
        if piece in ",;":
            made = _make_addresses(words, comments, bracketed)
            if piece == ";" and group and not made:
                made = [Address(decode_words(group), "")]
            found += made
            words, comments, bracketed, group = [], [], "", "" if made else group
        elif piece == ":":
            group, words = " ".join(words), []  # shown where nobody is in it: undisclosed-recipients
        elif piece[0] == "<" and len(piece) > 1:
            bracketed = bracketed or piece[1:-1]
        elif piece[0] == "(" and len(piece) > 1:
            comments.append(piece[1:-1])
        elif piece[0] == "@" and words:
            words[-1] += piece  # "a..b"@example.jp
        elif piece[0] == '"' and len(piece) > 1:
            words.append(_ESCAPED.sub(r"\1", piece[1:-1]))
        elif not piece.isspace():
            words.append(piece)
    return found


def _make_addresses(words: list[str], comments: list[str], bracketed: str) -> list[Address]:
    """One address; more where a whole list stands in an encoded word."""
    name = decode_words(" ".join(words)).strip(" '\"")
    address = _clean(decode_words(bracketed))
    if not address and (inside := [word for word in _BETWEEN.split(name) if "@" in word[1:-1]]):
        if len(inside) > 1:
            return [Address("", each) for each in inside]
        address = inside[0]
        name = name.replace(address, "").strip(" '\"<>()")
    name = name or decode_words(" ".join(comments)).strip(" '\"")
    if name == address:
        name = ""
    return [Address(name, address)] if name or address else []


def _clean(address: str) -> str:
    """Without blanks, and without the quotes that old Japanese addresses need: ``"a..b"@example.jp``."""
    local, at, domain = "".join(address.split()).strip("'").removeprefix("mailto:").rpartition("@")
    return local.strip("\"'") + at + domain.strip("\"'")
