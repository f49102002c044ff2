"""Fuzzes an extractor with atheris: python tests/fuzz/fuzz_extractors.py FORMAT [-max_total_time=600] [CORPUS]

Each format is a target, and its specimen is the seed. Whatever the bytes, reading ends with blocks and notices of the
catalogue, in time; an exception, a crash, a hang or a notice that is in no catalogue is a finding. Arguments go to
libFuzzer; ``all`` instead of a format runs each for a share of the time.
"""

from __future__ import annotations

import io
import logging
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

with atheris.instrument_imports(include=["meibo.extraction"]):
    from extraction.specimens import SPECIMENS
    from meibo.catalogue.issues import issue_code
    from meibo.extraction.budget import Budget
    from meibo.extraction.inside import read_inside
    from meibo.extraction.model import HEAD_BYTES, Limits, Source
    from meibo.extraction.passwords import Passwords
    from meibo.extraction.registry import EXTRACTORS
    from meibo.extraction.sniffing.sniff import look_inside, sniff
    from meibo_detectors.model import Block

SECONDS = 4.0
"""For one input: a reader that notices only later that its time is up is a finding."""
LIMITS = Limits(
    content_bytes=64 << 20, held_bytes=16 << 20, members=1000, cells=200_000, pages=100, seconds=SECONDS, ratio=10_000
)
MEMORY_MEGABYTES = 2_000
SECOND_ATTEMPT = ("xls",)
"""Formats whose first reader is known to abort on damage: the process dies, and what reads the file then is fuzzed."""


def make_target(format_id: str) -> Callable[[bytes], None]:
    """What reads bytes as a file of a format, whatever they begin with."""
    specimen = SPECIMENS[format_id]()

    def run_one(data: bytes) -> None:
        stream = io.BytesIO(data)
        look_inside(sniff(data[:HEAD_BYTES], specimen.name), stream, specimen.name)
        stream.seek(0)
        budget, passwords = Budget(LIMITS, len(data)), Passwords(specimen.passwords)
        attempt = int(format_id in SECOND_ATTEMPT)
        source = Source(stream, specimen.name, format_id, budget, passwords, attempt=attempt)
        for item in read_inside(source):
            if isinstance(item, Block):
                item.text.decode()
            elif item.code != "encoding":
                issue_code(item.code)

    return run_one


def fuzz(format_id: str, arguments: list[str]) -> None:
    """Run one target in this process, for good."""
    logging.disable()
    for extractor in EXTRACTORS:
        if format_id in extractor.formats:
            with atheris.instrument_imports(include=[f"meibo.extraction.{extractor.module}"]):
                extractor.load()
    with tempfile.TemporaryDirectory() as folder:
        seed = SPECIMENS[format_id]().content
        Path(folder, "seed").write_bytes(seed)
        options = [
            f"-max_len={2 * len(seed) + 1000}",
            f"-timeout={4 * SECONDS:.0f}",
            f"-rss_limit_mb={MEMORY_MEGABYTES}",
        ]
        atheris.Setup([sys.argv[0], *options, *arguments, folder], make_target(format_id))
        atheris.Fuzz()


def fuzz_all(seconds: int, arguments: list[str]) -> int:
    """Run each target in a process of its own for its share of the time; how many found something."""
    share = max(seconds // len(SPECIMENS), 1)
    found = 0
    for format_id in SPECIMENS:
        command = [sys.executable, __file__, format_id, f"-max_total_time={share}", *arguments]
        found += subprocess.run(command, check=False).returncode != 0
    return found


if __name__ == "__main__":
    if sys.argv[1] == "all":
        sys.exit(fuzz_all(int(sys.argv[2]), sys.argv[3:]))
    fuzz(sys.argv[1], sys.argv[2:])
