"""Reads content in this process, as the parser's process does it: for tests of extractors."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

from meibo.configuration.pictures import PictureWork
from meibo.extraction.budget import Budget
from meibo.extraction.inside import read_inside
from meibo.extraction.model import HEAD_BYTES, Limits, Notice, Source
from meibo.extraction.passwords import Passwords
from meibo.extraction.pictures.time import Pictures
from meibo.extraction.sniffing.sniff import look_inside, sniff
from meibo_detectors.model import Block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from meibo.extraction.model import Face

READS_TEXT = PictureWork(reads_text=True)


def read_content(
    content: bytes, name: str, limits: Limits | None = None, passwords: Iterable[str] = (), attempt: int = 0
) -> list[Block | Notice]:
    """Everything that is inside a file of this content and name."""
    stream = io.BytesIO(content)
    kind = look_inside(sniff(content[:HEAD_BYTES], name), stream, name)
    budget = Budget(limits or Limits(), len(content))
    return list(read_inside(Source(stream, name, kind.id, budget, Passwords(passwords), attempt=attempt)))


def read_pictures(
    content: bytes,
    name: str,
    work: PictureWork = READS_TEXT,
    limits: Limits | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> list[Block | Notice | Face]:
    """As ``read_content``, where pictures are read; ``clock`` counts their time."""
    stream = io.BytesIO(content)
    kind = look_inside(sniff(content[:HEAD_BYTES], name), stream, name)
    budget = Budget(limits or Limits(), len(content))
    source = Source(stream, name, kind.id, budget, Passwords(()), pictures=Pictures(work, clock))
    return list(read_inside(source))


def blocks_of(items: Iterable[object]) -> list[Block]:
    """The blocks alone."""
    return [item for item in items if isinstance(item, Block)]


def codes_of(items: Iterable[object]) -> list[str]:
    """The codes of the notices, without encodings."""
    return [item.code for item in items if isinstance(item, Notice) and item.code != "encoding"]


def core_of(block: Block) -> str:
    """The text of a block without what stands around it."""
    return block.text[block.lead : len(block.text) - block.tail].decode()


def text_of(items: Iterable[object]) -> str:
    """The text of all blocks."""
    return "\n".join(core_of(block) for block in blocks_of(items))
