"""Detectors of the configuration: found, listed, rated and reported as built-in ones are; bad ones are refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Files = dict[str, dict[str, Any]]

RULES = """
[[rule]]
id = "emp_id"
pattern = 'EMP\\d{5,8}'
labels = ["社員番号"]
severity = "critical"
title = "社員番号（当社）"
person = true

[[rule]]
id = "slip_number"
pattern = '[A-Z]{2}-\\d{4}'
check = "mod7"
severity = "low"
"""

ROSTER = "社員番号,部署\nEMP10001,営業\nＥＭＰ１０００２,総務\nEMP10002,経理\n"


@pytest.fixture
def configured(meibo: Any) -> Callable[[str], None]:
    """Writes ``meibo.toml``."""

    def write(content: str) -> None:
        (meibo.folder / "meibo.toml").write_text(content, "utf-8")

    return write


@pytest.fixture
def files(share: Path) -> Path:
    """A roster and a text with numbers of the company's own."""
    (share / "roster.csv").write_text(ROSTER, "utf-8")
    (share / "slips.txt").write_text("伝票 AB-1002 と AB-1003\nメール hanako@mail.co.jp\n", "utf-8")
    return share


def test_rules_are_found_rated_and_counted(
    meibo: Any, files: Path, configured: Callable[[str], None], list_files: Callable[..., Files]
) -> None:
    """Findings, severity, people and --fail-on of rules are those of any detector."""
    configured(RULES)
    done = meibo("scan", files, "--fail-on", "critical")
    assert done.returncode == 1
    rows = list_files("--min-confidence", "low")
    assert (rows["roster.csv"]["risk"], rows["roster.csv"]["persons"]) == ("critical", 2)
    assert rows["roster.csv"]["findings"] == {"emp_id": 3}
    assert rows["slips.txt"]["findings"] == {"email": 1, "slip_number": 1}
    assert [row["path"] for row in list_files("--detector", "emp_id").values()] == ["roster.csv"]
    shown = json.loads(meibo("show", "roster.csv", "--format", "json").stdout)
    assert shown["risk"]["level"] == "critical"
    assert {row["masked"] for row in shown["positions"]} == {"******01", "******０２", "******02"}
    assert [row["location"] for row in shown["positions"]] == [{"row": row, "column": 1} for row in (2, 3, 4)]
    assert len({row["fingerprint"] for row in shown["positions"]}) == 2


@pytest.mark.slow
def test_reports_know_the_rules_without_the_configuration(
    meibo: Any, files: Path, configured: Callable[[str], None], list_files: Callable[..., Files]
) -> None:
    """Title and severity are kept in the inventory."""
    configured(RULES)
    assert meibo("scan", files, "--quiet").returncode == 0
    (meibo.folder / "meibo.toml").unlink()
    assert meibo("report", "--csv", "a.csv", "--xlsx", "a.xlsx", "--jsonl", "a.jsonl").returncode == 0
    head, first, *_ = (meibo.folder / "a.csv").read_text("utf-8-sig").splitlines()
    assert "社員番号（当社）" in head
    assert first.startswith("critical,")
    assert list_files()["roster.csv"]["risk"] == "critical"
    assert [row["path"] for row in list_files("--detector", "emp_id").values()] == ["roster.csv"]


@pytest.mark.slow
def test_rules_can_be_chosen_like_detectors(meibo: Any, files: Path, configured: Callable[[str], None]) -> None:
    """--detectors names rules too, ``meibo detectors`` describes them, ``detect`` heeds them."""
    configured(RULES)
    for chosen, found in (
        ("emp_id", {"emp_id"}),
        ("email", {"email"}),
        ("slip_number,email", {"slip_number", "email"}),
    ):
        done = meibo("detect", files, "--detectors", chosen, "--format", "jsonl")
        assert (done.returncode, done.stderr) == (0, "")
        assert {json.loads(line)["detector"] for line in done.stdout.splitlines()} == found
    listed = json.loads(meibo("detectors", "--format", "json").stdout)
    assert [(row["id"], row["title"], row["class"]) for row in listed[-2:]] == [
        ("emp_id", "社員番号（当社）", "C5"),
        ("slip_number", "slip_number", "C2"),
    ]
    assert "社員番号（当社）" in meibo("detectors").stdout
    wrong = meibo("scan", files, "--detectors", "emp_ids")
    assert wrong.returncode == 2
    assert "emp_id" in wrong.stderr


@pytest.mark.slow
def test_a_changed_rule_is_another_rule_set(meibo: Any, files: Path, configured: Callable[[str], None]) -> None:
    """Rules, allow list and detectors decide what is found, so the version changes with each, and back with it."""
    for content in (
        "",
        RULES,
        RULES.replace("5,8", "5,9"),
        '[[allow]]\npath = "*.txt"\nreason = "x"\n',
        '[detectors.email]\nmin_confidence = "high"\n',
        '[[allow]]\npath = "*.txt"\nreason = "x"\nexpires = 2001-01-01\n',
    ):
        configured(content)
        assert meibo("scan", files, "--quiet").returncode == 0
    scans = json.loads(meibo("list", "--scans", "--format", "json").stdout)
    versions = [row["rule_set"] for row in sorted(scans, key=lambda row: row["scan"])]
    assert len(set(versions)) == 5
    assert versions[0] == versions[-1]


@pytest.mark.slow
def test_detectors_are_switched_off_and_tightened(
    meibo: Any, share: Path, configured: Callable[[str], None], list_files: Callable[..., Files]
) -> None:
    """``enabled`` and ``min_confidence`` of one detector; --detectors brings one back."""
    (share / "a.txt").write_text("メール hanako@mail.co.jp\n09023456781\n", "utf-8")
    configured('[detectors.email]\nenabled = false\n[detectors.jp_phone]\nmin_confidence = "high"\n')
    assert meibo("scan", share, "--quiet", "--jsonl", "a.jsonl").returncode == 0
    assert (meibo.folder / "a.jsonl").read_bytes() == b""
    assert list_files()["a.txt"]["findings"] == {}
    assert list_files()["a.txt"]["risk"] == "none"
    assert meibo("detect", share).stdout == ""
    (meibo.folder / "meibo.toml").unlink()
    assert list_files()["a.txt"]["findings"] == {"jp_phone": 1}
    configured("[detectors.email]\nenabled = false\n")
    assert "email" in meibo("detect", share, "--detectors", "email").stdout
    assert "[switched off]" in meibo("detectors").stdout
    everything = json.loads(meibo("detectors", "--format", "json").stdout)
    configured("".join(f"[detectors.{row['id']}]\nenabled = false\n" for row in everything))
    done = meibo("scan", share)
    assert done.returncode == 2
    assert "enabled" in done.stderr


@pytest.mark.slow
def test_a_rule_that_takes_too_long_leaves_the_rest(
    meibo: Any, share: Path, configured: Callable[[str], None], list_files: Callable[..., Files]
) -> None:
    """The file is partial, which is a fault; everything else that stands in it is found, and other files are whole."""
    (share / "digits.txt").write_text("メール hanako@mail.co.jp\n" + "1" * 800_000 + "\n-x EMP10001\n", "utf-8")
    (share / "other.txt").write_text("番号 123-4567x\n", "utf-8")
    configured(RULES + "[[rule]]\nid = 'slow'\npattern = '\\d+(?=-\\d{4}x)'\n")
    done = meibo("scan", share)
    assert done.returncode == 3
    assert "rule-time-limit, slow" in done.stderr
    rows = list_files("--min-confidence", "low")
    assert (rows["digits.txt"]["status"], rows["digits.txt"]["reason"]) == ("partial", "rule-time-limit")
    assert rows["digits.txt"]["findings"] == {"email": 1, "emp_id": 1}
    assert (rows["other.txt"]["status"], rows["other.txt"]["findings"]) == ("complete", {"slow": 1})
    done = meibo("detect", share)
    assert done.returncode == 3
    assert "rule-time-limit, slow" in done.stderr
    assert "hanako" not in done.stderr


@pytest.mark.parametrize("command", ["scan", "detect", "detectors"])
def test_a_bad_pattern_is_refused_before_anything_is_read(
    meibo: Any, files: Path, configured: Callable[[str], None], command: str
) -> None:
    """Exit code 2, the rule and the reason; other reasons are in ``tests/configuration``."""
    configured(RULES + "[[rule]]\nid = 'own'\npattern = '(a+)+b'\n")
    done = meibo(command, *([] if command == "detectors" else [files]))
    assert (done.returncode, done.stdout) == (2, "")
    assert "rule own: the repeat at character 2 of the pattern '(a+)+b'" in done.stderr
    assert not (meibo.folder / "meibo.db").exists()


def test_a_sound_pattern_passes(meibo: Any, files: Path, configured: Callable[[str], None]) -> None:
    """Rules as companies write them, those of the manual among them, make no trouble."""
    patterns = (r"[A-Z]{2}-\d{6}", r"(?:営|総)\d{5}", r"\b\d{4}-\d{4}\b", r"EMP\d{5,8}")
    configured("".join(f"[[rule]]\nid = 'r{n}'\npattern = '{one}'\n" for n, one in enumerate(patterns)))
    done = meibo("scan", files)
    assert (done.returncode, done.stderr) == (0, "")
