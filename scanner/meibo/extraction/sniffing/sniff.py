"""What a file is, by its first bytes; then, for containers, by their directory; its name only helps where these end."""

from __future__ import annotations

import functools
import re
from typing import BinaryIO

import msgspec

from meibo.extraction.model import HEAD_BYTES
from meibo.extraction.sniffing.mail_head import tell_mail
from meibo.extraction.sniffing.ole_family import tell_ole
from meibo.extraction.sniffing.program_end import find_archive
from meibo.extraction.sniffing.shapes import is_cpio, is_dbase, is_old_tar, tell_der
from meibo.extraction.sniffing.signatures import BRANDS, MEDIA, SIGNATURES, SUFFIXES, WORDS
from meibo.extraction.sniffing.zip_family import tell_zip
from meibo.extraction.text.encoding import decide


class Format(msgspec.Struct, frozen=True):
    """A file format."""

    id: str
    """``text``, ``empty``, ``zip``, ``pdf`` ...; ``unknown`` where nothing fits, or a MIME type."""
    media: str
    """``text``, ``document``, ``archive``, ``image``, ``audio``, ``video``, ``database``, ``program``, ``encrypted``,
    ``metadata`` or ``other``."""


_NO_TEXT_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WORD_REACH_BYTES = 64
_LETTERS = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\xef")
_ZERO = 0x30
"""With this digit begin cpio archives and ASN.1."""
_UNKNOWN = "unknown"
_PROGRAM = "windows-program"
_LIBRARIES = ("dll", "ocx", "sys", "drv", "cpl", "mui")
"""Suffixes of programs that nobody starts, and that no archive is put into."""
_VOLUME = re.compile(r"\d{3}|[zr]\d\d")
"""Suffixes of archives that were cut into several files: .zip.002, .z02, .r02."""
_LATE_BYTES = 1_024
_LATE_PDF = re.compile(rb"%PDF-[12]\.\d[\s\S]{1,1000}?\d \d+ obj\b")
"""Readers accept other bytes before the header of a PDF: of a printer, or of the web server that it came from."""


def sniff(head: bytes, name: str) -> Format:
    """The format of a file that begins with ``head`` (HEAD_BYTES of it, or the whole file).

    Of a container only the kind is told: ``zip`` or ``ole``. Which format it holds is asked of ``look_inside``.
    """
    if not head:
        return format_of("empty")
    first = head[0]
    for offset, magic, format_id in _by_first_byte()[first]:
        if head.startswith(magic, offset):
            return format_of(_refine(format_id, head))
    if first in _LETTERS and (mail := tell_mail(head, _suffix_of(name))) is not None:
        return format_of(mail)
    if first == _ZERO and is_cpio(head):
        return format_of("cpio")
    if _NO_TEXT_BYTES.search(head, 0, _WORD_REACH_BYTES):
        found = _tell_binary(head, name)
        if found is not None:
            return format_of(found)
    if not head.strip(b"\0"):
        return format_of("zeros")
    if head.find(b"%PDF-", 0, _LATE_BYTES) > 0 and _LATE_PDF.search(head, 0, 2 * _LATE_BYTES):
        return format_of("pdf")
    if decide(head):
        return format_of("text")
    suffix = _suffix_of(name)
    return format_of("archive-volume" if _VOLUME.fullmatch(suffix) else SUFFIXES.get(suffix, _UNKNOWN))


def is_undecided(kind: Format) -> bool:
    """Whether ``look_inside`` may tell the format more exactly."""
    return kind.id in ("zip", "ole", _PROGRAM, _UNKNOWN)


def look_inside(kind: Format, stream: BinaryIO, name: str) -> Format:
    """The format of a file of a container's family as its directory tells it; any other as it was told already.

    What nothing told is asked of libmagic, where it is installed. The stream is left at its beginning.
    """
    if kind.id == "zip":
        kind = format_of(tell_zip(stream, _suffix_of(name)))
    elif kind.id == "ole":
        kind = format_of(tell_ole(stream, _suffix_of(name)))
    elif kind.id == _PROGRAM and find_archive(stream) is not None:
        kind = format_of("self-extractor")
    elif kind.id == _UNKNOWN:
        stream.seek(0)
        kind = _ask_libmagic(stream.read(HEAD_BYTES))
    stream.seek(0)
    return kind


@functools.cache
def format_of(format_id: str) -> Format:
    """A format by its id."""
    of_mime_type = format_id.partition("/")[0] if format_id.startswith(("image/", "audio/", "video/")) else "other"
    return Format(format_id, MEDIA.get(format_id, of_mime_type))


@functools.cache
def _by_first_byte() -> tuple[tuple[tuple[int, bytes, str], ...], ...]:
    """The signatures that a file with each first byte can have, in their order."""
    return tuple(tuple(row for row in SIGNATURES if row[0] or row[1][0] == first) for first in range(256))


def _refine(format_id: str, head: bytes) -> str:
    """The member of a family whose formats share a signature."""
    for family, mark, member_id in BRANDS:
        if family == format_id and mark in head[:_WORD_REACH_BYTES]:
            return member_id
    return format_id


def _tell_binary(head: bytes, name: str) -> str | None:
    """The format of a file that begins with bytes which no text holds."""
    for offset, magic, format_id in WORDS:
        if head.startswith(magic, offset):
            is_library = format_id == _PROGRAM and _suffix_of(name) in _LIBRARIES
            return "windows-library" if is_library else _refine(format_id, head)
    if head[0] == _ZERO and (der := tell_der(head)) is not None:
        return der
    if is_old_tar(head):
        return "tar"
    return "dbf" if _suffix_of(name) == "dbf" and is_dbase(head) else None


def _suffix_of(name: str) -> str:
    """Without its dot, in lower case."""
    return name.rpartition(".")[2].lower() if "." in name else ""


_MIME_TYPE = re.compile(r"[a-z]{4,11}/[a-z0-9][a-z0-9.+-]{1,60}")
_SAYS_NOTHING = ("application/octet-stream", "text/plain")


def _ask_libmagic(head: bytes) -> Format:
    """A format under its MIME type; its description is not asked for, since it quotes what stands in the file."""
    magic = load_libmagic()
    if magic is None:
        return format_of(_UNKNOWN)
    try:
        answer = _MIME_TYPE.fullmatch(magic.from_buffer(head))  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001 - it only names what is not read
        answer = None
    if answer is None or answer[0] in _SAYS_NOTHING:
        return format_of(_UNKNOWN)
    return format_of(answer[0])


@functools.cache
def load_libmagic() -> object:
    """What asks libmagic, None where it is not installed.

    It is looked for with the help of other programs: a process that will not be able to start one calls this before.
    """
    try:
        import magic

        return magic.Magic(mime=True)
    except Exception:  # noqa: BLE001 - python-magic raises ImportError or its own, by what is missing
        return None
