"""Recipients outside of the organisation are counted."""

from __future__ import annotations

import pytest

from meibo.extraction.mail.recipients import judge_recipients
from meibo.extraction.model import Notice

SENDER = "hana@example.co.jp"


def name_people(count: int, role: str = "to", domain: str = "example.com") -> list[tuple[str, str]]:
    """So many recipients of a role."""
    return [(role, f"p{number}@{domain}") for number in range(count)]


@pytest.mark.parametrize(
    ("recipients", "own", "expected"),
    [
        (name_people(9), (), [("outside-recipients", 9)]),
        (name_people(10), (), [("many-recipients", 10), ("outside-recipients", 10)]),
        (name_people(5) + name_people(5, "cc", "a.example"), (), [("many-recipients", 10), ("outside-recipients", 10)]),
        (name_people(30, "bcc"), (), [("outside-recipients", 30)]),
        (name_people(30, domain="example.co.jp"), (), []),
        (name_people(30, domain="sales.Example.CO.JP"), (), []),
        (name_people(2, domain="notexample.co.jp"), (), [("outside-recipients", 2)]),
        (name_people(3) * 5, (), [("outside-recipients", 3)]),
        (name_people(12), ("example.com",), []),
        (name_people(9, domain="example.co.jp"), ("example.com",), [("outside-recipients", 9)]),
        ([("to", "no address")], (), []),
    ],
)  # fmt: skip
def test_counts(recipients: list[tuple[str, str]], own: tuple[str, ...], expected: list[tuple[str, int]]) -> None:
    """Ten in To and Cc see each other; subdomains are own; without own domains the sender's is."""
    found = list(judge_recipients(SENDER, recipients, own))
    assert found == [Notice(code, count) for code, count in expected]


def test_without_a_sender_nobody_is_outside() -> None:
    """A draft that is from nobody says nothing about others."""
    assert list(judge_recipients("", name_people(20), ())) == []
