"""A text file of more than one span: read in parts by several workers, told as one."""

from __future__ import annotations

import hashlib
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import pytest

from meibo.inventory.model import Counts
from meibo.inventory.reader import Reader
from meibo.pipeline.model import SPAN_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LINE_BYTES = 64
LINES_A_SPAN = SPAN_BYTES // LINE_BYTES
EMAIL = "メール {}@mail.co.jp"


def make_line(text: str = "") -> bytes:
    """A line of exactly 64 bytes."""
    return text.encode().ljust(LINE_BYTES - 1) + b"\n"


def user(number: int) -> str:
    return f"user{number:05}"


def read(inventory: Path) -> tuple[Any, list[Any]]:
    """The only file and its positions."""
    reader = Reader(inventory)
    try:
        (asset,) = reader.assets(1)
        return asset, list(reader.positions(1))
    finally:
        reader.close()


def place(position: Any) -> tuple[int, int, int, int]:
    location = position.location
    return location["line"], location["column"], position.start, position.end


@pytest.fixture(
    params=[
        pytest.param(0, id="between lines", marks=pytest.mark.slow),
        pytest.param(44, id="in a value", marks=pytest.mark.slow),
        pytest.param(63, id="in a character"),
    ]
)
def large_text(request: pytest.FixtureRequest, share: Path) -> Iterator[tuple[Path, dict[int, str]]]:
    """A text of 68 MB with values in lines around the border of its spans, which stands off a line's start."""
    shift: int = request.param
    first = LINES_A_SPAN - 1 - bool(shift)
    lines = {1, 2, 1000, first - 1, first, first + 1, first + 2, first + 3, LINES_A_SPAN + 60_000}
    values = {line: user(number) for number, line in enumerate(sorted(lines), 1)}
    content = bytearray(make_line("本日は晴天なり。") * (LINES_A_SPAN + 60_001))
    for line, value in values.items():
        content[(line - 1) * LINE_BYTES : line * LINE_BYTES] = make_line(EMAIL.format(value))
    file = share / "large.txt"
    file.write_bytes(b"~" * shift + content)
    yield file, values
    file.unlink()  # pytest keeps the folders of several runs


def test_lines_and_columns_are_exact_across_spans(scan: Any, large_text: tuple[Path, dict[int, str]]) -> None:
    """Values before, on and behind a border stand at their own line and column."""
    file, values = large_text
    shift = file.stat().st_size % LINE_BYTES
    inventory = scan(file, name="two.db")
    asset, positions = read(inventory)
    assert (asset.status, asset.issue_code, asset.bytes_read) == ("complete", None, file.stat().st_size)
    assert asset.counts == {"email": Counts(0, 0, len(values))}
    assert asset.persons_most == len(values)
    right = [shift if line == 1 else 0 for line in values]
    assert [place(row) for row in positions] == [
        (line, 5 + more, 4 + more, 4 + more + len("user00001@mail.co.jp"))
        for line, more in zip(values, right, strict=True)
    ]
    assert asset.content_hash == hash_file(file, bytes.fromhex(scan.key_file.read_text()))


def hash_file(file: Path, key: bytes) -> bytes:
    """The documented content hash: of the hashes of chunks of 64 MB, all keyed."""
    content = file.read_bytes()
    chunks = [content[start : start + SPAN_BYTES] for start in range(0, len(content), SPAN_BYTES)]
    hashes = [blake2b(chunk, digest_size=16, key=key, person=b"meibo chunk").digest() for chunk in chunks]
    return blake2b(b"".join(hashes), digest_size=16, key=key, person=b"meibo content").digest()


@pytest.mark.slow
def test_columns_are_exact_in_a_line_longer_than_a_span(
    scan: Any, share: Path, dump_inventory: Callable[[Path], Any]
) -> None:
    """Without a line end columns count on from span to span, in code points, whatever the number of workers."""
    offsets = [10, SPAN_BYTES - 60, SPAN_BYTES - 9, SPAN_BYTES + 30, SPAN_BYTES + (2 << 20)]
    content = bytearray("あ".encode() * ((SPAN_BYTES + (3 << 20)) // 3))
    columns = []
    for number, offset in enumerate(offsets):
        value = f" {user(number)}@mail.co.jp ".encode()
        start = offset // 3 * 3
        content[start : start + 24] = value.ljust(24)
        columns.append(start // 3 + 16 * number + 2)  # each value has 24 characters in the place of 8
    file = share / "long.txt"
    file.write_bytes(content)
    inventory = scan(file)
    one = dump_inventory(scan(file, name="one.db", workers=1))
    file.unlink()
    assert dump_inventory(inventory) == one
    assert one["parts"] == []
    asset, positions = read(inventory)
    assert asset.counts == {"email": Counts(0, 0, len(offsets))}
    assert [place(row)[:2] for row in positions] == [(1, column) for column in columns]
    assert [row.end - row.start for row in positions] == [20] * len(offsets)


def test_the_first_positions_are_kept_and_all_are_counted(scan: Any, share: Path) -> None:
    """Of each detector the first twenty positions in reading order are stored, wherever they stand."""
    filler = make_line()
    early = b"".join(make_line(EMAIL.format(user(number))) for number in range(5))
    late = b"".join(make_line(EMAIL.format(user(number))) for number in range(5, 40))
    phones = b"".join(make_line(f"電話 090-2345-{number:04}") for number in range(25))
    file = share / "many.txt"
    file.write_bytes(phones + early + filler * LINES_A_SPAN + late)
    asset, positions = read(scan(file))
    file.unlink()
    email_lines = [26 + number for number in range(5)] + [31 + LINES_A_SPAN + number for number in range(35)]
    assert asset.counts == {"email": Counts(0, 0, 40), "jp_phone": Counts(0, 0, 25)}
    lines = {
        name: [row.location["line"] for row in positions if row.detector == name] for name in ("email", "jp_phone")
    }
    assert lines == {"email": email_lines[:20], "jp_phone": list(range(1, 21))}


def test_a_copy_has_the_same_hash_and_one_byte_makes_another(scan: Any, share: Path) -> None:
    """Content hashes tell copies, also under another name and time, and change with any byte."""
    content = b"".join(make_line(str(number)) for number in range(20_000))
    (share / "copies").mkdir()
    for name, raw in (
        ("a.txt", content),
        ("copies/b.csv", content),
        ("first.txt", b"9" + content[1:]),
        ("last.txt", content[:-2] + b"9\n"),
        ("shorter.txt", content[:-1]),
        ("small.txt", content[:100]),
        ("small copy.txt", content[:100]),
    ):
        (share / name).write_bytes(raw)
    reader = Reader(scan(share))
    hashes = {asset.path: asset.content_hash for asset in reader.assets(1)}
    reader.close()
    assert hashes["a.txt"] == hashes["copies/b.csv"]
    assert hashes["small.txt"] == hashes["small copy.txt"]
    assert len(set(hashes.values())) == 5
    assert all(len(value) == 16 for value in hashes.values())
    assert hashlib.blake2b(content[:100], digest_size=16).digest() not in hashes.values()
