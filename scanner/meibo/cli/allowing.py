"""Makes an entry of the allow list from a finding of the inventory, and tells what it would cover."""

from __future__ import annotations

import argparse
import glob
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from meibo.cli.marking import find_file, parse_target
from meibo.cli.options import UsageError, parse_detectors
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.allow_entry import append_entry, spell_entry
from meibo.configuration.model import Allowance, ConfigurationError
from meibo.configuration.reading import DEFAULT_PLACE
from meibo.inventory.marks import KnownFile
from meibo.inventory.reader import Reader
from meibo.inventory.rows import PositionRow
from meibo_detectors.general import face_photo
from meibo_detectors.model import Confidence

_SHOWN_DIGITS: Final = 16
_SHOWN_FILES: Final = 10
_DIGITS: Final = re.compile(r"[0-9a-f]{8,64}")
"""Eight are enough to tell the values of one file apart."""


def allow(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the entry, add it to the configuration where that is asked for, and tell which findings it covers."""
    reason = options.reason.strip()
    if not reason:
        raise UsageError("error-triage-reason")
    if not options.detector:
        raise UsageError("error-missing-argument", names="--detector")
    if options.all and options.fingerprint:
        raise UsageError("error-allow-both")
    detectors = parse_detectors(options.detector, (rule.id for rule in options.configuration.rules))
    if len(detectors) != 1:
        raise UsageError("error-allow-detector")
    if detectors[0] == face_photo.ID and not options.all:
        raise UsageError("error-allow-portrait", detector=face_photo.ID)
    reader = Reader(options.inventory)
    try:
        file = find_file(reader, options.words[0], parse_target(options.target))
        if detectors[0] not in file.found:
            raise UsageError("error-allow-not-found", path=clean(file.path), detector=detectors[0])
        entry = _make_entry(reader, file, detectors[0], reason, options, terminal)
        covered = _count_covered(reader, entry)
    finally:
        reader.close()
    terminal.print(spell_entry(entry))
    if options.write:
        _write(entry, options, terminal)
    _tell_covered(covered, terminal, is_exact=options.all)
    return 0


def _make_entry(
    reader: Reader, file: KnownFile, detector: str, reason: str, options: argparse.Namespace, terminal: Terminal
) -> Allowance:
    path = glob.escape(file.path)
    if options.all:
        return Allowance(reason, path=path, detector=detector)
    rows = [row for row in reader.newest_positions(detector, file.path) if row.target == file.target]
    fingerprint = _choose(rows, options.fingerprint.lower(), file, detector, terminal)
    return Allowance(reason, fingerprint=fingerprint, path=path if options.only_here else "", detector=detector)


def _choose(rows: Sequence[PositionRow], digits: str, file: KnownFile, detector: str, terminal: Terminal) -> str:
    """The one fingerprint that is meant; where it is not clear, all are shown. Raises UsageError."""
    if digits and not _DIGITS.fullmatch(digits):
        raise UsageError("error-allow-fingerprint", digits=clean(digits))
    if not rows:
        raise UsageError("error-allow-no-position", path=clean(file.path), detector=detector)
    known = Counter(row.fingerprint for row in rows)
    meant = [fingerprint for fingerprint in known if fingerprint.startswith(digits)]
    if len(meant) == 1:
        return meant[0]
    from meibo.reports.wording import name_mask, name_place

    language = terminal.language
    first = {row.fingerprint: row for row in reversed(rows)}
    terminal.print_table([
        [f"{fingerprint[:_SHOWN_DIGITS]}", f"{known[fingerprint]:,}", Confidence.of_score(row.score).word,
         clean(name_mask(row.detector, row.masked, language)),
         clean(name_place(row.container, row.location, language))]
        for fingerprint, row in sorted(first.items(), key=lambda pair: -known[pair[0]])
    ], right=frozenset({1}))  # fmt: skip
    raise UsageError("error-allow-which" if not digits or meant else "error-allow-unknown", digits=clean(digits))


def _count_covered(reader: Reader, entry: Allowance) -> Counter[str]:
    """Findings by path; of a fingerprint those only whose position the inventory keeps."""
    from meibo.pipeline.allowing import is_below

    if not entry.fingerprint:
        files = reader.marks.choose_files(lambda _, path: is_below(path, entry.path))
        counts = ((file.path, file.found.get(entry.detector)) for file in files if file.is_present)
        return Counter({path: sum((row.low, row.medium, row.high)) for path, row in counts if row is not None})
    rows = reader.newest_positions(entry.detector)
    return Counter(
        row.path
        for row in rows
        if row.fingerprint == entry.fingerprint and (not entry.path or is_below(row.path, entry.path))
    )


def _tell_covered(covered: Counter[str], terminal: Terminal, *, is_exact: bool) -> None:
    figures = {"count": f"{covered.total():,}", "files": f"{len(covered):,}"}
    terminal.note(terminal.say("allow-covers" if is_exact else "allow-covers-least", **figures))
    for path, count in covered.most_common(_SHOWN_FILES):
        terminal.note(f"  {count:,}  {clean(path)}")
    if len(covered) > _SHOWN_FILES:
        terminal.note("  " + terminal.say("allow-covers-more", count=f"{len(covered) - _SHOWN_FILES:,}"))


def _write(entry: Allowance, options: argparse.Namespace, terminal: Terminal) -> None:
    place: Path = options.configuration.path or DEFAULT_PLACE
    shown = clean(str(place))
    known = {(one.fingerprint, one.path, one.detector) for one in options.configuration.allow}
    if (entry.fingerprint, entry.path, entry.detector) in known:
        terminal.note(terminal.say("allow-there", path=shown))
        return
    try:
        append_entry(place, entry)
    except ConfigurationError as error:
        raise UsageError(error.key, **{**error.values, "path": shown}) from None
    terminal.note(terminal.say("allow-written", path=shown))
