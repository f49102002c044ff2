"""The people of a text, as keyed hashes: to count people instead of findings, and to find them again in other files.

A record (a row, an object, a form, a line) speaks of as many people as it holds names; every identifier belongs to the
name before it. A person's keys (specification section 7.1) are the numbers of one's own documents, e-mail addresses,
and the name together with birth date, telephone or address; people who share such a key are one. A name alone joins
nobody: it is kept to say how few people there may be at least.

A key is 16 bytes: a SipHash under a key derived from the inventory's, whose lowest bits say what it was made of, and
whether it is the first of a person.
"""

from __future__ import annotations

import functools
from hashlib import blake2b
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.engine import Scan
from meibo_detectors.evidence import Evidence, has
from meibo_detectors.grouping import count_before, find_group_starts, opens_group
from meibo_detectors.keyed_hash import KEY_BYTES, siphash
from meibo_detectors.model import Confidence, Detector, PersonKey
from meibo_detectors.normalise import KANJI, Offsets, Truth, is_letter
from meibo_detectors.person_sets import FIRST_BIT, KIND_BITS, Keys
from meibo_detectors.roles import Role
from meibo_detectors.text_hash import BASE, Hashes, hash_word

STRONG_KEYS: Final = 2
"""A person of a long roster is told apart by two; more would only take room."""
NOBODY: Final = Evidence.SAMPLE | Evidence.ORGANISATION | Evidence.PLACEHOLDER
"""What stands for no person that could be told from another."""
_NAME_CHARS: Final = 24
_ADDRESS_CHARS: Final = 48
_HONORIFIC_CHARS: Final = 2
_BEHIND_ALL: Final = 1_000_000
"""Clerks and contacts are numbered behind the people of a record."""
_SECOND_FACTOR: Final = np.uint64(0xC2B2AE3D27D4EB4F)
_OTHERS: Final = np.array([Role.STAFF, Role.CONTACT, Role.ORGANISATION], np.uint8)


class _Mentions(NamedTuple):
    """Findings that tell who is meant, by record and place; arrays are parallel."""

    findings: npt.NDArray[np.void]
    kind: npt.NDArray[np.int64]
    record: Offsets
    person: Offsets
    """The number of the person within all records."""
    value: Hashes
    script: Offsets
    """Of names: 0 kanji, 1 kana, 2 Latin letters."""


def find_person_keys(scan: Scan, detectors: tuple[Detector, ...], secret: bytes) -> tuple[npt.NDArray[np.uint32], Keys]:
    """The block of each key and the key; the keys of one person stand together, people in reading order."""
    mentions = _find_mentions(scan, detectors)
    if not len(mentions.person):
        return np.zeros(0, np.uint32), np.zeros((0, 2), np.uint64)
    person, kind, value = _make_keys(mentions)
    keys = hash_values(value, kind, secret)
    first = opens_group(person)
    keys[:, 1] |= first.astype(np.uint64) * np.uint64(FIRST_BIT)
    block = np.zeros(int(mentions.person.max()) + 1, np.uint32)
    block[mentions.person] = mentions.findings["block"]
    return block[person], keys


def _find_mentions(scan: Scan, detectors: tuple[Detector, ...]) -> _Mentions:
    kinds = np.array([detector.person_key for detector in detectors], np.int64)
    kind = kinds.take(scan.findings["detector"])
    kind[_is_possible_name(scan, kind)] = PersonKey.POSSIBLE_NAME
    sure = (scan.findings["score"] >= Confidence.MEDIUM) | (kind == PersonKey.POSSIBLE_NAME)
    chosen = sure & (kind != PersonKey.NONE) & ~has(scan.findings["evidence"], NOBODY)
    is_other = _is_of_other_person(scan, scan.findings) | (kind == PersonKey.POSSIBLE_NAME)
    rows = np.flatnonzero(chosen & (~is_other | (kind >= PersonKey.NAME)))
    rows = rows[np.lexsort((scan.findings["start"].take(rows), scan.findings["record"].take(rows)))]
    findings, kind, is_other = scan.findings.take(rows), kind[rows], is_other[rows]  # ``take``: ten times as fast here
    value = _hash_findings(scan, findings, kind, detectors)
    record = np.cumsum(np.diff(findings["record"], prepend=findings["record"][:1]) != 0)
    script = _script(scan, findings)
    is_reading = (kind >= PersonKey.NAME) & (script > 0) & has(findings["evidence"], Evidence.READING_BESIDE)
    with_kanji = np.zeros(int(record.max(initial=-1)) + 1, np.bool_)
    with_kanji[record[(kind >= PersonKey.NAME) & (script == 0)]] = True
    within = _number_persons(findings, kind, is_other, record, value, script, _is_of_organisation(scan, findings))
    within[is_reading & ~with_kanji[record]] = -1  # its kanji stand in the line beside
    ours = np.flatnonzero(within >= 0)
    _, person = np.unique((record * (int(within.max(initial=0)) + 1) + within)[ours], return_inverse=True)
    return _Mentions(findings.take(ours), kind[ours], record[ours], person, value[ours], script[ours])


def _is_possible_name(scan: Scan, kind: npt.NDArray[np.int64]) -> Truth:
    """A low name with an honorific; but a column of surnames names clerks."""
    findings, fields = scan.findings, scan.text.fields
    possible = (kind == PersonKey.NAME) & (findings["score"] < Confidence.MEDIUM)
    possible &= has(findings["evidence"], Evidence.HONORIFIC)
    inside = np.flatnonzero(possible & (findings["field"] >= 0))
    field = findings["field"][inside]
    length = findings["folded_end"][inside] - findings["folded_start"][inside]
    possible[inside] = (fields.column[field] < 0) | (
        length < fields.end[field] - fields.start[field] - _HONORIFIC_CHARS
    )
    return np.asarray(possible)


def _is_of_other_person(scan: Scan, findings: npt.NDArray[np.void]) -> Truth:
    """In a field of a clerk, a contact or a company."""
    fields = scan.text.fields
    if not len(fields.start):
        return np.zeros(len(findings), np.bool_)
    role = fields.role[np.maximum(findings["field"], 0)]
    return np.asarray((findings["field"] >= 0) & np.isin(role, _OTHERS))


def _is_of_organisation(scan: Scan, findings: npt.NDArray[np.void]) -> Truth:
    """In a record that names a company in a field of its own: its telephone is nobody's, unless a person is named."""
    fields = scan.text.fields
    records = np.zeros(len(fields.records) + 1, np.bool_)
    records[fields.record[fields.of_role(Role.ORGANISATION)]] = True
    return np.asarray(records[findings["record"]])


def _number_persons(
    findings: npt.NDArray[np.void],
    kind: npt.NDArray[np.int64],
    is_other: Truth,
    record: Offsets,
    value: Hashes,
    script: Offsets,
    of_organisation: Truth,
) -> Offsets:
    """The number of each mention's person in its record, -1 for what belongs to nobody.

    A name that was not there before begins a person, unless it is the other script of the one before (kanji and kana).
    Clerks and contacts are persons behind all others. Without a name each address or mobile number is one, but for a
    company's telephone.
    """
    is_name = kind >= PersonKey.NAME
    named = np.zeros(int(record.max(initial=-1)) + 1, np.bool_)
    named[record[is_name & ~is_other]] = True
    number = _number_names(is_name & ~is_other, record, value, script)
    nameless = ~named[record]
    mobile = ~has(findings["evidence"], Evidence.AREA_CODE | Evidence.SERVICE_NUMBER) & ~of_organisation
    alone = nameless & (((kind == PersonKey.PHONE) & mobile) | np.isin(kind, (PersonKey.ID, PersonKey.EMAIL)))
    # A passport and a licence without a name are one person's, two licences are two persons'.
    number[alone] = count_before(record[alone] * 256 + findings["detector"][alone])
    has_better = np.zeros(len(named), np.bool_)
    has_better[record[alone]] = True
    lonely = nameless & ~alone
    number[lonely & (has_better[record] | of_organisation | (kind != PersonKey.PHONE))] = -1
    clerks = is_name & is_other
    number[clerks] = _BEHIND_ALL + _number_names(clerks, record, value, script)[clerks]
    return number


def _number_names(names: Truth, record: Offsets, value: Hashes, script: Offsets) -> Offsets:
    """For every row the number of the last of these names at or before it in its record, counted by people."""
    begin = find_group_starts(opens_group(record))
    fresh = names & ~_stood_before(record, value, names)
    counts = np.zeros(len(record), np.int64)
    for one in range(3):
        total = np.cumsum(fresh & (script == one))
        counts = np.maximum(counts, total - np.where(begin > 0, total[np.maximum(begin - 1, 0)], 0))
    number = np.maximum(counts - 1, 0)
    repeated = names & ~fresh
    number[repeated] = _number_of_first(record, value, names, number)[repeated]
    return number


def _stood_before(record: Offsets, value: Hashes, where: Truth) -> Truth:
    """Whether the same value stood in the same record before, of the rows of a condition."""
    return np.asarray(where & (_number_of_first(record, value, where, np.arange(len(record))) < np.arange(len(record))))


def _number_of_first(record: Offsets, value: Hashes, where: Truth, number: Offsets) -> Offsets:
    """The number of the first row with the same record and value, among the rows of a condition."""
    rows = np.flatnonzero(where)
    key = value[rows] ^ record[rows].astype(np.uint64) * _SECOND_FACTOR
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    result = number.copy()
    result[rows] = number[rows[first]][which]
    return result


def _script(scan: Scan, findings: npt.NDArray[np.void]) -> npt.NDArray[np.int64]:
    """0 kanji, 1 kana, 2 Latin letters; told by the first character."""
    chars = scan.text.folded.chars.take(findings["folded_start"], mode="clip")
    return np.where(chars == KANJI, 0, np.where(is_letter(chars), 2, 1))


def _hash_findings(
    scan: Scan, findings: npt.NDArray[np.void], kind: npt.NDArray[np.int64], detectors: tuple[Detector, ...]
) -> Hashes:
    """A hash of each normalised value; the key where the detector gives one."""
    value = np.zeros(len(findings), np.uint64)
    keyed = findings["key"] != b""
    words = np.ascontiguousarray(findings["key"][keyed].astype("S24")).view("<u8").reshape(-1, 3)
    value[keyed] = _chain(words)
    start, end = findings["folded_start"], findings["folded_end"]
    is_name = kind >= PersonKey.NAME
    for where, width in ((is_name, _NAME_CHARS), (kind == PersonKey.ADDRESS, _ADDRESS_CHARS)):
        rows = np.flatnonzero(~keyed & where)
        value[rows] = _hash_rows(scan, start[rows], end[rows], width)
    rows = np.flatnonzero(~keyed & ~is_name & (kind != PersonKey.ADDRESS))
    value[rows] = scan.text.hashes.of(start[rows], end[rows])
    signs = np.flatnonzero(scan.text.folded.chars == ord("@"))
    unsigned = np.searchsorted(signs, start[rows]) == np.searchsorted(signs, end[rows])
    international = has(findings["evidence"][rows], Evidence.INTERNATIONAL_ADDRESS)
    for row in rows[(unsigned | international) & (kind[rows] == PersonKey.EMAIL)]:  # few: "[at]", domains of kanji
        value[row] = hash_word(detectors[findings["detector"][row]].normalise(scan.value(findings[row])))
    is_id = kind == PersonKey.ID  # numbers of two documents may be the same digits
    places = {detector.id: at for at, detector in enumerate(detectors)}
    family = np.array([places.get(one.numbers_of, at) for at, one in enumerate(detectors)], np.uint64)
    value[is_id] ^= (family[findings["detector"][is_id]] + np.uint64(1)) * _SECOND_FACTOR
    return value


def _hash_rows(scan: Scan, start: Offsets, end: Offsets, width: int) -> Hashes:
    """A hash of the letters, kanji, kana and digits of each stretch; blanks and signs do not count."""
    width = min(width, int((end - start).max(initial=1)))
    at = start[:, None] + np.arange(width)
    chars = scan.text.folded.chars.take(at, mode="clip")
    counts = (at < end[:, None]) & ((chars >= 0x80) | is_letter(chars) | ((chars - np.uint8(48)) < 10))
    codes = scan.text.look_up_codes.take(at, mode="clip").astype(np.uint64) + np.uint64(1)
    powers = np.cumprod(np.full(width + 1, BASE, np.uint64), dtype=np.uint64)
    place = np.cumsum(counts, axis=1) - 1
    return _chain((codes * powers[np.maximum(place, 0)] * counts).sum(axis=1, dtype=np.uint64)[:, None])


def _chain(words: Hashes) -> Hashes:
    """One hash of the words of each row."""
    mixed = np.full(len(words), 0x9E3779B97F4A7C15, np.uint64)
    for column in range(words.shape[1]):
        mixed = (mixed ^ words[:, column]) * np.uint64(0xFF51AFD7ED558CCD)
        mixed ^= mixed >> np.uint64(33)
    return mixed


def _make_keys(mentions: _Mentions) -> tuple[Offsets, npt.NDArray[np.int64], Hashes]:
    """Person, kind and hashed value of each key, by person: the strong ones first, and the name."""
    person, kind, value = mentions.person, mentions.kind, mentions.value
    is_name = kind >= PersonKey.NAME
    count = int(person.max()) + 1
    name, name_kind = np.zeros(count, np.uint64), np.zeros(count, np.int64)
    rows = np.flatnonzero(is_name)
    rows = rows[np.lexsort((-rows, -mentions.script[rows]))]  # kanji before kana before letters: the last one stays
    name[person[rows]], name_kind[person[rows]] = value[rows], kind[rows]
    with_name = (kind == PersonKey.BIRTH) | (kind == PersonKey.PHONE) | (kind == PersonKey.ADDRESS)
    combined = np.where(with_name & (name[person] != 0), _chain(np.stack([name[person], value], axis=1)), value)
    is_phone_only = (kind == PersonKey.PHONE) & (name[person] == 0)
    usable = ~is_name & ((name[person] != 0) | ~with_name | is_phone_only)
    order = np.lexsort((kind[usable], person[usable]))
    strong_person, strong_kind = person[usable][order], kind[usable][order]
    strong_value = combined[usable][order]
    kept = count_before(strong_person) < STRONG_KEYS
    named = np.flatnonzero(name)
    all_person = np.concatenate([strong_person[kept], named])
    all_kind = np.concatenate([strong_kind[kept], name_kind[named]])
    all_value = np.concatenate([strong_value[kept], name[named]])
    order = np.lexsort((all_kind, all_person))
    return all_person[order], all_kind[order], all_value[order]


def hash_values(values: Hashes, kinds: npt.NDArray[np.int64], secret: bytes) -> Keys:
    """A key for each value, of a key of its own that is derived from the inventory's."""
    said = np.minimum(kinds, PersonKey.NAME).astype(np.uint64)  # a possible name is compared with names
    keys = siphash(np.stack([values, said], axis=1), _derive(secret))
    keys[:, 1] = (keys[:, 1] & ~np.uint64(KIND_BITS | FIRST_BIT)) | kinds.astype(np.uint64)
    return keys


@functools.lru_cache(maxsize=4)
def _derive(secret: bytes) -> bytes:
    return blake2b(digest_size=KEY_BYTES, key=secret, person=b"meibo person").digest()
