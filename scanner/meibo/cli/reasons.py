"""Why a file was not read, or not all of it, or not even seen, and what to do about it."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator
from typing import Final

from meibo.catalogue.issues import IssueClass
from meibo.catalogue.language import Language
from meibo.cli.listed_file import ListedFile, Reason
from meibo.inventory.model import Status
from meibo.inventory.rows import Asset, IssueRow
from meibo.reports.wording import class_of_issue, name_issue
from meibo_connectors.names import folders_above

_CLASSES: Final = list(IssueClass)


class FileReasons:
    """Why each file of a scan has its status; asked of the files in the order of the reader."""

    def __init__(self, issues: Iterator[IssueRow], language: Language) -> None:
        self._issues = (row for row in issues if row.is_asset)
        self._pending = next(self._issues, None)
        self._language = language

    def find(self, asset: Asset) -> list[Reason]:
        """The gravest first; of a file that was read to its end, what is worth knowing of it."""
        codes = [asset.issue_code] if asset.issue_code else []
        while self._pending is not None and (self._pending.target, self._pending.path) == (asset.target, asset.path):
            codes.append(self._pending.code)
            self._pending = next(self._issues, None)
        reasons = [_explain(code, self._language) for code in dict.fromkeys(codes)]
        reasons.sort(key=lambda why: _CLASSES.index(IssueClass(why["class"])))
        if asset.status is Status.COMPLETE:
            return reasons
        return [why for why in reasons if why["class"] != IssueClass.NOTE] or reasons[:1]


class FolderReasons:
    """The folders and targets of a scan that could not be listed, and what they hide."""

    def __init__(self, issues: Iterable[IssueRow], language: Language) -> None:
        rows = (row for row in issues if not row.is_asset and row.kind == IssueClass.FAULT)
        self._folders = {(row.target, row.path): _explain(row.code, language) for row in rows}

    def find(self, asset: Asset) -> list[Reason]:
        """What hides a file: the folder above it, or the target (empty)."""
        for folder in folders_above(asset.path):
            if (asset.target, folder) in self._folders:
                return [{**self._folders[asset.target, folder], "folder": folder}]
        return []

    def rows(self, glob: str | None) -> Iterator[ListedFile]:
        """The folders and targets as rows of the list; nothing is known of how much they hold."""
        for (target, path), why in self._folders.items():
            if glob is None or fnmatch.fnmatchcase(path, glob):
                yield {
                    "risk": None, "score": None, "persons": None, "persons_least": None, "roster_score": None,
                    "findings": None, "status": "folder" if path else "target", "reason": why["code"],
                    "path": path, "target": target, "size_bytes": None, "owner": None, "access": None,
                    "reason_text": why["text"], "remedy": why["remedy"],
                    "reasons": [{**why, "folder": path}], "mark": None, "mark_outdated": False,
                }  # fmt: skip


def _explain(code: str, language: Language) -> Reason:
    text, remedy = name_issue(code, language)
    return {"code": code, "class": class_of_issue(code), "text": text, "remedy": remedy}
