"""What Word's fields hide in their instructions: addresses of links, and readings set above words."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:mailto|tel|sms):([^?\"\s]+)", re.IGNORECASE)
_TARGET = re.compile(r'"([^"]*[/\\][^"]*)"')
_READING = re.compile(r"\\o\b.*?\\up\s*\d+\((.*?)\)[,;](.*)\)\s*$", re.DOTALL)


def find_address(target: str) -> str:
    """The mail address or telephone number that a link leads to, empty where it leads elsewhere.

    >>> find_address('HYPERLINK "mailto:mori@example.co.jp?subject=x"')
    'mori@example.co.jp'
    """
    match = _ADDRESS.search(target)
    return match[1] if match else ""


def find_target(instruction: str) -> str:
    """The page or file that a field leads to or shows, empty where there is none.

    >>> find_target('INCLUDEPICTURE "https://example.jp/a.png" MERGEFORMAT')
    'https://example.jp/a.png'
    """
    match = _TARGET.search(instruction)
    return match[1] if match and not find_address(match[1]) else ""


def find_reading(instruction: str) -> tuple[str, str] | None:
    """A word and its reading, which older files write as a formula.

    >>> find_reading(r"EQ \\\\* jc2 \\\\o\\\\ad(\\\\s\\\\up 10(とうきょう),東京)")
    ('東京', 'とうきょう')
    """
    match = _READING.search(instruction) if instruction.lstrip().startswith("EQ") else None
    return (match[2], match[1]) if match else None
