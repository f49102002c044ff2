"""The published schemas are current, and what the program prints is valid by them."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schemas"
SHARE = ROOT / "examples" / "share"
TOOL = runpy.run_path(str(ROOT / "tools" / "make_schemas.py"))


def check_by(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def read_lines(content: bytes) -> Iterator[Any]:
    return map(json.loads, content.splitlines())


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an inventory of the sample share, with its findings as JSON lines."""
    folder = tmp_path_factory.mktemp("scanned")
    run(folder, "scan", SHARE, "--jsonl", "a.jsonl", "--min-confidence", "low", "--all-locations", "--quiet")
    return folder


def run(folder: Path, *arguments: object) -> bytes:
    command = [sys.executable, "-m", "meibo", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout


@pytest.mark.parametrize("name", TOOL["ROWS"])
def test_a_schema_is_what_the_program_encodes(name: str) -> None:
    """Where this fails: python tools/make_schemas.py"""
    assert (SCHEMAS / f"{name}.schema.json").read_text("utf-8") == TOOL["describe"](name)


def test_every_schema_is_made_from_the_program() -> None:
    assert {path.name for path in SCHEMAS.glob("*.schema.json")} == {f"{name}.schema.json" for name in TOOL["ROWS"]}


def test_findings_of_a_report_are_valid(scanned: Path) -> None:
    """All of the sample share, in every form of location."""
    check = check_by("finding")
    rows = list(read_lines((scanned / "a.jsonl").read_bytes()))
    for row in rows:
        check.validate(row)
    assert {tuple(row["location"]) for row in rows} >= {
        ("line", "column"), ("row", "column"), ("sheet", "cell"), ("page",), ("table", "row", "column"),
    }  # fmt: skip


@pytest.mark.slow
def test_findings_that_are_printed_are_valid(tmp_path: Path) -> None:
    """Also near misses, and values where they are asked for."""
    check = check_by("finding")
    place = SHARE / "営業部"
    rows = list(read_lines(run(tmp_path, "detect", place, "--format", "jsonl", "--near", "--reveal")))
    for row in rows:
        check.validate(row)
    assert {row["confidence"] for row in rows} > {"none", "high"}
    assert all("value" in row for row in rows)


def test_files_that_are_listed_are_valid(scanned: Path) -> None:
    check = check_by("listed-file")
    rows = json.loads(run(scanned, "list", "--format", "json"))
    for row in rows:
        check.validate(row)
    assert {row["status"] for row in rows} == {"complete", "partial", "skipped"}
    with pytest.raises(jsonschema.ValidationError):
        check.validate({**rows[0], "risk": "grave"})


@pytest.mark.slow
def test_changes_that_are_listed_are_valid(tmp_path: Path) -> None:
    check = check_by("changed-file")
    share = tmp_path / "share"
    share.mkdir()
    (share / "a.csv").write_text("氏名,電話番号\n佐藤 花子,090-3227-9197\n", "utf-8")
    (share / "b.txt").write_text("連絡先: 080-6152-9374\n", "utf-8")
    run(tmp_path, "scan", share, "--quiet")
    (share / "a.csv").rename(share / "moved.csv")
    (share / "c.txt").write_bytes((share / "b.txt").read_bytes())
    run(tmp_path, "scan", share, "--quiet")
    changes = json.loads(run(tmp_path, "diff", "--format", "json"))["changes"]
    for change in changes:
        check.validate(change)
    assert [change["kinds"] for change in changes] == [["moved"], ["new"]]
    assert [bool(change["copy_of"] or change["moved_from"]) for change in changes] == [True, True]


def test_a_page_may_have_a_box(scanned: Path) -> None:
    """Of what was recognised in a picture."""
    check = check_by("finding")
    row = next(read_lines((scanned / "a.jsonl").read_bytes()))
    check.validate({**row, "location": {"page": 3, "box": [0, 100, 420, 1000]}})


@pytest.mark.parametrize(
    "change",
    [
        {"location": {"box": [0, 100, 420, 1000]}}, {"location": {"page": 3, "box": [0, 100, 420]}},
        {"location": {"page": 3, "box": [0, 100, 420, 1001]}}, {"location": {"page": 3, "box": [0.5, 100, 420, 1000]}},
        {"location": {"line": 3}}, {"location": {"line": 0, "column": 1}}, {"location": {"cell": "B5"}},
        {"fingerprint": "abc"}, {"confidence": "sure"}, {"score": 101}, {"container": "a.zip"},
    ],
)  # fmt: skip
def test_what_the_interface_forbids_is_not_valid(change: dict[str, Any], scanned: Path) -> None:
    check = check_by("finding")
    row = next(read_lines((scanned / "a.jsonl").read_bytes()))
    check.validate(row)
    with pytest.raises(jsonschema.ValidationError):
        check.validate({**row, **change})
    with pytest.raises(jsonschema.ValidationError):
        check.validate({key: value for key, value in row.items() if key not in change})
