"""Which servers are trusted, and how their certificates fail."""

from __future__ import annotations

import errno
import ssl
from pathlib import Path

from meibo.notify.model import NotifyError, spell_plain


def make_context(ca_file: Path | None) -> ssl.SSLContext:
    """Verifies name and certificate, by the system's authorities or those of a file; raises NotifyError."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:  # ssl.SSLError is one of them
        raise NotifyError("notify-ca-file", name_error(error)) from None


def explain_connection(error: OSError) -> NotifyError:
    """Why a connection failed or broke off."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return NotifyError("notify-certificate", spell_plain(error.verify_message))
    if isinstance(error, ssl.SSLError):
        return NotifyError("notify-unencrypted", name_error(error))
    return NotifyError("notify-unreachable", name_error(error))


def name_error(error: OSError) -> str:
    """The name of its number, else of its class; never its message."""
    if isinstance(error, ssl.SSLError):
        return error.reason or type(error).__name__
    return errno.errorcode.get(error.errno or 0, type(error).__name__)
