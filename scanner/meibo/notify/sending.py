"""Sends a notice to everybody who wants it, at the same time, and comes back in time whatever servers do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from meibo.configuration.model import Notification
from meibo.extraction.describe import describe_exception
from meibo.notify import mail, metrics, syslog, webhook
from meibo.notify.model import Notice, NotifyError, Secrets

SENDERS: Final[dict[str, Callable[[Notification, Secrets, Notice, float], None]]] = {
    "mail": mail.send,
    "webhook": webhook.send,
    "syslog": syslog.send,
    "metrics": metrics.send,
}
"""By kind. Adding one: its module, its keys in ``configuration/notify_table.py``, one line here."""

_GOOD: Final = frozenset({0, 1})


def tell(
    places: Sequence[Notification], secrets: Secrets, notice: Notice, most_s: float
) -> dict[str, NotifyError | None]:
    """What became of each notification that was wanted, by name: None where it was sent.

    Metrics come last, since they count what was not sent. Nothing takes longer than ``most_s`` seconds in all; what
    still hangs then is left behind with the process.
    """
    wanted = [place for place in places if is_wanted(place, notice)]
    ended = _send_all([place for place in wanted if place.kind != "metrics"], secrets, notice, most_s)
    counted = msgspec.structs.replace(notice, unsent=sum(error is not None for error in ended.values()))
    return ended | _send_all([place for place in wanted if place.kind == "metrics"], secrets, counted, most_s)


def is_wanted(place: Notification, notice: Notice) -> bool:
    """Whether it is to be sent: by its ``when``. A scan that failed is news to everybody."""
    if place.kind == "metrics" or place.when == "always":
        return True
    if place.when == "failure":
        return notice.exit_code != 0
    return notice.exit_code not in _GOOD or notice.news_count > 0


def _send_all(
    places: Sequence[Notification], secrets: Secrets, notice: Notice, most_s: float
) -> dict[str, NotifyError | None]:
    slow = NotifyError("notify-time-limit", f"{most_s:g}")
    ended: dict[str, NotifyError | None] = {place.name: slow for place in places}
    finish_by = time.monotonic() + most_s
    threads = [
        # Daemons: a name server or mail server that hangs must not keep the process.
        threading.Thread(target=_send, args=(place, secrets, notice, most_s, ended), daemon=True)
        for place in places
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, finish_by - time.monotonic()))
    return dict(ended)


def _send(
    place: Notification, secrets: Secrets, notice: Notice, most_s: float, ended: dict[str, NotifyError | None]
) -> None:
    try:
        SENDERS[place.kind](place, secrets, notice, most_s)
        ended[place.name] = None
    except NotifyError as error:
        ended[place.name] = error
    except Exception as error:  # noqa: BLE001 - a message could quote a URL or a login, so only class and place
        ended[place.name] = NotifyError("notify-internal", describe_exception(error))
