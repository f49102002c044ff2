"""Mail goes out encrypted to a verified server, or not at all, and no name can change its headers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from meibo.configuration.model import Notification
from meibo.notify import mail
from meibo.notify.model import NotifyError, Secrets
from servers.mail_server import PASSWORD, REFUSED, USERNAME, MailServer

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = Secrets(smtp_username=USERNAME, smtp_password=PASSWORD)


def place(server: MailServer, authority: Path | None, **settings: Any) -> Notification:
    return Notification(
        **{
            "name": "office", "kind": "mail", "server": "127.0.0.1", "port": server.port, "sender": "meibo@example.jp",
            "recipients": ("a@example.jp", "b@example.jp"), "ca_file": authority, **settings,
        }
    )  # fmt: skip


def test_a_mail_arrives_with_its_figures(mail_server: Any, certificate: Path, notice: Any) -> None:
    """Subject, recipients and counts; a job's and a target's name stay within their lines."""
    mail.send(place(mail_server, certificate), SECRETS, notice, 10)
    (message,) = mail_server.mails
    assert message["Subject"] == '[meibo] incomplete, 3 new risks: night"ly|x=1\\x0a'
    assert (message["From"], message["To"]) == ("meibo@example.jp", "a@example.jp, b@example.jp")
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Bcc" not in message
    text = message.get_content()
    for line in (
        "Exit code 3: Something could not be read, or the targets hold no file.",
        "Files 1,000 = complete 990 + partial 7 + skipped 3",
        "Of these unchanged and carried over 900; beside them not seen 4",
        "  7 damaged (damaged): check whether its own program can open it",
        "  high: 3 files, 3,000 people",
        "New since scan 11:",
        "  new files of high risk: 2",
    ):
        assert line.rstrip(":") in text
    assert [line for line in text.splitlines() if line.startswith(("Bcc", "<!"))] == []


def test_paths_are_told_only_where_they_are_wanted(mail_server: Any, certificate: Path, notice: Any) -> None:
    """A path may hold somebody's name."""
    bare = structs.replace(notice, targets=())
    for wanted in (False, True):
        mail.send(place(mail_server, certificate, paths=wanted), SECRETS, bare, 10)
    without, with_paths = (message.get_content() for message in mail_server.mails)
    assert "名簿" not in without
    assert "[new files of high risk] risk high, 3,000 people: 名簿|a=b" in with_paths


def test_a_server_that_nobody_vouches_for_gets_nothing(mail_server: Any, notice: Any) -> None:
    """Neither mail nor password goes to a server whose certificate the system does not know."""
    with pytest.raises(NotifyError) as caught:
        mail.send(place(mail_server, None), SECRETS, notice, 10)
    assert caught.value.code == "notify-certificate"
    assert mail_server.raw == []


def test_without_starttls_nothing_goes_out(certificate: Path, notice: Any) -> None:
    """Not even where a server would take it in the clear."""
    server = MailServer(certificate, offers_tls=False).start()
    try:
        with pytest.raises(NotifyError) as caught:
            mail.send(place(server, certificate), SECRETS, notice, 10)
        assert caught.value.code == "notify-unencrypted"
        mail.send(place(server, None, security="none"), SECRETS, notice, 10)
        assert len(server.raw) == 1  # as configured, and without a login
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("secrets", "settings", "code", "detail"),
    [
        (Secrets(USERNAME, "wrong-kanaria"), {}, "notify-login", "SMTP 535"),
        (Secrets(), {}, "notify-refused", "SMTP 530"),
        (SECRETS, {"recipients": (REFUSED,)}, "notify-refused", "SMTP 550: 1/1"),
        (SECRETS, {"recipients": ("a@example.jp", REFUSED)}, "notify-refused", "SMTP 550: 1/2"),
        (SECRETS, {"port": 1}, "notify-unreachable", "ECONNREFUSED"),
        (SECRETS, {"ca_file": "/nonexistent.pem"}, "notify-ca-file", "ENOENT"),
    ],
)
def test_what_fails_is_named(
    mail_server: Any, certificate: Path, notice: Any, secrets: Secrets, settings: Any, code: str, detail: str
) -> None:
    """By a code and a number, never in the server's words, which may repeat what it was sent."""
    with pytest.raises(NotifyError) as caught:
        mail.send(place(mail_server, certificate, **settings), secrets, notice, 10)
    assert (caught.value.code, caught.value.detail) == (code, detail)


def test_japanese_is_spelled_as_mail_wants_it(mail_server: Any, certificate: Path, notice: Any) -> None:
    """Encoded words of at most 75 characters (RFC 2047, section 2), and a subject that reads as it was written."""
    told = structs.replace(notice, language="ja", job="", targets=("smb://files.example.jp/総務部/名簿/" + "課" * 60,))
    mail.send(place(mail_server, certificate), SECRETS, told, 10)
    words = re.findall(rb"=\?utf-8\?.\?[^?]*\?=", mail_server.raw[0])
    assert words
    assert max(map(len, words)) <= 75
    (message,) = mail_server.mails
    assert message["Subject"] == f"[meibo] 読み残しあり・新たなリスク 3 件: ...{'課' * 47}"
    assert "ファイル 1,000 = 完了 990 + 一部のみ 7 + 未読 3" in message.get_content()
