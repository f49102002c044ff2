"""``meibo serve`` in a real browser: login, filters, search, one file, marks, both languages, no barriers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from web_browser import find_barriers
from web_pages import Server

Start = Callable[..., Server]

PLACES = ("/", "/files", "/folders", "/owners", "/audiences", "/detectors", "/unread", "/changes")


def open_pages(page: Page, server: Server) -> str:
    """Log in as a person does; the address below which all pages lie."""
    page.goto(server.link)
    page.wait_for_selector(".tiles")
    return page.url.rstrip("/")


def test_person_finds_a_file(page: Page, start_server: Start, inventory: Path) -> None:
    """Log in, search while typing, filter, sort, open the file, and go back to the same list."""
    base = open_pages(page, start_server(inventory))
    assert "token" not in page.url
    page.get_by_role("link", name="Files", exact=True).click()
    page.wait_for_selector("#filters")
    page.keyboard.press("/")
    page.keyboard.type("csv 2026")
    expect(page.locator("#count")).to_have_text("2 files")
    expect(page).to_have_url(re.compile("q=csv"))
    page.get_by_role("checkbox", name="special care (rule 7-1)").check()
    expect(page.locator("#count")).to_have_text("1 files")
    expect(page.get_by_role("checkbox", name="special care (rule 7-1)")).to_be_checked()
    page.get_by_role("link", name="健康診断結果一覧_2026.csv").click()
    expect(page.locator("h1")).to_have_text("健康診断結果一覧_2026.csv")
    expect(page.get_by_role("heading", name="Findings")).to_be_visible()
    page.go_back()
    expect(page.locator("#count")).to_have_text("1 files")
    page.goto(f"{base}/files")
    page.locator("thead").get_by_role("link", name="File", exact=True).click()
    expect(page.locator("th[aria-sort]")).to_have_text("File")
    expect(page).to_have_url(re.compile("sort=path"))


@pytest.mark.slow
def test_marks_are_made_in_the_browser(page: Page, start_server: Start, inventory: Path, tmp_path: Path) -> None:
    """One file on its page, several in the list with the box that takes all."""
    copy = tmp_path / "meibo.db"
    copy.write_bytes(inventory.read_bytes())
    base = open_pages(page, start_server(copy, "--triage"))
    page.goto(f"{base}/files?q=健康")
    page.get_by_role("link", name="健康診断結果一覧_2026.csv").click()
    page.locator("select[name=kind]").select_option("delete")
    page.get_by_label("Reason").fill("保存期間")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: 1 files.")).to_be_visible()
    page.goto(f"{base}/files?trigger=mynumber-any")
    page.get_by_label("Select all files of this page").check()
    page.locator("select[name=kind]").select_option("needed")
    page.get_by_label("Reason").fill("法定調書")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: 2 files.")).to_be_visible()
    page.goto(f"{base}/files?mark=marked")
    expect(page.locator("#count")).to_have_text("3 files")


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_nobody_is_kept_out(page: Page, start_server: Start, inventory: Path, language: str, theme: str) -> None:
    """No page has a serious barrier by axe's rules, in both languages and colours, in a wide window and a small."""
    base = open_pages(page, start_server(inventory, "--triage"))
    page.goto(f"{base}/prefer?lang={language}&theme={theme}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.goto(f"{base}/files?q=健康")
    file = page.locator("td a.name").first.get_attribute("href")
    addresses = [base + place for place in (*PLACES, "/files?q=nothing", "/unread?code=image-only", "/nothing")]
    for width in (1280, 380):
        page.set_viewport_size({"width": width, "height": 900})
        for address in (*addresses, f"{base[: base.rindex('/')]}{file}"):
            page.goto(address)
            if not address.endswith("/nothing"):
                page.wait_for_selector(".side")  # the changes themselves, not the page that waits for them
            assert find_barriers(page) == [], address


@pytest.mark.slow
def test_pages_work_without_scripts(browser: Browser, start_server: Start, inventory: Path) -> None:
    """Filters by their button, and everything that is a link."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    base = open_pages(page, start_server(inventory))
    page.goto(f"{base}/files")
    page.get_by_label("Words in the path").fill("健康")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#count")).to_have_text("1 files")
    context.close()


@pytest.mark.slow
def test_keyboard_skips_the_menu(page: Page, start_server: Start, inventory: Path) -> None:
    """The first stop of the keyboard leads to what the page is about."""
    base = open_pages(page, start_server(inventory))
    page.goto(f"{base}/folders")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
