"""Attacks in a real browser: names that want to be scripts, pages of other origins, names that point here."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from meibo.inventory.reader import Reader
from web_browser import CHROMIUM
from web_pages import Server, run_meibo
from web_sockets import Attacker

Start = Callable[..., Server]

PAYLOAD = '"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script>\''
NAME = PAYLOAD.replace("/", "∕")
PLACES = ("/", "/files", "/folders", "/owners", "/audiences", "/detectors", "/unread", "/changes", "/files?sort=path")


def open_pages(page: Page, server: Server) -> str:
    """Log in; the address below which all pages lie."""
    page.goto(server.link)
    page.wait_for_selector(".tiles", timeout=60_000)
    return page.url.rstrip("/")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inventory in which everything that somebody else names is a script: share, folder, file, member of an archive,
    heading, owner, rule, reason and person of a mark."""
    folder = tmp_path_factory.mktemp("hostile")
    share = folder / NAME
    (share / NAME).mkdir(parents=True)
    text = f"氏名,メール,{PAYLOAD.replace(',', ' ')}\n佐藤 花子,hanako@example.co.jp,x\n"
    (share / NAME / f"{NAME}.csv").write_text(text, "utf-8")
    (share / "javascript:alert(1)").write_text(text, "utf-8")
    (share / f"{NAME}.pdf").write_bytes(b"%PDF-1.7 broken")
    with zipfile.ZipFile(share / "a.zip", "w") as archive:
        archive.writestr(f"{PAYLOAD}.csv", text)
    place = folder / "meibo.db"
    rules = folder / "meibo.toml"
    rules.write_text(f'[[rule]]\nid = "own"\ntitle = {json.dumps(PAYLOAD)}\npattern = "hanako"\n', "utf-8")
    for _ in range(2):
        options = [share, "-i", place, "--config", rules, "--quiet", "--no-progress"]
        done = subprocess.run([sys.executable, "-m", "meibo", "scan", *options], capture_output=True, check=False)
        assert done.returncode in (0, 3), done.stderr  # 3: something could not be read
        (share / f"新{NAME}.csv").write_text(text, "utf-8")
    run_meibo("triage", "a.zip", "--mark", "delete", "--reason", PAYLOAD, "--person", PAYLOAD, "-i", place)
    with contextlib.closing(sqlite3.connect(place)) as inventory, inventory:  # as a server of SMB might name the owner
        inventory.execute("UPDATE versions SET owner = ?", (PAYLOAD,))
    return place


@pytest.mark.slow
def test_names_are_never_scripts(page: Page, start_server: Start, hostile: Path) -> None:
    """Every page and every file's page, in both languages: no script runs, nothing is asked of anybody else."""
    base = open_pages(page, start_server(hostile, "--triage"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    seen = ""
    for language in ("ja", "en"):
        page.goto(f"{base}/prefer?lang={language}")
        page.goto(f"{base}/files")
        links = page.locator("td a.name").evaluate_all("all => all.map(one => one.href)")
        assert len(links) == 5
        for address in [*(base + place for place in PLACES), *links, f"{base}/files?q={PAYLOAD}&owner={PAYLOAD}"]:
            page.goto(address)
            page.wait_for_selector(".side")
            seen += page.inner_text("body")
            assert page.evaluate("window.pwned") is None, address
            assert page.locator("main img").count() == 0, address
            assert page.evaluate("document.scripts.length") == 2, address
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert seen.count("window.pwned=1") > 40
    assert {one.split("/")[2] for one in asked} == {base.split("/")[2]}
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("Object.keys(sessionStorage)") == ["htmx-current-path-for-history"]  # ends with the tab


class Elsewhere(BaseHTTPRequestHandler):
    """A page of somebody else, at another port of this machine."""

    text = ""

    def do_GET(self) -> None:
        """The page, whatever is asked for."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def serve_elsewhere() -> Iterator[Callable[[str], int]]:
    """Serves a page at another port."""
    servers: list[ThreadingHTTPServer] = []

    def start(text: str) -> int:
        handler = type("Page", (Elsewhere,), {"text": text})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=partial(server.serve_forever, 0.05), daemon=True).start()
        return int(server.server_address[1])

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


ATTACK = """<!doctype html><title>elsewhere</title>
<form id="form" method="post" target="sink" action="BASE/marks">
<input name="csrf" value="CSRF"><input name="version" value="1"><input name="kind" value="delete">
<input name="reason" value="x"><input name="person" value="x"></form><iframe name="sink" id="sink"></iframe>
<iframe id="frame" src="BASE/files"></iframe>
<script>
window.told = {};
const note = (name) => (value) => { told[name] = value; };
const load = (kind, name, address) => new Promise((done) => {
  const made = document.createElement(kind);
  made.onload = () => done(note(name)("loaded")); made.onerror = () => done(note(name)("refused"));
  made.src = address; document.body.append(made);
});
const body = new URLSearchParams({csrf: "CSRF", version: "1", kind: "delete", reason: "x", person: "x"});
document.getElementById("form").submit();
window.over = Promise.all([
  fetch("BASE/files", {credentials: "include"}).then(() => note("read")("read"), () => note("read")("refused")),
  fetch("BASE/marks", {method: "POST", mode: "no-cors", credentials: "include", body}).then(() => 0, () => 0),
  load("script", "script", "ORIGIN/static/meibo.js"), load("img", "image", "ORIGIN/static/meibo.svg"),
]);
</script>"""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_pages_of_others_reach_nothing(
    page: Page, start_server: Start, inventory: Path, tmp_path: Path, serve_elsewhere: Callable[[str], int], name: str
) -> None:
    """A page at another port, which browsers count as the same site, that even knows the address and the form's secret:
    it marks nothing, reads nothing, frames nothing and loads nothing."""
    server = start_server(Path(shutil.copy(inventory, tmp_path)), "--triage")
    base = open_pages(page, server)
    page.goto(f"{base}/files")
    csrf = page.locator("input[name=csrf]").first.get_attribute("value")
    text = ATTACK.replace("BASE", base).replace("CSRF", csrf or "").replace("ORIGIN", f"http://127.0.0.1:{server.port}")
    port = serve_elsewhere(text)
    other = page.context.new_page()
    other.goto(f"http://{name}:{port}/")
    other.evaluate("window.over")
    assert other.evaluate("window.told") == {"read": "refused", "script": "refused", "image": "refused"}
    for frame in other.frames[1:]:
        assert "Files" not in frame.content()
        assert frame.locator("table").count() == 0
    other.wait_for_timeout(500)
    reader = Reader(server.inventory)
    try:
        assert list(reader.marks.marked_files()) == []
    finally:
        reader.close()
    page.reload()
    expect(page.locator("#count")).to_be_visible()


@pytest.mark.slow
def test_rebound_name_shows_nothing(start_server: Start, inventory: Path) -> None:
    """DNS rebinding: a name of somebody else that has come to point at this machine."""
    server = start_server(inventory)
    known = Attacker(server)
    rules = "MAP rebound.example 127.0.0.1"
    address = f"http://rebound.example:{server.port}{known.base}/files"
    done = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--host-resolver-rules={rules}",
            "--disable-background-networking", "--dump-dom", address,
        ],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "421 Misdirected Request" in done.stdout
    assert "table" not in done.stdout


@pytest.mark.slow
def test_private_file_leads_to_the_pages(page: Page, start_server: Start, inventory: Path, tmp_path: Path) -> None:
    """The browser is opened by a file, which counts as another site: it may lead here, and logs in."""
    server = start_server(inventory)
    opener = tmp_path / "open.html"
    opener.write_text(f'<meta charset="utf-8"><meta http-equiv="refresh" content="0; url={server.link}">', "ascii")
    page.goto(opener.as_uri())
    page.wait_for_selector(".tiles", timeout=60_000)
    assert page.url.startswith(f"http://127.0.0.1:{server.port}/")
