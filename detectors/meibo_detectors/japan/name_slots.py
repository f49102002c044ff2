"""The words of places where a name is expected: behind a label, a title or a department, beside one of two parties,
before brackets that say where somebody works. ``kernels/name_context.pxd`` looks for them, and for times of a chat and mail addresses.
"""

from __future__ import annotations

from typing import Final

from meibo_detectors.japan.name_words import HONORIFICS, PERSONAL_HONORIFICS

LABELS: Final = (
    "作成", "確認", "承認", "審査", "査閲", "照査", "検図", "設計", "製図", "起票", "起案", "決裁", "文責", "校閲", "監修", "記録", "記", "司会", "進行",
    "議長", "書記", "座長", "主査", "副査", "担当", "担任", "幹事", "窓口", "受付", "講師", "講演", "発表", "報告", "出席", "欠席", "参加", "同席", "同行", "立会",
    "参加者", "対応", "応対", "代理人", "保証人", "立会人", "管理人", "引受人", "相続人", "連絡先", "宛先", "差出人", "リーダー", "マネージャー", "マネジャー",
    "メンバー", "ディレクター", "プロデューサー", "モデレーター", "パネリスト", "ファシリテーター", "レビュアー", "レビューア", "スタッフ", "コーディネーター",
    "チーフ", "取締役", "代表社員", "業務執行社員", "顧問", "当社", "先方", "弊社", "PM", "PL", "SE", "PMO",
)  # fmt: skip
"""What a word ends with that has a name behind it, a colon or blanks between: 資料作成：, 内容確認　, サブリーダー."""
PERSONS: Final = "者員師士長係役"
"""The same of one kanji: 来訪者, 警備員, 理学療法士, 製造係長, 記録係, 監査役."""
DEPARTMENTS: Final = "部課係室科局署"
KINSHIPS: Final = "妻夫父母子兄弟姉妹"
PARTIES: Final = ("弊社", "当社", "先方", "同社", "当方", "御社", "貴社")
TITLES: Final = tuple(word for word in HONORIFICS if len(word) > 1 and word not in PERSONAL_HONORIFICS)
