"""What is wrong in the tables that decide what is found is refused with its reason, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meibo.catalogue.configuration import ALLOW_WORDS, DETECTOR_WORDS, RULE_WORDS
from meibo.catalogue.messages import MESSAGES
from meibo.cli.main import main
from meibo.configuration.allow_table import ALLOW_KEYS
from meibo.configuration.detector_table import DETECTOR_KEYS
from meibo.configuration.rule_table import RULE_KEYS
from meibo_detectors.user_rules.syntax import REASONS

if TYPE_CHECKING:
    from pathlib import Path


def rule(text: str) -> str:
    return f"[[rule]]\nid = 'own'\n{text}\n"


def allow(**conditions: str) -> str:
    return "[[allow]]\n" + "".join(f"{key} = {value}\n" for key, value in conditions.items())


CASES = (
    (rule("pattern = '(a+)+b'"), "何通りにも読める", "the repeat at character 2"),
    (rule("pattern = '(a{1,9}){1,9}$'"), "時間がかかりすぎ", "takes too long on a trial text"),
    (rule("pattern = 'a{1,100000}'"), "大きすぎます", "too large"),
    (rule(f"pattern = '{'x' * 2001}'"), "2000 字", "longer than 2000 characters"),
    (rule("pattern = 'a*'"), "空の文字列", "matches the empty string"),
    (rule("pattern = '(abc'"), "5 文字目", "wrong at character 5"),
    (rule("pattern = '(a)\\1'"), "「\\1」は使えません", "uses '\\1'"),
    (rule("pattern = 'a{x}'"), "「{」は使えません", "uses '{'"),
    (rule(""), "rule[1].pattern", "'rule[1].pattern' is missing"),
    ("[[rule]]\npattern = 'a'\n", "rule[1].id", "'rule[1].id' is missing"),
    (rule("pattern = 'abc'\nlables = ['x']"), "rule[1].lables", "labels"),
    (rule("pattern = 'abc'\nlabels = 'x'"), "rule[1].labels", "rule[1].labels"),
    (rule("pattern = 'abc'\nlabels = ['']"), "rule[1].labels", "rule[1].labels"),
    (rule("pattern = 'abc'\ncheck = 'lunh'"), "rule[1].check", "lunh"),
    (rule("pattern = 'abc'\nseverity = 'huge'"), "rule[1].severity", "huge"),
    (rule("pattern = 'abc'\nperson = 1"), "rule[1].person", "rule[1].person"),
    (rule("pattern = 'abc'") * 2, "rule[2].id", "id of a built-in detector or of another rule"),
    ("[[rule]]\nid = 'email'\npattern = 'abc'\n", "組み込み", "'email' is the id"),
    ("[[rule]]\nid = 'Own'\npattern = 'abc'\n", "「Own」は使えません", "small letters"),
    ("[[rule]]\nid = 'x'\npattern = 'abc'\n", "「x」は使えません", "2 to 40"),
    ("".join(f"[[rule]]\nid = 'r{n}'\npattern = 'abc'\n" for n in range(33)), "多すぎます", "33, at most 32"),
    ("[rule]\nid = 'own'\n", "[[rule]]", "[[rule]]"),
    ("[detectors.emial]\nenabled = true\n", "email", "did you mean: email"),
    ("[detectors.email]\nenable = true\n", "enabled", "detectors.email.enable"),
    ("[detectors.email]\nenabled = 1\n", "detectors.email.enabled", "detectors.email.enabled"),
    ("[detectors.email]\nmin_confidence = 'best'\n", "best", "best"),
    ("[limits]\nmembers = 99999999999999999999\n", "limits.members", "limits.members"),
    (f"[limits]\nmembers = 0x{'f' * 5000}\n", "limits.members", "limits.members"),
    (f"[limits]\nmembers = {'9' * 5000}\n", "4300", "4300"),
    (f"a = {'[' * 5000}", "recursion", "recursion"),
    ("[risk]\npersons = 0\n", "risk.persons", "risk.persons"),
    ("[risk]\nperson = 10\n", "persons", "risk.person"),
    ("[risk]\nweights = [1, 5, 15, 40]\n", "risk.weights", "risk.weights"),
    ("[risk]\nweights = [9, 5, 15, 40, 100]\n", "risk.weights", "risk.weights"),
    ("[risk]\nresponse = -1\n", "risk.response", "risk.response"),
    ("[risk]\nyen-per-person = {jp_mynumber = 1}\n", "jp_my_number", "risk.yen-per-person.jp_mynumber"),
    ("[risk]\nyen-per-person = {email = '1'}\n", "risk.yen-per-person", "risk.yen-per-person"),
    ("[[rules]]\nid = 'own'\n", "rule", "did you mean: rule"),
    (allow(path="'a'"), "allow[1].reason", "'allow[1].reason' is missing"),
    (allow(path="'a'", reason="' '"), "allow[1].reason", "allow[1].reason"),
    (allow(reason="'x'"), "いずれかが必要", "needs one of fingerprint, path, pattern"),
    (allow(detector="'email'", reason="'x'"), "いずれかが必要", "needs one of fingerprint, path, pattern"),
    (allow(fingerprint="'090-2345-6781'", reason="'x'"), "16 進 64 桁", "64 hex digits"),
    (allow(path="'a'", reason="'x'", expires="'2027-03-31'"), "引用符なし", "unquoted"),
    (allow(path="'a'", reason="'x'", expires="2027-03-31T10:00:00"), "allow[1].expires", "a date"),
    (allow(path="'a'", reason="'x'", detector="'emial'"), "email", "did you mean: email"),
    (allow(path="'a'", reason="'x'", until="2027-03-31"), "allow[1].until", "did you mean"),
    (allow(pattern="'(a+)+b'", reason="'x'"), "allow[1]: パターン", "allow[1]: the repeat at character 2"),
    (allow(pattern="'a*'", reason="'x'"), "空の文字列", "matches the empty string"),
    ("[allow]\npath = 'a'\n", "[[allow]]", "[[allow]]"),
)
"""A configuration, and what is said of it in Japanese and in English."""


@pytest.mark.parametrize(("content", "japanese", "english"), CASES)
def test_what_is_wrong_is_refused_with_its_reason(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: str,
    japanese: str,
    english: str,
) -> None:
    """With exit code 2, the file's name, and without a value that somebody may have written there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "meibo.toml").write_text(content, "utf-8")
    for language, told in (("ja", japanese), ("en", english)):
        assert main(["--lang", language, "scan", "."]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert told in err
        assert "meibo.toml" in err
        assert "090-2345-6781" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["meibo.toml"]


def test_every_reason_has_words() -> None:
    """Each reason for which a pattern is refused is a message, and each key is explained."""
    assert {f"error-pattern-{reason}" for reason in REASONS} <= MESSAGES.keys()
    for keys, words in ((DETECTOR_KEYS, DETECTOR_WORDS), (RULE_KEYS, RULE_WORDS), (ALLOW_KEYS, ALLOW_WORDS)):
        assert list(keys) == list(words)
