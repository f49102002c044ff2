"""The parser's process from the worker's side: what it gives, and what happens when it dies, hangs or grows."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from meibo.extraction.model import HEAD_BYTES, Limits, Notice
from meibo.extraction.sniffing.sniff import sniff
from meibo.pipeline.confinement.limits import DESCRIPTORS
from meibo.pipeline.parser import Parser
from meibo.pipeline.parser_model import ParserSettings, Request
from meibo_detectors.model import Block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEGABYTE = 1 << 20


def zip_of(**members: bytes) -> bytes:
    """An archive with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.txt", content)
    return target.getvalue()


@pytest.fixture
def parser() -> Iterator[Parser]:
    """One with default limits."""
    with contextlib.closing(Parser(ParserSettings())) as made:
        yield made


def read(parser: Parser, content: bytes, name: str = "名簿.zip") -> list[Block | Notice]:
    """All that a parser gives of a file that has no descriptor."""
    request = Request(name, sniff(content[:HEAD_BYTES], name).id, len(content))
    return list(parser.read(request, io.BytesIO(content)))


def text_of(items: list[Block | Notice]) -> str:
    return "".join(item.text.decode() for item in items if isinstance(item, Block))


def codes_of(items: list[Block | Notice]) -> list[str]:
    return [item.code for item in items if isinstance(item, Notice) and item.code != "encoding"]


def children() -> set[int]:
    """Processes that this one has started and that live."""
    own: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            own |= {int(pid) for pid in (task / "children").read_text().split()}
    return own


def count_descriptors(pid: int | str) -> int:
    """How many files a process holds open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def test_one_process_reads_file_after_file(parser: Parser) -> None:
    """It starts with the first file, and stays."""
    before = children()
    assert "佐藤 健太" in text_of(read(parser, zip_of(a="氏名 佐藤 健太".encode())))
    started = children() - before
    assert "鈴木 美咲" in text_of(read(parser, zip_of(a="氏名 鈴木 美咲".encode())))
    assert children() - before == started


def test_a_file_with_a_descriptor_is_read_through_it(parser: Parser, tmp_path: Path) -> None:
    """The descriptor is lent: the place of the stream here does not move."""
    place = tmp_path / "名簿.zip"
    place.write_bytes(zip_of(a="氏名 高橋 翔".encode()))
    with place.open("rb", buffering=0) as raw:
        raw.seek(7)
        items = list(parser.read(Request(place.name, "zip", place.stat().st_size), raw))
        assert raw.tell() == 7
    assert "高橋 翔" in text_of(items)


def test_descriptors_do_not_pile_up(parser: Parser) -> None:
    """Neither here nor in the process, which may hold few."""
    content = zip_of(a=b"text")
    read(parser, content)
    before = children()
    here = count_descriptors("self")
    for _ in range(DESCRIPTORS + 10):
        assert "text" in text_of(read(parser, content))
    assert count_descriptors("self") == here
    assert children() == before  # the process has not run out of what it may open


@pytest.mark.skipif(os.geteuid() != 0, reason="only root looks into a process that hides its memory")
def test_the_process_says_nothing_to_the_terminal(parser: Parser) -> None:
    """Libraries quote content in warnings and panics: what they print goes nowhere."""
    read(parser, zip_of(a=b"text"))
    (pid,) = filter(_is_parser, children())
    assert [str(Path(f"/proc/{pid}/fd/{output}").readlink()) for output in (1, 2)] == [os.devnull, os.devnull]


def test_the_format_is_told_from_inside(parser: Parser) -> None:
    """A workbook by any other name is a workbook."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("名簿").write("B2", "加藤 由美")
    items = read(parser, target.getvalue(), "名簿.dat")
    assert parser.format == "xlsx"
    assert "加藤 由美" in text_of(items)


def test_a_limit_keeps_what_was_read() -> None:
    """The file is told to be unfinished, with the figure."""
    with contextlib.closing(Parser(ParserSettings(Limits(members=2)))) as parser:
        items = read(parser, zip_of(a=b"first", b=b"second", c=b"third"))
    assert "first" in text_of(items)
    assert "third\n" not in text_of(items)
    assert [(item.code, item.detail) for item in items if isinstance(item, Notice) and item.code != "encoding"] == [
        ("member-limit", "2")
    ]


def test_memory_is_bounded(parser: Parser) -> None:
    """A file that needs more than the process may have ends with that reason, and the next file is read."""
    with contextlib.closing(Parser(ParserSettings(Limits(memory_bytes=48 * MEGABYTE, ratio=10_000)))) as small:
        inner = zip_of(a=bytes(1000))
        content = zip_of(b=inner + bytes(200 * MEGABYTE))
        assert set(codes_of(read(small, content))) & {"memory-limit", "crash"}
        assert "田中" in text_of(read(small, zip_of(a="田中".encode())))


def kill_when(parser: Parser, act: Callable[[int], None]) -> Iterator[Block | Notice]:
    """Read an archive of many members, and do something to the process after the first block."""
    content = zip_of(**{f"m{number}": os.urandom(MEGABYTE).hex().encode() for number in range(12)})
    for number, item in enumerate(parser.read(Request("a.zip", "zip", len(content)), io.BytesIO(content))):
        if number == 0:
            for pid in filter(_is_parser, children()):
                act(pid)
        yield item


def test_more_passwords_are_asked_for_when_no_known_one_opens(parser: Parser) -> None:
    """Once a file, and only then."""
    asked: list[int] = []

    def find() -> tuple[str, ...]:
        asked.append(1)
        return ("wrong-1", "k9-Xq7mPz")

    pyzipper = pytest.importorskip("pyzipper")
    target = io.BytesIO()
    with pyzipper.AESZipFile(target, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"k9-Xq7mPz")
        archive.writestr("a.txt", "氏名 中村 愛".encode())
    content = target.getvalue()
    items = list(parser.read(Request("a.zip", "zip", len(content)), io.BytesIO(content), find))
    assert "中村 愛" in text_of(items)
    assert codes_of(items) == ["password-opened"]
    assert len(asked) == 1
    plain = zip_of(a=b"text")
    list(parser.read(Request("a.zip", "zip", len(plain)), io.BytesIO(plain), find))
    assert len(asked) == 1


def test_a_process_that_dies_in_the_middle(parser: Parser) -> None:
    """What it told before stays, the file is told to be unfinished, and the next one is read by a new process."""
    items = list(kill_when(parser, lambda pid: os.kill(pid, signal.SIGKILL)))
    assert codes_of(items) == ["crash"]
    assert [item.detail for item in items if isinstance(item, Notice) and item.code == "crash"] == ["signal 9"]
    assert text_of(items)
    assert "佐藤" in text_of(read(parser, zip_of(a="佐藤".encode())))


def test_a_process_that_the_system_ends_for_its_time(parser: Parser) -> None:
    """The system counts the time of processors too, should nobody watch the clock: it is told as what it is."""
    read(parser, zip_of(a=b"warm up"))
    (pid,) = filter(_is_parser, children())
    os.kill(pid, signal.SIGSTOP)
    killer = threading.Timer(0.3, lambda: [os.kill(pid, one) for one in (signal.SIGXCPU, signal.SIGCONT)])
    killer.start()
    items = read(parser, zip_of(a=b"text"))
    killer.join()
    assert codes_of(items) == ["time-limit"]


def test_a_process_that_dies_at_once_is_tried_again(parser: Parser) -> None:
    """A file of which nothing was read is read once more."""
    read(parser, zip_of(a=b"warm up"))
    (pid,) = filter(_is_parser, children())
    os.kill(pid, signal.SIGSTOP)
    content = zip_of(a="山本 結衣".encode())
    killer = threading.Timer(0.3, os.kill, (pid, signal.SIGKILL))
    killer.start()
    items = read(parser, content)
    killer.join()
    assert codes_of(items) == []
    assert "山本 結衣" in text_of(items)


@pytest.mark.parametrize(
    ("sent", "is_same"), [(signal.SIGKILL, True), (signal.SIGABRT, False)], ids=["killed", "crashed"]
)
def test_who_was_killed_reads_the_same_and_who_crashed_the_surer_way(
    parser: Parser, sample_share: Path, sent: signal.Signals, is_same: bool
) -> None:
    """A process that somebody ended says nothing of the file; one that ended itself may have died of it."""
    content = (sample_share / "営業部" / "入会申込書" / "申込書_26-101.pdf").read_bytes()
    quiet = read(parser, content, "申込書.pdf")
    (pid,) = filter(_is_parser, children())
    os.kill(pid, signal.SIGSTOP)
    killer = threading.Timer(0.3, lambda: [os.kill(pid, one) for one in (sent, signal.SIGCONT)])
    killer.start()
    again = read(parser, content, "申込書.pdf")
    killer.join()
    assert (again == quiet) is is_same
    assert codes_of(again) == codes_of(quiet)


@pytest.mark.slow
def test_a_process_that_hangs_is_killed() -> None:
    """When its time and a little more is over."""
    with contextlib.closing(Parser(ParserSettings(Limits(seconds=0.5, seconds_per_megabyte=0)))) as parser:
        read(parser, zip_of(a=b"warm up"))
        items = list(kill_when(parser, lambda pid: os.kill(pid, signal.SIGSTOP)))
        assert codes_of(items) == ["time-limit"]
        assert "佐藤" in text_of(read(parser, zip_of(a="佐藤".encode())))


def test_a_reader_that_gives_up_ends_the_process(parser: Parser) -> None:
    """What it still would say belongs to no other file."""
    content = zip_of(**{f"m{number}": os.urandom(MEGABYTE).hex().encode() for number in range(12)})
    reading: Any = parser.read(Request("a.zip", "zip", len(content)), io.BytesIO(content))
    next(reading)
    reading.close()
    assert text_of(read(parser, zip_of(a="佐藤".encode()))).endswith("佐藤")


def _is_parser(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


@pytest.mark.skipif(os.geteuid() != 0, reason="only root looks into a process that hides its memory")
def test_the_process_inherits_no_credentials(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment is as it is but for credentials; the worker, which needs them, keeps them."""
    names = (
        "MEIBO_SMB_PASSWORD", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AZURE_STORAGE_KEY", "KRB5CCNAME",
        "GOOGLE_APPLICATION_CREDENTIALS", "IDENTITY_HEADER", "https_proxy", "GITHUB_TOKEN",
    )  # fmt: skip
    for name in names:
        monkeypatch.setenv(name, "kanaria-8f3e2b7c")
    monkeypatch.setenv("MARK_OF_A_TEST", "here")
    before = children()
    read(parser, zip_of(a=b"text"))
    environments = [Path(f"/proc/{pid}/environ").read_bytes() for pid in children() - before]
    assert any(b"MARK_OF_A_TEST=here" in environment for environment in environments)
    assert not [environment for environment in environments if b"kanaria" in environment]
    assert [os.environ[name] for name in names] == ["kanaria-8f3e2b7c"] * len(names)
