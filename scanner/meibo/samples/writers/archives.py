"""Archives of Unix (POSIX pax) and single files in compressed form."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import tarfile
from typing import TYPE_CHECKING, Final

from meibo.samples.writers.model import WRITTEN_AT, Written, enclose

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from meibo.samples.writers.model import File

_AT: Final = int(WRITTEN_AT.timestamp())


def write_tar(files: Sequence[File]) -> Written:
    """An archive of files, which lead to their values."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for file in files:
            entry = tarfile.TarInfo(file.name)
            entry.size, entry.mtime = len(file.written.content), _AT
            archive.addfile(entry, io.BytesIO(file.written.content))
    return Written(content.getvalue(), enclose(files))


def compress(method: str, file: File) -> Written:
    """A file in compressed form: ``gz``, ``bz2``, ``xz`` or ``zst``."""
    return Written(_METHODS[method](file.written.content), enclose((file,)))


def _compress_zstd(content: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.compress(content)


_METHODS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gz": lambda content: gzip.compress(content, mtime=_AT),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": _compress_zstd,
}
