"""``meibo whatif``: what is told of a leak, measured on the examples by their answer key, and on shares made here."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest

from meibo.catalogue.preliminary import BLANK, ITEMS
from meibo.catalogue.whatif import WORDS
from meibo.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples"
SHARE = EXAMPLES / "share"

PEOPLE = ("佐藤花子", "鈴木達也", "高橋健太", "田中美咲", "伊藤大輔", "渡辺直美")
ROSTER = "氏名,生年月日,電話番号\n" + "".join(
    f"{name},198{number}/04/1{number},090-2345-67{number}1\n" for number, name in enumerate(PEOPLE)
)
NUMBERS = "氏名,個人番号\n佐藤花子,203918475620\n"
HOSTILE = "=cmd\x1b[2J\u202e<b>*_.csv"


@pytest.fixture(scope="module")
def scanned(module_meibo: Any) -> Path:
    """The folder with the inventory ``examples.db`` of the examples."""
    done = module_meibo("scan", SHARE, "-i", "examples.db", "--quiet", "--no-progress")
    assert done.returncode == 0, done.stderr
    return Path(module_meibo.folder)


@pytest.fixture(scope="module")
def nights(module_meibo: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two scans of a share, of which the second misses a file, and one of a drive, all in ``nights.db``."""
    place = tmp_path_factory.mktemp("nights")
    share, drive = place / "share", place / "drive"
    for folder in (share / "営業", share / "写真", share / "役員", drive):
        folder.mkdir(parents=True)
    (share / "営業" / "名簿.csv").write_text(ROSTER, "utf-8")
    (share / "営業" / "退会.csv").write_text(ROSTER.replace("198", "197"), "utf-8")
    (share / "営業" / HOSTILE).write_text(ROSTER, "utf-8")
    (share / "写真" / "旅行.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(5000))
    (share / "役員" / "報酬.csv").write_text(NUMBERS, "utf-8")
    (drive / "控え.csv").write_text(ROSTER, "utf-8")
    scan = ("scan", share, "-i", "nights.db", "--quiet", "--no-progress")
    assert module_meibo(*scan).returncode == 0
    (share / "営業" / "退会.csv").unlink()
    (share / "役員").chmod(0)
    assert module_meibo.without_rights(*scan).returncode == 3
    (share / "役員").chmod(0o755)
    assert module_meibo("scan", drive, "-i", "nights.db", "--quiet", "--no-progress").returncode == 0
    return place


@pytest.fixture
def run(module_meibo: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Callable[..., tuple[int, str, str]]:
    """The command in this process, which is faster: exit code, output, errors."""
    monkeypatch.chdir(module_meibo.folder)

    def call(*arguments: object, inventory: str = "examples.db", lang: str = "en") -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(["whatif", *map(str, arguments), "-i", inventory, "--lang", lang])
        except SystemExit as error:  # of the argument parser
            code = int(error.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def tell(run: Any, scanned: Path) -> Callable[..., dict[str, Any]]:
    """What is told of places of the examples, as JSON."""

    def call(*arguments: object, inventory: str = "examples.db") -> dict[str, Any]:
        code, out, err = run(*arguments, "--format", "json", inventory=inventory)
        assert code == 0, err
        told: dict[str, Any] = json.loads(out)
        return told

    return call


def count_people(*folders: str) -> int:
    """The people whom the answer key knows in files of these folders, as docs/demo.md counts them."""
    people = set()
    for line in (EXAMPLES / "answer-key.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        is_told = row.get("confidence") == "any" and row["detector"] not in ("org_id", "ip_address")
        if is_told and row["path"].startswith(folders):
            people.add(row["person"])
    return len(people - {None})


# --- people


@pytest.mark.parametrize(
    ("folders", "is_exact"),
    [
        (("総務部/年末調整",), True),
        (("総務部/健康管理",), True),
        (("介護事業部",), True),
        (("総務部/年末調整", "総務部/健康管理"), False),
        (("人事部", "総務部/年末調整", "営業部/メール"), False),
        (("人事部",), False),
        (("営業部/顧客名簿",), False),
        (("経理部",), False),
        (("情報システム部", "共有", "退職者"), False),
    ],
)
def test_people_of_a_union_are_those_of_the_answer_key(tell: Any, folders: tuple[str, ...], is_exact: bool) -> None:
    """As many as there are lie within the range, and are it where the keys suffice."""
    told, people = tell(*folders), count_people(*(f"{folder}/" for folder in folders))
    assert told["persons_least"] <= people <= told["persons"]
    if is_exact:
        assert (told["persons_least"], told["persons"]) == (people, people)


def test_copies_count_once(tell: Any) -> None:
    """A roster and its copy hold as many people and findings as the roster."""
    one = tell("営業部/顧客名簿/顧客名簿_全件.csv")
    both = tell("営業部/顧客名簿/顧客名簿_全件.csv", "営業部/顧客名簿/旧")
    assert (both["files"], both["copies"]) == (2, 1)
    for key in ("persons_least", "persons", "yen"):
        assert both[key] == one[key]
    assert {row["detector"]: row["findings"] for row in both["lost"]} == {
        row["detector"]: row["findings"] for row in one["lost"]
    }


def test_the_same_place_named_twice_counts_once(tell: Any) -> None:
    """A folder and a file in it are the folder."""
    assert tell("介護事業部", "介護事業部/要介護認定一覧.csv")["files"] == tell("介護事業部")["files"]


# --- what it means


@pytest.mark.parametrize(
    ("folder", "report", "raised"),
    [
        ("総務部/健康管理", "sure", {"rule7-1": "sure"}),
        ("経理部/決済", "sure", {"rule7-2": "sure"}),
        ("総務部/年末調整", "possible", {"mynumber-any": "sure", "mynumber-public": "possible"}),
        ("営業部/顧客名簿", "none", {}),
    ],
)
def test_triggers(tell: Any, folder: str, report: str, raised: dict[str, str]) -> None:
    """Special care, cards, My Numbers that everybody on the server can read, and plain contacts."""
    told = tell(folder)
    assert told["report"] == report
    assert {row["id"]: row["state"] for row in told["triggers"] if row["state"] != "no"} == raised


def test_deadlines_follow_the_day(run: Any, scanned: Path) -> None:
    """Counted from the day that is named; a wrong one is refused."""
    _, out, _ = run("介護事業部", "--known-since", "2026-11-20", lang="ja")
    assert "速報  2026-11-22（日）から2026-11-24（火）まで" in out
    assert "2026-12-19（土）まで（30 日以内）" in out
    assert "2027-01-18（月）まで（60 日以内）" in out
    assert run("介護事業部", "--known-since", "20.11.2026")[0] == 2


def test_people_of_kinds_are_no_more_than_findings_and_people(tell: Any) -> None:
    """Fourteen people's My Numbers are written seventeen times."""
    told = tell("総務部/年末調整")
    (numbers,) = (row for row in told["lost"] if row["detector"] == "jp_my_number")
    assert (numbers["findings"], numbers["persons"]) == (17, 14)
    assert all(row["persons"] <= min(row["findings"], told["persons"]) for row in told["lost"])


def test_mails_tell_their_recipients(run: Any, scanned: Path) -> None:
    """A mail with a roster that went outside, and one with many addresses in To."""
    _, out, _ = run("営業部/メール/名簿の件.eml")
    assert "persons sent outside unencrypted" in out
    assert "ten or more external addresses" in run("営業部/メール/お客様感謝祭のご案内.eml")[1]
    assert "\nMails\n" not in run("介護事業部")[1]


def test_the_gravest_files_come_first(tell: Any) -> None:
    """At most ten, as ``meibo list`` orders them."""
    scores = [row["score"] for row in tell("総務部")["riskiest"]]
    assert len(scores) == 10
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_screen_says_what_the_object_holds(run: Any, tell: Any, lang: str) -> None:
    """Both languages, the same figures; the number of a certain person is nowhere."""
    told = tell("総務部/年末調整")
    code, out, _ = run("総務部/年末調整", lang=lang)
    assert code == 0
    assert re.search(rf"(?:本人の数|People): {told['persons']}", out)
    assert f"{told['yen']:,}" in out
    assert all(row["path"] in out for row in told["riskiest"])
    assert not re.search(r"\d{12}", out)


def test_every_word_is_there_in_both_languages() -> None:
    """None is empty, and both fill in the same values."""
    for key, (japanese, english) in WORDS.items():
        assert japanese, key
        assert english, key
        assert set(re.findall(r"\{(\w+)", japanese)) == set(re.findall(r"\{(\w+)", english)), key


# --- places


@pytest.mark.parametrize(
    "spelling",
    [
        "総務部/年末調整", "総務部/年末調整/", "./総務部/年末調整", r"総務部\年末調整", SHARE / "総務部/年末調整",
        f"{SHARE}/人事部/../総務部/年末調整", f"file://{SHARE}/総務部/年末調整", (SHARE / "総務部/年末調整").as_uri(),
        "総務部/年末調整/*", f"{SHARE}/総務部/年末調整/*",
    ],
)  # fmt: skip
def test_a_place_may_be_spelled_in_many_ways(tell: Any, spelling: object) -> None:
    """As lists show it, as Windows writes it, as a path or URI of this machine, as a pattern."""
    assert tell(spelling)["files"] == 6


@pytest.mark.parametrize("spelling", [SHARE, f"{SHARE}/", EXAMPLES, "*"])
def test_a_whole_target(tell: Any, spelling: object) -> None:
    """By its own path, by one above it, and by a pattern that fits all."""
    assert tell(spelling)["files"] == sum(path.is_file() for path in SHARE.rglob("*"))


def test_a_path_below_the_working_folder(tell: Any, monkeypatch: pytest.MonkeyPatch, scanned: Path) -> None:
    """Where the inventory lists no such path, the working folder counts."""
    monkeypatch.chdir(EXAMPLES)
    assert tell("share/介護事業部", inventory=str(scanned / "examples.db"))["files"] == 1


@pytest.mark.parametrize(
    ("spelling", "near"),
    [
        ("人事", "人事部"),
        ("総務部/年末調整表", "総務部/年末調整"),
        ("社員名簿_2026.csv", "人事部/社員名簿_2026.csv"),
        (SHARE / "営業部/顧客名薄", "営業部/顧客名簿"),
        ("/nowhere", "examples/share"),
        ("smb://server/share", "examples/share"),
        ("*.nothing", "examples/share"),
    ],
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_unknown_place_names_the_nearest(run: Any, scanned: Path, spelling: object, near: str, lang: str) -> None:
    """Exit code 2, and nothing else is told."""
    code, out, err = run(spelling, lang=lang)
    assert (code, out) == (2, "")
    assert near in err


@pytest.mark.slow
def test_a_file_that_is_gone_is_told_by_its_scan(run: Any, tell: Any, nights: Path) -> None:
    """The error names the scan that knew it last, and that scan still tells."""
    code, _, err = run("営業/退会.csv", inventory="nights.db")
    assert code == 2
    assert "--scan 1" in err
    assert tell("営業/退会.csv", "--scan", "1", inventory="nights.db")["persons"] == len(PEOPLE)


@pytest.mark.slow
def test_targets_of_several_scans_are_one_union(tell: Any, nights: Path) -> None:
    """Each target is seen as its own newest scan saw it; the same roster on a drive adds nobody."""
    told = tell(nights / "share" / "営業", nights / "drive", inventory="nights.db")
    assert {place["scan"] for place in told["places"]} == {2, 3}
    assert (told["persons_least"], told["persons"], told["files"]) == (len(PEOPLE), len(PEOPLE), 3)


def test_what_could_not_be_seen_again_still_counts(run: Any, tell: Any, nights: Path) -> None:
    """A folder that was closed in the second night may hold what it held in the first."""
    told = tell("役員", inventory="nights.db")
    assert (told["files"], told["unseen"]) == (1, 1)
    assert told["lost"][0]["detector"] == "jp_my_number"
    assert [row["code"] for row in told["closed"]] == ["permission-denied"]
    assert "could not be seen again" in run("役員", inventory="nights.db")[1]


def test_nothing_is_said_of_what_nobody_read(run: Any, nights: Path) -> None:
    """Exit code 3 and no calm: a photograph may show anything."""
    code, out, _ = run("写真", inventory="nights.db")
    assert code == 3
    assert "Nothing can be said" in out
    assert "no personal data" not in out.lower().replace("no personal data is shown", "")


def test_only_the_files_of_an_owner(run: Any, tell: Any) -> None:
    """All are of one owner here; an unknown one is refused."""
    owner = SHARE.joinpath("介護事業部/要介護認定一覧.csv").owner()
    assert tell("介護事業部", "--owner", owner)["files"] == 1
    code, _, err = run("介護事業部", "--owner", "nobody-of-this-name")
    assert code == 2
    assert owner in err


# --- drafts


def read_docx(path: Path) -> list[str]:
    """Headings and rows of tables, in order."""
    document = docx.Document(str(path))
    lines = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            lines += [" | ".join(cell.text for cell in row.cells) for row in part.rows]
        else:
            lines.append(part.text)
    return lines


def assert_items_in_order(lines: list[str], titles: list[str]) -> None:
    """Each title once, numbered, one behind the other."""
    found = [line.lstrip("# ") for line in lines if re.fullmatch(r"(?:### )?\d　.+", line)]
    assert found == [f"{number}　{title}" for number, title in enumerate(titles, 1)]


@pytest.mark.parametrize("ending", ["md", "docx"])
def test_a_draft_has_every_item(run: Any, tell: Any, scanned: Path, ending: str) -> None:
    """In the order of the rule, with the figures of the screen, and blanks for the rest; nobody else may read it."""
    path = scanned / f"draft.{ending}"
    code, out, _ = run("総務部/健康管理", "--draft", path, lang="ja")
    assert code == 0
    assert str(path) in out
    assert path.stat().st_mode & 0o777 == 0o600
    lines = path.read_text("utf-8").splitlines() if ending == "md" else read_docx(path)
    assert_items_in_order(lines, [title for _, title, _, _ in ITEMS])
    told, text = tell("総務部/健康管理"), "\n".join(lines)
    assert f"{told['persons']} 人" in text
    assert f"ファイル {told['files']} 件" in text
    assert "要配慮個人情報（規則7条1号）" in text
    assert text.count(BLANK) > len(ITEMS)
    assert "特定個人情報に係る本人の数" not in text
    assert f"{told['yen']:,} 円" not in text


@pytest.mark.parametrize("ending", ["md", "docx"])
def test_my_numbers_are_a_report_of_their_own(run: Any, scanned: Path, ending: str) -> None:
    """The items twice, once under each act."""
    path = scanned / f"numbers.{ending}"
    assert run("総務部/年末調整", "--draft", path)[0] == 0
    lines = path.read_text("utf-8").splitlines() if ending == "md" else read_docx(path)
    middle = next(at for at, line in enumerate(lines) if "番号法第29条の4" in line)
    assert_items_in_order(lines[:middle], [title for _, title, _, _ in ITEMS])
    assert_items_in_order(lines[middle:], [title for _, _, title, _ in ITEMS])
    assert "最大 14 人（個人番号 17 件）" in "\n".join(lines[middle:])


def test_english_stands_beside_the_japanese(run: Any, scanned: Path) -> None:
    """The draft itself is Japanese in either language."""
    texts = {}
    for lang in ("ja", "en"):
        run("介護事業部", "--draft", scanned / f"{lang}.md", lang=lang)
        texts[lang] = (scanned / f"{lang}.md").read_text("utf-8")
    assert all(explanation in texts["en"] for *_, explanation in ITEMS)
    without = re.sub(r"^\*.*\*\n\n", "", texts["en"], flags=re.MULTILINE)
    assert without == texts["ja"]


@pytest.mark.parametrize("ending", ["md", "docx"])
def test_hostile_names_are_inert_in_a_draft(run: Any, nights: Path, tmp_path: Path, ending: str) -> None:
    """No control character, no turned text, no markup."""
    path = tmp_path / f"draft.{ending}"
    code, out, _ = run(f"営業/{HOSTILE}", "--draft", path, inventory="nights.db")
    assert code == 0
    assert "\x1b" not in out
    assert "\u202e" not in out
    text = path.read_text("utf-8") if ending == "md" else "\n".join(read_docx(path))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert r"\\x1b" in text if ending == "md" else r"\x1b" in text
    assert "<b>" not in text.replace(r"\<b\>", "") or ending == "docx"


@pytest.mark.slow
def test_a_draft_is_never_scanned(run: Any, module_meibo: Any, tmp_path: Path) -> None:
    """What is written into the share is known to be meibo's own."""
    share = tmp_path / "share"
    share.mkdir()
    (share / "名簿.csv").write_text(ROSTER, "utf-8")
    assert module_meibo("scan", share, "-i", "own.db", "--quiet", "--no-progress").returncode == 0
    assert run("名簿.csv", "--draft", share / "draft.md", inventory="own.db")[0] == 0
    assert module_meibo("scan", share, "-i", "own.db", "--quiet", "--no-progress").returncode == 0
    listed = json.loads(module_meibo("list", "-i", "own.db", "--format", "json").stdout)
    assert {row["path"]: row["reason"] for row in listed} == {"名簿.csv": None, "draft.md": "own-inventory"}


def test_wrong_drafts_are_refused_before_any_work(
    run: Any, scanned: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Another ending, the inventory itself, no library; and a folder that is not there."""
    assert run("介護事業部", "--draft", tmp_path / "draft.pdf")[0] == 2
    assert run("介護事業部", "--draft", scanned / "examples.db")[0] == 2
    assert run("介護事業部", "--draft", tmp_path / "nowhere" / "draft.md")[0] == 3
    monkeypatch.setitem(sys.modules, "docx", None)  # as Python sees a package that is not installed
    code, out, err = run("介護事業部", "--draft", tmp_path / "draft.docx")
    assert (code, out) == (2, "")
    assert "meibo[docx]" in err
    assert run("介護事業部", "--draft", tmp_path / "draft.md")[0] == 0
