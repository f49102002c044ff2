"""Passwords in URLs: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from meibo_detectors.general.credential_urls import _NEVER_IN_USER
from meibo_detectors.kernels import url_passwords as compiled
from reference import url_passwords as plain

NEVER = bytes(np.flatnonzero(_NEVER_IN_USER).tolist())
PIECES = st.sampled_from(
    [b"://", b"ftp://", b":", b"@", b"/", b"kaku", b"pw", b"a", b" ", b"[", b"\x81", b"x" * 24, b"y" * 31, b".jp"]
)
TEXTS = st.one_of(st.binary(max_size=60), st.lists(PIECES, max_size=14).map(b"".join))


@given(TEXTS)
@example(b"ftp://" + b"u" * 48 + b":" + b"p" * 64 + b"@host, ftp://" + b"u" * 49 + b":pass@host")
@example(b"ftp://u:" + b"p" * 65 + b"@host ftp://:abc@h ftp://u:ab@h ftp://u:a:b@h://u:abc@h")
def test_kernel_equals_its_twin(text: bytes) -> None:
    """On pieces of URLs in any order."""
    starts, signs = compiled.find_url_passwords(np.frombuffer(text, np.uint8), _NEVER_IN_USER)
    assert list(zip(starts.tolist(), signs.tolist(), strict=True)) == plain.find_url_passwords(text, NEVER)
