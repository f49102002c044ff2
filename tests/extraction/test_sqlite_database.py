"""SQLite databases: every table as rows under the names of its columns, and nothing that a schema says is run."""

from __future__ import annotations

import io
import sqlite3
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.model import Limits, Notice

if TYPE_CHECKING:
    from collections.abc import Callable

JPEG = b"\xff\xd8\xff\xe0" + bytes(20_000)


def _make(*statements: str | tuple[str, tuple[object, ...]], page_bytes: int = 1024) -> bytes:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f"PRAGMA page_size = {page_bytes}")
    for statement in statements:
        connection.execute(*((statement,) if isinstance(statement, str) else statement))
    return connection.serialize()


MEMBERS = (
    "CREATE TABLE 会員 (会員番号 INTEGER PRIMARY KEY, 氏名 TEXT, 電話 TEXT, 生年月日 TEXT)",
    *(
        ("INSERT INTO 会員 VALUES (?, ?, ?, ?)", (number, f"鷹取{number}", f"090-7305-{number:04}", "1985-04-01"))
        for number in range(1, 61)
    ),
)


def test_a_row_stands_under_the_names_of_its_columns() -> None:
    """The names are shown before the rows, and the rows count from 1."""
    (block,) = blocks_of(read_content(_make(*MEMBERS), "members.db"))
    assert block.text[: block.lead].decode() == "会員番号\t氏名\t電話\t生年月日\n"
    assert core_of(block).splitlines()[1] == "2\t鷹取2\t090-7305-0002\t1985-04-01"
    assert (block.position.table, block.position.row, block.position.column) == ("会員", 1, 1)


def test_later_blocks_show_the_names_too() -> None:
    """A block of a long table knows its first row."""
    blocks = blocks_of(read_content(_make(*MEMBERS), "members.db", Limits(block_bytes=500)))
    assert len(blocks) > 2
    assert all(block.text.decode().startswith("会員番号\t氏名\t") for block in blocks)
    rows = [line.split("\t")[0] for line in "".join(map(core_of, blocks)).splitlines()]
    assert rows == [str(number) for number in range(1, 61)]
    assert [block.position.row for block in blocks] == [int(core_of(block).split("\t")[0]) for block in blocks]


def test_values_are_written_as_people_write_them() -> None:
    """Whole numbers without a fraction, no word for nothing, texts in bytes as texts."""
    content = _make(
        "CREATE TABLE t (a REAL, b, c, d BLOB) ",
        ("INSERT INTO t VALUES (?, ?, ?, ?)", (9012345678.0, None, 1.5, "備考：入金済".encode("cp932"))),
    )
    assert text_of(read_content(content, "t.db")) == "9012345678\t\t1.5\t備考：入金済\n"


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le", "UTF-16be"])
def test_every_encoding_of_a_database_is_read(encoding: str) -> None:
    """SQLite knows three."""
    assert "鷹取60" in text_of(read_content(_make(f"PRAGMA encoding = '{encoding}'", *MEMBERS), "members.db"))


def test_text_of_a_program_that_ignores_the_encoding_is_read() -> None:
    """Texts in CP932 in a database that says UTF-8."""
    insert = "INSERT INTO t VALUES (CAST(? AS TEXT))"
    content = _make("CREATE TABLE t (住所 TEXT)", (insert, ("東京都北区赤羽西".encode("cp932"),)))
    assert "東京都北区赤羽西" in text_of(read_content(content, "t.db"))


def test_files_in_cells_are_read_as_files() -> None:
    """A picture is named, an archive is handed on; a member is called by table, column and row."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", "中身")
    content = _make(
        "CREATE TABLE 添付 (名 TEXT, 本体 BLOB)",
        ("INSERT INTO 添付 VALUES (?, ?)", ("写真", JPEG)),
        ("INSERT INTO 添付 VALUES (?, ?)", ("書庫", archive.getvalue())),
    )
    items = read_content(content, "t.db")
    assert Notice("image-only", detail="jpeg", container=("添付/本体/1",)) in items
    assert any(item.container[:1] == ("添付/本体/2",) for item in items if isinstance(item, Notice)) or any(
        block.position.container[:1] == ("添付/本体/2",) for block in blocks_of(items)
    )
    assert "写真" in text_of(items)


def test_a_table_without_row_numbers_is_read() -> None:
    """Such a table is stored as an index."""
    content = _make(
        "CREATE TABLE t (k TEXT PRIMARY KEY, v) WITHOUT ROWID", "INSERT INTO t VALUES ('b', 'い'), ('a', 'あ')"
    )
    assert text_of(read_content(content, "t.db")) == "a\tあ\nb\tい\n"


def test_names_with_every_sign_are_quoted() -> None:
    """Names of tables and columns are anybody's."""
    content = _make('CREATE TABLE "a`b""c" ("x""`y" TEXT, "select")', """INSERT INTO "a`b""c" VALUES ('値', 1)""")
    (block,) = blocks_of(read_content(content, "t.db"))
    assert core_of(block) == "値\t1\n"
    assert block.position.table == 'a`b"c'


def test_a_database_with_a_log_beside_it_is_read() -> None:
    """Its header asks for the log, which is another file."""
    content = bytearray(_make(*MEMBERS))
    content[18:20] = b"\2\2"
    items = read_content(bytes(content), "members.db")
    assert codes_of(items) == []
    assert "鷹取60" in text_of(items)


def test_what_a_schema_computes_is_left_alone() -> None:
    """Views, virtual tables and computed columns; the words of a full-text table lie in a plain table of its own."""
    items = read_content(
        _make(
            *MEMBERS,
            "CREATE VIEW v AS SELECT 'von der Sicht' FROM 会員",
            "CREATE TABLE g (a TEXT, b TEXT AS (a || '計算') VIRTUAL, c TEXT AS (a || '保存') STORED)",
            "INSERT INTO g VALUES ('元')",
            "CREATE VIRTUAL TABLE f USING fts5 (本文)",
            "INSERT INTO f VALUES ('全文検索の本文')",
        ),
        "t.db",
    )
    text = text_of(items)
    assert codes_of(items) == []
    assert "Sicht" not in text
    assert "計算" not in text
    assert "元\t元保存" in text
    assert "全文検索の本文" in text


def _swap(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    assert len(old) == len(new)
    return lambda content: content.replace(old, new)


@pytest.mark.parametrize(
    ("statements", "harm"),
    [
        (
            ("CREATE TABLE bomb_ (x)", "CREATE VIEW w AS SELECT 1 AS x"),
            _swap(b"CREATE TABLE bomb_ (x)", b"CREATE VIEW bomb_ AS w"),
        ),
        (("CREATE TABLE x1 (a)",), _swap(b"CREATE TABLE x1 (a)", b"CREATE NONSENSE !!!")),
        (("CREATE TABLE x1 (a)",), _swap(b"CREATE TABLE x1 (a)", b"ATTACH '/etc/a' x1 ")),
    ],
    ids=["view under a table's name", "no statement", "attach"],
)
def test_a_damaged_schema_leaves_the_other_tables(statements: tuple[str, ...], harm: Callable[[bytes], bytes]) -> None:
    """The tables that are described well are read, and the damage is told."""
    items = read_content(harm(_make(*MEMBERS, *statements)), "t.db")
    assert "damaged" in codes_of(items)
    assert "鷹取60" in text_of(items)


def test_a_recursive_view_is_not_run() -> None:
    """It would go on without end."""
    content = _make(
        *MEMBERS,
        "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        "CREATE TRIGGER t AFTER INSERT ON 会員 BEGIN DELETE FROM 会員; END",
    )
    items = read_content(content, "t.db")
    assert codes_of(items) == []
    assert "鷹取60" in text_of(items)


def test_a_damaged_page_costs_its_table_alone() -> None:
    """What was read of it stays."""
    content = bytearray(_make(*MEMBERS, "CREATE TABLE 取引先 (名)", "INSERT INTO 取引先 VALUES ('蓮沼商店')"))
    content[3 * 1024 : 4 * 1024] = b"\xee" * 1024
    items = read_content(bytes(content), "t.db")
    assert "damaged" in codes_of(items)
    assert "蓮沼商店" in text_of(items)
    assert "鷹取" in text_of(items)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le", "UTF-16be"])
@pytest.mark.parametrize("page_bytes", [512, 1024, 65536])
def test_what_is_read_is_what_sqlite_reads(encoding: str, page_bytes: int) -> None:
    """Numbers of every size, long texts on pages of their own, trees of several levels, keys in another order."""
    numbers = (0, 1, -1, 127, -128, 1 << 15, 1 << 23, 1 << 31, 1 << 47, -(1 << 62), (1 << 63) - 1, 1.5, -9012345678.5)
    content = _make(
        f"PRAGMA encoding = '{encoding}'",
        *MEMBERS,
        "CREATE TABLE 数 (値, 名 TEXT)",
        *(("INSERT INTO 数 VALUES (?, ?)", (number, "あ" * (at * 90))) for at, number in enumerate(numbers)),
        "ALTER TABLE 数 ADD COLUMN 後 TEXT",
        "CREATE TABLE 鍵 (a TEXT, b TEXT, c TEXT, d AS (a || c) VIRTUAL, PRIMARY KEY (c, a)) WITHOUT ROWID",
        *(("INSERT INTO 鍵 VALUES (?, ?, ?)", (f"甲{at}", "乙" * at, f"丙{at % 7}")) for at in range(300)),
        "CREATE INDEX i ON 会員 (氏名)",
        page_bytes=page_bytes,
    )
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    items = read_content(content, "t.db", Limits(block_bytes=400))
    assert codes_of(items) == []
    for table, columns in (("会員", "*"), ("数", "*"), ("鍵", "a, b, c")):
        rows = connection.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608 - names of this test
        lines = "".join(core_of(block) for block in blocks_of(items) if block.position.table == table).splitlines()
        assert lines == ["\t".join("" if cell is None else str(cell) for cell in row).rstrip() for row in rows]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE bomb AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n",
        "VACUUM INTO 'stolen.db' -- and so on and on",
        "ATTACH 'stolen.db' AS stolen -- and so on and on",
    ],
)
def test_a_definition_that_is_another_statement_is_not_run(statement: str) -> None:
    """A table that would fill itself without end; a copy of the database in another file."""
    plain = f"CREATE TABLE bomb /*{'-' * (len(statement) - 26)}*/ (x)"
    content = _make(*MEMBERS, plain)
    harmed = content.replace(plain.encode(), statement.encode())
    assert harmed != content
    items = read_content(harmed, "t.db")
    assert codes_of(items) == ["damaged"]
    assert "鷹取60" in text_of(items)
    assert not Path("stolen.db").exists()


def test_trees_that_lead_to_themselves_end() -> None:
    """Each page is read once."""
    content = bytearray(_make(*MEMBERS))
    inner = next(at for at in range(0, len(content), 1024) if content[at] == 5)
    first = struct.unpack_from(">H", content, inner + 12)[0]
    content[inner + first : inner + first + 4] = struct.pack(">I", inner // 1024 + 1)
    items = read_content(bytes(content), "t.db")
    assert codes_of(items) == ["damaged"]
    assert "鷹取60" in text_of(items)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(cells=40), "cell-limit"),
        (Limits(content_bytes=6000), "content-limit"),
        (Limits(seconds=0, seconds_per_megabyte=0), "time-limit"),
    ],
)
def test_limits_end_the_reading(limits: Limits, code: str) -> None:
    """With the reason, and with what was read."""
    items = read_content(_make(*MEMBERS), "members.db", limits)
    assert codes_of(items) == [code]
    assert ("鷹取1\t" in text_of(items)) == (code != "time-limit")
