"""Reads one file through a parser's process, as a scan does, and prints what it cost: hostile_reading.py FILE

Prints JSON: the codes of the notices, the bytes of the text, the most memory of the process in bytes and the seconds.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from meibo.extraction.model import HEAD_BYTES
from meibo.extraction.sniffing.sniff import sniff
from meibo.pipeline.parser import Parser
from meibo.pipeline.parser_model import ParserSettings, Request
from meibo_detectors.model import Block


def main() -> None:
    """Read, and keep nothing of it."""
    place = Path(sys.argv[1])
    codes: dict[str, int] = {}
    text_bytes = 0
    parser = Parser(ParserSettings())
    began = time.monotonic()
    with place.open("rb", buffering=0) as stream:
        kind = sniff(stream.read(HEAD_BYTES), place.name)
        for item in parser.read(Request(place.name, kind.id, place.stat().st_size), stream):
            if isinstance(item, Block):
                text_bytes += len(item.text)
            else:
                codes[item.code] = codes.get(item.code, 0) + 1
    seconds = time.monotonic() - began
    parser.close()
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    sys.stdout.write(json.dumps({"codes": codes, "text_bytes": text_bytes, "memory_bytes": used, "seconds": seconds}))


if __name__ == "__main__":
    main()
