"""A file of metrics for node_exporter's textfile collector, in the Prometheus text format, version 0.0.4.

Readable by everybody, as the collector needs it, so it holds no name of a file and no value.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from meibo.configuration.model import Notification
from meibo.notify.certificates import name_error
from meibo.notify.model import Figures, Notice, NotifyError, Secrets

READABLE: Final = 0o644

METRICS: Final[dict[str, str]] = {
    "meibo_scan_end_timestamp_seconds": "When the last scan ended, however it did.",
    "meibo_scan_exit_code": "Exit code of the last scan, see docs/telling.md.",
    "meibo_scan_last_complete_timestamp_seconds": "When the target that waits longest was last scanned completely.",
    "meibo_scan_duration_seconds": "Seconds that the last scan took.",
    "meibo_scan_read_bytes": "Bytes that the last scan read.",
    "meibo_scan_files": "Files of the last scan by status.",
    "meibo_scan_carried_files": "Of these, files that had not changed and were not read again.",
    "meibo_scan_unseen_files": "Known files in folders or targets that could not be listed.",
    "meibo_scan_faults": "Files and folders that could not be read, by issue code.",
    "meibo_files": "Files by risk.",
    "meibo_persons": "People by risk of the file; each file counts its own.",
    "meibo_new_files": "Files with new risks since the scan before, by kind.",
    "meibo_notify_failures": "Notifications of the last scan that could not be sent.",
}
"""Every metric with its help text; all are gauges, labelled with the job."""


def send(place: Notification, _: Secrets, notice: Notice, __: float) -> None:
    """Write the file, whole or not at all; raises NotifyError."""
    path = Path(str(place.path).replace("{job}", re.sub(r"[^\w.-]", "_", notice.job) or "scan"))
    try:
        _replace(path, write_metrics(notice).encode())
    except OSError as error:
        raise NotifyError("notify-not-written", name_error(error)) from None


def write_metrics(notice: Notice) -> str:
    """The text; of a scan that has no figures only how it ended."""
    lines: list[str] = []
    rows: dict[str, list[tuple[Mapping[str, str], float]]] = {}
    for name, labels, value in _measure(notice):
        rows.setdefault(name, []).append((labels, value))
    for name, described in METRICS.items():
        if name in rows:
            lines += [f"# HELP {name} {described}", f"# TYPE {name} gauge"]
            lines += [f"{name}{_spell(notice.job, labels)} {value:.15g}" for labels, value in rows[name]]
    return "\n".join(lines) + "\n"


def _measure(notice: Notice) -> Iterator[tuple[str, Mapping[str, str], float]]:
    ended = datetime.fromisoformat(notice.ended).timestamp()
    yield "meibo_scan_end_timestamp_seconds", {}, ended
    yield "meibo_scan_exit_code", {}, notice.exit_code
    yield "meibo_notify_failures", {}, notice.unsent
    if notice.figures is not None:
        yield from _measure_figures(notice.figures, ended)
    if notice.news is not None:
        for kind, count in notice.news.counts.items():
            yield "meibo_new_files", {"kind": kind}, count


def _measure_figures(figures: Figures, ended: float) -> Iterator[tuple[str, Mapping[str, str], float]]:
    if figures.last_complete_age_s is not None:
        yield "meibo_scan_last_complete_timestamp_seconds", {}, round(ended - figures.last_complete_age_s)
    yield "meibo_scan_duration_seconds", {}, round(figures.seconds, 3)
    yield "meibo_scan_read_bytes", {}, figures.bytes_read
    for status in ("complete", "partial", "skipped"):
        yield "meibo_scan_files", {"status": status}, getattr(figures, status)
    yield "meibo_scan_carried_files", {}, figures.carried
    yield "meibo_scan_unseen_files", {}, figures.unseen
    for code, count in figures.faults.items():
        yield "meibo_scan_faults", {"code": code}, count
    for level, count in figures.files.items():
        yield "meibo_files", {"risk": level}, count
    for level, count in figures.persons.items():
        yield "meibo_persons", {"risk": level}, count


def _spell(job: str, labels: Mapping[str, str]) -> str:
    return (
        "{" + ",".join(f'{name}="{escape_label(value)}"' for name, value in {"job_name": job, **labels}.items()) + "}"
    )


def escape_label(text: str) -> str:
    r"""A label's value between its quotes.

    >>> print(escape_label('a"b\\c'))
    a\"b\\c
    """
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _replace(path: Path, content: bytes) -> None:
    """Write beside the place and move there; meanwhile the name does not end in ``.prom``, so nobody reads it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            if os.name == "posix":
                os.fchmod(stream.fileno(), READABLE)  # by a name that somebody may have made a link by now
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
