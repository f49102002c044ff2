"""Which language is spoken, and looking a message up in it."""

from __future__ import annotations

from meibo.catalogue.messages import MESSAGES

TYPE_CHECKING = False  # typing itself takes longer to import than the messages
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    Language = Literal["ja", "en"]
else:
    Language = str


def choose_language(environment: Mapping[str, str]) -> Language:
    """Japanese where the locale is Japanese, English elsewhere."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "ja" if value.lower().startswith("ja") else "en"
    return "en"


def say(key: str, language: Language, /, **values: object) -> str:
    """A message of the catalogue with its values filled in."""
    japanese, english = MESSAGES[key]
    return (japanese if language == "ja" else english).format(**values)
