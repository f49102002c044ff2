"""A real browser for tests of pages: the machine's Chromium, driven by Playwright, without any network but loopback.

The first ``conftest.py`` takes the fixtures over, so that a process has one browser whatever it tests.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
_ARGUMENTS = (
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
GRAVE = frozenset({"serious", "critical"})


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each opens pages in a context of its own."""
    from playwright.sync_api import sync_playwright

    assert Path(CHROMIUM).is_file(), "tests of pages need Debian's package chromium"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page in a fresh context; what its scripts throw, or the policy of the page refuses, fails the test."""
    troubles: list[str] = []
    context = browser.new_context(locale="ja-JP", viewport={"width": 1280, "height": 900})
    fresh = context.new_page()
    fresh.on("pageerror", lambda error: troubles.append(str(error)))
    fresh.on("console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None)
    yield fresh
    context.close()
    assert not troubles


def find_barriers(page: Page) -> list[str]:
    """What axe calls a serious or critical barrier, with the elements it means."""
    from axe_playwright_python.sync_playwright import Axe

    violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in violations
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]  # fmt: skip
