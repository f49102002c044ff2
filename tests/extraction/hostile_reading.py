"""Reads one file as the parser's process does, and prints what it cost: hostile_reading.py FILE ATTEMPT

Prints JSON: the codes of the notices, the bytes of the text, the most memory in bytes and the seconds.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
from pathlib import Path

from meibo.extraction.budget import Budget
from meibo.extraction.inside import read_inside
from meibo.extraction.model import HEAD_BYTES, Limits, Source
from meibo.extraction.passwords import Passwords
from meibo.extraction.sniffing.sniff import look_inside, sniff
from meibo.pipeline.processes import limit_memory
from meibo_detectors.model import Block


def main() -> None:
    """Read, and keep nothing of it."""
    logging.disable()
    place = Path(sys.argv[1])
    limits = Limits()
    limit_memory(limits.memory_bytes)
    codes: dict[str, int] = {}
    text_bytes = 0
    began = time.monotonic()
    with place.open("rb") as stream:
        kind = look_inside(sniff(stream.read(HEAD_BYTES), place.name), stream, place.name)
        stream.seek(0)
        budget = Budget(limits, place.stat().st_size)
        source = Source(stream, place.name, kind.id, budget, Passwords(), attempt=int(sys.argv[2]))
        for item in read_inside(source):
            if isinstance(item, Block):
                text_bytes += len(item.text)
            else:
                codes[item.code] = codes.get(item.code, 0) + 1
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    cost = {"codes": codes, "text_bytes": text_bytes, "memory_bytes": used, "seconds": time.monotonic() - began}
    sys.stdout.write(json.dumps(cost))


if __name__ == "__main__":
    main()
