"""Receivers on loopback, and a notice of a scan that found things under hostile names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meibo.assessment.news import News, NewsPath
from meibo.assessment.risk import Level
from meibo.notify.model import Figures, Notice, spell_plain
from servers.mail_server import MailServer, make_certificate
from servers.receivers import Webhook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOSTILE = "名簿|a=b\"c'\\d\r\nBcc: evil@example.com\n<!channel>@all\u202e\udcff=x.csv"
"""Everything that has a meaning in a mail header, CEF, a label, a chat or a terminal."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and certificate for loopback."""
    return make_certificate(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def mail_server(certificate: Path) -> Iterator[MailServer]:
    """One that offers STARTTLS and asks for a login."""
    server = MailServer(certificate).start()
    yield server
    server.stop()


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    """One that takes everything."""
    server = Webhook()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def notice() -> Notice:
    """An incomplete scan with three new risks, one of them told with its path."""
    path = spell_plain(HOSTILE)
    return Notice(
        language="en", state="incomplete", exit_code=3, host="fs 01", version="0.1.0",
        ended="2026-11-23T00:12:00+00:00", targets=(path,), job=spell_plain('night"ly|x=1\n'), scan=12,
        figures=Figures(
            started="2026-11-22T23:00:00+00:00", seconds=4320.5, listed=1000, complete=990, partial=7, skipped=3,
            carried=900, unseen=4, bytes_read=12345, faults={"damaged": 7, "permission-denied": 3},
            files={"low": 5, "medium": 4, "high": 3, "critical": 2},
            persons={"low": 0, "medium": 40, "high": 3000, "critical": 2}, last_complete_age_s=90000.0,
        ),
        news=News(
            since=11, counts={"new-high-risk": 2, "grown": 0, "opened": 1, "newly-unreadable": 0},
            paths=(NewsPath("new-high-risk", Level.HIGH, 3000, path, path),),
        ),
    )  # fmt: skip
