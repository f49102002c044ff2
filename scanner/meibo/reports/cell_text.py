r"""Text that is safe in a spreadsheet's cell, whatever a file name holds.

Characters that cannot be shown are spelled ``\xHH``, a byte each, as connectors spell bytes that are no UTF-8.
"""

from __future__ import annotations

import re
from typing import Final

CELL_UNITS: Final = 32_767
"""UTF-16 units that a cell can hold."""

_UNSHOWN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, marks that turn the writing direction, line ends, and what XML forbids."""
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a cell as a formula; Japanese ones take the full-width forms too."""


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.startswith(_FORMULA_STARTS)


def spell_out(text: str) -> str:
    r"""The text with every character visible, cut at what a cell can hold.

    >>> spell_out("a\nb"), spell_out("見積\u202e.csv")
    ('a\\x0ab', '見積\\xe2\\x80\\xae.csv')
    """
    text = _UNSHOWN.sub(lambda match: _spell(match.group()), text)
    if len(text) > CELL_UNITS // 2:
        text = text.encode("utf-16-le")[: CELL_UNITS * 2].decode("utf-16-le", "ignore")
    return text


def spell_for_xlsx(text: str) -> str:
    r"""The same for XlsxWriter, which in its constant-memory mode writes text of the form ``<r>...</r>`` as raw XML.

    >>> spell_for_xlsx("<r>1</r>")
    '\\x3cr>1</r>'
    """
    text = spell_out(text)
    return spell_out(_spell("<") + text[1:]) if text.startswith("<r>") else text


def _spell(character: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogatepass"))
