"""The people of a text, as keyed hashes: to count people instead of findings, and to find them again in other files.

A record (a row, an object, a form, a line) speaks of as many people as it holds names; every identifier belongs to the
name before it. A person's keys (specification section 7.1) are the numbers of one's own documents, e-mail addresses,
and the name together with birth date, telephone or address; people who share such a key are one. A name alone joins
nobody: it is kept to say how few people there may be at least.

Behind a person's keys stands how the name is read, where kana or Latin letters tell it. That is nobody's key: it lets a
name in one script meet the same name in another one, for the likely number of people.

A key is 16 bytes: a SipHash under a key derived from the inventory's, whose lowest bits say what it was made of, and
whether it is the first of a person.
"""

from __future__ import annotations

import functools
from hashlib import blake2b
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.engine import Scan
from meibo_detectors.evidence import Evidence
from meibo_detectors.kana_sounds import kana_sounds
from meibo_detectors.kernels.mentions import find_mentions, hash_mentions
from meibo_detectors.kernels.person_keys import find_keys
from meibo_detectors.kernels.readings import hash_readings
from meibo_detectors.model import Detector
from meibo_detectors.person_sets import Keys
from meibo_detectors.roles import Role
from meibo_detectors.text_hash import BASE, Hashes, hash_word

NOBODY: Final = Evidence.SAMPLE | Evidence.ORGANISATION | Evidence.PLACEHOLDER
"""What stands for no person that could be told from another."""
KEY_BYTES: Final = 16
_OTHERS: Final = np.isin(np.arange(256), (Role.STAFF, Role.CONTACT, Role.ORGANISATION)).astype(np.uint8)
_FAMILY_FACTOR: Final = 0xC2B2AE3D27D4EB4F


def find_person_keys(scan: Scan, detectors: tuple[Detector, ...], secret: bytes) -> tuple[npt.NDArray[np.uint32], Keys]:
    """The block of each key and the key; the keys of one person stand together, people in reading order."""
    if not len(scan.findings):
        return np.zeros(0, np.uint32), np.zeros((0, 2), np.uint64)
    findings, fields = scan.findings.view(np.uint8), scan.text.fields
    kinds = np.array([detector.person_key for detector in detectors], np.uint8)
    rows, kind, is_other, of_company = find_mentions(
        findings, kinds, (fields.start, fields.end, fields.column, fields.role, fields.record), _OTHERS,
        Role.ORGANISATION, NOBODY, Evidence.HONORIFIC,
    )  # fmt: skip
    value = _hash_values_of(scan, rows, kind, detectors) if len(rows) else np.zeros(0, np.uint64)
    reading = hash_readings(findings, rows, kind, scan.text.folded.chars, scan.text.look_up_codes, kana_sounds())
    return find_keys(
        findings, rows, kind, is_other, of_company, value, reading, scan.text.folded.chars, _families(detectors),
        Evidence.AREA_CODE | Evidence.SERVICE_NUMBER, Evidence.READING_BESIDE, *_derive(secret),
    )  # fmt: skip


def _hash_values_of(
    scan: Scan, rows: npt.NDArray[np.int32], kind: npt.NDArray[np.uint8], detectors: tuple[Detector, ...]
) -> Hashes:
    """A hash of each normalised value; the key where the detector gives one."""
    text, findings = scan.text, scan.findings
    value, plain, odd = hash_mentions(
        findings.view(np.uint8), rows, kind, text.folded.chars, text.look_up_codes, BASE, Evidence.INTERNATIONAL_ADDRESS
    )
    if len(plain):
        found = findings[["folded_start", "folded_end"]].take(rows[plain])
        value[plain] = text.hashes.of(
            np.ascontiguousarray(found["folded_start"]), np.ascontiguousarray(found["folded_end"])
        )
    for at in odd.tolist():  # few: "[at]", domains of kanji
        row = findings[rows[at]]
        value[at] = hash_word(detectors[row["detector"]].normalise(scan.value(row)))
    return value


def _families(detectors: tuple[Detector, ...]) -> Hashes:
    """What is mixed into the numbers of each detector: those of two documents may be the same digits."""
    places = {detector.id: at for at, detector in enumerate(detectors)}
    family = np.array([places.get(one.numbers_of, at) for at, one in enumerate(detectors)], np.uint64)
    return (family + np.uint64(1)) * np.uint64(_FAMILY_FACTOR)


@functools.lru_cache(maxsize=4)
def _derive(secret: bytes) -> tuple[int, int]:
    """The two words of the key."""
    key = blake2b(digest_size=KEY_BYTES, key=secret, person=b"meibo person").digest()
    return int.from_bytes(key[:8], "little"), int.from_bytes(key[8:], "little")
