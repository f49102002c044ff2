"""How reports reach their place: whole or not at all, and private."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from meibo.configuration.report_kinds import REPORT_KINDS
from meibo.inventory.reader import Reader
from meibo.reports.model import ReportError, ReportOptions
from meibo.reports.registry import FORMATS, write_report
from meibo.reports.replacing import replacing

KINDS = [row.kind for row in FORMATS if not row.is_placing]
"""Those that fill a file. What the others put in place, and when, their own tests say."""


def test_each_kind_that_may_be_named_has_its_format() -> None:
    """And no two kinds share the ending that tells them in a job's list."""
    assert [kind.id for kind in REPORT_KINDS] == [row.kind for row in FORMATS]
    endings = [kind.ending for kind in REPORT_KINDS if kind.ending]
    assert len(set(endings)) == len(endings)


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_readable_by_its_owner_only(
    kind: str, office: Reader, english: ReportOptions, tmp_path: Path
) -> None:
    """Mode 0600, also where a wider file stood before; nothing else stays in the folder."""
    folder = tmp_path / "reports"
    folder.mkdir()
    place = folder / f"report.{kind}"
    place.write_text("old")
    place.chmod(0o644)
    write_report(kind, office, 1, place, english)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert names_in(folder) == [place.name]


@pytest.mark.parametrize("name", ["ranking", "レポート.csv.ranking"])
def test_any_name_will_do(name: str, office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """A report's own name never collides with what is written beside it meanwhile."""
    write_report("csv", office, 1, tmp_path / name, english)
    assert (tmp_path / name).read_bytes().count(b"\r\n") == 10


def test_a_failed_report_leaves_the_old_one(tmp_path: Path) -> None:
    """What goes wrong while a report is written leaves its place as it was, and no rubbish."""
    place = tmp_path / "report.csv"
    place.write_text("old")

    def fail() -> None:
        with replacing(place) as fresh:
            fresh.write_text("half")
            raise OSError(errno.ENOSPC, "no space")

    with pytest.raises(ReportError) as caught:
        fail()
    assert (caught.value.code, caught.value.path, caught.value.detail) == ("report-disk-full", str(place), "ENOSPC")
    assert names_in(tmp_path) == ["report.csv"]
    assert place.read_text() == "old"


def test_other_errors_pass_and_leave_nothing(tmp_path: Path) -> None:
    """An error that is not the operating system's is not hidden as one, and still leaves no half report."""
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "report.csv"):
        raise ZeroDivisionError
    assert names_in(tmp_path) == []


@pytest.mark.usefixtures("without_coverage")
@pytest.mark.parametrize("kind", KINDS)
def test_a_report_that_cannot_grow_is_an_error(kind: str, office: Reader, tmp_path: Path) -> None:
    """Where the operating system stops every file at 512 bytes, each format ends in ReportError and leaves nothing."""
    (inventory,) = tmp_path.glob("*.db")
    folder = tmp_path / "reports"
    folder.mkdir()
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from meibo.inventory.reader import Reader; from meibo.reports.registry import *\n"
        "reader = Reader(Path(sys.argv[1])); resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))\n"
        "try: write_report(sys.argv[2], reader, 1, Path(sys.argv[3]), ReportOptions())\n"
        "except ReportError as error: print(error.code, error.detail)\n"
        "finally: reader.close()"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, inventory, kind, folder / "report"],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert (run.stdout, run.stderr) == ("report-not-writable EFBIG\n", "")
    assert names_in(folder) == []


@pytest.mark.parametrize(("name", "detail"), [("missing/report.csv", "ENOENT"), ("file/report.csv", "ENOTDIR")])
def test_a_place_that_is_no_folder_is_an_error(
    name: str, detail: str, office: Reader, english: ReportOptions, tmp_path: Path
) -> None:
    """ReportError names the place as given and the system's reason."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReportError) as caught:
        write_report("csv", office, 1, tmp_path / name, english)
    assert (caught.value.code, caught.value.path, caught.value.detail) == (
        "report-not-writable",
        str(tmp_path / name),
        detail,
    )


def test_folders_and_devices_are_never_replaced(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """A report named like a folder or a pipe is refused, and the thing still stands."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("folder", "pipe"):
        with pytest.raises(ReportError, match="report-not-writable"):
            write_report("jsonl", office, 1, tmp_path / name, english)
    assert (tmp_path / "folder").is_dir()
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_stays_a_link(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """The file that a link names is replaced, not the link."""
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    write_report("jsonl", office, 1, tmp_path / "link.jsonl", english)
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_bytes().startswith(b"{")


def test_a_link_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who can write to the reports' folder does not choose which file is overwritten, nor in which folder."""
    (tmp_path / "precious.csv").write_text("precious")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "report.csv").symlink_to("precious.csv")
    (tmp_path / "folder").symlink_to("elsewhere")
    if os.geteuid() == 0:
        for name in ("report.csv", "folder"):
            os.chown(tmp_path / name, 65534, 65534, follow_symlinks=False)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 65534)
    for name in ("report.csv", "folder/report.csv"):
        with pytest.raises(ReportError) as caught, replacing(tmp_path / name) as fresh:
            fresh.write_text("report")
        assert (caught.value.code, caught.value.detail) == ("report-not-writable", "ELOOP")
    assert (tmp_path / "precious.csv").read_text() == "precious"
    assert names_in(tmp_path / "elsewhere") == []


def test_a_folder_that_is_swapped_meanwhile_is_not_written_to(tmp_path: Path) -> None:
    """Who renames the folder in which a report grows, and puts links in its place, gains nothing by it."""
    (tmp_path / "precious.csv").write_text("precious")
    (tmp_path / "reports").mkdir()
    with replacing(tmp_path / "reports" / "report.csv") as fresh:
        (growing,) = (tmp_path / "reports").iterdir()
        growing.rename(tmp_path / "moved")
        growing.mkdir()
        (growing / "report.csv").symlink_to(tmp_path / "precious.csv")
        fresh.write_text("report")
    assert (tmp_path / "precious.csv").read_text() == "precious"
    assert (tmp_path / "reports" / "report.csv").read_text() == "report"


def test_what_a_kill_leaves_goes_with_the_next_report(tmp_path: Path) -> None:
    """A half report stays in a private folder until another is written there; one that is still growing stays."""
    program = (
        "import os, signal, sys; from pathlib import Path; from meibo.reports.replacing import replacing\n"
        "with replacing(Path(sys.argv[1])) as fresh: fresh.write_text('half'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", program, tmp_path / "report.csv"], check=False, env=environment)
    (left,) = tmp_path.iterdir()
    assert left.stat().st_mode & 0o777 == 0o700
    with replacing(tmp_path / "growing.csv") as growing:
        with replacing(tmp_path / "report.csv") as fresh:
            fresh.write_text("report")
        assert not left.exists()
        growing.write_text("grown")
    assert sorted(names_in(tmp_path)) == ["growing.csv", "report.csv"]


def test_an_unknown_kind_is_an_error(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """Only the formats of the table exist."""
    with pytest.raises(KeyError):
        write_report("docx", office, 1, tmp_path / "report.docx", english)
