"""Generated text for benchmarks has the size and density that it promises."""

from __future__ import annotations

import csv
import re

import pytest

from meibo.samples import business_text, dense_roster

ROWS = 2000


def test_roster_is_dense() -> None:
    """There are about thirty values a kilobyte: ten to the row."""
    size_bytes = sum(map(len, dense_roster(ROWS, 1)))
    assert 25 <= 10 * ROWS / (size_bytes / 1000) <= 40


def test_roster_rows_are_complete() -> None:
    """Chunks end at row ends, and every row has all columns and its own identifiers."""
    chunks = list(dense_roster(ROWS, 1))
    assert len(chunks) > 3
    assert all(chunk.endswith(b"\r\n") for chunk in chunks)
    header, *rows = csv.reader(b"".join(chunks).decode().splitlines())
    assert len(rows) == ROWS
    assert all(len(row) == len(header) and all(row) for row in rows)
    for column in ("会員番号", "携帯電話", "メールアドレス", "個人番号"):
        values = [row[header.index(column)] for row in rows]
        assert len(set(values)) == ROWS
    number = header.index("個人番号")
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    for row in rows:
        rest = sum(int(d) * w for d, w in zip(row[number], weights, strict=False)) % 11
        assert int(row[number][11]) == (11 - rest if rest > 1 else 0)


def test_streams_are_repeatable() -> None:
    """The same seed gives the same bytes, another seed others."""
    assert list(dense_roster(300, 4)) == list(dense_roster(300, 4)) != list(dense_roster(300, 5))
    assert business_text(4096, 4) == business_text(4096, 4) != business_text(4096, 5)


@pytest.mark.parametrize("size_bytes", [0, 1, 2, 4095, 4096, 4097])
def test_text_has_the_exact_size(size_bytes: int) -> None:
    """Text is cut at a character, so that it stays valid UTF-8 of the size asked for."""
    text = business_text(size_bytes, 7)
    assert len(text) == size_bytes
    text.decode()


def test_text_holds_little() -> None:
    """A hundred files of 4 KB hold contacts, on average at most three each."""
    texts = [business_text(4096, seed).decode() for seed in range(100)]
    contacts = sum(len(re.findall(r"@meibo-demo|0[789]0-\d{4}-\d{4}", text)) for text in texts)
    assert 50 <= contacts <= 300
