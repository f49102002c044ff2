"""The words around personal names: honorifics and titles, organisations, and what stands where a name is missing."""

from __future__ import annotations

import functools
from typing import Final

import numpy as np

from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.normalise import Truth, fold_label

HONORIFICS: Final = (
    "様", "さま", "殿", "氏", "さん", "先生", "君", "くん", "ちゃん", "様宅", "様方", "様邸", "氏宅", "さん宅", "さん方", "教授", "准教授", "助教", "講師", "部長", "副部長", "次長", "課長", "課長補佐",
    "係長", "主任", "主査", "主事", "室長", "班長", "社長", "副社長", "取締役", "代表取締役", "専務", "常務", "会長", "副会長", "委員", "委員長", "理事",
    "理事長", "監事", "監査役", "顧問", "相談役", "執行役員", "支店長", "店長", "所長", "工場長", "本部長", "部門長", "院長", "園長", "校長", "教頭", "教諭",
    "医師", "歯科医師", "看護師", "薬剤師", "弁護士", "税理士", "司法書士", "社労士", "会計士", "行政書士", "議員", "議長", "市長", "町長", "村長", "知事",
    "大臣", "首相", "総理", "監督", "選手", "師匠", "夫人", "夫妻", "嬢", "容疑者", "被告", "記者", "代表", "代表理事", "社員", "職員", "両氏",
    "裁判長", "党首", "総裁", "幹事長", "書記長", "事務局長", "局長", "署長", "隊長", "大使", "市議", "県議", "判事", "検事", "警部", "警部補", "巡査", "学長",
    "総長", "塾長", "住職", "投手", "捕手", "力士", "騎手", "主将", "大統領", "主席", "長官", "副大臣", "政務官", "相",
    "マネージャー", "マネジャー", "リーダー", "コーチ", "チーフ", "サブリーダー", "チームリーダー", "ケアマネ", "ディレクター",
    "PM", "PL", "SE", "部長代理", "課長代理", "次長代理", "所長代理", "支店長代理", "室長代理", "係長代理", "店長代理", "副本部長", "副所長", "副支店長", "副工場長", "副店長",
    "副室長", "副課長", "副主任", "副院長", "副園長", "副校長", "参事", "参事官", "参与", "審議官", "主幹", "主務", "技師", "技師長", "技監", "専務取締役", "常務取締役",
    "代表取締役社長", "代表取締役会長", "取締役社長", "取締役会長", "取締役副社長", "社外取締役", "師長", "看護師長", "看護部長", "助産師", "保健師", "理学療法士", "作業療法士",
    "管理栄養士", "栄養士", "介護福祉士", "社会福祉士", "保育士", "社会保険労務士", "公認会計士", "弁理士", "相談員", "指導員", "作業員", "警備員", "担当部長",
    "担当課長", "統括部長", "統括", "グループ長", "養護教諭", "主幹教諭", "助手",
)  # fmt: skip
"""Behind a name: they say that the word before is a person."""
LONGEST_HONORIFIC: Final = 7
HONORIFIC_COMPOUNDS: Final = (
    "源氏",
    "平氏",
    "藤氏",
    "橘氏",
    "同氏",
    "両氏",
    "諸氏",
    "各氏",
    "某氏",
    "彼氏",
    "華氏",
    "摂氏",
    "貴殿",
    "諸君",
    "同様",
    "各様",
)
"""Words that end with what is no honorific, behind whatever; alone, so are the common nouns of two kanji (主君, 神殿)."""
PERSONAL_HONORIFICS: Final = (
    "様",
    "さま",
    "殿",
    "氏",
    "さん",
    "先生",
    "君",
    "くん",
    "ちゃん",
    "嬢",
    "夫人",
    "様宅",
    "様方",
    "様邸",
    "氏宅",
    "さん宅",
    "さん方",
)
"""Those that no organisation has: a firm has a 社長, a team has a 監督."""

LEADING_WORDS: Final = (
    "担当者", "担当", "営業担当", "担当営業", "主担当", "作成者", "議事録作成者", "作成担当", "記録者", "記録", "書記", "司会", "議長", "報告者", "発表者",
    "申請者", "申込者", "届出人", "届出者", "契約者", "被保険者", "受取人", "名義人", "世帯主", "保護者", "代表者", "責任者", "管理者", "承認者", "確認者",
    "受付者", "連絡者", "紹介者", "参加者", "出席者", "欠席者", "使用者", "利用者", "加入者", "会員", "患者", "顧客", "氏名", "患者氏名", "名前", "宛名",
    "本人", "代理人", "保証人", "連帯保証人", "被扶養者", "配偶者", "著者", "編集者", "執筆者", "翻訳者", "監修", "撮影", "文責", "部長", "課長", "係長",
    "主任", "次長", "室長", "社長", "副社長", "取締役", "代表取締役", "代表取締役社長", "専務", "専務取締役", "常務", "常務取締役", "会長", "委員", "委員長",
    "理事", "理事長", "顧問", "支店長", "店長", "所長", "工場長", "本部長", "院長", "校長", "教授", "准教授", "医師", "主治医", "担当医", "弁護士", "税理士",
    "司法書士", "監督", "選手", "議員", "知事", "市長", "代表", "故", "同", "長男", "長女", "次男", "次女", "三男", "三女", "妻", "夫", "父", "母", "兄",
    "弟", "姉", "妹", "審判員", "投手", "捕手", "内野手", "外野手", "俳優", "女優", "歌手", "作家", "漫画家", "画家", "棋士", "記者", "被告", "容疑者",
    "初代", "代目", "将軍", "元帥", "提督", "大将", "中将", "少将", "大佐", "中佐", "少佐", "大尉", "中尉", "少尉", "太閤", "関白", "大統領", "総理", "総裁",
    "書記長", "総書記", "党首", "幹事長", "大使", "公使", "判事", "検事", "警部", "警部補", "巡査", "天皇", "皇女", "皇子", "王子", "王女", "太子", "皇太子",
    "養子", "養女", "嫡男", "嫡子", "嗣子", "四男", "四女", "五男", "六男", "実兄", "実弟", "実父", "実母", "義父", "義母", "義兄", "義弟", "義姉", "義妹",
    "祖父", "祖母", "曾祖父", "叔父", "叔母", "伯父", "伯母", "従兄", "従弟", "夫人", "側室", "正室", "後妻", "先妻", "弟子", "門弟", "盟友", "親友", "友人",
    "学生", "大学生", "高校生", "中学生", "同級生", "卒業生", "研修生", "歌人", "俳人", "詩人", "芸人", "職人", "棟梁", "横綱", "大関", "関脇", "監修", "原作",
    "脚本", "演出", "主演", "出演", "作曲", "作詞", "編曲", "声優", "女流", "名誉教授", "特任教授", "講師", "助教", "弊社", "当社", "先方", "同社", "当方",
)  # fmt: skip
"""Directly before a name in one run of kanji."""
LONGEST_LEAD: Final = 7
CALLING_ENDINGS: Final = "者家員長官師士手臣将医僧妃后王帝主徒相"
"""Kanji that words for what somebody is end with; ``Flag.CALLING`` marks the words."""
LONG_CALLING_ENDINGS: Final = "人客"
"""The same of words of three kanji and more: 管理人, but 一人 is nobody's calling."""

FOLLOWING_WORDS: Final = (
    "作", "著", "訳", "編", "画", "筆", "撰", "談", "役", "流", "脚本", "原作", "主演", "出演", "演出", "作曲", "作詞", "編曲", "監修", "共著", "編著", "編集",
    "思想", "内閣", "政権", "体制", "陣営", "自身", "本人", "個人", "死去", "逝去", "名義", "宛", "親王", "内親王", "上人", "菩薩", "一家", "一族", "夫婦", "兄弟",
)  # fmt: skip
"""Directly behind a name in one run of kanji, up to its end."""
LONGEST_FOLLOWING: Final = 3

TRAILING_WORDS: Final = ("印", "他", "外", "記", "捺印", "押印", "本人", "代筆", "自署")
"""Behind a name and a blank in its field."""

ORGANISATIONS: Final = (
    "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "財団法人", "社団法人", "医療法人", "学校法人", "宗教法人", "独立行政法人", "社会福祉法人",
    "法人", "医療法人社団", "特定非営利活動法人", "会社", "組合", "協会", "協同組合", "銀行", "信用金庫", "金庫", "病院", "医院", "大学", "大学院", "学校", "高校",
    "高等学校", "中学校", "小学校", "中学", "学院", "学園", "短大", "幼稚園", "保育園", "支店", "営業所", "事業部", "事業所", "工場", "本社", "本店", "支社",
    "出張所", "事務所", "部", "課", "係", "室", "局", "署", "庁", "省", "委員会", "商店", "商会", "商事", "工業", "製作所", "研究所", "電機", "電気", "建設",
    "工務店", "産業", "製薬", "化学", "運輸", "物流", "不動産", "証券", "保険", "農協", "漁協", "店", "駅", "図書館", "美術館", "博物館", "公園", "神社", "寺",
    "城", "城跡", "県", "市", "区", "町", "村", "郡", "府", "都", "県内", "市内", "御中", "各位", "薬局", "歯科", "内科", "外科", "整形外科", "眼科", "皮膚科",
    "耳鼻科", "小児科", "旅館", "食堂", "酒造", "書店", "新聞", "新聞社", "放送", "出版", "交通", "鉄道", "自動車", "電力", "石油", "製鉄", "倉庫", "印刷", "食品",
    "クリニック", "センター", "グループ", "ホールディングス", "サービス", "ホテル", "ショップ", "ストア", "カンパニー", "チーム", "ビル", "マンション", "ハイツ",
)  # fmt: skip
"""At the end of what names an organisation or a place; those with 法人 or 会社 also before it."""
LONGEST_ORGANISATION: Final = 10

NOT_A_NAME: Final = (
    "未定", "該当なし", "該当無し", "該当者なし", "匿名", "匿名希望", "不明", "不詳", "なし", "無し", "無", "無記名", "氏名", "お名前", "名前", "名称", "姓名",
    "同上", "同左", "本人", "同じ", "空欄", "空白", "空席", "欠番", "欠員", "未記入", "未登録", "未入力", "未設定", "非公開", "非表示", "削除", "削除済", "削除済み",
    "担当者", "担当", "ご担当者", "責任者", "管理者", "代表者", "申込者", "申請者", "契約者", "会員", "顧客", "患者", "保護者", "世帯主", "本人以外", "家族",
    "テスト", "てすと", "サンプル", "見本", "記入例", "例", "ダミー", "ユーザー", "ゲスト", "システム", "システム管理者", "管理", "共通", "共有", "全員", "各自", "各位",
    "その他", "合計", "小計", "男", "女", "男性", "女性", "有", "有り", "あり", "済", "退職者", "退職", "休職", "新規", "既存", "必須", "任意", "漢字", "カナ", "ひらがな",
    "フリガナ", "ふりがな", "ローマ字", "英字", "全角", "半角", "署名", "捺印", "印", "自署", "記名", "夫", "妻", "父", "母", "長男", "長女", "次男", "次女", "子",
    "続柄", "関係者", "社内", "社外", "総務", "経理", "営業", "人事", "受付", "窓口", "事務局", "事務", "人事部", "総務部", "営業部", "お客様", "御中",
    "全角カナ", "半角カナ", "全角かな", "全角漢字", "半角英字", "複数可", "不要", "要確認", "応相談", "確認中", "調整中", "募集中", "検討中", "選考中", "手配中",
)  # fmt: skip
"""In the place of a name: nothing is found."""

PLACEHOLDER_ENDINGS: Final = (
    "参照",
    "省略",
    "なし",
    "無し",
    "変更",
    "とおり",
    "通り",
    "可能",
    "不可",
    "未定",
    "確認",
    "記載",
    "記入",
    "予定",
    "提出",
    "添付",
    "同封",
    "欄",
    "下さい",
    "ください",
)
"""What a remark in the place of a name ends with: 別紙参照, 公印省略, 下記のとおり."""
LONGEST_PLACEHOLDER_ENDING: Final = 4

LATIN_NOT_A_NAME: Final = (
    "test", "tester", "sample", "dummy", "example", "admin", "administrator", "user", "users", "guest", "root", "system", "unknown", "none", "null",
    "nil", "n/a", "na", "undefined", "anonymous", "default", "company", "corp", "corporation", "inc", "ltd", "co", "llc", "llp", "plc", "gmbh",
    "kk", "k.k", "limited", "trading", "industries", "systems", "solutions", "partners", "international", "global", "works", "group", "holdings", "university", "college", "school", "hospital", "clinic", "bank", "center", "centre", "institute",
    "department", "dept", "office", "service", "services", "team", "store", "shop", "hotel", "the", "of", "and", "for", "in", "on", "at", "to",
    "by", "with", "from", "is", "are", "was", "not", "new", "no", "name", "first", "last", "full", "project", "product", "file", "server", "host",
    "database", "table", "column", "index", "key", "value", "type", "string", "true", "false", "version", "data", "model", "api", "app",
    "application", "software", "studio", "lab", "labs", "press", "news", "times", "club", "society", "association", "foundation", "japan", "tokyo",
    "osaka", "kyoto", "street", "station", "park", "house", "building", "tower", "plan", "standard", "basic", "premium", "pro", "free",
)  # fmt: skip
"""A word in Latin letters that no personal name holds."""

PARTICLES: Final = (
    "da",
    "das",
    "de",
    "del",
    "della",
    "der",
    "den",
    "di",
    "do",
    "dos",
    "du",
    "la",
    "le",
    "van",
    "von",
    "bin",
    "binti",
    "al",
    "el",
    "y",
    "e",
)
"""Words between the names of foreigners that are written small: Maria da Silva."""

PLACE_BEGINNINGS: Final = (
    "サン", "サンタ", "サント", "セント", "コスタ", "グランド", "ノース", "サウス", "イースト", "ウェスト", "ウエスト", "ニュー", "ポート", "レイク", "マウント",
    "リオ", "エル", "ラ", "ル", "ラス", "ロス", "デル", "プエルト", "プンタ", "モン", "レッド", "ホワイト", "ブラック", "ブルー", "グリーン", "ゴールド",
    "ロイヤル", "クイーン", "キング", "スーパー", "ミス", "ミスター", "ドン", "シティ", "ホテル", "カフェ", "ビューティー",
)  # fmt: skip
"""What foreign places, brands and shops begin with, and hardly a person's name in katakana: サン・マルコ."""

FIRM_WORDS: Final = (
    "ジャパン", "コンサルティング", "コンサルタンツ", "システム", "システムズ", "コーポレーション", "インターナショナル", "エンタープライズ", "テクノロジー",
    "テクノロジーズ", "ソリューション", "ソリューションズ", "パートナーズ", "エージェンシー", "エレクトロニクス", "フーズ", "モータース", "ワークス", "トレーディング",
    "エンジニアリング", "ファイナンス", "キャピタル", "ロジスティクス", "マーケティング", "プランニング", "デザイン", "スタジオ", "ラボ", "アソシエイツ",
)  # fmt: skip
"""A part of firms between middle dots, and of no person's name: ハイテク・ジャパン."""

SAMPLES: Final = (
    ("山田", "太郎"), ("山田", "花子"), ("鈴木", "一郎"), ("やまだ", "たろう"), ("やまだ", "はなこ"), ("ヤマダ", "タロウ"), ("ヤマダ", "ハナコ"),
    ("スズキ", "イチロウ"), ("yamada", "taro"), ("yamada", "tarou"), ("yamada", "hanako"), ("suzuki", "ichiro"), ("john", "doe"), ("jane", "doe"),
)  # fmt: skip
"""Surname and given name of forms and manuals; of Latin ones the order does not matter."""

GIVEN_TAILS: Final = (
    "氏様家人者式流産城館園寺院型系派軍線町村市県区郡府都駅港湖橋通店社会部課室局所場号丸組班隊団校的性化法戦杯賞曲役版像伝記論説案等他側宛方邸宅藩国"
    "州領節弁税作朝帝公侯伯卿内外上下前後東西南北中大小新旧本山川島岳沢谷原野田森林岡峠坂浜崎浦池沼滝江津港岬道街地域圏間発着行便線員長係官民族語史学科"
)
"""Kanji that follow surnames and places in ordinary words: one of them alone is no given name where nothing else says so."""
LONE_TAILS: Final = "市区町村郡県府都省庁局課駅線京国家人者期等宗"
"""The same of two kanji behind a surname of one."""
PLACE_TAILS: Final = "市区町村郡県府都省庁局課駅線京"
"""The same of two kanji."""
LONE_SURNAMES: Final = (
    "王李張劉陳楊黄趙周呉徐孫朱馬胡郭林何高羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董潘袁蔡蒋余杜葉程蘇魏呂丁任沈姚盧姜崔鍾譚陸汪范金石廖賈夏韋付方白鄒孟熊秦邱江尹薛閻段雷侯龍史陶黎賀顧毛郝龔邵万銭厳"
    "覃武戴莫孔向湯朴全文南柳裵河千成車権辛申兪洪安卞魯呂源紀橘菅丘"
)
"""Surnames of one kanji, of China, Korea and old Japan, that may also be ordinary words."""
NAME_ENDINGS: Final = "子郎夫雄彦介助美代江枝"
"""A given name that ends with one of them is one, though it may also be an ordinary word: 太郎, 和子."""


@functools.cache
def honorifics() -> WordTable:
    """Honorifics and titles behind names."""
    return make_word_table([fold_label(word) for word in HONORIFICS])


@functools.cache
def honorific_compounds() -> WordTable:
    """Words that only look like a name of one kanji and an honorific."""
    return make_word_table(HONORIFIC_COMPOUNDS)


@functools.cache
def personal_honorifics() -> WordTable:
    """Honorifics of persons alone."""
    return make_word_table(PERSONAL_HONORIFICS)


@functools.cache
def leading_words() -> WordTable:
    """Labels and titles directly before names."""
    return make_word_table(LEADING_WORDS)


@functools.cache
def following_words() -> WordTable:
    """Words directly behind names."""
    return make_word_table(FOLLOWING_WORDS)


@functools.cache
def following_endings() -> Truth:
    """For each code point whether a word behind names ends with it."""
    return mark_characters(FOLLOWING_WORDS, -1)


@functools.cache
def organisations() -> WordTable:
    """Words at the end of organisations and places."""
    return make_word_table([fold_label(word) for word in ORGANISATIONS])


@functools.cache
def organisation_endings() -> Truth:
    """For each code point whether a word of organisations ends with it."""
    return mark_characters(ORGANISATIONS, -1)


def mark_characters(words: tuple[str, ...], at: int) -> Truth:
    """For each code point whether it stands at this place of one of the words."""
    table = np.zeros(0x110000, np.bool_)
    table[[ord(word[at]) for word in words]] = True
    return table


@functools.cache
def placeholders() -> WordTable:
    """What stands where a name is missing."""
    return make_word_table([fold_label(word) for word in NOT_A_NAME])


@functools.cache
def placeholder_endings() -> WordTable:
    """What remarks in the place of a name end with."""
    return make_word_table([fold_label(word) for word in PLACEHOLDER_ENDINGS])


@functools.cache
def place_beginnings() -> WordTable:
    """First words of foreign places."""
    return make_word_table(PLACE_BEGINNINGS)


@functools.cache
def firm_words() -> WordTable:
    """Parts of firms in katakana."""
    return make_word_table([fold_label(word) for word in (*FIRM_WORDS, *ORGANISATIONS)])


@functools.cache
def particles() -> WordTable:
    """Small words between the names of foreigners."""
    return make_word_table(PARTICLES)


@functools.cache
def latin_words() -> WordTable:
    """Words of Latin letters that no name holds."""
    return make_word_table(LATIN_NOT_A_NAME)
