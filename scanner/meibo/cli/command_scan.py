"""``meibo scan TARGET...``: scan into an inventory, report, and say how it ended."""

from __future__ import annotations

import argparse
import shlex
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from meibo.catalogue.issues import IssueClass, issue_code
from meibo.catalogue.sizes import format_bytes
from meibo.catalogue.unread_pictures import tell_unread_pictures
from meibo.cli.choosing import find_risk_rules, parse_statuses
from meibo.cli.detecting import choose_detection
from meibo.cli.named_targets import resolve_names
from meibo.cli.options import (
    Parser,
    UsageError,
    add_detection,
    add_inventory,
    add_reports,
    count,
    merge,
    parse_size,
    seconds,
)
from meibo.cli.picture_options import PICTURE_DEFAULTS, add_pictures, find_pictures
from meibo.cli.reaching import REACHING_DEFAULTS, add_reaching, find_reach, parse_targets
from meibo.cli.recording import Exports
from meibo.cli.reporting import check_places, refuse_stray_source, write_reports
from meibo.cli.stopping import Stop, end_process_if_held
from meibo.cli.telling import Teller, find_teller
from meibo.cli.terminal import Terminal, clean
from meibo.cli.watching import Watcher
from meibo.configuration.hours import Hours, read_hours
from meibo.configuration.rate import Rate, read_rate
from meibo.configuration.report_kinds import REPORT_KINDS, find_places
from meibo.configuration.scan_table import LEVELS, RISKS
from meibo.inventory.files import default_key_path
from meibo.inventory.model import ScanSummary

if TYPE_CHECKING:
    from meibo.assessment.risk_rules import RiskRules
    from meibo.pipeline.request import ScanRequest
    from meibo_connectors.model import Target

COMPLETE, FAILED_ON, INCOMPLETE, INTERRUPTED = 0, 1, 3, 130

DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "workers": 0, "include": [], "exclude": [], "detectors": "",
    "min_confidence": "medium",
    "full": False, "again": "", "plan": False, "strict": False, "nice": False, "rate_limit": "", "hours": "",
    "max_file_size": "", "file_timeout": 300.0, "file_memory": "1G", "all_locations": False, "key_file": None,
    "fail_on": None, "log_format": "text", "quiet": False, "no_progress": False, "job": "", "notify": (),
    **{kind.attribute: None for kind in REPORT_KINDS}, "ledger_from": None, **PICTURE_DEFAULTS,
    **REACHING_DEFAULTS,
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    parser.add_argument("targets", metavar="TARGET", nargs="+", help=parser.say("option-target"))
    add_scan_options(parser)


def add_scan_options(parser: Parser) -> None:
    """Every option of a scan, also of one that is a job."""
    say = parser.say
    add_inventory(parser)
    add_detection(parser)
    add = parser.add_argument
    add("--workers", metavar="N", type=count, help=say("option-workers"))
    for flag in ("full", "plan", "strict", "nice", "all-locations", "quiet", "no-progress"):
        add(f"--{flag}", action="store_true", help=say(f"option-{flag}"))
    add("--again", metavar="STATUS", help=say("option-again"))
    add("--rate-limit", metavar="RATE", help=say("option-rate-limit"))
    add("--hours", metavar="HOURS", help=say("option-hours"))
    add("--max-file-size", metavar="SIZE", help=say("option-max-file-size"))
    add("--file-timeout", metavar="SECONDS", type=seconds, help=say("option-file-timeout"))
    add("--file-memory", metavar="SIZE", help=say("option-file-memory"))
    add_pictures(parser, "option-ocr-seconds")
    add_reports(parser)
    add("--fail-on", choices=RISKS, help=say("option-fail-on"))
    add("--notify", metavar="NAMES", help=say("option-notify"))
    add("--log-format", choices=("text", "json"), help=say("option-log-format"))
    add_reaching(parser)


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Scan, print the summary, and return the exit code of the interface."""
    code = scan(merge(given, DEFAULTS, terminal), terminal)
    end_process_if_held(code)
    return code


def scan(options: argparse.Namespace, terminal: Terminal) -> int:
    """The same with options that are complete, as those of a job."""
    if options.plan:
        from meibo.cli.previewing import print_plan

        request = _prepare(options, terminal)
        return print_plan(request, options.configuration.prices, terminal, is_json=options.log_format == "json")
    with find_teller(options, terminal) as teller:
        return _scan(options, terminal, teller)


def _scan(options: argparse.Namespace, terminal: Terminal, teller: Teller) -> int:
    """The exit code of a scan that was told."""
    request = _prepare(options, terminal)
    shows_progress = sys.stderr.isatty() and not (options.quiet or options.no_progress or options.log_format == "json")
    with Watcher(
        terminal, shows_progress=shows_progress, is_json=options.log_format == "json", is_quiet=options.quiet
    ) as watcher:
        number = _scan_in_hours(request, watcher, parse_hours(options.hours), terminal, teller)
    return INTERRUPTED if number is None else _finish(options, request, number, terminal, watcher, teller)


def _scan_in_hours(
    request: ScanRequest, watcher: Watcher, hours: Hours | None, terminal: Terminal, teller: Teller
) -> int | None:
    """The scan's number; None where it was interrupted, which is told."""
    from meibo.pipeline.confinement.secrecy import keep_to_itself
    from meibo.pipeline.scan import run_scan

    keep_to_itself(request.targets)

    def say_goodbye() -> None:
        watcher.log("scan-interrupted", terminal.say("scan-interrupted"))

    with Stop(say_goodbye, INTERRUPTED, hours) as stop:
        try:
            if stop.wait_for_hours(watcher.waiting):
                watcher.started([target.uri for target in request.targets], str(request.inventory))
                return run_scan(request, watcher, stop.is_due)
        except KeyboardInterrupt:
            pass
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # on the way out already
        opening = stop.find_next_opening()
        if opening is None:
            say_goodbye()
        else:
            watcher.hours_ended(opening)
    teller.interrupted(is_waited_for=opening is None)
    return None


def _prepare(options: argparse.Namespace, terminal: Terminal) -> ScanRequest:
    request = _make_request(options, terminal)
    check_places(find_places(options), request.inventory, request.key_file)
    refuse_stray_source(options.ledger, options.ledger_from)
    parse_hours(options.hours)
    if options.nice:
        from meibo.pipeline.priority import lower_priority

        lower_priority()
    return request


def _make_request(options: argparse.Namespace, terminal: Terminal) -> ScanRequest:
    from meibo.pipeline.crawl import Filters
    from meibo.pipeline.processes import count_processors
    from meibo.pipeline.request import ScanRequest

    detection = choose_detection(options, terminal)
    targets = parse_targets(resolve_names(options.targets, options.configuration, terminal))
    if "config" not in options:
        _tell_of_stray_configuration(options.configuration.path, targets, terminal)
    return ScanRequest(
        targets=targets,
        inventory=options.inventory,
        key_file=options.key_file or default_key_path(options.inventory),
        workers=max(1, options.workers or count_processors()),
        detectors=detection.detectors,
        least_score=LEVELS[options.min_confidence],
        least_scores=detection.least_scores,
        rules=detection.rules,
        allow=detection.allow,
        examples=None if options.all_locations else 20,
        filters=Filters(
            include=tuple(options.include),
            exclude=tuple(options.exclude),
            largest_bytes=parse_size(options.max_file_size) if options.max_file_size else None,
        ),
        file_timeout_s=options.file_timeout,
        file_memory_bytes=parse_size(options.file_memory, least=1),
        limits=options.configuration.limits,
        own_domains=options.configuration.own_domains,
        passwords=options.configuration.passwords,
        reports=tuple(find_places(options).values()),
        reach=find_reach(options, targets, terminal),
        is_full=options.full,
        again=frozenset(parse_statuses(options.again)),
        rate=parse_rate(options.rate_limit),
        is_quiet=options.nice,
        pictures=find_pictures(options),
    )


def _tell_of_stray_configuration(place: Path | None, targets: tuple[Target, ...], terminal: Terminal) -> None:
    from meibo.pipeline.own_paths import find_own_paths

    if place is not None and any(find_own_paths(targets, [place])):
        terminal.note(f"meibo: {terminal.say('config-in-target', path=clean(str(place)))}")


def parse_rate(text: str) -> Rate | None:
    """Bytes and files a second, None for an empty text; raises UsageError."""
    rate = read_rate(text) if text else None
    if text and rate is None:
        raise UsageError("error-rate", text=text)
    return rate


def parse_hours(text: str) -> Hours | None:
    """Hours of the day, None for an empty text; raises UsageError."""
    hours = read_hours(text) if text else None
    if text and hours is None:
        raise UsageError("error-hours", text=text)
    return hours


def _finish(
    options: argparse.Namespace, request: ScanRequest, number: int, terminal: Terminal, watcher: Watcher, teller: Teller
) -> int:
    """Reports, summary, notifications and exit code of a finished scan."""
    from meibo.inventory.reader import Reader

    exports = Exports(options, terminal)
    reader = Reader(request.inventory)
    try:
        summary = reader.summarise(number)
        places = find_places(options)
        rules = find_risk_rules(reader, number, options.configuration)
        is_written = write_reports(
            reader, number, places, exports, request.least_score, rules, terminal, options.ledger_from
        )
        reaches = options.fail_on is not None and _reaches(reader, number, options.fail_on, request.least_score, rules)
        code = find_exit_code(summary, reaches=reaches, is_strict=options.strict) if is_written else INCOMPLETE
        seal = reader.seal_of_scan(number)
        if not options.quiet:
            written = list(places.values()) if is_written else []
            _show_summary(summary, code, written, request.inventory, seal, terminal)
        code = teller.finished(reader, summary, code, request.least_score, rules)
    finally:
        reader.close()
        exports.record()
    watcher.finished(summary, code, seal)
    return code


def _show_summary(
    summary: ScanSummary, code: int, written: list[Path], inventory: Path, seal: str, terminal: Terminal
) -> None:
    try:
        print_summary(summary, terminal, code)
        for path in written:
            terminal.print(terminal.say("summary-report", path=clean(str(path))))
        terminal.print(terminal.say("summary-inventory", path=clean(str(inventory))))
        terminal.print(terminal.say("summary-seal", seal=seal))
        usual = inventory == DEFAULTS["inventory"]
        command = "meibo list" if usual else f"meibo list -i {shlex.quote(clean(str(inventory)))}"
        terminal.print(terminal.say("summary-next", command=command))
        sys.stdout.flush()
    except BrokenPipeError:  # the exit code says the same
        terminal.hush()


def find_exit_code(summary: ScanSummary, *, reaches: bool, is_strict: bool) -> int:
    """How a scan with these figures ends; ``reaches`` where ``--fail-on`` was reached."""
    kinds = {issue_code(code).kind for code in summary.issues}
    if IssueClass.FAULT in kinds or not summary.listed or (is_strict and IssueClass.DESIGN in kinds):
        return INCOMPLETE
    return FAILED_ON if reaches else COMPLETE


def _reaches(reader: Any, number: int, wanted: str, least_score: int, rules: RiskRules) -> bool:
    from meibo.assessment.risk import assess

    floor = RISKS.index(wanted)
    levels = (assess(asset, least_score, rules).level for asset in reader.assets(number))
    return any(level in RISKS and RISKS.index(level) >= floor for level in levels)


def print_summary(summary: ScanSummary, terminal: Terminal, code: int) -> None:
    """The closing summary; its figures add up."""
    say = terminal.say
    seconds = max(summary.seconds, 0.001)
    terminal.print(say("summary-title", scan=summary.scan))
    terminal.print("  " + say("summary-files", listed=f"{summary.listed:,}", complete=f"{summary.complete:,}",
                              partial=f"{summary.partial:,}", skipped=f"{summary.skipped:,}"))  # fmt: skip
    terminal.print("  " + say("summary-amount", size=format_bytes(summary.bytes_read), seconds=f"{seconds:.1f}",
                              files_per_s=f"{summary.listed / seconds:,.0f}",
                              rate=format_bytes(summary.bytes_read / seconds)))  # fmt: skip
    if summary.carried:
        terminal.print("  " + say("summary-carried", carried=f"{summary.carried:,}"))
    if summary.unseen:
        terminal.print("  " + say("summary-unseen", unseen=f"{summary.unseen:,}"))
    if summary.dismissed:
        terminal.print("  " + say("summary-dismissed", dismissed=f"{summary.dismissed:,}"))
    if summary.findings:
        head = [say("summary-detector"), say("summary-high"), say("summary-medium"), say("summary-low")]
        rows = [[name, f"{row.high:,}", f"{row.medium:,}", f"{row.low:,}"] for name, row in summary.findings.items()]
        terminal.print()
        terminal.print_table([head, *rows], right=frozenset({1, 2, 3}))
    if summary.allowed:
        head = [say("summary-allowed"), say("summary-high"), say("summary-medium"), say("summary-low")]
        rows = [
            [clean(why), f"{row.high:,}", f"{row.medium:,}", f"{row.low:,}"] for why, row in summary.allowed.items()
        ]
        terminal.print()
        terminal.print_table([head, *rows], right=frozenset({1, 2, 3}))
    if summary.issues:
        terminal.print()
        terminal.print(say("summary-not-read"))
        commonest = sorted(summary.issues.items(), key=lambda pair: -pair[1])
        rows = [[f"  {count:,}", terminal.explain(name), name] for name, count in commonest]
        terminal.print_table(rows, right=frozenset({0}))
        if told := tell_unread_pictures(summary.pictures, terminal.language):
            terminal.print(told)
    terminal.print()
    if not summary.listed:
        terminal.print(say("summary-nothing"))
    unread = summary.partial + summary.skipped
    if code == FAILED_ON:
        terminal.print(say("summary-state-failed-on"))
    if code == INCOMPLETE:
        terminal.print(say("summary-state-incomplete"))
    elif unread:
        terminal.print(say("summary-state-partial", count=f"{unread:,}"))
    else:
        terminal.print(say("summary-state-complete"))
