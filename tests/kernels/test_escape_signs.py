"""Signs of escapes: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meibo_detectors.kernels import escape_signs as compiled
from reference import escape_signs as plain


@given(
    st.binary(max_size=40)
    | st.text("<bBrR a", max_size=9).map(str.encode)
    | st.text("\\\\&% a", max_size=5).map(str.encode)
)
def test_kernel_equals_its_twin(text: bytes) -> None:
    """Tags that are cut or of both cases are none."""
    assert compiled.hold_escape_signs(np.frombuffer(text, np.uint8)) == plain.hold_escape_signs(text)
