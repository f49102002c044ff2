"""Syslog messages are framed as their transport asks, and no name breaks a field of CEF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from meibo.configuration.model import Notification
from meibo.notify import cef, syslog
from meibo.notify.model import NotifyError, Secrets
from servers.receivers import Syslog

if TYPE_CHECKING:
    from pathlib import Path

MESSAGE = re.compile(
    r"<(?P<priority>\d{1,3})>1 (?P<time>\S+) (?P<host>\S+) meibo \d+ (?P<event>\S+) - (?P<text>CEF:0\|.*)", re.DOTALL
)


def read_cef(line: str) -> tuple[list[str], dict[str, str]]:
    """Header and extension as a receiver takes them apart."""
    assert "\n" not in line
    *head, rest = re.split(r"(?<!\\)(?:\\\\)*\|", line, maxsplit=7)
    pairs = re.findall(r"(\w+)=((?:[^=\\]|\\.)*)(?= \w+=|$)", rest)
    assert " ".join(f"{key}={value}" for key, value in pairs) == rest
    plain = {key: re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], value) for key, value in pairs}
    return head, plain


def unframe(stream: bytes) -> list[str]:
    """The messages of an octet-counted stream."""
    messages = []
    while stream:
        length, _, stream = stream.partition(b" ")
        messages.append(stream[: int(length)].decode())
        stream = stream[int(length) :]
    return messages


@pytest.fixture
def receive(certificate: Path, tmp_path: Path, notice: Any) -> Any:
    """Sends the notice over a transport and returns the messages that arrive."""

    def run(transport: str, *, paths: bool = False) -> list[str]:
        socket_path = tmp_path / "log" if transport == "local" else None
        server = Syslog(transport, certificate, socket_path)
        place = Notification(
            name="siem", kind="syslog", transport=transport, server="127.0.0.1", port=server.port,
            ca_file=certificate if transport == "tls" else None, path=socket_path or tmp_path, paths=paths,
        )  # fmt: skip
        try:
            syslog.send(place, Secrets(), notice, 10)
            is_stream = transport in ("tcp", "tls")
            raw = server.wait_for(1 if is_stream else 1 + paths)
            return unframe(raw[0]) if is_stream else [message.decode() for message in sorted(raw, key=len)[::-1]]
        finally:
            server.stop()

    return run


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls"])
def test_a_message_has_the_form_of_rfc_5424(receive: Any, notice: Any, transport: str) -> None:
    """Priority local0.error, time with its zone, a host without blanks, the event's name, and CEF at the very start."""
    (message,) = receive(transport)
    match = MESSAGE.fullmatch(message)
    assert match, message
    assert (match["priority"], match["host"], match["event"]) == (str(16 * 8 + 3), "fs_01", "scan-finished")
    assert match["time"] == notice.ended


def test_the_local_socket_takes_the_short_form(receive: Any) -> None:
    """Priority, tag, text, as a C library writes it."""
    (message,) = receive("local")
    assert re.match(r"<131>meibo\[\d+\]: CEF:0\|meibo\|meibo\|", message)


def test_hostile_names_stay_within_their_fields(receive: Any, notice: Any) -> None:
    """Bars, equal signs, quotes, backslashes and line ends of a job, a target and a path come back as they were."""
    lines = [message.partition(" - ")[2] for message in receive("tcp", paths=True)]
    (head, fields), (risk_head, risk_fields) = map(read_cef, lines)
    assert head == ["CEF:0", "meibo", "meibo", "0.1.0", "scan-finished", "Scan incomplete", "7"]
    assert (fields["cs1"], fields["cs2"]) == (notice.targets[0], notice.job)
    assert (fields["cn1"], fields["cn1Label"], fields["externalId"], fields["outcome"]) == (
        "3", "exitCode", "12", "incomplete",
    )  # fmt: skip
    assert (fields["meiboListed"], fields["meiboFaults"], fields["meiboFilesHigh"]) == ("1000", "10", "3")
    assert (fields["meiboNewHighRisk"], fields["meiboOpened"]) == ("2", "1")
    assert risk_head[4:] == ["new-high-risk", "New file of high risk", "6"]
    assert (risk_fields["filePath"], risk_fields["cn1"]) == (notice.news.paths[0].path, "3000")


def test_paths_are_not_told_unless_they_are_wanted(receive: Any) -> None:
    """One event, without the file's path."""
    (message,) = receive("tcp")
    assert "filePath" not in message


@pytest.mark.parametrize(
    ("state", "news", "severity"),
    [
        ("complete", False, 2),
        ("complete", True, 6),
        ("interrupted", False, 5),
        ("incomplete", False, 7),
        ("failed", False, 9),
    ],
)
def test_the_severity_says_how_it_ended(notice: Any, state: str, news: bool, severity: int) -> None:
    """A complete scan with new risks weighs as much as one of them."""
    told = structs.replace(notice, state=state, news=notice.news if news else None)
    assert next(cef.write_events(told, has_paths=False))[1] == severity


def test_nobody_at_the_other_end_is_a_failure(notice: Any, tmp_path: Path) -> None:
    """Of a stream or a socket; what UDP loses nobody can tell."""
    for settings in ({"transport": "tcp", "server": "127.0.0.1", "port": 1}, {"transport": "local", "path": tmp_path}):
        with pytest.raises(NotifyError) as caught:
            syslog.send(Notification(name="siem", kind="syslog", **settings), Secrets(), notice, 5)
        assert caught.value.code == "notify-unreachable"
