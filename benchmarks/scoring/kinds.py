"""What labelled sets call the kinds of personal data, and which detectors find each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

DETECTORS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "NAME": ("jp_name",), "NAME_KANA": ("jp_name",), "ADDRESS": ("jp_address",), "POSTAL_CODE": ("jp_postal",),
    "PHONE": ("jp_phone",), "EMAIL": ("email",), "DOB": ("dob",), "MY_NUMBER": ("jp_my_number",),
    "DRIVER_LICENSE": ("jp_drivers_license",), "PASSPORT": ("jp_passport",),
    "RESIDENCE_CARD": ("jp_residence_card", "jp_sprc"), "CREDIT_CARD": ("payment_card",),
    "BANK_ACCOUNT": ("jp_bank_account", "jp_yucho"), "HEALTH_INSURANCE": ("jp_health_insurance",),
    "PENSION": ("jp_pension",), "EMPLOYMENT_INS": ("jp_employment_insurance",), "SENSITIVE": ("sensitive",),
    "IP_ADDRESS": ("ip_address",),
}  # fmt: skip
"""Kinds that several labelled sets share; a detector that stands nowhere here is a kind of its own."""
FAMILY: Final[Mapping[str, str]] = {"NAME_KANA": "NAME"}
"""Kinds that are labelled apart and reported as one."""
TEXT_FORMATS: Final = (
    "csv", "txt", "md", "json", "sql", "html", "xml", "vcf", "log", "chat", "code", "zengin", "neg",
)  # fmt: skip
"""Folders of a labelled set whose files are text."""
_KINDS: Final[dict[str, str]] = {
    detector: kind for kind, ids in DETECTORS_OF.items() if kind not in FAMILY for detector in ids
}

KindOf = Callable[[str], str | None]
"""The kind of a detector id; None where its findings are passed over."""


def kind_of(detector: str) -> str:
    """The kind that a detector finds, by the table of this module."""
    return _KINDS.get(detector, detector)


def read_kinds(table: Path) -> KindOf:
    """The kind by a set's own table: detector id to kind, to kinds of which the first counts, or to null."""
    known: dict[str, str | list[str] | None] = json.loads(table.read_text("utf-8"))

    def look_up(detector: str) -> str | None:
        kind = known.get(detector)
        return kind[0] if isinstance(kind, list) else kind

    return look_up


def family_of(kind: str) -> str:
    """The kind under which findings of this one are reported."""
    return FAMILY.get(kind, kind)
