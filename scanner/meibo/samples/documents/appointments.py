"""Appointments exported from a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.companies import HOME
from meibo.samples.spelling import spell_mail, spell_name, spell_phone

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page
    from meibo.samples.people import Cast


def write_appointments(page: Page, cast: Cast, dice: Dice) -> None:
    """Interviews with applicants, who are named in the title, with their telephone numbers in the notes."""
    page.write_line(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//{HOME.domain}//JA")
    host = dice.pick(cast.staff)
    for day, applicant in enumerate(cast.applicants[:6], 8):
        page.fill(
            """
BEGIN:VEVENT
UID:{uid}
DTSTART;TZID=Asia/Tokyo:202606{day}T140000
SUMMARY:採用面接　{name}様
DESCRIPTION:電話番号 {phone}
ORGANIZER:mailto:{host}
END:VEVENT
""",
            uid=f"interview-{day:02}",
            day=f"{day:02}",
            name=spell_name(applicant),
            phone=spell_phone(applicant.mobile, applicant),
            host=spell_mail(host, HOME.domain),
        )
    page.write_line("END:VCALENDAR")
