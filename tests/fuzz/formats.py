"""Targets: each format, through the function that reads whatever is inside of a file.

Whatever the bytes, reading ends with valid text and notices of the catalogue, in time; an exception, a crash, a hang or
a notice that is in no catalogue is a finding. The specimens of the tests are the seeds.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable

from extraction.specimens import SPECIMENS
from fuzz.changing import change_archive, change_database
from fuzz.target import Run, Target

SECONDS = 4.0
"""For one input: a reader that notices only later that its time is up is a finding."""
SECOND_ATTEMPT = ("xls",)
"""Formats whose first reader is known to abort on damage: the process dies, and what reads the file then is fuzzed."""
OWN_FIRST = (
    "zip", "tar", "gzip", "self-extractor", "rtf", "doc", "ppt", "msg", "tnef", "ole", "eml", "mbox", "pkcs7-signed",
    "xls", "xlsb", "xlsx", "ods", "docx", "pptx", "odt", "odp", "odg", "epub", "dbf", "access", "sqlite", "avro",
    "vcard", "icalendar", "text", "encrypted-office", "pdf",
)  # fmt: skip
"""Read by code of ours, wholly or next to a library; what follows is read by libraries alone."""
CHANGES = {
    **dict.fromkeys(("zip", "xlsx", "xlsb", "ods", "docx", "pptx", "odt", "odp", "odg", "epub"), change_archive),
    "sqlite": change_database,
}
"""What changes the inside of a file, where most random bytes would only break its outside."""


def make_run(format_id: str) -> Run:
    """What reads bytes as a file of a format, whatever they begin with."""
    from meibo.catalogue.issues import issue_code
    from meibo.extraction.budget import Budget
    from meibo.extraction.inside import read_inside
    from meibo.extraction.model import HEAD_BYTES, Limits, Source
    from meibo.extraction.passwords import Passwords
    from meibo.extraction.registry import find_extractor
    from meibo.extraction.sniffing.sniff import look_inside, sniff
    from meibo_detectors.model import Block

    limits = Limits(
        content_bytes=64 << 20,
        held_bytes=16 << 20,
        members=1000,
        cells=200_000,
        pages=100,
        seconds=SECONDS,
        ratio=10_000,
    )
    specimen = SPECIMENS[format_id]()
    attempt = int(format_id in SECOND_ATTEMPT)
    extractor = find_extractor(format_id)
    assert extractor is not None
    extractor.load()

    def run(data: bytes) -> None:
        stream = io.BytesIO(data)
        look_inside(sniff(data[:HEAD_BYTES], specimen.name), stream, specimen.name)
        stream.seek(0)
        budget, passwords = Budget(limits, len(data)), Passwords(specimen.passwords)
        for item in read_inside(Source(stream, specimen.name, format_id, budget, passwords, attempt=attempt)):
            if isinstance(item, Block):
                item.text.decode()
            elif item.code != "encoding":
                issue_code(item.code)

    return run


def list_seeds(format_id: str) -> list[bytes]:
    """The specimen of a format."""
    return [SPECIMENS[format_id]().content]


def _make(format_id: str) -> Target:
    seeds: Callable[[], list[bytes]] = functools.partial(list_seeds, format_id)
    change = CHANGES.get(format_id)
    return Target(f"format/{format_id}", functools.partial(make_run, format_id), seeds, ("meibo.extraction",), change)


FORMATS = tuple(_make(name) for name in (*OWN_FIRST, *(other for other in SPECIMENS if other not in OWN_FIRST)))
