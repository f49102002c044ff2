"""A written share and its answer key agree to the last character."""

from __future__ import annotations

import collections
import csv
import datetime as dt
import hashlib
import html
import io
import itertools
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from meibo.samples import ShareExistsError, write_share
from meibo.samples.contents import DOCUMENTS
from meibo.samples.draw import Dice
from meibo.samples.names import SURNAMES
from meibo.samples.numbers import PUBLISHED_NUMBERS
from meibo.samples.office_files import OFFICE_FILES
from meibo.samples.people import make_cast
from meibo.samples.pictures.canvas import Easel
from meibo.samples.pictures.fonts import Faces
from meibo.samples.pictures.model import DrawnPage
from meibo.samples.pictures.pages import draw_page
from meibo.samples.spelling import HYPHENS
from meibo_detectors.registry import DETECTORS

if TYPE_CHECKING:
    from collections.abc import Iterator


Rows = list[dict[str, Any]]

NUMBERS = (
    *("jp_my_number", "jp_drivers_license", "payment_card", "jp_postal", "jp_bank_account", "jp_pension"),
    *("jp_employment_insurance", "jp_resident_code", "jp_kaigo"),
)
NUMBERED = ("jp_health_insurance", "jp_yucho")
"""A symbol may stand before their number."""
SPACED = ("jp_residence_card", "jp_sprc", "jp_passport", "jp_plate")
TELLING_NOBODY = ("org_id", "ip_address", "gender", "personal_attribute", "sensitive", "credential")
AS_WRITTEN = ("org_id", "gender", "credential", "personal_attribute", "ip_address", "sensitive")
ERA_FIRST = {"S": 1926, "昭和": 1926, "H": 1989, "平成": 1989, "R": 2019, "令和": 2019}
FOLD_HYPHENS = str.maketrans(dict.fromkeys("".join(HYPHENS.values()), "-"))


class Written:
    """A share on disk, its texts by path and its key."""

    def __init__(self, folder: Path, seed: int, persons: int) -> None:
        self.summary = write_share(folder, seed, persons)
        lines = (folder / "answer-key.jsonl").read_text("utf-8").splitlines()
        self.lines: Rows = [json.loads(line) for line in lines]
        self.persons: Rows = [row for row in self.lines if "persons" in row]
        self.rows: Rows = [row for row in self.lines if "persons" not in row]
        self.planted = [row for row in self.rows if "detector" in row]
        self.decoys = [row for row in self.rows if "negative" in row]
        self.texts = {
            document.path: (folder / "share" / document.path).read_bytes().decode(document.encoding)
            for document in DOCUMENTS
            if not document.path.endswith(".eml")
        }
        self.tables = {path: read_table(text) for path, text in self.texts.items() if path.endswith((".csv", ".tsv"))}

    def rows_of(self, path: str) -> Rows:
        """The values and look-alikes of one file."""
        return [row for row in self.rows if row["path"] == path]


@pytest.fixture(scope="module", params=[(20261122, 120), (3, 20)], ids=["default", "smallest"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Two shares of different size."""
    return Written(tmp_path_factory.mktemp("demo"), *request.param)


@pytest.fixture(scope="module")
def photograph() -> DrawnPage:
    """What a picture holds beside text; nothing is written on it, so that no font is needed."""
    easel = Easel(72, Faces(Path("none"), Path("none")))
    return draw_page("group", easel, make_cast(Dice("cast", 5), 20), Dice("picture", 5))


def hash_folder(folder: Path) -> str:
    """One hash of all paths and contents below a folder, but of those behind a password, whose salts are drawn."""
    key = map(json.loads, (folder / "answer-key.jsonl").read_text("utf-8").splitlines())
    drawn = {folder / "share" / row["path"] for row in key if "password" in row}
    assert len(drawn) == 2
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in drawn:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read_table(text: str) -> list[list[str]]:
    """The cells of delimited text, row by row."""
    delimiter = max(",;\t", key=text.count)
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def place_in_table(row: dict[str, Any]) -> tuple[int, int]:
    """Row and column as indices."""
    return row["location"]["row"] - 1, row["location"]["column"] - 1


def list_spans(rows: Rows, text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every row's value, as offsets into the text."""
    starts = [0, *(match.end() for match in re.finditer("\r\n|\n", text))]
    for row in rows:
        start = starts[row["location"]["line"] - 1] + row["location"]["column"] - 1
        yield start, start + len(row["value"])


def fold(value: str) -> str:
    """Full-width to ASCII, half-width kana to full-width, any hyphen to ASCII, escapes resolved."""
    value = html.unescape(re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), value))
    return unicodedata.normalize("NFKC", value.replace("%40", "@")).translate(FOLD_HYPHENS)


def read_date(value: str) -> str:
    """The ISO form of a written date."""
    if match := re.fullmatch(r"(\D+)(\d+|元)[年.](\d+)[月.](\d+)日?", value):
        year = ERA_FIRST[match[1]] + (1 if match[2] == "元" else int(match[2])) - 1
        return dt.date(year, int(match[3]), int(match[4])).isoformat()
    parts = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})日?", value)
    assert parts, value
    return dt.date(*map(int, parts.groups())).isoformat()


def test_values_stand_where_the_key_says(written: Written) -> None:
    """Each value is found at its line and column of the decoded file."""
    for path in written.texts.keys() - written.tables.keys():
        rows = written.rows_of(path)
        for row, (start, end) in zip(rows, list_spans(rows, written.texts[path]), strict=True):
            assert written.texts[path][start:end] == row["value"], row


def test_values_of_tables_stand_in_their_cells(written: Written) -> None:
    """A value is all of its cell; or it begins there, and lines or cells to the right make it whole."""
    for path, table in written.tables.items():
        for row in written.rows_of(path):
            at, column = place_in_table(row)
            first, *further = table[at][column:]
            joined = itertools.accumulate(further, initial=first)
            assert first == row["value"] or squeeze(row["value"]) in map(squeeze, joined), row


def squeeze(text: str) -> str:
    """The text without what is put between parts."""
    return re.sub(r"[\s.-]", "", text)


def test_key_is_about_the_files(written: Written) -> None:
    """The key names no other file, and the summary counts what is there."""
    share = written.summary.share
    paths = {path.relative_to(share).as_posix() for path in share.rglob("*") if path.is_file()}
    assert paths == {file.path for file in (*DOCUMENTS, *OFFICE_FILES)}
    assert {row["path"] for row in written.rows} <= paths
    assert written.summary.files == len(paths)
    assert written.summary.size_bytes == sum((share / path).stat().st_size for path in paths) < 1_000_000
    assert (written.summary.values, written.summary.decoys) == (len(written.planted), len(written.decoys))
    assert written.summary.persons == len({row["person"] for row in written.planted} - {None})


def test_every_file_says_how_many_people_it_tells_of(written: Written) -> None:
    """One line a file, before its values: its people, without those of whom only a surname or login stands there."""
    paths = [file.path for file in (*DOCUMENTS, *OFFICE_FILES)]
    assert [row["path"] for row in written.persons] == paths
    assert list(dict.fromkeys(row["path"] for row in written.lines)) == paths
    for row in written.persons:
        whole = [own for own in written.rows_of(row["path"]) if own.get("confidence") not in (None, "part")]
        named = {own["person"] for own in whole if own["detector"] not in TELLING_NOBODY}
        assert row["persons"] == len(named - {None}), row


def test_everybody_in_a_roster_has_a_name(written: Written) -> None:
    """The files that are marked as rosters are those where each person is named in full; several kinds of file are."""
    rosters = [row for row in written.persons if row["roster"]]
    for roster in rosters:
        rows = written.rows_of(roster["path"])
        named = {row["person"] for row in rows if row.get("detector") == "jp_name"}
        assert named == {row["person"] for row in rows if row.get("person")}
        assert len(named) == roster["persons"] >= 1
    suffixes = {Path(row["path"]).suffix for row in rosters}
    assert suffixes >= {".csv", ".tsv", ".txt", ".json", ".sql", ".xml", ".html", ".vcf"}


def test_nothing_is_planted_twice_or_nested(written: Written) -> None:
    """Values and look-alikes never overlap."""
    for path, text in written.texts.items():
        rows = written.rows_of(path)
        if path in written.tables:
            places = [place_in_table(row) for row in rows]
            assert len(set(places)) == len(places)
        else:
            spans = sorted(list_spans(rows, text))
            assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans)), path


@pytest.mark.parametrize(
    "pattern",
    [
        r"[0-9A-Za-z_.+０-９ａ-ｚ＿．-]+(?:@|＠|%40)[0-9A-Za-zａ-ｚ−－-]+(?:[.．][0-9A-Za-zａ-ｚ−－-]+)+",
        r"(?<![\da-f.:])\d{11,16}(?![\da-f])",
        r"(?<![\d-])\d{4}[ -]\d{4}[ -]\d{4}(?!\d)",
        r"(?<![\d-])0\d{1,4}[-(]\d{1,4}[-)]\d{4}(?!\d)",
    ],
    ids=["mail", "digits", "groups of four", "phone"],
)
def test_key_is_complete(written: Written, pattern: str) -> None:
    """Whatever has the shape of a mail address, a phone or a long number is in the key."""
    for path, text in written.texts.items():
        rows = written.rows_of(path)
        if path in written.tables:
            known = {place_in_table(row) for row in rows}
            cells = (
                (at, column, cell) for at, row in enumerate(written.tables[path]) for column, cell in enumerate(row)
            )
            assert all((at, column) in known for at, column, cell in cells if re.search(pattern, cell)), path
        else:
            spans = list(list_spans(rows, text))
            for match in re.finditer(pattern, text):
                assert any(start <= match.start() and match.end() <= end for start, end in spans), (path, match[0])


def test_normalised_form_follows_from_the_value(written: Written) -> None:
    """Folding a value as written gives its normalised form."""
    for row in written.planted:
        value, normalised = fold(row["value"]), row["normalised"]
        match row["detector"]:
            case "email":
                assert value.lower() == normalised
            case "jp_phone":
                assert digits_of(row, value.replace("+81-", "0")) == normalised
            case "dob":
                assert read_date(value) == normalised
            case "jp_name" if value.isascii():
                assert sorted(value.upper().split()) == sorted(normalised.split())
            case "jp_name":
                kana = (
                    re.sub("[ぁ-ゖ]", lambda match: chr(ord(match[0]) + 0x60), value)
                    if "ぁ" <= value[0] <= "ゖ"
                    else value
                )
                assert re.sub("[ ,;・]", "", kana) == normalised.replace("ー", "-")
            case "mrz_td3":
                first, second = value.split()
                assert (second[:9].rstrip("<") + second[10:13], len(first), len(second)) == (normalised, 44, 44)
            case number if number in NUMBERED:
                assert re.sub(r"\D", "", value).endswith(normalised)
            case code if code in SPACED:
                assert value.replace(" ", "") == fold(normalised)
            case text if text in AS_WRITTEN:
                assert value == fold(normalised)
            case number if number in NUMBERS:
                assert digits_of(row, value) == normalised


def digits_of(row: dict[str, Any], value: str) -> str:
    """The digits of a number, with the zero that the damaged roster has lost."""
    digits = re.sub(r"\D", "", value)
    is_short = row["path"].endswith("報酬支払先_2026.csv") and len(digits) < len(row["normalised"])
    return f"0{digits}" if is_short else digits


def test_leading_zeros_are_lost_somewhere(written: Written) -> None:
    """The damaged roster has Individual Numbers, mobile numbers and, where many live there, postal codes cut short."""
    rows = written.rows_of("経理部/報酬支払先_2026.csv")
    short = {(row["detector"], len(row["value"])) for row in rows if row["normalised"] == f"0{row['value']}"}
    assert (
        {("jp_my_number", 11), ("jp_phone", 10)} <= short <= {("jp_my_number", 11), ("jp_phone", 10), ("jp_postal", 6)}
    )
    assert written.summary.persons < 100 or ("jp_postal", 6) in short


def test_decoys_are_nobodys_numbers(written: Written) -> None:
    """No look-alike has the digits of a planted value."""
    numbers = {row["normalised"] for row in written.planted if re.fullmatch(r"\d{9,}", row["normalised"])}
    assert not [row for row in written.decoys if re.sub(r"\D", "", row["value"]) in numbers]


def test_published_numbers_are_marked_low(written: Written) -> None:
    """Values that documentation and tests use never count."""
    dummies = (*PUBLISHED_NUMBERS, "09012345678", "08012345678", "0312345678", "0120000000", "山田太郎", "山田花子")
    for row in written.planted:
        is_dummy = row["normalised"] in dummies or row["normalised"].endswith((".test", "@example.com", "@example.jp"))
        is_service = row["normalised"].startswith(
            ("0120", "0800", "info@", "noreply@", "sales@", "support@", "privacy@")
        )
        assert (row["confidence"] == "low") >= (is_dummy or is_service), row
        is_somebodys = row["confidence"] not in ("low", "organisation")
        assert (row["person"] is not None) == is_somebodys or row["detector"] == "credential", row


def test_surnames_alone_are_parts(written: Written) -> None:
    """Whoever is called by the surname only is marked so, and nobody else."""
    surnames = {name.kanji for name in SURNAMES}
    for row in written.planted:
        is_surname = row["detector"] == "jp_name" and row["normalised"] in surnames
        assert is_surname == (row["confidence"] == "part"), row


def test_domains_are_ours(written: Written) -> None:
    """Every mail address that counts belongs to a demonstration domain."""
    domains = {row["normalised"].partition("@")[2] for row in written.planted if row["detector"] == "email"}
    assert all("meibo-demo" in domain for domain in domains - {"example.com", "example.jp"})
    assert len(domains) >= 8


def test_copies_are_identical(written: Written) -> None:
    """A copy has its original's bytes and its own lines in the key."""
    copies = [document for document in DOCUMENTS if document.copy_of]
    assert len(copies) >= 2
    for copy in copies:
        share = written.summary.share
        assert (share / copy.path).read_bytes() == (share / copy.copy_of).read_bytes()
        pair = [[row | {"path": ""} for row in written.rows if row["path"] == p] for p in (copy.path, copy.copy_of)]
        assert pair[0] == pair[1] != []


def test_people_come_back(written: Written) -> None:
    """Many people appear in several files, always with the same number."""
    paths: dict[str, set[str]] = {}
    numbers: dict[str, set[str]] = {}
    for row in written.planted:
        if row["person"]:
            paths.setdefault(row["person"], set()).add(row["path"])
        if row["detector"] == "jp_my_number" and row["person"]:
            numbers.setdefault(row["person"], set()).add(row["normalised"])
    assert sum(len(found) >= 3 for found in paths.values()) > len(paths) / 2
    assert all(len(found) == 1 for found in numbers.values())


def test_every_detector_has_values(photograph: DrawnPage, written: Written) -> None:
    """Whatever a detector finds in text is planted: each at least twelve times, in the smallest share five.

    What is found in pictures alone is on those that may come in addition.
    """
    least = 12 if written.summary.persons > 100 else 5
    planted = collections.Counter(row["detector"] for row in written.planted if row["confidence"] == "any")
    assert planted.keys() == {detector.id for detector in DETECTORS} - {field.detector for field in photograph.fields}
    assert {name: count for name, count in planted.items() if count < least} == {}


def test_papers_belong_to_one_person(written: Written) -> None:
    """A number of one kind is the same person's wherever it stands."""
    shared = ("gender", "sensitive", "personal_attribute", "jp_health_insurance", "credential")
    owners: dict[tuple[str, str], set[str]] = {}
    for row in written.planted:
        if row["person"] and row["detector"] not in (*shared, "jp_name", "jp_address", "jp_postal", "jp_phone", "dob"):
            owners.setdefault((row["detector"], row["normalised"]), set()).add(row["person"])
    assert {key: people for key, people in owners.items() if len(people) > 1} == {}


def test_secrets_look_like_nobodys_keys(written: Written) -> None:
    """No secret has a form in which a provider of services gives out keys."""
    secrets = [row["value"] for row in written.planted if row["detector"] == "credential"]
    assert max(map(len, secrets)) <= 20
    known = re.compile(r"AKIA|ASIA|AIza|gh[a-z]_|github_|glpat-|xox|[srp]k_|SG\.|eyJ|-----|.*_")
    assert not [one for one in secrets if known.match(one)]


def test_same_seed_gives_same_bytes(tmp_path: Path) -> None:
    """Another process with another hash seed writes the same share; another seed writes another."""
    code = "import pathlib, sys; from meibo.samples import write_share; write_share(pathlib.Path(sys.argv[1]), 5, 30)"
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / hash_seed)], check=True, env=environment)
    write_share(tmp_path / "other", 6, 30)
    assert hash_folder(tmp_path / "1") == hash_folder(tmp_path / "2") != hash_folder(tmp_path / "other")


@pytest.mark.parametrize("taken", ["share", "answer-key.jsonl"])
def test_nothing_is_overwritten(tmp_path: Path, taken: str) -> None:
    """A folder with a share or a key is refused and left as it is."""
    (tmp_path / taken).mkdir()
    with pytest.raises(ShareExistsError, match="already exists"):
        write_share(tmp_path, 1)
    assert [path.name for path in tmp_path.rglob("*")] == [taken]


def test_files_use_all_encodings() -> None:
    """The share has every encoding and folder that it promises, and about a hundred files."""
    assert {document.encoding for document in DOCUMENTS} == set(HYPHENS)
    assert 90 <= len(DOCUMENTS) <= 110
    folders = {document.path.split("/")[0] for document in DOCUMENTS}
    assert folders == {"人事部", "総務部", "営業部", "経理部", "情報システム部", "介護事業部", "共有", "退職者"}


def test_page_names_all_detectors_and_kinds(written: Written) -> None:
    """The documentation lists every kind of look-alike, and its examples are lines of the default key."""
    page = (Path(__file__).parents[2] / "docs" / "demo.md").read_text("utf-8")
    assert {f"`{row['negative']}`" for row in written.decoys} <= set(re.findall("`[a-z-]+`", page))
    if written.summary.persons == 120:
        examples = [json.loads(block) for block in re.findall("```json\n(.*?)```", page, re.DOTALL)]
        assert len(examples) == 4
        assert all(example in written.lines for example in examples)
