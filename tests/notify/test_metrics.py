"""The file of metrics is whole, readable by the collector, and names no file."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from meibo.configuration.model import Notification
from meibo.notify import metrics
from meibo.notify.model import NotifyError, Secrets

if TYPE_CHECKING:
    from pathlib import Path

LINE = re.compile(
    r'(?P<name>[a-z_]+)\{job_name="(?P<job>(?:[^"\\]|\\.)*)"(?:,(?P<label>[a-z]+="[\w-]+"))?\} (?P<value>[\d.]+)'
)


def test_the_file_is_in_the_text_format(tmp_path: Path, notice: Any) -> None:
    """Every line is a help text, a type or a sample; every metric of the table is there, and none besides."""
    place = Notification(name="m", kind="metrics", path=tmp_path / "meibo-{job}.prom")
    before = os.umask(0o077)
    try:
        metrics.send(place, Secrets(), notice, 5)
    finally:
        os.umask(before)
    (path,) = tmp_path.iterdir()
    assert path.name == "meibo-night_ly_x_1_x0a.prom"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    text = path.read_text("utf-8")
    samples = {}
    for line in text.splitlines():
        if not line.startswith("# "):
            match = LINE.fullmatch(line)
            assert match, line
            assert match["job"] == 'night\\"ly|x=1\\\\x0a'
            samples[match["name"], match["label"]] = float(match["value"])
    assert {name for name, _ in samples} == set(metrics.METRICS)
    assert samples["meibo_scan_exit_code", None] == 3
    assert samples["meibo_files", 'risk="critical"'] == 2
    assert samples["meibo_scan_faults", 'code="damaged"'] == 7
    assert samples["meibo_new_files", 'kind="new-high-risk"'] == 2
    assert (
        samples["meibo_scan_end_timestamp_seconds", None] - 90000
        == (samples["meibo_scan_last_complete_timestamp_seconds", None])
    )
    assert "名簿" not in text


def test_a_scan_that_failed_still_says_how_it_ended(notice: Any) -> None:
    """Without figures of a scan there are none, rather than old ones or zeros."""
    text = metrics.write_metrics(structs.replace(notice, figures=None, news=None, exit_code=130))
    names = {line.split("{")[0] for line in text.splitlines() if not line.startswith("#")}
    assert names == {"meibo_scan_end_timestamp_seconds", "meibo_scan_exit_code", "meibo_notify_failures"}


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, notice: Any) -> None:
    """And nothing is left behind where the file cannot take its place."""
    with pytest.raises(NotifyError) as caught:
        metrics.send(Notification(name="m", kind="metrics", path=tmp_path / "gone" / "a.prom"), Secrets(), notice, 5)
    assert (caught.value.code, caught.value.detail) == ("notify-not-written", "ENOENT")
    (tmp_path / "a.prom").mkdir()
    with pytest.raises(NotifyError):
        metrics.send(Notification(name="m", kind="metrics", path=tmp_path / "a.prom"), Secrets(), notice, 5)
    assert [path.name for path in tmp_path.iterdir()] == ["a.prom"]
