"""What the pages show: files, evidence, folders, groups, changes, and what was not seen."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from web_pages import HOSTILE, Pages, find_file, find_names, run_meibo

ALL = ("/", "/files", "/folders", "/owners", "/audiences", "/detectors", "/unread", "/changes")


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize(("language", "word"), [("ja", "概要"), ("en", "Overview")])
def test_pages_speak_both_languages(pages: Pages, path: str, language: str, word: str) -> None:
    """The language is said in the page, and its words are of it."""
    cookies = f"{pages.cookie}; meibo-lang={language}"
    text = pages.get(path, headers={"cookie": cookies})
    assert f'<html lang="{language}"' in text
    assert word in text


def test_riskiest_file_comes_first(pages: Pages) -> None:
    """The list is in the order of risk, and of any other column that is asked for."""
    assert find_names(pages.get("/files"))[0] in ("報酬支払先_2026.csv", "新しい名簿.csv")
    by_path = find_names(pages.get("/files?sort=path"))
    assert find_names(pages.get("/files?sort=path&dir=reverse")) == by_path[::-1]
    assert find_names(pages.get("/files?sort=size"))[-1] == "空.txt"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=健康", {"健康診断結果一覧_2026.csv"}),
        ("q=健康診断 CSV", {"健康診断結果一覧_2026.csv"}),
        ("q=ＣＳＶ ２０２６ 報酬", {"報酬支払先_2026.csv"}),
        ("q=総務部/健康", {"健康診断結果一覧_2026.csv"}),
        ("q=ない語", set()),
        ("status=skipped", {"写真.jpg"}),
        ("detector=sensitive", {"健康診断結果一覧_2026.csv"}),
        ("trigger=rule7-1", {"健康診断結果一覧_2026.csv"}),
        ("trigger=mynumber-any", {"報酬支払先_2026.csv", "新しい名簿.csv"}),
        ("trigger=mynumber-any&q=新しい", {"新しい名簿.csv"}),
        (
            "level=critical&detector=jp_my_number&detector=sensitive",
            {"健康診断結果一覧_2026.csv", "報酬支払先_2026.csv", "新しい名簿.csv"},
        ),
        ("mark=needed", set()),
        ("owner=nobody-of-this-name", set()),
    ],
)  # fmt: skip
def test_filters_select(pages: Pages, query: str, expected: set[str]) -> None:
    """Words in the path whatever their width and case, and every filter; of one kind any fits, of several all must."""
    text = pages.get(f"/files?{query}")
    assert set(find_names(text)) == expected
    assert f'class="count">{len(expected)} files' in text


def test_folders_select_what_is_below(pages: Pages) -> None:
    """A folder's link shows its own files and those of the folders in it."""
    tree = pages.get("/folders")
    [link] = [html.unescape(one) for one in re.findall(r'href="[^"]*?(/folders\?[^"]*)"><bdi>総務部', tree)]
    assert "健康管理" in pages.get(link)
    assert find_names(pages.get(link.replace("/folders?", "/files?").replace("path=", "folder="))) == [
        "健康診断結果一覧_2026.csv"
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_inert(pages: Pages, name: str) -> None:
    """Names are text wherever they stand, and none turns the writing direction."""
    found = re.findall(r"/files/\d+", pages.get("/files?sort=path"))
    texts = [pages.get(path) for path in ("/files", "/changes", *dict.fromkeys(found))]
    joined = "".join(texts)
    assert "<script>alert" not in joined
    assert "<img src=x" not in joined
    assert "\u202e" not in joined
    assert html.escape(name.replace("\u202e", "\\xe2\\x80\\xae"), quote=False).replace('"', "&#34;").replace(
        "'", "&#39;"
    ) in joined  # fmt: skip


def test_hostile_addresses_are_inert(pages: Pages) -> None:
    """What stands in an address comes back as text, or not at all."""
    attack = '"><script>alert(1)</script>'
    for name in ("q", "level", "owner", "folder", "target", "sort", "dir", "page", "detector", "mark", "audience"):
        answer = pages.client.get(f"{pages.base}/files", params={name: attack})
        assert answer.status_code == 200, name
        assert "<script>alert" not in answer.text
    for path in ("/folders?target=x", "/changes?old=9&new=10", "/files/999999", "/files/x", "/files/-1"):
        assert pages.client.get(pages.base + path).status_code == 404
    for path in (
        "/owners?sort=id;drop&after=x_y",
        "/folders?after=_",
        "/unread?code=' OR 1&after=x",
        "/changes?old=2&new=1",
    ):
        assert pages.client.get(pages.base + path).status_code == 200, path


def test_file_shows_its_evidence(pages: Pages) -> None:
    """Positions with masks and evidence, counts, access, factors of the damage; never a value."""
    text = pages.get(find_file(pages, "健康"))
    for said in ("column “", "special care (rule 7-1)", "a person = base 500", "Readable by", "mode 06"):
        assert said in text
    assert re.search(r"row \d+, column \d+", text)
    assert re.search(r'class="mask"><bdi>[^<]*\*', text)


def test_unread_file_says_so(pages: Pages) -> None:
    """What was not read is not called clean."""
    text = pages.get(find_file(pages, "写真"))
    assert "It was not read: what it holds is not known." in text


def test_changes_are_shown(pages: Pages) -> None:
    """The last two scans, what matters most first; one kind of change alone."""
    text = pages.get("/changes")
    assert "Changes from scan 1 to 2" in text
    assert set(find_names(text)) == {"新しい名簿.csv", "休職者一覧.csv"}
    assert find_names(pages.get("/changes?old=1&new=2&kind=gone")) == ["休職者一覧.csv"]


def test_groups_count_people_once(pages: Pages) -> None:
    """The copy of a roster adds nobody: its 18 people are those of the first."""
    first, copy = (pages.get(find_file(pages, word)) for word in ("報酬支払先", "新しい名簿"))
    people = re.compile(r"<dt>People</dt><dd>([\d–,]+)</dd>")
    assert people.findall(first) == people.findall(copy) == ["18"]
    assert "1 more" in copy
    assert re.search(r"My Number.*?<b>18</b>", pages.get("/detectors"), re.DOTALL)


def test_unions_show_the_likely_number(make_pages_of: Callable[..., Pages], tmp_path: Path) -> None:
    """Before its range, which stands in small print on the overview and beside it in tables."""
    share = tmp_path / "share" / "総務"
    share.mkdir(parents=True)
    (share / "住所.csv").write_text("氏名,住所\n吉田 美咲,東京都渋谷区道玄坂2-10-8\n", "utf-8")
    (share / "電話.csv").write_text("氏名,電話番号\n吉田 美咲,090-2345-6786\n", "utf-8")
    run_meibo("scan", share.parent, "-i", tmp_path / "meibo.db", "--quiet", "--no-progress")
    pages = make_pages_of(tmp_path / "meibo.db", scan=1)
    assert "<strong>about 1</strong><small>between 1 and 2</small>" in pages.get("/")
    assert "<b>about 1 (1–2)</b>" in pages.get("/folders")


def test_reasons_lead_to_places(pages: Pages) -> None:
    """What was not read is listed by reason, and each reason leads to its files."""
    reasons = pages.get("/unread")
    [link] = set(re.findall(r"/unread\?code=image-only|/unread\?code=damaged", reasons))
    assert "写真.jpg" in pages.get(link)


@pytest.mark.parametrize(("language", "words"), [("ja", "--ocr を付けて走査すると"), ("en", "scan with --ocr")])
def test_unread_pictures_are_told_with_what_to_do(pages: Pages, language: str, words: str) -> None:
    """In one sentence above the reasons."""
    assert words in pages.get("/unread", headers={"cookie": f"{pages.cookie}; meibo-lang={language}"})


def test_index_is_private(pages: Pages) -> None:
    """Nobody else can read a file of the index, and what only its making needed is gone."""
    files = list(pages.site.settings.folder.rglob("*"))
    assert len(files) > 10
    assert not [file for file in files if file.stat().st_mode & 0o077]
    assert not [file for file in files if file.is_dir()]
