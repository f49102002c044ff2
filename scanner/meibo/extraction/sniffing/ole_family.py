"""Which format an OLE container ([MS-CFB]) holds, told by the names in its root storage."""

from __future__ import annotations

from typing import BinaryIO

_MARKS = (
    # how the name of a stream or storage in the root begins (NUL ends it), format; the first that is found counts
    ("EncryptedPackage\0", "encrypted-office"),
    ("WordDocument\0", "doc"),
    ("Workbook\0", "xls"),
    ("Book\0", "xls"),
    ("PowerPoint Document\0", "ppt"),
    ("PP40\0", "ppt"),
    ("__nameid_version1.0", "msg"),
    ("__properties_version1.0", "msg"),
    ("__substg1.0_", "msg"),
    ("JSRV_", "ichitaro"),
    ("DocumentViewStyles", "ichitaro"),
    ("HwpSummaryInformation", "hwp"),
    ("VisioDocument\0", "visio"),
    ("Quill\0", "publisher"),
    ("Catalog\0", "thumbnails"),
)
_CLASSES = {
    "000C1084-0000-0000-C000-000000000046": "msi",
    "000C1086-0000-0000-C000-000000000046": "msi",
    "000C1082-0000-0000-C000-000000000046": "msi",
}
_SUFFIXES = {
    **dict.fromkeys(("doc", "dot"), "doc"),
    **dict.fromkeys(("xls", "xlt", "xla"), "xls"),
    **dict.fromkeys(("ppt", "pps", "pot"), "ppt"),
    **dict.fromkeys(("msg", "oft"), "msg"),
    **dict.fromkeys(("msi", "msp"), "msi"),
    **dict.fromkeys(("jtd", "jtdc", "jtt", "jttc"), "ichitaro"),
    "vsd": "visio",
    "mpp": "project",
    "pub": "publisher",
    "hwp": "hwp",
    **dict.fromkeys(("docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "xlsb"), "encrypted-office"),
}
"""What the name of the file tells where the names inside tell nothing."""
_HEAD_BYTES = 1 << 16
_CONTROLS = "".join(map(chr, range(32)))


def tell_ole(stream: BinaryIO, suffix: str) -> str:
    """The format of an OLE file, ``ole`` where nothing tells it; ``suffix`` has no dot."""
    class_id, names = _read_root(stream)
    if class_id in _CLASSES:
        return _CLASSES[class_id]
    shown = names or _list_in_head(stream)
    for mark, format_id in _MARKS:
        if any(name.startswith(mark) for name in shown):
            return format_id
    return _SUFFIXES.get(suffix, "ole")


def _read_root(stream: BinaryIO) -> tuple[str, list[str]]:
    """Class and names of the root storage; names without the control character they may begin with, NUL behind them."""
    import olefile

    stream.seek(0)
    try:
        root = olefile.OleFileIO(stream).root
        return root.clsid, [kid.name.lstrip(_CONTROLS) + "\0" for kid in root.kids]
    except Exception:  # noqa: BLE001 - what is damaged is told by what can be seen; its own reader says that it is damaged
        return "", []


def _list_in_head(stream: BinaryIO) -> list[str]:
    """The marks that stand in the first bytes, where the directory cannot be read."""
    stream.seek(0)
    head = stream.read(_HEAD_BYTES)
    return [mark for mark, _ in _MARKS if mark.encode("utf-16-le") in head]
