"""The places of the ledger: folders that directly hold files with personal data, as a scan has seen them."""

from __future__ import annotations

import bisect
import hashlib
import hmac
from collections import Counter
from typing import Final

import msgspec

from meibo.assessment.holding import AUDIENCES, MY_NUMBER, Holding
from meibo.assessment.law import Raised, find_raised
from meibo.assessment.people import People
from meibo.assessment.rated_file import RatedFile
from meibo.assessment.risk import Level
from meibo.assessment.risk_rules import RiskRules
from meibo.assessment.survey import Survey
from meibo.catalogue.issues import IssueClass

SKETCH: Final = 16
"""Contents that are kept of a place to know it again elsewhere: the smallest of their keyed hashes, which are as good
as drawn at random, and the same ones wherever the same contents lie."""
_ID_BYTES, _CONTENT_BYTES = 12, 4
_CLOSED: Final = frozenset({"encrypted", "excluded", "offline-stub", "archived", "customer-key"})
"""Why a file is not read by design that may have been read before."""


class Place(msgspec.Struct, frozen=True):
    """One row of the ledger as the scan sees it."""

    id: str
    target: str
    folder: str
    files: int
    """With findings that count or people."""
    holding: Holding
    raised: tuple[Raised, ...]
    level: Level
    score: float
    owners: tuple[tuple[str, int], ...]
    """With the number of their files, those with most first."""
    newest_ns: int
    first_scan: int
    sketch: tuple[str, ...]


class Places(msgspec.Struct, frozen=True):
    """All places, riskiest first, and what of the share the scan could not judge."""

    found: dict[str, Place]
    unsure: frozenset[str]
    """Ids of folders with files that the scan could not read or see: what is missing there is not gone."""


class _Gathered:
    """What is known of a place while its files pass by."""

    __slots__ = ("audiences", "contents", "copied", "files", "first", "found", "newest", "numbers", "owners", "risk")

    def __init__(self) -> None:
        self.files = self.newest = 0
        self.first = 1 << 62
        self.found: Counter[str] = Counter()
        self.copied: set[bytes] = set()
        self.contents: list[bytes] = []
        self.owners: Counter[str] = Counter()
        self.audiences: set[str] = set()
        self.numbers: set[str] = set()
        self.risk = (0, 0.0)

    def add(self, file: RatedFile) -> None:
        """Take a file up; of copies in one place the findings count once."""
        asset, holding, content = file.asset, file.holding, file.asset.content_hash
        self.files += 1
        self.newest = max(self.newest, asset.modified_ns)
        self.first = min(self.first, asset.first_scan)
        self.owners[asset.owner] += 1
        self.audiences.add(holding.audience)
        if MY_NUMBER in holding.found:
            self.numbers.add(holding.number_audience)
        self.risk = max(self.risk, (file.risk.level.grade, file.risk.score))
        if file.copies and content:
            if content in self.copied:
                return
            self.copied.add(content)
        self.found.update(holding.found)
        if content and (len(self.contents) < SKETCH or content < self.contents[-1]):
            bisect.insort(self.contents, content)
            del self.contents[SKETCH:]


def gather_places(survey: Survey, key: bytes, rules: RiskRules) -> Places:
    """The places of a scan. Memory grows with them (some kilobytes each), time with the files."""
    gathered: dict[tuple[str, str], _Gathered] = {}
    unread: set[tuple[str, str]] = set()
    for file in survey.ranked():
        where = (file.asset.target, file.asset.folder)
        if holds_people(file):
            gathered.setdefault(where, _Gathered()).add(file)
        elif file.asset.issue_class == IssueClass.FAULT or file.asset.issue_code in _CLOSED:
            unread.add(where)
    places = []
    for group in survey.groups("folder"):
        one = gathered.pop((group.target, group.key), None)
        if one is not None:
            places.append(_make_place(key, group.target, group.key, one, group.own_people, rules))
    places.sort(key=lambda place: (-place.level.grade, -place.holding.people.figure, -place.score))
    return Places({place.id: place for place in places}, frozenset(find_id(key, *where) for where in unread))


def holds_people(file: RatedFile) -> bool:
    """Whether a file belongs into the ledger: it holds people, or data that is a risk by itself."""
    return file.risk.level is not Level.NONE or (file.holding.people.most > 0 and bool(file.holding.found))


def find_id(key: bytes, target: str, folder: str) -> str:
    """What tells a place from others: a keyed hash, the same in every scan with the same key."""
    return state_digest(key, "ledger-place", target, folder)


def state_digest(key: bytes, *words: str) -> str:
    """24 hex digits that only who knows the key can make of these words."""
    text = b"\0".join(word.encode("utf-8", "surrogatepass") for word in words)
    return hmac.new(key, text, hashlib.sha256).digest()[:_ID_BYTES].hex()


def _make_place(
    key: bytes, target: str, folder: str, one: _Gathered, people: People, rules: RiskRules
) -> Place:  # fmt: skip
    holding = Holding(dict(one.found), people, _widest(one.audiences, "unknown"), _widest(one.numbers, ""))
    grade, score = one.risk
    return Place(
        id=find_id(key, target, folder), target=target, folder=folder, files=one.files, holding=holding,
        raised=find_raised(holding, rules), level=tuple(Level)[grade], score=score,
        owners=tuple(one.owners.most_common()), newest_ns=one.newest, first_scan=one.first,
        sketch=tuple(content[:_CONTENT_BYTES].hex() for content in one.contents),
    )  # fmt: skip


def _widest(audiences: set[str], otherwise: str) -> str:
    return min(audiences, key=AUDIENCES.index, default=otherwise)
