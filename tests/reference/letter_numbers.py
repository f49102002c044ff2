"""The plain twin of meibo_detectors.kernels.letter_numbers."""

from __future__ import annotations

import re

from meibo_detectors.kernels.letter_numbers import REGULAR, SPACED, TWO_LETTERS, UPPER, USUAL

NUMBER = rb"(?<![0-9])[0-9]+"
PASSPORT = re.compile(
    rb"(?:(?<![A-Za-z0-9\-_*/])|(?<=[Nn][Oo]/)|(?<=[\x81-\xff]/))([A-Za-z]{1,2})( ?)(?!0000)([0-9]{6,8})"
    rb"(?![0-9A-Za-z_*]|[-.][0-9])"
)
TIE = rb"[-_/.][A-Za-z0-9]|[A-Za-z0-9*]"
CARD = re.compile(
    rb"(?:(?<![A-Za-z0-9*])(?<![A-Za-z0-9][-_/.])|(?<=[Nn][Oo][/.]))"
    rb"[A-Za-z]{2}([ \-]?)[0-9]{8}\1[A-Za-z]{2}(?!" + TIE + rb")"
)


def find_passports(text: bytes) -> list[tuple[int, int, int]]:
    """Start and end of the digits of numbers with a passport's letters before them, and their marks."""
    found = []
    for match in PASSPORT.finditer(text):
        letters, blank, digits = match.groups()
        regular = REGULAR * (len(letters) == 2 and len(digits) == 7)
        upper = UPPER * letters.isupper()
        usual = USUAL * bool(regular and upper and not blank and letters[:1] in (b"T", b"M"))
        if not blank or (regular and upper and letters not in (b"NO", b"ID")):
            marks = regular | upper | usual | SPACED * len(blank) | TWO_LETTERS * (len(letters) == 2)
            found.append((*match.span(3), marks))
    return found


def find_cards(text: bytes) -> list[tuple[int, int, int]]:
    """Start and end of the digits of residence cards' numbers, and the sign between them and the letters or 0."""
    found = []
    for at in range(len(text)):  # a card's letters may be those of the next one too
        match = CARD.match(text, at)
        if match:
            joint = match[1]
            size = len(joint)
            found.append((match.start() + 2 + size, match.end() - 2 - size, joint[0] if joint else 0))
    return found
