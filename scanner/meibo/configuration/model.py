"""What a configuration says; frozen, so that it travels to the worker processes as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from meibo.configuration.limits import Limits
from meibo.configuration.report_kinds import REPORT_KINDS
from meibo.configuration.schedule import Schedule
from meibo_detectors.user_rules.model import Rule


class ConfigurationError(Exception):
    """The file is wrong; ``key`` is a message of the catalogue."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class DetectorSettings(msgspec.Struct, frozen=True):
    """The table ``[detectors.ID]``."""

    enabled: bool = True
    min_confidence: str = "low"


class Allowance(msgspec.Struct, frozen=True):
    """The table ``[[allow]]``: findings that meet every condition it names are known and accepted."""

    reason: str
    fingerprint: str = ""
    """64 hex digits."""
    path: str = ""
    """As ``--exclude``: of the file, or of a folder above it."""
    pattern: str = ""
    """Of the whole value, folded or normalised."""
    detector: str = ""
    expires: date | None = None
    """The last day on which it holds."""

    def is_expired(self, today: date) -> bool:
        """Whether it holds no more."""
        return self.expires is not None and self.expires < today


class Job(msgspec.Struct, frozen=True):
    """The table ``[[job]]``: a scan that is started by its name, by hand or by a scheduler."""

    name: str
    targets: tuple[str, ...]
    """As on the command line, or names of ``[targets]``."""
    schedule: Schedule | None = None
    keep_scans: int | None = None
    """Of the inventory's history; ``None`` for all, as with the days."""
    keep_days: int | None = None
    notify: tuple[str, ...] = ()
    """Names of the tables ``[notify.NAME]``."""
    options: dict[str, Any] = {}
    """Keys of ``[scan]`` that this job has values of its own for, and its reports, by the option's name; the paths of
    reports may hold ``{date}`` and ``{job}``."""

    def name_reports(self, day: date) -> dict[str, Path]:
        """Where this job writes its reports on a day, by the option's name."""
        names = [kind.attribute for kind in REPORT_KINDS if kind.attribute in self.options]
        return {
            name: Path(str(self.options[name]).replace("{date}", day.isoformat()).replace("{job}", self.name))
            for name in names
        }


class Notification(msgspec.Struct, frozen=True):
    """The table ``[notify.NAME]``; which fields count depends on the kind."""

    name: str
    kind: str
    when: str = "always"
    server: str = ""
    port: int = 0
    security: str = "starttls"
    """Of mail: how the connection is kept secret."""
    ca_file: Path | None = None
    """Certificates that are trusted instead of the system's."""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    url: str = ""
    """Of a webhook; may be a secret itself."""
    transport: str = "udp"
    """Of syslog."""
    path: Path = Path("/dev/log")
    """Of a local syslog socket, or of a file of metrics."""
    paths: bool = False
    """Whether paths of files are told: they may hold names of people."""

    def __repr__(self) -> str:
        return f"Notification({self.name}, {self.kind})"


class Configuration(msgspec.Struct, frozen=True):
    """A whole file; all empty where there is none."""

    path: Path | None = None
    scan: dict[str, Any] = {}
    """Options by name, as the command line would give them."""
    detectors: dict[str, DetectorSettings] = {}
    rules: tuple[Rule, ...] = ()
    allow: tuple[Allowance, ...] = ()
    limits: Limits = Limits()
    own_domains: tuple[str, ...] = ()
    """Of the company's mail addresses, in lower case."""
    prices: dict[str, Any] = {}
    """Of S3, by field of ``meibo.catalogue.prices.Prices``, where they are not the list prices."""
    risk: dict[str, Any] = {}
    """By field of ``meibo.assessment.risk_rules.RiskRules``, where they are not its defaults."""
    passwords: tuple[str, ...] = ()
    """What encrypted files are tried with; secrets."""
    targets: dict[str, tuple[str, ...]] = {}
    """What names stand for."""
    jobs: tuple[Job, ...] = ()
    notify: dict[str, Notification] = {}
    """Who is told how a scan ended, by name."""

    def __repr__(self) -> str:
        return f"Configuration({self.path})"
