"""The message that every kind of notification tells, each in its own form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

import msgspec

if TYPE_CHECKING:  # every scan asks whom to tell, and news bring the detectors
    from meibo.assessment.news import News
    from meibo.catalogue.language import Language

State = Literal["complete", "failed-on", "incomplete", "interrupted", "failed"]

_UNSHOWN: Final = re.compile(
    "[\x00-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Control characters, invisible ones, marks that turn the writing direction, line ends, lone surrogates."""
_LONGEST: Final = 500


class Figures(msgspec.Struct, frozen=True):
    """A finished scan in numbers; files and people by level of risk."""

    started: str
    seconds: float
    listed: int
    complete: int
    partial: int
    skipped: int
    carried: int
    unseen: int
    bytes_read: int
    faults: dict[str, int]
    """Number of files and folders by issue code, faults only."""
    files: dict[str, int]
    persons: dict[str, int]
    """Of each level the sum over its files: who stands in two files counts twice."""
    last_complete_age_s: float | None = None
    """Of the target whose last complete scan is longest ago; None where one never had any."""


class Notice(msgspec.Struct, frozen=True):
    """How a scan ended. Every text in it went through ``spell_plain``."""

    language: Language
    state: State
    exit_code: int
    host: str
    ended: str
    """ISO 8601 with its zone."""
    version: str
    """Of this program."""
    targets: tuple[str, ...] = ()
    job: str = ""
    scan: int | None = None
    why: str = ""
    """Of a scan that failed: the message that the terminal shows."""
    figures: Figures | None = None
    news: News | None = None
    unsent: int = 0
    """Notifications that failed before this one."""

    @property
    def event(self) -> str:
        """Its name, as in the JSON log."""
        names = {"interrupted": "scan-interrupted", "failed": "scan-failed"}
        return names.get(self.state, "scan-finished")

    @property
    def news_count(self) -> int:
        """Number of all that is new."""
        return sum(self.news.counts.values()) if self.news else 0


class Secrets(msgspec.Struct, frozen=True):
    """What comes from the environment only."""

    smtp_username: str = ""
    smtp_password: str = ""
    webhook_url: str = ""
    webhook_secret: str = ""

    def __repr__(self) -> str:
        return "Secrets()"


class NotifyError(Exception):
    """It was not sent; ``code`` is a message of the catalogue. ``detail`` quotes neither server nor secret."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


def spell_plain(text: str) -> str:
    r"""One line of text in which every character shows, and not too long: names of files and targets are untrusted.

    >>> spell_plain("a\r\nBcc: b@example.jp")
    'a\\x0d\\x0aBcc: b@example.jp'
    """
    plain = _UNSHOWN.sub(lambda match: _spell(match.group()), text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _spell(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
