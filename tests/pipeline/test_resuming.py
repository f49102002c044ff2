"""An interrupted scan goes on where it stopped, and ends as if nothing had happened."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from meibo.inventory.model import Counts
from meibo.inventory.reader import Reader
from meibo.inventory.recording import open_sealed
from meibo.pipeline.crawl import Filters
from meibo.pipeline.model import SPAN_BYTES, PartResult

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def files(share: Path) -> Path:
    """Three hundred small files, a few that are not read, and a folder that is left out."""
    draw = random.Random(4)
    for number in range(300):
        place = share / f"部署{number % 7}"
        place.mkdir(exist_ok=True)
        (place / f"{number}.txt").write_text(f"電話 090-{draw.randrange(1000, 9999)}-{number:04}\n" * 5, "utf-8")
    (share / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (share / "link").symlink_to("picture.png")
    return share


def state_of(inventory: Path) -> list[str]:
    """The states of all scans."""
    reader = Reader(inventory)
    states = [reader.summarise(scan).state for scan in reader.scan_numbers()]
    reader.close()
    return states


@pytest.mark.slow
def test_any_number_of_interruptions_gives_the_same_result(
    scan: Any, files: Path, watcher: Any, dump_inventory: Callable[[Path], Any]
) -> None:
    """Stopped again and again after some files, the scan makes headway each time and ends equal to a quiet one."""
    quiet = dump_inventory(scan(files, name="quiet.db"))
    runs = 0
    while True:
        runs += 1
        eyes = watcher(interrupt_after=60 + 12 * runs)
        try:
            scan(files, name="torn.db", watcher=eyes)
            break
        except KeyboardInterrupt:
            assert state_of(scan.key_file.with_name("torn.db")) == ["interrupted"]
        assert runs < 10
    assert runs > 2
    assert eyes.events[0] == ("resumed", 1)
    assert eyes.files["carried over"] + eyes.files["recorded"] == 302
    assert state_of(scan.key_file.with_name("torn.db")) == ["finished"]
    assert dump_inventory(scan.key_file.with_name("torn.db")) == quiet


FORGED = 7_000_000


def forge_kept_counts(inventory: Path) -> None:
    """Put a number into the kept span that no reading would find, sealed as somebody who has the key would."""
    with open_sealed(inventory, inventory.with_name("shared.key")) as inside, inside.whole() as connection:
        (kept,) = connection.execute("SELECT result FROM parts WHERE ordinal = 0").fetchone()
        part = msgspec.msgpack.decode(kept, type=PartResult)
        part = msgspec.structs.replace(part, counts={"email": Counts(0, 0, FORGED)})
        connection.execute("UPDATE parts SET result = ? WHERE ordinal = 0", (msgspec.msgpack.encode(part),))


@pytest.mark.slow
def test_finished_spans_of_a_large_file_are_kept(
    scan: Any, share: Path, watcher: Any, dump_inventory: Callable[[Path], Any]
) -> None:
    """Stopped between two spans, a scan keeps what was under way, goes on with the spans that are missing, and puts all
    together."""
    line = "本日は晴天なり。 " * 60 + "メール hanako@mail.co.jp\n"
    large = share / "large.txt"
    large.write_bytes(line.encode() * (19 * SPAN_BYTES // 4 // len(line.encode())))
    torn = scan.key_file.with_name("torn.db")
    with pytest.raises(KeyboardInterrupt):
        scan(share, name="torn.db", workers=1, should_stop=lambda: bool(dump_inventory(torn)["parts"]))
    kept = dump_inventory(torn)["parts"]
    assert kept == [("large.txt", ordinal) for ordinal in range(len(kept))]
    assert 0 < len(kept) < 5
    forged = shutil.copy(torn, torn.with_name("forged.db"))
    forge_kept_counts(forged)
    scan(share, name="forged.db", workers=1)
    assert sum(row[-1] for row in dump_inventory(forged)["counts"]) > FORGED  # so the kept span was not read again
    eyes = watcher()
    scan(share, name="torn.db", workers=1, watcher=eyes)
    assert eyes.events == [("resumed", 1)]
    assert dump_inventory(torn) == dump_inventory(scan(share, name="quiet.db"))
    large.unlink()


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        {"examples": None, "detectors": ("email", "jp_phone")},
        pytest.param({"filters": Filters(exclude=("*.png",)), "least_score": 30}, marks=pytest.mark.slow),
    ],
    ids=["detection", "filters"],
)
def test_changed_options_start_anew(
    scan: Any, files: Path, watcher: Any, dump_inventory: Callable[[Path], Any], changes: dict[str, Any]
) -> None:
    """With anything changed that decides the result, the scan says what and begins again; nothing old is left in it.

    What was found on the same basis still counts.
    """
    with pytest.raises(KeyboardInterrupt):
        scan(files, name="torn.db", watcher=watcher(interrupt_after=100))
    eyes = watcher()
    torn = scan(files, name="torn.db", watcher=eyes, **changes)
    assert eyes.events[0] == ("restarted", "options")
    assert state_of(torn) == ["interrupted", "finished"]
    assert dump_inventory(torn) == dump_inventory(scan(files, name="quiet.db", **changes))


@pytest.mark.slow
def test_changed_targets_start_anew(scan: Any, files: Path, tmp_path: Path, watcher: Any) -> None:
    """Another target makes another scan."""
    with pytest.raises(KeyboardInterrupt):
        scan(files, watcher=watcher(interrupt_after=100))
    other = tmp_path / "other"
    other.mkdir()
    eyes = watcher()
    scan(files, other, watcher=eyes)
    assert eyes.events[0] == ("restarted", "targets")


@pytest.mark.slow
def test_options_that_do_not_decide_the_result_go_on(scan: Any, files: Path, watcher: Any) -> None:
    """A scan may be continued with more workers or other limits."""
    with pytest.raises(KeyboardInterrupt):
        scan(files, watcher=watcher(interrupt_after=100))
    eyes = watcher()
    scan(files, watcher=eyes, workers=1, file_timeout_s=9.0, file_memory_bytes=1 << 29)
    assert eyes.events[0] == ("resumed", 1)
    assert eyes.files["carried over"] >= 98  # all but the two that are never read


@pytest.mark.slow
def test_what_changed_meanwhile_is_read_again(
    scan: Any, files: Path, watcher: Any, dump_inventory: Callable[[Path], Any]
) -> None:
    """A file that was recorded and then rewritten is recorded as it is now."""
    with pytest.raises(KeyboardInterrupt):
        scan(files, name="torn.db", watcher=watcher(interrupt_after=150))
    for path in sorted(files.glob("部署0/*.txt"))[:20]:
        path.write_text("メール hanako@mail.co.jp\n", "utf-8")
    assert dump_inventory(scan(files, name="torn.db")) == dump_inventory(scan(files, name="quiet.db"))
