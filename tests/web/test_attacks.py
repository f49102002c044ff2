"""Attacks on the real command by bare sockets: no HTTP, two requests in one, sizes, paths, other users."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from meibo.inventory.files import default_key_path
from meibo.inventory.reader import Reader
from web_pages import Server
from web_sockets import Attacker, read_all


@pytest.fixture(scope="module")
def attacker(inventory: Path, tmp_path_factory: pytest.TempPathFactory, forget_coverage: Any) -> Iterator[Attacker]:
    """A server that may mark, with a person logged in; no attack may make it say anything."""
    folder = tmp_path_factory.mktemp("attacked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        forget_coverage(patch)  # what measures it would say something, too
        shutil.copy(default_key_path(inventory), folder)
        server = Server(Path(shutil.copy(inventory, folder)), "--triage")
    known = Attacker(server)
    while b"progress" in known.ask(known.request(f"{known.base}/", is_member=True)):
        pass
    yield known
    code, said = server.end()
    assert code == 0
    assert len(said.splitlines()) == 2, said  # the address that follows, and how to end


def read_index(attacker: Attacker) -> Path:
    """The private folder of the server."""
    [folder] = (attacker.server.inventory.parent).glob("meibo-serve-*")
    return folder


NOT_HTTP = (
    "GET / HTTP/1.1\r\nHost: HERE\r\nHost: elsewhere.example\r\n\r\n",
    "GET /\x00 HTTP/1.1\r\nHost: HERE\r\n\r\n",
    "GET / HTTP/1.1\r\nHost : HERE\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "POST /login HTTP/1.1\r\nHost: HERE\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "POST /login HTTP/1.1\r\nHost: HERE\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "POST /login HTTP/1.1\r\nHost: HERE\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "POST /login HTTP/1.1\r\nHost: HERE\r\nContent-Length: +4\r\n\r\nabcde",
    "POST /login HTTP/1.1\r\nHost: HERE\r\nContent-Length: 99999999999999999999999\r\n\r\nabcde",
    "GET / HTTP/1.1\r\nHost: HERE\r\nx: " + "y" * 40_000,
    "GET / HTTP/1.1\r\nHost: HERE\r\n" + "x: y\r\n" * 8_000,
)


@pytest.mark.parametrize("number", range(len(NOT_HTTP)))
def test_what_is_no_http_is_refused(attacker: Attacker, number: int) -> None:
    """Requests that two readers could take for different ones, or that never end; the answer has all headers."""
    answer = attacker.ask(NOT_HTTP[number].replace("HERE", attacker.host).encode("latin-1"))
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"content-security-policy: default-src 'none'" in answer.lower()
    assert b"cache-control: no-store" in answer.lower()
    assert answer.count(b"HTTP/1.1") == 1


def test_no_request_hides_in_another(attacker: Attacker) -> None:
    """A body with two lengths ends the connection, and what stands behind it is not answered."""
    behind = attacker.request("/static/meibo.svg")
    both = attacker.form(b"0\r\n\r\n" + behind, "Content-Length: 4", "Transfer-Encoding: chunked")
    answer = attacker.ask(both)
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1") == 1


def test_broken_bodies_end_the_connection(attacker: Attacker) -> None:
    """A chunk that is none, before the answer and behind it, and a client who leaves in the middle; nobody is told."""
    chunked = "Transfer-Encoding: chunked"
    assert attacker.ask(attacker.form(b"zz\r\nzzzz\r\n", chunked)).startswith(b"HTTP/1.1 400")
    with attacker.connect() as made:
        made.sendall(f"GET /static/meibo.svg HTTP/1.1\r\nHost: {attacker.host}\r\n{chunked}\r\n\r\n".encode())
        assert made.recv(65536).startswith(b"HTTP/1.1 200")
        made.sendall(b"zz\r\nzzzz\r\n")
        assert b"HTTP/1.1" not in read_all(made)
    with attacker.connect() as made:
        made.sendall(attacker.form(b"csrf=", "Content-Length: 100"))
    assert attacker.status(attacker.request("/static/meibo.svg")) == 200


@pytest.mark.parametrize(
    "line", ["X-HTTP-Method-Override: POST", "X-HTTP-Method: POST", "X-Method-Override: POST", "X-Original-URL: /x"]
)
def test_method_is_what_it_says(attacker: Attacker, line: str) -> None:
    """No header makes a GET a POST."""
    address = f"{attacker.base}/marks?_method=POST"
    assert attacker.status(attacker.request(address, line, is_member=True)) == 405


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1", "127.0.0.1:1", "localhost.elsewhere.example:PORT"])
def test_rebound_names_lead_nowhere(attacker: Attacker, host: str) -> None:
    """DNS rebinding: another name, even with the cookie, and whatever a proxy would say."""
    lines = [f"X-Forwarded-Host: {attacker.host}", f"Forwarded: host={attacker.host}"]
    named = host.replace("PORT", str(attacker.port))
    assert attacker.status(attacker.request(f"{attacker.base}/", *lines, host=named, is_member=True)) == 421
    assert attacker.status(attacker.request(f"http://{named}/", *lines)) == 401


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("use", ["no-cors image", "no-cors script", "navigate iframe", "cors empty", "navigate embed"])
def test_pages_of_others_load_nothing(attacker: Attacker, site: str, use: str) -> None:
    """Another site, or a page at another port of this machine, which browsers send cookies along for."""
    mode, kind = use.split()
    lines = [f"Sec-Fetch-Site: {site}", f"Sec-Fetch-Mode: {mode}", f"Sec-Fetch-Dest: {kind}"]
    for path in (f"{attacker.base}/files", "/static/meibo.js", "/login"):
        assert attacker.status(attacker.request(path, *lines, is_member=True)) == 403
    leads = [lines[0], "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"]
    assert attacker.status(attacker.request("/login", *leads)) == 401
    assert attacker.status(attacker.form(b"", "Content-Length: 0", *leads)) == 403


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
def test_no_origin_is_allowed(attacker: Attacker, method: str) -> None:
    """CORS: no answer lets the page of somebody else read it."""
    lines = ["Origin: http://elsewhere.example", "Access-Control-Request-Method: GET", "Content-Length: 0"]
    answer = attacker.ask(attacker.request(f"{attacker.base}/files", *lines, method=method, is_member=True))
    assert answer.split()[1] in (b"403", b"405")
    assert b"access-control" not in answer.lower()


def test_cookies_of_other_ports_hide_nothing(attacker: Attacker) -> None:
    """A server at another port can set cookies for this one, but does not know which name counts."""
    tossed = f"Cookie: meibo-{attacker.port}=x; {attacker.cookie}; meibo-{attacker.port}=y; meibo-lang=<; meibo-theme=<"
    assert attacker.status(attacker.request(f"{attacker.base}/files", tossed)) == 200
    assert re.match(rf"meibo-{attacker.port}-[0-9a-f]{{16}}=[\w-]{{43}}$", attacker.cookie)


PATHS = (
    "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/..%5capp.py",
    "/static/%252e%252e/app.py",
    "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/C:/x", "/static/%00", "/static/meibo.css%00.py",
    "/static/" + "a" * 3000, "/static/" + "a/" * 1500, "/static", "/static/",
    "//static/meibo.css", "[", "*", "//[", "http://[/",
    "/login/", "/BASE/files/", "/BASE/files/..%2f..%2fstatic", "/BASE/files/%00", "/BASE/files/1%2f2",
    "/BASE/../static/meibo.css",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("is_member", [False, True])
def test_no_path_leads_out(attacker: Attacker, path: str, is_member: bool) -> None:
    """Neither in plain nor encoded once or twice; guests are not told what there is, and nobody is led on."""
    answer = attacker.ask(attacker.request(path.replace("/BASE", attacker.base), is_member=is_member))
    assert answer.split()[1] == (b"404" if is_member else b"401")
    assert b"import" not in answer
    assert b"root:" not in answer
    assert b"location:" not in answer


def test_sizes_are_bounded(attacker: Attacker) -> None:
    """Address, parameters, fields of a form, bodies with a length, without one, and without an end."""
    base = attacker.base
    assert attacker.status(attacker.request(f"{base}/files?q={'x' * 5000}", is_member=True)) == 414
    assert attacker.status(attacker.request(f"{base}/files?{'a&' * 300}", is_member=True)) == 400
    kind = "Content-Type: application/x-www-form-urlencoded"
    assert attacker.status(attacker.form(b"a=1&" * 15_000, kind, "Content-Length: 60000")) == 403
    assert attacker.status(attacker.form(b"", kind, "Content-Length: 70000")) == 413
    chunks = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    assert attacker.status(attacker.form(chunks * 17, "Transfer-Encoding: chunked")) == 413
    deep = b"[" * 60_000
    assert attacker.status(attacker.form(deep, "Content-Type: application/json", "Content-Length: 60000")) == 403
    ranges = "Range: bytes=" + ",".join(f"{number * 2}-{number * 2}" for number in range(1500))
    assert len(attacker.ask(attacker.request("/static/htmx.min.js", ranges))) < 60_000


def test_bodies_of_guests_are_not_waited_for(attacker: Attacker) -> None:
    """Who has not logged in is answered by the head alone."""
    head = attacker.form(b"", "Content-Length: 60000").replace(attacker.cookie.encode(), b"none=x")
    with attacker.connect() as made:
        made.settimeout(5)
        made.sendall(head)
        assert made.recv(100).startswith(b"HTTP/1.1 401")


def test_many_guests_keep_nobody_out(attacker: Attacker) -> None:
    """Three times as many connections as there may be: who has logged in keeps theirs, and gets new ones."""
    again = attacker.request(f"{attacker.base}/", is_member=True).replace(b"Connection: close\r\n", b"")
    with attacker.connect() as member, contextlib.ExitStack() as held:
        member.sendall(again)
        assert member.recv(100).startswith(b"HTTP/1.1 200")
        for _ in range(300):
            held.enter_context(attacker.connect())
        assert attacker.status(attacker.request(f"{attacker.base}/", is_member=True)) == 200
        member.sendall(again.replace(attacker.base.encode() + b"/", b"/static/meibo.svg", 1))
        member.settimeout(5)
        answer = b""
        while b"<svg " not in answer:
            answer += member.recv(65536)
        assert len(list(Path(f"/proc/{attacker.server.process.pid}/fd").iterdir())) < 150


def test_others_on_the_machine_learn_nothing(attacker: Attacker) -> None:
    """The secrets stand in no argument, no environment and no file; the folder is private."""
    secrets = [attacker.server.link.rpartition("=")[2], attacker.base.strip("/"), attacker.cookie.rpartition("=")[2]]
    pid = attacker.server.process.pid
    family = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    told = []
    for place in [Path(f"/proc/{one}/{name}") for one in family for name in ("cmdline", "environ")]:
        with contextlib.suppress(ProcessLookupError):  # it has ended
            told.append(place.read_bytes())
    assert len(told) > 1
    folder = read_index(attacker)
    told += [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    assert not [secret for secret in secrets for text in told if secret.encode() in text]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.rglob("*") if file.is_file()} == {0o600}


def test_nothing_was_marked(attacker: Attacker) -> None:
    """Whatever was tried above."""
    reader = Reader(attacker.server.inventory)
    try:
        assert list(reader.marks.marked_files()) == []
    finally:
        reader.close()


def test_errors_show_nothing(inventory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault within the server: the page is two words, the terminal gets class and place."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    server = Server(inventory)
    known = Attacker(server)
    while b"progress" in known.ask(known.request(f"{known.base}/", is_member=True)):
        pass
    [groups] = tmp_path.glob("meibo-serve-*/groups.db")
    groups.write_bytes(b"no database " * 1000)
    answer = known.ask(known.request(f"{known.base}/owners", is_member=True))
    code, said = server.end()
    assert answer.startswith(b"HTTP/1.1 500")
    assert answer.rpartition(b"\r\n\r\n")[2].strip() == b"Internal Server Error"
    assert b"content-security-policy" in answer
    assert code == 0
    assert "DatabaseError" in said
    assert "Traceback" not in said
    assert str(tmp_path) not in said
