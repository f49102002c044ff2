"""What the parent and its workers say to each other, and what a scan is told to do."""

from __future__ import annotations

from typing import Final

import msgspec

from meibo.configuration.model import Allowance
from meibo.configuration.pictures import PictureWork
from meibo.configuration.rate import Rate
from meibo.extraction.model import Limits, Span
from meibo.inventory.model import Counts, Issue, StoredPosition
from meibo_connectors.model import Access, Entry, Target
from meibo_connectors.options import Options
from meibo_detectors.user_rules.model import Rule

SPAN_BYTES: Final = 64 << 20
"""Larger text files are read in spans of this size, whatever the number of workers; also the chunk of hashes."""
UNIT_BYTES: Final = 1 << 20
UNIT_FILES: Final = 256
UNIT_PATH_BYTES: Final = 20_000
"""Small files travel and are scanned together, up to these bounds; a unit always fits the buffer of a pipe, so that
handing it to a worker that hangs does not stop the parent."""

UNIT_QUESTIONS: Final = 64
"""Files of one unit of which only is asked who can read them."""


class Settings(msgspec.Struct, frozen=True):
    """What a worker needs to know, handed to it once at its start."""

    targets: tuple[Target, ...]
    detectors: tuple[str, ...]
    """Ids, those of rules among them; all where none is named."""
    secret: bytes
    """The inventory's key."""
    least_score: int = 60
    """Positions below it are not kept; counts always are."""
    least_scores: dict[str, int] = {}
    """The same for detectors that the configuration asks more of."""
    rules: tuple[Rule, ...] = ()
    """Vetted."""
    allow: tuple[Allowance, ...] = ()
    """Vetted, and none expired."""
    examples: int | None = 20
    """Kept positions a file and detector; None keeps all."""
    limits: Limits = Limits()
    passwords: tuple[str, ...] = ()
    """What encrypted files are tried with."""
    own_domains: tuple[str, ...] = ()
    """Of the company's mail addresses."""
    file_memory_bytes: int = 1 << 30
    reach: Options = Options()
    """How targets are reached, with credentials."""
    rate: Rate | None = None
    """Of all workers together."""
    is_quiet: bool = False
    """At the lowest priority."""
    pictures: PictureWork = PictureWork()
    """What is done with pictures."""

    def __repr__(self) -> str:
        return "Settings"  # it holds the key and passwords


class Part(msgspec.Struct, frozen=True, array_like=True):
    """A file, or one span of a large one."""

    number: int
    """Of the file, in the order of listing."""
    target: int
    """Index into ``Settings.targets``."""
    entry: Entry
    span: Span | None = None
    """None for a file that is read whole."""
    ordinal: int = 0
    total: int = 1
    is_question: bool = False
    """Nothing of it is read: only who can read it is asked."""


class Unit(msgspec.Struct, frozen=True, array_like=True):
    """What a worker does at a time."""

    parts: tuple[Part, ...]
    threads: int = 1
    """Passes that may run side by side: more than one where this is all that is left to do. Changes no result."""

    @property
    def is_question(self) -> bool:
        """Whether its parts are questions: all are, or none."""
        return self.parts[0].is_question

    @property
    def size_bytes(self) -> int:
        """Bytes to read, as listed."""
        return sum(part.entry.size_bytes // part.total for part in self.parts)


class PartResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a worker learned about one part. Lines and columns count from the first character of the part."""

    number: int
    ordinal: int
    is_read: bool
    """Something of it was read."""
    is_whole: bool
    """All of it was read."""
    is_blank: bool = False
    """It holds bytes, and all of them are NUL."""
    issues: tuple[Issue, ...] = ()
    format: str = ""
    encodings: tuple[str, ...] = ()
    counts: dict[str, Counts] = {}
    kind_counts: dict[str, dict[str, Counts]] = {}
    positions: tuple[StoredPosition, ...] = ()
    allowed: dict[str, Counts] = {}
    """Findings that the user has allowed, by reason; they are in none of the others."""
    person_keys: bytes = b""
    chunk_hash: bytes = b""
    bytes_read: int = 0
    line_ends: int = 0
    tail_chars: int = 0
    """Code points behind the last line end."""
    rows: int = 0
    """Rows of delimited text that begin in the part."""
    roster_points: int = 0
    """See ``meibo_detectors.records``."""
    owner: str = ""
    """As opening the file told; empty where the listing has told already."""
    access: Access | None = None
    """The same."""
    moved_times: int = 0
    """Files of its target whose time of access has moved by being read, since a part last told."""


class Report(msgspec.Struct, frozen=True, array_like=True):
    """What a worker tells at a time."""

    results: list[PartResult]
    """Of the next parts of its first unit."""
    openings: dict[int, list[float]] = {}
    """Seconds that each file took to open since the last report, by target."""
    layers: tuple[str, ...] | None = None
    """What confines its parser; None where it has none."""
