"""Which words tell a card or a booklet."""

from __future__ import annotations

import pytest

from meibo.extraction.pictures.card_words import CARDS, name_card


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # driving licence: seldom read whole
        ("運転免許証", "運転免許証"),
        ("氏名 鷹取 一葉\n交付 令和2年 免許の条件等 眼鏡等", "運転免許証"),
        ("番号 第 012345678900 号\n東京都公安委員会", ""),
        ("東京都公安委員会 令和12年まで有効", "運転免許証"),
        ("東京都公安委員会\n普通自動車免許", "運転免許証"),
        ("DRIVER'S LICENSE\nTAKATORI", "運転免許証"),
        # what foreigners have
        ("在 留 カ ー ド\nRESIDENCE CARD", "在留カード"),
        ("在留資格 技術・人文知識・国際業務\n在留期間(満了日)", "在留カード"),
        ("在留資格", ""),
        ("特別永住者証明書", "特別永住者証明書"),
        # the Individual Number Card, and the paper before it
        ("個人番号カード\n氏名 蓮沼 稔", "個人番号カード"),
        ("電子証明書の有効期限 臓器提供意思", "個人番号カード"),
        ("通知カード\n個人番号 1234 5678 9018", "個人番号カード"),
        ("通知カード", ""),
        # health insurance
        ("健康保険 本人(被保険者) 被保険者証", "健康保険被保険者証"),
        ("資格確認書", "健康保険被保険者証"),
        ("保険者番号 06123456 被保険者 氏名", "健康保険被保険者証"),
        # passport: its zone, or its words
        ("P<JPNTAKATORI<<KAZUHA<<<<<<", "旅券"),
        ("日本国 旅券", "旅券"),
        ("PASSPORT 型/Type P 発行国/Issuing country JPN", "旅券"),
        ("PASSPORT", ""),
        # of employers and schools
        ("社員証\nACME株式会社", "社員証"),
        ("ＥＭＰＬＯＹＥＥ　ＩＤ", "社員証"),
        ("学生証", "学生証"),
        ("生徒手帳", "学生証"),
        # others
        ("身体障害者手帳", "障害者手帳"),
        ("精神障害者保健福祉手帳", "障害者手帳"),
        ("身分証明書", "身分証明書"),
        ("住民基本台帳カード", "住民基本台帳カード"),
        # a copy of two cards, in the order of the table; each once
        ("被保険者証 運転免許証 公安委員会 免許", "運転免許証 健康保険被保険者証"),
        # nothing of the kind
        ("社員名簿\n鷹取一葉 090-7305-2846", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_what_a_page_calls_itself(text: str, name: str) -> None:
    assert name_card(text) == name


def test_spaces_and_widths_do_not_matter() -> None:
    """Cards print their names spread, and half-width kana are kana."""
    assert name_card("運 転　免\n許 証") == "運転免許証"
    assert name_card("在留ｶｰﾄﾞ") == "在留カード"


def test_a_long_page_speaks_of_cards() -> None:
    """And is none."""
    assert name_card("運転免許証" + "又は旅券を提示してください。" * 110) == ""
    assert name_card("運転免許証" + "あ" * 1_400) == "運転免許証"


def test_a_form_asks_for_one_of_several() -> None:
    """Copies of two are told; who names more has none of them."""
    assert name_card("被保険者証 運転免許証") == "運転免許証 健康保険被保険者証"
    assert name_card("本人確認書類 □個人番号カード □運転免許証 □被保険者証") == ""


def test_each_card_has_words() -> None:
    """In the form in which they are looked for: without spaces, in capitals."""
    for card in CARDS:
        for words in card.words:
            assert words
            for word in words:
                assert word == "".join(word.upper().split())
