"""The operating system's errors in the connectors' words."""

from __future__ import annotations

import errno

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Code, Trouble

_CODES: dict[int | None, Code] = {
    errno.EACCES: "permission-denied",
    errno.EPERM: "permission-denied",
    errno.ENOENT: "vanished",
    errno.ENOTDIR: "vanished",
    errno.ESTALE: "vanished",
    errno.ENAMETOOLONG: "name-too-long",
    errno.ELOOP: "link",
    errno.ENXIO: "special-file",  # what opening a socket, or a device without a driver, answers
}


def code_of(error: OSError) -> Code:
    """The code of an error met while a file or folder was reached."""
    return _CODES.get(error.errno, "io-error")


def detail_of(error: OSError) -> str:
    """The error's name, such as ``EIO``; never its message, which may quote a file name."""
    return errno.errorcode.get(error.errno or 0, "unknown")


def refusal(error: OSError) -> ConnectorError:
    """The exception to raise in the error's place."""
    return ConnectorError(code_of(error), detail_of(error))


def trouble(path: str, error: OSError, *, is_folder: bool) -> Trouble:
    """The error as a line of a listing."""
    return Trouble(path, code_of(error), is_folder, detail_of(error))
