"""Writes a sample share and its answer key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from meibo.samples.contents import DOCUMENTS, Document
from meibo.samples.draw import Dice
from meibo.samples.office_files import OFFICE_FILES
from meibo.samples.page import Hint, Mark, Page, Place, Value
from meibo.samples.people import Cast, make_cast
from meibo.samples.writers.mail_places import place_in_mail
from meibo.samples.writers.model import Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from meibo.samples.pictures.fonts import Faces

SHARE_NAME: Final = "share"
KEY_NAME: Final = "answer-key.jsonl"
TABLE_SUFFIXES: Final = (".csv", ".tsv")
MAIL_SUFFIX: Final = ".eml"
_TELLS_NOBODY: Final = ("org_id", "ip_address", "gender", "personal_attribute", "sensitive", "credential", "face_photo")
"""Without another value by their side these do not say who somebody is."""


class ShareExistsError(ValueError):
    """The folder already holds a share or an answer key, which are never overwritten."""


class ShareSummary(msgspec.Struct, frozen=True):
    """What was written."""

    share: Path
    key: Path
    files: int
    size_bytes: int
    """Of the share, without the answer key."""
    values: int
    """Planted values, those marked ``low`` included."""
    decoys: int
    persons: int
    """Persons of whom at least one value was planted."""


class PlantedRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the answer key for a value to be found."""

    path: str
    container: tuple[str, ...] = ()
    detector: str
    value: str
    normalised: str
    location: Place
    person: str | None
    confidence: Hint
    field: str = ""
    group: str = ""


class DecoyRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the answer key for a look-alike."""

    path: str
    container: tuple[str, ...] = ()
    negative: str
    value: str
    location: Place


class PersonsRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """The line of the answer key that comes first for each file: how many people it tells of."""

    path: str
    persons: int
    """Distinct people; who is named by surname or login alone does not count."""
    roster: bool
    """Everybody has a record of their own, so a count must be exact."""
    password: str = ""
    """Without which the file does not open, where nothing on the share tells it."""


Row = PlantedRow | DecoyRow | PersonsRow


def write_share(folder: Path, seed: int, persons: int = 120, faces: Faces | None = None) -> ShareSummary:
    """Writes ``folder/share/`` and ``folder/answer-key.jsonl``; the same arguments give the same bytes everywhere.

    With the fonts to draw them with, pictures come in addition, whose bytes are the same where fonts and Pillow are.

    Raises:
        ShareExistsError: when one of the two is there already; nothing is written then.
        ValueError: for a number of persons that no share can have.
        OSError: when the folder cannot be written.
    """
    share, key = folder / SHARE_NAME, folder / KEY_NAME
    for taken in (share, key):
        if taken.exists() or taken.is_symlink():
            raise ShareExistsError(f"{taken} already exists: name an empty folder, or remove it first")
    cast = make_cast(Dice("cast", seed), persons)
    rows: list[Row] = []
    files = [*_write_texts(cast, seed), *_write_documents(cast, seed)]
    if faces:
        from meibo.samples.pictures.files import make_files

        files += make_files(cast, seed, faces)
    for path, is_roster, written in files:
        file = share / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written.content)
        rows.append(PersonsRow(path, count_persons(written.marks), is_roster, written.password))
        rows += list_answers(path, written.marks)
    key.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    planted = [row for row in rows if isinstance(row, PlantedRow)]
    return ShareSummary(
        share=share,
        key=key,
        files=len(files),
        size_bytes=sum(len(written.content) for _, _, written in files),
        values=len(planted),
        decoys=sum(isinstance(row, DecoyRow) for row in rows),
        persons=len({row.person for row in planted if row.person}),
    )


def _write_texts(cast: Cast, seed: int) -> Iterator[tuple[str, bool, Written]]:
    for document in DOCUMENTS:
        page = write_page(document, cast, seed)
        marks = place_in_mail(page.text, page.marks) if document.path.endswith(MAIL_SUFFIX) else page.marks
        yield document.path, document.is_roster, Written(page.encode(document.newline), tuple(marks))


def _write_documents(cast: Cast, seed: int) -> Iterator[tuple[str, bool, Written]]:
    for file in OFFICE_FILES:
        yield file.path, file.is_roster, file.make(cast, Dice("document", seed, file.drawn_with or file.path))


def write_page(document: Document, cast: Cast, seed: int) -> Page:
    """The text of one file; a copy draws what its original drew."""
    page = Page(document.encoding, is_table=document.path.endswith(TABLE_SUFFIXES))
    document.writer(page, cast, Dice("page", seed, document.copy_of or document.path))
    return page


def count_persons(marks: Sequence[Mark]) -> int:
    """The distinct people whom the values of a file tell of; a login or a surname alone does not say who it is."""
    values = [mark.part for mark in marks if isinstance(mark.part, Value)]
    telling = [value for value in values if value.confidence != "part" and value.detector not in _TELLS_NOBODY]
    return len({value.person for value in telling if value.person})


def list_answers(path: str, marks: Sequence[Mark]) -> Iterator[Row]:
    """The lines of the answer key for one file, in reading order."""
    for mark in marks:
        part = mark.part
        if isinstance(part, Value):
            yield PlantedRow(
                path=path,
                container=mark.container,
                detector=part.detector,
                value=part.text,
                normalised=part.normalised,
                location=mark.location,
                person=part.person,
                confidence=part.confidence,
                field=mark.field,
                group=mark.group,
            )
        else:
            yield DecoyRow(
                path=path, container=mark.container, negative=part.kind, value=part.text, location=mark.location
            )
