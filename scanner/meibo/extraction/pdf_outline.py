"""Bookmarks: headings in most documents, but file names, people or customers in bundles of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from meibo.extraction.budget import Budget

MOST_BOOKMARKS = 20_000
_DEPTH = 15


def read_outline(document: Any, budget: Budget) -> dict[int, list[str]]:
    """The titles by the index of the page that they lead to; those that lead nowhere come with the first page."""
    titles: dict[int, list[str]] = {}
    for number, bookmark in enumerate(document.get_toc(max_depth=_DEPTH)):
        if number >= MOST_BOOKMARKS:
            break
        budget.check_time()
        target = bookmark.get_dest()
        index = target.get_index() if target else None
        titles.setdefault(index if index is not None and 0 <= index < len(document) else 0, []).append(
            bookmark.get_title().strip()
        )
    return titles
