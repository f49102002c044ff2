"""The errors of SMB in the connectors' words: statuses of [MS-ERREF] 2.3, and what the library raises."""

from __future__ import annotations

from typing import Final

from smbprotocol.exceptions import SMBException, SMBResponseException

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Code

SUCCESS: Final = 0
PENDING: Final = 0x00000103
BUFFER_OVERFLOW: Final = 0x80000005
NO_MORE_FILES: Final = 0x80000006
STOPPED_ON_SYMLINK: Final = 0x8000002D
NO_SUCH_FILE: Final = 0xC000000F
END_OF_FILE: Final = 0xC0000011
ACCESS_DENIED: Final = 0xC0000022
FILE_IS_A_DIRECTORY: Final = 0xC00000BA
BAD_NETWORK_NAME: Final = 0xC00000CC
NOT_A_DIRECTORY: Final = 0xC0000103
PATH_NOT_COVERED: Final = 0xC0000257

_STATUSES: Final[dict[int, tuple[str, Code]]] = {
    NO_SUCH_FILE: ("NO_SUCH_FILE", "vanished"),
    STOPPED_ON_SYMLINK: ("STOPPED_ON_SYMLINK", "link"),
    ACCESS_DENIED: ("ACCESS_DENIED", "permission-denied"),
    FILE_IS_A_DIRECTORY: ("FILE_IS_A_DIRECTORY", "vanished"),
    NOT_A_DIRECTORY: ("NOT_A_DIRECTORY", "vanished"),
    BAD_NETWORK_NAME: ("BAD_NETWORK_NAME", "vanished"),
    PATH_NOT_COVERED: ("PATH_NOT_COVERED", "unreachable"),
    0xC0000033: ("OBJECT_NAME_INVALID", "vanished"),
    0xC0000034: ("OBJECT_NAME_NOT_FOUND", "vanished"),
    0xC0000039: ("OBJECT_PATH_INVALID", "vanished"),
    0xC000003A: ("OBJECT_PATH_NOT_FOUND", "vanished"),
    0xC000003B: ("OBJECT_PATH_SYNTAX_BAD", "vanished"),
    0xC0000043: ("SHARING_VIOLATION", "io-error"),
    0xC0000054: ("FILE_LOCK_CONFLICT", "io-error"),
    0xC0000056: ("DELETE_PENDING", "vanished"),
    0xC0000061: ("PRIVILEGE_NOT_HELD", "permission-denied"),
    0xC000006A: ("WRONG_PASSWORD", "login-failed"),
    0xC000006D: ("LOGON_FAILURE", "login-failed"),
    0xC000006E: ("ACCOUNT_RESTRICTION", "login-failed"),
    0xC000006F: ("INVALID_LOGON_HOURS", "login-failed"),
    0xC0000070: ("INVALID_WORKSTATION", "login-failed"),
    0xC0000071: ("PASSWORD_EXPIRED", "login-failed"),
    0xC0000072: ("ACCOUNT_DISABLED", "login-failed"),
    0xC000009A: ("INSUFFICIENT_RESOURCES", "throttled"),
    0xC00000B5: ("IO_TIMEOUT", "unreachable"),
    0xC00000C9: ("NETWORK_NAME_DELETED", "unreachable"),
    0xC00000CA: ("NETWORK_ACCESS_DENIED", "permission-denied"),
    0xC00000D0: ("REQUEST_NOT_ACCEPTED", "throttled"),
    0xC0000106: ("NAME_TOO_LONG", "name-too-long"),
    0xC0000128: ("FILE_CLOSED", "unreachable"),  # a handle of before the connection broke
    0xC000015B: ("LOGON_TYPE_NOT_GRANTED", "login-failed"),
    0xC000018B: ("NO_TRUST_SAM_ACCOUNT", "login-failed"),
    0xC000019C: ("FS_DRIVER_REQUIRED", "unreachable"),
    0xC0000193: ("ACCOUNT_EXPIRED", "login-failed"),
    0xC0000203: ("USER_SESSION_DELETED", "unreachable"),
    0xC0000205: ("INSUFF_SERVER_RESOURCES", "throttled"),
    0xC0000224: ("PASSWORD_MUST_CHANGE", "login-failed"),
    0xC0000225: ("NOT_FOUND", "vanished"),
    0xC0000234: ("ACCOUNT_LOCKED_OUT", "login-failed"),
    0xC000026D: ("DFS_UNAVAILABLE", "unreachable"),
    0xC000035C: ("NETWORK_SESSION_EXPIRED", "unreachable"),
    0xC0000466: ("SERVER_UNAVAILABLE", "unreachable"),
    0xC000CE03: ("CLOUD_FILE_PROVIDER_NOT_RUNNING", "offline-stub"),
    0xC000CF00: ("CLOUD_FILE_SYNC_ROOT_METADATA_CORRUPT", "offline-stub"),
}


class Answer(Exception):  # noqa: N818 - what the server said, which its reader may expect
    """A status of the server other than success."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def name_status(status: int) -> str:
    """The name of a status as [MS-ERREF] spells it, or its number."""
    known = _STATUSES.get(status)
    return f"STATUS_{known[0]}" if known else f"0x{status:08X}"


def code_of(status: int) -> Code:
    """The code of a status that a file or folder was answered with."""
    known = _STATUSES.get(status)
    return known[1] if known else "io-error"


def refusal(error: Exception) -> ConnectorError:
    """The exception to raise in the place of any other; quotes no message of the library, only names of errors."""
    if isinstance(error, ConnectorError):
        return error
    if isinstance(error, Answer):
        return ConnectorError(code_of(error.status), name_status(error.status))
    if isinstance(error, SMBResponseException):
        return ConnectorError(code_of(error.status), name_status(error.status))
    if isinstance(error, TimeoutError):
        return ConnectorError("unreachable", "ETIMEDOUT")
    if isinstance(error, (SMBException, OSError)):
        return ConnectorError("unreachable", type(error).__name__)
    return ConnectorError("io-error", type(error).__name__)
