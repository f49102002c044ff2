"""Telling others how a scan ended, whatever ended it; their secrets are read from the environment here alone."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Self

import msgspec

from meibo import __version__
from meibo.cli.options import UsageError
from meibo.cli.terminal import Terminal, clean
from meibo.cli.watching import name_place
from meibo.configuration.keys import find_nearest
from meibo.configuration.model import ConfigurationError, Notification
from meibo.configuration.notify_table import SECRETS, check_url
from meibo.inventory.files import InventoryError

if TYPE_CHECKING:
    import argparse
    from types import TracebackType

    from meibo.assessment.risk_rules import RiskRules
    from meibo.inventory.model import ScanSummary
    from meibo.inventory.reader import Reader
    from meibo.notify.model import Figures, Secrets, State

COMPLETE, FAILED_ON, USAGE, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 130
_STATES: Final[dict[int, State]] = {COMPLETE: "complete", FAILED_ON: "failed-on", INCOMPLETE: "incomplete"}

MOST_S: Final = 60.0
MOST_WHEN_STOPPED_S: Final = 2.0
"""Whoever stops a scan waits for its end, ten seconds at the most."""


def find_teller(options: argparse.Namespace, terminal: Terminal) -> Teller:
    """Who tells of this command's scan; raises UsageError for a notification that is not configured, or not whole.

    Takes the secrets out of this process's environment, so that no process inherits them.
    """
    from meibo.notify.model import Secrets

    secrets = Secrets(**{name.removeprefix("MEIBO_").lower(): os.environ.pop(name, "") for name in SECRETS})
    known: dict[str, Notification] = options.configuration.notify
    places = []
    for name in dict.fromkeys(_split(options.notify)):
        if name not in known:
            raise UsageError("error-no-notification", name=clean(name), near=clean(find_nearest(name, known)))
        _check(known[name], secrets)
        places.append(known[name])
    return Teller(tuple(places), secrets, terminal, options)


def _split(names: Any) -> list[str]:
    several = names.split(",") if isinstance(names, str) else names
    return [name.strip() for name in several if name.strip()]


def _check(place: Notification, secrets: Secrets) -> None:
    if place.kind == "mail" and bool(secrets.smtp_username) != bool(secrets.smtp_password):
        raise UsageError("error-notify-login")
    if place.kind == "webhook" and not place.url:
        if not secrets.webhook_url:
            raise UsageError("error-notify-no-url", name=place.name)
        try:
            check_url(secrets.webhook_url, "-", f"notify.{place.name}.url")
        except ConfigurationError as error:
            raise UsageError(error.key, **error.values) from None


class Teller:
    """Knows whom to tell, and as a context tells of any error that ends the scan; the error goes on to its handler."""

    def __init__(
        self, places: tuple[Notification, ...], secrets: Secrets, terminal: Terminal, options: argparse.Namespace
    ) -> None:
        self._places, self._secrets, self._terminal, self._options = places, secrets, terminal, options
        self._is_told = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> None:
        if error is None or self._is_told:
            return
        if isinstance(error, KeyboardInterrupt):
            self.interrupted()
        elif isinstance(error, Exception) and not isinstance(error, BrokenPipeError):
            code, why, exit_code = self._explain(error)
            self._terminal.log("scan-failed", "", code=code, exit_code=exit_code)
            self._tell("failed", exit_code, why=why)

    def _explain(self, error: Exception) -> tuple[str, str, int]:
        """Its code, its words and the exit code that it leads to."""
        say = self._terminal.say
        if isinstance(error, UsageError):
            return error.key, say(error.key, **error.values), USAGE
        if isinstance(error, InventoryError):
            words = say(error.code, subject=error.subject, detail=error.detail)
            return error.code, words, USAGE if error.is_usage else INCOMPLETE
        from meibo.extraction.describe import describe_exception

        return "error-internal", say("error-internal", detail=describe_exception(error)), INCOMPLETE

    def interrupted(self, *, is_waited_for: bool = True) -> None:
        """Tell that the scan was stopped: in a hurry where somebody waits, as behind a signal."""
        self._tell("interrupted", INTERRUPTED, most_s=MOST_WHEN_STOPPED_S if is_waited_for else MOST_S)

    def finished(self, reader: Reader, summary: ScanSummary, code: int, least_score: int, rules: RiskRules) -> int:
        """Tell of a scan that came to its end, and return the exit code: 3 for 0 where somebody could not be told."""
        if not self._places:
            self._is_told = True
            return code
        from meibo.assessment.news import find_news
        from meibo.assessment.scan_choice import find_before

        news = find_news(reader, find_before(reader.scans(), summary.scan), summary.scan, least_score, rules)
        is_sent = self._tell(
            _STATES.get(code, "incomplete"),
            code,
            scan=summary.scan,
            figures=_gather(reader, summary, least_score, rules),
            news=msgspec.structs.replace(
                news,
                paths=tuple(
                    msgspec.structs.replace(item, target=_spell(name_place(item.target)), path=_spell(item.path))
                    for item in news.paths
                ),
            ),
        )
        return code if is_sent or code != COMPLETE else INCOMPLETE

    def _tell(self, state: State, exit_code: int, *, most_s: float = MOST_S, why: str = "", **found: Any) -> bool:
        """Whether everybody who wanted to know was told."""
        self._is_told = True
        if not self._places:
            return True
        from meibo.notify.model import Notice
        from meibo.notify.sending import tell

        notice = Notice(
            language=self._terminal.language,
            state=state,
            exit_code=exit_code,
            host=_spell(platform.node()),
            ended=datetime.now(UTC).isoformat(timespec="seconds"),
            version=__version__,
            targets=tuple(_spell(name_place(name)) for name in self._options.targets),
            job=_spell(self._options.job),
            why=_spell(why),
            **found,
        )
        ended = tell(self._places, self._secrets, notice, most_s)
        for place in self._places:
            if place.name in ended:
                self._say(place, ended[place.name])
        return not any(ended.values())

    def _say(self, place: Notification, error: Any) -> None:
        terminal = self._terminal
        if error is None:
            terminal.log("notified", "", name=place.name, kind=place.kind)
            return
        why = terminal.say(error.code, detail=error.detail)
        text = terminal.say("notify-failed", name=place.name, why=why)
        fields = {"name": place.name, "kind": place.kind, "code": error.code, "detail": error.detail, "text": text}
        terminal.log("notify-failed", clean(f"meibo: {terminal.say('error')}: {text}"), **fields)


def _spell(text: str) -> str:
    from meibo.notify.model import spell_plain

    return spell_plain(text)


def _gather(reader: Reader, summary: ScanSummary, least_score: int, rules: RiskRules) -> Figures:
    """The figures of a scan, with its files and people by level of risk."""
    from meibo.assessment.health import find_health
    from meibo.assessment.risk import Level, assess
    from meibo.catalogue.issues import IssueClass, issue_code
    from meibo.notify.model import Figures

    levels = (Level.LOW, Level.MEDIUM, Level.HIGH, Level.CRITICAL)
    files, persons = dict.fromkeys(levels, 0), dict.fromkeys(levels, 0)
    for asset in reader.found_assets(summary.scan):
        level = assess(asset, least_score, rules).level
        if level in files:
            files[level] += 1
            persons[level] += asset.persons_most
    ages = [row.complete_age_s for row in find_health(reader, datetime.now(UTC)) if row.target in summary.targets]
    return Figures(
        started=summary.started, seconds=summary.seconds, listed=summary.listed, complete=summary.complete,
        partial=summary.partial, skipped=summary.skipped, carried=summary.carried, unseen=summary.unseen,
        bytes_read=summary.bytes_read,
        faults={code: n for code, n in summary.issues.items() if issue_code(code).kind is IssueClass.FAULT},
        files={level.value: count for level, count in files.items()},
        persons={level.value: count for level, count in persons.items()},
        last_complete_age_s=None if None in ages or not ages else max(age for age in ages if age is not None),
    )  # fmt: skip
