"""Reads the answers in an owner's sheet. Nothing in it is believed but what is signed; nothing is calculated."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from meibo.catalogue.owner_sheet import WORDS
from meibo.inventory.marks import MarkKind
from meibo.reports.owner_stamp import (
    FORM,
    ROW_HEADING,
    STAMP_SHEET,
    FileStamp,
    SheetStamp,
    check_file,
    check_sheet,
    is_signed,
    key_stamp,
)
from meibo.workbooks.model import BookError, Cells, FilledCell, Formula
from meibo.workbooks.package import ANSWER_LIMITS
from meibo.workbooks.reading import FilledBook, FilledSheet, open_book

_REASON_CHARS: Final = 2_000
_PERSON_CHARS: Final = 200
_KINDS: Final = {
    **{word: kind for kind in (MarkKind.NEEDED, MarkKind.DELETE, MarkKind.MOVE) for word in WORDS[f"answer-{kind}"]},
}
"""What an answer in any language says."""


class Answer(msgspec.Struct, frozen=True):
    """A row of an owner's sheet."""

    book: Path
    row: int
    """As spreadsheets count."""
    file: FileStamp | None
    """None where the hidden cell is not as it was signed."""
    text: str
    """As the owner has put it."""
    kind: MarkKind | None
    """None for anything that is no answer."""
    reason: str
    person: str
    shown: str
    """The path that the row shows, which nothing follows from."""
    owner: str
    """Whom the sheet was made for."""
    made: str
    """When the sheet was made: UTC, ISO 8601."""

    @property
    def is_given(self) -> bool:
        """Whether anything was answered."""
        return bool(self.text)


def read_answers(path: Path, key: bytes) -> list[Answer]:
    """All rows of an owner's sheet; raises BookError where it is none, not of this key, damaged or too large."""
    with open_book(path, ANSWER_LIMITS) as book:
        stamp = _read_stamp(book, key)
        for sheet in book.sheets:
            if sheet.name != STAMP_SHEET and (rows := list(_read_rows(path, sheet, stamp, key))):
                return rows
    raise BookError("answers-no-table")


def _read_stamp(book: FilledBook, key: bytes) -> SheetStamp:
    for sheet in book.sheets:
        if sheet.name == STAMP_SHEET:
            for _, cells in sheet.rows():
                stamp = check_sheet(cells[0].text) if 0 in cells else None
                if stamp is None:
                    break
                if stamp.form > FORM:
                    raise BookError("answers-newer")
                if stamp.key != key_stamp(key) or not is_signed(stamp, key):
                    raise BookError("answers-other-key")
                return stamp
    raise BookError("answers-not-ours")


def _read_rows(path: Path, sheet: FilledSheet, stamp: SheetStamp, key: bytes) -> Iterator[Answer]:
    """The rows below the headings, wherever the owner has moved them to."""
    columns: dict[str, int] = {}
    for number, cells in sheet.rows():
        if not columns:
            columns = _find_columns(cells)
            continue
        if columns["file"] not in cells and not any(columns[name] in cells for name in ("answer", "shown")):
            continue

        texts = {name: cells[at].text for name, at in columns.items() if at in cells}
        yield Answer(
            book=path, row=number + 1, file=check_file(texts.get("file", ""), key),
            text=texts.get("answer") or _show_formula(cells.get(columns["answer"])),
            kind=_KINDS.get(unicodedata.normalize("NFKC", texts.get("answer", "")).strip().casefold()),
            reason=texts.get("reason", "")[:_REASON_CHARS], person=texts.get("person", "")[:_PERSON_CHARS],
            shown="/".join(texts[name] for name in ("folder", "shown") if texts.get(name)),
            owner=stamp.owner, made=stamp.made,
        )  # fmt: skip


def _show_formula(cell: FilledCell | None) -> str:
    """What was entered in place of an answer, as far as it can be told."""
    return cell.value.text[:_PERSON_CHARS] if cell is not None and isinstance(cell.value, Formula) else ""


_WANTED: Final = {"answer": "answer", "reason": "reason", "person": "person", "file": "shown", "folder": "folder"}


def _find_columns(cells: Cells) -> dict[str, int]:
    """Where the columns stand, nothing for a row that is not that of the headings."""
    texts = {cell.text: at for at, cell in reversed(cells.items())}
    if ROW_HEADING not in texts:
        return {}
    columns = {"file": texts[ROW_HEADING]}
    for word, name in _WANTED.items():
        for heading in WORDS[f"column-{word}"]:
            if heading in texts:
                columns[name] = texts[heading]
    return columns if "answer" in columns else {}
