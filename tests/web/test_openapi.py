"""The description of the pages is current, and the server keeps to it whatever schemathesis sends."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route

from meibo.inventory.files import default_key_path
from meibo.inventory.reader import Reader
from meibo.web.app import make_app
from web_pages import Pages, Server
from web_sockets import Attacker, found

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "docs" / "schemas" / "serve.openapi.json"
TOOL = runpy.run_path(str(ROOT / "tools" / "make_openapi.py"))
LEAST_CASES = 2000
UNTRUE = (
    "negative_data_rejection", "positive_data_acceptance", "ensure_resource_availability", "use_after_free",
    "allow_header_conformance",
)  # fmt: skip
"""Checks of what is not said: pages pass over values that they do not know, and are of files that there may not be; a
method is refused before it is known of which page, and guests are not told."""


def test_the_description_is_current() -> None:
    """Where this fails: python tools/make_openapi.py"""
    assert PLACE.read_text("utf-8") == TOOL["describe"]()


def test_the_description_names_every_route(triage_pages: Pages) -> None:
    """Each address and method that the server knows, and no other; only static files are left out."""
    app = make_app(triage_pages.site, "/{base}", 1)
    routes = {
        (one.path, way) for one in app.routes if isinstance(one, Route) for way in one.methods or () if way != "HEAD"
    }
    paths = json.loads(PLACE.read_text("utf-8"))["paths"]
    assert routes == {(path, way.upper()) for path, ways in paths.items() for way in ways if way != "parameters"}


def test_the_description_names_every_parameter() -> None:
    """What the pages take from an address, as their code names it."""
    named = {name for parameters in TOOL["PARAMETERS"].values() for name in parameters}
    taken = {
        name
        for module in (ROOT / "scanner" / "meibo" / "web" / "pages").glob("*.py")
        if module.name not in ("entrance.py", "marking.py")
        for name in re.findall(r'\b(?:query|query_params)(?:\.get(?:list)?\(|\[)"(\w+)"', module.read_text("utf-8"))
    }
    assert taken | {"old", "new"} == named


def fill_in(attacker: Attacker) -> dict[str, Any]:
    """The description as it holds for this server and its session."""
    text = PLACE.read_text("utf-8").replace("/{base}", attacker.base)
    text = text.replace(TOOL["COOKIE"], attacker.cookie.partition("=")[0])
    whole: dict[str, Any] = json.loads(text)
    whole["servers"] = [{"url": f"http://{attacker.host}"}]
    for path, ways in whole["paths"].items():
        if path.startswith(attacker.base):
            del ways["parameters"]
    form = whole["paths"][f"{attacker.base}/marks"]["post"]["requestBody"]["content"]
    page = attacker.ask(attacker.request(f"{attacker.base}/files?q=csv", is_member=True))
    fields = form["application/x-www-form-urlencoded"]["schema"]["properties"]
    fields["csrf"] = {"enum": [found(rb'name="csrf" value="([^"]+)"', page)]}
    fields["version"]["items"] = {"enum": [int(one) for one in re.findall(rb"/files/(\d+)\"", page)]}
    return whole


def run_schemathesis(attacker: Attacker, folder: Path, *options: str) -> tuple[int, str]:
    """How many requests were sent, and what schemathesis says; it fails the test where a check fails."""
    place = folder / "serve.json"
    place.write_text(json.dumps(fill_in(attacker)), "utf-8")
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", str(place), "--url", f"http://{attacker.host}", "--no-color",
        "-H", f"Cookie: {attacker.cookie}", "-H", f"Origin: http://{attacker.host}", "--phases",
        "examples,coverage,fuzzing", "--checks", "all", "--exclude-checks", ",".join(UNTRUE), "--max-redirects", "0",
        "--continue-on-failure", "--seed", "1", "--generation-database", "none", "--request-timeout", "20", *options,
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=1200, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-8000:]
    return int(re.findall(r"(\d+) generated", said)[0]), said


@pytest.mark.slow
def test_schemathesis_finds_nothing(start_server: Callable[..., Server], inventory: Path, tmp_path: Path) -> None:
    """No answer of 5xx, none that the description does not name, all headers on each; guests see nothing."""
    shutil.copy(default_key_path(inventory), tmp_path)
    attacker = Attacker(start_server(Path(shutil.copy(inventory, tmp_path)), "--triage"))
    while b"progress" in attacker.ask(attacker.request(f"{attacker.base}/", is_member=True)):
        pass
    cases, said = run_schemathesis(attacker, tmp_path, "--max-examples", "150")
    assert cases > LEAST_CASES
    reader = Reader(attacker.server.inventory)
    try:
        assert list(reader.marks.marked_files()), "the forms of schemathesis never came through"
    finally:
        reader.close()
    code, said = attacker.server.end()
    assert code == 0
    assert len(said.splitlines()) == 2, said
