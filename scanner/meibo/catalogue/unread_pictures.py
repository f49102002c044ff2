"""The one sentence that says, wherever a scan is told of, which pictures were not read and how they would be."""

from __future__ import annotations

from typing import Protocol

from meibo.catalogue.language import Language, say


class Unread(Protocol):
    """See ``meibo.inventory.model.UnreadPictures``."""

    @property
    def files(self) -> int: ...
    @property
    def pictures(self) -> int: ...
    @property
    def left(self) -> int: ...
    @property
    def seconds(self) -> float: ...
    @property
    def are_tried(self) -> bool: ...


def tell_unread_pictures(unread: Unread, language: Language) -> str:
    """Empty where there is nothing to say."""
    if not unread.files:
        return ""
    key = "unread-pictures"
    if unread.are_tried:
        key += "-late" if unread.left else "-rest"
    return say(
        key, language, files=f"{unread.files:,}", pictures=f"{unread.pictures:,}", left=f"{unread.left:,}",
        time=say_time(unread.seconds, language),
    )  # fmt: skip


def say_time(seconds: float, language: Language) -> str:
    """In the unit in which people would say it."""
    for unit, length_s in (("seconds", 1), ("minutes", 60)):
        if seconds < 90 * length_s:
            return say(f"time-{unit}", language, count=f"{max(1, round(seconds / length_s))}")
    return say("time-hours", language, count=f"{seconds / 3600:,.1f}")
