"""An encrypted file and the mail with its password, side by side in one folder (PPAP)."""

from __future__ import annotations

import email.message
import io
from typing import TYPE_CHECKING, Any

import pytest
import pyzipper

from meibo.pipeline.mails_beside import MailsBeside
from meibo.pipeline.parser import Parser
from meibo.pipeline.parser_model import ParserSettings
from meibo_connectors.base import ConnectorError
from meibo_connectors.local import LocalConnector
from meibo_connectors.registry import parse_target

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

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
    [pytest.param("送付2.eml", id="listed after it"), pytest.param("a.eml", id="listed before it")],
)
@pytest.mark.slow
def test_a_mail_that_comes_later_opens_it(name: str, scan: Any, share: Path, dump_inventory: Any) -> None:
    """The next scan reads the unchanged file again, because something beside it is new; nothing else."""
    (share / "資料.zip").write_bytes(encrypt(ROSTER))
    (share / "other.txt").write_text("電話 090-2345-6781\n", "utf-8")
    scan(share)
    (share / name).write_bytes(write_mail(TELLS))
    issues = dump_inventory(scan(share))["file_issues"]
    assert any("資料.zip" in row and "password-opened" in row for row in issues)
    assert not any("encrypted" in row for row in issues)


class Outage(LocalConnector):
    """A folder whose server answers nobody for the first time that a file is opened."""

    is_over = False

    def open(self, path: str) -> BinaryIO:
        if not self.is_over:
            self.is_over = True
            raise ConnectorError("unreachable")
        return super().open(path)


def test_an_outage_is_not_taken_for_a_folder_without_passwords(share: Path) -> None:
    """The file that needs one fails as everything does then, so that the next scan reads it again."""
    (share / "送付2.eml").write_bytes(write_mail(TELLS))
    parser = Parser(ParserSettings())
    mails, connector = MailsBeside(parser), Outage(parse_target(str(share)))
    with pytest.raises(ConnectorError, match="unreachable"):
        mails.find(connector, "資料.zip")
    assert PASSWORD in mails.find(connector, "資料.zip")
    mails.close()
