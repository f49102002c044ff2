"""What Word's fields hide in their instructions: addresses of links, and readings set above words."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:mailto|tel|sms):([^?\"\s]+)", re.IGNORECASE)
_READING = re.compile(r"\\o\b.*?\\up\s*\d+\((.*?)\)[,;](.*)\)\s*$", re.DOTALL)


def find_address(target: str) -> str:
    """The mail address or telephone number that a link leads to, empty where it leads elsewhere.

    >>> find_address('HYPERLINK "mailto:mori@example.co.jp?subject=x"')
    'mori@example.co.jp'
    """
    match = _ADDRESS.search(target)
    return match[1] if match else ""


def find_reading(instruction: str) -> tuple[str, str] | None:
    """A word and its reading, which older files write as a formula.

    >>> find_reading(r"EQ \\\\* jc2 \\\\o\\\\ad(\\\\s\\\\up 10(とうきょう),東京)")
    ('東京', 'とうきょう')
    """
    match = _READING.search(instruction) if instruction.lstrip().startswith("EQ") else None
    return (match[2], match[1]) if match else None
