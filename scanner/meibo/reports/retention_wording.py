"""How files whose time may be over are told in a language."""

from __future__ import annotations

from collections import Counter

from meibo.assessment.retention import REASONS, SOURCES, OldFile, Reason, Retention
from meibo.catalogue.language import Language
from meibo.catalogue.report import word


class RetentionFigures:
    """Counts of what was found, for the sentences around the list."""

    def __init__(self, retention: Retention) -> None:
        self.years, self.moment = retention.years, retention.moment
        self.files = self.odd_dates = self.old = self.my_numbers = 0
        self.reasons: Counter[Reason] = Counter()

    def count(self, file: OldFile) -> None:
        """Add a file of the list."""
        self.old += 1
        self.my_numbers += file.has_my_number
        self.reasons.update(sign.reason for sign in file.signs)

    def finish(self, retention: Retention) -> None:
        """Take over what was counted of all files, when they have been gone through."""
        self.files, self.odd_dates = retention.files, retention.odd_dates


def tell_retention(figures: RetentionFigures, language: Language) -> str:
    """How many there are, as a sentence."""
    key = "retention-some" if figures.old else "retention-none"
    return word(key, language, files=figures.files, old=figures.old)


def explain_retention(figures: RetentionFigures, language: Language) -> tuple[str, ...]:
    """What was looked for, and what could not be judged."""
    basis = word(
        "retention-basis", language, years=figures.years, year=figures.moment.year - figures.years - 1,
        date=figures.moment.date().isoformat(),
    )  # fmt: skip
    odd = (word("retention-odd-dates", language, count=figures.odd_dates),) if figures.odd_dates else ()
    return basis, *odd


def remind_of_law(figures: RetentionFigures, language: Language) -> tuple[str, ...]:
    """The provisions that reports remind of."""
    wanted = [source for source in SOURCES if source != "my-number-20" or figures.my_numbers]
    return tuple(word(f"source-{source}", language, count=figures.my_numbers) for source in wanted)


def name_signs(file: OldFile, language: Language) -> str:
    """Its reasons in one line, what says most first."""
    return word("list-separator", language).join(
        word(f"sign-{sign.reason}", language, years=file.years, words=sign.words) for sign in file.signs
    )


def name_reasons(figures: RetentionFigures, language: Language) -> list[tuple[str, int | str]]:
    """Files by reason."""
    return [(word(f"reason-{reason}", language), figures.reasons[reason]) for reason in REASONS]
