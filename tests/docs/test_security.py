"""What the pages on security name as shown is there to show it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [DOCS / "security.md", DOCS / "reliability.md", *sorted((DOCS / "security").glob("*.md"))]
NAMED = re.compile(r"`(?:pytest (?:--all )?)?(tests/[\w./-]+|test_\w+(?:\.py)?)[`\s]")
LINKED = re.compile(r"\]\((?!https?://)([^)#]+)")


def list_tests() -> Iterator[str]:
    """Every file of tests by its name, and every test in it."""
    for place in (ROOT / "tests").rglob("test_*.py"):
        yield place.name
        yield from re.findall(r"^def (test_\w+)", place.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_names_is_there(page: Path) -> None:
    """Tests by path, by file name or by function, and pages by links."""
    text = page.read_text("utf-8")
    known = set(list_tests())
    named = NAMED.findall(text)
    lost = [name for name in named if not (name in known if name.startswith("test_") else (ROOT / name).exists())]
    lost += [link for link in LINKED.findall(text) if not (page.parent / link).exists()]
    assert not lost
    assert named
