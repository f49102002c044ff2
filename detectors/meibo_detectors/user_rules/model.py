"""What a user says about an identifier of their own."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

Severity = Literal["low", "medium", "high", "critical"]

RISK_CLASSES: Final[dict[Severity, str]] = {"low": "C2", "medium": "C3", "high": "C4", "critical": "C5"}
"""The risk class of each severity, specification section 7.4."""
MOST_RULES: Final = 32
"""A detector is one bit of 64 in the masks of labels; the built-in ones need the other half."""


class Rule(msgspec.Struct, frozen=True):
    """An identifier of the user's own organisation, as the table ``[[rule]]`` of the configuration describes it."""

    id: str
    pattern: str
    """As written; ``patterns.compile_pattern`` folds it."""
    labels: tuple[str, ...] = ()
    check: str = "none"
    """A key of ``checks.CHECKS``."""
    severity: Severity = "medium"
    title: str = ""
    """Shown in reports; the id where it is empty."""
    person: bool = False
    """Each value is held by one person, who is counted by it."""

    @property
    def risk_class(self) -> str:
        """C2 to C5."""
        return RISK_CLASSES[self.severity]
