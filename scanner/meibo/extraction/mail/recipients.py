"""Who outside of the organisation gets a message; mis-sent mail is the commonest leak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.model import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MANY_RECIPIENTS = 10
"""So many external addresses that see each other are a list that should have been in Bcc."""


def judge_recipients(
    sender: str, recipients: Sequence[tuple[str, str]], own_domains: Sequence[str]
) -> Iterator[Notice]:
    """``many-recipients`` and ``outside-recipients`` with their number, where there are any.

    ``recipients`` are roles (``to``, ``cc``, ``bcc``) and addresses. Without own domains the sender's is own; without
    a sender nobody is known to be outside.
    """
    own = own_domains or tuple(filter(None, [_domain_of(sender)]))
    if not own:
        return
    visible = _find_outside((address for role, address in recipients if role != "bcc"), own)
    if len(visible) >= MANY_RECIPIENTS:
        yield Notice("many-recipients", len(visible))
    if outside := _find_outside((address for _, address in recipients), own):
        yield Notice("outside-recipients", len(outside))


def _find_outside(addresses: Iterable[str], own: Sequence[str]) -> set[str]:
    """The addresses whose domain is neither own nor below an own one, each once."""
    outside = set()
    for address in addresses:
        domain = _domain_of(address)
        if domain and not any(domain == each or domain.endswith("." + each) for each in own):
            outside.add(address.strip().lower())
    return outside


def _domain_of(address: str) -> str:
    return address.rpartition("@")[2].strip(" >.").lower() if "@" in address else ""
