"""Reads a configuration file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from msgspec import structs

from meibo.configuration.job_table import read_jobs, read_targets
from meibo.configuration.keys import find_nearest
from meibo.configuration.limit_table import read_limits
from meibo.configuration.mail_table import read_own_domains, read_passwords
from meibo.configuration.model import Allowance, Configuration, ConfigurationError
from meibo.configuration.notify_table import read_notifications
from meibo.configuration.price_table import read_prices
from meibo.configuration.risk_table import read_risk, vet_sums
from meibo.configuration.scan_table import SCAN_KEYS, read_scan
from meibo_detectors.user_rules.model import Rule

DEFAULT_PLACE: Final = Path("meibo.toml")
TABLES: Final = (
    "scan", "detectors", "rule", "allow", "limits", "mail", "archives", "prices", "targets", "job", "notify", "risk",
)  # fmt: skip
_OF_DETECTION: Final = {"detectors", "rule", "allow"}


def read_configuration(path: Path | None) -> Configuration:
    """What a file says; raises ConfigurationError.

    Without a path ``meibo.toml`` in the working folder is read where there is one that is this user's or root's: the
    folder may be a share, and a configuration says what is left out, and where notifications go. Patterns are not
    vetted yet, since that takes a moment, and not every command matches them: see ``vet_patterns``.
    """
    place = path or DEFAULT_PLACE
    try:
        if path is None and os.name == "posix":
            _refuse_owner(place, place.lstat())  # also of a link, which may name anything, and before a FIFO is opened
        with place.open("rb") as stream:
            if path is None and os.name == "posix":
                _refuse_owner(place, os.fstat(stream.fileno()))
            tables = tomllib.load(stream)
    except FileNotFoundError:
        if path is None:
            return Configuration()
        raise ConfigurationError("error-config-missing", path=place) from None
    except (OSError, ValueError, RecursionError) as error:  # no TOML; a number of 5,000 digits; a thousand brackets
        raise ConfigurationError("error-config-syntax", path=place, why=error) from None
    for table in tables:
        if table not in TABLES:
            near = find_nearest(table, (*TABLES, *(f"scan.{key}" for key in SCAN_KEYS)))
            raise ConfigurationError("error-config-key", path=place, key=table, near=near)
    targets = read_targets(tables.get("targets", {}), place)
    configuration = Configuration(
        path=place,
        scan=read_scan(tables.get("scan", {}), place),
        limits=read_limits(tables.get("limits", {}), place),
        own_domains=read_own_domains(tables.get("mail", {}), place),
        prices=read_prices(tables.get("prices", {}), place),
        risk=read_risk(tables.get("risk", {}), place),
        passwords=read_passwords(tables.get("archives", {}), place),
        targets=targets,
        jobs=read_jobs(tables.get("job", []), targets, place),
        notify=read_notifications(tables.get("notify", {}), place),
    )
    needs_detectors = _OF_DETECTION & tables.keys() or "yen_per_person" in configuration.risk
    return _add_detection(tables, configuration) if needs_detectors else configuration


def _refuse_owner(place: Path, state: os.stat_result) -> None:
    if state.st_uid not in (os.geteuid(), 0):
        raise ConfigurationError("error-config-owner", path=place)


def _add_detection(tables: dict[str, Any], configuration: Configuration) -> Configuration:
    """The tables that decide what is found; to read them takes the detectors, which most commands do not need."""
    from meibo.configuration.allow_table import read_allowances
    from meibo.configuration.detector_table import read_detectors
    from meibo.configuration.rule_table import read_rules
    from meibo_detectors.registry import DETECTORS

    place = configuration.path or DEFAULT_PLACE
    rules = read_rules(tables.get("rule", []), place)
    known = (*(detector.id for detector in DETECTORS), *(rule.id for rule in rules))
    kinds = (f"{detector.id}/{kind.id}" for detector in DETECTORS for kind in detector.kinds)
    vet_sums(configuration.risk, (*known, *kinds), place)
    return structs.replace(
        configuration,
        detectors=read_detectors(tables.get("detectors", {}), known, place),
        rules=rules,
        allow=read_allowances(tables.get("allow", []), known, place),
    )


def vet_patterns(configuration: Configuration) -> None:
    """Raise ConfigurationError for the first pattern that is refused, with the reason."""
    from meibo_detectors.user_rules.syntax import PatternError
    from meibo_detectors.user_rules.vetting import vet

    for place, pattern in _patterns(configuration.rules, configuration.allow):
        try:
            vet(pattern)
        except PatternError as error:
            values = {**error.values, "path": configuration.path, "key": place, "pattern": _shorten(pattern)}
            raise ConfigurationError(f"error-pattern-{error.code}", **values) from None


def _patterns(rules: Iterable[Rule], allow: Iterable[Allowance]) -> Iterable[tuple[str, str]]:
    yield from ((f"rule {rule.id}", rule.pattern) for rule in rules)
    yield from ((f"allow[{number}]", entry.pattern) for number, entry in enumerate(allow, 1) if entry.pattern)


def _shorten(pattern: str) -> str:
    return pattern if len(pattern) <= 80 else f"{pattern[:77]}..."
