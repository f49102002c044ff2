"""Common Japanese surnames and given names with their readings, to be combined at random."""

from __future__ import annotations

from typing import Final

import msgspec


class Name(msgspec.Struct, frozen=True):
    """A surname or given name in its three scripts."""

    kanji: str
    kana: str
    romaji: str


def _list(table: str) -> tuple[Name, ...]:
    return tuple(Name(*entry.split("/")) for entry in table.split())


SURNAMES: Final = _list("""
佐藤/サトウ/Sato 鈴木/スズキ/Suzuki 高橋/タカハシ/Takahashi 田中/タナカ/Tanaka 伊藤/イトウ/Ito 渡辺/ワタナベ/Watanabe
山本/ヤマモト/Yamamoto 中村/ナカムラ/Nakamura 小林/コバヤシ/Kobayashi 加藤/カトウ/Kato 吉田/ヨシダ/Yoshida
山田/ヤマダ/Yamada 佐々木/ササキ/Sasaki 山口/ヤマグチ/Yamaguchi 松本/マツモト/Matsumoto 井上/イノウエ/Inoue
木村/キムラ/Kimura 林/ハヤシ/Hayashi 斎藤/サイトウ/Saito 清水/シミズ/Shimizu 山崎/ヤマザキ/Yamazaki 森/モリ/Mori
池田/イケダ/Ikeda 橋本/ハシモト/Hashimoto 阿部/アベ/Abe 石川/イシカワ/Ishikawa 山下/ヤマシタ/Yamashita
中島/ナカジマ/Nakajima 石井/イシイ/Ishii 小川/オガワ/Ogawa 前田/マエダ/Maeda 岡田/オカダ/Okada 長谷川/ハセガワ/Hasegawa
藤田/フジタ/Fujita 後藤/ゴトウ/Goto 近藤/コンドウ/Kondo 村上/ムラカミ/Murakami 遠藤/エンドウ/Endo 青木/アオキ/Aoki
坂本/サカモト/Sakamoto 福田/フクダ/Fukuda 太田/オオタ/Ota 西村/ニシムラ/Nishimura 藤井/フジイ/Fujii 金子/カネコ/Kaneko
岡本/オカモト/Okamoto 中野/ナカノ/Nakano 原田/ハラダ/Harada 小野/オノ/Ono 田村/タムラ/Tamura 竹内/タケウチ/Takeuchi
中山/ナカヤマ/Nakayama 和田/ワダ/Wada 石田/イシダ/Ishida 上田/ウエダ/Ueda 森田/モリタ/Morita 原/ハラ/Hara
柴田/シバタ/Shibata 酒井/サカイ/Sakai 工藤/クドウ/Kudo 横山/ヨコヤマ/Yokoyama 宮崎/ミヤザキ/Miyazaki
宮本/ミヤモト/Miyamoto 内田/ウチダ/Uchida 高木/タカギ/Takagi 安藤/アンドウ/Ando 谷口/タニグチ/Taniguchi
大野/オオノ/Ohno 丸山/マルヤマ/Maruyama 今井/イマイ/Imai 河野/コウノ/Kono 藤原/フジワラ/Fujiwara 小島/コジマ/Kojima
武田/タケダ/Takeda 村田/ムラタ/Murata 上野/ウエノ/Ueno 杉山/スギヤマ/Sugiyama 増田/マスダ/Masuda 菅原/スガワラ/Sugawara
平野/ヒラノ/Hirano 大塚/オオツカ/Otsuka 久保/クボ/Kubo 千葉/チバ/Chiba 松井/マツイ/Matsui 岩崎/イワサキ/Iwasaki
桜井/サクライ/Sakurai 木下/キノシタ/Kinoshita 野口/ノグチ/Noguchi 松尾/マツオ/Matsuo 野村/ノムラ/Nomura
菊地/キクチ/Kikuchi 佐野/サノ/Sano 大西/オオニシ/Onishi 杉本/スギモト/Sugimoto 新井/アライ/Arai 浜田/ハマダ/Hamada
古川/フルカワ/Furukawa 市川/イチカワ/Ichikawa 水野/ミズノ/Mizuno 小松/コマツ/Komatsu 島田/シマダ/Shimada
小山/コヤマ/Koyama 山内/ヤマウチ/Yamauchi 西田/ニシダ/Nishida 菊池/キクチ/Kikuchi 西川/ニシカワ/Nishikawa
五十嵐/イガラシ/Igarashi 北村/キタムラ/Kitamura 安田/ヤスダ/Yasuda 中田/ナカタ/Nakata 川口/カワグチ/Kawaguchi
平田/ヒラタ/Hirata 川崎/カワサキ/Kawasaki 飯田/イイダ/Iida 吉川/ヨシカワ/Yoshikawa 本田/ホンダ/Honda 沢田/サワダ/Sawada
辻/ツジ/Tsuji 関口/セキグチ/Sekiguchi 三ヶ島/ミカジマ/Mikajima 野々村/ノノムラ/Nonomura 久保田/クボタ/Kubota
""")

WOMEN: Final = _list("""
陽子/ヨウコ/Yoko 恵子/ケイコ/Keiko 久美子/クミコ/Kumiko 由美/ユミ/Yumi 真由美/マユミ/Mayumi 智子/トモコ/Tomoko
裕子/ユウコ/Yuko 直美/ナオミ/Naomi 明美/アケミ/Akemi 典子/ノリコ/Noriko 純子/ジュンコ/Junko 理恵/リエ/Rie
美穂/ミホ/Miho 香織/カオリ/Kaori 麻衣/マイ/Mai 彩/アヤ/Aya 愛/アイ/Ai 恵美/エミ/Emi 綾香/アヤカ/Ayaka 沙織/サオリ/Saori
優子/ユウコ/Yuko 千夏/チナツ/Chinatsu 美咲/ミサキ/Misaki 七海/ナナミ/Nanami 結衣/ユイ/Yui 葵/アオイ/Aoi
陽菜/ヒナ/Hina 凛/リン/Rin 莉子/リコ/Riko 美羽/ミウ/Miu 早苗/サナエ/Sanae 節子/セツコ/Setsuko 和子/カズコ/Kazuko
幸子/サチコ/Sachiko 京子/キョウコ/Kyoko 悦子/エツコ/Etsuko 文子/フミコ/Fumiko 礼子/レイコ/Reiko 千代/チヨ/Chiyo
静香/シズカ/Shizuka 奈緒/ナオ/Nao 瞳/ヒトミ/Hitomi 舞/マイ/Mai 楓/カエデ/Kaede 桃子/モモコ/Momoko 小春/コハル/Koharu
律子/リツコ/Ritsuko 弘美/ヒロミ/Hiromi 郁代/イクヨ/Ikuyo 佳奈/カナ/Kana 詩織/シオリ/Shiori 雅美/マサミ/Masami
梓/アズサ/Azusa 朋美/トモミ/Tomomi 春香/ハルカ/Haruka 志保/シホ/Shiho 紗季/サキ/Saki さくら/サクラ/Sakura
ひかり/ヒカリ/Hikari みゆき/ミユキ/Miyuki
""")

MEN: Final = _list("""
健二/ケンジ/Kenji 浩/ヒロシ/Hiroshi 誠/マコト/Makoto 隆/タカシ/Takashi 学/マナブ/Manabu 剛/ツヨシ/Tsuyoshi
直樹/ナオキ/Naoki 和也/カズヤ/Kazuya 哲也/テツヤ/Tetsuya 大輔/ダイスケ/Daisuke 健太/ケンタ/Kenta 翔太/ショウタ/Shota
拓也/タクヤ/Takuya 達也/タツヤ/Tatsuya 亮/リョウ/Ryo 大樹/ダイキ/Daiki 雄太/ユウタ/Yuta 裕也/ユウヤ/Yuya
蓮/レン/Ren 悠真/ユウマ/Yuma 湊/ミナト/Minato 陽翔/ハルト/Haruto 颯太/ソウタ/Sota 樹/イツキ/Itsuki 聡/サトシ/Satoshi
修/オサム/Osamu 豊/ユタカ/Yutaka 清/キヨシ/Kiyoshi 茂/シゲル/Shigeru 正/タダシ/Tadashi 勝/マサル/Masaru
実/ミノル/Minoru 勇/イサム/Isamu 進/ススム/Susumu 博之/ヒロユキ/Hiroyuki 孝之/タカユキ/Takayuki 正樹/マサキ/Masaki
康弘/ヤスヒロ/Yasuhiro 秀明/ヒデアキ/Hideaki 俊介/シュンスケ/Shunsuke 慎也/シンヤ/Shinya 智也/トモヤ/Tomoya
宏樹/ヒロキ/Hiroki 貴之/タカユキ/Takayuki 英樹/ヒデキ/Hideki 克彦/カツヒコ/Katsuhiko 義明/ヨシアキ/Yoshiaki
昭夫/アキオ/Akio 光男/ミツオ/Mitsuo 幸雄/ユキオ/Yukio 文雄/フミオ/Fumio 武志/タケシ/Takeshi 洋介/ヨウスケ/Yosuke
良太/リョウタ/Ryota 駿/シュン/Shun 航/ワタル/Wataru 圭吾/ケイゴ/Keigo 泰地/タイチ/Taichi 恭平/キョウヘイ/Kyohei
信行/ノブユキ/Nobuyuki
""")
