"""Reads owners' answers back: sheets that they have filled in, folders of them, or CSV."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

from meibo.cli.mark_lists import read_back_csv
from meibo.cli.options import UsageError
from meibo.cli.recording import keep_marks
from meibo.cli.rows import Row, print_rows
from meibo.cli.terminal import Terminal, clean
from meibo.inventory.marks import KnownFile, Mark, MarkKind, NewMark, has_grown
from meibo.inventory.reader import Reader
from meibo.reports.owner_answers import Answer, read_answers
from meibo.reports.owner_stamp import name_file
from meibo.workbooks.model import BookError
from meibo.workbooks.package import OLE_SIGNATURE, ZIP_SIGNATURE

INCOMPLETE: Final = 3
_NAMED: Final = 20
"""Answers that are told one by one."""
_TABLE: Final = ("result", "answer", "path", "workbook", "row")
_CSV: Final = ("result", "answer", "path", "target", "reason", "person", "workbook", "row")

Result = Literal[
    "applied", "unchanged", "unanswered", "done", "gone", "unknown", "grown", "overtaken", "contradictory", "no-answer",
    "altered",
]  # fmt: skip
_FINE: Final[frozenset[Result]] = frozenset({"applied", "unchanged", "unanswered", "done"})


class _Judged(msgspec.Struct, frozen=True):
    """What becomes of an answer."""

    answer: Answer
    result: Result
    file: KnownFile | None = None
    mark: NewMark | None = None


def read_back(options: argparse.Namespace, terminal: Terminal) -> int:
    """Take up what owners have answered; 3 where an answer was not stored or a sheet not read, which is told."""
    lists, books = _sort_out([Path(word) for word in options.words])
    code = 0
    for place in lists:
        code = max(code, read_back_csv(place, options, terminal))
    return max(code, _read_books(books, options, terminal)) if books else code


def _sort_out(places: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Lists as CSV, and workbooks, those in folders among them; raises UsageError for a folder without any."""
    lists: list[Path] = []
    books: list[Path] = []
    for place in places:
        if place.is_dir():
            found = sorted(one for one in place.iterdir() if one.suffix.lower() == ".xlsx" and one.name[0] not in "~.")
            if not found:
                raise UsageError("error-answers-none", path=clean(str(place)))
            books += found
        else:
            (books if _is_book(place) else lists).append(place)
    return lists, list(dict.fromkeys(books))


def _is_book(place: Path) -> bool:
    try:
        with place.open("rb") as stream:
            start = stream.read(8)
    except OSError as error:
        raise UsageError("error-triage-file", path=clean(str(place)), why=error.strerror) from None
    return place.suffix.lower() == ".xlsx" or start.startswith((ZIP_SIGNATURE, OLE_SIGNATURE))


def _read_books(books: Sequence[Path], options: argparse.Namespace, terminal: Terminal) -> int:
    reader = Reader(options.inventory)
    try:
        key = reader.key_check()
        if key is None:
            raise UsageError("ledger-no-key", subject=clean(str(options.inventory)))
        answers: list[Answer] = []
        refused = 0
        for place in books:
            try:
                answers += read_answers(place, key)
            except BookError as error:
                terminal.error(error.code, subject=clean(str(place)), detail=clean(error.detail))
                refused += 1
        if refused == len(books):
            raise UsageError("error-answers-unread")
        judged = _judge(answers, _find_files(reader, key, answers), options, terminal)
    finally:
        reader.close()
    if not options.dry_run:
        marks = [one.mark for one in judged if one.mark is not None]
        keep_marks(options, marks, terminal, ", ".join(map(str, books)))
    _tell(judged, len(books) - refused, options, terminal)
    return INCOMPLETE if refused or any(one.result not in _FINE for one in judged) else 0


def _find_files(reader: Reader, key: bytes, answers: Iterable[Answer]) -> dict[str, KnownFile]:
    """The files that were answered for, by their digest; every path that the inventory knows is tried."""
    wanted = {one.file.file for one in answers if one.is_given and one.file is not None}
    if not wanted:
        return {}
    files = reader.marks.choose_files(lambda target, path: name_file(key, target, path) in wanted)
    return {name_file(key, file.target, file.path): file for file in files}


def _judge(
    answers: Sequence[Answer], files: dict[str, KnownFile], options: argparse.Namespace, terminal: Terminal
) -> list[_Judged]:
    """What becomes of each answer, in their order; of several for one file that agree the first is stored."""
    kinds: dict[str, set[MarkKind]] = {}
    for one in answers:
        if one.file is not None and one.kind is not None:
            kinds.setdefault(one.file.file, set()).add(one.kind)
    judged = []
    stored: set[str] = set()
    for one in answers:
        name = one.file.file if one.file is not None else ""
        file = files.get(name)
        result = _judge_one(one, file, kinds.get(name, set()), is_forced=options.force)
        if result == "applied" and name in stored:
            result = "unchanged"
        mark = None
        if result == "applied" and file is not None and one.kind is not None:
            stored.add(name)
            reason = one.reason or options.reason.strip() or terminal.say("answer-reason")
            person = one.person or options.person.strip() or one.owner or "?"
            mark = NewMark(file.asset, one.kind, reason, person, file.found)
            if file.mark is not None and not file.mark.is_outdated and _says(file.mark) == _says(mark):
                result, mark = "unchanged", None
        judged.append(_Judged(one, result, file, mark))
    return judged


def _says(mark: Mark | NewMark) -> tuple[MarkKind | None, str, str]:
    return mark.kind, mark.reason, mark.person


def _judge_one(answer: Answer, file: KnownFile | None, kinds: set[MarkKind], *, is_forced: bool) -> Result:
    if not answer.is_given:
        return "unanswered"
    if answer.kind is None:
        return "no-answer"
    if answer.file is None:
        return "altered"
    if len(kinds) > 1:
        return "contradictory"
    if file is None:
        return "unknown"
    if not file.is_present:
        return "done" if answer.kind is MarkKind.DELETE else "gone"
    if not is_forced:
        if answer.file.seen is not None and has_grown(answer.file.seen, file.found):
            return "grown"
        if file.mark is not None and file.mark.made > answer.made and file.mark.kind is not answer.kind:
            return "overtaken"
    return "applied"


def _tell(judged: Sequence[_Judged], books: int, options: argparse.Namespace, terminal: Terminal) -> None:
    if options.format != "table":
        rows = [_as_row(one) for one in judged if one.answer.is_given]
        print_rows(_CSV, rows, options.format, terminal)
        return
    counts = Counter(one.result for one in judged)
    kinds = Counter(one.answer.kind for one in judged if one.result == "applied")
    terminal.print(
        terminal.say(
            "answers-would" if options.dry_run else "answers-imported",
            books=f"{books:,}", applied=f"{counts['applied']:,}", unchanged=f"{counts['unchanged']:,}",
            unanswered=f"{counts['unanswered']:,}", needed=f"{kinds[MarkKind.NEEDED]:,}",
            delete=f"{kinds[MarkKind.DELETE]:,}", move=f"{kinds[MarkKind.MOVE]:,}",
        )
    )  # fmt: skip
    left = [one for one in judged if one.result not in ("applied", "unchanged", "unanswered")]
    if left:
        terminal.print(terminal.say("answers-left", count=f"{len(left):,}"))
        print_rows(_TABLE, list(_name_results(left[:_NAMED], terminal)), "table", terminal)
    if len(left) > _NAMED:
        terminal.note(terminal.say("triage-import-more", count=f"{len(left) - _NAMED:,}"))


def _name_results(judged: Iterable[_Judged], terminal: Terminal) -> Iterator[Row]:
    for one in judged:
        yield {**_as_row(one), "result": terminal.say(f"answer-result-{one.result}")}


def _as_row(one: _Judged) -> Row:
    answer = one.answer
    return {
        "result": one.result, "answer": answer.kind or answer.text,
        "path": one.file.path if one.file is not None else answer.shown,
        "target": one.file.target if one.file is not None else "",
        "reason": one.mark.reason if one.mark is not None else answer.reason,
        "person": one.mark.person if one.mark is not None else answer.person,
        "workbook": answer.book.name, "row": answer.row,
    }  # fmt: skip
