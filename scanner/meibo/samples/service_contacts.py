"""Contacts that belong to nobody: service phones, role mails, and what documentation uses as an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.samples.page import Value

if TYPE_CHECKING:
    from meibo.samples.draw import Dice


def spell_service_phone(dice: Dice) -> Value:
    """A freephone number of an organisation."""
    groups = ("0120", str(dice.between(201, 879)), str(dice.between(201, 879)))
    return Value("jp_phone", "-".join(groups), "".join(groups), None, "low")


def spell_role_mail(domain: str, role: str = "info") -> Value:
    """The mail address of a role."""
    return Value("email", f"{role}@{domain}", f"{role}@{domain}", None, "low")


def spell_dummy(detector: str, text: str, normalised: str) -> Value:
    """A published sample or placeholder."""
    return Value(detector, text, normalised, None, "low")
