"""A file as ``meibo list`` prints it; its published schema is made from this."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from meibo.assessment.risk import Level
from meibo.catalogue.issues import IssueClass

Reason = TypedDict("Reason", {"code": str, "class": IssueClass, "text": str, "remedy": str, "folder": NotRequired[str]})
"""Why a file was not read, or what is worth knowing of it; ``folder`` where that is what was not listed."""


class ListedFile(TypedDict):
    """A file, riskiest first; or a folder or target that was not listed, of which only status and reasons are known."""

    risk: Level | None
    score: float | None
    persons: int | None
    persons_least: int | None
    roster_score: int | None
    findings: dict[str, int] | None
    status: str
    reason: str | None
    path: str
    target: str
    size_bytes: int | None
    owner: str | None
    access: str | None
    reason_text: str | None
    remedy: str | None
    reasons: list[Reason]
    mark: str | None
    mark_outdated: bool
