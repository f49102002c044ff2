"""What the writers of formats are given, and what they give back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import structs

from meibo.samples.companies import HOME
from meibo.samples.draft import Line, Table, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from meibo.samples.draft import Row
    from meibo.samples.page import Mark, Part, Value

WRITTEN_AT: Final = dt.datetime(2026, 5, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
"""When every document says that it was written."""


class Written(NamedTuple):
    """A file: its bytes, and where its values stand."""

    content: bytes
    marks: tuple[Mark, ...] = ()
    password: str = ""
    """Without which it does not open."""


class File(NamedTuple):
    """A file inside another one: attached, packed or embedded."""

    name: str
    written: Written


class Properties(NamedTuple):
    """What a program notes of a document and its maker."""

    title: str
    author: Value
    company: str = HOME.name


class Comment(NamedTuple):
    """A note beside a cell, both counted from 1."""

    row: int
    column: int
    parts: tuple[Part, ...]


class Picture(NamedTuple):
    """A picture inside a document."""

    content: bytes
    """PNG."""
    size: tuple[float, float]
    """Width and height in millimetres."""
    marks: tuple[Mark, ...]
    """Where its values stand in the picture alone."""


class Sheet(NamedTuple):
    """One sheet of a workbook."""

    name: str
    blocks: tuple[Line | Table, ...]
    """A line fills one cell."""
    formats: Mapping[int, str] = {}
    """By column from 1: the digits of its cells are numbers, shown so; dates where it begins with ``yyyy``."""
    comments: tuple[Comment, ...] = ()
    header: tuple[Part, ...] = ()
    footer: tuple[Part, ...] = ()
    is_hidden: bool = False
    picture: Picture | None = None
    """Below the last row; in one sheet of a workbook."""

    def list_rows(self) -> Iterator[Row]:
        """All rows of cells."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from block.rows
            else:
                yield block.parts if len(block.parts) == 1 else (join(block.parts),)


class Workbook(NamedTuple):
    """A file of sheets."""

    sheets: tuple[Sheet, ...]
    properties: Properties


class TextDocument(NamedTuple):
    """Running text with tables, and what a word processor keeps beside it."""

    blocks: tuple[Line | Table, ...]
    properties: Properties
    header: tuple[Part, ...] = ()
    footer: tuple[Part, ...] = ()
    comment: tuple[Part, ...] = ()
    footnote: tuple[Part, ...] = ()
    deleted: tuple[Part, ...] = ()
    """A line that was struck out while changes were recorded; it stands after all others."""
    box: tuple[Part, ...] = ()
    """The line of a text box, which stands after all others too."""
    picture: Picture | None = None
    """After all lines."""


class Slide(NamedTuple):
    """One slide with what its speaker wants to say."""

    title: tuple[Part, ...]
    blocks: tuple[Line | Table, ...]
    notes: tuple[Line, ...] = ()


class SlideShow(NamedTuple):
    """A file of slides."""

    slides: tuple[Slide, ...]
    properties: Properties


class Print(NamedTuple):
    """Printed pages."""

    blocks: tuple[Line | Table, ...]
    properties: Properties
    fields: tuple[tuple[str, Value], ...] = ()
    """Names and values of a form that was filled in."""


class Bitmap(NamedTuple):
    """A picture of grey dots, row by row from the top."""

    width: int
    pixels: bytes


class Mailbox(NamedTuple):
    """Somebody who writes or is written to."""

    name: Part
    address: Part


class Message(NamedTuple):
    """A mail."""

    subject: str
    sender: Mailbox
    to: tuple[Mailbox, ...]
    blocks: tuple[Line | Table, ...]
    """Lines only."""
    cc: tuple[Mailbox, ...] = ()
    files: tuple[File, ...] = ()
    number: int = 1
    """Distinguishes messages of one day, which follow each other by minutes."""


def enclose_picture(picture: Picture | None, member: str) -> tuple[Mark, ...]:
    """Where the values of a picture stand in the package whose member it is."""
    marks = picture.marks if picture else ()
    return tuple(structs.replace(mark, container=(member,)) for mark in marks)


def enclose(files: Iterable[File]) -> tuple[Mark, ...]:
    """Where the values of enclosed files stand in the file that holds them."""
    return tuple(
        structs.replace(mark, container=(file.name, *mark.container)) for file in files for mark in file.written.marks
    )
