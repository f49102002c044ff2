"""What can be wrong with an inventory, as one says it to another."""

from __future__ import annotations

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """Something that is not as it should be; ``code`` is a row of ``meibo.catalogue.upkeep``."""

    code: str
    subject: str
    """The table or file that it is about."""
    count: int = 1
    detail: str = ""
