"""``meibo doctor``: what is missing is named with its remedy, before a scan stumbles over it."""

from __future__ import annotations

import ast
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import meibo_connectors
from meibo.catalogue.checks import MACHINE_CHECKS, REFUSALS, TARGET_CHECKS
from meibo.catalogue.issues import ISSUE_CODES, issue_code
from meibo.cli.main import main
from meibo.extraction import optional
from meibo.extraction.registry import EXTRACTORS
from meibo.pipeline.confinement.layers import LAYERS
from meibo_connectors import registry
from meibo_connectors.model import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CANARY = "Kanaria-7Qx2vB9sesame"


def test_a_machine_without_faults(meibo: Any) -> None:
    """Everything that is tried is told, as a table or as JSON; nothing is written."""
    done = meibo("doctor")
    assert done.returncode == 0, done.stdout
    assert "nothing is missing" in done.stdout
    rows = json.loads(meibo("doctor", "--format", "json").stdout)
    assert {row["check"] for row in rows} <= {words.code for words in (*MACHINE_CHECKS, *TARGET_CHECKS)}
    assert {row["outcome"] for row in rows} <= {"ok", "optional"}
    assert [row["detail"] for row in rows if row["check"] == "connector"] == [f"{s.name}://" for s in registry.SCHEMES]
    assert [path.name for path in meibo.folder.iterdir()] == ["shared.key"]


def test_what_confines_parsers_is_told(meibo: Any) -> None:
    """All layers where all of them hold; else those that do not, and where to read on, in both languages."""
    for language in ("ja", "en"):
        rows = json.loads(meibo("--lang", language, "doctor", "--format", "json").stdout)
        (row,) = (row for row in rows if row["check"] == "sandbox")
        layers = row["detail"].split(", ")
        assert set(layers) <= set(LAYERS)
        assert "events" not in layers or (row["outcome"], tuple(layers)) == ("ok", LAYERS)
        assert row["outcome"] == "ok" or "docs/security/sandbox.md" in row["remedy"]


def test_an_extra_that_is_not_installed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told with the formats that need it and the command that installs it; scans are complete without."""
    monkeypatch.setattr(optional, "find_spec", lambda _: None)
    assert main(["--lang", "en", "doctor", "--format", "json"]) == 0
    rows = {row["detail"]: row for row in json.loads(capsys.readouterr().out) if row["check"] == "library"}
    row = rows["pst: outlook-store"]
    assert (row["outcome"], row["remedy"]) == ("optional", "pip install 'meibo[pst]'")
    assert "outlook-store" in [name for extractor in EXTRACTORS for name in extractor.formats]


def test_every_extra_of_the_package_is_known() -> None:
    """What pip can install besides the program is what the doctor looks for, and what extractors name."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    known = {library.name for library in optional.LIBRARIES}
    others = {"all", "kerberos", "docx"}  # the last writes drafts, and reads nothing
    assert {name for name, packages in extras.items() if packages} - others <= known
    needed = {name for extractor in EXTRACTORS for name in extractor.needs}
    assert needed <= known
    assert known - needed <= {"libmagic"}


@pytest.mark.slow
def test_too_few_descriptors(meibo: Any) -> None:
    """What a scan would stumble over makes the exit code 3, and its remedy is told in both languages."""
    for language in ("ja", "en"):
        done = meibo("--lang", language, "doctor", prefix=("prlimit", "--nofile=200"))
        assert done.returncode == 3
        assert "ulimit -n 1024" in done.stdout


def test_targets_are_tried_step_by_step(meibo: Any, share: Path) -> None:
    """A good target, a missing one and a closed one; no file is named, and none is read but for a byte."""
    (share / f"{CANARY}.txt").write_text("電話番号 090-2345-6781\n")
    closed = share.parent / "closed"
    closed.mkdir(0)
    done = meibo.without_rights("doctor", share, share / "none", closed, "--format", "json")
    assert done.returncode == 3
    rows = {(row["target"].rpartition("/")[2], row["check"]): row for row in json.loads(done.stdout)}
    assert rows["share", "list"]["outcome"] == rows["share", "read"]["outcome"] == "ok"
    assert rows["none", "list"]["detail"] == "not-found: ENOENT"
    assert rows["closed", "list"]["outcome"] == "missing"
    assert all(row["remedy"] and row["meaning"] for row in rows.values() if row["outcome"] == "missing")
    assert CANARY not in done.stdout + done.stderr
    assert meibo("doctor", share).returncode == 0


class Surprising:
    """A connector that yields what nobody has foreseen, then breaks."""

    def diagnose(self) -> Iterator[Check]:
        yield Check("brand-new", "missing", "SOME_CODE")
        raise RuntimeError(CANARY)

    def close(self) -> None:
        """Nothing is held."""


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_surprise_is_told_and_hides_what_it_says(
    share: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """An unknown code and an exception end as lines, without the exception's message."""
    monkeypatch.setattr(registry, "connect", lambda *_: Surprising())
    assert main(["--lang", "en", "doctor", str(share), "--format", form]) == 3
    out, err = capsys.readouterr()
    assert "brand-new" in out
    assert "SOME_CODE" in out
    assert "internal-error: RuntimeError" in out
    assert CANARY not in out + err


def find_codes() -> set[str]:
    """The first argument of every ``Check(...)`` in the connectors."""
    folder = Path(str(meibo_connectors.__file__)).parent
    calls = [
        node
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Check"
    ]
    words = [part for call in calls for part in ast.walk(call.args[0]) if isinstance(part, ast.Constant)]
    return {word.value for word in words if isinstance(word.value, str)} - {issue.code for issue in ISSUE_CODES}


def test_every_check_is_in_the_table() -> None:
    """What connectors try has words in both languages, once."""
    rows = (*MACHINE_CHECKS, *TARGET_CHECKS)
    assert find_codes() == {words.code for words in TARGET_CHECKS}
    assert len({words.code for words in rows}) == len(rows)
    for words in rows:
        assert words.text_ja, words.code
        assert words.text_en, words.code
        assert bool(words.meaning_ja) == bool(words.meaning_en), words.code
        assert bool(words.remedy_ja) == bool(words.remedy_en), words.code
    for code, remedies in REFUSALS.items():
        assert all(remedies), issue_code(code).code
