"""Errors of object stores in the connectors' words. What a library says quotes keys and answers, so it is only looked
through for the status and the service's own code."""

from __future__ import annotations

import re
from typing import Final

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Code

_STATUS: Final = re.compile(r"status code: (\d{3})")
_SERVICE_CODE: Final = re.compile(r"<Code>([A-Za-z]\w{0,60})</Code>")

_BY_SERVICE: Final[dict[str, Code]] = {
    "AuthenticationFailed": "login-failed",
    "BlobArchived": "archived",
    "BlobUsesCustomerSpecifiedEncryption": "customer-key",
    "InvalidAuthenticationInfo": "login-failed",
    "ResourceIsEncryptedWithCustomerEncryptionKey": "customer-key",
    "ServerBusy": "throttled",
    "SlowDown": "throttled",
}
_BY_STATUS: Final[dict[int, Code]] = {
    401: "login-failed",
    403: "permission-denied",
    404: "vanished",
    408: "unreachable",
    410: "vanished",
    412: "vanished",
    429: "throttled",
}


def refusal(error: Exception) -> ConnectorError:
    """The exception to raise in the place of one of the library's; ``detail`` is the service's code, or the status."""
    text = str(error)
    status = int(found[1]) if (found := _STATUS.search(text)) else 0
    service = found[1] if (found := _SERVICE_CODE.search(text)) else ""
    detail = service or (f"HTTP {status}" if status else "")
    if "token request" in text or "credentials" in text.lower() or "service account" in text:
        return ConnectorError("login-failed", detail)  # said while a token was fetched, not of the object
    if service in _BY_SERVICE:
        return ConnectorError(_BY_SERVICE[service], detail)
    if status in _BY_STATUS:
        return ConnectorError(_BY_STATUS[status], detail)
    if status >= 500 or "HTTP error" in text:
        return ConnectorError("unreachable", detail)
    if isinstance(error, FileNotFoundError):
        return ConnectorError("vanished", detail)
    return ConnectorError("io-error", detail or type(error).__name__)


def is_past_end(error: Exception) -> bool:
    """Whether a range was refused because the object is shorter, as an empty one always is."""
    found = _STATUS.search(str(error))
    return found is not None and found[1] == "416"
