"""What stands on a sample share beside text: one line a file, in the formats of offices, mail and archives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from meibo.samples.documents.archives import make_mixed_archive
from meibo.samples.documents.customer_slides import make_customer_slides
from meibo.samples.documents.interview_record import make_interview_record
from meibo.samples.documents.mails import make_invitation, make_locked_mails, make_roster_mail
from meibo.samples.documents.members_database import make_member_tables
from meibo.samples.documents.payee_workbook import make_payee_workbook
from meibo.samples.documents.staff_workbook import make_staff_workbook
from meibo.samples.draw import Dice
from meibo.samples.people import Cast
from meibo.samples.writers.docx import write_docx
from meibo.samples.writers.eml import write_eml
from meibo.samples.writers.model import File, Written
from meibo.samples.writers.pptx import write_pptx
from meibo.samples.writers.sqlite import write_sqlite
from meibo.samples.writers.xlsx import write_xlsx


class OfficeFile(msgspec.Struct, frozen=True):
    """One file of the share that is no text."""

    path: str
    """Relative to the share, ``/``-separated."""
    make: Callable[[Cast, Dice], Written]
    is_roster: bool = False
    """Everybody in it has a record of their own, with a name."""
    drawn_with: str = ""
    """The path of the file that goes together with this one, and draws the same."""


def _write_roster_mail(cast: Cast, dice: Dice) -> Written:
    book = File("社員名簿.xlsx", write_xlsx(make_staff_workbook(cast, dice)))
    return write_eml(make_roster_mail(cast, dice, book), "iso-2022-jp")


_LOCKED: Final = "営業部/メール/名簿の送付_1.eml"

OFFICE_FILES: Final = (
    OfficeFile("人事部/社員名簿/社員名簿_2026.xlsx", lambda cast, dice: write_xlsx(make_staff_workbook(cast, dice))),
    OfficeFile("人事部/採用/採用面接記録.docx", lambda cast, dice: write_docx(make_interview_record(cast, dice))),
    OfficeFile("営業部/提案/上期の重点顧客.pptx", lambda cast, dice: write_pptx(make_customer_slides(cast, dice))),
    OfficeFile("営業部/メール/名簿の件.eml", _write_roster_mail),
    OfficeFile("営業部/メール/お客様感謝祭のご案内.eml", lambda cast, dice: write_eml(make_invitation(cast, dice))),
    OfficeFile(_LOCKED, lambda cast, dice: write_eml(make_locked_mails(cast, dice)[0])),
    OfficeFile(
        "営業部/メール/名簿の送付_2.eml",
        lambda cast, dice: write_eml(make_locked_mails(cast, dice)[1]),
        drawn_with=_LOCKED,
    ),
    OfficeFile("経理部/支払先/支払先一覧.xlsx", lambda cast, dice: write_xlsx(make_payee_workbook(cast, dice))),
    OfficeFile("情報システム部/dump/members.db", lambda cast, dice: write_sqlite(make_member_tables(cast, dice))),
    OfficeFile("退職者/引継ぎ一式.zip", make_mixed_archive),
)
"""Every file, folder by folder."""
