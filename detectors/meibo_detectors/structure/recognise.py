"""How a file is laid out, told from its first text; its suffix is a hint only."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from typing import Final

from meibo_detectors.model import PLAIN, Layout
from meibo_detectors.structure.zengin import FIELDS, LEAST_COLUMNS, LINE_COLUMNS

HEAD_CHARS: Final = 65536
_SAMPLE_LINES: Final = 200
DELIMITERS: Final = ("\t", ",", ";", "|", "^", ":")
"""Of delimited text, no others."""
_LEAST_CELLS: Final = {"\t": 2, ",": 3, ";": 3, "|": 3, "^": 3, ":": 5}
"""Cells of a row below which a delimiter is taken for one only where the suffix says so."""
_TABLE_SUFFIXES: Final = (".csv", ".tsv", ".tab", ".psv")
# fmt: off
_NEVER_TABLES: Final = (
    ".py", ".js", ".ts", ".java", ".c", ".cpp", ".go", ".rb", ".php", ".cs", ".sh", ".bat", ".ps1", ".ini", ".cfg",
    ".conf", ".yml", ".yaml", ".toml", ".md", ".rst", ".eml", ".properties", ".env", ".css",
)
# fmt: on
_JSON_SUFFIXES: Final = (".json", ".jsonl", ".ndjson", ".geojson", ".json5", ".har")
_MARKUP_SUFFIXES: Final = (".xml", ".html", ".htm", ".xhtml", ".svg", ".xsd", ".rss", ".kml")
_SQL_SUFFIXES: Final = (".sql", ".dump", ".ddl", ".dml")

_JSON_BEGINNING: Final = re.compile(
    r"\s*(?:\{\s*(?:[\"'}]|\w+\s*:)|\[\s*(?:[\"'{\[\]]|-?\d[\d.]*\s*,|(?:true|false|null)\b))"
)
_JSON_PAIR: Final = re.compile(r"[\"']\s*:\s*[\"'\d\[{tfn-]|[{,]\s*\w+\s*:\s*[\"'\d\[{]")
_ASSIGNED: Final = re.compile(
    r"(?:\s|//[^\n]*\n|/\*.*?\*/)*(?:export\s+default|module\.exports\s*=|(?:var|let|const)\s+[\w$]+\s*=|\w+\s*=)\s*(?=[\[{])",
    re.DOTALL,
)
_PROGRAM: Final = re.compile(r"\bfunction\b|=>|\bdef |\bimport\b|\brequire\(|\breturn\b|\bclass ")
_MARKUP_BEGINNING: Final = re.compile(r"\s*<(?:\?xml|!doctype|!--|[A-Za-z_][\w:.-]*(?:[\s>]|/>))", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z_][\w:.-]*(?:\s[^<>]*)?/?>")
_SQL_COMMENTS: Final = re.compile(r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/;?|#[^\n]*(?:\n|$))*", re.DOTALL)
_SQL_BEGINNING: Final = re.compile(
    r"(?:insert\s+into|replace\s+into|create\s+(?:table|database|schema|unique|index)|drop\s+table|set\s+[\w@]+\s*=?|use\s+\S+;|"
    r"begin(?:\s+transaction)?\s*;|start\s+transaction|pragma\s|lock\s+tables|copy\s+\S+\s*\(|alter\s+table|delete\s+from|"
    r"truncate\s|update\s+\S+\s+set|select\s)",
    re.IGNORECASE,
)
_SQL_ROWS: Final = re.compile(
    r"(?im)^[ \t]*(?:insert[ \t]+into|replace[ \t]+into|create[ \t]+table|"
    r"copy[ \t]+\S{1,200}[ \t]*\([^)]{0,2000}\)[ \t]*from[ \t]+stdin)"
)
_NAMED_CELL: Final = re.compile(r"\s*[\"']?[^\W\d][^:=,;|\t]{0,24}[\"']?\s*[:=：＝]")
_SENTENCE_END: Final = re.compile(r"[。.!?！？]\s*$")
_AMOUNT_COMMA: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TIME: Final = re.compile(r"\s*\d{1,2}:\d{2}(?::\d{2})?\s*$")
_MOST_CELL_CHARS: Final = 40


def recognise(head: str, suffix: str = "") -> Layout:
    """The layout of a file, from its first text (at most 64 KB count) and the suffix of its name, such as ``.csv``.

    >>> recognise("氏名;電話番号\\n山田;03-1234-5678\\n佐藤;06-1234-5678\\n", ".csv")
    Layout(kind='delimited', delimiter=';')
    >>> recognise("拝啓、皆様におかれましては、ますます、ご清栄のことと、お喜び申し上げます。\\n").kind
    'plain'
    """
    is_whole = len(head) < HEAD_CHARS
    head = head[:HEAD_CHARS].lstrip("\ufeff")
    suffix = suffix.lower()
    if not head.strip():
        return PLAIN
    kinds: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
        ("vcard", lambda head, _: _is_vcard(head)),
        ("zengin", lambda head, _: _is_zengin(head)),
        ("json", _is_json),
        ("markup", _is_markup),
        ("sql", _is_sql),
    )
    for kind, fits in kinds:
        if fits(head, suffix):
            return Layout(kind)  # type: ignore[arg-type]
    delimiter = _find_delimiter(head, suffix, is_whole=is_whole)
    return Layout("delimited", delimiter) if delimiter else PLAIN


def _is_vcard(head: str) -> bool:
    return head.lstrip()[:11].upper() == "BEGIN:VCARD"


def _is_zengin(head: str) -> bool:
    if head[0] != "1":
        return False
    lines = [line for line in head.splitlines() if line.strip(" \x1a")]
    if len(lines) == 1 and len(head.rstrip("\r\n\x1a")) > LINE_COLUMNS:
        lines = [head[at : at + LINE_COLUMNS] for at in range(0, len(head), LINE_COLUMNS)]
    lines = lines[:_SAMPLE_LINES]
    if len(head) >= HEAD_CHARS:
        lines = lines[:-1]
    payments = [line for line in lines if line[0] == "2"]
    if not payments or any(line[0] not in "1289" or len(line) > LINE_COLUMNS for line in lines):
        return False
    digits = [FIELDS[0], FIELDS[2], FIELDS[4], FIELDS[5], FIELDS[7]]
    return all(
        len(line) >= LEAST_COLUMNS and all(line[at : at + size].isdigit() for at, size in digits) for line in payments
    )


def _is_json(head: str, suffix: str) -> bool:
    if _JSON_BEGINNING.match(head):
        if suffix in _JSON_SUFFIXES or _JSON_PAIR.search(head):
            return True
        return re.match(r"\s*\[\s*\[\s*[\"'\d]", head) is not None
    if suffix in _JSON_SUFFIXES:
        return _JSON_PAIR.search(head) is not None
    return (
        suffix in {"", ".js", ".ts", ".mjs", ".txt"}
        and _ASSIGNED.match(head) is not None
        and _JSON_PAIR.search(head) is not None
        and not _PROGRAM.search(head)
    )


def _is_markup(head: str, suffix: str) -> bool:
    tags = len(_TAG.findall(head))
    if _MARKUP_BEGINNING.match(head):
        return tags >= 2 or (suffix in _MARKUP_SUFFIXES and tags > 0)
    return suffix in _MARKUP_SUFFIXES and tags >= 2


def _is_sql(head: str, suffix: str) -> bool:
    comments = _SQL_COMMENTS.match(head)
    begins = _SQL_BEGINNING.match(head, comments.end() if comments else 0) is not None
    return (begins or suffix in _SQL_SUFFIXES) and _SQL_ROWS.search(head) is not None


def _find_delimiter(head: str, suffix: str, *, is_whole: bool) -> str:
    lines = head.splitlines(keepends=True)
    if not is_whole and len(lines) > 1:
        lines.pop()
    lines = lines[:_SAMPLE_LINES]
    says_table = suffix in _TABLE_SUFFIXES
    if suffix in _NEVER_TABLES or suffix in _MARKUP_SUFFIXES:
        return ""
    best, best_share = "", 0.0
    sample = "".join(lines)
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        share = _measure(lines, delimiter, says_table=says_table)
        if share > best_share + 0.05:
            best, best_share = delimiter, share
    if best or not says_table:
        return best
    return "\t" if suffix in {".tsv", ".tab"} else ","


def _measure(lines: list[str], delimiter: str, *, says_table: bool) -> float:
    """The share of rows that have the usual number of cells; 0 where the lines are no table of this delimiter."""
    if sum(delimiter in line for line in lines) * 2 < len([line for line in lines if line.strip()]):
        return 0.0
    rows = [row for row in _read(lines, delimiter) if any(cell.strip() for cell in row)]
    if not rows:
        return 0.0
    titles = 0
    while titles < min(5, len(rows) - 1) and len(rows[titles]) == 1:
        titles += 1
    rows = rows[titles:]
    counts = Counter(len(row) for row in rows)
    usual, number = max(counts.items(), key=lambda item: (item[1], item[0]))
    share = number / len(rows)
    if usual < 2:
        return 0.0
    if delimiter == ":" and (usual < _LEAST_CELLS[":"] or share < 1 or len(rows) < 3):
        return 0.0
    if says_table:
        return share if share >= 0.5 else 0.0
    if delimiter == "," and sum("," in _AMOUNT_COMMA.sub("", line) for line in lines) * 2 < len(rows):
        return 0.0  # amounts, one below the other
    return share if _is_table(rows, delimiter, usual, share) else 0.0


def _is_table(rows: list[list[str]], delimiter: str, usual: int, share: float) -> bool:
    """Whether rows of a file that is not called a table are one; prose with commas is none."""
    least_rows = 2 if delimiter == "\t" or usual >= 4 else 3
    if usual < _LEAST_CELLS[delimiter]:
        least_rows, needed = 5, 0.95
    else:
        needed = 0.8
    if len(rows) < least_rows or share < needed:
        return False
    if sum(_TIME.match(row[0]) is not None for row in rows) * 2 > len(rows):
        return False  # a talk, line by line
    cells = [cell.strip() for row in rows for cell in row]
    if delimiter == "|" and sum(not row[0].strip() for row in rows) * 2 > len(rows):
        return False  # Markdown
    if sum(_NAMED_CELL.match(cell) is not None for cell in cells) * 2 > len(cells):
        return False
    if delimiter != "\t" and sum(map(len, cells)) > _MOST_CELL_CHARS * len(cells):
        return False
    sentences = sum(_SENTENCE_END.search(row[-1]) is not None for row in rows)
    return sentences * 10 < len(rows) * 3


def _read(lines: list[str], delimiter: str) -> list[list[str]]:
    if not any('"' in line for line in lines):
        return [line.rstrip("\r\n").split(delimiter) for line in lines]
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return [line.rstrip("\r\n").split(delimiter) for line in lines]
