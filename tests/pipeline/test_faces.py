"""Portraits: counted as what is found in text is, by kind and level, with their place and nothing of the picture."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from meibo.cli.main import main
from meibo.configuration.model import Allowance
from meibo.inventory.model import Counts
from meibo.pipeline import parser as parser_module
from meibo.pipeline.allowing import AllowList
from meibo.pipeline.collector import Collector, Terms
from meibo.pipeline.model import Part, PartResult, Settings, Unit
from meibo.pipeline.worker import Worker
from meibo_connectors.model import UNTOLD, Entry
from meibo_connectors.registry import parse_target
from meibo_detectors.registry import DETECTORS
from pipeline import picture_parser as said

if TYPE_CHECKING:
    from pathlib import Path

    from meibo.extraction.model import Face

ENTRY = Entry("a.zip", 30, 0, "1", "", UNTOLD)
SETTINGS = Settings((), (), bytes(32))


def collect(*faces: Face, **changes: Any) -> PartResult:
    """What a collector makes of faces."""
    settings = msgspec.structs.replace(SETTINGS, **changes)
    allow = AllowList(settings.allow, DETECTORS, settings.secret)
    collector = Collector(Part(1, 0, ENTRY), Terms(settings, DETECTORS, allow))
    for face in faces:
        collector.add_face(face)
    return collector.finish()


@pytest.mark.parametrize(
    ("face", "kind", "counts"),
    [
        (said.PORTRAIT, "portrait", Counts(high=1)),
        (said.CARD, "id-card", Counts(high=1)),
        (said.BLURRED, "portrait", Counts(medium=1)),
        (said.DOUBTFUL, "portrait", Counts(low=1)),
    ],
)
def test_a_face_counts_by_kind_and_level(face: Face, kind: str, counts: Counts) -> None:
    result = collect(face)
    assert result.counts == {"face_photo": counts}
    assert result.kind_counts == {"face_photo": {kind: counts}}


def test_what_is_hardly_a_face_is_none() -> None:
    """A score below that of the lowest level."""
    result = collect(said.NONE)
    assert (result.counts, result.kind_counts, result.positions) == ({}, {}, ())


def test_a_position_says_where_and_what_kind_and_nothing_else() -> None:
    (position,) = collect(said.CARD).positions
    assert (position.detector, position.score, position.masked) == ("face_photo", 88, "id-card")
    assert position.location == {"page": 1, "box": [50, 300, 250, 700]}
    assert (position.container, position.evidence) == (("身分証.zip", "免許証.jpg"), ("kind:id-card",))
    assert (position.start, position.end) == (0, 0)


def test_positions_are_the_first_ones_that_are_sure_enough() -> None:
    """All are counted."""
    faces = (said.DOUBTFUL, said.BLURRED, said.PORTRAIT, said.CARD)
    result = collect(*faces, examples=2, least_score=60)
    assert [position.score for position in result.positions] == [64, 92]
    assert result.counts == {"face_photo": Counts(1, 1, 2)}
    of_its_own = collect(*faces, examples=None, least_score=30, least_scores={"face_photo": 85})
    assert [position.score for position in of_its_own.positions] == [92, 88]


def test_a_fingerprint_tells_places_of_a_file_apart() -> None:
    """By page, box and member; with another key it is another one."""
    moved = msgspec.structs.replace(said.PORTRAIT, box=(301, 200, 700, 800))
    turned = msgspec.structs.replace(said.PORTRAIT, position=said.BLURRED.position)
    inside = msgspec.structs.replace(said.PORTRAIT, position=said.CARD.position)
    places = [said.PORTRAIT, moved, turned, inside, said.PORTRAIT]
    prints = [position.fingerprint for position in collect(*places, examples=None).positions]
    assert len(set(prints)) == 4
    assert prints[0] == prints[4]
    (other,) = collect(said.PORTRAIT, secret=bytes(31) + b"\1").positions
    assert other.fingerprint not in prints
    assert all(len(one) == 32 for one in prints)


@pytest.fixture
def picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file whose parser tells of faces, and of no text."""
    monkeypatch.setattr(parser_module, "start", said.say_faces)
    place = tmp_path / "a.zip"
    place.write_bytes(b"PK\x03\x04 nobody reads this")
    return place


def read(place: Path, **changes: Any) -> PartResult:
    """What a worker makes of the file."""
    settings = Settings((parse_target(str(place.parent)),), (), bytes(32))
    worker = Worker(msgspec.structs.replace(settings, **changes))
    status = place.stat()
    entry = Entry(place.name, status.st_size, status.st_mtime_ns, "1", "", UNTOLD)
    (result,) = (result for told in worker.process(Unit((Part(1, 0, entry),))) for result in told)
    worker.close()
    return result


def test_a_file_without_text_is_read(picture: Path) -> None:
    """A photograph holds nothing but its faces."""
    result = read(picture)
    assert (result.is_read, result.issues) == (True, ())
    assert result.counts == {"face_photo": Counts(1, 1, 2)}
    assert result.person_keys == b""


@pytest.mark.parametrize(
    "conditions", [{"path": "*.zip"}, {"detector": "face_photo"}, {"path": "a.*", "detector": "face_photo"}]
)
def test_faces_are_allowed_by_file_and_detector(picture: Path, conditions: dict[str, str]) -> None:
    """None is counted or kept, and how many there were is told by the reason of the first entry that covers them."""
    entries = (
        Allowance("住所", detector="jp_address"),
        Allowance("広報の写真", **conditions),
        Allowance("後", path="*"),
    )
    result = read(picture, allow=entries)
    assert (result.is_read, result.counts, result.kind_counts, result.positions) == (True, {}, {}, ())
    assert result.allowed == {"広報の写真": Counts(1, 1, 2)}


def test_entries_about_values_and_other_files_cover_no_face() -> None:
    """A face has no value; its fingerprint is that of a place, where somebody else stands in another file."""
    (position,) = collect(said.PORTRAIT).positions
    entries = (
        Allowance("指紋", fingerprint=position.fingerprint.hex()),
        Allowance("値", pattern=".*", detector="face_photo"),
        Allowance("ほかの項目", detector="email"),
        Allowance("ほかのファイル", path="広報", detector="face_photo"),
    )
    result = collect(said.PORTRAIT, allow=entries)
    assert (result.counts, result.allowed) == ({"face_photo": Counts(high=1)}, {})


def test_faces_that_are_not_looked_for_are_not_allowed_either() -> None:
    """What is hardly a face is in no figure."""
    result = collect(said.NONE, allow=(Allowance("広報の写真", path="*"),))
    assert (result.counts, result.allowed) == ({}, {})


def test_detect_tells_how_many_faces_are_allowed(
    picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By reason, on standard error."""
    configuration = tmp_path / "meibo.toml"
    configuration.write_text("[[allow]]\npath = '*.zip'\nreason = '広報の写真'\n", "utf-8")
    assert main(["detect", str(picture), "--config", str(configuration), "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "4" in told.err
    assert "広報の写真" in told.err


def test_faces_are_left_out_where_others_are_asked_for(picture: Path) -> None:
    """The file is read all the same."""
    result = read(picture, detectors=("email",))
    assert (result.is_read, result.counts, result.positions) == (True, {}, ())


def test_detect_prints_faces(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside what is found in text, with the kind in place of a value, revealed or not."""
    for reveal in ([], ["--reveal"]):
        assert main(["detect", str(picture), "--format", "jsonl", "--lang", "en", *reveal]) == 0
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [(row["confidence"], row["masked"], row["location"]) for row in rows] == [
            ("high", "portrait", {"page": 1, "box": [300, 200, 700, 800]}),
            ("high", "id-card", {"page": 1, "box": [50, 300, 250, 700]}),
            ("medium", "portrait", {"page": 2, "box": [10, 10, 60, 80]}),
        ]
        assert all(row["detector"] == "face_photo" and "value" not in row for row in rows)
        assert main(["detect", str(picture), "--min-confidence", "high", "--lang", "en", *reveal]) == 0
        assert capsys.readouterr().out.splitlines() == [
            f"{picture}:1: face_photo high portrait  [kind:portrait]",
            f"{picture}!身分証.zip!免許証.jpg:1: face_photo high id-card  [kind:id-card]",
        ]


@pytest.mark.parametrize("more", [["--detectors", "email"], ["--explain", "--near", "--detectors", "jp_phone"]])
def test_detect_leaves_faces_out_where_others_are_asked_for(
    picture: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["detect", str(picture), "--lang", "en", *more]) == 0
    assert capsys.readouterr().out == ""


def test_faces_are_explained_by_their_kind_alone(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No label, no check and no column speak for them."""
    assert main(["detect", str(picture), "--explain", "--lang", "en"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_text_prints_no_faces(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", str(picture), "--lang", "en"]) == 0
    assert capsys.readouterr().out == ""
