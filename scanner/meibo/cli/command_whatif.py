"""``meibo whatif PATH...``: what would have to be reported, to whom and by when, if these files leaked.

Exit code 0 when it was told, 2 for a path that the inventory does not have, 3 where none of the files was read, so that
nothing can be said, or where the draft could not be written.

With ``--format json`` one object; docs/whatif.md says what is in it.
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from meibo.cli.choosing import find_risk_rules, open_scan
from meibo.cli.locating import locate
from meibo.cli.options import Parser, UsageError, add_inventory, add_key, merge
from meibo.cli.reporting import refuse_own_places
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.keys import find_nearest
from meibo.configuration.scan_table import LEVELS
from meibo.inventory.files import default_key_path
from meibo.inventory.reader import Reader

if TYPE_CHECKING:
    from meibo.reports.leak_model import ToldLeak
    from meibo.reports.preliminary import Write

DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "scan": None, "min_confidence": "medium", "owner": None, "known_since": None,
    "draft": None, "key_file": None,
}  # fmt: skip
_INCOMPLETE: Final = 3
_RECENT: Final = timedelta(days=365)


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    add, say = parser.add_argument, parser.say
    parser.takes_words_anywhere = True
    add("paths", metavar="PATH", nargs="+", help=say("option-whatif-path"))
    add_inventory(parser)
    add_key(parser)
    add("--config", metavar="FILE", type=Path, help=say("option-config"))
    add("--scan", metavar="N", type=int, help=say("option-whatif-scan"))
    add("--owner", metavar="NAME", help=say("option-whatif-owner"))
    add("--known-since", metavar="DATE", type=day, help=say("option-known-since"))
    add("--draft", metavar="FILE", type=Path, help=say("option-draft"))
    add("--min-confidence", choices=tuple(LEVELS), help=say("option-least-shown"))
    add("--format", choices=("text", "json"), help=say("option-format"))


def day(text: str) -> date:
    """A day as ``2026-11-23``, for the parser."""
    return date.fromisoformat(text)


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Tell what is known of the places that are named, and write the draft where one is asked for."""
    options = merge(given, {**DEFAULTS, "format": "text"}, terminal)
    write_draft = None if options.draft is None else _find_writer(options)
    reader, _ = open_scan(options.inventory, options.scan)
    try:
        told = _gather(reader, options, terminal)
    finally:
        reader.close()
    is_written = write_draft is None or _write(write_draft, told, options, terminal)
    if options.format == "json":
        from meibo.reports.leak_object import describe_leak

        terminal.print_json(msgspec.json.encode(describe_leak(told)))
    else:
        from meibo.cli.telling_leak import print_leak

        print_leak(told, options.draft if is_written else None, terminal)
    return 0 if told.leak.is_told and is_written else _INCOMPLETE


def _find_writer(options: argparse.Namespace) -> Write:
    """What writes the draft; raises UsageError before anything is looked at."""
    from meibo.reports.model import ReportError
    from meibo.reports.preliminary import find_writer

    refuse_own_places([options.draft], options.inventory, default_key_path(options.inventory))
    try:
        write = find_writer(options.draft)
    except ReportError as error:
        raise UsageError(error.code, subject=clean(error.path)) from None
    if write is None:
        raise UsageError("error-draft-format", path=clean(str(options.draft)))
    return write


def _gather(reader: Reader, options: argparse.Namespace, terminal: Terminal) -> ToldLeak:
    from meibo.assessment.law import find_deadlines
    from meibo.assessment.leak import assess_leak
    from meibo.assessment.survey import survey_scan
    from meibo.reports.leak_model import ToldLeak
    from meibo.reports.model import ReportOptions
    from meibo.reports.workplace import temporary_folder

    known = reader.places()
    places = [place for text in options.paths for place in locate(text, known, options.scan)]
    if options.owner is not None and not known.has_owner(options.owner):
        near = find_nearest(options.owner, known.owners())
        raise UsageError("error-whatif-owner", owner=clean(options.owner), near=clean(near))
    places = list(dict.fromkeys(places))
    newest = max(place.scan for place in places)
    rules = find_risk_rules(reader, newest, options.configuration)
    least_score = LEVELS[options.min_confidence]
    reader.choose(places, options.owner)
    now = datetime.now(UTC)
    with temporary_folder("meibo-spool-") as spool:
        survey = survey_scan(reader, newest, spool, least_score, rules)
        facts = reader.chosen_facts(places, int((now - _RECENT).timestamp()) * 10**9)
        leak = assess_leak(survey, facts, rules)
    titles = {rule.id: rule.title for rule in reader.known_rules(newest)}
    known_since = options.known_since or now.astimezone().date()
    return ToldLeak(
        leak=leak,
        places=tuple(places),
        seen=tuple((number, _find_end(reader, number)) for number in sorted({place.scan for place in places})),
        owner=options.owner,
        known_since=known_since,
        is_known_today=options.known_since is None,
        deadlines=find_deadlines(known_since),
        options=ReportOptions(language=terminal.language, least_score=least_score, rules=rules, titles=titles),
    )


def _find_end(reader: Reader, scan: int) -> str:
    facts = reader.scan_facts(scan)
    return facts.ended or facts.started


def _write(write: Write, told: ToldLeak, options: argparse.Namespace, terminal: Terminal) -> bool:
    """Whether the draft was written; tells why not."""
    from meibo.cli.recording import Exports
    from meibo.reports.model import ReportError

    try:
        write(told, options.draft)
    except ReportError as error:
        terminal.error(error.code, subject=clean(str(error.path)), detail=error.detail)
        return False
    exports = Exports(options, terminal)
    exports.add("draft", options.draft, max(number for number, _ in told.seen))
    exports.record()
    return True
