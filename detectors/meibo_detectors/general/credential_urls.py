"""Passwords in URLs: ``scheme://user:password@host`` (RFC 3986, user information), and parameters of that name."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence
from meibo_detectors.general.credential_kinds import NUMBER_OF
from meibo_detectors.general.credential_values import is_placeholder
from meibo_detectors.general.rows_of_text import contain
from meibo_detectors.model import CANDIDATE, make_candidates
from meibo_detectors.normalise import OTHER, is_digit, is_letter, table_of
from meibo_detectors.text import Text
from meibo_detectors.windows import first_column, window

LONGEST_USER_CHARS: Final = 48
SHORTEST_CHARS: Final = 3
LONGEST_PASSWORD_CHARS: Final = 64
HOST_CHARS: Final = 32
_COLON: Final = ord(":")
_SLASH: Final = ord("/")
_AT: Final = ord("@")
_NEVER_IN_USER: Final = table_of(b" \t\r\n\"'`<>/?#\\,;(){}[]$%|" + bytes(range(OTHER, 256)))

_ENDS_HOST: Final = table_of(b" /:?#\"'<>")
"""Of characters whose sixth bit is set, as in small letters."""


def find_url_passwords(text: Text) -> npt.NDArray[np.void]:
    """The passwords before the at sign of URLs, but for those that stand in for one."""
    chars = text.folded.chars
    colon = np.flatnonzero(chars == _COLON)
    colon = colon[chars.take(colon + 1, mode="clip") == _SLASH]
    colon = colon[chars.take(colon + 2, mode="clip") == _SLASH]
    signs = np.flatnonzero(chars == _AT)
    if not len(colon) or not len(signs):
        return np.zeros(0, CANDIDATE)
    user = colon + 3
    sign = np.append(signs, len(chars))[np.searchsorted(signs, user)]
    near = (sign < len(chars)) & (sign - user <= LONGEST_USER_CHARS + LONGEST_PASSWORD_CHARS + 1)
    scheme = chars.take(colon - 1, mode="clip")
    near &= is_letter(scheme) | is_digit(scheme)
    user, sign = user[near], sign[near]
    shown = window(chars, user, LONGEST_USER_CHARS + LONGEST_PASSWORD_CHARS + 1)
    held = np.arange(shown.shape[1]) < (sign - user)[:, None]
    parted = first_column((shown == _COLON) & held)
    start = user + parted + 1
    fits = (parted <= LONGEST_USER_CHARS) & (sign - start >= SHORTEST_CHARS) & (sign - start <= LONGEST_PASSWORD_CHARS)
    fits &= ~(_NEVER_IN_USER[shown] & held).any(axis=1)
    behind = chars.take(sign + 1, mode="clip")
    fits &= is_letter(behind) | is_digit(behind) | (behind == ord("["))
    start, sign = start[fits], sign[fits]
    host = window(chars, sign + 1, HOST_CHARS) | np.uint8(32)
    host[np.logical_or.accumulate(_ENDS_HOST[host], axis=1)] = 0
    real = ~is_placeholder(text, start, sign) & ~contain(host, (b"example", b"hostname"))
    start, sign = start[real], sign[real]
    evidence = np.full(len(start), Evidence.GROUPING, np.uint64)
    return make_candidates(start, sign, evidence, kind=NUMBER_OF["url-password"])
