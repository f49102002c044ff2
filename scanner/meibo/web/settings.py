"""What the server is told when it starts."""

from __future__ import annotations

from pathlib import Path

import msgspec

from meibo.assessment.risk_rules import RiskRules
from meibo.catalogue.language import Language


class Settings(msgspec.Struct, frozen=True):
    """One inventory at one of its scans, and how it is shown."""

    inventory: Path
    scan: int
    language: Language
    """Until somebody chooses another one."""
    least_score: int
    rules: RiskRules
    folder: Path
    """Private to this server, and deleted with it."""
    is_triage: bool = False
    """Whether marks may be made."""
    person: str = ""
    """Who marks, unless somebody else is named."""
    key_file: Path | None = None
    """The key of the inventory, where it does not lie beside it."""
    titles: dict[str, str] = {}
    """What users call their own rules, by id."""
