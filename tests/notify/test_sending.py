"""Everybody who wants to know is told, and nobody who hangs keeps the others or the scan waiting."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from meibo.configuration.model import Notification
from meibo.notify.model import Secrets, spell_plain
from meibo.notify.sending import is_wanted, tell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("always", {(0, False), (0, True), (1, False), (1, True), (3, False), (130, False)}),
        ("failure", {(1, False), (1, True), (3, False), (130, False)}),
        ("new-risk", {(0, True), (1, True), (3, False), (130, False)}),
    ],
)
def test_who_wants_to_know_what(notice: Any, when: str, wanted: set[tuple[int, bool]]) -> None:
    """By exit code and whether there are new risks: a scan that failed is news to everybody."""
    place = Notification(name="a", kind="mail", when=when)
    cases = {(0, False), (0, True), (1, False), (1, True), (3, False), (130, False)}
    told = {
        (code, has_news)
        for code, has_news in cases
        if is_wanted(place, structs.replace(notice, exit_code=code, news=notice.news if has_news else None))
    }
    assert told == wanted


def test_one_that_hangs_is_left_behind(webhook: Any, notice: Any, tmp_path: Path) -> None:
    """The other is told, the time is kept, and the metrics count what failed."""
    webhook.delay_s = 3
    places = [
        Notification(name="slow", kind="webhook", url=f"http://127.0.0.1:{webhook.port}/"),
        Notification(name="gone", kind="syslog", transport="tcp", server="127.0.0.1", port=1),
        Notification(name="file", kind="metrics", path=tmp_path / "a.prom"),
    ]
    started = time.monotonic()
    ended = tell(places, Secrets(), notice, 0.3)
    assert time.monotonic() - started < 2.9
    codes = {name: error.code if error else "" for name, error in ended.items()}
    assert codes.pop("slow") in ("notify-time-limit", "notify-unreachable")
    assert codes == {"gone": "notify-unreachable", "file": ""}
    assert 'meibo_notify_failures{job_name="night\\"ly|x=1\\\\x0a"} 2' in (tmp_path / "a.prom").read_text()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("名簿 2026.xlsx", "名簿 2026.xlsx"),
        ("a\r\nb", "a\\x0d\\x0ab"),
        ("x\u2028y\u202ez\x1b[2J", "x\\u2028y\\u202ez\\x1b[2J"),
        ("\udc96", "\\udc96"),
        ("長" * 600, "長" * 499 + "…"),
    ],
)
def test_names_become_one_plain_line(text: str, shown: str) -> None:
    """Whatever a file is called, it fits a header, a line and a screen."""
    assert spell_plain(text) == shown
