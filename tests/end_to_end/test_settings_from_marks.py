"""Settings that follow from what people know of files: entries of the allow list, and least confidences."""

from __future__ import annotations

import json
import shutil
import stat
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = '# 夜間の走査\n[scan]\nkey-file = "shared.key"  # 共通の鍵\nlang = "en"'


@pytest.fixture(scope="module")
def scanned(module_meibo: Any) -> Path:
    """An inventory of forty files with mail addresses and numbers of people."""
    share: Path = module_meibo.folder / "share"
    for folder in ("good", "bad"):
        (share / folder).mkdir(parents=True)
        for number in range(20):
            text = f"メール user{number}@mail.co.jp\n電話番号 090-2345-{number:04}\nメール desk@mail.co.jp\n"
            text += "整理 4539578763621486\n" if folder == "bad" else ""
            (share / folder / f"{number}.txt").write_text(text, "utf-8")
    (share / "good" / "[1]*.txt").write_text("メール other@mail.co.jp\n", "utf-8")
    assert module_meibo("scan", share, "--key-file", "shared.key").returncode == 0
    inventory: Path = module_meibo.folder / "meibo.db"
    return inventory


@pytest.fixture
def known(meibo: Any, scanned: Path) -> Any:
    """The command in a folder with a copy of that inventory, and a configuration with comments."""
    shutil.copy(scanned, meibo.folder / "meibo.db")
    (meibo.folder / "meibo.toml").write_text(CONFIGURATION, "utf-8")
    return meibo


def fingerprints(known: Any) -> dict[str, str]:
    """Fingerprints by mask of the addresses of one file; the choices are shown where none is named."""
    done = known("triage", "allow", "bad/3.txt", "--detector", "email", "--reason", "x")
    assert done.returncode == 2
    assert "--fingerprint" in done.stderr
    return {line.split()[3]: line.split()[0] for line in done.stdout.splitlines()}


@pytest.mark.slow
def test_an_entry_is_made_from_a_finding(known: Any, scanned: Path) -> None:
    """Added behind what the file says, it takes the value out of every file with the next scan."""
    known.folder.joinpath("meibo.toml").chmod(0o640)
    digits = fingerprints(known)["d***@mail.co.jp"]
    allow = ("triage", "allow", "bad/3.txt", "--detector", "email", "--fingerprint", digits, "--reason", '"窓口"\\')
    done = known(*allow)
    assert done.stdout.startswith(f'[[allow]]\nfingerprint = "{digits}')
    assert "at least 40 findings in 40 files" in done.stderr
    assert "30 more files" in done.stderr
    assert known.folder.joinpath("meibo.toml").read_text("utf-8") == CONFIGURATION
    assert known(*allow, "--write").stdout == done.stdout
    written = known.folder.joinpath("meibo.toml")
    assert written.read_text("utf-8") == f"{CONFIGURATION}\n\n{done.stdout}"
    assert stat.S_IMODE(written.stat().st_mode) == 0o640
    assert "already" in known(*allow, "--write").stderr
    assert written.read_text("utf-8").count("[[allow]]") == 1
    done = known("scan", scanned.parent / "share", "--log-format", "json", "--quiet")
    assert json.loads(done.stderr.splitlines()[-1])["allowed"] == {'"窓口"\\': 40}


@pytest.mark.slow
def test_all_findings_of_a_file(known: Any) -> None:
    """Its name is no pattern; or only one value in this file."""
    allow = ("triage", "allow", "--detector", "email", "--reason", "x")
    done = known(*allow, "good/[1]*.txt", "--all")
    assert 'path = "good/[[]1][*].txt"\n' in done.stdout
    assert "covers 1 findings in 1 files" in done.stderr
    digits = fingerprints(known)["d***@mail.co.jp"]
    done = known(*allow, "bad/3.txt", "--only-here", "--fingerprint", digits)
    assert 'path = "bad/3.txt"\n' in done.stdout
    assert "at least 1 findings in 1 files" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bad/3.txt", "--fingerprint", "0" * 16), "none of this file's"),
        (("bad/3.txt", "--fingerprint", "12"), "no fingerprint"),
        (("bad/3.txt", "--detector", "jp_my_number"), "nothing of jp_my_number"),
        (("bad/3.txt", "--detector", "emall"), "email"),
        (("bad/3.txt", "--detector", "face_photo"), "--all"),
        (("bad/3.txt", "--detector", "face_photo", "--all"), "nothing of face_photo"),
        (("bad/3.txt", "--all", "--fingerprint", "0" * 16), "--all"),
        ((), "PATH"),
    ],
)
def test_nothing_is_made_of_what_is_not_there(known: Any, arguments: tuple[str, ...], said: str) -> None:
    """And what is wrong is named."""
    done = known("triage", "allow", "--detector", "email", "--reason", "x", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"allow = []\r\n", b"[scan\n"])
def test_a_file_that_would_break_is_left_alone(known: Any, content: bytes) -> None:
    """Nothing is written into a list of another form, or into what is no TOML."""
    place = known.folder / "meibo.toml"
    place.write_bytes(content)
    done = known("triage", "allow", "bad/3.txt", "--detector", "email", "--all", "--reason", "x", "--write")
    assert done.returncode == 2
    assert "meibo.toml" in done.stderr
    assert place.read_bytes() == content


@pytest.mark.slow
def test_line_ends_are_those_of_the_file(known: Any) -> None:
    """And a missing file is made."""
    place = known.folder / "meibo.toml"
    allow = ("triage", "allow", "bad/3.txt", "--detector", "jp_phone", "--all", "--reason", "x", "--write")
    place.write_bytes(b'[scan]\r\nlang = "en"\r\n')
    assert known(*allow).returncode == 0
    assert place.read_bytes().count(b"\n") == place.read_bytes().count(b"\r\n") == 7
    place.unlink()
    assert known(*allow).returncode == 0
    assert place.read_bytes().startswith(b"[[allow]]\n")


@pytest.mark.slow
def test_settings_are_proposed_from_marks(known: Any) -> None:
    """By detector and level, with the interval; what no setting mends is told, and that few marks tell nothing."""
    done = known("triage", "calibrate")
    assert (done.returncode, done.stdout) == (0, "")
    assert "at least 20" in done.stderr
    mark = ("--reason", "x", "--mark")
    assert known("triage", "--path", "good/[0-9]*", *mark, "needed").returncode == 0
    assert known("triage", "--path", "bad/*", *mark, "false-positive").returncode == 0
    said = json.loads(known("triage", "calibrate", "--format", "json").stdout)
    proposal = {"detector": "payment_card", "min_confidence": "medium"}
    assert (said["marks"], said["proposals"]) == (40, [proposal])
    (row,) = (row for row in said["levels"] if row["detector"] == "email")
    assert (row["confidence"], row["files"], row["right"], row["share"]) == ("high", 40, 20, 0.5)
    assert (row["least"], row["most"], row["enough"]) == (0.352, 0.648, True)
    done = known("triage", "calibrate", "--most-wrong", "0.2", "--lang", "ja")
    assert "email は確度 high でも誤検出が 20 % を超えています" in done.stderr
    assert '[detectors.payment_card]\nmin_confidence = "medium"' in done.stdout
    (known.folder / "meibo.toml").write_text('[detectors.payment_card]\nmin_confidence = "high"\n', "utf-8")
    assert "payment_card]" not in known("triage", "calibrate").stdout
