"""``meibo list --by``: what files with something in common hold together, those with most people first."""

from __future__ import annotations

import argparse
import fnmatch
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from meibo.cli.options import UsageError
from meibo.cli.rows import Row, print_rows
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.scan_table import LEVELS
from meibo.inventory.reader import Reader

if TYPE_CHECKING:
    from meibo.assessment.group import Group
    from meibo.assessment.risk_rules import RiskRules

DIMENSIONS: Final = ("share", "folder", "owner", "audience", "detector", "level")
"""What files are put together by."""
_TABLE: Final = ("risk", "people", "yen_likely", "files", "unread", "triggers", "group")
_OTHERS: Final = ("detector", "status", "mark", "unseen", "scans")
"""Options that choose files one by one."""


def list_groups(reader: Reader, scan: int, options: argparse.Namespace, rules: RiskRules, terminal: Terminal) -> None:
    """Print the groups of a dimension that hold any file; raises UsageError for options that do not go with it."""
    from meibo.assessment.survey import survey_scan
    from meibo.reports.workplace import temporary_folder

    wrong = [f"--{name}" for name in _OTHERS if getattr(options, name)]
    if wrong:
        raise UsageError("error-list-by", options=", ".join(wrong))
    with temporary_folder("meibo-spool-") as spool:
        survey = survey_scan(
            reader, scan, spool, LEVELS[options.min_confidence], rules,
            lambda asset: not options.path or fnmatch.fnmatchcase(asset.path, options.path),
        )  # fmt: skip
        rows = [_as_row(group) for group in survey.groups(options.by) if group.files]
    if options.format == "table":
        rows = list(_show(rows, terminal))
        print_rows(_TABLE, rows, options.format, terminal)
    else:
        print_rows(list(rows[0]) if rows else (), rows, options.format, terminal)


def _as_row(group: Group) -> Row:
    people = group.holding.people
    return {
        "by": group.dimension, "key": group.key, "target": group.target, "risk": group.level, "score": group.score,
        "persons_least": people.least, "persons": people.most, "files": group.files, "found_files": group.found_files,
        "copies": group.copies, "partial": group.partial, "skipped": group.skipped, "size_bytes": group.size_bytes,
        "own_files": group.own_files, "own_persons_least": group.own_people.least,
        "own_persons": group.own_people.most, "findings": dict(group.holding.found),
        "triggers": [one.trigger for one in group.raised if one.is_sure],
        "triggers_possible": [one.trigger for one in group.raised if not one.is_sure],
        "yen_least": group.yen[0], "yen": group.yen[1],
        "persons_likely": people.figure, "own_persons_likely": group.own_people.figure,
        "entries_without_name": people.nameless, "yen_likely": group.yen_likely,
    }  # fmt: skip


def _show(rows: list[Row], terminal: Terminal) -> Iterator[Row]:
    """The same for people: figures of people as a range, triggers that are only possible with a question mark."""
    from meibo.assessment.people import People
    from meibo.reports.wording import name_people

    for row in rows:
        yield {
            "risk": row["risk"],
            "people": name_people(
                People(row["persons_least"], row["persons"], row["persons_likely"]), terminal.language
            ),
            "yen_likely": row["yen_likely"],
            "files": row["files"],
            "unread": row["partial"] + row["skipped"],
            "triggers": " ".join([*row["triggers"], *(f"{name}?" for name in row["triggers_possible"])]),
            "group": _name(row, terminal),
        }


def _name(row: Row, terminal: Terminal) -> str:
    """What a group is called; a folder of several targets has one name in each."""
    from meibo.catalogue.report import word
    from meibo.reports.model import ReportOptions
    from meibo.reports.wording import name_detector, name_target

    key: str = row["key"]
    match row["by"]:
        case "share":
            return clean(name_target(key))
        case "folder":
            return clean(key or name_target(row["target"]))
        case "audience":
            return word(f"audience-{key}", terminal.language)
        case "level":
            return word(f"level-{key}", terminal.language)
        case "detector":
            return name_detector(key, ReportOptions(language=terminal.language))
        case _:
            return clean(key) or "–"
