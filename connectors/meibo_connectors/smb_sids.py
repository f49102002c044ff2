"""Security identifiers that mean the same on every machine: their names, and how far each reaches.

Source: [MS-DTYP] 2.4.2.4 "Well-Known SID Structures"; S-1-22 is Samba's own, for the users and groups of Unix.
"""

from __future__ import annotations

import enum
from typing import Final

EVERYONE: Final = "S-1-1-0"
NETWORK: Final = "S-1-5-2"
ANONYMOUS: Final = "S-1-5-7"
AUTHENTICATED_USERS: Final = "S-1-5-11"


class Reach(enum.Enum):
    """Whom an identifier stands for, where a list of readers names it."""

    ALL = enum.auto()
    """Whoever can log in, or needs no login: nobody decided who belongs to it."""
    NAMED = enum.auto()
    """Users or groups that somebody chose."""
    KEEPERS = enum.auto()
    """The system, its services and administrators, who read everything anyway."""
    NOBODY = enum.auto()
    """Stands for no user who opens a file over the network, such as a placeholder for heirs."""


ALL, NAMED, KEEPERS, NOBODY = Reach

_WELL_KNOWN: Final[dict[str, tuple[str, Reach]]] = {
    "S-1-0-0": ("NULL SID", NOBODY),
    "S-1-1-0": ("Everyone", ALL),
    "S-1-2-0": ("LOCAL", NAMED),  # from here to the next: who sits at the server itself
    "S-1-2-1": ("CONSOLE LOGON", NAMED),
    "S-1-3-0": ("CREATOR OWNER", NOBODY),
    "S-1-3-1": ("CREATOR GROUP", NOBODY),
    "S-1-3-2": ("OWNER SERVER", NOBODY),
    "S-1-3-3": ("GROUP SERVER", NOBODY),
    "S-1-3-4": ("OWNER RIGHTS", KEEPERS),
    "S-1-5-1": ("DIALUP", NAMED),
    "S-1-5-2": ("NETWORK", ALL),
    "S-1-5-3": ("BATCH", NAMED),
    "S-1-5-4": ("INTERACTIVE", NAMED),
    "S-1-5-6": ("SERVICE", KEEPERS),
    "S-1-5-7": ("ANONYMOUS LOGON", ALL),
    "S-1-5-8": ("PROXY", NAMED),
    "S-1-5-9": ("ENTERPRISE DOMAIN CONTROLLERS", KEEPERS),
    "S-1-5-10": ("PRINCIPAL SELF", NOBODY),
    "S-1-5-11": ("Authenticated Users", ALL),
    "S-1-5-12": ("RESTRICTED", NOBODY),  # only limits what the rest of the list grants; so do all that end in NOBODY
    "S-1-5-13": ("TERMINAL SERVER USER", NAMED),
    "S-1-5-14": ("REMOTE INTERACTIVE LOGON", NAMED),
    "S-1-5-15": ("This Organization", ALL),
    "S-1-5-17": ("IUSR", ALL),  # whoever visits the web server
    "S-1-5-18": ("SYSTEM", KEEPERS),
    "S-1-5-19": ("LOCAL SERVICE", KEEPERS),
    "S-1-5-20": ("NETWORK SERVICE", KEEPERS),
    "S-1-5-33": ("WRITE RESTRICTED", NOBODY),
    "S-1-5-64-10": ("NTLM Authentication", ALL),
    "S-1-5-64-14": ("SChannel Authentication", ALL),
    "S-1-5-64-21": ("Digest Authentication", ALL),
    "S-1-5-80-0": ("ALL SERVICES", KEEPERS),
    "S-1-5-113": ("Local account", NAMED),
    "S-1-5-114": ("Local account and member of Administrators group", KEEPERS),
    "S-1-5-1000": ("Other Organization", ALL),
    "S-1-5-32-544": ("Administrators", KEEPERS),
    "S-1-5-32-545": ("Users", ALL),
    "S-1-5-32-546": ("Guests", ALL),
    "S-1-5-32-547": ("Power Users", NAMED),
    "S-1-5-32-548": ("Account Operators", NAMED),
    "S-1-5-32-549": ("Server Operators", KEEPERS),
    "S-1-5-32-550": ("Print Operators", NAMED),
    "S-1-5-32-551": ("Backup Operators", KEEPERS),
    "S-1-5-32-552": ("Replicator", KEEPERS),
    "S-1-5-32-554": ("Pre-Windows 2000 Compatible Access", ALL),
    "S-1-5-32-555": ("Remote Desktop Users", NAMED),
    "S-1-5-32-556": ("Network Configuration Operators", NAMED),
    "S-1-5-32-558": ("Performance Monitor Users", NAMED),
    "S-1-5-32-559": ("Performance Log Users", NAMED),
    "S-1-5-32-562": ("Distributed COM Users", NAMED),
    "S-1-5-32-568": ("IIS_IUSRS", NAMED),
    "S-1-5-32-573": ("Event Log Readers", NAMED),
    "S-1-5-32-578": ("Hyper-V Administrators", NAMED),
    "S-1-5-32-579": ("Access Control Assistance Operators", NAMED),
    "S-1-5-32-580": ("Remote Management Users", NAMED),
    "S-1-15-2-1": ("ALL APPLICATION PACKAGES", NOBODY),
    "S-1-15-2-2": ("ALL RESTRICTED APPLICATION PACKAGES", NOBODY),
    "S-1-18-1": ("Authentication authority asserted identity", ALL),
    "S-1-18-2": ("Service asserted identity", ALL),
    "S-1-22-1-0": ("Unix User\\root", KEEPERS),
    "S-1-22-2-0": ("Unix Group\\root", KEEPERS),
}

_OF_A_DOMAIN: Final[dict[str, tuple[str, Reach]]] = {
    "498": ("Enterprise Read-only Domain Controllers", KEEPERS),
    "500": ("Administrator", KEEPERS),
    "501": ("Guest", ALL),
    "502": ("krbtgt", KEEPERS),
    "512": ("Domain Admins", KEEPERS),
    "513": ("Domain Users", ALL),
    "514": ("Domain Guests", ALL),
    "515": ("Domain Computers", ALL),  # every user may make a computer join, and every PC's administrators act as it
    "516": ("Domain Controllers", KEEPERS),
    "517": ("Cert Publishers", NAMED),
    "518": ("Schema Admins", KEEPERS),
    "519": ("Enterprise Admins", KEEPERS),
    "520": ("Group Policy Creator Owners", NAMED),
    "521": ("Read-only Domain Controllers", KEEPERS),
    "525": ("Protected Users", NAMED),
    "526": ("Key Admins", NAMED),
    "553": ("RAS and IAS Servers", NAMED),
}
"""By the last number of S-1-5-21-domain-number."""

_BEGINNINGS: Final = (("S-1-5-80-", KEEPERS), ("S-1-15-", NOBODY), ("S-1-16-", NOBODY))
"""Services, application packages and their abilities, levels of integrity."""


def name_of(sid: str) -> str | None:
    """The English name of a well-known identifier; None for any other.

    >>> name_of("S-1-1-0"), name_of("S-1-5-21-1-2-3-513"), name_of("S-1-5-21-1-2-3-1107")
    ('Everyone', 'Domain Users', None)
    """
    known = _find(sid)
    return known[0] if known else None


def reach_of(sid: str) -> Reach:
    """Whom an identifier stands for; what isn't known was chosen by somebody."""
    known = _find(sid)
    if known:
        return known[1]
    return next((reach for beginning, reach in _BEGINNINGS if sid.startswith(beginning)), NAMED)


def covers(wider: str, sid: str) -> bool:
    """Whether all whom ``sid`` stands for surely belong to ``wider``, when they come over the network."""
    if wider in (sid, NETWORK):
        return True
    if wider == EVERYONE:
        return sid not in (ANONYMOUS, NETWORK)
    if wider == AUTHENTICATED_USERS:
        return sid not in (ANONYMOUS, NETWORK, EVERYONE) and not (name_of(sid) or "").endswith(("Guest", "Guests"))
    return False


def _find(sid: str) -> tuple[str, Reach] | None:
    if sid.startswith("S-1-5-21-") and sid.count("-") == 7:
        return _OF_A_DOMAIN.get(sid.rpartition("-")[2])
    return _WELL_KNOWN.get(sid)
