"""``meibo detect`` prints every finding and stores nothing; ``meibo text`` prints what detection sees."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [
    "path", "target", "container", "location", "detector", "confidence", "score", "evidence", "masked", "fingerprint",
    "start", "end",
]  # fmt: skip
TEXT = "氏名 山田花子 電話番号 ０９０－２３４５－６７８１\n\nメール Hanako@Mail.co.jp\n"


def rows_of(done: Any) -> list[dict[str, Any]]:
    assert done.stderr == ""
    assert done.returncode == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def desk(meibo: Any) -> Path:
    """A folder with a file, and one in a subfolder."""
    folder: Path = meibo.folder
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "sub" / "deep").mkdir(parents=True)
    (folder / "sub" / "deep" / "b.txt").write_text(TEXT, "utf-8")
    return folder


def test_findings_have_exactly_the_keys_of_the_interface(meibo: Any, desk: Path) -> None:
    """One object a line, with places in code points, and no value."""
    phone, email = rows_of(meibo("detect", "a.txt", "--format", "jsonl"))
    assert list(phone) == list(email) == KEYS
    assert (phone["path"], phone["target"]) == ("a.txt", (desk / "a.txt").as_uri())
    assert (phone["detector"], phone["confidence"], phone["container"]) == ("jp_phone", "high", [])
    assert (phone["location"], phone["start"], phone["end"]) == ({"line": 1, "column": 14}, 13, 26)
    assert (email["location"], email["start"], email["end"]) == ({"line": 3, "column": 5}, 4, 21)
    assert phone["masked"] == "***－****－**８１"
    assert email["masked"].lower() == "h***@mail.co.jp"
    assert "label:電話番号" in phone["evidence"]


def test_values_are_shown_only_on_request(meibo: Any, desk: Path) -> None:
    """With --reveal the value stands as written, in text and JSON; without it nowhere."""
    revealed = rows_of(meibo("detect", "a.txt", "--format", "jsonl", "--reveal"))
    assert sorted(revealed[0]) == sorted([*KEYS, "value"])
    assert [row["value"] for row in revealed] == ["０９０－２３４５－６７８１", "Hanako@Mail.co.jp"]
    assert "Hanako@Mail.co.jp" in meibo("detect", "a.txt", "--reveal").stdout
    for form in ("text", "jsonl"):
        hidden = meibo("detect", "a.txt", "--format", form).stdout
        assert "２３４５" not in hidden
        assert "anako" not in hidden


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("a.txt", "a.txt"), ("./a.txt", "./a.txt"), ("sub", "sub/deep/b.txt"), ("sub/", "sub/deep/b.txt"),
        ("./sub", "./sub/deep/b.txt"), ("sub/deep/b.txt", "sub/deep/b.txt"),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_paths_are_told_as_they_were_named(meibo: Any, desk: Path, named: str, path: str) -> None:
    """A file as given, a folder's files behind the folder's name."""
    rows = rows_of(meibo("detect", named, "--format", "jsonl"))
    assert {row["path"] for row in rows} == {path}


def test_an_absolute_folder(meibo: Any, desk: Path) -> None:
    """An absolute path stays absolute."""
    rows = rows_of(meibo("detect", desk / "sub", "--format", "jsonl"))
    assert {row["path"] for row in rows} == {f"{desk}/sub/deep/b.txt"}


@pytest.mark.parametrize("named", [pytest.param([], marks=pytest.mark.slow), ["-"]], ids=["nothing", "-"])
def test_standard_input(meibo: Any, named: list[str]) -> None:
    """Without a path, or with ``-``, what is piped in is searched, in whatever encoding."""
    done = meibo("detect", *named, "--format", "jsonl", input=TEXT.encode("cp932"), encoding=None, errors=None)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["path"], row["detector"], row["location"]["line"]) for row in rows] == [
        ("-", "jp_phone", 1),
        ("-", "email", 3),
    ]
    empty = meibo("detect", input="")
    assert (empty.returncode, empty.stdout, empty.stderr) == (0, "", "")


def test_every_finding_is_printed(meibo: Any) -> None:
    """There is no cap, and --min-confidence decides what counts."""
    (meibo.folder / "many.txt").write_text("".join(f"user{n}@mail.co.jp 0902345{n:04}\n" for n in range(300)))
    assert len(rows_of(meibo("detect", "many.txt", "--format", "jsonl"))) == 600
    assert len(rows_of(meibo("detect", "many.txt", "--format", "jsonl", "--min-confidence", "high"))) == 600
    (meibo.folder / "lone.txt").write_text("".join(f"0902345{n:04}\n" for n in range(300)))
    assert len(rows_of(meibo("detect", "lone.txt", "--format", "jsonl"))) == 300
    assert rows_of(meibo("detect", "lone.txt", "--format", "jsonl", "--min-confidence", "high")) == []
    only = rows_of(meibo("detect", "many.txt", "--format", "jsonl", "--detectors", "jp_phone"))
    assert {row["detector"] for row in only} == {"jp_phone"}


@pytest.mark.slow
def test_fingerprints_are_keyed(meibo: Any, desk: Path) -> None:
    """Another key each run, the same with one key file, and then HMAC-SHA-256 of the normalised value."""

    def prints(*options: object) -> list[str]:
        return [row["fingerprint"] for row in rows_of(meibo("detect", "a.txt", "--format", "jsonl", *options))]

    assert not set(prints()) & set(prints())
    key = bytes.fromhex((desk / "shared.key").read_text("ascii").strip())
    wanted = [hmac.digest(key, value, "sha256").hex() for value in (b"09023456781", b"hanako@mail.co.jp")]
    assert prints("--key-file", "shared.key") == prints("--key-file", "shared.key") == wanted


@pytest.mark.slow
def test_fingerprints_are_those_of_the_inventory(meibo: Any, desk: Path) -> None:
    """With -i a finding can be looked up in an inventory; the key file is made as a scan would make it."""
    assert meibo("scan", "sub", "--jsonl", "sub.jsonl").returncode == 0
    stored = [json.loads(line)["fingerprint"] for line in (desk / "sub.jsonl").read_text("utf-8").splitlines()]
    key = bytes.fromhex((desk / "meibo.db.key").read_text("ascii").strip())
    assert len(key) == 32
    assert hmac.digest(key, b"hanako@mail.co.jp", "sha256").hex() in stored
    detected = [row["fingerprint"] for row in rows_of(meibo("detect", "a.txt", "--format", "jsonl", "-i", "meibo.db"))]
    assert sorted(stored) == sorted(detected)


@pytest.mark.slow
def test_detect_and_scan_agree(meibo: Any, sample_share: Path) -> None:
    """Both find the same on a whole share, position by position."""
    done = meibo("detect", sample_share, "--format", "jsonl", "--key-file", "shared.key")
    detected = [json.loads(line) for line in done.stdout.splitlines()]
    assert (
        meibo("scan", sample_share, "--all-locations", "--jsonl", "a.jsonl", "--key-file", "shared.key").returncode == 0
    )
    scanned = [json.loads(line) for line in (meibo.folder / "a.jsonl").read_text("utf-8").splitlines()]
    for row in detected:
        row["path"] = row["path"].removeprefix(f"{sample_share}/")

    def order(row: dict[str, Any]) -> tuple[Any, ...]:
        place = tuple(map(str, row["location"].values()))
        return row["path"], row["container"], row["detector"], place, row["start"], row["fingerprint"]

    assert len(scanned) > 500
    assert sorted(detected, key=order) == sorted(scanned, key=order)


def test_nothing_is_stored(meibo: Any, desk: Path) -> None:
    """Neither detect nor text leaves a file behind."""
    before = sorted(path.name for path in desk.rglob("*"))
    for command in ("detect", "text"):
        assert meibo(command, "a.txt", "sub").returncode == 0
    assert sorted(path.name for path in desk.rglob("*")) == before


@pytest.mark.slow
def test_text_prints_the_text(meibo: Any) -> None:
    """Whatever the encoding, what comes out is UTF-8; marks are no text."""
    text = TEXT.replace("－", "-") * 5  # the full-width hyphen is not in every encoding
    for encoding in ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"):
        (meibo.folder / "a.txt").write_bytes(text.encode(encoding))
        done = meibo("text", "a.txt")
        assert (done.returncode, done.stdout) == (0, text), encoding
    assert meibo("text", input=TEXT).stdout == TEXT


def test_text_as_json_lines(meibo: Any, desk: Path) -> None:
    """Path, container, location and text of every block; together they are the whole text."""
    content = "".join(f"{number} 本日は晴天なり。\n" for number in range(100_000))
    (desk / "sub" / "c.txt").write_text(content, "utf-8")
    rows = rows_of(meibo("text", "sub", "--format", "jsonl"))
    assert all(list(row) == ["path", "container", "location", "text"] for row in rows)
    blocks = [row for row in rows if row["path"] == "sub/c.txt"]
    assert len(blocks) > 1
    assert "".join(row["text"] for row in blocks) == content
    line = 1
    for row in blocks:
        assert row["location"] == {"line": line, "column": 1}
        line += row["text"].count("\n")


def test_what_is_no_text_is_told(meibo: Any) -> None:
    """A picture has no text to print: told on standard error, and no fault."""
    (meibo.folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    for command in ("detect", "text"):
        done = meibo(command, "picture.png")
        assert (done.returncode, done.stdout) == (0, "")
        assert "picture.png" in done.stderr
        assert "image-only" in done.stderr
