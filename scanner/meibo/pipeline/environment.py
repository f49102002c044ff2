"""The environment of processes that need no credentials and no threads of their libraries."""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECRET: Final = re.compile(
    r"(?:MEIBO|AWS|AZURE|GOOGLE|CLOUDSDK|IDENTITY|MSI|KRB5).*|.*(?:PASSW|SECRET|TOKEN|CREDENTIAL|API_?KEY|PROXY).*",
    re.IGNORECASE,
)

_THREADS: Final = "OPENBLAS_NUM_THREADS"


_OURS: Final = re.compile(r"MEIBO_.*")


@contextlib.contextmanager
def without_credentials(*, reaches_servers: bool = False) -> Iterator[None]:
    """A process that is started meanwhile inherits no variable that holds a credential, or says where one lies.

    One that reaches servers inherits those that their SDKs look for: it misses only our own. Whatever was inherited
    could be read from ``/proc/PID/environ`` by code that a hostile file has brought to run. Threads that ask for such a
    variable at this moment see it missing: SDKs have asked by the time a file is open.
    """
    secret = _OURS if reaches_servers else _SECRET
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if secret.fullmatch(name)}
    try:
        yield
    finally:
        os.environ.update(hidden)


@contextlib.contextmanager
def without_threads() -> Iterator[None]:
    """Numpy, which starts threads when it is imported, starts none in a process that is started meanwhile.

    Where there is a second thread, a process cannot be confined as a whole.
    """
    before = os.environ.get(_THREADS)
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        del os.environ[_THREADS]
        if before is not None:
            os.environ[_THREADS] = before
