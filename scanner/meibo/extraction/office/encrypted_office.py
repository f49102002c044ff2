"""Office files that are opened with a password (MS-OFFCRYPTO).

Since 2007 the whole package lies encrypted in the stream ``EncryptedPackage`` of an OLE file; its key is derived with
very many hashes, so that each try costs a tenth of a second. Excel, Word and PowerPoint 97-2003 encrypt the streams of
the file itself, with RC4 or, older still, by XOR. Excel opens by itself what has its default password.
"""

from __future__ import annotations

import io
import logging
import types
from typing import TYPE_CHECKING, Any, BinaryIO

from meibo.extraction.model import Member, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source

DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105 - published: Excel tries it before it asks
MOST_SPINS = 10_000_000
"""Hashes in all tries on one file: ten seconds. The programs' own count is 100,000 a try."""
MOST_TRIES = 500
_STANDARD_SPINS = 50_000
_LEAST_TRIES = 2
_OWN_WORDS = frozenset({"", DEFAULT_PASSWORD})


def extract(source: Source) -> Iterator[Item]:
    """The file without its encryption, as a member; a notice where no password opens it."""
    from msoffcrypto.exceptions import DecryptionError, FileFormatError

    _silence()
    try:
        office = _open(source.stream)
    except (DecryptionError, FileFormatError):  # rights management, certificates: no password opens it
        yield Notice("encrypted")
        return
    password = _find_password(office, source)
    if password is None:
        yield Notice("encrypted")
        return
    if password not in _OWN_WORDS:
        yield Notice("password-opened")
    yield Member("", _decrypt(office, source.budget))


def is_encrypted(stream: BinaryIO) -> bool:
    """Whether an OLE file of Excel, Word or PowerPoint 97-2003 is encrypted; the stream is left at its beginning."""
    _silence()
    try:
        return bool(_open(stream).is_encrypted())
    except Exception:  # noqa: BLE001 - its own reader says what is wrong with it
        return False
    finally:
        stream.seek(0)


def _silence() -> None:
    """Its debug messages quote passwords and content."""
    logging.getLogger("msoffcrypto").setLevel(logging.CRITICAL + 1)


def _open(stream: BinaryIO) -> Any:  # the library has no types
    import msoffcrypto

    stream.seek(0)
    office = msoffcrypto.OfficeFile(stream)
    if office.format == "xls97":
        _take_in_padding(office)
    return office


def _take_in_padding(office: Any) -> None:
    """Let the last record of a workbook reach to the end of its stream; the library stumbles over the rest."""
    raw = bytearray(office.data.workbook.read())
    at = last = 0
    while at + 4 <= len(raw):
        last, at = at, at + 4 + int.from_bytes(raw[at + 2 : at + 4], "little")
    if at < len(raw):
        raw[last + 2 : last + 4] = min(len(raw) - last - 4, 0xFFFF).to_bytes(2, "little")
        office.data = office.data._replace(workbook=io.BytesIO(raw))


def _find_password(office: Any, source: Source) -> str | None:
    """The first password that opens a file and has its key loaded, None where no try succeeds."""
    spins = _count_spins(office)
    tries = min(MOST_TRIES, max(MOST_SPINS // spins, _LEAST_TRIES)) if spins else MOST_TRIES
    for password in (DEFAULT_PASSWORD, *filter(None, source.passwords)):
        if not tries:
            return None
        tries -= 1
        source.budget.check_time()
        if _fits(office, password):
            return password
    return None


def _count_spins(office: Any) -> int:
    """The hashes of one try; none of the old formats counts."""
    if office.format != "ooxml":
        return 0
    return int(office.info["spinValue"]) if office.type == "agile" else _STANDARD_SPINS


def _fits(office: Any, password: str) -> bool:
    """Whether a password is the right one; its key is loaded then."""
    try:
        if office.format == "ooxml" and office.type == "agile":
            return _fits_agile(office, password)
        office.load_key(password=password, **({"verify_password": True} if office.format == "ooxml" else {}))
    except Exception:  # noqa: BLE001 - wrong, too long, of characters that the method does not know ...
        return False
    return True


def _fits_agile(office: Any, password: str) -> bool:
    """As ``_fits``; the library derives the key before it verifies the password, which costs twice the time."""
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    names = ("passwordSalt", "passwordHashAlgorithm", "encryptedVerifierHashInput", "encryptedVerifierHashValue",
             "spinValue", "passwordKeyBits")  # fmt: skip
    if not ECMA376Agile.verify_password(password, *(office.info[name] for name in names)):
        return False
    office.load_key(password=password)
    return True


def _decrypt(office: Any, budget: Budget) -> BinaryIO:
    """The whole file without encryption, in memory."""
    if office.format == "ooxml":
        stream = office.file.openstream("EncryptedPackage")
        budget.read(stream)  # its real size, before the library holds it three times
    else:
        office.file.seek(0)
        budget.read(office.file)
        _keep_in_memory(office)
    plain = io.BytesIO()
    office.decrypt(plain)
    plain.seek(0)
    return plain


def _keep_in_memory(office: Any) -> None:
    """The library would write the decrypted document to a temporary file; what is encrypted stays off the disk."""
    import sys

    module = sys.modules[type(office).__module__]
    module.tempfile = types.SimpleNamespace(TemporaryFile=io.BytesIO)  # type: ignore[attr-defined]
