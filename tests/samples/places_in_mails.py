"""What stands at a place of a mail or mailbox, by the standard library and olefile, and what is attached."""

from __future__ import annotations

import email
import email.policy
import io
import mailbox
import tempfile
from contextlib import closing

from samples.lines import Location, read_line


def read_eml(content: bytes, container: list[str], location: Location) -> str:
    """A line of the body, or of the header fields that name people."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    if container:
        labels = {"From": "差出人", "To": "宛先", "Cc": "Cc"}
        named = [(label, message[name].addresses) for name, label in labels.items() if message[name]]
        return read_line(
            "\n".join(
                f"{label}\t{one.display_name}\t{one.addr_spec}" for label, addresses in named for one in addresses
            ),
            location,
        )
    return read_line(message.get_body().get_content(), location)


def read_mbox_line(content: bytes, container: list[str], location: Location) -> str:
    """A line of one of the messages, which are numbered."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        with closing(mailbox.mbox(file.name)) as box:
            message = bytes(box[int(container[0].removeprefix("message ")) - 1])
    return read_eml(message, container[1:], location)


def read_msg(content: bytes, container: list[str], location: Location) -> str:
    """A line of the body, or of the people whom the message names."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as ole:

        def read(*path: str) -> str:
            return ole.openstream([*path[:-1], f"__substg1.0_{path[-1]}001F"]).read().decode("utf-16-le")

        if not container:
            return read_line(read("1000"), location)
        sender = f"差出人\t{read('0042')}\t{read('0065')}"
        recipients = sorted({path[0] for path in ole.listdir() if path[0].startswith("__recip")})
        lines = [f"宛先\t{read(one, '3001')}\t{read(one, '39FE')}" for one in recipients]
    return read_line("\n".join([sender, *lines]), location)


def open_msg(content: bytes, name: str, _passwords: tuple[str, ...]) -> bytes | None:
    """An attached file."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        for storage in {path[0] for path in ole.listdir() if path[0].startswith("__attach")}:
            if ole.openstream([storage, "__substg1.0_3707001F"]).read().decode("utf-16-le") == name:
                return ole.openstream([storage, "__substg1.0_37010102"]).read()
    return None


def open_attachment(content: bytes, name: str, _passwords: tuple[str, ...]) -> bytes | None:
    """An attached file."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    files = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    return files.get(name)
