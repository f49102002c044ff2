"""The plain twin of meibo_detectors.kernels.address_surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reference.address_signs import lies_in


class Address(NamedTuple):
    """An address; ``field`` is -1 outside of fields."""

    start: int
    end: int
    field: int
    prefecture: int
    packed: int
    block: int


class Code(NamedTuple):
    """A postal code in use."""

    start: int
    end: int
    prefecture: int
    block: int


class Field(NamedTuple):
    """A cell; ``role`` is "company", "clerk", "name" or another word, ``named`` "address", "name" or another word."""

    start: int
    end: int
    record: int
    role: str
    named: str
    name_start: int
    name_end: int


def find_field(fields: Sequence[Field], start: int, end: int) -> int:
    """The last field that begins at ``start`` or before, if it holds all of the stretch."""
    before = [at for at, field in enumerate(fields) if field.start <= start]
    return before[-1] if before and end <= fields[before[-1]].end else -1


def find_own_codes(addresses: Sequence[Address], codes: Sequence[Code], fields: Sequence[Field]) -> list[bool]:
    """Whether a fitting code stands directly before each address, or is the first or last one of its record."""
    found = []
    for address in addresses:
        before = [code for code in codes if code.end <= address.start][-1:]
        wanted = [code for code in before if address.start - code.end <= 12 and code.block == address.block]
        if address.field >= 0:
            holders = [(find_field(fields, code.start, code.end), code) for code in codes]
            record = fields[address.field].record
            beside = [code for holder, code in holders if holder >= 0 and fields[holder].record == record]
            wanted += beside[:1] + beside[-1:]
        found.append(any(lies_there(address, code.prefecture) for code in wanted))
    return found


def lies_there(address: Address, prefecture: int) -> bool:
    """Whether it may lie in a prefecture."""
    if address.prefecture > 0:
        return address.prefecture == prefecture
    return address.packed >= 0 and lies_in(address.packed, prefecture)


def find_organisations(
    letters: str, addresses: Sequence[Address], words: Sequence[int], line_ends: Sequence[int], fields: Sequence[Field]
) -> list[bool]:
    """Whether each address is a company's; ``words`` are the ends of words of companies."""
    holders = [find_field(fields, word - 1, word) for word in words]
    companies = {fields[holder].record for holder in holders if holder >= 0 and fields[holder].named != "address"}
    companies |= {field.record for field in fields if field.role == "company" and field.named != "address"}
    people = {field.record for field in fields if field.role == "name"}
    people |= {field.record for field in fields if field.named == "name" and field.role != "clerk"}
    found = []
    for address in addresses:
        before = [word for word in words if word <= address.start][-1:]
        is_company = any(
            address.start - word <= 40 and not any(word <= at < address.start for at in line_ends) for word in before
        )
        behind = [word for word in words if word > address.end][:1]
        is_company |= letters[address.end : address.end + 1] == " " and any(
            word - address.end <= 12
            and letters[word - 1] != "先"
            and not any(address.start <= at < word for at in line_ends)
            for word in behind
        )
        if address.field >= 0:
            field = fields[address.field]
            is_company = (is_company or field.record in companies) and field.record not in people
            inner = [word for word in words if word <= field.name_end][-1:]
            is_company |= field.role == "company" or any(word > field.name_start for word in inner)
        found.append(is_company)
    return found
