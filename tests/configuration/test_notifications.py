"""What is wrong in ``[notify.NAME]`` is refused with its reason, and nothing that is secret is repeated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from meibo.catalogue.configuration import NOTIFY_WORDS
from meibo.catalogue.notice import WORDS
from meibo.cli.main import main
from meibo.configuration.notify_table import NOTIFY_KEYS, read_notifications
from meibo.notify.sending import SENDERS

MAIL = "kind = 'mail'\nserver = 'mail.example.jp'\nsender = 'm@example.jp'\nrecipients = ['a@example.jp']\n"
SMUGGLED = MAIL.replace("'a@example.jp'", '"a@example.jp\\nBcc: b@example.jp"')
HOOK = "kind = 'webhook'\n"

CASES = (
    ("[notify.a]\nkind = 'fax'\n", "there is mail, metrics, syslog, webhook"),
    ("[notify.a]\nserver = 'x'\n", "'notify.a.kind' is missing"),
    ("[notify.a]\nkind = 'mail'\n", "'notify.a.server' is missing"),
    (f"[notify.a]\n{MAIL}port = 99999\n", "key 'notify.a.port'"),
    (f"[notify.a]\n{MAIL}recipient = 'b@example.jp'\n", "did you mean: recipients"),
    (f"[notify.a]\n{MAIL}when = 'sometimes'\n", "key 'notify.a.when'"),
    (f"[notify.a]\n{MAIL}password = 'kanaria-7391'\n", "MEIBO_SMTP_USERNAME, MEIBO_SMTP_PASSWORD"),
    (f"[notify.a]\n{MAIL}security = 'none'\npaths = true\n", "not sent by mail that is not encrypted"),
    (f"[notify.a]\n{SMUGGLED}", "mail addresses in ASCII"),
    (f"[notify.a]\n{HOOK}url = 'http://chat.example.jp/kanaria-7391'\n", "https:// URL is needed"),
    (f"[notify.a]\n{HOOK}url = 'ftp://chat.example.jp/kanaria-7391'\n", "https:// URL is needed"),
    (f"[notify.a]\n{HOOK}url = 'https://u:kanaria-7391@chat.example.jp/'\n", "no username or password in a URL"),
    (f"[notify.a]\n{HOOK}url = 'https://kanaria-7391@chat.example.jp/'\n", "no username or password in a URL"),
    (f"[notify.a]\n{HOOK}", "set its url, or MEIBO_WEBHOOK_URL"),
    ("[notify.a]\nkind = 'syslog'\n", "'notify.a.server' is missing"),
    ("[notify.a]\nkind = 'metrics'\npath = 'a.txt'\n", "ends in .prom"),
    ("[notify.a]\nkind = 'metrics'\npath = 'a.prom'\nwhen = 'always'\n", "did you mean"),
    ("[notify.'a b']\nkind = 'syslog'\n", "up to 40 letters"),
    ("notify = 1\n", "[notify.NAME]"),
    ("[notify.b]\nkind = 'metrics'\npath = 'a.prom'\n", "no [notify.a]; did you mean: b"),
)


@pytest.mark.parametrize(("text", "told"), CASES)
def test_what_is_wrong_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    """Exit code 2, the key, the reason; never a password or the path of a URL."""
    monkeypatch.chdir(tmp_path)
    Path("meibo.toml").write_text(text, "utf-8")
    assert main(["scan", ".", "--notify", "a", "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "kanaria" not in said
    assert not Path("meibo.db").exists()


def test_the_url_of_the_environment_is_checked_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one half of a login is none."""
    monkeypatch.chdir(tmp_path)
    Path("meibo.toml").write_text(f"[notify.a]\n{HOOK}[notify.b]\n{MAIL}", "utf-8")
    monkeypatch.setenv("MEIBO_WEBHOOK_URL", "https://u:kanaria-7391@chat.example.jp/")
    monkeypatch.setenv("MEIBO_SMTP_PASSWORD", "kanaria-7391")
    assert main(["scan", ".", "--notify", "a", "--lang", "en"]) == 2
    monkeypatch.setenv("MEIBO_SMTP_PASSWORD", "kanaria-7391")
    assert main(["scan", ".", "--notify", "b", "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "no username or password in a URL" in said
    assert "set both MEIBO_SMTP_USERNAME and MEIBO_SMTP_PASSWORD" in said
    assert "kanaria" not in said


@pytest.mark.parametrize(
    ("table", "port"),
    [
        ({"kind": "mail"}, 587), ({"kind": "mail", "security": "tls"}, 465), ({"kind": "mail", "security": "none"}, 25),
        ({"kind": "syslog"}, 514), ({"kind": "syslog", "transport": "tls"}, 6514),
        ({"kind": "mail", "port": 2525}, 2525),
    ],
)  # fmt: skip
def test_ports_follow_the_protocol(table: dict[str, Any], port: int) -> None:
    """Unless one is named."""
    sender = {"sender": "m@example.jp", "recipients": ["a@example.jp"]} if table["kind"] == "mail" else {}
    (place,) = read_notifications({"a": {"server": "x", **sender, **table}}, Path("meibo.toml")).values()
    assert place.port == port


def test_every_key_and_kind_is_known_everywhere() -> None:
    """Each kind has its sender, each key its words, and both languages say the same."""
    assert NOTIFY_KEYS.keys() == SENDERS.keys()
    assert {key for keys in NOTIFY_KEYS.values() for key in keys} == NOTIFY_WORDS.keys()
    assert all(japanese and english for japanese, english in WORDS.values())
