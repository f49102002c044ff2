"""The plain twin of meibo_detectors.kernels.mentions."""

from __future__ import annotations

from typing import Any

import numpy as np

from meibo_detectors.model import FINDING, PersonKey

MASK = (1 << 64) - 1


def find_mentions(
    findings: Any, kinds: Any, fields: Any, others: Any, organisation: int, nobody: int, honorific: int
) -> Any:
    """Findings that tell who is meant, by record and place."""
    start, end, column, role, record = fields
    companies = {int(record[at]) for at in range(len(role)) if role[at] == organisation}
    made = []
    for at, row in enumerate(findings.view(FINDING)):
        kind, field, evidence = int(kinds[row["detector"]]), int(row["field"]), int(row["evidence"])
        if kind == PersonKey.NAME and row["score"] < 60 and evidence & honorific:
            fills = field >= 0 and row["folded_end"] - row["folded_start"] >= end[field] - start[field] - 2
            if not (fills and column[field] >= 0):
                kind = int(PersonKey.POSSIBLE_NAME)
        is_sure = row["score"] >= 60 or kind == PersonKey.POSSIBLE_NAME
        is_other = kind == PersonKey.POSSIBLE_NAME or bool(field >= 0 and others[role[field]])
        if kind and is_sure and not evidence & nobody and (kind >= PersonKey.NAME or not is_other):
            made.append((int(row["record"]), at, kind, is_other, int(row["record"]) in companies))
    made.sort()
    columns = [[one[at] for one in made] for at in range(1, 5)]
    return np.array(columns[0], np.int32), *(np.array(one, np.uint8) for one in columns[1:])


def hash_mentions(
    findings: Any, mentions: Any, kinds: Any, chars: Any, codes: Any, base: int, international: int
) -> Any:
    """A hash of what each mention says, and those that are hashed otherwise."""
    values = np.zeros(len(mentions), np.uint64)
    plain, odd = [], []
    for at, (mention, kind) in enumerate(zip(mentions.tolist(), kinds.tolist(), strict=True)):
        row = findings.view(FINDING)[mention]
        start, end = int(row["folded_start"]), int(row["folded_end"])
        if row["key"]:
            key = bytes(row["key"]).ljust(24, b"\0")
            values[at] = chain([int.from_bytes(key[word : word + 8], "little") for word in (0, 8, 16)])
        elif kind in (PersonKey.ADDRESS, PersonKey.NAME, PersonKey.POSSIBLE_NAME):
            end = min(end, start + (48 if kind == PersonKey.ADDRESS else 24))
            letters = [
                int(codes[place]) for place in range(start, end) if chars[place] >= 0x80 or chr(chars[place]).isalnum()
            ]
            values[at] = chain([sum((code + 1) * base ** (place + 1) for place, code in enumerate(letters)) & MASK])
        else:
            plain.append(at)
            if kind == PersonKey.EMAIL and (
                int(row["evidence"]) & international or 64 not in chars[start:end].tolist()
            ):
                odd.append(at)
    return values, np.array(plain, np.int64), np.array(odd, np.int64)


def chain(words: list[int]) -> int:
    """One hash of several words."""
    mixed = 0x9E3779B97F4A7C15
    for word in words:
        mixed = (mixed ^ word) * 0xFF51AFD7ED558CCD & MASK
        mixed ^= mixed >> 33
    return mixed
