"""The inventory as one HTML page that refers to nothing outside itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from meibo import __version__
from meibo.assessment.rated_file import RatedFile
from meibo.assessment.survey import survey_scan
from meibo.catalogue.language import Language
from meibo.catalogue.page import SCRIPT_WORDS
from meibo.inventory.reader import Reader
from meibo.reports.cell_text import spell_out
from meibo.reports.html_content import FIRST_ROWS, Content, gather
from meibo.reports.html_encode import encode_json, make_policy
from meibo.reports.html_rows import RowMaker
from meibo.reports.html_treemap import name_folder
from meibo.reports.html_view import View
from meibo.reports.html_voice import Voice
from meibo.reports.model import ReportOptions

if TYPE_CHECKING:
    from jinja2 import Environment

PARTS: Final = files("meibo.reports") / "html_parts"
_STYLES: Final = ("page.css", "charts.css")
_SCRIPTS: Final = ("names.js", "data_table.js", "treemap.js", "details.js", "page.js")
_DATA: Final = "<!-- data -->"
"""Stands in the template where the rows go, which are too many to pass through it."""


def write(path: Path, reader: Reader, scan: int, options: ReportOptions) -> None:
    """Write the page. Rows of files pass by one at a time; memory grows with the folders and owners."""
    spool = path.with_name(path.name + ".survey")
    spool.mkdir()
    survey = survey_scan(reader, scan, spool, options.least_score, options.rules)
    content = gather(reader, scan, survey)
    languages: tuple[Language, ...] = ("ja", "en") if options.language == "ja" else ("en", "ja")
    voices = [Voice(language, options) for language in languages]
    before, after = _render(content, voices, options).split(_DATA)
    with path.open("wb") as stream:
        stream.write(before.encode())
        _write_data(stream, survey.ranked(), content, voices, options)
        stream.write(after.encode())


def _render(content: Content, voices: list[Voice], options: ReportOptions) -> str:
    style, script = (_join(names) for names in (_STYLES, _SCRIPTS))
    made = f"{datetime.now(options.zone):%Y-%m-%d %H:%M} {options.zone_name}"
    return (
        _make_environment()
        .get_template("page.html")
        .render(
            views=[View(voice, content, made) for voice in voices],
            content=content,
            style=style,
            script=script,
            policy=make_policy(style, script),
            program=f"meibo {__version__}",
            first_rows=FIRST_ROWS,
            data_mark=_DATA,
        )
    )


def _make_environment() -> Environment:
    """Jinja2 with every value escaped, imported only where a page is written."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("meibo.reports", "html_parts"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def _join(names: Iterable[str]) -> str:
    """Parts of the page as one text, as it is hashed: line ends are those that HTML keeps."""
    return "\n".join((PARTS / name).read_text("utf-8") for name in names).replace("\r\n", "\n")


def _write_data(
    stream: BinaryIO, ranked: Iterable[RatedFile], content: Content, voices: list[Voice], options: ReportOptions
) -> None:
    """One JSON object; what its numbers stand for comes last, when all are known."""
    maker = RowMaker(options)
    stream.write(b'{"files":[')
    stream.writelines(
        (b",\n" if number else b"\n") + encode_json(maker.make_file_row(file))
        for number, file in enumerate(islice(ranked, options.page_files))
    )
    stream.write(b"\n]")
    folders = content.folders
    parts: dict[str, object] = {
        "folders": [maker.make_group_row(folder.group, name_folder(folder)) for folder in folders],
        "tops": [not folder.group.key for folder in folders],
        "parents": [folder.parent for folder in folders],
        "maps": content.maps,
        "owners": [maker.make_group_row(group, spell_out(group.key)) for group in content.owners],
        "issues": [maker.make_issue_row(issue) for issue in content.issues],
        "names": maker.list_names(),
        "words": {
            voice.language: {
                **maker.list_words(voice),
                "say": {key: pair[voice.language != "ja"] for key, pair in SCRIPT_WORDS.items()},
            }
            for voice in voices
        },
    }
    stream.writelines(b',"' + name.encode() + b'":' + encode_json(part) for name, part in parts.items())
    stream.write(b"}")
