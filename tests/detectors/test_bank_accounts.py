"""Bank accounts: found with what stands around them, told from other seven digits, known under one key."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from meibo_detectors.dictionaries.banks import banks, is_branch
from meibo_detectors.engine import Engine
from meibo_detectors.japan.bank_account import ID
from meibo_detectors.japan.bank_words import WORDS, Word
from meibo_detectors.model import Block, Layout
from meibo_detectors.registry import DETECTORS
from meibo_detectors.text_hash import hash_word

accounts = st.from_regex(r"[2-9][0-9]{5}[1-9]", fullmatch=True).filter(lambda digits: len(set(digits)) > 3)
DELIMITED = Layout("delimited", ",")


def find(engine: Engine, text: str, layout: Layout = Layout()) -> list[tuple[str, int, str]]:  # noqa: B008 - frozen
    """Value, score and key of each account of a text."""
    scan = engine.scan([Block(text.encode(), layout=layout)])
    rows = [row for row in scan.findings if DETECTORS[row["detector"]].id == ID]
    return [(scan.value(row), int(row["score"]), row["key"].decode()) for row in rows]


@given(accounts, st.text(max_size=20), st.text(max_size=20))
def test_account_with_its_bank_is_found_in_any_text(engine: Engine, account: str, before: str, after: str) -> None:
    """Name of the bank, branch, kind of deposit and number on a line of their own: high, whatever stands around."""
    assume("\x00" not in before + after)
    text = f"{before}\nみずほ銀行 新宿支店 普通 {account}\n{after}"
    found = [row for row in find(engine, text) if row[0] == account]
    assert found or any(sign in before + after for sign in "\"'<>{}[]&%\\")
    if found and not any(word in before.lower() for word in WORDS[Word.PAPER]):
        assert found[0][1] >= 85


@given(accounts, st.integers(0, 9999), st.integers(0, 999))
def test_codes_alone_count_only_where_the_branch_exists(engine: Engine, account: str, bank: int, branch: int) -> None:
    """Three groups of digits are an account where the bank has that branch, and else nothing."""
    exists = bool(is_branch(np.array([bank]), np.array([branch]))[0])
    found = find(engine, f"{bank:04}-{branch:03}-{account}")
    assert [score >= 85 for _, score, _ in found if score >= 60] == [True] * exists


@pytest.mark.parametrize(
    "text",
    [
        "0001-001-6412087",
        "みずほ銀行（0001）東京営業部（001）普通 6412087",
        "みずほ 001 普通 ６４１２０８７",
        "銀行コード：0001\n支店コード：001\n口座番号：6412087",
        '{"bank_code": "0001", "branch_code": "001", "account_no": "6412087"}',
        "銀行名：みずほ\n店番：001\n預金種目：普通\n口座番号：6412087",
        "銀行名：みずほ\n支店名：東京営業部\n預金種目：普通\n口座番号：6412087",
        "みずほ銀行　東京営業部　普通　6412087",
    ],
)
def test_one_account_has_one_key_however_it_is_written(engine: Engine, text: str) -> None:
    """Bank, branch and account in digits, from codes and from the name of the bank."""
    layout = Layout("json") if text.startswith("{") else Layout()
    assert [key for _, _, key in find(engine, text, layout)] == ["00010016412087"]


def test_lost_zeros_are_restored_in_columns(engine: Engine) -> None:
    """A spreadsheet drops the zeros of codes and accounts."""
    text = "氏名,銀行コード,支店コード,種別,口座番号\n" + "".join(
        f"山田花子,1,1,1,{account}\n" for account in ("41208", "641208", "7412087", "5412087", "3312087", "9412087")
    )
    found = find(engine, text, DELIMITED)
    assert [key for _, _, key in found[:3]] == ["00010010041208", "00010010641208", "00010017412087"]
    assert all(score >= 60 for _, score, _ in found)
    assert [score >= 85 for _, score, _ in found] == [False, False, True, True, True, True]


def test_orders_beside_accounts_are_nothing(engine: Engine) -> None:
    """Seven digits in the next column stay orders, with a header and without."""
    rows = [(f"{4812087 + step * 7919}", f"{6653421 + step * 104729}") for step in range(12)]
    for header in ("氏名,口座番号,注文番号\n", "氏名,口座番号,備考\n"):
        text = header + "".join(f"山田花子,{account},{order}\n" for account, order in rows)
        assert [value for value, score, _ in find(engine, text, DELIMITED) if score >= 60] == [row[0] for row in rows]
    bare = "".join(f"0001,001,普通,{account},{order}\n" for account, order in rows)
    assert [value for value, score, _ in find(engine, bare, DELIMITED) if score >= 60] == [row[0] for row in rows]


def test_column_of_anything_under_a_vague_header_is_low(engine: Engine) -> None:
    """Seven digits in a column that a word of banking merely stands near are no accounts."""
    text = "銀行振込,受付\n" + "".join(f"済,{4812087 + step * 7919}\n" for step in range(12))
    assert [row for row in find(engine, text, DELIMITED) if row[1] >= 60] == []


def test_transfer_file_gives_the_accounts_of_its_payees(engine: Engine) -> None:
    """Records of 120 columns: the payee's account is high, that of a company low, the sender's is left out."""
    lines = [
        "12105201176462ﾒｲﾎﾞ                                    04250001ﾐｽﾞﾎ           001ﾎﾝﾃﾝ           12761934",
        "20001ﾐｽﾞﾎ           001ﾄｳｷﾖｳ          000014418253ﾔﾏﾀﾞ ﾊﾅｺ",
        "20009ﾐﾂｲｽﾐﾄﾓ        259ｼﾝｼﾞﾕｸ         000012716480ｽｽﾞｷ ｹﾝｼﾞ",
        "20009ﾐﾂｲｽﾐﾄﾓ        259ｼﾝｼﾞﾕｸ         000023723741ｶ)ﾒｲﾎﾞ",
    ]
    payments = [f"{lines[0]:<120}", *(f"{line:<80}0000237941{'':30}" for line in lines[1:])]
    found = find(engine, "\n".join(payments) + "\n", Layout("zengin"))
    assert [(value, score >= 85) for value, score, _ in found] == [
        ("4418253", True),
        ("2716480", True),
        ("3723741", False),
    ]
    assert found[0][2] == "00010014418253"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("みずほ", 1),
        ("みずほ銀行", 1),
        ("三菱ufj", 5),
        ("ゆうちょ銀行", 9900),
        ("多摩信用金庫", 1360),
        ("ミズホ", 1),
        ("0138", 138),
    ],
)
def test_names_and_codes_of_banks_are_known(name: str, code: int) -> None:
    """Short names, full names, kana and codes lead to the code."""

    assert banks().find(np.array([hash_word(name)], np.uint64)).tolist() == [code]


def test_name_of_a_branch_leads_to_its_code(engine: Engine) -> None:
    """With 支店 and without, beside the name of the bank and in columns; of another bank it is another branch."""
    assert [key for *_, key in find(engine, "みずほ銀行 新宿支店 普通 6412087")] == ["00012406412087"]
    assert [key for *_, key in find(engine, "りそな銀行 新宿支店 普通 6412087")] == ["00102996412087"]
    assert [key for *_, key in find(engine, "みずほ銀行 名無し支店 普通 6412087")] == ["6412087"]
    table = "氏名,銀行名,支店名,口座番号\n山田花子,みずほ,新宿,6412087\n山田花子,みずほ銀行,新宿支店,5127338\n"
    assert [key for *_, key in find(engine, table, DELIMITED)] == ["00012406412087", "00012405127338"]


def test_accounts_of_a_ledger_are_none(engine: Engine) -> None:
    """A chart of accounts calls its codes account numbers too, and a journal writes amounts beside 普通預金."""
    chart = "account_no,account_name\n" + "".join(f"{1110 + 10 * step},現金\n" for step in range(8))
    journal = "".join(f"2026/04/{step:02},普通預金,みずほ銀行新宿支店,{step}500000\n" for step in range(1, 9))
    assert [row for text in (chart, journal) for row in find(engine, text, DELIMITED) if row[1] >= 60] == []


def test_round_account_needs_its_label(engine: Engine) -> None:
    """One account in a thousand ends in three zeros: with its label it is found."""
    assert [score >= 85 for _, score, _ in find(engine, "みずほ銀行 新宿支店 普通 口座番号 6412000")] == [True]
