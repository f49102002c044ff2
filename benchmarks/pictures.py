"""Pictures: what is read and found in them, and what that costs: python benchmarks/pictures.py --write docs/pictures.md

Four parts, each of which can be measured alone (``--only``): drawn pages and cards in every condition, beside the
program tesseract where it is installed; photographs without text; portraits; a whole scan. Pictures are drawn from
seeds or made of what packages ship (``pip install --group peers``). What is read is compared with what was drawn
before a time is told. Seconds are of the processor, with one thread; those of the scan are of the clock. Sections that
were not measured stay as the page has them.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path
from typing import Final

from scoring.page import write_page
from seen import pages, photographs, portraits, scanning, tesseract
from seen.reading import open_desk

PARTS: Final = ("pages", "photographs", "portraits", "scan")
_SECTION: Final = re.compile(r"(<!-- measured: \w+ -->\n).*?\n<!-- end -->\n", re.DOTALL)


def main() -> int:
    """Measure, and write or print."""
    options = _read_options()
    sections: dict[str, str] = {}
    if "pages" in options.only:
        sections |= measure_pages(options)
    if "photographs" in options.only:
        sections |= measure_photographs(options)
    if "portraits" in options.only:
        sections |= measure_portraits(options)
    if "scan" in options.only:
        sections |= measure_scan(options)
    if options.write:
        former = options.write.read_text("utf-8")
        options.write.write_text(write_page(_SECTION.sub(r"\1", former), sections, former), "utf-8")
    else:
        print("\n".join(f"## {name}\n\n{body}" for name, body in sections.items()))
    return 0


def measure_pages(options: argparse.Namespace) -> dict[str, str]:
    """Drawn pages and cards."""
    version = "" if options.alone else tesseract.find_version()
    if not version:
        print("tesseract with jpn and eng is not there, or not wanted: its columns are left out", file=sys.stderr)
    results = []
    with open_desk() as desk:
        for condition, page in pages.draw_all(options.seeds, options.kinds, options.conditions):
            one = pages.measure(condition, page, desk, tesseract.MODES if version else ())
            print(f"{one.kind} {condition}: {one.exact}/{one.asked}, {one.seconds:.1f} s", file=sys.stderr, flush=True)
            results.append(one)
    pages.check(results)
    return pages.write_sections(results, version)


def measure_photographs(options: argparse.Namespace) -> dict[str, str]:
    """Photographs without text."""
    made = list(photographs.make_photographs(options.photographs))
    assert len({photograph.content for photograph in made}) == options.photographs, "two variants are the same"
    with open_desk() as desk:
        plain = photographs.look_at(made, desk, faces=False)
        with_faces = photographs.look_at(made, desk, faces=True)
    return {"photographs": photographs.write_section(made, plain, with_faces)}


def measure_portraits(options: argparse.Namespace) -> dict[str, str]:
    """Portraits, and what is none."""
    drawn = [page for _, page in pages.draw_all(options.seeds, pages.KINDS, ("clean", pages.PLAIN))]
    with open_desk() as desk:
        counted = list(portraits.count(list(portraits.list_cases(drawn)), desk))
    portraits.check(counted)
    return {"portraits": portraits.write_section(counted)}


def measure_scan(options: argparse.Namespace) -> dict[str, str]:
    """A share, with the real command."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        share = scanning.make_share(place / "demo", options.seeds[0])
        plain = scanning.scan("plain", share, place / "plain.db", options.workers)
        read = scanning.scan("ocr", share, place / "ocr.db", options.workers, ("--ocr", "--faces"))
        scanning.check(read)
        return scanning.write_sections(plain, read, share, options.workers)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="parts")
    parser.add_argument("--seeds", type=_read_seeds, default=(1, 2), help="of what is drawn (default: 1,2)")
    parser.add_argument(
        "--kinds", nargs="+", choices=pages.WITH_TEXT, default=pages.WITH_TEXT, help="of pages and cards"
    )
    parser.add_argument("--conditions", nargs="+", default=(*pages.CONDITIONS, pages.PLAIN), help="that they are in")
    parser.add_argument("--alone", action="store_true", help="without tesseract")
    parser.add_argument("--photographs", type=int, default=500, help="without text (default: 500)")
    parser.add_argument("--workers", type=int, default=2, help="of the scan (default: 2)")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    return parser.parse_args()


def _read_seeds(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


if __name__ == "__main__":
    sys.exit(main())
