"""Which mails carry persons to people outside: from the mail to the mark in the inventory."""

from __future__ import annotations

import email.message
import io
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ROSTER = """氏名,電話番号,メールアドレス
佐藤健太,090-2345-6781,kenta.sato@kaiin.example.net
鈴木美咲,090-2345-6782,misaki@kaiin.example.net
"""
SIGNATURE = "よろしくお願いします。\n-- \n見本商事株式会社 営業部 高橋 翔\n電話 03-3456-7890 携帯 090-8765-4321\n"


def write_mail(to: str, body: str, attached: bytes = b"", name: str = "名簿.csv") -> bytes:
    """A mail from the company."""
    message = email.message.EmailMessage()
    message["From"] = "高橋 翔 <sho.takahashi@mihon.example.co.jp>"
    message["To"] = to
    message["Subject"] = "ご連絡"
    message.set_content(body)
    if attached:
        message.add_attachment(attached, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def encrypt(content: bytes, password: str) -> bytes:
    """A zip with AES."""
    pyzipper = pytest.importorskip("pyzipper")
    target = io.BytesIO()
    with pyzipper.AESZipFile(target, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.writestr("名簿.csv", content)
    return target.getvalue()


INSIDE, OUTSIDE = "田中 恵 <megumi@mihon.example.co.jp>", "渡辺 修 <osamu@torihiki.example.com>"


@pytest.mark.parametrize(
    ("content", "is_marked"),
    [
        (write_mail(OUTSIDE, SIGNATURE, ROSTER.encode()), True),
        pytest.param(write_mail(INSIDE, SIGNATURE, ROSTER.encode()), False, marks=pytest.mark.slow),
        pytest.param(write_mail(OUTSIDE, SIGNATURE), False, marks=pytest.mark.slow),
        pytest.param(write_mail(OUTSIDE, "会員の一覧です。\n" + ROSTER + SIGNATURE), True, marks=pytest.mark.slow),
        (write_mail(OUTSIDE, SIGNATURE, encrypt(ROSTER.encode(), "k9-Xq7mPz"), "名簿.zip"), False),
    ],
    ids=["a roster to outside", "a roster to a colleague", "a greeting", "a roster in the body", "encrypted"],
)
def test_a_mail_is_marked(content: bytes, is_marked: bool, scan: Any, tmp_path: Path, dump_inventory: Any) -> None:
    """Where it carries persons other than its writer and reader, unencrypted, to another domain."""
    share = tmp_path / "share"
    share.mkdir()
    (share / "送信済み.eml").write_bytes(content)
    issues = dump_inventory(scan(share))["file_issues"]
    assert any("sent-outside" in row for row in issues) == is_marked
