"""Marks files, takes marks away, and offers marks to files that have moved."""

from __future__ import annotations

import argparse
import fnmatch
import getpass

from meibo.cli.options import UsageError
from meibo.cli.reaching import parse_targets, spell_target
from meibo.cli.recording import keep_marks
from meibo.cli.rows import Row, print_rows
from meibo.cli.terminal import Terminal, clean
from meibo.inventory.marks import KnownFile, MarkKind, MovedMark, NewMark
from meibo.inventory.reader import Reader


def mark(options: argparse.Namespace, terminal: Terminal) -> int:
    """Mark the files that are named or chosen."""
    if not options.mark:
        raise UsageError("error-missing-argument", names="--mark")
    kind = parse_mark(options.mark)
    reason = options.reason.strip()
    if not reason:
        raise UsageError("error-triage-reason")
    person = find_person(options.person)
    files = choose_files(options)
    marks = [NewMark(file.asset, kind, reason, person, file.found) for file in files]
    keep_marks(options, marks, terminal)
    _tell(terminal, "triage-marked", files, mark=kind.value)
    if kind is MarkKind.FALSE_POSITIVE and not any(file.found for file in files):
        terminal.note(terminal.say("triage-nothing-found"))
    return 0


def remove(options: argparse.Namespace, terminal: Terminal) -> int:
    """Take away the marks of the files that are named or chosen; what was said stays in their history."""
    person = find_person(options.person)
    files = [file for file in choose_files(options) if file.mark is not None]
    if not files:
        raise UsageError("error-triage-unmarked")
    marks = [NewMark(file.asset, None, options.reason.strip(), person, file.found) for file in files]
    keep_marks(options, marks, terminal)
    _tell(terminal, "triage-removed", files)
    return 0


def follow(options: argparse.Namespace, terminal: Terminal) -> int:
    """Show files that seem to be marked ones at a new place; with ``--apply`` give them the marks."""
    target = parse_target(options.target)
    reader = Reader(options.inventory)
    try:
        offers = [one for one in reader.marks.moved_marks() if is_chosen(one.target, one.path, options.path, target)]
    finally:
        reader.close()
    offers = list({one.mark.asset: one for one in reversed(offers)}.values())  # the last mark comes first, and stays
    offers.sort(key=lambda one: (one.target, one.path))
    if options.apply:
        keep_marks(options, [one.mark for one in offers], terminal, "moved")
    print_rows(("mark", "old_path", "path"), [_as_row(one) for one in offers], options.format, terminal)
    if not offers:
        terminal.note(terminal.say("triage-none-moved"))
    elif options.apply:
        terminal.note(terminal.say("triage-followed", count=f"{len(offers):,}"))
    else:
        terminal.note(terminal.say("triage-may-follow"))
    return 0


def choose_files(options: argparse.Namespace) -> list[KnownFile]:
    """The files of the paths that are named, or those present of ``--path``; raises UsageError where there is none."""
    target = parse_target(options.target)
    if bool(options.words) == bool(options.path):
        raise UsageError("error-triage-which")
    reader = Reader(options.inventory)
    try:
        if options.words:
            return [find_file(reader, path, target) for path in dict.fromkeys(options.words)]
        chosen = reader.marks.choose_files(lambda uri, path: is_chosen(uri, path, options.path, target))
        files = [file for file in chosen if file.is_present]
    finally:
        reader.close()
    if not files:
        raise UsageError("error-triage-no-match", glob=clean(options.path))
    return files


def find_file(reader: Reader, path: str, target: str) -> KnownFile:
    """The one file of a path, as it is or as terminals show it; raises UsageError where there is none, or several."""
    files = reader.marks.find_files(path) or list(reader.marks.choose_files(lambda _, known: clean(known) == path))
    files = [file for file in files if target in ("", file.target)]
    if not files:
        raise UsageError("error-no-asset", path=clean(path))
    present = [file for file in files if file.is_present] or files
    if len(present) > 1:
        targets = ", ".join(clean(spell_target(file.target)) for file in present)
        raise UsageError("error-triage-targets", path=clean(path), targets=targets)
    return present[0]


def find_person(name: str) -> str:
    """Who marks: as named, else who has logged in; raises UsageError where nobody has."""
    try:
        person = name.strip() or getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container without a user of that number
        person = ""
    if not person:
        raise UsageError("error-triage-person")
    return person


def parse_mark(text: str) -> MarkKind:
    """The mark of this name; raises UsageError that names all."""
    known = [kind.value for kind in MarkKind]
    if text.strip() not in known:
        raise UsageError("error-unknown-mark", name=clean(text), known=", ".join(known))
    return MarkKind(text.strip())


def parse_target(text: str | None) -> str:
    """The URI of a target as inventories hold it, empty where none is named; raises UsageError."""
    return parse_targets([text])[0].uri if text else ""


def is_chosen(uri: str, path: str, glob: str | None, target: str) -> bool:
    """Whether a file is of a target and a pattern, where they are named."""
    return target in ("", uri) and (not glob or fnmatch.fnmatchcase(path, glob))


def _tell(terminal: Terminal, key: str, files: list[KnownFile], **values: object) -> None:
    if len(files) == 1:
        terminal.print(terminal.say(f"{key}-one", path=clean(files[0].path), **values))
    else:
        terminal.print(terminal.say(f"{key}-many", count=f"{len(files):,}", **values))


def _as_row(moved: MovedMark) -> Row:
    return {
        "mark": moved.mark.kind, "old_path": moved.old_path, "path": moved.path, "reason": moved.mark.reason,
        "person": moved.mark.person, "old_target": moved.old_target, "target": moved.target,
    }  # fmt: skip
