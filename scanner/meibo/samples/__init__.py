"""Invented Japanese business files with an answer key: the generator behind ``meibo demo``."""

from __future__ import annotations

from meibo.samples.business_text import business_text
from meibo.samples.roster_stream import dense_roster
from meibo.samples.share import ShareExistsError, ShareSummary, write_share

__all__ = ["ShareExistsError", "ShareSummary", "business_text", "dense_roster", "write_share"]
