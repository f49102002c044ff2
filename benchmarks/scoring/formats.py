"""Figures by format: how much is lost on the way from a file of each format to its text."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from scoring.aims import Aim
from scoring.figures import Outcome, Row, compare
from scoring.findings import Finding
from scoring.kinds import TEXT_FORMATS
from scoring.labelled import Truth
from scoring.page import write_table

MOST_LOST: Final = 0.02
"""How far below that of the text formats the F1 of all formats may lie."""


class ByFormat(msgspec.Struct, frozen=True):
    """Outcomes of a set whose files lie in one folder a format."""

    formats: Mapping[str, Outcome]
    text: Outcome
    """Of the formats that are text."""
    all: Outcome


def compare_formats(truths: Iterable[Truth], findings: Iterable[Finding]) -> ByFormat:
    """The outcome of each folder, of those that are text, and of all."""
    labelled: dict[str, list[Truth]] = collections.defaultdict(list)
    reported: dict[str, list[Finding]] = collections.defaultdict(list)
    for truth in truths:
        labelled[truth.path.partition("/")[0]].append(truth)
    for finding in findings:
        reported[finding.path.partition("/")[0]].append(finding)
    folders = sorted(labelled.keys() | reported.keys())
    text = [folder for folder in folders if folder in TEXT_FORMATS]
    return ByFormat(
        {folder: compare(labelled[folder], reported[folder]) for folder in folders},
        _compare_all(labelled, reported, text),
        _compare_all(labelled, reported, folders),
    )


def ask_of_formats(found: ByFormat) -> Aim:
    """All formats together are nearly as good as text."""
    lost = found.text.micro.f1 - found.all.micro.f1
    return Aim("business files, F1 that formats lose on text", f"≤ {MOST_LOST}", f"{lost:.3f}", lost <= MOST_LOST)


def show_formats(found: ByFormat) -> str:
    """A row a format, and what is missed in formats that are not text by file and place."""
    rows = [(name, *_figures(outcome.micro)) for name, outcome in found.formats.items()]
    rows += [("text formats", *_figures(found.text.micro)), ("all formats", *_figures(found.all.micro))]
    head = ("format", "labelled", "found", "false", "precision", "recall", "F1")
    missed = [truth for name, outcome in found.formats.items() if name not in TEXT_FORMATS for truth in outcome.missed]
    places = "".join(f"- {truth.path}, {truth.place}: {truth.kind}\n" for truth in missed)
    return write_table(head, [*rows]) + (f"\nMissed where the format is not text:\n\n{places}" if places else "")


def _compare_all(
    labelled: Mapping[str, list[Truth]], reported: Mapping[str, list[Finding]], folders: Iterable[str]
) -> Outcome:
    chosen = list(folders)
    return compare(
        [truth for folder in chosen for truth in labelled.get(folder, [])],
        [finding for folder in chosen for finding in reported.get(folder, [])],
    )


def _figures(row: Row) -> tuple[object, ...]:
    return row.labelled, row.found, row.wrong, row.precision, row.recall, row.f1
