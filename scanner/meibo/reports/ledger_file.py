"""Brings the ledger at a place up to date: read back, joined with the scan, written anew, the last version kept."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

from meibo.assessment.survey import survey_scan
from meibo.catalogue.ledger import word
from meibo.inventory.reader import Reader
from meibo.reports.ledger_cells import Look
from meibo.reports.ledger_guide import write_guide
from meibo.reports.ledger_merging import Sight, digest_target, merge
from meibo.reports.ledger_old import OldLedger, read_ledger
from meibo.reports.ledger_places import Places, find_id, gather_places
from meibo.reports.model import ReportError, ReportOptions
from meibo.reports.replacing import PRIVATE, replacing
from meibo.reports.xlsx_book import open_book
from meibo.reports.xlsx_ledger import write_book, write_stamp

COPIES: Final = 3
"""Earlier versions that are kept beside the ledger, the last one as ``.1``."""

Print = tuple[int, int, int] | None


def write(place: Path, reader: Reader, scan: int, options: ReportOptions) -> tuple[Path, ...]:
    """Write the ledger of a scan and return all files that are its own; raises ReportError and leaves it as it was.

    Time grows with the files of the scan and the rows of the ledger, memory with the rows and the cells that are filled
    in. See ``docs/ledger.md``.
    """
    key = reader.key_check()
    if key is None:
        raise ReportError("ledger-no-key", str(place))
    source = options.ledger_from or place
    if options.ledger_from is not None and not source.exists():
        raise ReportError("book-not-readable", str(source), os.strerror(2))
    for path in {source.resolve(), place.resolve()}:
        _refuse_open(path)
    before = _take_print(source), _take_print(place)
    with replacing(place) as fresh:
        old = read_ledger(source, key) if source.exists() else None
        survey = survey_scan(reader, scan, fresh.parent, options.least_score, options.rules)
        places = gather_places(survey, key, options.rules)
        _write(fresh, old, places, reader, scan, key, options)
        if (_take_print(source), _take_print(place)) != before:
            raise ReportError("ledger-changed", str(source))
        _refuse_open(place.resolve())
        kept = tuple(_keep_copies(place.resolve()))
    return place, *kept


def _write(
    fresh: Path, old: OldLedger | None, places: Places, reader: Reader, scan: int, key: bytes, options: ReportOptions
) -> None:
    facts = reader.scan_facts(scan)
    sight = Sight(
        scan=scan, key=key, is_whole=facts.state == "finished",
        targets=frozenset(digest_target(key, target) for target in facts.targets),
        unsure=places.unsure | {find_id(key, target, path.rpartition("/")[0]) for target, path in reader.unseen(scan)},
    )  # fmt: skip
    merged = merge(old, places, sight)
    dates = {one.scan: _date_of(one.started, options) for one in reader.scans()}
    look = Look(options, key, scan, dates[scan], dates)
    with open_book(fresh, options.language, word("title", options.language)) as book:
        names = write_book(book, old, merged, look)
        guide = write_guide(book, merged, facts.targets, look)
        write_stamp(book, look, merged.next_number, names, guide)


def _date_of(moment: str, options: ReportOptions) -> date:
    return datetime.fromisoformat(moment).astimezone(options.zone).date()


def _refuse_open(path: Path) -> None:
    """Refuse a workbook beside which Excel or LibreOffice has put the sign that somebody has it open."""
    for sign in (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"):
        if path.with_name(sign).exists():
            raise ReportError("ledger-open", str(path), sign)


def _take_print(path: Path) -> Print:
    """What tells whether somebody has stored the file meanwhile; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_ino, state.st_mtime_ns, state.st_size


def _keep_copies(place: Path) -> Iterator[Path]:
    """Put the ledger that is about to be replaced aside as ``.1``, and the versions before it one further."""
    if not place.exists():
        return
    copies = [place.with_name(f"{place.name}.{number}") for number in range(1, COPIES + 1)]
    fresh = place.with_name(f".{place.name}.copy")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(place.read_bytes())
        stream.flush()
        os.fsync(stream.fileno())
    for newer, older in reversed(list(itertools.pairwise(copies))):
        if newer.exists():
            newer.replace(older)
    fresh.replace(copies[0])
    yield from (copy for copy in copies if copy.exists())
