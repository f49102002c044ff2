"""Findings as SARIF: what the specification asks for, and that each finding is where it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meibo.catalogue.issues import ISSUE_CODES
from meibo.inventory.model import FileResult, Issue, Status, StoredPosition
from meibo.inventory.reader import Reader
from meibo.reports.model import ReportOptions
from meibo.reports.registry import write_report
from meibo_detectors.registry import DETECTORS

MakeFile = Callable[..., FileResult]
MakeInventory = Callable[..., Reader]
SCHEMA = json.loads((Path(__file__).parent / "sarif.schema.json").read_text("utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)


def write_run(reader: Reader, options: ReportOptions, folder: Path) -> dict[str, Any]:
    """The run of a valid log."""
    place = folder / "findings.sarif"
    write_report("sarif", reader, 1, place, options)
    log = json.loads(place.read_bytes())
    CHECK.validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def make_position(
    container: tuple[str, ...] = (), masked: str = "t***@example.com", **location: int | str | list[int]
) -> Any:
    return StoredPosition(
        detector="email", location=location, start=7, end=23, score=92, evidence=("top-level-domain",),
        fingerprint=bytes(range(32)), masked=masked, container=container,
    )  # fmt: skip


@pytest.fixture
def locate(make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, tmp_path: Path) -> Any:
    """The location that the log gives a position of a file."""

    def find(position: StoredPosition, path: str = "営業/a b#1.txt") -> dict[str, Any]:
        reader = make_inventory([make_file(path, counts={"email": (0, 0, 1)}, positions=(position,))])
        (result,) = write_run(reader, english, tmp_path)["results"]
        (location,) = result["locations"]
        return dict(location)

    return find


def test_the_check_itself_refuses_what_is_no_sarif(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    run = write_run(office, english, tmp_path)
    run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "/absolute"
    with pytest.raises(jsonschema.ValidationError):
        CHECK.validate({"$schema": "https://example.com", "version": "2.1.0", "runs": [run]})


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_finding_that_counts_is_a_result(
    language: str, office: Reader, japanese: ReportOptions, english: ReportOptions, tmp_path: Path
) -> None:
    """Their rules are the detectors', their levels follow the risk, and they say no more than the mask."""
    run = write_run(office, japanese if language == "ja" else english, tmp_path)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [detector.id for detector in DETECTORS]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    said = {result["ruleId"]: (result["level"], result["message"]["text"]) for result in run["results"]}
    assert said["jp_my_number"][0] == said["payment_card"][0] == "error"
    in_words = {"ja": "メールアドレス: h***@example.com (高)", "en": "E-mail address: h***@example.com (high)"}
    assert said["email"] == ("note", in_words[language])
    assert len(run["results"]) == 4


def test_what_was_not_read_is_notified(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    """Each issue with its file or folder; faults are errors, what is by design warnings, the rest notes."""
    run = write_run(office, english, tmp_path)
    (invocation,) = run["invocations"]
    said = {
        (
            row["descriptor"]["id"],
            row["level"],
            row["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].rpartition("/")[2][-4:],
        )
        for row in invocation["toolExecutionNotifications"]
    }
    assert said == {
        ("permission-denied", "error", "xlsx"), ("permission-denied", "error", "3%A1"), ("time-limit", "error", ".txt"),
        ("undecodable", "note", ".txt"), ("image-only", "warning", ".jpg"),
    }  # fmt: skip
    assert invocation["executionSuccessful"] is True
    assert [row["id"] for row in run["tool"]["driver"]["notifications"]] == [row.code for row in ISSUE_CODES]


def test_a_scan_that_was_interrupted_was_not_successful(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, tmp_path: Path
) -> None:
    reader = make_inventory([make_file("a.txt")], state="interrupted")
    assert write_run(reader, english, tmp_path)["invocations"][0]["executionSuccessful"] is False


def test_files_are_relative_to_their_target(locate: Any) -> None:
    """A reference whose characters are all allowed, also where a name looks like a scheme or a root."""
    for path, uri in (
        ("営業/a b#1.txt", "%E5%96%B6%E6%A5%AD/a%20b%231.txt"), ("a:b/c?d=%.txt", "a%3Ab/c%3Fd=%25.txt"),
        ("/root", "%2Froot"), ("x\u202etxt.exe", "x%E2%80%AEtxt.exe"),
    ):  # fmt: skip
        artifact = locate(make_position(line=3, column=8), path)["physicalLocation"]["artifactLocation"]
        assert artifact == {"uri": uri, "uriBaseId": "TARGET1"}


def test_lines_of_the_file_itself_are_regions(locate: Any) -> None:
    location = locate(make_position(line=3, column=8))
    assert location["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 8, "endColumn": 24}
    assert "logicalLocations" not in location
    wrapped = locate(make_position(masked="**\n**", line=3, column=8))
    assert wrapped["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 8}


@pytest.mark.parametrize(
    ("position", "name", "kind"),
    [
        (make_position(sheet="一覧", cell="B5"), "一覧!B5", "cell"),
        (make_position(row=2, column=4), "row 2, column 4", "cell"),
        (make_position(page=3), "page 3", "page"),
        (make_position(page=3, box=[80, 100, 420, 130]), "page 3", "page"),
        (make_position(table="members", row=1, column=8), "table members, row 1, column 8", "cell"),
        (make_position(("a.zip", "名簿.csv"), row=2, column=4), "a.zip › 名簿.csv › row 2, column 4", "cell"),
        (make_position(("mail.eml",), line=3, column=8), "mail.eml › line 3, column 8", "line"),
    ],
)
def test_places_inside_a_document_are_logical(position: StoredPosition, name: str, kind: str, locate: Any) -> None:
    location = locate(position)
    assert "region" not in location["physicalLocation"]
    (logical,) = location["logicalLocations"]
    assert (logical["fullyQualifiedName"], logical["kind"]) == (name, kind)


def test_a_target_that_is_one_file_lies_in_its_folder(
    run_meibo: Callable[..., str], desk: Path, tmp_path: Path
) -> None:
    """Its base is the folder, so that the reference below it finds the file."""
    place = tmp_path / "一つ.txt"
    place.write_text("連絡先 taro@mail.meibo-demo.ne.jp\n", "utf-8")
    run_meibo("scan", place, "--sarif", "one.sarif")
    run = json.loads((desk / "one.sarif").read_bytes())["runs"][0]
    (base,) = run["originalUriBaseIds"].values()
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert base["uri"] + uri == place.as_uri()


def test_only_findings_of_the_wanted_confidence_are_listed(office: Reader, tmp_path: Path) -> None:
    run = write_run(office, ReportOptions(least_score=85), tmp_path)
    assert [result["rank"] for result in run["results"]] == [95, 95, 95]


def test_brackets_and_braces_of_a_mask_make_no_link(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, tmp_path: Path
) -> None:
    position = make_position(masked="[x](1){0}", line=1, column=1)
    reader = make_inventory([make_file("a.txt", counts={"email": (0, 0, 1)}, positions=(position,))])
    (result,) = write_run(reader, english, tmp_path)["results"]
    assert "\\[x\\](1){{0}}" in result["message"]["text"]


def test_an_issue_of_the_target_itself_has_its_place(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, tmp_path: Path
) -> None:
    issue = Issue("list", "unreachable", "ETIMEDOUT")
    reader = make_inventory([make_file("a.txt", status=Status.COMPLETE)], troubles=(("", issue),))
    (row,) = write_run(reader, english, tmp_path)["invocations"][0]["toolExecutionNotifications"]
    assert row["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "", "uriBaseId": "TARGET1"}
