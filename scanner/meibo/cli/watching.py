"""Those who watch a scan: a progress line on a terminal, issues as text or JSON on standard error."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Final, Self

from meibo.catalogue.issues import IssueClass, issue_code
from meibo.catalogue.sizes import format_bytes
from meibo.catalogue.unread_pictures import say_time
from meibo.cli.reaching import spell_target
from meibo.cli.terminal import Terminal, clean
from meibo.inventory.model import FileResult, ScanSummary, UnreadPictures

if TYPE_CHECKING:
    from datetime import datetime

    from rich.progress import Progress

    from meibo.pipeline.backing_off import Slowing
    from meibo.pipeline.crawl import Crawl
    from meibo.pipeline.observer import PictureProgress

REDRAW_SECONDS = 0.2
LOG_SECONDS = 30.0
"""How often a log is told of what goes on for long."""


_FIGURES: Final = (
    "scan", "listed", "complete", "partial", "skipped", "bytes_read", "seconds", "issues", "carried", "unseen",
    "dismissed",
)  # fmt: skip


class Watcher:
    """Counts what happens and tells it: faults at once, progress five times a second."""

    def __init__(self, terminal: Terminal, *, shows_progress: bool, is_json: bool, is_quiet: bool) -> None:
        self._terminal = terminal
        self._is_json, self._is_quiet = is_json, is_quiet
        self._files = self._bytes = self._bytes_before = self._findings = 0
        self._started = time.monotonic()
        self._last_drawn = 0.0
        self._progress: Progress | None = _make_progress() if shows_progress else None
        self._task = self._progress.add_task("", total=None) if self._progress is not None else None

    def __enter__(self) -> Self:
        if self._progress is not None:
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def log(self, event: str, text: str, **fields: Any) -> None:
        """One event on standard error, as text or as a JSON object."""
        if self._is_json:
            self._terminal.log(event, "", **fields)
        elif not self._is_quiet or event == "issue":
            line = f"meibo: {text}"
            if self._progress is not None:
                self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)
            else:
                self._terminal.note(line)

    def started(self, targets: list[str], inventory: str) -> None:
        """A scan begins; people see that by themselves."""
        if self._is_json:
            self.log("scan-started", "", targets=targets, inventory=inventory)

    def finished(self, summary: ScanSummary, code: int, seal: str) -> None:
        """The scan's figures and its seal, for a log that programs read; people have the summary."""
        if self._is_json:
            figures = {name: getattr(summary, name) for name in _FIGURES}
            allowed = {reason: row.low + row.medium + row.high for reason, row in summary.allowed.items()}
            self.log(
                "scan-finished", "", exit_code=code, **figures, allowed=allowed, seal=seal,
                pictures=_tell_pictures(summary.pictures),
            )  # fmt: skip

    # --- what the scan tells

    def resumed(self, scan: int) -> None:
        """An interrupted scan goes on."""
        self.log("scan-resumed", self._terminal.say("scan-resumed", scan=scan), scan=scan)

    def restarted(self, changes: tuple[str, ...]) -> None:
        """An interrupted scan starts anew."""
        words = ", ".join(self._terminal.say(f"change-{name}") for name in changes)
        self.log("scan-restarted", self._terminal.say("scan-restarted", changes=words), changes=list(changes))

    def recorded(self, result: FileResult) -> None:
        """A file ended."""
        self._files += 1
        self._bytes += result.entry.size_bytes
        self._findings += sum(row.medium + row.high for row in result.counts.values())

    def carried_over(self, files: int, size_bytes: int) -> None:
        """Files that an earlier scan has read; they count as done, not towards the rate."""
        self._files += files
        self._bytes += size_bytes
        self._bytes_before += size_bytes

    def troubled(self, path: str, code: str, detail: str) -> None:
        """Something was not read; only faults are told one by one, the rest is in the summary."""
        row = issue_code(code)
        if row.kind is not IssueClass.FAULT:
            return
        shown = f"{name_place(path)}: {self._terminal.explain_with_code(code, detail)}"
        self.log("issue", shown, path=path, code=code, detail=detail, **{"class": row.kind.value})

    def times_moved(self, target: str, count: int) -> None:
        """What reading has left behind is told, though nothing is wrong."""
        shown = self._terminal.say("scan-times-moved", target=name_place(target), count=f"{count:,}")
        self.log("times-moved", shown, target=target, count=count)

    def slowed(self, target: str, slowing: Slowing) -> None:
        """The server of a target has slowed down, or is as usual again."""
        usual_ms, now_ms = round(slowing.usual_s * 1000, 1), round(slowing.now_s * 1000, 1)
        figures = {"target": target, "share": slowing.share, "usual_ms": usual_ms, "now_ms": now_ms}
        words = {"target": name_place(target), "usual": f"{usual_ms:,.0f}", "now": f"{now_ms:,.0f}"}
        if slowing.share == 1:
            self.log("back-off-ended", self._terminal.say("scan-back-off-ended", **words), **figures)
            return
        reason = "throttled" if slowing.is_throttled else "slow"
        shown = self._terminal.say(f"scan-{reason}", percent=f"{slowing.share:.0%}", **words)
        self.log("back-off", shown, reason=reason, **figures)

    def confined(self, layers: tuple[str, ...]) -> None:
        """What confines parsers, for a log that programs read; people ask ``meibo doctor``."""
        if self._is_json:
            from meibo.pipeline.confinement.layers import LAYERS

            missing = [layer for layer in LAYERS if layer not in layers]
            self.log("parsers-confined", "", layers=list(layers), missing=missing)

    def waiting(self, until: datetime) -> None:
        """The scan begins later, when its hours do."""
        self.log("waiting-for-hours", self._terminal.say("scan-waiting", time=f"{until:%H:%M}"), until=_spell(until))

    def hours_ended(self, until: datetime) -> None:
        """The scan stops with its hours, and may go on at a time."""
        self.log("hours-ended", self._terminal.say("scan-hours-ended", time=f"{until:%H:%M}"), until=_spell(until))
        if self._is_json:  # as behind every stop
            self.log("scan-interrupted", "")

    def pictures_began(self, files: int, pictures: int, seconds: float) -> None:
        """All else was read; now pictures are."""
        self._findings, self._last_drawn = 0, time.monotonic()
        words = {"files": f"{files:,}", "pictures": f"{pictures:,}", "time": say_time(seconds, self._terminal.language)}
        shown = self._terminal.say("pictures-began", **words)
        self.log("pictures-began", shown, files=files, pictures=pictures, seconds=seconds)

    def picture_file_read(self, result: FileResult) -> None:
        """The pictures of a file were read."""
        self._findings += sum(row.medium + row.high for row in result.counts.values())

    def pictures_tick(self, progress: PictureProgress) -> None:
        """Time passes."""
        now = time.monotonic()
        if self._is_json and now - self._last_drawn > LOG_SECONDS:
            self._last_drawn = now
            self.log(
                "pictures-going-on", "", done=progress.done, files=progress.files,
                seconds_left=round(progress.seconds_left), seconds_to_limit=round(progress.seconds_to_limit),
            )  # fmt: skip
        elif self._progress is not None and self._task is not None and now - self._last_drawn > REDRAW_SECONDS:
            self._last_drawn = now
            line = self._terminal.say(
                "pictures-line", done=f"{progress.done:,}", total=f"{progress.files:,}", findings=f"{self._findings:,}",
                left=_format_seconds(progress.seconds_left), limit=_format_seconds(progress.seconds_to_limit),
            )  # fmt: skip
            self._progress.update(
                self._task, total=progress.files, completed=progress.done, description=line, refresh=True
            )

    def pictures_ended(self, progress: PictureProgress) -> None:
        """How far they were read, for a log that programs read; people have the summary."""
        if self._is_json:
            left_s = round(progress.seconds_left) if progress.left else 0
            self.log(
                "pictures-ended", "", done=progress.done, files=progress.files, left=progress.left, seconds_left=left_s
            )

    def tick(self, crawl: Crawl) -> None:
        """Time passes."""
        now = time.monotonic()
        if self._progress is not None and now - self._last_drawn > REDRAW_SECONDS:
            self._last_drawn = now
            self._draw(crawl, now - self._started)

    def _draw(self, crawl: Crawl, seconds: float) -> None:
        if self._progress is None or self._task is None:
            return
        say = self._terminal.say
        more = "" if crawl.is_listed else "+"  # the listing goes on: what is left is at least this much
        rate = (self._bytes - self._bytes_before) / max(seconds, 0.001)
        left = _format_seconds((crawl.size_bytes - self._bytes) / rate) + more if rate > 0 else "-"
        line = say(
            "progress-line",
            done=f"{self._files:,}",
            total=f"{crawl.files:,}{more}",
            rate=format_bytes(rate),
            findings=f"{self._findings:,}",
            left=left,
        )
        self._progress.update(
            self._task, total=max(crawl.size_bytes, 1), completed=self._bytes, description=line, refresh=True
        )


def _tell_pictures(unread: UnreadPictures) -> dict[str, int]:
    """Those that were not read."""
    return {
        "files": unread.files, "pictures": unread.pictures, "left": unread.left, "seconds": round(unread.seconds),
    }  # fmt: skip


def _format_seconds(seconds: float) -> str:
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _make_progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    return Progress(
        BarColumn(bar_width=24),
        TextColumn("{task.description}", markup=False),
        console=Console(file=sys.stderr),
        transient=True,
        auto_refresh=False,  # a watched scan draws itself
    )


def name_place(path: str) -> str:
    """A path as shown, or a target's URI as people write it."""
    return clean(spell_target(path) if "://" in path else path)


def _spell(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
