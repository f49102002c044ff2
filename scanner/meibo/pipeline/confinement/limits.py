"""What a parser's process may have of the machine, wherever the system is POSIX; its memory is bound elsewhere."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Final

from meibo.pipeline.core_dumps import refuse_core_dumps

DESCRIPTORS: Final = 64
"""A parser holds its pipe, one file, and what Python imports at the moment."""


def bound_resources() -> bool:
    """No file grows, no core is written, few descriptors; and no further process, where threads are not counted as
    such. On Linux they are, for all of a user's processes together: there, the layer of calls refuses to fork."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write fails instead
    refuse_core_dumps()
    bounds = {resource.RLIMIT_FSIZE: 0, resource.RLIMIT_NOFILE: DESCRIPTORS}
    if sys.platform != "linux":
        bounds[resource.RLIMIT_NPROC] = 0
    for bound, most in bounds.items():
        _, hard = resource.getrlimit(bound)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(bound, (most, most))
    return True


def bound_processor_time(seconds: float) -> None:
    """The system ends this process when it has worked for so long from now; a backstop for whoever watches the clock.

    What has several threads works longer than the clock says, so the caller leaves room for that.
    """
    if os.name != "posix":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    bound = int(time.process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))
