"""Errors of S3 and of the SDK in the connectors' words. Messages quote keys and answers, so only the service's code, or
the kind of error, is taken out of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from botocore import exceptions as sdk

from meibo_connectors import object_errors
from meibo_connectors.base import ConnectorError

if TYPE_CHECKING:
    from meibo_connectors.model import Code

_BY_CODE: Final[dict[str, Code]] = {
    "AccessDenied": "permission-denied",
    "AllAccessDisabled": "permission-denied",
    "AccountProblem": "permission-denied",
    "403": "permission-denied",
    "ExpiredToken": "login-failed",
    "ExpiredTokenException": "login-failed",
    "InvalidAccessKeyId": "login-failed",
    "InvalidClientTokenId": "login-failed",
    "InvalidToken": "login-failed",
    "RequestExpired": "login-failed",
    "RequestTimeTooSkewed": "login-failed",
    "SignatureDoesNotMatch": "login-failed",
    "TokenRefreshRequired": "login-failed",
    "UnrecognizedClientException": "login-failed",
    "401": "login-failed",
    "NoSuchBucket": "vanished",
    "NoSuchKey": "vanished",
    "NoSuchVersion": "vanished",
    "PreconditionFailed": "vanished",
    "404": "vanished",
    "412": "vanished",
    "InvalidObjectState": "archived",
    "RequestLimitExceeded": "throttled",
    "SlowDown": "throttled",
    "ServiceUnavailable": "throttled",
    "Throttling": "throttled",
    "ThrottlingException": "throttled",
    "TooManyRequests": "throttled",
    "429": "throttled",
    "503": "throttled",
    "RequestTimeout": "unreachable",
}
EXPIRED: Final = frozenset({"ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"})
_STATUS: Final = re.compile(r"status code: (\d{3})")
_CODE: Final = re.compile(r"<Code>([A-Za-z]\w{0,60})</Code>")
_CUSTOMER_KEY: Final = re.compile(r"server.side.encryption|customer.{0,12}(?:key|algorithm)|\bSSE-?C", re.IGNORECASE)
"""In the message of a request that is refused as invalid: no service gives it a code of its own."""
_INVALID: Final = frozenset({"InvalidRequest", "InvalidArgument", "400"})

_LOGIN: Final = (
    sdk.NoCredentialsError,
    sdk.PartialCredentialsError,
    sdk.CredentialRetrievalError,
    sdk.TokenRetrievalError,
    sdk.SSOError,
    sdk.ProfileNotFound,
    sdk.InvalidConfigError,
    sdk.MetadataRetrievalError,
)
_LOGGING_IN: Final = frozenset({"AssumeRole", "AssumeRoleWithWebIdentity", "GetRoleCredentials", "CreateToken"})
"""Questions by which credentials are come by; what they say of a role is not said of the bucket."""
_UNREACHABLE: Final = (sdk.HTTPClientError, sdk.ConnectionError, sdk.IncompleteReadError)


def refusal(error: Exception) -> ConnectorError:
    """The exception to raise in the place of one of boto3's, botocore's or obstore's."""
    if isinstance(error, ConnectorError):
        return error
    if isinstance(error, sdk.ClientError):
        said = error.response.get("Error", {})
        status = str(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", ""))
        if error.operation_name in _LOGGING_IN:
            return ConnectorError("login-failed", str(said.get("Code", "")) or f"HTTP {status}")
        return _name(str(said.get("Code", "")), status, str(said.get("Message", "")))
    if isinstance(error, _LOGIN):
        return ConnectorError("login-failed", type(error).__name__)
    if isinstance(error, _UNREACHABLE):
        return ConnectorError("unreachable", type(error).__name__)
    if isinstance(error, sdk.BotoCoreError):
        return ConnectorError("io-error", type(error).__name__)
    text = str(error)
    status = found[1] if (found := _STATUS.search(text)) else ""
    code = found[1] if (found := _CODE.search(text)) else ""
    if status or code:
        return _name(code, status, text)
    return object_errors.refusal(error)


def _name(code: str, status: str, message: str) -> ConnectorError:
    detail = code or f"HTTP {status}"
    if (code in _INVALID or status == "400") and _CUSTOMER_KEY.search(message):
        return ConnectorError("customer-key", detail)
    for name in (code, status):
        if name in _BY_CODE:
            return ConnectorError(_BY_CODE[name], detail)
    return ConnectorError("unreachable" if status.startswith("5") else "io-error", detail)
