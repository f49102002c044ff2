"""The head of a file tells how it is laid out, and names the columns of its later blocks."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import pytest

from meibo.extraction.model import Limits, Span
from meibo.extraction.text.blocks_of_text import extract_text
from meibo.extraction.text.table_head import HEAD_LINES, TableHead
from meibo_detectors.model import Block, Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = "氏名,電話番号,備考\n"
ROW = "久保 智也,090-2345-6781,特になし\n"
TITLES = "会員名簿\n\n2026年4月1日現在\n"
CREATE = "CREATE TABLE members (\n  id int,\n  name text\n);\n"
INSERT = "INSERT INTO members (id, name) VALUES "


def read_blocks(content: bytes, suffix: str, block_bytes: int = 4096, span: Span | None = None) -> Iterator[Block]:
    """The blocks of a file."""
    limits = Limits(block_bytes=block_bytes)
    for item in extract_text(io.BytesIO(content), limits, span or Span(), suffix):
        if isinstance(item, Block):
            yield item


def cut(block: Block) -> tuple[str, str]:
    """The lead of a block and its core."""
    text = block.text
    return text[: block.lead].decode(), text[block.lead : len(text) - block.tail].decode()


def test_a_later_block_shows_the_header_and_whole_rows() -> None:
    """Before the core of a later block stand the first lines of the file, then rows from a row's beginning."""
    content = (TITLES + HEADER + ROW * 600).encode()
    blocks = list(read_blocks(content, ".csv"))
    assert len(blocks) > 5
    assert all(block.layout == Layout("delimited", ",") for block in blocks)
    assert blocks[0].lead == 0
    first_lines = "".join((TITLES + HEADER + ROW * 20).splitlines(keepends=True)[:HEAD_LINES])
    for block in blocks[1:]:
        lead, core = cut(block)
        assert lead.startswith(first_lines)
        assert set(lead[len(first_lines) :].splitlines(keepends=True)) <= {ROW}
        assert core.startswith(ROW)
    assert "".join(cut(block)[1] for block in blocks) == content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "utf-16-le"])
def test_a_later_span_knows_the_header(encoding: str) -> None:
    """A span that begins far behind the header shows it all the same, in whatever encoding the file is."""
    content = (HEADER + ROW * 3000).encode(encoding)
    begin = len(content) // 2
    (first, *_) = read_blocks(content, ".csv", 1 << 20, Span(begin, None))
    assert cut(first)[0].startswith(HEADER + ROW)
    assert first.layout.kind == "delimited"


def test_the_context_is_cut_at_a_line() -> None:
    """What stands between the header and the core never begins in the middle of a row; without a line end there is
    none of it."""
    head = TableHead(HEADER + ROW * 30, ".csv")
    lines = head.before(b"").decode()
    assert lines == "".join((HEADER + ROW * 30).splitlines(keepends=True)[:HEAD_LINES])
    assert head.before("也,090\n".encode() + ROW.encode()).decode() == lines + ROW
    assert head.before("也,090".encode()).decode() == lines


def test_a_torn_last_line_of_the_head_is_no_header() -> None:
    """A head that ends within a line, or a line longer than the head, names nothing by half."""
    head = TableHead(HEADER + ROW[:-3], ".csv")
    assert head.before(b"") == HEADER.encode()
    assert TableHead("氏名," * 30_000, ".csv").before(b"") == b""


@pytest.mark.parametrize(
    ("text", "suffix"),
    [("本日は晴天なり。\n" * 99, ".txt"), ('{"氏名": "久保"}\n' * 99, ".jsonl"), ("<a><b>1</b></a>\n" * 99, ".xml")],
)
def test_other_text_shows_its_context_alone(text: str, suffix: str) -> None:
    """Prose, JSON and markup have no lines that name what follows."""
    head = TableHead(text, suffix)
    head.pass_by(text.encode())
    assert head.before("前の文".encode()) == b""
    assert all(cut(block)[0] in text for block in read_blocks((text * 99).encode(), suffix))


def test_a_dump_remembers_its_last_statement() -> None:
    """Of a dump, the last definition of a table and the last list of columns stand before the next block."""
    head = TableHead(CREATE + INSERT + "(1, '久保'),\n", ".sql")
    assert head.layout.kind == "sql"
    head.pass_by((CREATE + INSERT + "(1, '久保'),\n").encode())
    assert head.before(b"").decode() == CREATE + INSERT.rstrip() + "\n"
    other = "INSERT INTO `orders` (`no`, `tel`) VALUES"
    head.pass_by(f"(2, 'VALUES');\n{other}\n(1, '03')".encode())
    assert other in head.before(b"").decode()
    assert INSERT.rstrip() not in head.before(b"").decode()
    head.pass_by(b"(3, '04'),\n(4, '05');\n")
    assert other in head.before(b"").decode()


def test_a_dump_of_rows_to_copy_remembers_its_columns() -> None:
    """The columns of COPY stand before the next block."""
    head = TableHead("COPY public.members (id, name) FROM stdin;\n1\t久保\n", ".sql")
    head.pass_by("COPY public.members (id, name) FROM stdin;\n1\t久保\n".encode())
    assert head.before(b"").decode().startswith("COPY public.members (id, name) FROM stdin;")


def test_a_later_span_of_a_dump_knows_its_statement() -> None:
    """The columns that the head of a dump names hold in every span."""
    content = (CREATE + INSERT + "\n" + "(1, '久保 智也'),\n" * 9000).encode()
    (first, *_) = read_blocks(content, ".sql", 1 << 20, Span(len(content) // 2, None))
    assert "name text" in cut(first)[0]
    assert "INSERT INTO members (id, name)" in cut(first)[0]


UNITS = (
    "\n", "\r\n", " ", "\t", ",", '"', "'", "\\", "<", "<a ", "</", "{", "[", '{"', "(", "/*", "--", "#\n", "a=", "a:",
    "=\n", "1\n", "insert into ", "create table ", "copy x (", "select ", "。", "|", "var a=", "//\n", "<!--", '",',
)  # fmt: skip


@pytest.mark.parametrize("suffix", ["", ".csv", ".sql", ".js"])
@pytest.mark.parametrize("beginning", ["", "氏名,電話\n", "CREATE TABLE a (b int);\n", "var x = "])
def test_no_head_takes_long_to_recognise(beginning: str, suffix: str) -> None:
    """Whatever sign a head repeats, its layout is told in time that grows with its length, not its square."""
    slow = []
    for unit in UNITS:
        head = (beginning + unit * (1 << 16))[: 1 << 16]
        start = time.process_time()
        TableHead(head, suffix)
        if time.process_time() - start > 1:
            slow.append(unit)
    assert slow == []
