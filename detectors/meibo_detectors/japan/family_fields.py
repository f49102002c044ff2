"""Fields of a person's family, where names stand as well as kinships, numbers or a plain yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meibo_detectors.dictionaries.word_table import table_of_words

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets
    from meibo_detectors.text import Text

FAMILY_NAMES: Final = (
    "扶養", "扶養親族", "扶養家族", "扶養者", "被扶養者", "控除対象扶養親族", "配偶者", "家族構成", "家族", "家族状況", "家族関係", "同居家族", "世帯員",
    "dependents", "dependants", "family members",
)  # fmt: skip
"""No labels of any detector, for a label would speak against what else may stand there."""


def find_family_fields(text: Text) -> Offsets:
    """Indices of the fields that are named so, with a number behind the name or without (扶養親族, 扶養親族1), ascending."""
    named = text.fields_named(table_of_words(FAMILY_NAMES), without_number=True)
    return named[text.fields.label[named] < 0]
