"""What a personnel system hands over by its interface: English names, nested objects, numbers without hyphens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.account_forms import BANKS
from meibo.samples.companies import HOME
from meibo.samples.spelling import spell_birth, spell_gender, spell_mail, spell_name, spell_romaji, spell_staff_id
from meibo.samples.spelling_papers import (
    spell_account,
    spell_attribute,
    spell_employment_insurance,
    spell_ip_address,
    spell_login,
    spell_passport,
    spell_pension,
    spell_plate,
    spell_residence_card,
)

if TYPE_CHECKING:
    from meibo.samples.draw import Dice
    from meibo.samples.page import Page
    from meibo.samples.people import Cast


def write_employees(page: Page, cast: Cast, dice: Dice) -> None:
    """Employees with their insurance and salary, one object each."""
    chosen = dice.sample(cast.staff, 16)
    page.write('{"generated_at": "2026-04-02T03:10:00+09:00", "schema": "4.2.0.1", "employees": [\n')
    for at, person in enumerate(chosen):
        page.write('{"employee_id": "', spell_staff_id(person), '", "name": "', spell_name(person), '", "gender": "')
        page.write(spell_gender(person, ("M", "F")), '", "birth_date": "', spell_birth(person, "-"), '",\n  "email": "')
        page.write(spell_mail(person, HOME.domain), '", "login_id": "', spell_login(person), '", "last_login_ip": "')
        page.write(spell_ip_address(person), '",\n  "basic_pension_number": "', spell_pension(person, ""))
        page.write('", "employment_insurance_number": "', spell_employment_insurance(person, ""), '",\n')
        page.write(f'  "bank_account": {{"bank_code": "{dice.pick(BANKS)[0]}", "branch_code": ')
        page.write(f'"{dice.between(101, 899)}", "account_type": "1", "account_number": "', spell_account(person))
        page.write('"},\n  "annual_income": ', spell_attribute(person, str(dice.between(312, 890) * 10000)))
        page.write(', "commuting_car": {"plate_number": "', spell_plate(person), '"}}')
        page.write(",\n" if at + 1 < len(chosen) else "\n")
    page.write("]}\n")


def write_visa_export(page: Page, cast: Cast, dice: Dice) -> None:
    """Employees from abroad as tab-separated text with English headers."""
    page.write_line("employee_id\tname\tnationality\tsex\tresidence_card_no\tpassport_number\tsalary\tupdated")
    for person in cast.foreign:
        if person in cast.special_residents:
            continue
        page.write_row(
            [
                *(spell_staff_id(person), spell_romaji(person), person.country.code if person.country else "JPN"),
                *(spell_gender(person, ("M", "F")), spell_residence_card(person), spell_passport(person)),
                *(spell_attribute(person, str(dice.between(220, 410) * 1000)), f"2026-0{dice.between(1, 4)}-15"),
            ],
            delimiter="\t",
        )
