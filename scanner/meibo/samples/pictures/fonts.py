"""Finds a Japanese font on this machine, since none comes along."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

GOTHIC_FILES: Final = (
    *("NotoSansCJK-Regular.ttc", "NotoSansCJKjp-Regular.otf", "NotoSansJP-Regular.otf", "NotoSansJP-Regular.ttf"),
    *("NotoSansJP-VF.ttf", "ipaexg.ttf", "ipag.ttf", "TakaoExGothic.ttf", "TakaoGothic.ttf", "VL-Gothic-Regular.ttf"),
    *("msgothic.ttc", "YuGothR.ttc", "YuGothM.ttc", "meiryo.ttc", "ヒラギノ角ゴシック W3.ttc", "HiraginoSans-W3.ttc"),
    "ヒラギノ角ゴ ProN W3.otf",
)
"""What print and cards are set in; the first that is there is used. The first face of a collection is Japanese."""
MINCHO_FILES: Final = (
    *("NotoSerifCJK-Regular.ttc", "NotoSerifCJKjp-Regular.otf", "NotoSerifJP-Regular.otf", "NotoSerifJP-VF.ttf"),
    *("ipaexm.ttf", "ipam.ttf", "TakaoExMincho.ttf", "TakaoMincho.ttf", "msmincho.ttc", "yumin.ttf"),
    *("ヒラギノ明朝 ProN.ttc", "ヒラギノ明朝 ProN W3.otf"),
)
"""What letters and forms are set in; where there is none, gothic."""


class MissingError(RuntimeError):
    """Pictures cannot be drawn here; ``missing`` is ``pillow`` or ``font``."""

    def __init__(self, missing: str) -> None:
        super().__init__(missing)
        self.missing = missing


class Faces(msgspec.Struct, frozen=True):
    """The fonts that are used, by their files."""

    gothic: Path
    mincho: Path


def find_faces() -> Faces:
    """The fonts of this machine.

    Raises:
        MissingError: when Pillow or a Japanese font is missing.
    """
    try:
        import PIL.Image  # noqa: F401  # only asked whether it is there
    except ImportError:
        raise MissingError("pillow") from None
    found = {unicodedata.normalize("NFC", path.name): path for path in _list_fonts()}
    gothic = next((found[name] for name in GOTHIC_FILES if name in found), None)
    mincho = next((found[name] for name in MINCHO_FILES if name in found), None)
    any_face = gothic or mincho
    if any_face is None:
        raise MissingError("font")
    return Faces(gothic or any_face, mincho or any_face)


def _list_fonts() -> Iterator[Path]:
    """Every file below the folders of fonts; macOS writes the names of its files decomposed."""
    for folder in _list_folders():
        for parent, folders, names in os.walk(folder):
            folders.sort()
            yield from (Path(parent, name) for name in sorted(names))


def _list_folders() -> Iterator[Path]:
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("LOCALAPPDATA", home), "Microsoft", "Windows", "Fonts")
        yield Path(os.environ.get("WINDIR", "C:\\Windows"), "Fonts")
    elif sys.platform == "darwin":
        yield from (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    else:
        yield from (home / ".fonts", home / ".local/share/fonts", Path("/usr/local/share/fonts"))
        yield Path("/usr/share/fonts")
