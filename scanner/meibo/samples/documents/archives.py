"""Archives of what an office puts aside or sends away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.documents.interview_record import make_interview_record
from meibo.samples.documents.members_database import make_member_tables
from meibo.samples.documents.payee_workbook import make_payee_workbook
from meibo.samples.documents.staff_workbook import make_staff_workbook
from meibo.samples.page import Page
from meibo.samples.rosters import write_customer_roster, write_mailing_list, write_staff_roster
from meibo.samples.writers.archives import compress, write_tar
from meibo.samples.writers.docx import write_docx
from meibo.samples.writers.encrypted import write_aes_zip
from meibo.samples.writers.model import File, Written
from meibo.samples.writers.odt import write_odt
from meibo.samples.writers.sqlite import write_sqlite
from meibo.samples.writers.xlsx import write_xlsx
from meibo.samples.writers.zip_file import write_zip

if TYPE_CHECKING:
    from collections.abc import Callable

    from meibo.samples.draw import Dice
    from meibo.samples.page import Encoding
    from meibo.samples.people import Cast


def make_text(
    write: Callable[[Page, Cast, Dice], None], cast: Cast, dice: Dice, encoding: Encoding = "utf-8"
) -> Written:
    """A text file to be packed; its values stand by line, since only files of their own are read as rows."""
    page = Page(encoding)
    write(page, cast, dice)
    return Written(page.encode("\r\n"), tuple(page.marks))


def make_mixed_archive(cast: Cast, dice: Dice) -> Written:
    """Files of several formats in a folder, and an archive among them."""
    inner = (File("DM送付先.csv", make_text(write_mailing_list, cast, dice, "cp932")),)
    return write_zip(
        (
            File("引継ぎ/社員名簿.csv", make_text(write_staff_roster, cast, dice, "cp932")),
            File("引継ぎ/採用面接記録.docx", write_docx(make_interview_record(cast, dice))),
            File("引継ぎ/送付先.zip", write_zip(inner)),
        )
    )


def make_backup(cast: Cast, dice: Dice) -> Written:
    """A folder of a server as a tape archive in compressed form."""
    files = (
        File("backup/interviews.odt", write_odt(make_interview_record(cast, dice))),
        File("backup/members.csv", make_text(write_customer_roster, cast, dice, "cp932")),
        File("backup/members.db", write_sqlite(make_member_tables(cast, dice))),
    )
    return compress("gz", File("backup_20260520.tar", write_tar(files)))


def make_aes_archive(cast: Cast, dice: Dice, password: str) -> Written:
    """Files behind a password that is kept elsewhere."""
    book = File("staff.xlsx", write_xlsx(make_staff_workbook(cast, dice)))
    text = File("mailing.csv", make_text(write_mailing_list, cast, dice))
    return write_aes_zip((book, text), password)


def make_locked_archive(cast: Cast, dice: Dice, password: str) -> Written:
    """A workbook in an archive that is encrypted for mailing."""
    book = File("支払先一覧.xlsx", write_xlsx(make_payee_workbook(cast, dice)))
    return write_zip((book,), password=password)
