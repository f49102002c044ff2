"""Bookmarks: headings in most documents, but file names, people or customers in bundles of letters."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from meibo.extraction.pdf.strings import read_wide

if TYPE_CHECKING:
    from meibo.extraction.budget import Budget

MOST_BOOKMARKS = 20_000
_DEPTH = 15


def read_outline(document: Any, budget: Budget) -> dict[int, list[str]]:
    """The titles by the index of the page that they lead to; those that lead nowhere come with the first page."""
    import pypdfium2.raw as pdfium

    titles: dict[int, list[str]] = {}
    for bookmark in itertools.islice(document.get_toc(max_depth=_DEPTH), MOST_BOOKMARKS):
        budget.check_time()
        target = bookmark.get_dest()
        index = target.get_index() if target else None
        place = index if index is not None and 0 <= index < len(document) else 0
        titles.setdefault(place, []).append(read_wide(pdfium.FPDFBookmark_GetTitle, bookmark).strip())
    return titles
