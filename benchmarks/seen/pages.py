"""Drawn pages and cards: which of their values are read and found, beside tesseract."""

from __future__ import annotations

import io
import statistics
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PIL import Image

from meibo.extraction.pictures.decoding import to_pixels
from meibo.samples.pictures.distort import CONDITIONS
from meibo.samples.pictures.pages import KINDS, draw_conditions, draw_pages
from seen import tesseract
from seen.tables import NONE, show_share, write_rows
from seen.values import LEVELS, NOT_COUNTED, Miss, count_asked, find_misses, tell_levels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from meibo.samples.pictures.model import DrawnPage
    from seen.reading import PictureDesk

PLAIN: Final = "clean, 300 dpi"
USUAL_DPI: Final = 150
WITH_TEXT: Final = tuple(kind for kind in KINDS if kind not in ("portrait", "group", "landscape"))
"""Kinds that samples draw; photographs are measured elsewhere."""
LEAST_CLEAN: Final = 0.9
"""The share of values that must stand in the text of clean pictures: else something is broken, and no time counts."""
_MOST_MISSES: Final = 3


class Measured(msgspec.Struct, frozen=True):
    """One picture."""

    kind: str
    condition: str
    asked: int
    misses: tuple[Miss, ...]
    levels: tuple[tuple[str, str], ...]
    seconds: float
    peak_mb: float
    theirs: dict[int, tuple[int, float, float]]
    """By mode of tesseract: values that stand in its text, seconds, and peak memory."""

    @property
    def exact(self) -> int:
        """Values that stand in the text."""
        return self.asked - len(self.misses)


def draw_all(
    seeds: Sequence[int], kinds: Iterable[str] = WITH_TEXT, conditions: Iterable[str] = (*CONDITIONS, PLAIN)
) -> Iterator[tuple[str, DrawnPage]]:
    """Each kind in each condition at 150 dpi, and clean at 300."""
    chosen = set(conditions)
    kinds = tuple(kinds)
    for seed in seeds:
        if chosen & CONDITIONS.keys():
            for page in draw_conditions(seed, USUAL_DPI, kinds):
                condition = page.name.removeprefix(f"{page.kind}-{USUAL_DPI}dpi-")
                if condition in chosen:
                    yield condition, page
        if PLAIN in chosen:
            yield from ((PLAIN, page) for page in draw_pages(seed, 300) if page.kind in kinds)


def measure(condition: str, page: DrawnPage, desk: PictureDesk, modes: Sequence[int]) -> Measured:
    """Read one picture with meibo and with each mode of tesseract."""
    across, down = page.image.info["dpi"]
    content = _save(page.image, dpi=(across, down))
    with ThreadPoolExecutor(1) as beside:  # programs of their own, each with one thread: nobody waits for the other
        waiting = beside.submit(_ask_tesseract, page, content, modes)
        reading = desk.read(content, "png")
        theirs = waiting.result()
    return Measured(
        page.kind,
        condition,
        count_asked(page.fields),
        tuple(find_misses(page.fields, reading.text)),
        tuple(tell_levels(page.fields, reading.found)),
        reading.seconds,
        reading.peak_mb,
        theirs,
    )


def _ask_tesseract(page: DrawnPage, content: bytes, modes: Sequence[int]) -> dict[int, tuple[int, float, float]]:
    """What each mode reads of a picture whose dots are square: it would take a fax for wide and flat."""
    theirs: dict[int, tuple[int, float, float]] = {}
    if modes:
        across, _ = page.image.info["dpi"]
        square = _save(Image.fromarray(to_pixels(Image.open(io.BytesIO(content)))[:, :, ::-1]), dpi=(across, across))
        for mode in modes:
            output = tesseract.read(square, "png", mode)
            missed = find_misses(page.fields, output.text)
            theirs[mode] = count_asked(page.fields) - len(missed), output.seconds, output.peak_mb
    return theirs


def check(results: Sequence[Measured]) -> None:
    """Raise AssertionError where clean pictures are not read."""
    clean = [one for one in results if one.condition in ("clean", PLAIN)]
    asked, exact = sum(one.asked for one in clean), sum(one.exact for one in clean)
    assert exact >= LEAST_CLEAN * asked, f"{exact} of {asked} values of clean pictures are read"


def write_sections(results: Sequence[Measured], version: str) -> dict[str, str]:
    """Every table about pages."""
    modes = tesseract.MODES if version else ()
    by_condition = _group(results, lambda one: one.condition)
    order = [PLAIN, *CONDITIONS]
    return {
        "conditions": _write_groups("condition", sorted(by_condition.items(), key=lambda row: order.index(row[0])),
                                    version, modes),
        "kinds": _write_groups("kind", _group(results, lambda one: one.kind).items(), version, modes)
        + f"\nMean over kinds: {mean_seconds(results):.2f} s a picture.\n",
        "detectors": _write_detectors(results),
        "misses": _write_misses(results),
    }  # fmt: skip


def mean_seconds(results: Sequence[Measured]) -> float:
    """Seconds a picture: the mean over kinds, each the mean of its conditions."""
    kinds = _group(results, lambda one: one.kind).values()
    return statistics.fmean(statistics.fmean(one.seconds for one in kind) for kind in kinds)


def _group(results: Sequence[Measured], key: Callable[[Measured], str]) -> dict[str, list[Measured]]:
    groups: dict[str, list[Measured]] = defaultdict(list)
    for one in results:
        groups[key(one)].append(one)
    return groups


def _write_groups(name: str, groups: Iterable[tuple[str, list[Measured]]], version: str, modes: Sequence[int]) -> str:
    head = [name, "pictures", "values", "exact, %", "medium or high, %", "with low, %", "s a page", "peak MB"]
    for mode in modes:
        head += [f"tesseract {version} --psm {mode}, exact, %", "s a page"]
    rows: list[list[Any]] = [_write_group(name, group, modes) for name, group in groups]
    return write_rows(head, rows)


def _write_group(name: str, group: Sequence[Measured], modes: Sequence[int]) -> list[Any]:
    asked = sum(one.asked for one in group)
    levels = Counter(level for one in group for _, level in one.levels)
    row: list[Any] = [
        *(name, len(group), asked, show_share(sum(one.exact for one in group), asked)),
        *(show_share(levels["medium"], levels.total()), show_share(levels["medium"] + levels["low"], levels.total())),
        *(f"{statistics.fmean(one.seconds for one in group):.2f}", f"{max(one.peak_mb for one in group):.0f}"),
    ]
    for mode in modes:
        exact, seconds, _ = zip(*(one.theirs[mode] for one in group), strict=True)
        row += [show_share(sum(exact), asked), f"{statistics.fmean(seconds):.2f}"]
    return row


def _write_detectors(results: Sequence[Measured]) -> str:
    asked: Counter[str] = Counter()
    missed = Counter(miss.detector for one in results for miss in one.misses)
    levels: dict[str, Counter[str]] = defaultdict(Counter)
    for one in results:
        for detector, level in one.levels:
            asked[detector] += 1
            levels[detector][level] += 1
    rows = []
    for detector in sorted(asked):
        exact = NONE if detector in NOT_COUNTED else show_share(asked[detector] - missed[detector], asked[detector])
        shares = (show_share(levels[detector][level], asked[detector]) for level in LEVELS)
        rows.append((f"`{detector}`", asked[detector], exact, *shares))
    head = ("detector", "values", "exact, %", "medium or high, %", "low, %", "another value, %", "not, %")
    return write_rows(head, rows)


def _write_misses(results: Sequence[Measured]) -> str:
    """Kinds, conditions and detectors with what was missed; examples tell what stands in the text instead."""
    missed: dict[tuple[str, str, str], list[Miss]] = defaultdict(list)
    asked: Counter[tuple[str, str, str]] = Counter()
    for one in results:
        for miss in one.misses:
            missed[one.kind, one.condition, miss.detector].append(miss)
        asked.update((one.kind, one.condition, detector) for detector, _ in one.levels)
    if not missed:
        return "None.\n"
    rows = [
        (*key, f"{len(misses)} of {asked[key]}", "; ".join(map(_show, misses[:_MOST_MISSES])))
        for key, misses in sorted(missed.items())
    ]
    return write_rows(("kind", "condition", "detector", "missed", "for example: value, and what was read"), rows)


def _show(miss: Miss) -> str:
    value = miss.value.splitlines()[-1]
    return f"`{value}`: " + (f"`{miss.read}`" if miss.read else "nothing like it")


def _save(image: Image.Image, dpi: tuple[float, float]) -> bytes:
    content = io.BytesIO()
    image.save(content, "PNG", dpi=dpi, compress_level=1)
    return content.getvalue()
