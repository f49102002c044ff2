"""A JSON message by HTTP POST, signed as Standard Webhooks specifies (version 1, section "Signature scheme").

Chat services show its field ``text``; the rest is for programs.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import http.client
import time
import urllib.error
import urllib.request
import uuid
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from meibo.configuration.model import Notification
from meibo.notify.certificates import explain_connection, make_context
from meibo.notify.model import Notice, NotifyError, Secrets
from meibo.notify.wording import write_subject, write_text

_PREFIX: Final = "whsec_"
_HARMLESS: Final = str.maketrans({"<": "＜", ">": "＞", "@": "＠"})
"""What chat services take for a mention, a command or a link, where a file name holds it."""


def send(place: Notification, secrets: Secrets, notice: Notice, timeout_s: float) -> None:
    """Post it; raises NotifyError for any answer but 2xx. Redirections are not followed."""
    url = place.url or secrets.webhook_url
    body = write_body(notice, has_paths=place.paths)
    headers = {"Content-Type": "application/json", "User-Agent": f"meibo/{notice.version}"}
    headers |= sign(body, secrets.webhook_secret, f"msg_{uuid.uuid4().hex}", int(time.time()))
    handlers: list[Any] = [_NoRedirection, urllib.request.HTTPSHandler(context=make_context(place.ca_file))]
    if urlsplit(url).scheme == "http":  # this machine only, so past any proxy
        handlers.append(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310 - the scheme was checked
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=timeout_s):
            pass
    except urllib.error.HTTPError as error:
        error.close()
        raise NotifyError("notify-refused", f"HTTP {error.code}") from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, OSError):
            raise explain_connection(error.reason) from None
        raise NotifyError("notify-unreachable", type(error).__name__) from None
    except OSError as error:
        raise explain_connection(error) from None
    except http.client.HTTPException as error:
        raise NotifyError("notify-unreachable", type(error).__name__) from None


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    """Whoever redirects could send the message, and its signature, anywhere."""

    def redirect_request(self, *_: Any) -> None:
        """Never."""


def write_body(notice: Notice, *, has_paths: bool) -> bytes:
    """The message as JSON: ``type``, ``timestamp``, ``data`` and ``text``."""
    data = msgspec.to_builtins(notice)
    if not has_paths and data["news"]:
        data["news"]["paths"] = []
    text = f"{write_subject(notice)}\n{write_text(notice, has_paths=has_paths)}".translate(_HARMLESS)
    return msgspec.json.encode({"type": notice.event, "timestamp": notice.ended, "text": text, "data": data})


def sign(body: bytes, secret: str, number: str, seconds: int) -> dict[str, str]:
    """The headers that name and sign a message; without a secret it is only named.

    A secret that begins with ``whsec_`` is base64, any other is taken as it is.
    """
    headers = {"webhook-id": number, "webhook-timestamp": str(seconds)}
    if secret:
        digest = hmac.digest(_take_key(secret), f"{number}.{seconds}.".encode() + body, hashlib.sha256)
        headers["webhook-signature"] = f"v1,{base64.b64encode(digest).decode()}"
    return headers


def _take_key(secret: str) -> bytes:
    if secret.startswith(_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()
