"""What an HTML report says, as an HTML parser reads it; the page is written by the real code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lxml.html

from meibo.inventory.reader import Reader
from meibo.reports.model import ReportOptions
from meibo.reports.registry import write_report


class WrittenPage:
    """The text of a page, its tree, and the rows that its script reads."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree: Any = lxml.html.document_fromstring(text)
        self.rows: dict[str, Any] = json.loads(self.tree.get_element_by_id("inventory").text)

    def report(self, language: str) -> Any:
        """The report in one language."""
        (found,) = self.tree.xpath(f"//div[@class='report'][@lang='{language}']")
        return found

    def tiles(self, language: str) -> list[tuple[str, str, str]]:
        """Label, figure and note of each figure of the summary."""
        return [
            (
                squeeze(tile.find("a")),
                squeeze(tile.xpath("p[@class='figure']")[0]),
                squeeze(tile.xpath("p[@class='note']")[0]),
            )
            for tile in self.report(language).xpath(".//li[@class='tile']")
        ]

    def table(self, language: str, section: str, number: int = 0) -> list[list[str]]:
        """The cells of a section's table, its headings first."""
        table = self.tree.get_element_by_id(f"{section}-{language}").xpath(".//table")[number]
        return [[squeeze(cell) for cell in row.xpath("th|td")] for row in table.xpath(".//tr")]


def squeeze(element: Any) -> str:
    """The text of an element with single spaces."""
    return " ".join(element.text_content().split())


def write_page(reader: Reader, options: ReportOptions, place: Path) -> WrittenPage:
    """The page of scan 1."""
    write_report("html", reader, 1, place, options)
    return WrittenPage(place.read_text("utf-8"))
