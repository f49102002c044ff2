"""An inventory of two scans with hostile names in it, and its pages: in this process, and as the real command."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from meibo.assessment.risk_rules import DEFAULT_RULES
from meibo.web.serving import make_pages
from meibo.web.settings import Settings
from meibo.web.site import Site
from meibo_detectors.model import Confidence
from web_pages import HOSTILE, PORT, Pages, Server, run_meibo

EXAMPLES = Path(__file__).parents[2] / "examples" / "share"
COPIED = ("経理部/報酬支払先_2026.csv", "人事部/休職者一覧.csv", "総務部/健康管理/健康診断結果一覧_2026.csv")


MakePages = Callable[..., Pages]


@pytest.fixture(scope="session")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some files of the examples and some with hostile names, scanned twice, with changes in between."""
    folder = tmp_path_factory.mktemp("web")
    share = folder / "share"
    for name in COPIED:
        (share / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(EXAMPLES / name, share / name)
    for name in HOSTILE:
        (share / name).write_text("氏名,メール\n佐藤 花子,hanako@example.co.jp\n", "utf-8")
    (share / "写真.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    (share / "空.txt").write_text("")
    place = folder / "meibo.db"
    run_meibo("scan", share, "-i", place, "--quiet", "--no-progress")
    (share / "人事部" / "休職者一覧.csv").unlink()
    shutil.copy(EXAMPLES / COPIED[0], share / "新しい名簿.csv")
    run_meibo("scan", share, "-i", place, "--quiet", "--no-progress")
    return place


@pytest.fixture(scope="session")
def make_pages_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakePages]:
    """Pages of an inventory in this process, with their index made."""
    sites: list[Site] = []

    def make(inventory: Path, **settings: object) -> Pages:
        known = Settings(inventory, 2, "en", Confidence.MEDIUM, DEFAULT_RULES, tmp_path_factory.mktemp("index"))
        site = Site(msgspec.structs.replace(known, **settings))
        sites.append(site)
        assert site.wait_for_index(60).state == "done"
        return Pages(make_pages(site, PORT, _fail), site)

    yield make
    for site in sites:
        site.close()


def _fail(error: Exception) -> None:
    raise error


@pytest.fixture(scope="session")
def pages(inventory: Path, make_pages_of: MakePages) -> Pages:
    """Pages that only read, with the two scans compared."""
    made = make_pages_of(inventory)
    assert made.site.compare(1, 2, 60).state == "done"
    return made


@pytest.fixture
def triage_pages(inventory: Path, make_pages_of: MakePages, tmp_path: Path) -> Pages:
    """Pages that may mark, of an inventory of their own."""
    for file in inventory.parent.glob("meibo.db*"):
        shutil.copy(file, tmp_path / file.name)
    return make_pages_of(tmp_path / "meibo.db", is_triage=True, person="監査 太郎")


@pytest.fixture
def start_server() -> Iterator[Callable[..., Server]]:
    """Starts ``meibo serve``; what still runs in the end is ended."""
    servers: list[Server] = []

    def start(inventory: Path, *options: str) -> Server:
        servers.append(Server(inventory, *options))
        return servers[-1]

    yield start
    for server in servers:
        server.end()
