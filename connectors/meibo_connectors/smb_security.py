"""Who owns a file and who can read it, told from its security descriptor.

What is said is the widest that can be true: a refusal narrows it only where it surely covers those who were granted.
Entries are weighed in order, as [MS-DTYP] 2.5.3.2 has it. Not seen here: the permissions of the share, who belongs to
a group, what conditions say, and who could grant it to themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from meibo_connectors.model import Access, Audience
from meibo_connectors.smb_descriptor import Ace, DamagedError, parse
from meibo_connectors.smb_sids import Reach, covers, name_of, reach_of

SHOWN_NAMES: Final = 4
SHOWN_CHARS: Final = 64
"""Of each name; both keep a source short."""

NameSids = Callable[[Iterable[str]], Mapping[str, str]]
"""Names of identifiers, as far as they are known."""


def name_well_known(sids: Iterable[str]) -> dict[str, str]:
    """The names of those that mean the same everywhere."""
    return {sid: name for sid in sids if (name := name_of(sid))}


def read_security(descriptor: bytes, name_sids: NameSids = name_well_known) -> tuple[str, Access]:
    """The owner, and who can read; never raises. What can't be made out is unknown, with the reason as source."""
    try:
        owner, aces = parse(descriptor)
    except DamagedError as error:
        return "", Access(Audience.UNKNOWN, f"security descriptor: {error}")
    if aces is None:
        names = name_sids([owner] if owner else [])
        return _shorten(names.get(owner, owner)), Access(Audience.EVERYONE, "DACL: none, which grants all")
    found = _weigh(aces, owner)
    names = name_sids({owner, *found.readers, *found.refused, *found.perhaps} - {""})
    parts = [f"DACL: {_list(found.readers, names) or 'nobody'}"]
    if found.refused:
        parts.append(f"not {_list(found.refused, names)}")
    if found.perhaps:
        parts.append(f"conditional: {_list(found.perhaps, names)}")
    return _shorten(names.get(owner, owner)), Access(found.audience, "; ".join(parts))


class _Found(NamedTuple):
    audience: Audience
    readers: tuple[str, ...]
    """Those who make the audience as wide as it is, in the order of the list."""
    refused: tuple[str, ...]
    """Those who are refused although somebody wider, named later, is granted."""
    perhaps: tuple[str, ...]
    """Those who are granted on a condition."""


def _weigh(aces: Iterable[Ace], owner: str) -> _Found:
    refused: list[str] = []
    readers: dict[str, tuple[str, ...]] = {}
    perhaps: list[str] = []
    for ace in aces:
        if not ace.allows:
            if ace.is_certain:  # else it may not hold for anybody
                refused.append(ace.sid)
        elif _audience_of(ace.sid, owner) and not any(covers(sid, ace.sid) for sid in refused):
            if ace.is_certain:
                readers.setdefault(ace.sid, tuple(refused))
            else:
                perhaps.append(ace.sid)
    audience = _widest(readers, owner)
    shown = tuple(sid for sid in readers if _audience_of(sid, owner) == audience)
    before = set.intersection(*(set(readers[sid]) for sid in shown)) if shown else set()
    if _RANK[_widest(perhaps, owner)] > _RANK[audience]:
        audience = Audience.UNKNOWN
    return _Found(
        audience,
        shown,
        tuple(dict.fromkeys(sid for sid in refused if sid in before and audience is not Audience.OWNER)),
        tuple(sid for sid in dict.fromkeys(perhaps) if sid not in readers),
    )


_RANK: Final = {Audience.OWNER: 0, Audience.GROUPS: 1, Audience.EVERYONE: 2}


def _audience_of(sid: str, owner: str) -> Audience | None:
    """Who can read when only this one is granted; None where that helps nobody."""
    reach = reach_of(sid)
    if reach is Reach.NOBODY:
        return None
    if reach is Reach.ALL:
        return Audience.EVERYONE
    return Audience.OWNER if sid == owner or reach is Reach.KEEPERS else Audience.GROUPS


def _widest(sids: Iterable[str], owner: str) -> Audience:
    audiences = (_audience_of(sid, owner) for sid in sids)
    return max((a for a in audiences if a), key=_RANK.__getitem__, default=Audience.OWNER)


def _list(sids: Iterable[str], names: Mapping[str, str]) -> str:
    """The names, as many as a source may hold."""
    shown = [_shorten(names.get(sid, sid)) for sid in sids]
    more = len(shown) - SHOWN_NAMES
    return ", ".join(shown[:SHOWN_NAMES]) + (f", {more} more" if more > 0 else "")


def _shorten(name: str) -> str:
    """A name of bounded length without characters that would disturb a line; servers send what they like."""
    printable = "".join(char if char.isprintable() else "\ufffd" for char in name)
    return printable if len(printable) <= SHOWN_CHARS else printable[: SHOWN_CHARS - 1] + "…"
