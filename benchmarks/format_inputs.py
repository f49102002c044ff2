"""Files to measure extractors on, made from a seed by the writers of the sample share: one large, and many small.

A large file holds a roster of some 2,000 people, a small one what a small office would put into it. Every planted value
is known, so that what a reader gives can be counted before its time is told.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import msgspec

from meibo.samples.documents.archives import make_text
from meibo.samples.documents.customer_slides import make_customer_slides
from meibo.samples.documents.interview_record import make_interview_record
from meibo.samples.documents.mails import make_invitation, make_old_mails
from meibo.samples.documents.members_database import make_member_tables
from meibo.samples.documents.printed_roster import make_filled_form, make_printed_roster
from meibo.samples.documents.staff_workbook import make_staff_workbook
from meibo.samples.draft import Line, Table, draft
from meibo.samples.draw import Dice
from meibo.samples.page import Spread
from meibo.samples.people import Cast, make_cast
from meibo.samples.rosters import write_customer_roster
from meibo.samples.spelling import spell_name
from meibo.samples.writers.archives import compress, write_tar
from meibo.samples.writers.docx import write_docx
from meibo.samples.writers.eml import write_eml
from meibo.samples.writers.mbox import write_mbox
from meibo.samples.writers.model import (
    File,
    Mailbox,
    Message,
    Properties,
    Sheet,
    Slide,
    SlideShow,
    TextDocument,
    Workbook,
    Written,
)
from meibo.samples.writers.msg import write_msg
from meibo.samples.writers.odp import write_odp
from meibo.samples.writers.ods import write_ods
from meibo.samples.writers.odt import write_odt
from meibo.samples.writers.pdf import write_pdf
from meibo.samples.writers.pptx import write_pptx
from meibo.samples.writers.sqlite import write_sqlite
from meibo.samples.writers.xlsx import write_xlsx
from meibo.samples.writers.zip_file import write_zip

LARGE_PERSONS: Final = 4_400
"""Of whom nearly half are customers."""
SMALL_PERSONS: Final = 40
_ROWS_PER_SLIDE: Final = 20
_MAILS: Final = 400

Make = Callable[[Cast, Dice], Written]


class Input(msgspec.Struct, frozen=True):
    """A file with the values that are planted in it."""

    name: str
    content: bytes
    values: tuple[str, ...]


def make_input(name: str, make: Make, cast: Cast, dice: Dice) -> Input:
    """A file of values that stand in its text: not in properties or the header of a mail, which few readers give."""
    written = make(cast, dice)
    inner = (mark.part.text for mark in written.marks if not {"header", "properties"} & set(mark.container))
    return Input(name, written.content, tuple(inner))


def make_large(suffix: str) -> Input:
    """One file with a roster."""
    return make_input(f"large.{suffix}", LARGE[suffix], _make_cast(LARGE_PERSONS), Dice(suffix))


def make_small(suffix: str, count: int) -> Iterator[Input]:
    """Many files of the same people, each with its own draws."""
    cast = _make_cast(SMALL_PERSONS)
    for number in range(count):
        yield make_input(f"small-{number:03}.{suffix}", SMALL[suffix], cast, Dice(suffix, number))


@functools.cache
def _make_cast(persons: int) -> Cast:
    return make_cast(Dice("formats"), persons)


def _roster(cast: Cast, dice: Dice) -> Table:
    (table,) = draft(write_customer_roster, cast, dice)
    assert isinstance(table, Table)
    return table


def _properties(cast: Cast) -> Properties:
    return Properties("顧客名簿", spell_name(cast.staff[0]))


def _book(cast: Cast, dice: Dice) -> Workbook:
    return Workbook((Sheet("顧客名簿", (_roster(cast, dice),)),), _properties(cast))


def _document(cast: Cast, dice: Dice) -> TextDocument:
    return TextDocument((Line(("顧客名簿",)), _roster(cast, dice)), _properties(cast))


def _show(cast: Cast, dice: Dice) -> SlideShow:
    rows = _roster(cast, dice).rows
    slides = tuple(
        Slide(("顧客名簿",), (Table(rows[at : at + _ROWS_PER_SLIDE]),)) for at in range(0, len(rows), _ROWS_PER_SLIDE)
    )
    return SlideShow(slides, _properties(cast))


def _mail(cast: Cast, dice: Dice) -> Message:
    rows = _roster(cast, dice).rows
    nobody = Mailbox("", "desk@meibo-demo-shoji.co.jp")
    cells = ([cell.value if isinstance(cell, Spread) else cell for cell in row] for row in rows)
    lines = tuple(Line(tuple(part for cell in row for part in (cell, "\t"))) for row in cells)
    return Message("顧客名簿", nobody, (nobody,), lines)


def _mails(cast: Cast, dice: Dice) -> tuple[Message, ...]:
    return tuple(message for _ in range(_MAILS // 5) for message in make_old_mails(cast, dice))


def _csv(cast: Cast, dice: Dice) -> File:
    return File("customers.csv", make_text(write_customer_roster, cast, dice, "cp932"))


LARGE: Final[Mapping[str, Make]] = {
    "xlsx": lambda cast, dice: write_xlsx(_book(cast, dice)),
    "ods": lambda cast, dice: write_ods(_book(cast, dice)),
    "docx": lambda cast, dice: write_docx(_document(cast, dice)),
    "odt": lambda cast, dice: write_odt(_document(cast, dice)),
    "pptx": lambda cast, dice: write_pptx(_show(cast, dice)),
    "odp": lambda cast, dice: write_odp(_show(cast, dice)),
    "pdf": lambda cast, dice: write_pdf(make_printed_roster(cast, dice), has_unicode_map=False),
    "eml": lambda cast, dice: write_eml(_mail(cast, dice)),
    "mbox": lambda cast, dice: write_mbox(_mails(cast, dice)),
    "msg": lambda cast, dice: write_msg(_mail(cast, dice)),
    "db": lambda cast, dice: write_sqlite(make_member_tables(cast, dice)),
    "zip": lambda cast, dice: write_zip((_csv(cast, dice),)),
    "tar": lambda cast, dice: write_tar((_csv(cast, dice),)),
    **{method: lambda cast, dice, method=method: compress(method, _csv(cast, dice))  # type: ignore[misc]
       for method in ("gz", "bz2", "xz", "zst")},
}  # fmt: skip
SMALL: Final[Mapping[str, Make]] = {
    **LARGE,
    "xlsx": lambda cast, dice: write_xlsx(make_staff_workbook(cast, dice)),
    "ods": lambda cast, dice: write_ods(make_staff_workbook(cast, dice)),
    "docx": lambda cast, dice: write_docx(make_interview_record(cast, dice)),
    "odt": lambda cast, dice: write_odt(make_interview_record(cast, dice)),
    "pptx": lambda cast, dice: write_pptx(make_customer_slides(cast, dice)),
    "odp": lambda cast, dice: write_odp(make_customer_slides(cast, dice)),
    "pdf": lambda cast, dice: write_pdf(make_filled_form(cast, dice)._replace(fields=()), has_unicode_map=False),
    "eml": lambda cast, dice: write_eml(make_invitation(cast, dice), "iso-2022-jp"),
    "mbox": lambda cast, dice: write_mbox(make_old_mails(cast, dice)),
    "msg": lambda cast, dice: write_msg(make_invitation(cast, dice)),
}
