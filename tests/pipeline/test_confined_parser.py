"""A real parser inside of all its layers: what the system says of it, and that every format is read there."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extraction.specimens import SPECIMENS
from meibo.extraction.model import HEAD_BYTES, Notice
from meibo.extraction.registry import EXTRACTORS
from meibo.extraction.sniffing.sniff import sniff
from meibo.pipeline.confinement.layers import LAYERS
from meibo.pipeline.parser import Parser
from meibo.pipeline.parser_model import ParserSettings, Request
from meibo_detectors.model import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform != "linux":
    pytest.skip("what only Linux enforces", allow_module_level=True)

IS_ROOT = os.geteuid() == 0
NOBODY = "65534"
only_root = pytest.mark.skipif(not IS_ROOT, reason="only root becomes another user")
PLAIN = {name for extractor in EXTRACTORS if extractor.is_plain for name in extractor.formats}
PARSED = tuple(name for extractor in EXTRACTORS for name in extractor.formats if name in SPECIMENS.keys() - PLAIN)


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    """One that has read a file, and goes on with others."""
    with contextlib.closing(Parser(ParserSettings(passwords=("kawagoe2024",)))) as made:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as writer:
            writer.writestr("a.txt", "text")
        assert "text" in "".join(read(made, "a.zip", archive.getvalue())[0])
        yield made


def read(parser: Parser, name: str, content: bytes) -> tuple[list[str], list[Notice]]:
    """The texts and the notices of a file."""
    request = Request(name, sniff(content[:HEAD_BYTES], name).id, len(content))
    items = list(parser.read(request, io.BytesIO(content)))
    texts = [item.text.decode() for item in items if isinstance(item, Block)]
    return texts, [item for item in items if isinstance(item, Notice)]


def find_pid() -> int:
    """The parser that this process has started."""
    found = {
        int(pid)
        for task in Path("/proc/self/task").iterdir()
        for pid in (task / "children").read_text().split()
        if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    }
    (pid,) = found
    return pid


def test_it_says_what_holds(parser: Parser) -> None:
    """On any Linux these hold, whatever its kernel was built with; the others are told where they do."""
    assert parser.layers is not None
    assert set(parser.layers) <= set(LAYERS)
    assert {"limits", "user", "rights", "calls", "events"} <= set(parser.layers)


@pytest.mark.usefixtures("parser")
def test_every_thread_is_bound() -> None:
    """Not only the one that confined itself: none was started before."""
    pid = find_pid()
    threads = [dict(_status(place)) for place in Path(f"/proc/{pid}/task").iterdir()]
    assert len(threads) > 1  # one watches the worker
    for thread in threads:
        assert (thread["NoNewPrivs"], thread["Seccomp"]) == ("1", "2")
        assert {int(thread[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {0}
        if IS_ROOT:
            assert thread["Uid"].split() == thread["Gid"].split() == [NOBODY] * 4
            assert thread["Groups"] == ""
            assert int(thread["CapBnd"], 16) == 0


def _status(place: Path) -> Iterator[tuple[str, str]]:
    for line in (place / "status").read_text().splitlines():
        name, _, value = line.partition(":")
        yield name, value.strip()


@pytest.mark.usefixtures("parser")
def test_its_resources_are_bound() -> None:
    """As the system counts them."""
    lines = Path(f"/proc/{find_pid()}/limits").read_text().splitlines()
    bounds = {line[:26].strip(): line[26:].split()[:2] for line in lines}
    assert bounds["Max file size"] == bounds["Max core file size"] == ["0", "0"]
    assert bounds["Max open files"] == ["64", "64"]
    assert bounds["Max address space"][0] != "unlimited"
    assert 0 < int(bounds["Max cpu time"][0]) < 1_000


@pytest.mark.slow
@pytest.mark.parametrize("format_id", PARSED)
def test_every_format_is_read_in_there(parser: Parser, format_id: str) -> None:
    """With what its library loads late: modules, tables of characters, libraries of the system."""
    specimen = SPECIMENS[format_id]()
    texts, notices = read(parser, specimen.name, specimen.content)
    if any(notice.code == "format-not-read" for notice in notices):
        pytest.skip("needs what is not installed here")
    assert [value for value in specimen.planted if value not in "".join(texts)] == []
    assert not {"crash", "damaged", "time-limit", "memory-limit"} & {notice.code for notice in notices}


def run(program: str, folder: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """A process that imports from a folder and confines itself."""
    paths = os.pathsep.join(filter(None, (str(folder), *sys.path)))
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*before, sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@only_root
def test_what_only_root_may_enter_is_imported_all_the_same(tmp_path: Path) -> None:
    """By descriptor, as from below /root: by its path, it stays closed to who the parser is then."""
    closed = tmp_path / "home" / "site-packages"
    (closed / "family").mkdir(parents=True)
    (closed / "family" / "__init__.py").write_text("")
    (closed / "family" / "late.py").write_text(
        "import pathlib; DATA = pathlib.Path(__file__).with_name('d').read_text()"
    )
    (closed / "family" / "d").write_text("read")
    closed.parent.chmod(0o700)
    done = run(
        f"""
import os, family
from meibo.pipeline.confinement.layers import LAYERS, confine
held = confine()
import family.late
try:
    os.listdir({str(closed)!r})
except PermissionError:
    print(os.getuid(), "user" in held, family.late.DATA)
""",
        closed,
    )
    assert done.stdout.split() == [NOBODY, "True", "read"], done.stderr


@only_root
def test_files_beside_a_library_are_found_there_too(tmp_path: Path) -> None:
    """Libraries resolve their own place, which would lead away from the descriptor: maps of characters, of playa."""
    closed = tmp_path / "home" / "site-packages"
    (origin,) = importlib.util.find_spec("playa").submodule_search_locations  # type: ignore[union-attr,misc]
    shutil.copytree(origin, closed / "playa")
    closed.parent.chmod(0o700)
    done = run(
        """
from meibo.pipeline.confinement.layers import confine
held = confine()
from playa import cmapdb
print("user" in held, cmapdb.__file__.startswith("/proc/self/fd/"), len(cmapdb.get_cmap("90ms-RKSJ-H").code2cid) > 9)
try:
    cmapdb.get_cmap("../../other")
except KeyError as error:
    print("malicious" in str(error))
""",
        closed,
    )
    assert done.stdout.split() == ["True"] * 4, done.stderr


@only_root
def test_files_that_only_root_reads_keep_the_user_and_no_right(tmp_path: Path) -> None:
    """Else nothing could be imported. That this layer does not hold is told."""
    (tmp_path / "site-packages").mkdir()
    for name in ("early", "late"):
        (tmp_path / "site-packages" / f"{name}.py").write_text("DATA = 'read'")
        (tmp_path / "site-packages" / f"{name}.py").chmod(0o600)
    done = run(
        """
import os, early
from meibo.pipeline.confinement.layers import confine
status = open("/proc/self/status")
held = confine()
import late
rights = next(line.split()[1] for line in status.read().splitlines() if line.startswith("CapEff"))
print(os.getuid(), "user" in held, "rights" in held, late.DATA, int(rights, 16))
""",
        tmp_path / "site-packages",
    )
    assert done.stdout.split() == ["0", "False", "True", "read", "0"], done.stderr


def test_a_loop_ends_when_its_time_of_processors_is_over(tmp_path: Path) -> None:
    """Also where nobody watches the clock."""
    done = run(
        """
from meibo.pipeline.confinement.layers import confine
from meibo.pipeline.confinement.limits import bound_processor_time
confine()
bound_processor_time(0)
while True:
    pass
""",
        tmp_path,
    )
    assert done.returncode == -signal.SIGXCPU, done.stderr


@pytest.mark.parametrize(("uri", "is_hidden"), [("smb://server/share", True), ("file:///srv/share", False)])
def test_who_holds_credentials_keeps_to_itself(uri: str, is_hidden: bool, tmp_path: Path) -> None:
    """A worker's memory is hidden where it holds what logs in to a server; nobody's is written as a core."""
    done = run(
        f"""
import ctypes, resource
from meibo.pipeline.confinement.secrecy import keep_to_itself
from meibo_connectors.model import Target
keep_to_itself([Target({uri!r})])
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
""",
        tmp_path,
    )
    assert done.stdout.split() == ["0" if is_hidden else "1", "0", "0"], done.stderr
