"""An encrypted file and the mail with its password, side by side in one folder (PPAP)."""

from __future__ import annotations

import email.message
import io
from typing import TYPE_CHECKING, Any

import pytest
import pyzipper

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "Tk3-9vQz!x"  # noqa: S105 - invented
ROSTER = "氏名,電話番号\n佐藤健太,090-2345-6781\n".encode()


def encrypt(content: bytes) -> bytes:
    """A zip with AES."""
    target = io.BytesIO()
    with pyzipper.AESZipFile(target, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(PASSWORD.encode())
        archive.writestr("名簿.csv", content)
    return target.getvalue()


def write_mail(body: str, attached: bytes = b"") -> bytes:
    """A mail, with or without a zip."""
    message = email.message.EmailMessage()
    message["From"] = "sato@mihon.example.co.jp"
    message["To"] = "suzuki@mihon.example.co.jp"
    message["Subject"] = "資料の送付"
    message.set_content(body)
    if attached:
        message.add_attachment(attached, maintype="application", subtype="zip", filename="資料.zip")
    return message.as_bytes()


TELLS = f"先ほどの添付ファイルのパスワードをお送りします。\n\nパスワード：{PASSWORD}\n"


@pytest.mark.parametrize(
    ("files", "opened"),
    [
        ({"資料.zip": encrypt(ROSTER), "送付2.eml": write_mail(TELLS)}, "資料.zip"),
        ({"送付1.eml": write_mail("添付します。", encrypt(ROSTER)), "送付2.eml": write_mail(TELLS)}, "送付1.eml"),
        ({"資料.zip": encrypt(ROSTER), "パスワード.txt": f"解凍パスワード: {PASSWORD}".encode()}, "資料.zip"),
    ],
    ids=["a zip and a mail", "two mails", "a zip and a note"],
)
def test_the_password_of_the_folder_opens_it(
    files: dict[str, bytes], opened: str, scan: Any, share: Path, dump_inventory: Any
) -> None:
    """What is inside is found, and the inventory says how it was opened; the password is nowhere in it."""
    for name, content in files.items():
        (share / name).write_bytes(content)
    inventory = scan(share)
    issues = dump_inventory(inventory)["file_issues"]
    assert any(opened in row and "password-opened" in row for row in issues)
    assert not any("encrypted" in row for row in issues)
    assert PASSWORD.encode() not in inventory.read_bytes()


def test_another_folder_is_not_looked_into(scan: Any, share: Path, dump_inventory: Any) -> None:
    """Only what lies beside the file."""
    (share / "送付").mkdir()
    (share / "送付" / "2.eml").write_bytes(write_mail(TELLS))
    (share / "資料.zip").write_bytes(encrypt(ROSTER))
    assert any("encrypted" in row for row in dump_inventory(scan(share))["file_issues"])


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("送付2.eml", id="listed after it"),
        pytest.param("a.eml", id="listed before it", marks=pytest.mark.slow),
    ],
)
def test_a_mail_that_comes_later_opens_it(name: str, scan: Any, share: Path, dump_inventory: Any) -> None:
    """The next scan reads the unchanged file again, because something beside it is new; nothing else."""
    (share / "資料.zip").write_bytes(encrypt(ROSTER))
    (share / "other.txt").write_text("電話 090-2345-6781\n", "utf-8")
    scan(share)
    (share / name).write_bytes(write_mail(TELLS))
    issues = dump_inventory(scan(share))["file_issues"]
    assert any("資料.zip" in row and "password-opened" in row for row in issues)
    assert not any("encrypted" in row for row in issues)
