"""The plain twin of meibo_detectors.kernels.name_fields."""

from __future__ import annotations

from typing import NamedTuple

from meibo_detectors.japan.family_fields import FAMILY_NAMES
from reference.name_words import KANJI

OPEN, REFUSED, ORGANISATION = range(3)
ORGANISATION_ROLE, OTHER_ROLE, STAFF_ROLE = 100, 101, 102
PERSONS = "者人"


class Field(NamedTuple):
    """A field with its name, and what its name means."""

    name: str
    has_label: bool
    role: int
    is_named: bool
    is_refused: bool


def sort_name_fields(fields: list[Field]) -> tuple[list[int], list[bool], list[int]]:
    """Rows of fields named as names, whether each is surely a person's, and how each of all fields is refused."""
    refusal = [
        ORGANISATION if field.role in (ORGANISATION_ROLE, OTHER_ROLE) else REFUSED if field.is_refused else OPEN
        for field in fields
    ]
    rows, sure = [], []
    for row, field in enumerate(fields):
        bare = field.name[:-1] if len(field.name) > 1 and field.name[-1] in "0123456789" else field.name
        family = not field.has_label and bare in FAMILY_NAMES
        staff = field.role == STAFF_ROLE
        if refusal[row] == OPEN and (family or staff or field.is_named):
            rows.append(row)
            sure.append(family or staff or field.name.endswith(tuple(PERSONS)))
    return rows, sure, refusal


def cover_fields(chars: bytes, fields: list[tuple[int, int, int, bool, int]]) -> tuple[bytes, bytes]:
    """For each character whether it is blocked, and the same with openings.

    Fields are start, end, column, whether a name was found in it, refusal.
    """
    marked = [field for field in fields if field[3] or field[4]]
    blocked = bytearray(len(chars) if marked else 0)
    for start, end, *_ in marked:
        blocked[start:end] = b"\1" * (end - start)
    closed = bytearray(blocked)
    for start, end, column, _, refusal in marked:
        if refusal:
            joints = [
                at
                for at in range(start, min(end, len(chars) - 1))
                if chars[at] in b" (" and chars[at + 1] == KANJI and blocked[at + 1]
            ]
            first = start if column < 0 else joints[0] if joints else end
            closed[first:end] = bytes(end - first)
    return bytes(blocked), bytes(closed)
