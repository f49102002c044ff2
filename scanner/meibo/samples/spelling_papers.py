"""How files write what :mod:`meibo.samples.papers` holds; every value has its one normalised form."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from meibo.samples.numbers import compute_zone_digit
from meibo.samples.page import Value
from meibo.samples.spelling import group

if TYPE_CHECKING:
    import datetime as dt

    from meibo.samples.people import Person

ZONE_CHARS: Final = 44
"""Of each of the two lines of a passport's machine-readable zone."""


def spell_passport(person: Person) -> Value:
    """The number of the passport."""
    return Value("jp_passport", person.papers.passport, person.papers.passport, person.id)


def spell_zone(person: Person, expiry: dt.date, newline: str = "\n") -> Value:
    """Both lines of the passport's zone (TD3); normalised to its number and nationality."""
    state, number = person.country.code if person.country else "JPN", person.papers.passport
    names = f"{person.surname.romaji}<<{person.given.romaji}".upper().replace(" ", "<")
    fields = (f"{number:<<9}", f"{person.born:%y%m%d}", f"{expiry:%y%m%d}")
    number_field, birth, until = (field + compute_zone_digit(field) for field in fields)
    optional = "<" * 15  # with a filler for the check digit of nothing, as most states print it
    total = compute_zone_digit(number_field + birth + until + optional)
    second = f"{number_field}{state}{birth}{'F' if person.is_woman else 'M'}{until}{optional}{total}"
    return Value("mrz_td3", f"{f'P<{state}{names}':<<{ZONE_CHARS}}{newline}{second}", number + state, person.id)


def spell_residence_card(person: Person, form: str = "{}{}{}") -> Value:
    """The number of the residence card: two letters, eight digits, two letters."""
    number = person.papers.residence_card
    return Value("jp_residence_card", form.format(number[:2], number[2:10], number[10:]), number, person.id)


def spell_certificate(person: Person) -> Value:
    """The number of a special permanent resident's certificate."""
    return Value("jp_sprc", person.papers.residence_card, person.papers.residence_card, person.id)


def spell_pension(person: Person, gap: str = "-") -> Value:
    """The basic pension number."""
    return Value("jp_pension", group(person.pension, (4, 6), gap), person.pension, person.id)


def spell_employment_insurance(person: Person, gap: str = "-") -> Value:
    """The number of the employment insurance."""
    digits = person.papers.employment_insurance
    return Value("jp_employment_insurance", group(digits, (4, 6, 1), gap), digits, person.id)


def spell_resident_code(person: Person) -> Value:
    """The resident register code."""
    return Value("jp_resident_code", person.papers.resident_code, person.papers.resident_code, person.id)


def spell_care(person: Person) -> Value:
    """The number of the long-term care insurance."""
    return Value("jp_kaigo", person.papers.care, person.papers.care, person.id)


def spell_insured(person: Person, form: str = "{1}") -> Value:
    """The health insurance's symbol and number, or the number alone, as it is normalised."""
    symbol, number = person.papers.insured
    return Value("jp_health_insurance", form.format(symbol, number), number, person.id)


def spell_account(person: Person, form: str = "{}") -> Value:
    """The number of the bank account, in a text that tells its bank or alone; normalised to its digits."""
    return Value("jp_bank_account", form.format(person.account), person.account, person.id)


def spell_postal_account(person: Person, form: str = "{}-{}") -> Value:
    """Symbol and number at the Japan Post Bank; normalised to the number alone."""
    symbol, number = person.papers.postal_account
    return Value("jp_yucho", form.format(symbol, number), number, person.id)


def spell_plate(person: Person, gap: str = " ") -> Value:
    """The number plate of the car; normalised without blanks."""
    return Value("jp_plate", gap.join(person.papers.plate), "".join(person.papers.plate), person.id)


def spell_login(person: Person) -> Value:
    """The name under which somebody logs in."""
    return Value("org_id", person.papers.login, person.papers.login, person.id)


def spell_ip_address(person: Person) -> Value:
    """The address from which somebody came."""
    return Value("ip_address", person.papers.ip_address, person.papers.ip_address, person.id)


def spell_secret(text: str, person: Person | None = None) -> Value:
    """A password, PIN or key; a program's is nobody's."""
    return Value("credential", text, text, person.id if person else None)


def spell_sensitive(person: Person, text: str) -> Value:
    """Something that needs special care; normalised to what is read without looking at widths."""
    return Value("sensitive", text, unicodedata.normalize("NFKC", text), person.id)


def spell_attribute(person: Person, text: str) -> Value:
    """Income, tax, family, education or the like, as a labelled field has it."""
    return Value("personal_attribute", text, text, person.id)
