"""``meibo serve`` as a process: what it prints, where it listens, whom it cuts off, and what it leaves behind."""

from __future__ import annotations

import contextlib
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from web_pages import Server
from web_sockets import Attacker

Start = Callable[..., Server]


@pytest.mark.parametrize("number", [pytest.param(signal.SIGINT, marks=pytest.mark.slow), signal.SIGTERM])
def test_nothing_is_left_behind(
    start_server: Start, inventory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Its folder is private while it runs and gone when it ends, with exit code 0; the token is printed once."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    server = start_server(inventory)
    assert [folder.stat().st_mode & 0o777 for folder in tmp_path.glob("meibo-serve-*")] == [0o700]
    code, said = server.end(number)
    assert code == 0
    assert list(tmp_path.iterdir()) == []
    assert "token" not in said
    assert "Traceback" not in said


def test_port_in_use_is_an_error(start_server: Start, inventory: Path) -> None:
    """It is named, with what to do."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, said = start_server(inventory, "--port", str(port)).end()
    assert code == 2
    assert str(port) in said


def test_only_loopback_is_listened_to(start_server: Start, inventory: Path) -> None:
    """No other machine can connect."""
    port = start_server(inventory).port
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
    listening = [line[1] for line in lines if line[1].endswith(f":{port:04X}") and line[3] == "0A"]
    assert listening == [f"0100007F:{port:04X}"]


def test_large_heads_are_refused(start_server: Start, inventory: Path) -> None:
    """A request whose headers do not end."""
    with socket.create_connection(("127.0.0.1", start_server(inventory).port)) as large:
        large.sendall(b"GET / HTTP/1.1\r\nx: " + b"y" * 40_000)
        assert large.recv(100).startswith(b"HTTP/1.1 400")


@pytest.mark.slow
def test_slow_clients_are_cut(start_server: Start, inventory: Path) -> None:
    """Who sends a byte now and then loses the connection in the end."""
    with socket.create_connection(("127.0.0.1", start_server(inventory).port)) as slow:
        slow.settimeout(1)
        start = time.monotonic()
        is_open = True
        while is_open and time.monotonic() - start < 90:
            try:
                slow.sendall(b"G")
                is_open = slow.recv(10) != b""
            except TimeoutError:
                continue
            except OSError:
                is_open = False
        assert not is_open
        assert time.monotonic() - start > 20


@pytest.mark.slow
def test_slow_readers_are_cut(start_server: Start, inventory: Path) -> None:
    """Who asks often and takes nothing: pages are answered meanwhile, and half a minute later all are cut."""
    attacker = Attacker(start_server(inventory))
    page = attacker.request(f"{attacker.base}/", is_member=True)
    while b"progress" in attacker.ask(page):  # its index is opened by then
        pass
    folder = Path(f"/proc/{attacker.server.process.pid}/fd")
    before = len(list(folder.iterdir()))
    with contextlib.ExitStack() as held:
        for _ in range(30):
            held.enter_context(ask_and_take_nothing(attacker))
        start = time.monotonic()
        while len(list(folder.iterdir())) < before + 20:
            assert time.monotonic() - start < 60
            time.sleep(0.1)
        while len(list(folder.iterdir())) > before + 1:
            assert time.monotonic() - start < 90
            assert attacker.status(page) == 200
            time.sleep(0.5)


@pytest.mark.slow
def test_slow_readers_do_not_keep_it_running(start_server: Start, inventory: Path) -> None:
    """A signal ends it within seconds, whoever is still to take an answer."""
    attacker = Attacker(start_server(inventory))
    with contextlib.ExitStack() as held:
        for _ in range(20):
            held.enter_context(ask_and_take_nothing(attacker))
        time.sleep(5)
        start = time.monotonic()
        code, said = attacker.server.end(signal.SIGTERM)
        assert code == 0
        assert "Traceback" not in said
        assert time.monotonic() - start < 10


def ask_and_take_nothing(attacker: Attacker) -> socket.socket:
    """A connection with many requests on it whose answers fill what lies between the two sides."""
    made = attacker.connect(receive_bytes=2048)
    made.sendall(f"GET /static/htmx.min.js HTTP/1.1\r\nHost: {attacker.host}\r\n\r\n".encode() * 80)
    return made
