"""However a value is spelled, it is found, shown decoded, and its place is that of the raw spelling."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

PHONE = "090-2345-6781"
NAME = "渡辺 直人"
MAIL = "naoto.w@mail.co.jp"
SURNAME_WITH_SELECTOR = "渡邊\U000e0101"


def escape_json(text: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" for letter in text)


def escape_decimal(text: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


def escape_hex(text: str) -> str:
    return "".join(f"&#x{ord(letter):X};" for letter in text)


def escape_percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def widen(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


CASES: dict[str, tuple[str, str, str, str]] = {
    # file: text with {} for the value, detector, raw spelling, what --reveal shows
    "wide phone.txt": ("電話番号：{}\n", "jp_phone", widen(PHONE), widen(PHONE)),
    "wide mail.txt": ("メール：{}\n", "email", widen(MAIL), widen(MAIL)),
    "wide number.csv": ("番号,個人番号\n1,{}\n", "jp_my_number", widen("531904827610"), widen("531904827610")),
    "long vowel.txt": ("電話番号：{}\n", "jp_phone", "090ー2345ー6781", "090ー2345ー6781"),
    "half long vowel.txt": ("電話番号：{}\n", "jp_phone", "090ｰ2345ｰ6781", "090ｰ2345ｰ6781"),
    "minus.txt": ("電話番号：{}\n", "jp_phone", "090−2345−6781", "090−2345−6781"),
    "dash.txt": ("電話番号：{}\n", "jp_phone", "090–2345—6781", "090–2345—6781"),
    "zero width phone.txt": ("電話番号：{}です\n", "jp_phone", "090\u200b-2345\u200d-67\ufeff81", ""),
    "zero width name.csv": ("番号,氏名\n1,{}\n", "jp_name", "渡\u200b辺 直\u2060人", ""),
    "zero width mail.txt": ("メール：{}\n", "email", "naoto.w@\u200bmail.co.jp", ""),
    "selector.csv": ("番号,氏名\n1,{}\n", "jp_name", f"{SURNAME_WITH_SELECTOR} 直人", f"{SURNAME_WITH_SELECTOR} 直人"),
    "old kanji.csv": ("番号,氏名\n1,{}\n", "jp_name", "髙橋 直人", "髙橋 直人"),
    "half kana.csv": ("番号,フリガナ\n1,{}\n", "jp_name", "ﾜﾀﾅﾍﾞ ﾅｵﾄ", "ﾜﾀﾅﾍﾞ ﾅｵﾄ"),
    "ideographic space.csv": ("番号,氏名\n1,{}\n", "jp_name", "渡辺　直人", "渡辺　直人"),
    "escaped name.json": ('{{"name": "{}", "x": 1}}\n', "jp_name", escape_json(NAME), NAME),
    "escaped keys.json": (f'{{{{"{escape_json("氏名")}": "{{}}"}}}}\n', "jp_name", escape_json(NAME), NAME),
    "escaped address.json": ('{{"address": "{}"}}\n', "jp_address", escape_json("東京都千代田区神田1-2-3"),
                             "東京都千代田区神田1-2-3"),
    "escaped slashes.json": ('{{"birthday": "{}"}}\n', "dob", "1985\\/04\\/12", "1985/04/12"),
    "decimal.html": ("<p>氏名：{}</p>\n<p>電話</p>\n", "jp_name", escape_decimal(NAME), NAME),
    "hex.xml": ("<m><name>{}</name><x>1</x></m>\n", "jp_name", escape_hex(NAME), NAME),
    "entity mail.html": ("<p>メール：<b>{}</b></p>\n", "email", MAIL.replace("@", "&#64;"), MAIL),
    "percent.log": ("GET /search?name={}&page=1 200\n", "jp_name", escape_percent("渡辺直人"), "渡辺直人"),
    "percent mail.log": ("GET /mail?to={}&page=1 200\n", "email", MAIL.replace("@", "%40"), MAIL),
    "boxes.txt": ("個人番号　{}\n", "jp_my_number", "5 3 1 9 0 4 8 2 7 6 1 0", "5 3 1 9 0 4 8 2 7 6 1 0"),
}  # fmt: skip


def locate(text: str, raw: str) -> tuple[int, int]:
    """Code points before the value and behind it within its line or cell."""
    line = text[: text.index(raw)].rpartition("\n")[2]
    return len(line), len(line) + len(raw)


def write_case(form: str, raw: str) -> str:
    return form.format(raw)


@pytest.fixture
def found(detect: Callable[..., Any]) -> dict[str, Any]:
    """What is found in all cases, the My Number with its right check digit."""
    files: dict[str, str] = {name: write_case(form, raw) for name, (form, _, raw, _) in CASES.items()}
    told: dict[str, Any] = detect(files, "medium")
    return told


def test_each_spelling_is_found_shown_decoded_and_placed_as_written(found: dict[str, Any]) -> None:
    """Full-width, long vowel, zero-width, variation selector, half-width kana and escapes of every kind: the value is
    decoded, start and end are the raw spelling's."""
    told, wanted = {}, {}
    for name, (form, detector, raw, shown) in CASES.items():
        start, end = locate(write_case(form, raw), raw)
        if name.endswith(".csv"):
            start, end = 0, len(raw)
        wanted[name] = [(detector, start, end, shown or raw)]
        told[name] = [(row["detector"], row["start"], row["end"], row["value"]) for row in found[name]]
    assert told == wanted


def test_spellings_of_one_value_have_one_fingerprint(meibo: Any) -> None:
    """Whatever the spelling, the fingerprint is of the normalised value, so that the same person is found again."""
    spellings = {
        "jp_phone": [
            PHONE,
            widen(PHONE),
            "090ー2345ー6781",
            "090\u200b-2345-6781",
            "+81-90-2345-6781",
            "(090)2345-6781",
        ],
        "email": [MAIL, widen(MAIL), MAIL.upper(), MAIL.replace("@", "&#64;")],
        "jp_name": ["渡辺 直人", "渡辺　直人", "渡辺直人", "渡\u200b辺 直人", escape_decimal("渡辺 直人")],
        "dob": ["1985/04/12", "1985-4-12", "昭和60年4月12日", "S60.4.12", "１９８５年４月１２日"],
        "jp_postal": ["100-0001", "〒100-0001", "１００－０００１"],
    }
    labels = {"jp_phone": "電話番号", "email": "メール", "jp_name": "氏名", "dob": "生年月日", "jp_postal": "郵便番号"}
    text = "".join(f"{labels[kind]}：{value}\n\n\n" for kind, values in spellings.items() for value in values)
    done = meibo("detect", "--format", "jsonl", "--key-file", "shared.key", input=text)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    prints = {kind: [row["fingerprint"] for row in rows if row["detector"] == kind] for kind in spellings}
    assert {kind: len(values) for kind, values in prints.items()} == {
        kind: len(values) for kind, values in spellings.items()
    }
    assert {kind: len(set(values)) for kind, values in prints.items()} == dict.fromkeys(spellings, 1)
    key = bytes.fromhex((meibo.folder / "shared.key").read_text("ascii").strip())
    assert prints["dob"][0] == hmac.digest(key, b"1985-04-12", "sha256").hex()
    assert prints["jp_postal"][0] == hmac.digest(key, b"1000001", "sha256").hex()
