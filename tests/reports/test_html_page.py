"""The HTML page: what it says, that it needs nothing else, and that nothing in it runs but its own script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from meibo.catalogue.page import SCRIPT_WORDS, WORDS
from meibo.inventory.model import FileResult
from meibo.inventory.reader import Reader
from meibo.reports.model import ReportOptions
from meibo_connectors.model import Audience
from meibo_connectors.names import escape
from written_page import WrittenPage, squeeze, write_page

MakeFile = Callable[..., FileResult]
MakeInventory = Callable[..., Reader]

SECTIONS = {
    "ja": ["概要", "法令上の報告", "想定損害額", "リスク順ファイル", "フォルダー", "所有者", "アクセス権", "種類別",
           "未読・一部のみ", "用語と基準"],
    "en": ["Summary", "Duty to report", "Yen at risk", "Riskiest files", "Folders", "Owners", "Who can read",
           "Kinds of data", "Not read", "Terms and criteria"],
}  # fmt: skip
LEVELS = ["none", "low", "medium", "high", "critical"]
NAMES = [
    b"</script><script>alert(1)</script>", b"<img src=x onerror=alert(1)>", b"\" onmouseover=\"alert(1)", b"'><b>",
    b"<!-- data -->", b"]]>", b"&lt;b&gt;", b"{{ 7 * 7 }}", b"{% raw %}", b"${alert(1)}", b"javascript:alert(1)",
    "見積\u202ecsv.exe".encode(), "\u2066a\u2069".encode(), "\u061cb".encode(), b"bell\x07", b"\x96\xbc.csv", b"=1+1",
    "line\u2028end".encode(), "\U0001f4c4 名簿.csv".encode(), "ش.txt".encode(), b"long" * 8000,
]  # fmt: skip


@pytest.fixture
def page(office: Reader, japanese: ReportOptions, tmp_path: Path) -> WrittenPage:
    """The page of the small company."""
    return write_page(office, japanese, tmp_path / "page.html")


def test_both_languages_have_all_sections(page: WrittenPage) -> None:
    """In one order; the language of the report is shown, the other waits."""
    for language, titles in SECTIONS.items():
        report = page.report(language)
        assert [squeeze(title) for title in report.xpath(".//main/section/h2")] == titles
        assert [squeeze(link) for link in report.xpath(".//nav[@class='contents']//a")] == titles
    assert page.tree.get("lang") == "ja"
    assert [report.get("lang") for report in page.tree.xpath("//div[@class='report'][not(@hidden)]")] == ["ja"]


def test_the_report_begins_in_its_language(office: Reader, english: ReportOptions, tmp_path: Path) -> None:
    page = write_page(office, english, tmp_path / "page.html")
    assert page.tree.get("lang") == "en"
    assert page.tree.findtext(".//title") == "Personal data inventory"
    assert [report.get("lang") for report in page.tree.xpath("//div[@class='report'][not(@hidden)]")] == ["en"]


def test_the_page_allows_nothing_but_itself(page: WrittenPage) -> None:
    """Its policy names the very style sheet and script that it holds, and nothing refers to anything outside."""
    (policy,) = page.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    (style,), (script,) = page.tree.xpath("//style/text()"), page.tree.xpath("//script[not(@type)]/text()")
    assert rules == {
        "default-src": "'none'", "style-src": hash_of(style), "script-src": hash_of(script), "base-uri": "'none'",
        "form-action": "'none'",
    }  # fmt: skip
    names = {name for element in page.tree.iter() for name in element.attrib}
    assert not names & {"src", "srcset", "style", "action", "background", "poster", "data"}
    assert not [name for name in names if name.startswith("on")]
    assert all(link.startswith("#") for link in page.tree.xpath("//@href"))
    assert "url(" not in style
    assert "@import" not in style


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_every_reference_has_its_place(page: WrittenPage) -> None:
    """Links and names by id lead somewhere, and no id is there twice."""
    ids = page.tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    references = [link[1:] for link in page.tree.xpath("//@href")] + page.tree.xpath("//@aria-labelledby")
    assert set(references) <= set(ids)


def test_hostile_names_are_inert(
    make_file: MakeFile, make_inventory: MakeInventory, japanese: ReportOptions, tmp_path: Path
) -> None:
    """Markup, templates and marks of direction in the names of files, folders and owners stay text that can be seen."""
    files = [
        make_file(
            f"{escape(name)}/{escape(name)}", counts={"email": (0, 0, 3)}, persons=(3, 3), owner=escape(name),
        )
        for name in NAMES
    ]  # fmt: skip
    plain = write_page(
        make_inventory([make_file("a/b", counts={"email": (0, 0, 3)}, persons=(3, 3))]),
        japanese,
        tmp_path / "plain.html",
    )
    page = write_page(make_inventory(files), japanese, tmp_path / "page.html")
    known = {element.tag for element in plain.tree.iter() if isinstance(element.tag, str)}
    assert {element.tag for element in page.tree.iter() if isinstance(element.tag, str)} == known
    assert {name for element in page.tree.iter() for name in element.attrib} == {
        name for element in plain.tree.iter() for name in element.attrib
    }
    assert len(page.tree.xpath("//script")) == 2
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", page.text)
    names = {row[3] for row in page.rows["files"]}
    assert {
        "<img src=x onerror=alert(1)>",
        "見積\\xe2\\x80\\xaecsv.exe",
        "{{ 7 * 7 }}",
        "\U0001f4c4 名簿.csv",
    } <= names
    shown = {squeeze(name) for name in page.tree.get_element_by_id("files-ja").xpath(".//bdi[@class='name']")}
    assert {" ".join(name.split()) for name in names} == shown


def test_the_rows_are_those_of_the_list(page: WrittenPage, office: Reader, tmp_path: Path) -> None:
    """Each file once, riskiest first, with the level, score and people that ``meibo list`` tells."""
    listed = run_list(tmp_path / "inventory-0.db")
    places = page.rows["names"]["places"]
    rows = [
        (f"{places[row[2]][1]}/{row[3]}".lstrip("/"), "none" if row[0] < 0 else LEVELS[row[0]], row[1], row[5])
        for row in page.rows["files"]
    ]
    assert [(row["path"], row["risk"], row["score"], row["persons"]) for row in listed] == rows


def run_list(inventory: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "meibo", "list", "-i", inventory, "--format", "json", "--lang", "en"]
    found: list[dict[str, Any]] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def test_tiles_and_charts_tell_the_figures(page: WrittenPage) -> None:
    """Files, levels and what was not read are those of the scan."""
    figures = {label: (figure, note) for label, figure, note in page.tiles("ja")}
    assert figures["個人データのあるファイル"] == ("4 件", "9 件中")
    assert figures["危険度「重大」「高」"] == ("2 件", "重大 1 件、高 1 件")
    assert figures["未読・一部のみ・確認できず"] == ("3 件", "未読 2、一部のみ 1、確認できず 0")
    levels = page.table("ja", "summary", 0)[1:]
    assert [(row[0], row[2]) for row in levels] == [("重大", "1"), ("高", "1"), ("中", "0"), ("低", "1")]
    coverage = [row for row in page.table("ja", "summary", 1) if len(row) == 2][1:]
    assert coverage == [["完了", "6"], ["一部のみ", "1"], ["未読", "2"], ["今回は確認できず", "0"]]
    assert page.report("ja").xpath(".//p[@class='verdict bad']/text()") == [
        "読めなかったものが 3 件あります。「未読・一部のみ」の「障害」を確認してください。"
    ]


def test_the_law_tells_each_trigger_with_its_clock(page: WrittenPage) -> None:
    """What is met for sure, what may be, and when a report is due."""
    rows = {row[0]: row[2] for row in page.table("en", "law")[1:]}
    assert rows["property damage (rule 7-2)"] == "met"
    assert rows["special care (rule 7-1)"] == "not met"
    assert rows["My Number present"] == "met (no duty to report by itself)"
    assert rows["My Number open to everyone"] == "possible"
    steps = [squeeze(step) for step in page.report("en").xpath(".//ol[@class='clock']/li")]
    assert steps[1:3] == ["Preliminary reportwithin about 3–5 days", "Full reportwithin 30 days"]


def test_damage_shows_its_factors(page: WrittenPage) -> None:
    """The factors of the gravest data multiply to the sum for each person."""
    figures = [squeeze(item.find("dd")) for item in page.report("ja").xpath(".//dl[@class='formula']/div")]
    base, sensitivity, identifiability, responsibility, response = (float(figure) for figure in figures[:5])
    product = base * sensitivity * identifiability * responsibility * response
    assert figures[5] == f"{product:,.0f} 円"


def test_what_was_not_read_is_told_with_its_remedy(page: WrittenPage) -> None:
    """Faults first, in the table of reasons and in the list."""
    assert [row[:3] for row in page.table("en", "unread")[1:]] == [
        ["fault", "2", "permission denied"],
        ["fault", "1", "the time limit was reached"],
        ["by design", "1", "image only"],
        ["note", "1", "characters could not be decoded"],
    ]
    assert len(page.rows["issues"]) == 5


def test_a_page_holds_no_value(page: WrittenPage, office: Reader) -> None:
    """Neither masks nor fingerprints: only counts and places."""
    for position in office.positions(1):
        assert position.masked not in page.text
        assert position.fingerprint[:12] not in page.text


def test_what_is_left_out_is_said(office: Reader, japanese: ReportOptions, tmp_path: Path) -> None:
    """Beyond the cap the riskiest are listed, the page says how many are not and where they are, and figures stay."""
    options = msgspec.structs.replace(japanese, page_files=3)
    page = write_page(office, options, tmp_path / "page.html")
    (said,) = page.tree.get_element_by_id("files-ja").xpath("./p[@class='cut']/text()")
    assert "危険度の高い順に 3 件です。全 9 件のうち残りの 6 件" in said
    assert "meibo report --csv" in said
    assert [row[0] for row in page.rows["files"]] == [4, 3, 1]
    assert page.tiles("ja")[1][1:] == ("4 件", "9 件中")


@pytest.mark.parametrize(
    ("state", "files", "verdict"),
    [
        ("finished", 1, "The scan ended without a fault. What is left out by design is under “Not read”."),
        ("finished", 0, "No file was found in the targets. Check that they are the right ones."),
        ("interrupted", 1, "This scan has not finished (interrupted). What follows is what it has seen so far."),
    ],
)
def test_the_verdict_never_calls_half_a_scan_whole(
    state: str, files: int, verdict: str, make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions,
    tmp_path: Path,
) -> None:  # fmt: skip
    """A scan that has not ended, or that found no file at all, is said to be so; its page is whole all the same."""
    reader = make_inventory([make_file(f"{number}.txt") for number in range(files)], state=state)
    page = write_page(reader, english, tmp_path / "page.html")
    assert [squeeze(one) for one in page.report("en").xpath(".//p[starts-with(@class, 'verdict')]")] == [verdict]
    assert len(page.rows["files"]) == files


def test_folders_hold_the_people_below_them_once(
    make_file: MakeFile, make_inventory: MakeInventory, english: ReportOptions, tmp_path: Path
) -> None:
    """The map's folders lie in each other as on the share, and each has its level and the files below it."""
    found = {"email": (0, 0, 9)}
    reader = make_inventory([
        make_file("営業/東京/a.csv", counts=found, persons=(5, 6)),
        make_file("営業/b.csv", counts={"jp_my_number": (0, 0, 9)}, persons=(2, 2), audience=Audience.PUBLIC),
        make_file("総務/c.csv"),
    ])  # fmt: skip
    page = write_page(reader, english, tmp_path / "page.html")
    labels = [row[0] for row in page.rows["folders"]]
    assert set(labels) == {"file:///srv/共有", "営業", "営業/東京", "総務"}
    parents = {
        label: labels[parent] if parent >= 0 else None
        for label, parent in zip(labels, page.rows["parents"], strict=True)
    }
    assert parents["営業/東京"] == "営業"
    assert parents["営業"] == parents["総務"] == "file:///srv/共有"
    rows = {row[0]: row for row in page.rows["folders"]}
    assert [rows[name][1] for name in ("file:///srv/共有", "営業", "営業/東京")] == [3, 2, 1]
    assert [LEVELS[rows[name][5]] for name in ("営業", "営業/東京", "総務")] == ["critical", "low", "none"]


@pytest.mark.parametrize("words", [WORDS, SCRIPT_WORDS], ids=["page", "script"])
def test_both_languages_say_the_same(words: dict[str, tuple[str, str]]) -> None:
    """Both take the same values, and only the switch to Japanese is Japanese in English."""
    for key, (japanese, english) in words.items():
        assert japanese, key
        assert english, key
        assert set(re.findall(r"\{(\w+)", japanese)) == set(re.findall(r"\{(\w+)", english)), key
        assert key == "switch-language" or not re.search("[\u3040-\u30ff\u4e00-\u9fff]", english), key
