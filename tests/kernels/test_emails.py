"""Mail addresses: the kernel and its plain twin say the same of any text."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from meibo.samples.business_text import business_text
from meibo_detectors.general import email
from meibo_detectors.kernels import emails as compiled
from meibo_detectors.normalise import Folded
from reference import emails as plain

PIECES = st.sampled_from(
    [
        *(
            "@",
            "%40",
            "[at]",
            " (AT) ",
            "★",
            "taro",
            "info",
            "git",
            "日本",
            "ー",
            ".",
            "..",
            "-",
            "+",
            "'",
            " ",
            "://",
            "/",
            ":",
            "~",
        ),
        *(
            ".jp",
            ".co.jp",
            "com",
            "example",
            "example.com",
            "docomo.ne.jp",
            "test",
            "x" * 24,
            "y" * 63,
            "a.b",
            "_",
            "%",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


def ask(chars: np.ndarray, codes: np.ndarray) -> list[plain.Address]:
    """What the kernel finds, as the twin gives it."""
    tables = email._traits(), email._names(), email._sites(), email._endings()
    return [plain.Address(*map(int, row)) for row in zip(*compiled.find_addresses(chars, codes, *tables), strict=True)]


@given(TEXTS)
@example("taro@meibo.co.jp, a..b.@docomo.ne.jp git@a.jp:x ftp://u@b.jp 花子@日本語.jp. t[at]a.test (at)b.jp")
@example("a@" + "x" * 63 + ".jp b@" + "x" * 64 + ".jp " + "c" * 64 + "@a.jp " + "d" * 65 + "@a.jp")
@example("a@x.xn--vermgensberatung-pwb a@b" + ".c" * 126)
def test_kernel_equals_its_twin(text: str) -> None:
    """On signs, names and domains in any order."""
    folded = Folded([text.encode()])
    codes = np.zeros(0, np.uint32) if folded.codes is None else folded.codes
    assert ask(folded.chars, codes) == plain.find_addresses(folded.chars.tobytes(), codes.tolist())


@given(st.binary(max_size=200), st.lists(st.sampled_from([0, 0x2605]), max_size=200))
def test_any_bytes(text: bytes, codes: list[int]) -> None:
    """On arbitrary bytes, and on codes that are not as long."""
    chars = np.frombuffer(text, np.uint8)
    assert ask(chars, np.array(codes, np.uint32)) == plain.find_addresses(text, codes)


def test_corpus() -> None:
    """On business text, at any border of a block."""
    text = business_text(20_000, seed=3)
    chars = np.frombuffer(text, np.uint8)
    nothing = np.zeros(0, np.uint32)
    expected = plain.find_addresses(text, [])
    assert expected
    assert ask(chars, nothing) == expected
    for address in expected[:5]:
        for edge in range(address.start, address.end + 1):
            assert ask(chars[:edge], nothing) == plain.find_addresses(text[:edge], [])
            assert ask(chars[edge:], nothing) == plain.find_addresses(text[edge:], [])
