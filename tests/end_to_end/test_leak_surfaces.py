"""Each place that a secret may stand in, against each surface that somebody else may look at: a table of both."""

from __future__ import annotations

import os
import re
import secrets
import signal
import subprocess
import time
import urllib.request
import zipfile
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from end_to_end.process_surfaces import Surfaces
from extraction.specimens import PASSWORD, PLANTED, SPECIMENS

RANDOM = secrets.token_hex(6)
CANARIES = {
    "content": f"naiyo-{RANDOM}",
    "a cell that is no number": f"12,34x-{RANDOM}",
    "document properties": f"sakusei-{RANDOM}",
    "EXIF": f"exif-{RANDOM}",
    "a mail's header": f"kenmei-{RANDOM}",
    "a password of archives": f"himitsu-{RANDOM}",
    "a credential of a server": f"kagi-{RANDOM}",
    "a damaged file": f"kowareta-{RANDOM}",
}
NAME = f"namae-{RANDOM}"
"""In the name of a file, which an inventory is there to tell."""
CREDENTIALS = ("MEIBO_SMB_PASSWORD", "AWS_SECRET_ACCESS_KEY", "AZURE_STORAGE_ACCOUNT_KEY", "GH_TOKEN", "DB_PASSWORD")
REPORTS = ("xlsx", "html", "csv", "jsonl", "sarif", "parquet")
LEFTOVERS = ("core", "core.*", "*.core", "*.dmp", "hs_err*")


def broken(content: bytes) -> list[bytes]:
    """A file cut in two, with bytes turned, and with its tail overwritten."""
    turned = bytearray(content)
    for at in range(64, len(turned), max(len(turned) // 9, 1)):
        turned[at] ^= 0x5A
    half = len(content) // 2
    return [content[:half], bytes(turned), content[:half] + b"\xff" * (len(content) - half)]


@pytest.fixture
def canaries(share: Path) -> Path:
    """Every canary in a place of its kind, and every format whole and broken."""
    text = "".join(f"{kind}: {value}\n" for kind, value in CANARIES.items() if "password" not in kind)
    (share / f"{NAME}.txt").write_text(text + "電話番号 090-2345-6781\n", "utf-8")
    row = f"山田 花子,090-2345-6781,{CANARIES['a cell that is no number']}"
    (share / "cells.csv").write_text(f"氏名,電話番号,金額\n{row}\n", "utf-8")
    sheet = SPECIMENS["xlsx"]().content
    with zipfile.ZipFile(share / "properties.docx", "w") as fresh:
        docx = share / "whole.docx"
        docx.write_bytes(SPECIMENS["docx"]().content)
        with zipfile.ZipFile(docx) as archive:
            for name in archive.namelist():
                fresh.writestr(name, archive.read(name))
        fresh.writestr("docProps/custom.xml", f"<p>{CANARIES['document properties']}</p>")
    cell = f'<c r="A1"><v>{CANARIES["a cell that is no number"]}</v></c>'
    for number, part in enumerate((cell, cell.replace('r="A1"', f'r="{CANARIES["a damaged file"]}"'))):
        (share / f"sheet{number}.xlsx").write_bytes(with_part(sheet, share, part))
    (share / "picture.jpg").write_bytes(
        b"\xff\xd8\xff\xe1\x00\x40Exif\0\0" + CANARIES["EXIF"].encode() + bytes(64) + b"\xff\xd9"
    )
    header = CANARIES["a mail's header"]
    (share / "mail.eml").write_text(f"From: {header}\nSubject: {header}\nDate: {header}\nContent-Type: {header}\n\nx\n")
    for number, make in enumerate(SPECIMENS.values()):
        specimen = make()
        for part, content in enumerate((specimen.content, *broken(specimen.content))):
            (share / f"{number}-{part}-{specimen.name}").write_bytes(content)
    for number, content in enumerate(broken(CANARIES["a damaged file"].encode() * 9)):
        for suffix in ("json", "xml", "sql", "vcf", "pdf", "parquet"):
            (share / f"broken{number}.{suffix}").write_bytes(content)
    return share


def with_part(sheet: bytes, folder: Path, cell: str) -> bytes:
    """A workbook whose first sheet has one more cell."""
    old, new = folder / "old.zip", folder / "new.zip"
    old.write_bytes(sheet)
    with zipfile.ZipFile(old) as archive, zipfile.ZipFile(new, "w") as fresh:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"<c ", cell.encode() + b"<c ", 1)
            fresh.writestr(name, content)
    content = new.read_bytes()
    old.unlink()
    new.unlink()
    return content


@pytest.fixture
def settings(meibo: Any, tmp_path: Path) -> dict[str, Any]:
    """The environment of a command: credentials that hold a canary, and a folder of its own for temporary files."""
    (tmp_path / "tmp").mkdir()
    password = CANARIES["a password of archives"]
    (meibo.folder / "meibo.toml").write_text(f'[archives]\npasswords = ["{password}", "{PASSWORD}"]\n', "utf-8")
    given = dict.fromkeys(CREDENTIALS, CANARIES["a credential of a server"])
    started = meibo._settings()
    return {**started, "env": {**started["env"], **given, "TMPDIR": str(tmp_path / "tmp")}}


def forms() -> dict[str, list[bytes]]:
    """What must be found nowhere: each canary, and the values of the specimens, as outputs would write them."""
    values = {**CANARIES, **{f"specimen {number}": value for number, value in enumerate(PLANTED)}, "password": PASSWORD}
    return {
        kind: [value.encode(), value.encode("utf-16-le"), value.encode("unicode_escape"), value.encode("cp932")]
        for kind, value in values.items()
    }


def find_leaks(surfaces: dict[str, bytes]) -> list[tuple[str, str]]:
    """The table's cells that are not empty: a canary's place, and the surface that shows it."""
    return [
        (kind, surface)
        for kind, spellings in forms().items()
        for surface, content in surfaces.items()
        if any(spelling in content for spelling in spellings)
    ]


def read_desk(folder: Path) -> dict[str, bytes]:
    """Whatever was written; the parts of workbooks unpacked. The configuration holds its passwords, as was asked."""
    found = {}
    for place in folder.rglob("*"):
        if place.is_file() and place.name != "meibo.toml":
            found[place.name] = place.read_bytes()
            if zipfile.is_zipfile(place):
                with zipfile.ZipFile(place) as archive:
                    found |= {f"{place.name}!{name}": archive.read(name) for name in archive.namelist()}
    return found


@pytest.mark.slow
def test_no_canary_shows_on_any_surface(
    meibo: Any, canaries: Path, settings: dict[str, Any], tmp_path: Path, processes: Any
) -> None:
    """While scans run and after them; with reports of every kind, both forms of the log, and the other commands."""
    temporary = tmp_path / "tmp"
    reports = [part for kind in REPORTS for part in (f"--{kind}", f"report.{kind}")]
    reports += ["--ledger", "ledger.xlsx"]
    surfaces: dict[str, bytes] = {}
    for log in ("text", "json"):
        process = meibo.start("scan", canaries, "--full", "--all-locations", "--min-confidence", "low", "--log-format",
                              log, "--workers", 2, *reports, **settings)  # fmt: skip
        with Surfaces(processes, process.pid, temporary) as seen:
            done = meibo.finish(process, 300)
        assert done.returncode == 3, done.stderr
        assert "internal-error" not in done.stdout + done.stderr
        assert len(seen.children) >= 4  # two workers and their parsers
        assert seen.outputs == {"/dev/null"}
        assert seen.core_bounds <= {"0", "1"}
        assert seen.core_bounds
        for name, contents in seen.shown.items():
            surfaces[f"{log}: {name}"] = b"\n".join(contents)
            assert NAME.encode() not in surfaces[f"{log}: {name}"] or name == "cmdline", name
        assert not any(name.encode() + b"=" in surfaces[f"{log}: environ"] for name in CREDENTIALS)
        surfaces |= {f"{log}: stdout": done.stdout.encode(), f"{log}: stderr": done.stderr.encode()}
    for line in (("list",), ("list", "--by", "folder"), ("show", f"{NAME}.txt"), ("copies",), ("whatif", canaries),
                 ("verify",), ("detect", canaries), ("diff",), ("retention",)):  # fmt: skip
        done = run(meibo, settings, *line)
        name = " ".join(map(str, line))
        surfaces |= {f"{name}: stdout": done.stdout.encode(), f"{name}: stderr": done.stderr.encode()}
    surfaces |= read_desk(meibo.folder)
    assert {"meibo.db", "report.xlsx", "report.html", "report.parquet"} <= set(surfaces)
    assert NAME.encode() in surfaces["list: stdout"]
    assert find_leaks(surfaces) == []
    assert list(temporary.iterdir()) == []
    assert all(place.stat().st_mode & 0o077 == 0 for place in meibo.folder.iterdir() if place.name != "meibo.toml"
               and place.name != "shared.key")  # fmt: skip


def run(meibo: Any, settings: dict[str, Any], *line: object) -> subprocess.CompletedProcess[str]:
    """Run to the end."""
    return subprocess.run(meibo.line(*line), check=False, capture_output=True, timeout=300, **settings)


@pytest.mark.slow
@pytest.mark.parametrize("victim", ["parent", "worker", "parser"])
@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL])
def test_a_process_that_dies_leaves_nothing(
    meibo: Any,
    canaries: Path,
    settings: dict[str, Any],
    tmp_path: Path,
    processes: Any,
    victim: str,
    number: signal.Signals,
) -> None:
    """Neither a core dump, though the shell allows one of any size, nor a temporary file, nor a word of content."""
    unbound = ("prlimit", "--core=unlimited") if os.geteuid() == 0 else ()
    line = [*unbound, *meibo.line("scan", canaries, "--workers", "1", "--xlsx", "a.xlsx")]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **settings) as process:
        worker = processes.wait_until(lambda: next(iter(processes.workers(process.pid)), 0))
        pid = {"parent": process.pid, "worker": worker}.get(victim) or processes.wait_until(
            lambda: next(iter(processes.workers(worker)), 0)
        )
        time.sleep(0.3)  # it is at its work
        os.kill(pid, number)
        out, err = process.communicate(timeout=300)
    processes.wait_until(lambda: not processes.is_alive(worker) or victim != "parent")
    left = [
        place.name for pattern in LEFTOVERS for folder in (meibo.folder, canaries) for place in folder.glob(pattern)
    ]
    assert left == []
    assert list((tmp_path / "tmp").iterdir()) == []
    assert find_leaks({"stdout": out.encode(), "stderr": err.encode(), **read_desk(meibo.folder)}) == []
    assert "Traceback" not in err


@pytest.mark.slow
def test_pages_and_their_server_show_no_canary(
    meibo: Any, canaries: Path, settings: dict[str, Any], tmp_path: Path
) -> None:
    """Every page that the menu leads to; the token stands in nobody's list of processes and in no file."""
    assert run(meibo, settings, "scan", canaries, "--quiet").returncode == 3
    with subprocess.Popen(
        meibo.line("serve", "--no-open"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, **settings
    ) as process:
        try:
            assert process.stdout is not None
            link = process.stdout.readline().strip()
            token = link.partition("token=")[2]
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            pages = {"login": opener.open(link, timeout=60).read()}
            (home,) = re.findall(r'href="(/[\w-]+/)"', pages["login"].decode())
            pages[home] = opener.open(urljoin(link, home), timeout=60).read()
            for path in set(re.findall(rf'href="({home}[^"#]*)"', pages[home].decode())):
                pages[path] = opener.open(urljoin(link, unescape(path)), timeout=60).read()
            cmdline = Path(f"/proc/{process.pid}/cmdline").read_bytes()
            written = {f"temporary {place.name}": place.read_bytes() for place in (tmp_path / "tmp").rglob("*")
                       if place.is_file()}  # fmt: skip
            process.send_signal(signal.SIGKILL)
            err = process.communicate(timeout=60)[1]
        finally:
            process.kill()
    assert len(pages) > 5
    assert token
    assert all(token.encode() not in content for content in (cmdline, err.encode(), *written.values()))
    assert find_leaks({**pages, **written, "stderr": err.encode(), "cmdline": cmdline}) == []
    (left,) = (tmp_path / "tmp").iterdir()
    assert left.stat().st_mode & 0o777 == 0o700
    with subprocess.Popen(
        meibo.line("serve", "--no-open"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, **settings
    ) as again:
        assert again.stdout is not None
        again.stdout.readline()
        assert not left.exists()  # what a kill left behind goes with the next start
        again.send_signal(signal.SIGTERM)
        again.communicate(timeout=60)
    assert list((tmp_path / "tmp").iterdir()) == []
