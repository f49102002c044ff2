"""Plain text as blocks: every byte once, at its true place, in bounded memory."""

from __future__ import annotations

import io
import itertools
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo.extraction.model import HEAD_BYTES, Limits, Notice, Span
from meibo.extraction.text.blocks_of_text import extract_text
from meibo_detectors.model import Block, Position

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_END = re.compile(r"\n|\r(?!\n)")
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "cp932": "cp932",
    "euc_jp": "euc_jp",
    "iso2022_jp_ext": "iso2022_jp_ext",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32": "utf-32-le",
}
_SIGN = "架空商事の見本です。お問い合わせありがとうございます。\n"
"""Enough Japanese at the head for the encoding to be beyond doubt."""


def _read(raw: bytes, limits: Limits | None = None, span: Span | None = None) -> tuple[list[Block], list[Notice]]:
    blocks: list[Block] = []
    notices: list[Notice] = []
    for item in extract_text(io.BytesIO(raw), limits or Limits(), span or Span()):
        if isinstance(item, Block):
            assert not notices, "notices come last"
            blocks.append(item)
        else:
            notices.append(item)
    return blocks, notices


def _core(block: Block) -> str:
    return block.text[block.lead : len(block.text) - block.tail].decode()


def _join_cores(blocks: Sequence[Block]) -> str:
    return "".join(_core(block) for block in blocks)


def _find_place(text: str, at: int) -> tuple[int, int]:
    """Line and column of a character, by the definition of a line end."""
    ends = [match.end() for match in _LINE_END.finditer(text) if match.end() <= at]
    return len(ends) + 1, at - (ends[-1] if ends else 0) + 1


def _is_head_and_context(whole: str, at: int, lead: str) -> bool:
    """A later block of a table shows the first lines of the file, then what stands before it."""
    return any(
        whole.startswith(lead[:cut]) and lead[:cut].endswith(("\n", "\r")) and whole[:at].endswith(lead[cut:])
        for cut in range(1, len(lead) + 1)
    )


def _check_span(whole: str, start: int, blocks: Sequence[Block], context_chars: int | None) -> int:
    """Assert that the blocks of one span are true to the whole text; the index of the character after them."""
    at = start
    for block in blocks:
        core = _core(block)
        assert core
        assert whole[at : at + len(core)] == core
        line, column = _find_place(whole[start:], at - start)
        assert block.position == Position(line=line, column=column)
        lead = block.text[: block.lead].decode()
        tail = block.text[len(block.text) - block.tail :].decode()
        stop = at + len(core)
        shows_head = block.layout.kind == "delimited" and bool(at)
        assert whole[:at].endswith(lead) or (shows_head and _is_head_and_context(whole, at, lead))
        assert whole[stop:].startswith(tail)
        if context_chars is not None:
            assert len(lead) == min(context_chars, at) or shows_head
            assert len(tail) == min(context_chars, len(whole) - stop)
        at = stop
    return at


@given(
    encoding=st.sampled_from(sorted(_ENCODINGS)),
    body=st.lists(
        st.sampled_from(
            ["あ", "ゅう", "ア", "ー", "漢", "澤", "髙", "①", "ﾊﾞ", "a", "7", "\\", " ", "\n", "\r", "\r\n", "\t"]
        ),
        max_size=80,
    ),
    rare=st.text(st.characters(exclude_characters="¥‾"), max_size=5),  # a backslash and a tilde of JIS X 0201
    block_bytes=st.integers(1, 300),
    lookahead_bytes=st.integers(4, 60),
    context_chars=st.integers(0, 30),
    borders=st.lists(st.integers(0, 600), max_size=4),
)
def test_cutting_changes_nothing(
    encoding: str,
    body: list[str],
    rare: str,
    block_bytes: int,
    lookahead_bytes: int,
    context_chars: int,
    borders: list[int],
) -> None:
    """However a file is cut into spans and blocks: the cores are the text, the positions and neighbours are true."""
    whole = (_SIGN + "".join(body) + rare).encode(encoding, "ignore").decode(encoding)
    raw = whole.encode(encoding)
    limits = Limits(block_bytes, context_chars, lookahead_bytes)
    edges = [0, *sorted(borders), None]
    at = 0
    for start, end in itertools.pairwise(edges):
        blocks, notices = _read(raw, limits, Span(start or 0, end))
        at = _check_span(whole, at, blocks, None if encoding == "iso2022_jp_ext" else context_chars)
        assert {notice.detail for notice in notices} <= {_ENCODINGS[encoding], "ascii"}
        assert all(notice.code == "encoding" for notice in notices)
    assert at == len(whole)


@given(
    raw=st.binary(max_size=400), borders=st.lists(st.integers(0, 450), max_size=4), head=st.sampled_from(["", _SIGN])
)
def test_any_bytes_are_read(raw: bytes, borders: list[int], head: str) -> None:
    """Noise gives valid UTF-8 from every span, and no line end is lost or read twice."""
    raw = head.encode() + raw
    limits = Limits(64, 10, 16)
    texts = []
    for start, end in itertools.pairwise([0, *sorted(borders), None]):
        blocks, _ = _read(raw, limits, Span(start or 0, end))
        texts += [_core(block) for block in blocks]
    if not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) and head:
        assert "".join(texts).count("\n") == raw.count(b"\n")


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty_file_has_no_block(raw: bytes) -> None:
    """Nothing comes from a file without text, not even from one with a byte order mark."""
    assert _read(raw) == ([], [])


def test_span_behind_the_end_is_empty() -> None:
    """A span that the file has shrunk away from gives nothing."""
    assert _read(b"a\n" * 10, span=Span(1 << 20, 1 << 21)) == ([], [])


def test_nuls_are_characters() -> None:
    """NUL bytes are kept and counted, alone and inside text."""
    for raw in (bytes(3000), b"ab\0\0cd\n", "見本\0\0です\n".encode()):
        blocks, _ = _read(raw)
        assert _join_cores(blocks) == raw.decode()


def test_border_between_carriage_return_and_line_feed() -> None:
    """A border that falls into ``\\r\\n`` moves behind it; one behind a lone ``\\r`` cuts there."""
    first, _ = _read(b"ab\r\ncd\r\n", span=Span(0, 3))
    assert _join_cores(first) == "ab\r\n"
    second, _ = _read(b"ab\rcd\ref", span=Span(2, 4))
    assert _join_cores(second) == "cd\r"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp_ext", "utf-16"])
def test_one_line_of_8_mb(encoding: str) -> None:
    """A line longer than any look-ahead is cut between characters, in blocks of bounded size, and loses none."""
    line = "見本の住所は架空都例示区ですＡＢＣの１２３ゅう＝＝＝＝＝＝＝＝"
    if encoding == "iso2022_jp_ext":
        line += "x"  # the escape before it is the only thing that tells where characters begin
    raw = (line * (8_000_000 // len(line.encode(encoding)))).encode(encoding)
    whole = raw.decode(encoding)
    limits = Limits()
    texts = []
    for start, end in ((0, 3_333_333), (3_333_333, 5_000_001), (5_000_001, None)):
        blocks, notices = _read(raw, limits, Span(start, end))
        assert [notice.code for notice in notices] == ["encoding"]
        assert all(block.position.line == 1 for block in blocks)
        assert all(len(_core(block)) <= limits.block_bytes + 8 for block in blocks)
        texts.append(_join_cores(blocks))
    assert "".join(texts) == whole


def test_ascii_head_leaves_the_encoding_open() -> None:
    """When the head of a file is ASCII, the first text beyond it decides, in every span."""
    for encoding in ("utf-8", "cp932", "euc_jp", "iso2022_jp_ext"):
        head, body = "id,name\n" * (HEAD_BYTES // 8 + 1), _SIGN * 3000
        raw = (head + body).encode(encoding)
        for edges in ([0, None], [0, 40_000, 90_001, 150_000, None]):
            found = [_read(raw, Limits(block_bytes=1 << 14), Span(a or 0, b)) for a, b in itertools.pairwise(edges)]
            assert "".join(_join_cores(blocks) for blocks, _ in found) == head + body
            assert found[-1][1] == [Notice("encoding", detail=encoding)]


def test_western_head_leaves_the_encoding_open() -> None:
    """Japanese text behind a head with a western sign in it is read as Japanese."""
    head, body = "© Example\n" * (HEAD_BYTES // 10 + 1), "見本太郎\n" * 20_000
    for encoding in ("cp932", "euc_jp"):
        blocks, _ = _read(head.encode("cp1252") + body.encode(encoding), Limits(block_bytes=1 << 15))
        assert _join_cores(blocks) == head + body


def test_file_in_two_encodings() -> None:
    """Both encodings of a log are named, in order, and nothing is replaced."""
    line = "2024-04-01 見本太郎さんがログインしました\n"
    raw = line.encode("cp932") * 5000 + line.encode() * 5000
    blocks, notices = _read(raw, Limits(block_bytes=1 << 16))
    assert _join_cores(blocks) == line * 10000
    assert notices == [Notice("encoding", detail="cp932"), Notice("encoding", detail="utf-8")]


def test_undecodable_characters_are_counted() -> None:
    """Damaged characters are counted over all blocks, and are the only thing lost."""
    damaged = _SIGN.encode("cp932")[:-1] + b"\x85\x9f\n"
    raw = _SIGN.encode("cp932") * 50 + damaged * 7 + _SIGN.encode("cp932") * 50
    blocks, notices = _read(raw, Limits(block_bytes=500))
    assert _join_cores(blocks) == _SIGN * 50 + (_SIGN[:-1] + "\ufffd\n") * 7 + _SIGN * 50
    assert notices == [Notice("encoding", detail="cp932"), Notice("undecodable", 7, "cp932")]


class _Watched(io.BytesIO):
    """A file that notes how it is read."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw)
        self.seeks: list[int] = []
        self.reads: list[tuple[int, int]] = []

    def seek(self, offset: int, whence: int = 0) -> int:
        self.seeks.append(offset)
        return super().seek(offset, whence)

    def read(self, size: int | None = -1) -> bytes:
        start = self.tell()
        found = super().read(size)
        self.reads.append((start, len(found)))
        return found


def test_span_is_read_sequentially() -> None:
    """A span in the middle costs the head, one seek, and little more than its own bytes, a block at a time."""
    stream = _Watched(_SIGN.encode() * 100_000)
    limits = Limits(block_bytes=1 << 17)
    span = Span(3_000_000, 4_000_000)
    list(extract_text(stream, limits, span))
    assert len(stream.seeks) == 2
    assert sum(size for _, size in stream.reads) < (1 << 20) + 2 * HEAD_BYTES + limits.lookahead_bytes
    assert max(size for _, size in stream.reads) <= limits.block_bytes + limits.lookahead_bytes + (1 << 13)


class _Trickling(io.BytesIO):
    """A file whose reads come short, as those of a network do."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size, 1000) if size and size > 0 else size)


def test_short_reads_change_nothing() -> None:
    """A stream that gives less than asked for is asked again."""
    raw = _SIGN.encode("cp932") * 5000
    found = [item for item in extract_text(_Trickling(raw), Limits(), Span()) if isinstance(item, Block)]
    assert _join_cores(found) == _SIGN * 5000
