"""Passwords in URLs: ``scheme://user:password@host`` (RFC 3986, user information), and parameters of that name."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.evidence import Evidence
from meibo_detectors.general.credential_kinds import NUMBER_OF
from meibo_detectors.general.credential_values import is_placeholder
from meibo_detectors.general.rows_of_text import contain
from meibo_detectors.kernels import url_passwords
from meibo_detectors.model import CANDIDATE, make_candidates
from meibo_detectors.normalise import OTHER, table_of
from meibo_detectors.text import Text
from meibo_detectors.windows import window

HOST_CHARS: Final = 32
_NEVER_IN_USER: Final = table_of(b" \t\r\n\"'`<>/?#\\,;(){}[]$%|" + bytes(range(OTHER, 256))).view(np.uint8)

_ENDS_HOST: Final = table_of(b" /:?#\"'<>")
"""Of characters whose sixth bit is set, as in small letters."""


def find_url_passwords(text: Text) -> npt.NDArray[np.void]:
    """The passwords before the at sign of URLs, but for those that stand in for one."""
    chars = text.folded.chars
    start, sign = url_passwords.find_url_passwords(chars, _NEVER_IN_USER)
    if not len(start):
        return np.zeros(0, CANDIDATE)
    host = window(chars, sign + 1, HOST_CHARS) | np.uint8(32)
    host[np.logical_or.accumulate(_ENDS_HOST[host], axis=1)] = 0
    real = ~is_placeholder(text, start, sign) & ~contain(host, (b"example", b"hostname"))
    start, sign = start[real], sign[real]
    evidence = np.full(len(start), Evidence.GROUPING, np.uint64)
    return make_candidates(start, sign, evidence, kind=NUMBER_OF["url-password"])
