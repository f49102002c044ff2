"""What the name of a file promises of its format, before anything of it is read; its content decides in the end."""

from __future__ import annotations

from typing import Final

from meibo.extraction.inside import why_not_read
from meibo.extraction.registry import find_extractor
from meibo.extraction.sniffing.signatures import MEDIA, SUFFIXES
from meibo.extraction.sniffing.sniff import format_of
from meibo_connectors.names import file_name

_BY_FORMAT: Final = {
    "text": "txt text csv tsv log json jsonl ndjson xml html htm xhtml md rst sql ini cfg conf properties yaml yml "
    "toml env py pyi js ts jsx tsx java kt c h cc cpp cs vb vbs php rb pl go rs swift sh bash bat cmd ps1 css "
    "psm1 scss svg r ipynb tex srt ldif po",
    "xlsx": "xlsm xltx xltm xlam", "xls": "xlt", "docx": "docm dotx dotm", "doc": "dot",
    "pptx": "pptm ppsx ppsm potx", "ppt": "pps pot", "pdf": "ai", "eml": "mht mhtml emlx", "mbox": "mbx",
    "vcard": "vcf", "icalendar": "ics", "outlook-store": "pst ost", "access": "mdb accdb",
    "sqlite": "sqlite3 db3", "arrow": "feather", "gzip": "gz tgz", "bzip2": "bz2 tbz2", "xz": "txz", "zstd": "zst",
    "lzh": "lha", "iso9660": "iso", "compress": "z", "lzip": "lz", "pkcs7-signed": "p7m", "pkcs7-signature": "p7s",
    "jpeg": "jpg jpe", "tiff": "tif", "heic": "heif", "jpeg2000": "jp2",
    "mp4": "m4v mov 3gp", "matroska": "mkv webm", "mpeg": "mpg vob", "asf": "wmv wma", "ogg": "oga ogv opus",
    "midi": "mid", "windows-library": "dll ocx sys drv", "ichitaro": "jtd jtt", "visio": "vsd", "publisher": "pub",
    "project": "mpp", "onenote": "one", "font": "ttf otf ttc woff woff2", "windows-link": "lnk",
    "windows-event-log": "evtx", "java-class": "class", "hdf5": "h5 hdf", "numpy": "npy npz", "disk-image": "vmdk vhdx",
}  # fmt: skip
_BY_SUFFIX: Final = {
    **SUFFIXES,
    **{suffix: format_id for format_id, suffixes in _BY_FORMAT.items() for suffix in suffixes.split()},
}
_NO_PROMISE: Final = frozenset(("unknown", "ole", "key"))
"""Formats whose id, as a suffix, is also that of others."""


def suffix_of_path(path: str) -> str:
    """In lower case, without its dot; empty where the name has none."""
    name = file_name(path).lstrip(".")
    return name.rpartition(".")[2].lower() if "." in name else ""


def guess_format(suffix: str) -> str:
    """The format of files with a suffix, empty where the suffix promises none."""
    return _BY_SUFFIX.get(suffix) or (suffix if suffix in MEDIA and suffix not in _NO_PROMISE else "")


def guess_refusal(suffix: str) -> str:
    """The issue code with which such files will not be read, empty where they will, or where only content tells."""
    guessed = guess_format(suffix)
    return why_not_read(format_of(guessed)) if guessed and find_extractor(guessed) is None else ""
