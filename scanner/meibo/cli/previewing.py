"""``meibo scan --plan``: lists the targets, reads nothing, and says what a scan would read, how long, at what price."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, Final

import msgspec

from meibo.assessment.charges import Charge, Requests, charge, choose_prices, count_requests
from meibo.assessment.duration import Span, expect_as_before, expect_seconds
from meibo.assessment.name_kinds import guess_format, guess_refusal
from meibo.assessment.preview import Preview
from meibo.catalogue.issues import IssueClass, issue_code
from meibo.catalogue.prices import AS_OF, Prices
from meibo.catalogue.sizes import format_bytes
from meibo.catalogue.unread_pictures import say_time
from meibo.cli.terminal import Terminal, clean
from meibo.cli.watching import name_place
from meibo.configuration.pictures import SECONDS_A_PICTURE
from meibo.inventory.reader import Reader
from meibo.pipeline.crawl import Crawl, FolderIssue, Listed
from meibo.pipeline.own_paths import find_own_paths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from meibo.inventory.model import ScanSummary
    from meibo.pipeline.request import ScanRequest

COMPLETE, INCOMPLETE = 0, 3
_POLL_SECONDS: Final = 0.001
_LOOKED_BACK: Final = 3
"""Finished scans whose rates count."""


class Pictures(msgspec.Struct, frozen=True):
    """Files that are pictures by their names; those that are in documents nobody knows of yet."""

    files: int
    size_bytes: int
    seconds: float
    """For all of them, with all workers."""
    are_read: bool
    most_s: float
    """What a scan spends on them at the most."""


class Plan(msgspec.Struct, frozen=True):
    """All that is said."""

    preview: Preview
    time: Span
    scans: tuple[int, ...]
    """Whose rates were taken; empty where the table's were."""
    requests: Requests | None
    prices: Prices | None
    charge: Charge | None
    pictures: Pictures


def print_plan(request: ScanRequest, prices: dict[str, Any], terminal: Terminal, *, is_json: bool) -> int:
    """List, estimate, print, and return the exit code: 3 where something could not be listed, or nothing was."""
    reports, past = _read_inventory(request)
    preview = _list(request, reports, terminal)
    in_s3 = sum(target.uri.startswith("s3://") for target in request.targets)
    requests = count_requests(preview, in_s3, request.workers)
    found = _find_prices(prices, request.reach.s3.endpoint) if requests else None
    before = expect_as_before(preview, past)
    plan = Plan(
        preview=preview,
        time=before or expect_seconds(preview, request.workers),
        scans=tuple(summary.scan for summary in past) if before else (),
        requests=requests,
        prices=found,
        charge=charge(requests, found) if requests and found else None,
        pictures=_count_pictures(preview, request),
    )
    if is_json:
        terminal.print_json(msgspec.json.encode(_as_object(plan)))
    else:
        _print(plan, terminal)
    left = (*preview.left_out, *preview.folders)
    has_fault = any(issue_code(code).kind is IssueClass.FAULT for code in left)
    return INCOMPLETE if has_fault or not preview.listed.files else COMPLETE


def _read_inventory(request: ScanRequest) -> tuple[tuple[Path, ...], list[ScanSummary]]:
    """Where reports were written, and the newest finished scans of targets of the same kinds."""
    if not request.inventory.exists():
        return (), []
    reader = Reader(request.inventory)
    kinds = {_scheme_of(target.uri) for target in request.targets}
    try:
        summaries = (reader.summarise(number) for number in reversed(reader.scan_numbers()))
        past = [
            summary
            for summary in summaries
            if summary.state == "finished" and {_scheme_of(uri) for uri in summary.targets} == kinds
        ]
        return reader.known_reports(), past[:_LOOKED_BACK]
    finally:
        reader.close()


def _list(request: ScanRequest, reports: tuple[Path, ...], terminal: Terminal) -> Preview:
    preview = Preview()
    schemes = [_scheme_of(target.uri) for target in request.targets]
    own = find_own_paths(request.targets, (*request.own_files, *reports))
    crawl = Crawl(request.targets, msgspec.structs.replace(request.filters, own=own), request.reach)
    try:
        while not crawl.is_over:
            chunk = crawl.take()
            if chunk is None:
                time.sleep(_POLL_SECONDS)
                continue
            for item in chunk.items:
                if isinstance(item, FolderIssue):
                    preview.add_folder(item.code)
                    place = name_place(item.path or request.targets[item.target].uri)
                    terminal.note(f"meibo: {place}: {terminal.explain_with_code(item.code, item.detail)}")
                elif isinstance(item, Listed):
                    preview.add(schemes[item.target], item.entry.path, item.entry.size_bytes, item.code)
    finally:
        crawl.stop()
    return preview


def _count_pictures(preview: Preview, request: ScanRequest) -> Pictures:
    kinds = [row for row in _rows(preview) if row[3] == "image-only"]
    files, size = sum(row[1] for row in kinds), sum(row[2] for row in kinds)
    work = request.pictures
    return Pictures(files, size, files * SECONDS_A_PICTURE / request.workers, bool(work), work.seconds)


def _find_prices(configured: dict[str, Any], endpoint: str) -> Prices | None:
    environment = os.environ.get
    region = environment("AWS_REGION") or environment("AWS_DEFAULT_REGION") or ""
    is_elsewhere = bool(endpoint or environment("AWS_ENDPOINT_URL_S3") or environment("AWS_ENDPOINT_URL"))
    return choose_prices(configured, region, is_elsewhere=is_elsewhere)


def _scheme_of(uri: str) -> str:
    return uri.partition("://")[0]


def _rows(preview: Preview) -> Iterator[tuple[str, int, int, str]]:
    """Suffix, files, bytes, and the issue code with which they will not be read (``?``: only content tells)."""
    kinds: dict[str, tuple[int, int]] = {}
    for by_suffix in preview.kinds.values():
        for suffix, amount in by_suffix.items():
            files, size = kinds.get(suffix, (0, 0))
            kinds[suffix] = (files + amount.files, size + amount.size_bytes)
    for suffix, (files, size) in sorted(kinds.items(), key=lambda row: (-row[1][1], row[0])):
        yield suffix, files, size, guess_refusal(suffix) or ("" if guess_format(suffix) else "?")


def _as_object(plan: Plan) -> dict[str, Any]:
    preview = plan.preview
    return {
        "files": preview.listed.files, "bytes": preview.listed.size_bytes,
        "kinds": [
            {"suffix": suffix, "files": files, "bytes": size,
             "read": _tell_fate(code, plan.pictures), "code": code.strip("?") or None}
            for suffix, files, size, code in _rows(preview)
        ],
        "left_out": [
            {"code": code, "files": amount.files, "bytes": amount.size_bytes}
            for code, amount in sorted(preview.left_out.items())
        ],
        "folders": preview.folders,
        "seconds": [round(plan.time.least_s, 1), round(plan.time.most_s, 1)], "rates_of_scans": plan.scans,
        "pictures": {
            "files": plan.pictures.files, "bytes": plan.pictures.size_bytes, "read": plan.pictures.are_read,
            "seconds": round(plan.pictures.seconds, 1),
        },
        "s3_requests": plan.requests, "prices_usd": plan.prices, "prices_as_of": AS_OF if plan.prices else None,
        "charge_usd": plan.charge,
    }  # fmt: skip


def _tell_fate(code: str, pictures: Pictures) -> str:
    """``as-picture``: in the time that there is for them, once all else is read."""
    if code == "image-only" and pictures.are_read:
        return "as-picture"
    return {"": "yes", "?": "by-content"}.get(code, "no")


def _print(plan: Plan, terminal: Terminal) -> None:
    say, preview = terminal.say, plan.preview
    words = {"": say("plan-read"), "?": say("plan-by-content")}
    if plan.pictures.are_read:
        words["image-only"] = say("plan-as-picture")
    head = [say("column-kind"), say("column-files"), say("column-bytes"), say("column-plan")]
    rows = []
    for suffix, files, size, code in _rows(preview):
        fate = words[code] if code in words else terminal.explain(code)
        rows.append([clean(f".{suffix}" if suffix else "-"), f"{files:,}", format_bytes(size), fate])
    for code, amount in sorted(preview.left_out.items()):
        rows.append([code, f"{amount.files:,}", format_bytes(amount.size_bytes), terminal.explain(code)])
    for code, folders in sorted(preview.folders.items()):
        rows.append([code, "?", "?", say("plan-folders", folders=f"{folders:,}", why=terminal.explain(code))])
    terminal.print_table([head, *rows], right=frozenset({1, 2}))
    listed, opened = preview.listed, preview.opened
    terminal.print(say("plan-line", files=f"{listed.files:,}", size=format_bytes(listed.size_bytes)))
    terminal.print(say("plan-opened", files=f"{opened.files:,}", size=format_bytes(opened.read_bytes)))
    _print_pictures(plan.pictures, terminal)
    language = terminal.language
    span = {"least": say_time(plan.time.least_s, language), "most": say_time(plan.time.most_s, language)}
    if plan.scans:
        terminal.print(say("plan-time-before", scans=", ".join(map(str, plan.scans)), **span))
    else:
        terminal.print(say("plan-time", **span))
    if plan.requests is not None:
        _print_charge(plan.requests, plan.prices, plan.charge, terminal)


def _print_pictures(pictures: Pictures, terminal: Terminal) -> None:
    if not pictures.files:
        return
    words = {"files": f"{pictures.files:,}", "size": format_bytes(pictures.size_bytes)}
    words["time"] = say_time(pictures.seconds, terminal.language)
    if pictures.are_read:
        words["limit"] = say_time(pictures.most_s, terminal.language)
    terminal.print(terminal.say("plan-pictures" if pictures.are_read else "plan-pictures-unread", **words))


def _print_charge(requests: Requests, prices: Prices | None, cost: Charge | None, terminal: Terminal) -> None:
    say = terminal.say
    terminal.print(
        say("plan-requests", lists=f"{requests.lists:,}", gets=f"{requests.gets:,}",
            least=f"{requests.questions_least:,}", most=f"{requests.questions_most:,}",
            size=format_bytes(requests.egress_bytes))
    )  # fmt: skip
    if prices is None or cost is None:
        terminal.print(say("plan-no-price"))
        return
    terminal.print(
        say("plan-price", requests=f"{cost.requests:,.2f}", egress=f"{cost.egress:,.2f}",
            region=clean(prices.region), date=AS_OF)
    )  # fmt: skip
