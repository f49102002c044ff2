"""Make the inputs of the golden tests: python tools/make_golden.py

One small file of each format that the sample share has, of invented people, into tests/extraction/golden/FORMAT/. What
is expected of them is written by `pytest tests/extraction/test_golden.py --update`, and is to be looked through.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from meibo.samples.documents.appointments import write_appointments
from meibo.samples.documents.archives import make_aes_archive, make_backup, make_mixed_archive, make_text
from meibo.samples.documents.customer_slides import make_customer_slides
from meibo.samples.documents.interview_record import make_interview_record
from meibo.samples.documents.mails import make_invitation, make_locked_mails, make_roster_mail
from meibo.samples.documents.members_database import make_member_tables
from meibo.samples.documents.payee_workbook import make_payee_workbook
from meibo.samples.documents.printed_roster import make_filled_form, make_printed_roster
from meibo.samples.documents.scanned_form import draw_scanned_form
from meibo.samples.documents.staff_workbook import make_staff_workbook
from meibo.samples.draw import Dice
from meibo.samples.people import Cast, make_cast
from meibo.samples.rosters import write_mailing_list
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
from meibo.samples.writers.pptx import write_pptx
from meibo.samples.writers.rtf import write_rtf
from meibo.samples.writers.sqlite import write_sqlite
from meibo.samples.writers.xlsx import write_xlsx

GOLDEN: Final = Path(__file__).parents[1] / "tests" / "extraction" / "golden"
MOST_BYTES: Final = 30_000
PERSONS: Final = 20
PASSWORD: Final = "golden"  # noqa: S105 - of invented files
"""Of the files that nothing beside them opens; the test has it in its configuration."""

FILES: Final[Mapping[str, Callable[[Cast, Dice], Written]]] = {
    "xlsx/staff.xlsx": lambda cast, dice: write_xlsx(make_staff_workbook(cast, dice)),
    "xlsx/payees.xlsx": lambda cast, dice: write_xlsx(make_payee_workbook(cast, dice)),
    "encrypted-office/payees.xlsx": lambda cast, dice: encrypt_office(
        write_xlsx(make_payee_workbook(cast, dice)), PASSWORD
    ),
    "ods/staff.ods": lambda cast, dice: write_ods(make_staff_workbook(cast, dice)),
    "docx/interview.docx": lambda cast, dice: write_docx(make_interview_record(cast, dice)),
    "odt/interview.odt": lambda cast, dice: write_odt(make_interview_record(cast, dice)),
    "rtf/interview.rtf": lambda cast, dice: write_rtf(make_interview_record(cast, dice)),
    "pptx/customers.pptx": lambda cast, dice: write_pptx(make_customer_slides(cast, dice)),
    "odp/customers.odp": lambda cast, dice: write_odp(make_customer_slides(cast, dice)),
    "pdf/form.pdf": lambda cast, dice: write_pdf(make_filled_form(cast, dice)),
    "pdf/roster.pdf": lambda cast, dice: write_pdf(make_printed_roster(cast, dice), has_unicode_map=False),
    "pdf/scan.pdf": lambda cast, dice: write_scan(draw_scanned_form(cast, dice)),
    "eml/invitation.eml": lambda cast, dice: write_eml(make_invitation(cast, dice), "iso-2022-jp"),
    "mbox/locked.mbox": lambda cast, dice: write_mbox(make_locked_mails(cast, dice)),
    "msg/roster.msg": lambda cast, dice: write_msg(
        make_roster_mail(cast, dice, File("面接予定.ics", make_text(write_appointments, cast, dice)))
    ),
    "sqlite/members.sqlite": lambda cast, dice: write_sqlite(make_member_tables(cast, dice)),
    "zip/mixed.zip": make_mixed_archive,
    "zip/locked.zip": lambda cast, dice: make_aes_archive(cast, dice, PASSWORD),
    "tar/backup.tar.gz": make_backup,
    **{
        f"{name}/mailing.csv.{method}": lambda cast, dice, method=method: compress(  # type: ignore[misc]
            method, File("mailing.csv", make_text(write_mailing_list, cast, dice, "cp932"))
        )
        for name, method in (("gzip", "gz"), ("bzip2", "bz2"), ("xz", "xz"), ("zstd", "zst"))
    },
}


def main() -> None:
    """Write the files that are named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="FORMAT/FILE", help="of " + ", ".join(FILES))
    names = parser.parse_args().files or list(FILES)
    if unknown := set(names) - FILES.keys():
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    cast = make_cast(Dice("golden"), PERSONS)
    for name in names:
        content = FILES[name](cast, Dice("golden", name)).content
        if len(content) > MOST_BYTES:
            raise SystemExit(f"{name} has {len(content):,} bytes, more than {MOST_BYTES:,}")
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
