"""``meibo run JOB``: a scan as the configuration describes it."""

from __future__ import annotations

import argparse
import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from meibo.assessment.scan_choice import find_last_of
from meibo.cli.command_scan import (
    COMPLETE,
    DEFAULTS,
    INCOMPLETE,
    INTERRUPTED,
    add_scan_options,
    find_exit_code,
    scan,
)
from meibo.cli.credentials import take_credentials
from meibo.cli.named_targets import find_job, resolve_job
from meibo.cli.options import Parser, UsageError, merge
from meibo.cli.reaching import parse_targets
from meibo.cli.stopping import end_process_if_held
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.report_kinds import find_places
from meibo.inventory.files import InventoryError, is_held
from meibo.inventory.reader import Reader

if TYPE_CHECKING:
    from meibo.configuration.model import Configuration, Job


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    parser.add_argument("job", metavar="JOB", nargs="?", help=parser.say("option-job"))
    parser.add_argument("--list", action="store_true", help=parser.say("option-list-jobs"))
    add_scan_options(parser)


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Scan, report, tell and tidy up as a job says; the exit codes are those of a scan."""
    options = merge(given, DEFAULTS, terminal)
    if hasattr(given, "list"):
        return _list_jobs(options, given, terminal)
    if getattr(given, "job", None) is None:
        raise UsageError("error-missing-job")
    job = find_job(given.job, options.configuration)
    take_credentials()
    options = complete_options(options, job, given)
    terminal.language = options.lang if "lang" in options else terminal.language
    if not options.plan:
        _make_folders(options)
    code = scan(options, terminal)
    if code != INTERRUPTED and not options.plan:
        _tidy_up(options.inventory, options.key_file, job, terminal)
    end_process_if_held(code)
    return code


def complete_options(options: argparse.Namespace, job: Job, given: argparse.Namespace) -> argparse.Namespace:
    """The options of a scan: as given on the command line, else as the job has them, else as they were."""
    today = _now().date()
    own: dict[str, Any] = {**job.options, **job.name_reports(today)}
    if job.notify:
        own["notify"] = job.notify
    what = {"targets": resolve_job(job, options.configuration), "job": job.name}
    return argparse.Namespace(**{**vars(options), **own, **vars(given), **what})


def _make_folders(options: argparse.Namespace) -> None:
    """Make the folders of the reports; one that cannot be made is told when its report cannot be written."""
    for place in find_places(options).values():
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)


def _tidy_up(inventory: Path, key_file: Path | None, job: Job, terminal: Terminal) -> None:
    """Drop what the job does not want to keep of the history; where another scan has begun, the next run does."""
    if job.keep_scans is None and job.keep_days is None:
        return
    from meibo.inventory.retention import prune

    try:
        prune(inventory, job.keep_scans, job.keep_days, key_file)
    except InventoryError as error:
        if error.code != "inventory-in-use":
            raise
        terminal.note(clean(f"meibo: {terminal.say('history-in-use', path=inventory)}"))


def _list_jobs(options: argparse.Namespace, given: argparse.Namespace, terminal: Terminal) -> int:
    """A line for each job: when it ran, how that ended, when it starts next; 3 where an inventory cannot be read."""
    configuration: Configuration = options.configuration
    if not configuration.jobs:
        raise UsageError("error-no-jobs", path=configuration.path or "meibo.toml")
    head = [terminal.say(f"column-{name}") for name in ("job", "schedule", "last-run", "state", "next-run")]
    rows = []
    code = COMPLETE
    for job in configuration.jobs:
        try:
            last, state = _find_last_run(complete_options(options, job, given))
        except InventoryError as error:
            terminal.error(error.code, subject=error.subject, detail=error.detail)
            last, state, code = "-", "unreadable", INCOMPLETE
        schedule = job.schedule.expression if job.schedule is not None else "-"
        rows.append([job.name, schedule, last, terminal.say(f"job-{state}"), _find_next_run(job)])
    terminal.print_table([head, *rows])
    return code


def _find_last_run(options: argparse.Namespace) -> tuple[str, str]:
    """When the newest scan with a job's options began, and how it ended."""
    uris = tuple(target.uri for target in parse_targets(options.targets))
    if not options.inventory.exists():
        return "-", "never"
    with contextlib.closing(Reader(options.inventory)) as reader:
        last = find_last_of(reader.scans(), uris)
        if last is None:
            return "-", "never"
        summary = reader.summarise(last.scan)
        is_newest = last.scan == reader.scan_numbers()[-1]
    started = _show(datetime.fromisoformat(summary.started).astimezone())
    if summary.state != "finished":
        return started, "running" if is_newest and is_held(options.inventory) else "interrupted"
    code = find_exit_code(summary, reaches=False, is_strict=options.strict)
    return started, "complete" if code == COMPLETE else "incomplete"


def _find_next_run(job: Job) -> str:
    if job.schedule is None:
        return "-"
    return _show(next(job.schedule.starts_after(_now().replace(tzinfo=None))))


def _show(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _now() -> datetime:
    """The machine's local time."""
    return datetime.now(UTC).astimezone()
