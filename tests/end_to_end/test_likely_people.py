"""How many people a folder is likely to hold: one figure near the truth, as somebody who knows the files would say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"

CASES: dict[str, tuple[dict[str, str], int, int]] = {
    "同じ人の名簿と連絡先": (
        {
            "名簿.csv": "氏名,生年月日\n久保 智也,1980/1/2\n高木 蓮,1991/5/6\n",
            "連絡先.csv": "氏名,電話番号\n久保 智也,090-2345-6781\n高木 蓮,090-2345-6782\n",
        }, 2, 0,
    ),
    "同姓同名で生年月日が違う": (
        {
            "営業.csv": "氏名,生年月日,電話番号\n高橋 実,1980/1/2,090-2345-6783\n",
            "経理.csv": "氏名,生年月日,メールアドレス\n高橋 実,1990/3/4,takahashi@kakuu.co.jp\n",
        }, 2, 0,
    ),
    "番号とメールがあっても生年月日で分かる": (
        {
            "営業.csv": "免許証番号,氏名,生年月日,メールアドレス\n308012345672,中村 翔,1980/1/2,sho1@kakuu.co.jp\n",
            "経理.csv": "免許証番号,氏名,生年月日,メールアドレス\n128912345671,中村 翔,1990/3/4,sho2@kakuu.co.jp\n",
        }, 2, 0,
    ),
    "仮名だけの一覧と読みのある名簿": (
        {
            "名簿.csv": "氏名,フリガナ,住所\n小林 陽菜,コバヤシ ヒナ,東京都渋谷区道玄坂2-10-7\n"
            "加藤 結衣,カトウ ユイ,大阪府大阪市北区梅田1-2-3\n",
            "振込.csv": "口座名義,フリガナ,電話番号\nｺﾊﾞﾔｼ ﾋﾅ,コバヤシ ヒナ,090-2345-6784\n"
            "ｶﾄｳ ﾕｲ,カトウ ユイ,090-2345-6785\n",
        }, 2, 0,
    ),
    "読みの分からない仮名": (
        {
            "名簿.csv": "氏名,住所\n吉田 美咲,東京都渋谷区道玄坂2-10-8\n",
            "電話.csv": "フリガナ,電話番号\nヨシダ ミサキ,090-2345-6786\n",
        }, 2, 0,
    ),
    "読みが同じ二人の漢字氏名": (
        {
            "名簿.csv": "氏名,フリガナ,住所\n伊藤 翔太,イトウ ショウタ,東京都渋谷区道玄坂2-10-9\n"
            "伊東 翔太,イトウ ショウタ,大阪府大阪市北区梅田1-2-4\n",
            "電話.csv": "フリガナ,電話番号\nイトウ ショウタ,090-2345-6787\n",
        }, 2, 0,
    ),
    "ローマ字と仮名と漢字": (
        {
            "名簿.csv": "氏名,フリガナ,住所\n井上 陽翔,イノウエ ハルト,東京都渋谷区道玄坂2-11-1\n",
            "旅行.csv": "氏名（ローマ字）,電話番号\nINOUE HARUTO,090-2345-6788\n",
            "電話.csv": "フリガナ,メールアドレス\nイノウエ ハルト,haruto@kakuu.co.jp\n",
        }, 1, 0,
    ),
    "氏名のないメールの一覧": (
        {
            "名簿.csv": "氏名,電話番号\n山口 大輔,090-2345-6789\n池田 蒼,090-2345-6792\n橋本 凛,090-2345-6793\n",
            "配信先.csv": "メールアドレス\na.kubo@kakuu.co.jp\nb.kubo@kakuu.co.jp\n",
        }, 3, 2,
    ),
    "氏名がどこにもない": (
        {"配信先.csv": "メールアドレス\nc.kubo@kakuu.co.jp\nd.kubo@kakuu.co.jp\n"}, 2, 0,
    ),
    "結婚して姓が変わった": (
        {
            "旧.csv": "メールアドレス,氏名\nsakura@kakuu.co.jp,松本 さくら\n",
            "新.csv": "メールアドレス,氏名,電話番号\nsakura@kakuu.co.jp,清水 さくら,090-2345-6790\n",
        }, 1, 0,
    ),
    "名簿とその複製": (
        {
            "名簿.csv": "氏名,電話番号\n森 大和,090-2345-6791\n",
            "名簿 - コピー.csv": "氏名,電話番号\n森 大和,090-2345-6791\n",
        }, 1, 0,
    ),
}  # fmt: skip
"""Files of a folder; how many people they speak of; entries without a name beside them."""


@pytest.fixture(scope="module")
def told(module_meibo: Any) -> dict[str, Any]:
    """What is said of each folder."""
    for folder, (files, _, _) in CASES.items():
        for name, text in files.items():
            place = module_meibo.folder / "share" / folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
    return list_folders(module_meibo, module_meibo.folder / "share")


def list_folders(meibo: Any, share: Path) -> dict[str, Any]:
    """The groups of a share by folder, after a scan."""
    assert meibo("scan", share, "--quiet").returncode == 0
    return {row["key"]: row for row in json.loads(meibo("list", "--by", "folder", "--format", "json").stdout)}


@pytest.mark.parametrize("folder", CASES)
def test_likely_people(told: dict[str, Any], folder: str) -> None:
    """As many as the files speak of, within least and most."""
    _, likely, nameless = CASES[folder]
    row = told[folder]
    assert (row["persons_likely"], row["entries_without_name"]) == (likely, nameless)
    assert row["persons_least"] <= likely <= row["persons"]


@pytest.mark.parametrize(
    ("lang", "shown"), [("ja", "約 {likely}（{least}～{most}）"), ("en", "about {likely} ({least}–{most})")]
)
def test_lists_show_the_likely_number_with_its_range(
    module_meibo: Any, told: dict[str, Any], lang: str, shown: str
) -> None:
    """A plain number where least and most are the same; those with most likely people first."""
    lines = module_meibo("list", "--by", "folder", "--lang", lang).stdout.splitlines()[1:]
    for folder in CASES:
        row = told[folder]
        figure = shown.format(likely=row["persons_likely"], least=row["persons_least"], most=row["persons"])
        expected = f" {row['persons']} " if row["persons_least"] == row["persons"] else f" {figure} "
        assert expected in next(line for line in lines if line.endswith(folder)), folder
    figures = [row["persons_likely"] for row in told.values()]
    assert figures == sorted(figures, reverse=True)


def test_damages_are_told_for_it(told: dict[str, Any]) -> None:
    """Between the least and the most; a script finds new keys behind those it knows."""
    for row in told.values():
        assert row["yen_least"] <= row["yen_likely"] <= row["yen"]
    assert any(row["yen_likely"] < row["yen"] for row in told.values())
    assert list(told[""])[-5:-3] == ["yen", "persons_likely"]


def test_whatif_tells_entries_without_a_name(module_meibo: Any, told: dict[str, Any]) -> None:
    """Beside the likely number, in words and as a figure."""
    folder = "氏名のないメールの一覧"
    said = json.loads(module_meibo("whatif", folder, "--format", "json").stdout)
    assert (said["persons_likely"], said["entries_without_name"]) == (3, 2)
    assert said["yen_likely"] == told[folder]["yen_likely"]
    text = module_meibo("whatif", folder, "--lang", "en").stdout
    assert "People: about 3 (3–5)" in text
    assert "2 entries have no name" in text
    text = module_meibo("whatif", folder, "--lang", "ja").stdout
    assert "本人の数: 約 3 人（3～5 人）" in text
    assert "氏名のない記載が 2 件" in text


def test_reports_show_it(module_meibo: Any, told: dict[str, Any], tmp_path: Path) -> None:
    """The page's first figure, and a column before least and most in the workbook."""
    page, book = tmp_path / "page.html", tmp_path / "book.xlsx"
    assert module_meibo("report", "--html", page, "--xlsx", book, "--lang", "en").returncode == 0
    whole = told[""]
    text = page.read_text("utf-8")
    assert f"about {whole['persons_likely']}<" in text
    assert f"between {whole['persons_least']}–{whole['persons']}" in text
    sheet = next(one for one in openpyxl.load_workbook(book) if "older" in one.title)
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    head = next(row for row in rows if "People (likely)" in row)
    at = head.index("People (likely)")
    assert head[at : at + 3] == ["People (likely)", "People (least)", "People (most)"]


@pytest.mark.slow
def test_figures_of_the_sample_share_are_near_the_truth(meibo: Any) -> None:
    """Whole and by folder right below, against the people of the answer key."""
    truth: dict[str, set[str]] = {}
    for row in map(json.loads, (EXAMPLES / "answer-key.jsonl").read_text("utf-8").splitlines()):
        if row.get("person"):
            for folder in ("", row["path"].partition("/")[0]):
                truth.setdefault(folder, set()).add(row["person"])
    told = list_folders(meibo, EXAMPLES / "share")
    assert len(truth) == 9
    for folder, people in truth.items():
        most_off = TOLERATED.get(folder, 0.05) * len(people)
        assert abs(told[folder]["persons_likely"] - len(people)) <= most_off, folder


TOLERATED = {"共有": 0.2}
"""Share of the people by which a folder may be off, where not 5 %: what is shared holds notes without full names."""
