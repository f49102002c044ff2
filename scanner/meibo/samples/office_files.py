"""What stands on a sample share beside text: one line a file, in the formats of offices, mail and archives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from meibo.samples.documents.appointments import write_appointments
from meibo.samples.documents.archives import make_aes_archive, make_backup, make_mixed_archive, make_text
from meibo.samples.documents.customer_slides import make_customer_slides
from meibo.samples.documents.interview_record import make_interview_record
from meibo.samples.documents.mails import make_invitation, make_locked_mails, make_old_mails, make_roster_mail
from meibo.samples.documents.members_database import make_member_tables
from meibo.samples.documents.payee_workbook import make_payee_workbook
from meibo.samples.documents.printed_roster import make_filled_form, make_printed_roster
from meibo.samples.documents.scanned_form import draw_scanned_form
from meibo.samples.documents.staff_workbook import make_staff_workbook
from meibo.samples.draw import Dice
from meibo.samples.exports import write_users
from meibo.samples.logins import write_login_log
from meibo.samples.page import Page
from meibo.samples.papers import draw_password
from meibo.samples.people import Cast
from meibo.samples.rosters import write_retired_roster, write_split_roster
from meibo.samples.writers.archives import compress
from meibo.samples.writers.docx import write_docx
from meibo.samples.writers.eml import write_eml
from meibo.samples.writers.encrypted import encrypt_office
from meibo.samples.writers.mbox import write_mbox
from meibo.samples.writers.model import File, Written
from meibo.samples.writers.msg import write_msg
from meibo.samples.writers.odp import write_odp
from meibo.samples.writers.ods import write_ods
from meibo.samples.writers.odt import write_odt
from meibo.samples.writers.pdf import write_pdf, write_scan
from meibo.samples.writers.png import write_png
from meibo.samples.writers.pptx import write_pptx
from meibo.samples.writers.rtf import write_rtf
from meibo.samples.writers.sqlite import write_sqlite
from meibo.samples.writers.xlsx import write_xlsx

Make = Callable[[Cast, Dice], Written]


class OfficeFile(msgspec.Struct, frozen=True):
    """One file of the share that is no text."""

    path: str
    """Relative to the share, ``/``-separated."""
    make: Make
    is_roster: bool = False
    """Everybody in it has a record of their own, with a name."""
    drawn_with: str = ""
    """The path of the file that goes together with this one, and draws the same."""


_LOCKED: Final = "営業部/メール/名簿の送付_1.eml"


def _pair(make: Callable[[Cast, Dice], object], write: Callable[..., Written]) -> Make:
    """A file that is described by one function and written by another."""
    return lambda cast, dice: write(make(cast, dice))


def _pack_text(path: str, write: Callable[[Page, Cast, Dice], None], *, is_roster: bool = False) -> OfficeFile:
    """A text file in the compressed form that the path's last suffix names."""
    name, _, method = path.rpartition("/")[2].rpartition(".")
    return OfficeFile(path, lambda cast, dice: compress(method, File(name, make_text(write, cast, dice))), is_roster)


def _write_locked_mail(number: int) -> Make:
    """The mail with the archive, or the one with its password."""
    return lambda cast, dice: write_eml(make_locked_mails(cast, dice)[number])


def _print_roster(cast: Cast, dice: Dice) -> Written:
    return write_pdf(make_printed_roster(cast, dice), has_unicode_map=False)


def _mail_workbook(cast: Cast, dice: Dice) -> Written:
    book = File("社員名簿.xlsx", write_xlsx(make_staff_workbook(cast, dice)))
    return write_eml(make_roster_mail(cast, dice, book), "iso-2022-jp")


def _save_mailed_slides(cast: Cast, dice: Dice) -> Written:
    slides = File("上期の重点顧客.pptx", write_pptx(make_customer_slides(cast, dice)))
    return write_msg(make_roster_mail(cast, dice, slides))


def _encrypt_payees(cast: Cast, dice: Dice) -> Written:
    password = draw_password(dice)
    return encrypt_office(write_xlsx(make_payee_workbook(cast, dice)), password)


def _encrypt_backup(cast: Cast, dice: Dice) -> Written:
    return make_aes_archive(cast, dice, draw_password(dice))


OFFICE_FILES: Final = (
    OfficeFile("人事部/社員名簿/社員名簿_2026.xlsx", _pair(make_staff_workbook, write_xlsx)),
    OfficeFile("人事部/社員名簿/社員名簿_2026.ods", _pair(make_staff_workbook, write_ods)),
    OfficeFile(
        "人事部/社員名簿/緊急連絡先一覧.pdf",
        _print_roster,
        is_roster=True,
    ),
    OfficeFile("人事部/採用/採用面接記録.docx", _pair(make_interview_record, write_docx)),
    OfficeFile("人事部/採用/採用面接記録.odt", _pair(make_interview_record, write_odt)),
    OfficeFile("人事部/採用/採用面接記録.rtf", _pair(make_interview_record, write_rtf)),
    OfficeFile("人事部/採用/面接予定.ics", lambda cast, dice: make_text(write_appointments, cast, dice)),
    OfficeFile("総務部/連絡/名簿の件.msg", _save_mailed_slides),
    OfficeFile("総務部/スキャン/届出書_20260520.pdf", _pair(draw_scanned_form, write_scan)),
    OfficeFile("総務部/スキャン/届出書_20260520.png", _pair(draw_scanned_form, write_png)),
    OfficeFile("営業部/提案/上期の重点顧客.pptx", _pair(make_customer_slides, write_pptx)),
    OfficeFile("営業部/提案/上期の重点顧客.odp", _pair(make_customer_slides, write_odp)),
    OfficeFile("営業部/入会申込書/申込書_26-101.pdf", _pair(make_filled_form, write_pdf)),
    OfficeFile("営業部/メール/名簿の件.eml", _mail_workbook),
    OfficeFile("営業部/メール/お客様感謝祭のご案内.eml", _pair(make_invitation, write_eml)),
    OfficeFile(_LOCKED, _write_locked_mail(0)),
    OfficeFile("営業部/メール/名簿の送付_2.eml", _write_locked_mail(1), drawn_with=_LOCKED),
    OfficeFile("営業部/メール/受信トレイ_2026年5月.mbox", _pair(make_old_mails, write_mbox)),
    OfficeFile("経理部/支払先/支払先一覧.xlsx", _pair(make_payee_workbook, write_xlsx), is_roster=True),
    OfficeFile("経理部/支払先/支払先一覧_保護.xlsx", _encrypt_payees, is_roster=True),
    OfficeFile("情報システム部/dump/members.sqlite", _pair(make_member_tables, write_sqlite), is_roster=True),
    OfficeFile("情報システム部/backup/backup_20260520.tar.gz", make_backup),
    OfficeFile("情報システム部/backup/staff_20260520.zip", _encrypt_backup),
    _pack_text("情報システム部/backup/login_202604.log.gz", write_login_log),
    _pack_text("情報システム部/backup/users.json.bz2", write_users, is_roster=True),
    _pack_text("情報システム部/backup/members.csv.xz", write_split_roster, is_roster=True),
    _pack_text("情報システム部/backup/retired.csv.zst", write_retired_roster, is_roster=True),
    OfficeFile("退職者/引継ぎ一式.zip", make_mixed_archive),
)
"""Every file, folder by folder."""
