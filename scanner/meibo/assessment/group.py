"""Files that have something in common, and what a leak of all of them would lose."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from meibo.assessment.damage import Damage
from meibo.assessment.holding import Holding
from meibo.assessment.law import Raised
from meibo.assessment.people import People
from meibo.assessment.risk import Level

Dimension = Literal["all", "share", "folder", "owner", "audience", "detector", "level"]
DIMENSIONS: Final[tuple[Dimension, ...]] = ("all", "share", "folder", "owner", "audience", "detector", "level")


class Group(msgspec.Struct, frozen=True):
    """The files with one value in a dimension; a folder has those in all folders below it, too."""

    dimension: Dimension
    key: str
    """The target's URI, the folder's path (empty for the target itself), the owner, the audience, the detector's id or
    the level; empty for all."""
    target: str
    """Of a share and a folder, else empty."""
    files: int
    found_files: int
    """With findings that count."""
    copies: int
    """Of those, how many hold what another of them holds."""
    partial: int
    skipped: int
    size_bytes: int
    newest_ns: int
    """The last change of any."""
    own_files: int
    """Of a folder: directly in it."""
    own_people: People
    """The same, for people."""
    own_level: Level
    """The same, for the highest level."""
    holding: Holding
    raised: tuple[Raised, ...]
    damage: Damage | None
    """Of the file that would cost each person most."""
    levels: tuple[int, int, int, int, int]
    """Files by level, none to critical."""
    level: Level
    score: float
    """The highest of its files."""
    yen: tuple[int, int]
    """Least and most: each person once, at the file of theirs that costs most."""
    yen_likely: int
    """The same for the likely number of people."""
