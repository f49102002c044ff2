"""The benchmark of reports counts what it times, and a report that lacks a row is no result."""

from __future__ import annotations

from pathlib import Path

import pytest

import large_inventory
import reports


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.db"
    large_inventory.make_inventory(path, 300, 2000)
    return path


@pytest.mark.parametrize("kind", reports.COUNTS)
@pytest.mark.slow
def test_every_row_is_counted(kind: str, made: Path, tmp_path: Path) -> None:
    expected = reports.ask_inventory(made, 60)
    assert expected.files == 300
    assert expected.positions > 300
    measured = reports.measure(made, kind, tmp_path / f"report.{kind}")
    reports.check_rows(kind, measured, expected)
    assert measured.peak_mb > 10
    assert measured.cpu_s > 0


def test_a_report_that_lacks_a_row_is_refused() -> None:
    short = reports.Measured(wall_s=1, cpu_s=1, peak_mb=1, size_mb=1, rows=299)
    with pytest.raises(ValueError, match="299"):
        reports.check_rows("csv", short, reports.Expected(files=300, positions=500))
