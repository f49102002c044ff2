"""The words by which cards and booklets that identify somebody name themselves."""

from __future__ import annotations

import unicodedata
from typing import Final

_TITLES: Final = (
    "運転免許証", "公安委員会", "個人番号カード", "在留カード", "特別永住者証明書", "被保険者証", "資格確認書",
    "住民基本台帳カード", "旅券", "身分証明書", "社員証", "職員証", "学生証", "障害者手帳", "保健福祉手帳", "療育手帳", "年金手帳",
    "RESIDENCECARD", "DRIVER'SLICENSE", "DRIVINGLICENCE", "IDENTITYCARD", "STUDENTID", "EMPLOYEEID", "P<JPN",
)  # fmt: skip


def tells_card(text: str) -> bool:
    """Whether a page says that it is one."""
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    return any(title in plain for title in _TITLES)
