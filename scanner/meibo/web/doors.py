"""What every request passes before a page sees it, and what every answer carries.

Only this machine's own names are answered to, so that no name of somebody else's leads here (DNS rebinding); what
changes something must come from these pages themselves; nothing is kept, framed, or taken from elsewhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 64 * 1024
LONGEST_ADDRESS: Final = 4096
MOST_PARAMETERS: Final = 200
MOST_REQUESTS: Final = 100
"""That are answered at once."""
BODY_SECONDS: Final = 10.0
MEMBER: Final = "member"
"""A request of somebody who has logged in has this in its state."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with less, browsers would not say where a form comes from
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Doors:
    """The outermost layer; ``methods`` are those that are answered, ``on_error`` is told what a page did not catch."""

    def __init__(self, app: ASGIApp, port: int, methods: frozenset[str], on_error: Callable[[Exception], None]) -> None:
        self._app, self._methods, self._on_error = app, methods, on_error
        self._running = 0
        suffix = "" if port == 80 else f":{port}"
        self._hosts = frozenset(f"{name}{suffix}" for name in ("127.0.0.1", "localhost", "[::1]"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return
        guarded = _Answer(send)
        refusal = self._refuse(scope)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        self._running += 1
        try:
            await self._app(scope, _Bounded(receive), guarded)
        except ClientDisconnect:  # in the middle of a form, which is then not stored
            return
        except Exception as error:  # noqa: BLE001 - the last resort, and none of it is shown
            self._on_error(error)
            if not guarded.has_begun:
                await _say(500)(scope, receive, guarded)
        finally:
            self._running -= 1

    def _refuse(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        return self._refuse_sender(scope["method"], headers) or self._refuse_size(scope, headers)

    def _refuse_sender(self, method: str, headers: Headers) -> PlainTextResponse | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _say(421)
        if method not in self._methods:
            return _say(405, Allow=", ".join(sorted(self._methods)))
        origins = headers.getlist("origin")
        if (not origins and method == "POST") or any(one.lower() != f"http://{hosts[0].lower()}" for one in origins):
            return _say(403)
        return None if _is_own(method, headers) else _say(403)

    def _refuse_size(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if self._running >= MOST_REQUESTS:
            return _say(503)
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return _say(414)
        if scope["query_string"].count(b"&") >= MOST_PARAMETERS:
            return _say(400)
        if "transfer-encoding" in headers and "content-length" in headers:  # two readers would see two requests
            return _say(400)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > LARGEST_BODY:
            return _say(413)
        return None


class _Bounded:
    """Receives at most so many bytes in at most so much time; raises HTTPException, which Starlette answers."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._size = receive, 0
        self._end = asyncio.get_running_loop().time() + BODY_SECONDS
        self._is_whole = False

    async def __call__(self) -> Message:
        if self._is_whole:  # from here on it is waited for that the browser leaves
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._end):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408) from None
        self._size += len(message.get("body", b""))
        if self._size > LARGEST_BODY:
            raise HTTPException(413)
        self._is_whole = not message.get("more_body", False)
        return message


class _Answer:
    """Sends, with the headers of all answers."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await self._send(message)


def _is_own(method: str, headers: Headers) -> bool:
    """Whether a browser says that these pages ask, or the person: others may lead here, but load nothing from here.
    Cookies do not tell apart the ports of a machine, on which others may have pages."""
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return True
    leads = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return leads and method != "POST"


def _say(status: int, **headers: str) -> PlainTextResponse:
    """A refusal in a word: whoever is refused need not learn more."""
    words = {
        400: "Bad Request", 403: "Forbidden", 405: "Method Not Allowed", 413: "Content Too Large",
        414: "URI Too Long", 421: "Misdirected Request", 500: "Internal Server Error",
        503: "Service Unavailable",
    }  # fmt: skip
    return PlainTextResponse(f"{status} {words[status]}\n", status, {"Connection": "close", **headers})
