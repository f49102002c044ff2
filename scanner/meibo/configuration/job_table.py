"""``[[job]]`` and ``[targets]``: what is scanned when, and names for what is scanned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from meibo.configuration.keys import (
    Keys,
    is_count,
    is_filled_text,
    is_filled_texts,
    require,
    spell_value,
    take_keys,
    take_list,
)
from meibo.configuration.model import ConfigurationError, Job
from meibo.configuration.report_kinds import REPORT_KINDS
from meibo.configuration.scan_table import SCAN_KEYS
from meibo.configuration.schedule import read_schedule

PLACEHOLDERS: Final = ("{date}", "{job}")
"""What the path of a job's report may hold."""

_NAME: Final = re.compile(r"\w[\w.-]{0,39}")
_ATTRIBUTES: Final = {kind.id: kind.attribute for kind in REPORT_KINDS}
_BY_ENDING: Final = {kind.ending: kind.id for kind in REPORT_KINDS if kind.ending}
_BRACES: Final = re.compile(r"\{[^{}]*\}")


def _is_reports(value: Any) -> bool:
    if isinstance(value, dict):
        return all(kind in _ATTRIBUTES and is_filled_text(path) for kind, path in value.items())
    return is_filled_texts(value) and all(_ending_of(path) in _BY_ENDING for path in value)


def _ending_of(path: str) -> str:
    return Path(path).suffix.lower()


JOB_KEYS: Final[Keys] = {
    "name": (lambda value: isinstance(value, str) and _NAME.fullmatch(value) is not None, str),
    "targets": (lambda value: is_filled_texts(value) and bool(value), tuple),
    "schedule": (is_filled_text, str),
    "reports": (_is_reports, lambda value: value),
    "keep-scans": (is_count, int),
    "keep-days": (is_count, int),
    "notify": (is_filled_texts, tuple),
}
"""A job's own keys; every key of ``[scan]`` may stand beside them."""


def read_targets(table: Any, path: Path) -> dict[str, tuple[str, ...]]:
    """What each name of ``[targets]`` stands for; raises ConfigurationError."""
    if not isinstance(table, dict):
        raise ConfigurationError("error-config-value", path=path, key="targets", why=spell_value(table))
    for name, value in table.items():
        if _NAME.fullmatch(name) is None:
            raise ConfigurationError("error-job-name", path=path, key="targets", name=name)
        if not is_filled_text(value) and not (is_filled_texts(value) and value):
            raise ConfigurationError("error-target-list", path=path, key=f"targets.{name}")
    return {name: (value,) if isinstance(value, str) else tuple(value) for name, value in table.items()}


def read_jobs(tables: Any, taken_names: Iterable[str], path: Path) -> tuple[Job, ...]:
    """The jobs in their order; ``taken_names`` are those of targets; raises ConfigurationError."""
    names = set(taken_names)
    jobs = []
    for number, table in enumerate(take_list(tables, path, "job"), 1):
        place = f"job[{number}]"
        name = table.get("name") if isinstance(table, dict) else None
        if isinstance(name, str) and _NAME.fullmatch(name) is None:
            raise ConfigurationError("error-job-name", path=path, key=f"{place}.name", name=name)
        taken = take_keys(table, {**SCAN_KEYS, **JOB_KEYS}, path, place)
        require(taken, ("name", "targets"), path, place)
        if taken["name"] in names:
            raise ConfigurationError("error-job-taken", path=path, key=f"{place}.name", name=taken["name"])
        names.add(taken["name"])
        jobs.append(_make_job(taken, path, place))
    return tuple(jobs)


def _make_job(taken: dict[str, Any], path: Path, place: str) -> Job:
    options = {key.replace("-", "_"): value for key, value in taken.items() if key not in JOB_KEYS}
    schedule = None
    if "schedule" in taken:
        try:
            schedule = read_schedule(taken["schedule"])
        except ValueError:
            key = f"{place}.schedule"
            raise ConfigurationError("error-job-schedule", path=path, key=key, text=taken["schedule"]) from None
    for kind, report in _list_reports(taken.get("reports", ())):
        if _ATTRIBUTES[kind] in options:
            raise ConfigurationError("error-job-report-twice", path=path, key=f"{place}.reports", kind=kind)
        options[_ATTRIBUTES[kind]] = Path(report)
    for attribute in _ATTRIBUTES.values():
        for word in _BRACES.findall(str(options.get(attribute, ""))):
            if word not in PLACEHOLDERS:
                known = ", ".join(PLACEHOLDERS)
                raise ConfigurationError("error-job-placeholder", path=path, key=place, name=word, known=known)
    return Job(
        name=taken["name"],
        targets=taken["targets"],
        schedule=schedule,
        keep_scans=taken.get("keep-scans"),
        keep_days=taken.get("keep-days"),
        notify=taken.get("notify", ()),
        options=options,
    )


def _list_reports(reports: Any) -> list[tuple[str, str]]:
    """Kind and path of each: of a table by kind, or of a list of paths, whose endings tell the kind."""
    return (
        list(reports.items())
        if isinstance(reports, dict)
        else [(_BY_ENDING[_ending_of(path)], path) for path in reports]
    )
