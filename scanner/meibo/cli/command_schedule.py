"""``meibo schedule JOB``: what a scheduler of the operating system must be told to run a job."""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from meibo.cli.command_run import complete_options
from meibo.cli.command_scan import DEFAULTS
from meibo.cli.named_targets import find_job
from meibo.cli.options import Parser, UsageError, merge, parse_size
from meibo.cli.reaching import parse_targets
from meibo.cli.terminal import Terminal, clean
from meibo.configuration.model import Job
from meibo.configuration.reading import DEFAULT_PLACE
from meibo.configuration.report_kinds import find_places
from meibo.inventory.files import default_key_path
from meibo.pipeline.processes import count_processors
from meibo.scheduling import cron, systemd, windows_task
from meibo.scheduling.model import Start
from meibo_connectors import file_uri

FORMS: Final = ("systemd", "cron", "windows")
UNITS: Final = ("service", "timer")
_ENDS_LINES: Final = re.compile(r"[\x00-\x1f\x7f]")
_FIXED_BYTES: Final = 1 << 30
"""Of the process that lists and writes, whatever the number of workers."""


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    add, say = parser.add_argument, parser.say
    add("job", metavar="JOB", help=say("option-job"))
    add("--as", dest="form", choices=FORMS, help=say("option-as"))
    add("--unit", choices=UNITS, help=say("option-unit"))
    add("--user", metavar="NAME", help=say("option-user"))
    add("--config", metavar="FILE", type=Path, help=say("option-config"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Print it; tells what is missing on standard error."""
    form = getattr(given, "form", "windows" if os.name == "nt" else "systemd")
    settings: dict[str, Any] = {**DEFAULTS, "user": "meibo", "unit": ""}
    options = merge(given, settings, terminal)
    job = find_job(given.job, options.configuration)
    start = _describe(job, complete_options(options, job, argparse.Namespace()), options)
    _refuse_lines(start, form)
    if form == "systemd":
        units = {"service": systemd.write_service, "timer": systemd.write_timer}
        wanted = [options.unit] if options.unit else UNITS
        text = "\n".join(units[unit](start) for unit in wanted)
    elif form == "cron":
        text = cron.write_line(start)
    else:
        text = _write_task(start)
    terminal.print(text.removesuffix("\n"))
    for folder in start.writable:
        if not folder.is_dir():
            terminal.note(clean(f"meibo: {terminal.say('schedule-no-folder', path=folder)}"))
    return 0


def _refuse_lines(start: Start, form: str) -> None:
    """Raise UsageError for a path that would end a line of what is printed, and begin one that its maker has chosen."""
    for text in (*start.command, start.user, *map(str, (start.folder, *start.writable, *start.local))):
        if _ENDS_LINES.search(text) or (form == "systemd" and text.endswith("\\")):
            raise UsageError("error-schedule-path", path=clean(text))


def _write_task(start: Start) -> str:
    count = windows_task.count_triggers(start.schedule)
    if count > windows_task.MOST_TRIGGERS:
        raise UsageError("error-schedule-windows", name=start.job, count=count, most=windows_task.MOST_TRIGGERS)
    return windows_task.write_task(start, datetime.now(UTC).astimezone())


def _describe(job: Job, scan: argparse.Namespace, options: argparse.Namespace) -> Start:
    """How the job is started from this folder with this configuration; ``scan`` are its options as a scan."""
    place = (options.configuration.path or DEFAULT_PLACE).absolute()
    if job.schedule is None:
        raise UsageError("error-no-schedule", name=job.name, path=clean(str(place)))
    targets = parse_targets(scan.targets)
    uris = [target.uri for target in targets]
    file_bytes = parse_size(scan.file_memory, least=1)
    workers = scan.workers or count_processors()
    return Start(
        job=job.name,
        command=(*_find_program(), "run", job.name, "--config", str(place)),
        folder=Path.cwd(),
        schedule=job.schedule,
        user=options.user,
        writable=_find_writable(scan, job),
        local=tuple(Path(os.fsdecode(file_uri.path_of(uri))) for uri in uris if uri.startswith("file://")),
        memory_bytes=_FIXED_BYTES
        + workers * (file_bytes + min(file_bytes, options.configuration.limits.memory_bytes)),
        has_servers=any(not uri.startswith("file://") for uri in uris),
        needs_password=scan.smb_auth != "kerberos" and any(uri.startswith("smb://") for uri in uris),
    )  # fmt: skip


def _find_writable(scan: argparse.Namespace, job: Job) -> tuple[Path, ...]:
    """The folders in which the inventory, its key and the reports lie; of a report's path what comes before a date."""
    files = [scan.inventory.absolute(), (scan.key_file or default_key_path(scan.inventory)).absolute()]
    folders = [path.parent for path in files]
    for template in find_places(argparse.Namespace(**{**vars(scan), **job.options})).values():
        folder = template.absolute().parent
        while "{date}" in str(folder):
            folder = folder.parent
        folders.append(Path(str(folder).replace("{job}", job.name)))
    return tuple(dict.fromkeys(folders))


def _find_program() -> tuple[str, ...]:
    """The command that runs this program, whatever folder and search path a scheduler has."""
    script = Path(sys.executable).with_name("meibo.exe" if os.name == "nt" else "meibo")
    return (str(script),) if script.is_file() else (sys.executable, "-P", "-m", "meibo")
