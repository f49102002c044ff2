"""The second pass of a scan, in which pictures are read: which files, in which order, how long, and what stays of them.

What recognises pictures is stood in for by ``Desk``, in place of worker processes; everything else is the real thing.
"""

from __future__ import annotations

import contextlib
import time
import zipfile
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from meibo.configuration.limits import Limits
from meibo.configuration.pictures import SECONDS_A_PICTURE, PictureWork
from meibo.inventory.checks import check_inventory
from meibo.inventory.model import Counts, Issue, ScanSummary, Status
from meibo.inventory.reader import Reader
from meibo.pipeline import scan as scan_module
from meibo.pipeline.model import Part, PartResult, Settings
from meibo.pipeline.request import ScanRequest
from meibo.pipeline.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Scanner, Watcher

OCR = PictureWork(reads_text=True)
BOTH = PictureWork(reads_text=True, finds_faces=True)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40_000)
PATHS = ("人事/免許証.jpg", "会議/板書.jpg", "旅行/IMG_0001.jpg")
"""In the order in which they are read."""


def read_well(part: Part) -> PartResult:
    """As the pictures of a file are read where nothing goes wrong."""
    return PartResult(
        part.number, part.ordinal, is_read=True, is_whole=True, format="jpeg", counts={"jp_phone": Counts(0, 0, 2)},
        chunk_hash=bytes(16), bytes_read=part.entry.size_bytes,
    )  # fmt: skip


def fail_with(code: str) -> Callable[[Part], PartResult]:
    """A file of which nothing is read, or no more."""

    def read(part: Part) -> PartResult:
        return PartResult(
            part.number, part.ordinal, is_read=False, is_whole=False, issues=(Issue("extract", code, "why"),)
        )

    return read


class Desk:
    """In place of a supervisor: files are read in this process, and their pictures by ``read``."""

    read: Callable[[Part], PartResult] = staticmethod(read_well)
    second: list[tuple[Settings, float, int]] = []  # noqa: RUF012 - fresh for each test
    paths: list[str] = []  # noqa: RUF012

    def __init__(self, settings: Settings, _workers: int, timeout_s: float, *others: Any) -> None:
        self._settings = settings
        if settings.pictures:
            Desk.second.append((settings, timeout_s, others[-1]))

    def run(self, source: Any) -> Iterator[PartResult | None]:
        """What becomes of each part."""
        if self._settings.pictures:
            while (unit := source.take()) is not None:
                for part in unit.parts:
                    Desk.paths.append(part.entry.path)
                    yield Desk.read(part)
            assert source.is_exhausted()
            return
        with contextlib.closing(Worker(self._settings)) as worker:
            while not source.is_exhausted():
                if (unit := source.take()) is None:
                    yield None
                    continue
                for results in worker.process(unit):
                    yield from results


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch) -> type[Desk]:
    """The desk of this test."""
    monkeypatch.setattr(scan_module, "Supervisor", Desk)
    for name, value in (("read", staticmethod(read_well)), ("second", []), ("paths", [])):
        monkeypatch.setattr(Desk, name, value)
    return Desk


@pytest.fixture
def pictures(share: Path) -> Path:
    """A share with three pictures and a text."""
    for path in PATHS:
        (share / path).parent.mkdir(exist_ok=True)
        (share / path).write_bytes(JPEG)
    (share / "a.txt").write_text("電話番号 090-2345-6781\n")
    return share


def summarise(inventory: Path) -> ScanSummary:
    """The figures of the newest scan."""
    with contextlib.closing(Reader(inventory)) as reader:
        return reader.summarise(reader.scan_numbers()[-1])


def tell(inventory: Path, path: str) -> tuple[Status, set[str], int]:
    """Status, issues and phone numbers of a file in the newest scan."""
    with contextlib.closing(Reader(inventory)) as reader:
        scan = reader.scan_numbers()[-1]
        [asset] = [asset for asset in reader.assets(scan) if asset.path == path]
        codes = {issue.code for issue in reader.issues(scan, path)}
        return asset.status, codes, asset.counts.get("jp_phone", Counts()).high


def test_nothing_is_done_unasked(scan: Scanner, pictures: Path, desk: type[Desk]) -> None:
    """Without the option there is no second pass, and what it would take is told."""
    unread = summarise(scan(pictures)).pictures
    assert desk.second == []
    assert (unread.files, unread.pictures, unread.left, unread.are_tried) == (3, 3, 0, False)
    assert unread.seconds == 3 * SECONDS_A_PICTURE


def test_pictures_are_read_last_and_in_order(
    scan: Scanner, pictures: Path, desk: type[Desk], watcher: type[Watcher]
) -> None:
    """The most promising first; the results take the place of the first ones."""
    seen = watcher()
    inventory = scan(pictures, pictures=OCR, watcher=seen)
    assert desk.paths == list(PATHS) == seen.pictures
    assert ("pictures", 3, 3, 3600.0) in seen.events
    assert ("pictures ended", 3, 0) in seen.events
    assert tell(inventory, PATHS[0]) == (Status.COMPLETE, set(), 2)
    summary = summarise(inventory)
    assert (summary.listed, summary.complete, summary.pictures.files) == (4, 4, 0)
    assert "pictures-left" not in summary.issues
    [(settings, timeout_s, units_ahead)] = desk.second
    assert (settings.limits.seconds, timeout_s, units_ahead) == (90.0, 420.0, 1)


def test_no_file_is_read_twice(scan: Scanner, pictures: Path, desk: type[Desk], watcher: type[Watcher]) -> None:
    """The next night carries all over, with the option or without."""
    scan(pictures, pictures=OCR)
    for work in (OCR, PictureWork(), OCR):
        seen = watcher()
        inventory = scan(pictures, pictures=work, watcher=seen)
        assert seen.files == {"carried over": 4}
    assert len(desk.paths) == 3
    assert tell(inventory, PATHS[0])[2] == 2


def test_what_stays_unread_is_not_tried_each_night(scan: Scanner, pictures: Path, desk: type[Desk]) -> None:
    """A picture that cannot be read stays image only, until there is more time for a file."""
    desk.read = staticmethod(fail_with("image-only"))
    for _ in range(2):
        inventory = scan(pictures, pictures=OCR)
    assert len(desk.paths) == 3
    unread = summarise(inventory).pictures
    assert (unread.files, unread.left, unread.are_tried) == (3, 0, True)
    scan(pictures, pictures=msgspec.structs.replace(OCR, file_seconds=90.0))
    assert len(desk.paths) == 6
    scan(pictures, pictures=OCR)
    assert len(desk.paths) == 6


def test_more_is_looked_for(scan: Scanner, pictures: Path, desk: type[Desk]) -> None:
    """Portraits in pictures whose text was read; not the other way round, as both were then looked for."""
    for work, read in ((OCR, 3), (BOTH, 6), (OCR, 6), (PictureWork(finds_faces=True), 6)):
        scan(pictures, pictures=work)
        assert len(desk.paths) == read, work


def test_changed_pictures(scan: Scanner, pictures: Path, desk: type[Desk]) -> None:
    """Only what was changed is read again; what is gone is not looked for."""
    scan(pictures)
    (pictures / PATHS[1]).unlink()
    inventory = scan(pictures, pictures=OCR)
    assert desk.paths == [PATHS[0], PATHS[2]]
    (pictures / PATHS[2]).write_bytes(JPEG + b"1")
    scan(pictures, pictures=OCR)
    assert desk.paths == [PATHS[0], PATHS[2], PATHS[2]]
    assert summarise(inventory).pictures.files == 0


def test_all_again(scan: Scanner, pictures: Path, desk: type[Desk]) -> None:
    """A scan that reads everything anew reads pictures anew."""
    for _ in range(2):
        inventory = scan(pictures, pictures=OCR, is_full=True)
    assert len(desk.paths) == 6
    assert tell(inventory, PATHS[0])[2] == 2


def test_the_time_ends(scan: Scanner, pictures: Path, desk: type[Desk]) -> None:
    """What is left is told with the time that it needs as this pass has measured it; the next scan goes on."""

    def read(part: Part) -> PartResult:
        time.sleep(0.3)
        return read_well(part)

    desk.read = staticmethod(read)
    inventory = scan(pictures, pictures=msgspec.structs.replace(OCR, seconds=0.2))
    assert desk.paths == [PATHS[0]]
    summary = summarise(inventory)
    assert summary.issues["pictures-left"] == 1
    assert (summary.pictures.files, summary.pictures.left) == (2, 2)
    assert 0 <= summary.pictures.seconds < 60
    assert tell(inventory, PATHS[1])[:2] == (Status.SKIPPED, {"image-only"})
    inventory = scan(pictures, pictures=OCR)
    assert desk.paths == list(PATHS)
    assert "pictures-left" not in summarise(inventory).issues


def test_no_time_at_all(scan: Scanner, pictures: Path) -> None:
    """Nothing was measured: the table tells the time, for the workers that there are."""
    summary = summarise(scan(pictures, pictures=msgspec.structs.replace(OCR, seconds=1e-9)))
    assert (summary.pictures.left, summary.pictures.seconds) == (3, round(3 * SECONDS_A_PICTURE / 2))


def test_interrupted(scan: Scanner, pictures: Path, desk: type[Desk], watcher: type[Watcher]) -> None:
    """The same command goes on where it stopped, and ends with the same inventory."""
    with pytest.raises(KeyboardInterrupt):
        scan(pictures, pictures=OCR, watcher=watcher(interrupt_after_pictures=1))
    with pytest.raises(KeyboardInterrupt):
        scan(pictures, pictures=OCR, should_stop=lambda: len(desk.paths) == 2)
    seen = watcher()
    inventory = scan(pictures, pictures=msgspec.structs.replace(OCR, seconds=7200.0), watcher=seen)
    assert ("resumed", 1) in seen.events
    assert desk.paths == list(PATHS)
    assert [tell(inventory, path)[2] for path in PATHS] == [2, 2, 2]


@pytest.mark.parametrize("code", ["crash", "time-limit", "unreachable"])
def test_pictures_cost_nothing_that_was_read(scan: Scanner, share: Path, desk: type[Desk], code: str) -> None:
    """Where reading pictures fails, what was found without them stays; the failure is told beside it."""
    with zipfile.ZipFile(share / "a.zip", "w") as archive:
        archive.writestr("名簿.txt", "電話番号 090-2345-6781\n")
        archive.writestr("免許証.jpg", JPEG)
    desk.read = staticmethod(fail_with(code))
    inventory = scan(share, pictures=OCR)
    assert tell(inventory, "a.zip") == (Status.PARTIAL, {"image-only", code}, 1)
    with contextlib.closing(Reader(inventory)) as reader:
        [asset] = reader.assets(1)
        assert asset.issue_code == code
        assert [row.detector for row in reader.positions(1)] == ["jp_phone"]
    assert summarise(inventory).pictures.left == 0
    assert check_inventory(inventory, scan.key_file) == []
    scan(share, pictures=OCR)
    assert len(desk.paths) == (1 if code == "time-limit" else 2)  # the others may have passed
    desk.read = staticmethod(read_well)
    scan(share, pictures=msgspec.structs.replace(OCR, file_seconds=90.0))
    assert tell(inventory, "a.zip") == (Status.COMPLETE, set(), 2)


@pytest.mark.parametrize("code", ["changed-while-read", "vanished", "grew-while-read"])
def test_changed_since_the_first_pass(scan: Scanner, pictures: Path, desk: type[Desk], code: str) -> None:
    """The first result was whole, and stays; the pictures are left to the next scan."""
    desk.read = staticmethod(fail_with(code))
    inventory = scan(pictures, pictures=OCR)
    assert tell(inventory, PATHS[0]) == (Status.SKIPPED, {"image-only"}, 0)
    assert summarise(inventory).pictures.left == 3


def test_a_file_of_several_spans(scan: Scanner, share: Path, desk: type[Desk]) -> None:
    """A large document is read whole again; its parts are put together."""
    with (share / "scan.jpg").open("wb") as file:
        file.write(JPEG)
        file.truncate(65 << 20)
    inventory = scan(share, pictures=OCR)
    assert desk.paths == ["scan.jpg", "scan.jpg"]
    assert tell(inventory, "scan.jpg") == (Status.COMPLETE, set(), 4)


def test_options_of_other_scans_stay_as_they_are(scan: Scanner, pictures: Path) -> None:
    """They tell of pictures only where these are read, and of the time of all of them never."""
    scan(pictures)
    inventory = scan(pictures, pictures=OCR)
    with contextlib.closing(Reader(inventory)) as reader:
        assert "pictures" not in reader.scan_facts(1).options
        wanted = {"reads_text": True, "finds_faces": False, "file_seconds": 60.0}
        assert reader.scan_facts(2).options["pictures"] == wanted


@pytest.mark.parametrize("limits", [Limits(), Limits(seconds=4000.0), Limits(seconds=0.0)])
def test_the_time_of_a_file_has_room_for_its_pictures(tmp_path: Path, limits: Limits) -> None:
    """A parser whose time is up can still tell what it has read: its worker has twice that."""
    request = ScanRequest((), tmp_path, tmp_path, 1, limits=limits, pictures=OCR)
    assert request.picture_limits.seconds == request.file_limits.seconds + OCR.file_seconds
    assert request.picture_timeout_s >= 2 * request.picture_limits.seconds
