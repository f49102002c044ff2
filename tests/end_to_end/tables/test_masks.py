"""What may be shown of a person, and that nothing else of a roster is ever written or printed."""

from __future__ import annotations

import json
import unicodedata
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from meibo.samples.numbers import compute_licence_digit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LICENCE = "3006482917" + compute_licence_digit("3006482917") + "0"
COLUMNS = {
    "氏名": "薬師寺 櫻子", "フリガナ": "ヤクシジ サクラコ", "生年月日": "1973/08/29", "郵便番号": "101-0054",
    "住所": "東京都千代田区神田錦町3-17-29 メゾン金糸雀1204", "免許証番号": LICENCE, "旅券番号": "TK8273645",
    "電話番号": "090-7391-4826", "メール": "kanaria.zq7x@mail.co.jp",
}  # fmt: skip
MASKS = {
    "jp_name": {"薬** **", "ヤ*** ****"}, "dob": {"1973/**/**", "1973-**-**"}, "jp_postal": {"***-**54"},
    "jp_address": {"東京都千代田区" + "*" * len("神田錦町3-17-29 メゾン金糸雀1204")},
    "jp_drivers_license": {"*" * 10 + LICENCE[-2:]}, "jp_passport": {"*******45", "TK*****45"},
    "jp_phone": {"***-****-**26"}, "email": {"k***@mail.co.jp"},
}  # fmt: skip
"""By the interface: of numbers the last two digits, of a name its first character, of an address all to the
municipality, of a birth date the year."""
FRAGMENTS = ("薬師寺", "櫻子", "ヤクシジ", "サクラコ", "08/29", "08-29", "0829", "0054", "錦町", "17-29", "金糸雀",
             LICENCE[2:10], "82736", "7391", "kanaria", "zq7x")  # fmt: skip


def write_share(folder: Path) -> Path:
    """The roster in every notation, whole and in split columns."""
    keys = ("name", "kana", "birthday", "zip", "address", "license_number", "passport_no", "tel", "mail")
    values = list(COLUMNS.values())
    record = dict(zip(keys, values, strict=True))
    split = {
        "姓": "薬師寺", "名": "櫻子", "生年": "1973", "月": "08", "日": "29", "zip1": "101", "zip2": "0054",
        "都道府県": "東京都", "市区町村": "千代田区", "番地": "神田錦町3-17-29", "建物名": "メゾン金糸雀1204",
        "tel1": "090", "tel2": "7391", "tel3": "4826",
    }  # fmt: skip
    table = ",".join(COLUMNS) + "\n" + ",".join(values) + "\n"
    files: dict[str, bytes] = {
        "a.csv": table.encode(),
        "b.csv": table.encode("cp932"),
        "c.tsv": table.replace(",", "\t").encode("utf-16"),
        "split.csv": (",".join(split) + "\n" + ",".join(split.values()) + "\n").encode(),
        "many.csv": (table * 40).encode(),
        "form.txt": "".join(f"{name}：{value}\n" for name, value in COLUMNS.items()).encode(),
        "plain.json": json.dumps([record], ensure_ascii=False).encode(),
        "escaped.json": json.dumps([record]).encode(),
        "a.xml": ("<m><p>" + "".join(f"<{key}>{value}</{key}>" for key, value in record.items()) + "</p></m>").encode(),
        "a.sql": f"INSERT INTO m ({', '.join(keys)}) VALUES {tuple(values)};\n".encode(),  # noqa: S608
        "a.vcf": (
            f"BEGIN:VCARD\nFN:{values[0]}\nBDAY:1973-08-29\nTEL:{values[7]}\nEMAIL:{values[8]}\n"
            f"ADR:;;{values[4]};;;{values[3]};\nEND:VCARD\n"
        ).encode(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def spell_out() -> Iterator[bytes]:
    """Each fragment in the widths and encodings that outputs and stores use."""
    for fragment in FRAGMENTS:
        for form in {fragment, unicodedata.normalize("NFKC", fragment)}:
            if len(form) > 4 or not form.isascii():  # four digits occur in any hash
                yield from (form.encode("utf-8"), form.encode("utf-16-le"), form.encode("unicode_escape"))


@pytest.fixture(scope="module")
def told(module_meibo: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Everything that scanning, reporting, listing and detecting write and print."""
    meibo, share = module_meibo, write_share(tmp_path_factory.mktemp("share"))
    reports = ("--xlsx", "a.xlsx", "--csv", "a.csv", "--jsonl", "a.jsonl", "--min-confidence", "low", "--all-locations")
    outputs = [
        meibo("scan", share, *reports), meibo("scan", share, "--lang", "ja", "-i", "ja.db", "--log-format", "json"),
        meibo("list", "--format", "json"), meibo("list"), meibo("show", "a.csv"), meibo("show", "split.csv"),
        meibo("show", "many.csv", "--format", "json"), meibo("detect", share, "--min-confidence", "low"),
        meibo("detect", share, "--format", "jsonl", "--min-confidence", "low"),
    ]  # fmt: skip
    contents = {f"output {number}": (done.stdout + done.stderr).encode() for number, done in enumerate(outputs)}
    for path in sorted(path for path in meibo.folder.rglob("*") if path.is_file()):
        contents[path.name] = path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                contents |= {f"{path.name}!{name}": archive.read(name) for name in archive.namelist()}
    return contents


@pytest.mark.slow
def test_nothing_of_a_roster_is_written_but_its_masks(told: dict[str, bytes]) -> None:
    """Names, addresses, birth dates, licences, passports and postal codes are found in every notation and leak from
    none; the masked forms are those of the interface."""
    found = [json.loads(line) for line in told["a.jsonl"].decode().splitlines()]
    masked: dict[str, set[str]] = {}
    for row in found:
        masked.setdefault(row["detector"], set()).add(row["masked"])
    assert set(masked) == set(MASKS)
    files = {row["path"] for row in found if row["detector"] == "jp_name"}
    assert len(files) == 11
    leaks = [(name, raw) for raw in set(spell_out()) for name, content in told.items() if raw in content]
    assert leaks == []
    whole = {row["detector"]: row["masked"] for row in found if row["path"] == "a.csv" and row["detector"] != "jp_name"}
    assert {detector for detector, mask in whole.items() if mask not in MASKS[detector]} == set()
    assert {row["masked"] for row in found if row["path"] == "a.csv" and row["detector"] == "jp_name"} == MASKS[
        "jp_name"
    ]


def test_masks_of_split_values_are_as_short(told: dict[str, bytes]) -> None:
    """A value joined from several cells shows no more than one that stands in a single cell."""
    found = [json.loads(line) for line in told["a.jsonl"].decode().splitlines()]
    masked = {row["detector"]: row["masked"] for row in found if row["path"] == "split.csv"}
    assert set(masked) == {"jp_name", "dob", "jp_postal", "jp_address", "jp_phone"}
    assert masked["jp_name"].replace(" ", "") == "薬****"
    assert masked["dob"].startswith("1973")
    assert not any(digit in masked["dob"][4:] for digit in "0123456789")
    assert masked["jp_postal"].endswith("54")
    assert sum(letter.isdigit() for letter in masked["jp_postal"]) == 2
    assert masked["jp_address"].rstrip("* ") == "東京都千代田区"
