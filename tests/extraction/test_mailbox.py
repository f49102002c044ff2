"""Mailboxes are read message by message, each in a container of its own."""

from __future__ import annotations

import io
import mailbox
import time
import tracemalloc
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
import pyzipper

from extraction.reading import blocks_of, codes_of, core_of, read_content, text_of
from meibo.extraction.budget import Budget
from meibo.extraction.model import Limits, Source
from meibo.extraction.passwords import Passwords
from meibo.extraction.registry import find_extractor

if TYPE_CHECKING:
    from pathlib import Path

LINE = b"From hana@example.co.jp Tue Apr  1 13:10:58 2025\n"


def make_message(number: int, text: str = "") -> EmailMessage:
    """A message that says its number."""
    mail = EmailMessage()
    mail["From"] = "hana@example.co.jp"
    mail["To"] = "kato@example.com"
    mail["Subject"] = f"件名{number}"
    mail.set_content(text or f"本文{number}\nFrom here on it goes 1:23\n")
    return mail


def write_mailbox(path: Path, messages: list[EmailMessage]) -> bytes:
    """An mbox file as the standard library writes it."""
    box = mailbox.mbox(path)
    for message in messages:
        box.add(message)
    box.close()
    return path.read_bytes()


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_messages_in_their_containers(tmp_path: Path, line_end: bytes) -> None:
    """Header and body of each message stand in its container; a line that begins with From is no message."""
    content = write_mailbox(tmp_path / "box", [make_message(number) for number in range(3)]).replace(b"\n", line_end)
    blocks = blocks_of(read_content(content, "inbox.mbox"))
    assert [block.position.container for block in blocks] == [
        place for number in (1, 2, 3) for place in ((f"message {number}", "header"), (f"message {number}",))
    ]
    assert core_of(blocks[3]).splitlines()[:2] == ["本文1", "From here on it goes 1:23"]


@pytest.mark.parametrize(("sender", "shown"), [("kato@example.com", True), ("hana@example.co.jp", False), ("-", False)])
def test_sender_of_the_line_before_a_message(sender: str, shown: bool) -> None:
    """It is shown where the header does not say the same."""
    content = f"From {sender} Tue Apr  1 13:10:58 2025\nFrom: hana@example.co.jp\nSubject: x\n\n本文\n".encode()
    header = core_of(blocks_of(read_content(content, "inbox.mbox"))[0])
    assert (f"返送先\t\t{sender}" in header) == shown


def test_attachments_stand_in_their_message(tmp_path: Path) -> None:
    """The chain of an attachment begins with its message."""
    mail = make_message(1)
    mail.add_attachment("加藤 一".encode("cp932"), "text", "plain", filename="名簿.txt")
    blocks = blocks_of(read_content(write_mailbox(tmp_path / "box", [make_message(0), mail]), "inbox"))
    assert blocks[-1].position.container == ("message 2", "名簿.txt")


def test_password_of_the_next_message_opens_an_attachment(tmp_path: Path) -> None:
    """An attachment is read after the messages that follow it were searched for its password."""
    packed = io.BytesIO()
    with pyzipper.AESZipFile(packed, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"k7Rm-2024")
        archive.writestr("名簿.txt", "氏名: 加藤 一")
    mail = make_message(1)
    mail.add_attachment(packed.getvalue(), "application", "zip", filename="a.zip")
    content = write_mailbox(tmp_path / "box", [mail, make_message(2, "先ほどのパスワード：k7Rm-2024\n")])
    items = read_content(content, "box")
    assert "password-opened" in codes_of(items)
    assert ("message 1", "a.zip", "名簿.txt") in [block.position.container for block in blocks_of(items)]


def test_a_large_mailbox_takes_little_memory() -> None:
    """Fifty megabytes of messages are never held at once."""
    message = LINE + b"Subject: x\nFrom: a@example.jp\n\n" + b"text of a line\n" * 60_000 + b"\n"

    class Endless(io.RawIOBase):
        left = 60

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            if not self.left:
                return 0
            self.left -= 1
            buffer[: len(message)] = message
            return len(message)

    source = Source(
        io.BufferedReader(Endless(), len(message)), "box", "mbox", Budget(Limits(), 60 * len(message)), Passwords()
    )
    extractor = find_extractor("mbox")
    assert extractor
    tracemalloc.start()
    blocks = sum(1 for _ in extractor.load()(source))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert blocks == 60 * 2
    assert most < 120 << 20


def test_a_message_too_large_is_left_out(tmp_path: Path) -> None:
    """A message that cannot be held is an issue; those around it are read."""
    long = make_message(2, "x" * 70 + "\n" + "y\n" * 3_000_000)
    content = write_mailbox(tmp_path / "box", [make_message(1), long, make_message(3)])
    items = read_content(content, "inbox", Limits(held_bytes=2_000_000))
    assert codes_of(items).count("held-limit") == 1
    assert "本文1" in text_of(items)
    assert "本文3" in text_of(items)


def test_mailbox_of_becky() -> None:
    """Messages that end with a line of one dot, and no line before them."""
    content = b"".join(make_message(number).as_bytes() + b".\n" for number in range(3)).replace(b"\n", b"\r\n")
    blocks = blocks_of(read_content(content, "1.bmf"))
    assert [block.position.container for block in blocks[::2]] == [
        (f"message {number}", "header") for number in (1, 2, 3)
    ]
    assert core_of(blocks[5]).startswith("本文2")


@pytest.mark.parametrize("piece", [b"From 1", b"\nFrom 1", b"\n\nFrom 1:11\nx", b"\n>", b"1"])
def test_hostile_mailboxes_take_no_time(piece: bytes) -> None:
    """Megabytes of whatever repeats are read in seconds."""
    start = time.perf_counter()
    assert read_content(LINE + b"From: a@example.jp\n\n\nFrom " + piece * (3_000_000 // len(piece)), "inbox.mbox")
    assert time.perf_counter() - start < 10


def test_damaged_mailboxes_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    """Cut off or flipped, no exception."""
    content = write_mailbox(tmp_path / "box", [make_message(number) for number in range(3)])
    for part in range(2, 16):
        assert blocks_of(read_content(content[: len(content) * part // 16], "box.mbox"))
    for at in range(0, len(content), 5):
        flipped = bytearray(content)
        flipped[at] ^= 0xFF
        assert blocks_of(read_content(bytes(flipped), "box.mbox"))
