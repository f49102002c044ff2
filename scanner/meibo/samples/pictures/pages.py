"""Every kind of picture, drawn upright and clean; :mod:`~meibo.samples.pictures.distort` makes them look handled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from meibo.samples.draw import Dice
from meibo.samples.people import make_cast
from meibo.samples.pictures.canvas import Easel
from meibo.samples.pictures.cards.insurance import draw_confirmation, draw_insurance_card
from meibo.samples.pictures.cards.licence import draw_licence
from meibo.samples.pictures.cards.my_number import draw_back, draw_front, draw_notice
from meibo.samples.pictures.cards.passport import draw_passport
from meibo.samples.pictures.cards.residence import draw_residence_card
from meibo.samples.pictures.contact_list import draw_contact_list
from meibo.samples.pictures.copies import draw_licence_copy, draw_my_number_copy
from meibo.samples.pictures.distort import CONDITIONS
from meibo.samples.pictures.fonts import find_faces
from meibo.samples.pictures.form import draw_form
from meibo.samples.pictures.letter import draw_letter
from meibo.samples.pictures.model import DrawnPage
from meibo.samples.pictures.photographs import draw_group, draw_landscape, draw_staff_portrait
from meibo.samples.pictures.roster import draw_roster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from meibo.samples.people import Cast
    from meibo.samples.pictures.canvas import Canvas

    Draw = Callable[[Easel, Cast, Dice], Canvas]

PAGES: Final[dict[str, Draw]] = {
    "roster": draw_roster,
    "form": draw_form,
    "contact-list": draw_contact_list,
    "letter": draw_letter,
    "licence-copy": draw_licence_copy,
    "my-number-copy": draw_my_number_copy,
}
CARDS: Final[dict[str, Draw]] = {
    "licence": draw_licence,
    "my-number-front": draw_front,
    "my-number-back": draw_back,
    "my-number-notice": draw_notice,
    "residence": draw_residence_card,
    "insurance": draw_insurance_card,
    "confirmation": draw_confirmation,
    "passport": draw_passport,
}
PHOTOGRAPHS: Final[dict[str, Draw]] = {
    "portrait": draw_staff_portrait,
    "group": draw_group,
    "landscape": draw_landscape,
}
"""Nothing is written on them."""
KINDS: Final = {**PAGES, **CARDS, **PHOTOGRAPHS}
"""What can be drawn, by the name of its kind."""
_PERSONS: Final = 80
"""Whom :func:`draw_pages` draws from."""


def draw_pages(seed: int, dpi: int = 300) -> Iterator[DrawnPage]:
    """One picture of each kind; the same values at any resolution.

    Raises:
        MissingError: when Pillow or a Japanese font is missing.
    """
    easel = Easel(dpi, find_faces())
    cast = make_cast(Dice("cast", seed), _PERSONS)
    for kind in KINDS:
        yield draw_page(kind, easel, cast, Dice("picture", seed, kind))


def draw_page(kind: str, easel: Easel, cast: Cast, dice: Dice) -> DrawnPage:
    """One picture of a kind."""
    canvas = KINDS[kind](easel, cast, dice)
    return DrawnPage(f"{kind}-{easel.dpi}dpi", kind, canvas.image, tuple(canvas.fields))


def draw_conditions(seed: int, dpi: int = 300, kinds: Iterable[str] = tuple(KINDS)) -> Iterator[DrawnPage]:
    """Each kind of picture in each of :data:`~meibo.samples.pictures.distort.CONDITIONS`, named ``kind-dpi-condition``.

    Raises:
        MissingError: when Pillow or a Japanese font is missing.
    """
    easel = Easel(dpi, find_faces())
    cast = make_cast(Dice("cast", seed), _PERSONS)
    for kind in kinds:
        page = draw_page(kind, easel, cast, Dice("picture", seed, kind))
        for condition, distort in CONDITIONS.items():
            image = distort(page.image, Dice("condition", seed, kind, condition))
            yield replace(page, name=f"{page.name}-{condition}", image=image)
