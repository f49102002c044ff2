"""What a scan is asked for, and which of that decides its result."""

from __future__ import annotations

from pathlib import Path

import msgspec

from meibo.configuration.limits import Limits
from meibo.configuration.model import Allowance
from meibo.configuration.pictures import PictureWork
from meibo.configuration.rate import Rate
from meibo.inventory.files import own_files
from meibo.inventory.model import KnownRule
from meibo.pipeline.crawl import Filters
from meibo.pipeline.model import SPAN_BYTES
from meibo_connectors.model import Target
from meibo_connectors.options import Options
from meibo_detectors.user_rules.model import Rule


class ScanRequest(msgspec.Struct, frozen=True):
    """What to scan, into which inventory, and how."""

    targets: tuple[Target, ...]
    inventory: Path
    key_file: Path
    workers: int
    detectors: tuple[str, ...] = ()
    least_score: int = 60
    least_scores: dict[str, int] = {}
    """Of detectors that the configuration asks more of."""
    rules: tuple[Rule, ...] = ()
    """Vetted."""
    allow: tuple[Allowance, ...] = ()
    """Vetted, and none expired."""
    examples: int | None = 20
    filters: Filters = Filters()
    file_timeout_s: float = 300.0
    file_memory_bytes: int = 1 << 30
    limits: Limits = Limits()
    own_domains: tuple[str, ...] = ()
    """Of the company's mail addresses."""
    passwords: tuple[str, ...] = ()
    """What encrypted files are tried with."""
    reports: tuple[Path, ...] = ()
    """Reports that this scan will write; they are not scanned."""
    reach: Options = Options()
    """How targets are reached, with credentials."""
    is_full: bool = False
    """Files are read also where an earlier scan has read them as they are."""
    again: frozenset[str] = frozenset()
    """Statuses of files that are read again although nothing has changed."""
    rate: Rate | None = None
    """What all workers together may read in a second."""
    is_quiet: bool = False
    """At the lowest priority."""
    pictures: PictureWork = PictureWork()
    """What is done with pictures, once all else is read."""

    def __repr__(self) -> str:
        return f"ScanRequest({self.targets})"

    @property
    def file_limits(self) -> Limits:
        """The limits of one file, within the time and memory that the options give it: a parser whose time is up still
        tells what it has read, a worker that is killed does not."""
        limits, half = self.limits, self.file_timeout_s / 2
        return msgspec.structs.replace(
            limits,
            seconds=min(limits.seconds, half),
            seconds_per_megabyte=min(limits.seconds_per_megabyte, half * 1_000_000 / SPAN_BYTES),
            memory_bytes=min(limits.memory_bytes, self.file_memory_bytes),
        )

    @property
    def picture_limits(self) -> Limits:
        """The same where pictures are read, too."""
        return self.pictures.extend(self.file_limits)

    @property
    def picture_timeout_s(self) -> float:
        """The time of one file then: again at least twice what its parser has, see ``file_limits``."""
        return self.file_timeout_s + 2 * self.pictures.file_seconds

    @property
    def detection(self) -> dict[str, object]:
        """The options that decide what is found in a given content."""
        return {
            "detectors": list(self.detectors),
            "least_score": self.least_score,
            **({"least_scores": self.least_scores} if self.least_scores else {}),
            **({"own_domains": list(self.own_domains)} if self.own_domains else {}),
            "examples": self.examples,
        }

    @property
    def bounds(self) -> dict[str, object]:
        """What may end a reading early."""
        return {
            **msgspec.to_builtins(self.file_limits),
            "file_timeout_s": self.file_timeout_s,
            "file_memory_bytes": self.file_memory_bytes,
        }

    @property
    def options(self) -> dict[str, object]:
        """What decides the result besides targets and rule set; with others, an interrupted scan is not continued."""
        return {
            **self.detection,
            **({"rules": self.known_rules} if self.rules else {}),
            **({"limits": msgspec.to_builtins(self.limits)} if self.limits != Limits() else {}),
            **({"versions": True} if self.reach.s3.versions else {}),
            **({"endpoint": self.reach.s3.endpoint} if self.reach.s3.endpoint else {}),
            **({"full": True} if self.is_full else {}),
            **({"pictures": self.pictures.on_a_file} if self.pictures else {}),
            **({"again": sorted(self.again)} if self.again else {}),
            "include": list(self.filters.include),
            "exclude": list(self.filters.exclude),
            "largest_bytes": self.filters.largest_bytes,
        }

    @property
    def known_rules(self) -> list[KnownRule]:
        """What the inventory keeps of the rules for its reports."""
        return [KnownRule(rule.id, rule.title or rule.id, rule.risk_class) for rule in self.rules]

    @property
    def own_files(self) -> tuple[Path, ...]:
        """What this scan writes, or may have written before."""
        return (*own_files(self.inventory, self.key_file), *self.reports)
