"""Files that open with a password only: Office documents (MS-OFFCRYPTO, agile) and zip with AES (WinZip AE-2).

Both draw their salts by chance, so that the bytes of these files differ from run to run.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from meibo.samples.writers.model import WRITTEN_AT, Written, enclose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo.samples.writers.model import File

_DATE: Final = WRITTEN_AT.timetuple()[:6]


def encrypt_office(document: Written, password: str) -> Written:
    """A document of Office 2007 or later behind a password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    encrypted = io.BytesIO()
    OOXMLFile(io.BytesIO(document.content)).encrypt(password, encrypted)
    return document._replace(content=encrypted.getvalue(), password=password)


def write_aes_zip(files: Sequence[File], password: str) -> Written:
    """An archive whose members are encrypted with AES-256; their names are not."""
    import pyzipper

    content = io.BytesIO()
    with pyzipper.AESZipFile(content, "w", pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        for file in files:
            archive.writestr(archive.zipinfo_cls(file.name, _DATE), file.written.content, pyzipper.ZIP_DEFLATED)
    return Written(content.getvalue(), enclose(files), password)
