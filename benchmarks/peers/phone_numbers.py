"""phonenumbers: its matcher, and its test of one number, both for Japan."""

from __future__ import annotations

from importlib.metadata import version

from peers import Judge


def open_judges() -> list[Judge]:
    """Two ways to use it: finding a valid number in a text, and parsing a value that is known to be one."""
    import phonenumbers

    def is_found(value: str) -> bool:
        return any(True for _ in phonenumbers.PhoneNumberMatcher(value, "JP"))

    def is_valid(value: str) -> bool:
        try:
            return phonenumbers.is_valid_number(phonenumbers.parse(value, "JP"))
        except phonenumbers.NumberParseException:
            return False

    release = version("phonenumbers")
    return [
        Judge("phonenumbers matcher", release, "jp_phone", is_found),
        Judge("phonenumbers is_valid", release, "jp_phone", is_valid),
    ]
