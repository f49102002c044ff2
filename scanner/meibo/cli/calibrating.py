"""Tells from marks how often findings were right, and which settings would leave out what is mostly wrong."""

from __future__ import annotations

import argparse

import msgspec

from meibo.assessment.calibration import LEAST_FILES, Level, Proposal, propose, tally
from meibo.cli.rows import Row, print_rows
from meibo.cli.terminal import Terminal
from meibo.configuration.model import Configuration, DetectorSettings
from meibo.configuration.scan_table import LEVELS
from meibo.inventory.reader import Reader

_COLUMNS = ("detector", "confidence", "files", "right", "share", "least", "most", "enough")


def calibrate(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the share of right files by detector and level, and the settings that follow."""
    reader = Reader(options.inventory)
    try:
        marked = [(file.mark.kind, file.seen) for file in reader.marks.marked_files() if file.mark and file.mark.kind]
    finally:
        reader.close()
    levels = tally(marked)
    proposals = [one for one in propose(levels, options.most_wrong) if not _is_set(one, options.configuration)]
    rows = [_as_row(level) for level in levels]
    if options.format == "json":
        said = {
            "marks": len(marked), "least_files": LEAST_FILES, "most_wrong": options.most_wrong, "levels": rows,
            "proposals": proposals,
        }  # fmt: skip
        terminal.print_json(msgspec.json.encode(said))
    elif options.format == "csv":
        print_rows(_COLUMNS, rows, "csv", terminal)
    else:
        print_rows(_COLUMNS, [_for_people(row) for row in rows], "table", terminal)
        _print_proposals(proposals, levels, options.most_wrong, terminal)
    if not any(level.is_enough for level in levels):
        terminal.note(terminal.say("calibrate-few", marks=f"{len(marked):,}", least=LEAST_FILES))
    return 0


def _print_proposals(proposals: list[Proposal], levels: list[Level], most_wrong: float, terminal: Terminal) -> None:
    bound = f"{100 * most_wrong:.0f}"
    settings = [one for one in proposals if one.min_confidence]
    if settings:
        terminal.print("\n" + terminal.say("calibrate-proposal", bound=bound))
        for one in settings:
            terminal.print(f'\n[detectors.{one.detector}]\nmin_confidence = "{one.min_confidence}"')
    for one in proposals:
        if not one.min_confidence:
            terminal.note(terminal.say("calibrate-hopeless", detector=one.detector, bound=bound))
    if not proposals and any(level.is_enough for level in levels):
        terminal.note(terminal.say("calibrate-fine", bound=bound))


def _is_set(proposal: Proposal, configuration: Configuration) -> bool:
    """Whether the configuration asks as much already."""
    known = configuration.detectors.get(proposal.detector, DetectorSettings())
    return bool(proposal.min_confidence) and LEVELS[known.min_confidence] >= LEVELS[proposal.min_confidence]


def _as_row(level: Level) -> Row:
    least, most = level.interval
    return {
        "detector": level.detector, "confidence": level.confidence, "files": level.files, "right": level.right,
        "share": round(level.right / level.files, 3), "least": round(least, 3), "most": round(most, 3),
        "enough": level.is_enough,
    }  # fmt: skip


def _for_people(row: Row) -> Row:
    """Shares in percent."""
    return {**row, **{name: f"{100 * row[name]:.0f} %" for name in ("share", "least", "most")}}
