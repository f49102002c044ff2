"""Nothing below a target is ever changed: what the kernel is asked for, and what the files look like afterwards."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from end_to_end.strace_reading import read_trace, strace_line
from extraction.specimens import PASSWORD, SPECIMENS

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples" / "share"
LONG_AGO = 1_000_000_000
PHONE = "電話番号 090-2345-6781\n"
Snapshot = dict[str, tuple[Any, ...]]


def age(folder: Path) -> list[Path]:
    """Make everything so old that any system would note an access; returns what there is, since to list it again
    would itself be one."""
    places = [folder, *sorted(folder.rglob("*"))]
    for place in places:
        if not place.is_symlink():
            os.utime(place, (LONG_AGO, LONG_AGO + 1))
    return places


def look_at(places: list[Path]) -> Snapshot:
    """All that the system knows of each file and folder, times of access and change among it."""
    found = {}
    for place in places:
        status = place.lstat()
        names = os.listxattr(place, follow_symlinks=False)
        found[str(place)] = (
            *(getattr(status, name) for name in ("st_mode", "st_uid", "st_gid", "st_ino", "st_nlink", "st_size")),
            *(status.st_mtime_ns, status.st_ctime_ns, status.st_atime_ns),
            tuple((name, os.getxattr(place, name, follow_symlinks=False)) for name in names),
        )
    return found


@pytest.fixture
def every_format(share: Path) -> Path:
    """The sample share, a specimen of each format, and what is no file, can't be opened or is damaged."""
    shutil.copytree(EXAMPLES, share / "例")
    (share / "specimens").mkdir()
    for number, make in enumerate(SPECIMENS.values()):
        specimen = make()
        (share / "specimens" / f"{number}-{specimen.name}").write_bytes(specimen.content)
        (share / "specimens" / f"{number}-half-{specimen.name}").write_bytes(
            specimen.content[: len(specimen.content) // 2]
        )
    (share / "specimens" / "mail.txt").write_text(f"パスワードは {PASSWORD} です\n", "utf-8")
    (share / "large.txt").write_text(PHONE * 200_000, "utf-8")
    os.mkfifo(share / "fifo")
    (share / "link").symlink_to("large.txt")
    return share


@pytest.mark.parametrize(
    "script",
    [
        "touch {0}/new",
        "echo x >> {0}/a.txt",
        "cd {0} && mv a.txt b.txt",
        "chmod 600 {0}/a.txt",
        "touch -a {0}/a.txt",
        "mkdir {0}/x",
        "ln -s a.txt {0}/l",
        "rm {0}/a.txt",
        "setfattr -n user.x -v 1 {0}/a.txt || true",
    ],
)
def test_the_watch_sees_changes(share: Path, tmp_path: Path, meibo: Any, script: str) -> None:
    """What the other tests rely on: each kind of change is noticed, and plain reading is not."""
    import subprocess

    (share / "a.txt").write_text("x")
    if "setfattr" in script:
        script = f"{os.sys.executable} -c \"import os; os.setxattr('{share}/a.txt', 'user.x', b'1')\" || true"  # type: ignore[attr-defined]
    for text, is_change in ((script.format(share), True), (f"cat {share}/a.txt; ls {share}", False)):
        trace = tmp_path / f"trace-{is_change}"
        subprocess.run([*strace_line(trace), "sh", "-c", text], check=False, cwd=meibo.folder, capture_output=True)
        assert bool(read_trace(trace, share).violations) is is_change


def test_a_scan_changes_nothing(meibo: Any, share: Path, tmp_path: Path) -> None:
    """The kernel is asked for nothing that would change the target, and no time of access moves."""
    (share / "sub").mkdir()
    (share / "sub" / "a.txt").write_text(PHONE, "utf-8")
    (share / "sub" / "b.docx").write_bytes(SPECIMENS["docx"]().content)
    places = age(share)
    before = look_at(places)
    trace = tmp_path / "trace"
    done = meibo("scan", share, "--csv", "a.csv", "--workers", "1", prefix=strace_line(trace))
    assert done.returncode == 0
    traced = read_trace(trace, share)
    assert traced.violations == []
    assert traced.opened >= 4
    assert look_at(places) == before
    assert sorted(share.rglob("*")) == places[1:]


@pytest.mark.slow
def test_no_command_changes_anything(meibo: Any, every_format: Path, tmp_path: Path) -> None:
    """Every command over every format, archives, encrypted files with their passwords, and damaged ones."""
    (meibo.folder / "meibo.toml").write_text(f'[archives]\npasswords = ["{PASSWORD}"]\n', "utf-8")
    places = age(every_format)
    before = look_at(places)
    reports = ("--xlsx", "a.xlsx", "--html", "a.html", "--csv", "a.csv", "--jsonl", "a.jsonl", "--sarif", "a.sarif")
    for number, line in enumerate((
        ("scan", every_format, "--plan"),
        ("scan", every_format, "--workers", 2, *reports),
        ("scan", every_format, "--full", "--rate-limit", "200M"),
        ("detect", every_format),
        ("text", every_format),
        ("doctor", every_format),
        ("whatif", every_format),
        ("copies",),
        ("gate", "例"),
        ("list", "--by", "folder"),
    )):  # fmt: skip
        trace = tmp_path / f"trace-{number}"
        done = meibo(*line, prefix=strace_line(trace), timeout=900, errors="replace")
        assert done.returncode in (0, 1, 3), (line, done.stderr)
        traced = read_trace(trace, every_format)
        assert traced.violations == [], line
        assert traced.opened > (100 if line[0] in ("scan", "detect", "text") and "--plan" not in line else -1), line
        assert look_at(places) == before, line
    assert sorted(every_format.rglob("*")) == places[1:]


@pytest.mark.slow
def test_times_of_other_users_files_are_told(meibo: Any, share: Path, list_files: Callable[..., Any]) -> None:
    """Where the system lets an ordinary user move them only, their number is told, and nothing is wrong."""
    (share / "sub").mkdir()
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        (share / name).write_text(PHONE, "utf-8")
    for place in (share, *share.rglob("*")) if os.geteuid() == 0 else ():
        os.chown(place, 65534, 65534)
    prefix = ("setpriv", "--bounding-set=-fowner", "--inh-caps=-fowner") if os.geteuid() == 0 else ()
    places = age(share)
    before = look_at(places)
    done = meibo("scan", share, prefix=prefix)
    assert done.returncode == 0, done.stderr
    after = look_at(places)
    moved = sum(place.lstat().st_atime_ns != LONG_AGO * 10**9 for place in places)
    assert moved == (len(places) if os.geteuid() == 0 else 0)
    told = f"reading moved the time of last access of {moved} files and folders" in done.stderr
    assert told is (moved > 0)
    assert ("access-time-moved" in done.stdout) is told
    assert [row[:8] for row in after.values()] == [row[:8] for row in before.values()]
    assert {row["status"] for row in list_files().values()} == {"complete"}
    age(share)
    found = meibo("detect", share, prefix=prefix)
    assert ("access-time-moved" in found.stderr) is told
