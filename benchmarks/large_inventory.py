"""Makes an inventory of any size, to measure with: real tables, invented files, no scan.

python benchmarks/large_inventory.py FILE --files 1000000 --findings 10000000 [--all-locations]

One scan of one target. 15 % of the files hold the findings, a few files most of them; 5 % are copies of others. Example
positions are capped as a scan caps them, unless ``--all-locations`` is given. A million files with ten million
findings take about a minute.
"""

from __future__ import annotations

import argparse
import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from invented_files import FORMATS, OTHERS, PROFILES, Pool, Profile, list_folders, mask, place
from meibo.catalogue.issues import issue_code
from meibo.inventory.files import default_key_path, load_or_make_key
from meibo.inventory.model import Issue
from meibo.inventory.schema import STILL
from meibo.inventory.writer import Writer
from meibo_detectors.person_sets import count_persons, pack, unite

TARGET: Final = "file:///srv/share"
RULE_SET: Final = "large-inventory"
OPTIONS: Final = '{"detectors":[],"examples":20,"exclude":[],"include":[],"largest_bytes":null,"least_score":60}'
IN_FOLDER: Final = 30
EXAMPLES: Final = 20
FOUND_SHARE: Final = 0.15
COPY_SHARE: Final = 0.05
YEAR_NS: Final = 365 * 86_400 * 10**9
NEWEST_NS: Final = 1_780_000_000_000_000_000
OWNERS: Final = tuple(
    f"EXAMPLE\\{name}" for name in ("sato", "suzuki", "takahashi", "tanaka", "ito", "kato", "退職者", "Administrators")
)
AUDIENCES: Final = (
    ("groups", "ACL 営業部:R"),
    ("everyone", "mode 0644"),
    ("owner", "mode 0600"),
    ("unknown", ""),
    ("public", "policy"),
)
AUDIENCE_SHARES: Final = (0.62, 0.25, 0.08, 0.045, 0.005)
UNREAD: Final = ("encrypted", "image-only", "format-not-read", "permission-denied", "offline-stub", "damaged")
PART_READ: Final = ("time-limit", "encrypted", "damaged", "content-limit", "cell-limit")
NOTES: Final = ("undecodable", "hidden-sheet", "password-opened")
MAIL_NOTES: Final = ("outside-recipients", "many-recipients", "sent-outside")

_TABLES: Final = {
    "assets": 4, "versions": 13, "readings": 14, "file_issues": 6, "counts": 5, "kind_counts": 6, "positions": 11,
    "person_keys": 2,
}  # fmt: skip
_SEALS: Final = {"assets": ", NULL", "versions": ", NULL", "readings": ", NULL, NULL"}
"""Columns that are filled when all is there."""
BATCH_ROWS: Final = 50_000


class Plan(msgspec.Struct, frozen=True):
    """What becomes of each file, by its number; arrays of one length."""

    content: Any
    """The number of the file whose content it has: of most, their own."""
    profile: Any
    """Index into PROFILES, -1 without findings."""
    findings: Any
    first: Any
    """The first of its people in the pool."""
    status: Any
    """0 complete, 1 partial, 2 skipped."""
    draw: Any
    """A random number, for all that does not matter."""
    audience: Any


def plan_files(files: int, findings: int, people: int, seed: int) -> Plan:
    """Draw all files at once; their findings add up to what is asked for."""
    draw = np.random.default_rng(seed)
    numbers = np.arange(files)
    is_copy = (draw.random(files) < COPY_SHARE) & (numbers > 0)
    content = numbers.copy()
    content[is_copy] = (draw.random(files) * numbers).astype(np.int64)[is_copy]
    for _ in range(64):  # a copy of a copy is one of the first
        content = content[content]
    shares = np.array([profile.weight for profile in PROFILES])
    profile = draw.choice(len(PROFILES), files, p=shares / shares.sum())
    wanted = 0 if not findings else min(max(round(files * FOUND_SHARE), 1), findings)
    found_at = draw.permutation(np.flatnonzero(content == numbers))[: round(wanted * (1 - COPY_SHARE)) or wanted]
    is_found = np.zeros(files, np.bool_)
    is_found[found_at] = True
    found = np.where(is_found, _share_out(findings, content, is_found, draw), 0)[content]
    profile = np.where(is_found, profile, -1)[content]
    status = draw.choice(3, files, p=(0.93, 0.02, 0.05))
    status = np.where(is_found & (status == 2), 0, status)[content]
    return Plan(
        content=content, profile=profile, findings=found, first=draw.integers(0, people, files)[content], status=status,
        draw=draw.integers(0, 1 << 31, files), audience=draw.choice(len(AUDIENCES), files, p=AUDIENCE_SHARES),
    )  # fmt: skip


def _share_out(findings: int, content: Any, is_found: Any, draw: np.random.Generator) -> Any:
    """Findings of each file that is no copy; with those of its copies they make the sum that is wanted."""
    files = len(content)
    times = np.bincount(content, minlength=files) * is_found
    weight = draw.lognormal(0, 1.5, files) * is_found
    free = findings - int(times.sum())
    if not is_found.any() or free < 0:
        return is_found.astype(np.int64)
    found = is_found + np.floor(weight * (free / float((weight * times).sum()))).astype(np.int64)
    once = np.flatnonzero(times == 1)
    missing = findings - int((found * times).sum())
    found[once] += missing // max(len(once), 1)
    found[once[: missing % max(len(once), 1)]] += 1
    return found


class Filler:
    """Puts rows into the tables, many at a time."""

    def __init__(self, connection: sqlite3.Connection, pool: Pool, plan: Plan, *, has_all_positions: bool) -> None:
        self._connection, self._pool, self._plan = connection, pool, plan
        self._most_positions = 1 << 40 if has_all_positions else EXAMPLES
        self._rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _TABLES}
        self._hashes = np.random.default_rng(7).bytes(len(plan.content) + 16)
        self.findings = self.positions = 0

    def fill(self, scan: int, target: int, basis: int) -> None:
        """Every file, folder by folder."""
        plan, rows = self._plan, self._rows
        for number, folder in self._places():
            content = int(plan.content[number])
            name, suffix = self._name(content)
            if content != number:
                name = f"{name} - コピー ({number})" if number % 3 == 0 else f"{name}_{number}"
            row = number + 1
            draw = int(plan.draw[number])
            audience, source = AUDIENCES[plan.audience[number]]
            owner = OWNERS[draw % 97 % len(OWNERS)]
            size = 0 if plan.status[number] == 2 and content % 9 == 0 else int(plan.draw[content]) % 400_000 + 600
            modified = NEWEST_NS - draw % 4000 * (YEAR_NS // 365) - draw
            rows["assets"].append((row, target, f"{folder}/{name}.{suffix}", folder))
            rows["versions"].append((
                row, row, scan, STILL, size, modified, f"65024:{row}:{modified}", owner, audience, source,
                f"{audience}|{source}|{owner}", "", row,
            ))  # fmt: skip
            self._put_reading(row, content, suffix, size, scan, basis)
            if len(rows["assets"]) >= BATCH_ROWS or len(rows["positions"]) >= BATCH_ROWS:
                self.flush()
        self.flush()

    def flush(self) -> None:
        """Store what waits."""
        for table, width in _TABLES.items():
            values = f"(?{', ?' * (width - 1)}{_SEALS.get(table, '')})"
            self._connection.executemany(f"INSERT INTO {table} VALUES {values}", self._rows[table])  # noqa: S608
            self._rows[table].clear()

    def _places(self) -> Iterator[tuple[int, str]]:
        files = len(self._plan.content)
        for at, folder in enumerate(sorted(list_folders(-(-files // IN_FOLDER)))):
            for number in range(at * IN_FOLDER, min((at + 1) * IN_FOLDER, files)):
                yield number, folder

    def _name(self, content: int) -> tuple[str, str]:
        profile, draw = int(self._plan.profile[content]), int(self._plan.draw[content])
        if profile < 0:
            name, suffix = OTHERS[draw % len(OTHERS)]
        else:
            own = PROFILES[profile]
            name, suffix = own.names[draw % len(own.names)], own.suffixes[draw // 7 % len(own.suffixes)]
        return f"{name}_{2015 + draw % 12}_{content:06d}", suffix

    def _put_reading(self, row: int, content: int, suffix: str, size: int, scan: int, basis: int) -> None:
        plan, rows = self._plan, self._rows
        status, findings, draw = int(plan.status[content]), int(plan.findings[content]), int(plan.draw[content])
        code = _choose_issue(status, suffix, draw)
        kind = None if code is None else issue_code(code).kind.value
        if code is not None:
            stage = "open" if code == "permission-denied" else "extract"
            rows["file_issues"].append((row, stage, code, kind, "", 1 + draw % 3))
        people = (0, 0)
        roster = 0
        if findings:
            profile = PROFILES[int(plan.profile[content])]
            count = -(-findings // len(profile.fields))
            first = min(int(plan.first[content]), max(self._pool.people - count, 0))
            keys = unite([self._pool.keys(first, count, profile.fields)])
            people = count_persons(keys)
            rows["person_keys"].append((row, pack(keys)))
            roster = count * (len(profile.fields) - 1) if count >= 5 and len(profile.fields) >= 3 else 0
            self._put_findings(row, profile, suffix, findings, first, draw)
        is_read = status != 2
        form, encoding = FORMATS.get(suffix, (suffix, "")) if is_read else ("", "")
        rows["readings"].append((
            row, scan, basis, int(is_read or code != "offline-stub"), ("complete", "partial", "skipped")[status], code,
            kind, form, encoding, self._hashes[content : content + 16] if is_read else b"", size if is_read else 0,
            *people, roster,
        ))  # fmt: skip

    def _put_findings(self, row: int, profile: Profile, suffix: str, findings: int, first: int, draw: int) -> None:
        rows, pool = self._rows, self._pool
        container = '["名簿.xlsx"]' if suffix in ("eml", "docx") and draw % 5 == 0 else "[]"
        each, more = divmod(findings, len(profile.fields))
        self.findings += findings
        for column, field in enumerate(profile.fields):
            count = each + (column < more)
            if not count:
                continue
            low, medium = count // 50, count // 20
            levels = (low, medium, count - low - medium) if field.score >= 85 else (low, count - low, 0)
            rows["counts"].append((row, field.detector, *levels))
            if field.kinds:
                self._put_kinds(row, field.detector, field.kinds, levels)
            shown = min(count, self._most_positions)
            self.positions += shown
            rows["positions"].extend(
                (
                    row, field.detector, at, container, place(suffix, at, column), 0, 12, field.score, field.evidence,
                    pool.fingerprint(field.detector, (first + at) % pool.people), mask(field, first + at),
                )
                for at in range(shown)
            )  # fmt: skip

    def _put_kinds(self, row: int, detector: str, kinds: tuple[str, ...], levels: tuple[int, int, int]) -> None:
        rest = tuple(level // 4 if len(kinds) > 1 else 0 for level in levels)
        for kind, own in zip(kinds, (tuple(a - b for a, b in zip(levels, rest, strict=True)), rest), strict=False):
            if any(own):
                self._rows["kind_counts"].append((row, detector, kind, *own))


def _choose_issue(status: int, suffix: str, draw: int) -> str | None:
    if status == 2:
        return UNREAD[draw % len(UNREAD)]
    if status == 1:
        return PART_READ[draw % len(PART_READ)]
    if suffix == "eml":
        return MAIL_NOTES[draw % len(MAIL_NOTES)]
    return NOTES[draw % len(NOTES)] if draw % 40 == 0 else None


def make_inventory(path: Path, files: int, findings: int, *, has_all_positions: bool = False) -> tuple[int, int]:
    """Make the inventory and its key; the findings and the positions that it then holds. The file must not be there."""
    if path.exists():
        raise FileExistsError(path)
    writer = Writer(path)
    scan = writer.begin((TARGET,), OPTIONS, RULE_SET, "meibo")
    target, basis = writer.target_id(TARGET), writer.basis_id(RULE_SET, OPTIONS, "{}", "")
    for folder in ("人事部/役員", "経理部/監査"):
        writer.record_trouble(scan, target, folder, Issue("list", "permission-denied", "EACCES"))
    writer.close()
    pool = Pool(max(findings // 40, 1000), seed=11)
    plan = plan_files(files, findings, pool.people, seed=5)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        filler = Filler(connection, pool, plan, has_all_positions=has_all_positions)
        filler.fill(scan, target, basis)
        connection.execute("COMMIT")
    writer = Writer(path)
    writer.accept_key(load_or_make_key(default_key_path(path)))  # which seals what is there
    writer.finish(scan, 3600.0, (), lambda _target, _path: False)
    writer.close()
    return filler.findings, filler.positions


def main() -> None:
    """Make it, and say what it holds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--findings", type=int, default=10_000_000)
    parser.add_argument("--all-locations", action="store_true")
    options = parser.parse_args()
    started = time.monotonic()
    findings, positions = make_inventory(
        options.file, options.files, options.findings, has_all_positions=options.all_locations
    )
    print(
        f"{options.files:,} files, {findings:,} findings, {positions:,} positions,"
        f" {options.file.stat().st_size / 1e6:,.0f} MB in {time.monotonic() - started:.0f} s"
    )


if __name__ == "__main__":
    main()
