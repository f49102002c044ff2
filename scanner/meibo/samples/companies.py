"""Invented companies; every mail domain of the samples says that it is a demonstration."""

from __future__ import annotations

from typing import Final

import msgspec


class Company(msgspec.Struct, frozen=True):
    """An organisation that people work for or write to."""

    name: str
    domain: str


HOME: Final = Company("名簿デモ商事株式会社", "meibo-demo-shoji.co.jp")
"""The owner of the share."""

PARTNERS: Final = (
    Company("メイボデモ工業株式会社", "meibo-demo-kogyo.co.jp"),
    Company("株式会社デモ名簿フーズ", "meibo-demo-foods.co.jp"),
    Company("名簿デモ運輸株式会社", "meibo-demo-unyu.co.jp"),
    Company("デモ名簿建設株式会社", "meibo-demo-kensetsu.co.jp"),
    Company("有限会社名簿デモ電機", "meibo-demo-denki.co.jp"),
    Company("名簿デモシステム合同会社", "meibo-demo-system.co.jp"),
    Company("学校法人名簿デモ学園", "meibo-demo-gakuen.ac.jp"),
)

MAIL_PROVIDERS: Final = ("meibo-demo.ne.jp", "mail.meibo-demo.ne.jp", "meibo-demo-net.ne.jp", "meibo-demo-mail.jp")
"""Domains of private mail addresses."""
