"""The plain twin of meibo_detectors.kernels.emails, with the tables of meibo_detectors.general.email."""

from __future__ import annotations

import re
from typing import NamedTuple

from meibo_detectors.dictionaries.tables import top_level_domains
from meibo_detectors.general.email import CARRIERS, RESERVED, RESERVED_LAST, ROLES
from meibo_detectors.kernels.emails import INTERNATIONAL, ODD, ROLE, SPELLED, STARRED
from meibo_detectors.kernels.emails import RESERVED as IS_RESERVED

WIDE = "\x81-\x84"  # the classes of kanji and kana
SIGNS = (
    (re.compile("@"), 0),
    (re.compile("%40"), 0),
    (re.compile(r" ?[\[(][Aa][Tt][\])] ?"), SPELLED),
)
LOCAL = re.compile(r"[0-9A-Za-z\-._%+'&]*\Z")
WIDE_LOCAL = re.compile(rf"[0-9A-Za-z\-._%+'&{WIDE}]*\Z")
DOMAIN = re.compile(r"[0-9A-Za-z.\-]*")
WIDE_DOMAIN = re.compile(rf"[0-9A-Za-z{WIDE}\-]+\.[0-9A-Za-z.\-]+")
AUTHORITY = re.compile(r"[0-9A-Za-z\-._~%!$*+/:]{0,64}\Z")
LOCAL_CHARS, DOMAIN_CHARS, LABEL_CHARS, ENDING_CHARS = 64, 253, 63, 24


class Address(NamedTuple):
    """One address: where it stands, and what is found out about it."""

    start: int
    end: int
    marks: int


def find_addresses(chars: bytes, codes: list[int]) -> list[Address]:
    """Every address of folded characters, spelling by spelling; ``codes`` are only looked at for stars."""
    text = chars.decode("latin-1")
    signs = [(match.start(), match.end(), marks) for sign, marks in SIGNS for match in sign.finditer(text)]
    signs += [(at, at + 1, SPELLED | STARRED) for at, code in enumerate(codes[: len(text)]) if code == ord("★")]
    found = (_look_around(text, *sign) for sign in signs)
    return [address for address in found if address is not None]


def _look_around(text: str, left: int, right: int, marks: int) -> Address | None:
    before, behind = text[max(left - LOCAL_CHARS - 1, 0) : left], text[right : right + DOMAIN_CHARS + 1]
    local = _search(LOCAL, before)
    if not local:
        local, marks = _search(WIDE_LOCAL, before), marks | INTERNATIONAL
    local = local.lstrip(".-+%'&")
    domain = _match(DOMAIN, behind)
    if behind[:1] in (".", ""):
        return None
    if not domain:
        domain, marks = _match(WIDE_DOMAIN, text[right : right + 2 * DOMAIN_CHARS]), marks | INTERNATIONAL
    for _ in range(3):
        domain = domain.removesuffix("-") if domain.endswith("-") else domain.removesuffix(".")
    if not 1 <= len(local) <= LOCAL_CHARS or not 4 <= len(domain) <= DOMAIN_CHARS:
        return None
    start, end = left - len(local), right + len(domain)
    name, site = local.lower(), domain.lower()
    last = site[-ENDING_CHARS:].rpartition(".")[2]
    if len(last) == len(site) or (last.encode("latin-1") not in top_level_domains() and last not in RESERVED_LAST):
        return None
    labels = site.split(".")
    if not all(0 < len(label) <= LABEL_CHARS for label in labels) or site[0] == "-" or re.search(r"-\.|\.-", site):
        return None
    is_odd = ".." in local or local.endswith(".")
    if is_odd and site not in CARRIERS:
        return None
    if text[end : end + 1] == ":" and (name == "git" or text[end + 1 : end + 2] in ("/", "~")):
        return None
    if "//" in _search(AUTHORITY, text[max(start - 64, 0) : start]):
        return None
    reserved = last in RESERVED_LAST or any(f".{site}".endswith(f".{known}") for known in RESERVED)
    marks |= ODD * is_odd | IS_RESERVED * reserved | ROLE * (name in ROLES)
    return Address(start, end, marks)


def _search(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group() if match else ""


def _match(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.match(text)
    return match.group() if match else ""
