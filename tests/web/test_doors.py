"""Who is let in: names of this machine, a token once, a cookie, forms of these pages; and what no answer lacks."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import pytest

from meibo.web.session import SESSION_SECONDS, TOKEN_SECONDS, Sessions
from web_pages import ORIGIN, PORT, Pages


def test_answers_carry_the_policy(pages: Pages) -> None:
    """Nothing from elsewhere is loaded, nothing is framed, nothing is kept, whatever the answer is."""
    guest = pages.guest()
    for answer in (
        pages.client.get(f"{pages.base}/"),
        pages.client.get("/static/meibo.css"),
        guest.get("/"),
        guest.get("/", headers={"host": "elsewhere.example"}),
    ):
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "server" not in answer.headers


class Tags(HTMLParser):
    """The tags of a page with what stands in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.found.append((tag, dict(attrs)))


def test_pages_obey_their_own_policy(pages: Pages) -> None:
    """No page has a script, a style or a handler in it, or an address of somebody else."""
    for path in ("/", "/files", "/folders", "/owners", "/audiences", "/detectors", "/unread", "/changes"):
        for tag, values in Tags(pages.get(path)).found:
            assert tag not in ("style", "iframe", "object", "embed", "base"), path
            assert not [name for name in values if name == "style" or name.startswith("on")], path
            assert tag != "script" or str(values["src"]).startswith("/static/"), path
            for name in ("src", "href", "action"):
                assert re.match(r"/(?!/)|#", values.get(name) or "/"), path


@pytest.mark.parametrize("host", ["elsewhere.example", f"elsewhere.example:{PORT}", "127.0.0.1", "127.0.0.1:1", ""])
def test_other_hosts_are_refused(pages: Pages, host: str) -> None:
    """A name that somebody lets point here (DNS rebinding) leads nowhere, even with the cookie."""
    assert pages.client.get(f"{pages.base}/files", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", [f"localhost:{PORT}", f"[::1]:{PORT}", f"LOCALHOST:{PORT}"])
def test_names_of_this_machine_are_answered(pages: Pages, host: str) -> None:
    """All three names of loopback; the cookie belongs to one of them."""
    assert pages.client.get("/static/meibo.css", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://elsewhere.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1"]
)
def test_other_origins_are_refused(pages: Pages, origin: str) -> None:
    """Whatever a page of somebody else asks, it gets nothing."""
    assert pages.client.get(f"{pages.base}/files", headers={"origin": origin}).status_code == 403


def test_token_is_good_once(pages: Pages) -> None:
    """The address that was printed opens the pages for one browser only."""
    token = pages.site.sessions.make_token()
    assert pages.guest().get("/login", params={"token": token}).status_code == 200
    again = pages.guest().get("/login", params={"token": token})
    assert again.status_code == 401
    assert "set-cookie" not in again.headers


def test_a_look_spends_no_token(pages: Pages) -> None:
    """A preview of the address that asks for the head alone leaves it good."""
    token = pages.site.sessions.make_token()
    assert pages.guest().request("HEAD", "/login", params={"token": token}).status_code == 401
    assert pages.guest().get("/login", params={"token": token}).status_code == 200


def test_wrong_tokens_open_nothing(pages: Pages) -> None:
    """Neither another one, nor none, nor one with characters beyond ASCII; and the right one still works."""
    token = pages.site.sessions.make_token()
    for wrong in ("", token[:-1], token + "x", "トークン"):
        assert pages.guest().get("/login", params={"token": wrong}).status_code == 401
    assert pages.guest().get("/login", params={"token": token}).status_code == 200


def test_tokens_and_sessions_expire() -> None:
    """A token that nobody used in time, and a session that was left alone."""
    now = 0.0
    sessions = Sessions(lambda: now)
    token = sessions.make_token()
    now = TOKEN_SECONDS
    assert sessions.log_in(token) is None
    session = sessions.log_in(sessions.make_token())
    assert session is not None
    now += SESSION_SECONDS - 1
    assert sessions.find(session.secret) == session
    now += SESSION_SECONDS - 1
    assert sessions.find(session.secret) == session
    now += SESSION_SECONDS
    assert sessions.find(session.secret) is None


def test_newer_token_takes_the_place_of_an_unused_one() -> None:
    """Of the addresses that a terminal shows the last one counts."""
    sessions = Sessions()
    first, second = sessions.make_token(), sessions.make_token()
    assert sessions.log_in(first) is None
    assert sessions.log_in(second) is not None


def test_cookie_is_strict(pages: Pages) -> None:
    """Scripts cannot read it, other sites cannot send it, and other ports of this machine do not get it."""
    answer = pages.guest().get("/login", params={"token": pages.site.sessions.make_token()})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert f"Path={pages.base}/" in cookie
    assert len(pages.base) > 20


def test_guests_see_nothing(pages: Pages) -> None:
    """Without the cookie, or with another, every page is locked, and does not tell where the pages are."""
    guest = pages.guest()
    for path in ("/", f"{pages.base}/", f"{pages.base}/files", f"{pages.base}/files/1", "/nothing"):
        answer = guest.get(path, headers={"cookie": f"{pages.cookie.partition('=')[0]}=guess"})
        assert answer.status_code == 401
        assert "share" not in answer.text
    assert pages.base not in guest.get("/").text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_reading_pages_only_read(pages: Pages, method: str) -> None:
    """Without --triage nothing but GET is answered."""
    assert pages.client.request(method, f"{pages.base}/marks", headers={"origin": ORIGIN}).status_code == 405


async def drip(pieces: int) -> AsyncIterator[bytes]:
    """A body that does not say how long it is."""
    for _ in range(pieces):
        yield b"x" * 1000


def test_sizes_are_bounded(triage_pages: Pages) -> None:
    """Neither a long address nor a large body is read, with or without an honest length."""
    client, base = triage_pages.client, triage_pages.base
    assert client.get(f"{base}/files", params={"q": "x" * 5000}).status_code == 414
    large = client.post(f"{base}/marks", content=b"x" * 70_000, headers={"origin": ORIGIN})
    assert large.status_code == 413
    streamed = client.post(f"{base}/marks", content=drip(70), headers={"origin": ORIGIN})
    assert streamed.status_code == 413
    assert client.post(f"{base}/marks", headers={"origin": ORIGIN, "content-length": "-1"}).status_code == 413


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fcli/main.py", "/static//etc/passwd"]
)
def test_static_files_are_the_only_ones(pages: Pages, path: str) -> None:
    """No path leads out of the folder of static files."""
    answer = pages.client.get(path)
    assert answer.status_code in (401, 404)
    assert "import" not in answer.text


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "", "/other"]
)
def test_nobody_is_sent_elsewhere(pages: Pages, back: str) -> None:
    """The way back leads to these pages only."""
    answer = pages.guest().get(f"{pages.base}/prefer", params={"lang": "ja", "back": back})
    assert answer.headers["location"] == f"{pages.base}/"
