"""The documents say what the program does."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from meibo.catalogue.issues import ISSUE_CODES
from meibo.catalogue.messages import MESSAGES
from meibo.cli.main import COMMANDS
from meibo_detectors.registry import DETECTORS

ROOT = Path(__file__).parents[2]


def test_reference_is_what_the_program_says() -> None:
    """docs/reference.md lists every command, option, exit code, issue code, detector and configuration key."""
    describe = runpy.run_path(str(ROOT / "tools" / "make_reference.py"))["describe"]
    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == describe()


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_shows_every_command(name: str) -> None:
    """The README mentions each command."""
    assert re.search(rf"\bmeibo {name}\b|`{name}`|\./run {name}", (ROOT / "README.md").read_text("utf-8"))


def test_every_message_exists_in_both_languages() -> None:
    """No message is empty, and both languages fill in the same values."""
    for key, (japanese, english) in MESSAGES.items():
        assert japanese, key
        assert english, key
        assert set(re.findall(r"\{(\w+)", japanese)) == set(re.findall(r"\{(\w+)", english)), key


def test_every_issue_code_is_explained_in_both_languages() -> None:
    """Each code has a text and a remedy in Japanese and English, and appears once."""
    assert len({row.code for row in ISSUE_CODES}) == len(ISSUE_CODES)
    for row in ISSUE_CODES:
        assert all((row.text_ja, row.text_en, row.remedy_ja, row.remedy_en)), row.code


def test_decisions_are_listed() -> None:
    """docs/adr/README.md links every decision, and every link leads to one."""
    folder = ROOT / "docs" / "adr"
    linked = set(re.findall(r"\((\d{4}-[a-z0-9-]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    assert linked == {page.name for page in folder.glob("[0-9]*.md")}


def test_registry_is_sorted_and_ids_are_unique() -> None:
    """Detectors stand in the order of their ids, each once."""
    ids = [detector.id for detector in DETECTORS]
    assert ids == sorted(set(ids))
