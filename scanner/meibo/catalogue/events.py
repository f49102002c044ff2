"""The closed table of events of the JSON log: names and fields stay as they are once released."""

from __future__ import annotations

from typing import Final

import msgspec


class Event(msgspec.Struct, frozen=True):
    """One row; every event has ``time`` (ISO 8601, UTC) and ``event`` (its name) besides."""

    name: str
    fields: tuple[str, ...]
    meaning: str


EVENTS: Final = (
    Event("scan-started", ("targets", "inventory"), "a scan begins, or goes on"),
    Event("scan-resumed", ("scan",), "it goes on with an interrupted scan"),
    Event("scan-restarted", ("changes",), "it does not, because these changed: targets, options, rule-set"),
    Event(
        "parsers-confined",
        ("layers", "missing"),
        "what holds of the layers that confine parsers, told with the first file of a format: see docs/security/sandbox.md",
    ),
    Event("issue", ("path", "code", "detail", "class"), "a fault: something could not be read; see the issue codes"),
    Event("scan-interrupted", (), "it was stopped; the same command goes on"),
    Event("waiting-for-hours", ("until",), "it was started outside of `hours`, and begins then"),
    Event("hours-ended", ("until",), "its hours are over, and it may go on then; `scan-interrupted` follows"),
    Event(
        "back-off",
        ("target", "reason", "share", "usual_ms", "now_ms"),
        "a server slows down (`slow`) or limits requests (`throttled`): the scan goes on at a share of its load",
    ),
    Event(
        "back-off-ended", ("target", "share", "usual_ms", "now_ms"), "the server is as usual, and so is the load"
    ),
    Event(
        "pictures-began",
        ("files", "pictures", "seconds"),
        "all else was read; now pictures are, the most promising first, for so many seconds at the most",
    ),
    Event(
        "pictures-going-on",
        ("done", "files", "seconds_left", "seconds_to_limit"),
        "so many of these files were read; told every half minute",
    ),
    Event(
        "pictures-ended",
        ("done", "files", "left", "seconds_left"),
        "`left` files stay for the next scan, which may take so many seconds",
    ),
    Event("times-moved", ("target", "count"), "reading moved the time of last access of so many files and folders"),
    Event("scan-failed", ("code", "exit_code"), "it could not scan; an event `error` says why"),
    Event(
        "scan-finished",
        ("exit_code", "scan", "listed", "complete", "partial", "skipped", "bytes_read", "seconds", "issues", "carried",
         "unseen", "dismissed", "pictures", "allowed", "seal"),
        "it came to its end; `issues` holds the number of files and folders by code, `seal` what the audit log was sealed with, "
        "`pictures` those that were not read: in how many files, how many, files left since time ended, seconds that they need",
    ),
    Event("notified", ("name", "kind"), "a notification was sent"),
    Event("notify-failed", ("name", "kind", "code", "detail", "text"), "a notification was not sent"),
    Event("error", ("code", "text"), "what ends the command, in the words of the terminal"),
    Event("note", ("text",), "anything else that people would read on standard error"),
)  # fmt: skip
