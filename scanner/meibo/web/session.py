"""Who may see the pages: a token that opens them once, and the sessions that came of it, in memory only."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from typing import Final

import msgspec

TOKEN_SECONDS: Final = 600.0
"""How long a printed address opens the pages."""
SESSION_SECONDS: Final = 12 * 3600.0
"""How long a session lasts after its last page."""


class Session(msgspec.Struct, frozen=True):
    """A browser that has logged in."""

    secret: str
    """The cookie."""
    csrf: str
    """What forms must bring back."""


class Sessions:
    """Gives out tokens and takes them for sessions. Secrets are compared in constant time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._token, self._token_until = "", 0.0
        self._sessions: list[tuple[Session, float]] = []

    def make_token(self) -> str:
        """A token for one login; an older one that nobody has used opens nothing any more."""
        with self._lock:
            self._token, self._token_until = secrets.token_urlsafe(32), self._clock() + TOKEN_SECONDS
            return self._token

    def log_in(self, token: str) -> Session | None:
        """A new session for the token, which is spent with it; None for any other, or when it is too old."""
        with self._lock:
            is_right = hmac.compare_digest(token.encode(), self._token.encode())
            if not (self._token and is_right and self._clock() < self._token_until):
                return None
            self._token = ""
            session = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
            self._sessions.append((session, self._clock() + SESSION_SECONDS))
            return session

    def find(self, secret: str) -> Session | None:
        """The session of a cookie, None where there is none."""
        found = None
        with self._lock:
            now = self._clock()
            self._sessions = [(one, until) for one, until in self._sessions if until > now]
            for number, (one, _) in enumerate(self._sessions):  # all are compared, whichever it is
                if hmac.compare_digest(one.secret.encode(), secret.encode()):
                    found = one
                    self._sessions[number] = (one, now + SESSION_SECONDS)
        return found


def is_same(given: str, wanted: str) -> bool:
    """Whether two secrets are equal, in constant time."""
    return hmac.compare_digest(given.encode(), wanted.encode())
