"""Which names of a text have a word beside them that says so: a label before, or an honorific behind."""

from __future__ import annotations

import functools
import re
from typing import Final

from scoring.figures import Outcome, Row, Verdict
from scoring.findings import list_files, read_text
from scoring.labelled import LabelledSet
from scoring.spelling import HONORIFICS

LABELS: Final = (
    "氏名", "姓名", "お名前", "名前", "名義人", "担当", "担当者", "責任者", "代表者", "出席者", "参加者", "患者",
    "宛先", "著者", "作成者", "記入者", "申請者", "保護者",
)  # fmt: skip
_CALLS: Final = ("様", "さま", "殿", "氏", "さん", "先生", "君", "くん", "ちゃん")
_BEHIND = re.compile(rf"[ 　]?(?:{'|'.join(_CALLS)}|(?:{'|'.join(HONORIFICS)})(?![ぁ-ゖ一-鿿]))")
_BEFORE = re.compile(rf"(?:{'|'.join(LABELS)})[ 　]*[:：][ 　]*$")
_REACH = 12


def has_cue(text: str, name: str) -> bool:
    """Whether a label or honorific stands at one of the places of a name in a text."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if _BEHIND.match(text, end) or _BEFORE.search(text[max(0, at - _REACH) : at]):
            return True
        at = text.find(name, end)
    return False


def compare_named(outcome: Outcome, labelled: LabelledSet) -> Row:
    """The counts of the core names that have a cue, and of those findings of names that have one."""
    files, row = list_files(labelled), Row()
    read = functools.cache(lambda path: read_text(files[path]))
    missed = {(truth.path, truth.values) for truth in outcome.missed}
    core = {
        (truth.path, truth.values): truth.written
        for truth in labelled.truths
        if truth.kind == "NAME" and truth.tier == "core"
    }
    for (path, values), written in core.items():
        if has_cue(read(path), written):
            row.labelled += 1
            row.found += (path, values) not in missed
    for finding, verdict in outcome.verdicts:
        if finding.kind == "NAME" and has_cue(read(finding.path), finding.written):
            row.right += verdict in (Verdict.RIGHT, Verdict.OPTIONAL)
            row.wrong += verdict is Verdict.WRONG
    return row
