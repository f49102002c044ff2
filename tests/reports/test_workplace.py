"""What a kill has left beside a report is removed, and nothing that somebody has given such a name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from meibo.reports.replacing import BESIDE
from meibo.reports.workplace import working_in

pytestmark = pytest.mark.skipif(os.name != "posix", reason="folders are held by descriptors")

KILLED = """
import os, signal, sys
from pathlib import Path
from meibo.reports.workplace import working_in
with working_in(Path(sys.argv[1]), ".meibo-report-") as workplace:
    (workplace.path / "half").write_text("rows")
    (workplace.path / "sheets").mkdir()
    (workplace.path / "sheets" / "half").write_text("rows")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def write_report(folder: Path) -> None:
    """Something that waits beside its place."""
    with working_in(folder, BESIDE) as workplace:
        (workplace.path / "new").write_text("rows")


def test_what_a_kill_left_goes_with_the_next_report(tmp_path: Path) -> None:
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, env=settings)
    assert [path.name.startswith(BESIDE) for path in tmp_path.iterdir()] == [True]
    write_report(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o700, 0o755])
def test_a_folder_that_somebody_has_renamed_stays(tmp_path: Path, mode: int) -> None:
    """Who may write to the folder of the reports may rename what lies there, and can remove none of it."""
    precious = tmp_path / "precious"
    (precious / "below").mkdir(parents=True)
    (precious / "below" / "file").write_text("kept")
    precious.chmod(mode)
    precious.rename(tmp_path / f"{BESIDE}000000000000")
    write_report(tmp_path)
    assert (tmp_path / f"{BESIDE}000000000000" / "below" / "file").read_text() == "kept"


def test_a_folder_that_takes_the_name_meanwhile_stays(tmp_path: Path) -> None:
    """What is removed at the end is what was made, whatever has its name by then."""
    with working_in(tmp_path, BESIDE) as workplace:
        (workplace.path / "new").write_text("rows")
        place = workplace.place
        place.rename(tmp_path / "elsewhere")
        place.mkdir()
        (place / "file").write_text("kept")
    assert (place / "file").read_text() == "kept"
    assert list((tmp_path / "elsewhere").iterdir()) == []
