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
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 64 * 1024
LONGEST_ADDRESS: Final = 4096
BODY_SECONDS: Final = 10.0
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with less, browsers would not say where a form comes from
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Doors:
    """The outermost layer; ``methods`` are those that are answered, ``on_error`` is told what a page did not catch."""

    def __init__(self, app: ASGIApp, port: int, methods: frozenset[str], on_error: Callable[[Exception], None]) -> None:
        self._app, self._methods, self._on_error = app, methods, on_error
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
        try:
            await self._app(scope, _Bounded(receive), guarded)
        except Exception as error:  # noqa: BLE001 - the last resort, and none of it is shown
            self._on_error(error)
            if not guarded.has_begun:
                await _say(500)(scope, receive, guarded)

    def _refuse(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _say(421)
        method = scope["method"]
        if method not in self._methods:
            return _say(405)
        origin = headers.get("origin")
        if origin is None:
            if method == "POST":
                return _say(403)
        elif origin.lower() != f"http://{hosts[0].lower()}":
            return _say(403)
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return _say(414)
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
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await self._send(message)


def _say(status: int) -> PlainTextResponse:
    """A refusal in a word: whoever is refused need not learn more."""
    words = {
        403: "Forbidden", 405: "Method Not Allowed", 413: "Content Too Large",
        414: "URI Too Long", 421: "Misdirected Request", 500: "Internal Server Error",
    }  # fmt: skip
    return PlainTextResponse(f"{status} {words[status]}\n", status, {"Connection": "close"})
