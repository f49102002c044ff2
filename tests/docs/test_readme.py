"""What README.md and README.ja.md show is what a reader gets: each command runs, and prints what stands below it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.console import ROOT, differences, make_desk, parse, read_commands, run_shown

PAGES: list[tuple[str, str]] = [("README.md", "C.UTF-8"), ("README.ja.md", "ja_JP.UTF-8")]

NOT_RUN = {
    "python3 -m venv": "tests/packaging installs into an empty environment",
    ". ~/meibo-env/bin/activate": "the same",
    "pip install": "the same",
}
"""Beginnings of commands that this test leaves out, and why."""

SERVERS = ("smb://", "s3://", "gs://", "az://")
"""Commands that name such a target need a server, which tests/connectors starts; here they are parsed alone."""


@pytest.mark.parametrize(("page", "locale"), PAGES)
def test_commands_print_what_is_shown(page: str, locale: str, tmp_path: Path) -> None:
    """In the order of the page, in one folder, as a reader would."""
    desk = tmp_path / "desk"
    environment = {**make_desk(desk), "LC_ALL": locale}
    shown = [one for one in read_commands(ROOT / page) if not one.command.startswith(tuple(NOT_RUN))]
    assert len(shown) >= 12
    for one in shown:
        if any(scheme in one.command for scheme in SERVERS):
            parse(one.command)
            continue
        wrong = differences(one.output, run_shown(one.command, desk, environment))
        assert not wrong, "\n".join([one.command, *wrong])


def test_a_wrong_option_would_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    """Parsing alone refuses what does not exist."""
    with pytest.raises(SystemExit) as left:
        parse("meibo doctor smb://files.example.jp/share --never-heard-of")
    assert left.value.code == 2
    assert "--never-heard-of" in capsys.readouterr().err


def test_differences_are_seen() -> None:
    """Times may differ, nothing else; an ellipsis stands for lines, or for the end of one."""
    real = ["scan 1", "  475 KB read in 3.0 s (42 files/s, 160 KB/s)", "a  1", "b  2 and more"]
    assert differences(["scan 1", "  475 KB read in 1.9 s (67 files/s, 253 KB/s)", "...", "b  2 ..."], real) == []
    assert differences(["scan 1", "...", "b  3 ..."], real)
    assert differences(["scan 1"], real)
    assert differences(["scan 2", "..."], real)


def test_both_pages_have_the_same_commands() -> None:
    """A reader of either language is led the same way; only words of one's own differ."""
    english, japanese = (
        [re.sub(r'".*?"', '""', one.command) for one in read_commands(ROOT / page)] for page, _ in PAGES
    )
    assert english == japanese


@pytest.mark.parametrize("page", [page for page, _ in PAGES])
def test_every_link_leads_somewhere(page: str) -> None:
    """Links and pictures are files of this repository."""
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / page).read_text("utf-8")):
        assert (ROOT / target).exists(), target


def test_left_out_commands_are_still_shown() -> None:
    """A reason whose command is gone goes too."""
    commands = [one.command for page, _ in PAGES for one in read_commands(ROOT / page)]
    for start in NOT_RUN:
        assert any(command.startswith(start) for command in commands), start
