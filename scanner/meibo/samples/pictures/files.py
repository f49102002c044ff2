"""The pictures of a share: what people scan, photograph and receive by fax, in the formats that it is kept in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from meibo.samples.draft import Line
from meibo.samples.draw import Dice
from meibo.samples.page import Mark, PageLocation
from meibo.samples.pictures.canvas import Easel
from meibo.samples.pictures.distort import CONDITIONS
from meibo.samples.pictures.pages import draw_page
from meibo.samples.pictures.save import SAVERS, save_turned_jpeg
from meibo.samples.spelling import spell_name
from meibo.samples.writers.docx import write_docx
from meibo.samples.writers.model import File, Picture, Properties, Sheet, TextDocument, Workbook, Written
from meibo.samples.writers.xlsx import write_xlsx
from meibo.samples.writers.zip_file import write_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL import Image

    from meibo.samples.people import Cast
    from meibo.samples.pictures.fonts import Faces


class Shot(NamedTuple):
    """One picture of a file."""

    kind: str
    condition: str
    dpi: int = 300

    @property
    def group(self) -> str:
        """Its name in the answer key; faxes and photographs have a resolution of their own."""
        if self.condition in ("fax", "fine-fax", "photographed"):
            return f"{self.kind} {self.condition}"
        return f"{self.kind} {self.dpi} dpi" + ("" if self.condition == "clean" else f" {self.condition}")


class PictureFile(NamedTuple):
    """One file of the share; its suffix tells its format."""

    path: str
    """Relative to the share, ``/``-separated."""
    shots: tuple[Shot, ...]
    """Its pages; of an archive, one file each."""
    is_roster: bool = False
    """Everybody in it has a record of their own, with a name."""
    is_turned: bool = False
    """Viewers turn it by a quarter, as it tells them to."""


_PROOFS: Final = "人事部/本人確認書類"
_SCANS: Final = "総務部/スキャン"
_FAXES: Final = "受付/FAX"
_PORTRAITS: Final = "人事部/証明写真"

PICTURE_FILES: Final = (
    PictureFile(f"{_PROOFS}/運転免許証_01.jpg", (Shot("licence", "scanned"),)),
    PictureFile(f"{_PROOFS}/IMG_2041.jpg", (Shot("licence", "photographed"),), is_turned=True),
    PictureFile(f"{_PROOFS}/IMG_2042.jpg", (Shot("my-number-back", "photographed"),)),
    PictureFile(f"{_PROOFS}/IMG_2043.jpg", (Shot("passport", "photographed"),)),
    PictureFile(f"{_PROOFS}/マイナンバーカード_表.png", (Shot("my-number-front", "clean"),)),
    PictureFile(f"{_PROOFS}/マイナンバーカード_裏.png", (Shot("my-number-back", "clean"),)),
    PictureFile(f"{_PROOFS}/通知カード.bmp", (Shot("my-number-notice", "scanned"),)),
    PictureFile(
        f"{_PROOFS}/本人確認書類_写し.pdf", (Shot("licence-copy", "scanned"), Shot("my-number-copy", "scanned"))
    ),
    PictureFile(f"{_PORTRAITS}/社員証用_01.jpg", (Shot("portrait", "clean"),)),
    PictureFile(f"{_PORTRAITS}/社員証用_02.png", (Shot("portrait", "clean", 400),)),
    PictureFile(f"{_PORTRAITS}/社員証用_03.jpg", (Shot("portrait", "scanned"),)),
    PictureFile("人事部/外国人社員/在留カード_写し.webp", (Shot("residence", "scanned"),)),
    PictureFile("人事部/外国人社員/旅券_写し.png", (Shot("passport", "clean"),)),
    PictureFile("人事部/採用/提出書類.xlsx", (Shot("licence", "clean"),)),
    PictureFile("総務部/社会保険/保険証_写し.gif", (Shot("insurance", "scanned"),)),
    PictureFile("総務部/社会保険/資格確認書の提出.docx", (Shot("confirmation", "clean"),)),
    PictureFile(f"{_SCANS}/SCAN_0001.pdf", (Shot("form", "scanned", 200), Shot("letter", "scanned", 200))),
    PictureFile(
        f"{_SCANS}/SCAN_0002.tif", (Shot("roster", "scanned"), Shot("contact-list", "scanned")), is_roster=True
    ),
    PictureFile(f"{_SCANS}/SCAN_0003.jpg", (Shot("roster", "turned-90", 150),), is_roster=True),
    PictureFile(f"{_SCANS}/SCAN_0004.jpg", (Shot("contact-list", "turned-180", 150),), is_roster=True),
    PictureFile(f"{_SCANS}/SCAN_0005.jpg", (Shot("form", "turned-270", 150),)),
    PictureFile(f"{_SCANS}/SCAN_0006.jpg", (Shot("form", "skewed", 150),)),
    PictureFile(f"{_SCANS}/名簿_撮影.jpg", (Shot("roster", "photographed", 150),), is_roster=True),
    PictureFile(f"{_FAXES}/FAX_20260511_01.tif", (Shot("form", "fax"),)),
    PictureFile(f"{_FAXES}/FAX_20260512_02.tif", (Shot("contact-list", "fine-fax"), Shot("letter", "fine-fax"))),
    PictureFile("広報/集合写真.jpg", (Shot("group", "clean", 200),)),
    PictureFile("広報/会社周辺の風景.jpg", (Shot("landscape", "clean", 200),)),
    PictureFile("退職者/本人確認書類.zip", (Shot("licence-copy", "scanned", 150), Shot("my-number-back", "scanned"))),
)
"""Every file, folder by folder."""


def make_files(cast: Cast, seed: int, faces: Faces) -> Iterator[tuple[str, bool, Written]]:
    """Each file with its path, and whether it is a roster."""
    for file in PICTURE_FILES:
        suffix = file.path.rpartition(".")[2]
        dice = Dice("picture", seed, file.path)
        drawn = [_draw(shot, page, cast, dice, faces) for page, shot in enumerate(file.shots, 1)]
        images, marks = [image for image, _ in drawn], [mark for _, own in drawn for mark in own]
        if suffix in _HOLDERS:
            written = _HOLDERS[suffix](drawn, cast)
        else:
            save = save_turned_jpeg if file.is_turned else SAVERS[suffix]
            written = Written(save(images), tuple(marks))
        yield file.path, file.is_roster, written


def _draw(shot: Shot, page: int, cast: Cast, dice: Dice, faces: Faces) -> tuple[Image.Image, tuple[Mark, ...]]:
    drawn = draw_page(shot.kind, Easel(shot.dpi, faces), cast, dice)
    place = PageLocation(page)
    marks = (Mark(field.part, place, field=field.label, group=shot.group) for field in drawn.fields)
    return CONDITIONS[shot.condition](drawn.image, dice), tuple(marks)


Drawn = list[tuple["Image.Image", tuple[Mark, ...]]]


def _embed(drawn: Drawn) -> Picture:
    image, marks = drawn[0]
    across, down = image.info["dpi"]
    return Picture(SAVERS["png"]([image]), (image.width / across * 25.4, image.height / down * 25.4), marks)


def _write_document(drawn: Drawn, cast: Cast) -> Written:
    lines = (Line(("資格確認書の提出について",)), Line(("下記のとおり、写しを提出します。",)))
    return write_docx(
        TextDocument(lines, Properties("資格確認書の提出", spell_name(cast.staff[0])), picture=_embed(drawn))
    )


def _write_workbook(drawn: Drawn, cast: Cast) -> Written:
    lines = (Line(("提出書類",)), Line(("運転免許証（写）",)))
    sheet = Sheet("提出書類", lines, picture=_embed(drawn))
    return write_xlsx(Workbook((sheet,), Properties("提出書類", spell_name(cast.staff[0]))))


def _write_archive(drawn: Drawn, _cast: Cast) -> Written:
    """One photograph for each; all begin with their first page."""
    files = [
        File(f"本人確認書類/{at:02}.jpg", Written(SAVERS["jpg"]([image]), tuple(_turn_to_first(marks))))
        for at, (image, marks) in enumerate(drawn, 1)
    ]
    return write_zip(files)


def _turn_to_first(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    for mark in marks:
        yield Mark(mark.part, PageLocation(1), field=mark.field, group=mark.group)


_HOLDERS: Final[dict[str, Callable[[Drawn, Cast], Written]]] = {
    "docx": _write_document,
    "xlsx": _write_workbook,
    "zip": _write_archive,
}
"""Formats that hold pictures beside other things."""
