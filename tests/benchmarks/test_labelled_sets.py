"""Manifests, tables of kinds, cues of names, and prose are read as told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scoring.cues import compare_named, has_cue
from scoring.figures import Row, compare
from scoring.findings import list_files
from scoring.kinds import DETECTORS_OF, kind_of, read_kinds
from scoring.labelled import read_manifest
from scoring.negatives import is_prose

ROWS = (
    {"file": "files/txt/a.txt", "type": "NAME", "value": "架空 花子", "loc": "line1", "tier": "core", "flags": []},
    {"file": "files/txt/a.txt", "type": "NAME", "value": "見本太郎", "loc": "line2", "tier": "core", "flags": []},
    {"file": "files/txt/a.txt", "type": "NEG", "value": "例田商事", "loc": "line3", "tier": "neg", "flags": []},
    {"file": "files/txt/a.txt", "type": "PHONE", "value": "0312345678", "loc": "line3", "tier": "neg", "flags": []},
    {"file": "files/pdf/b.pdf", "type": "NAME", "value": "例田一郎", "loc": "p1", "tier": "core", "flags": []},
)


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """A set of two files, of which one is text."""
    for row in ROWS:
        (tmp_path / row["file"]).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "files" / "txt" / "a.txt").write_text("架空 花子 様\n見本太郎は\n例田商事さん 山川\n", "utf-8")
    (tmp_path / "files" / "pdf" / "b.pdf").write_bytes(b"%PDF")
    (tmp_path / "manifest.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    return tmp_path / "manifest.jsonl"


def test_manifest_of_some_folders(manifest: Path) -> None:
    """Only the named folders count, and what is nobody's is not labelled."""
    labelled = read_manifest(manifest, ("txt",), kind_of)
    assert [(truth.path, truth.kind, truth.place) for truth in labelled.truths] == [
        ("txt/a.txt", "NAME", "line1"), ("txt/a.txt", "NAME", "line2"),
    ]  # fmt: skip
    assert list(list_files(labelled)) == ["txt/a.txt"]
    assert list(list_files(read_manifest(manifest, (), kind_of))) == ["pdf/b.pdf", "txt/a.txt"]


def test_names_beside_a_cue(manifest: Path, report: Any) -> None:
    """Of names and of findings of names, those with a label before or an honorific behind."""
    labelled = read_manifest(manifest, ("txt",), kind_of)
    findings = [report("NAME", value, path="txt/a.txt") for value in ("架空 花子", "見本太郎", "例田商事", "山川")]
    assert compare_named(compare(labelled.truths, findings), labelled) == Row(1, 1, right=1, wrong=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("架空花子様", True), ("架空花子 さん", True), ("氏名：架空花子", True), ("担当者: 架空花子", True),
        ("架空花子部長が", False), ("架空花子部長、", True), ("架空花子は", False), ("氏名 見本 架空花子", False),
        ("", False),
    ],
)  # fmt: skip
def test_cue(text: str, expected: bool) -> None:
    """A label with a colon before, an honorific directly behind; a title goes on with kana or kanji in other words."""
    assert has_cue(text, "架空花子") is expected


def test_table_of_kinds(tmp_path: Path) -> None:
    """A set's own table names a kind, several of which the first counts, or none."""
    table = tmp_path / "types.json"
    table.write_text(json.dumps({"jp_name": "NAME", "jp_yucho": ["BANK_ACCOUNT", "X"], "gender": None}), "utf-8")
    assert list(map(read_kinds(table), ("jp_name", "jp_yucho", "gender", "other"))) == [
        "NAME", "BANK_ACCOUNT", None, None,
    ]  # fmt: skip


def test_every_detector_of_the_table_has_one_kind() -> None:
    """A detector is reported as one kind, and one that no set labels is its own."""
    assert {kind_of(name) for ids in DETECTORS_OF.values() for name in ids} == set(DETECTORS_OF) - {"NAME_KANA"}
    assert kind_of("gender") == "gender"


def test_prose() -> None:
    """Japanese text is prose, source code and figures are not."""
    assert is_prose("設定を変更します。")
    assert not is_prose("def main():\n    return 0  # 終\n" * 3)
