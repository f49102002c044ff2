"""Secrets that a service manager hands over as files: ``LoadCredential=`` of systemd, secrets of containers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from meibo.cli.options import UsageError
from meibo.cli.terminal import clean

_FOLDER: Final = "CREDENTIALS_DIRECTORY"
_OURS: Final = "MEIBO_"


def take_credentials() -> None:
    """Take every file of ``$CREDENTIALS_DIRECTORY`` whose name begins with ``MEIBO_`` for the variable of that name.

    A variable that is set already stays as it is. Such files are readable by the service alone, whereas its
    environment is shown to whoever may ask the service manager: systemd.exec(5), "Credentials". Raises UsageError for
    one that cannot be read.
    """
    folder = os.environ.get(_FOLDER)
    if not folder:
        return
    for path in sorted(Path(folder).glob(f"{_OURS}*")):
        try:
            os.environ.setdefault(path.name, path.read_text("utf-8").rstrip("\r\n"))
        except (OSError, ValueError) as error:  # whose message may quote what it could not decode
            raise UsageError("error-credential", path=clean(str(path)), why=type(error).__name__) from None
