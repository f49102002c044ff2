"""How copies of rosters are told in a language."""

from __future__ import annotations

from meibo.assessment.families import Likeness
from meibo.assessment.person_overlap import ALIKE, LARGEST_RATIO, LEAST_PEOPLE
from meibo.catalogue.language import Language
from meibo.catalogue.report import word


def tell_copies(families: int, files: int, language: Language) -> str:
    """How many there are, as a sentence."""
    return word("copies-some" if families else "copies-none", language, families=families, files=files)


def name_likeness(likeness: Likeness, language: Language) -> str:
    """What makes files copies of each other."""
    return word(f"likeness-{likeness}", language)


def explain_copies(language: Language) -> tuple[str, ...]:
    """What counts as a copy, and which is the one to keep."""
    percent = round(ALIKE * 100)
    return (
        word("note-copies-likeness", language, percent=percent, ratio=LARGEST_RATIO, least=LEAST_PEOPLE),
        word("note-copies-kept", language),
    )
