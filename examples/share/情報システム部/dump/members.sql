-- members: dumped 2026-04-02 02:00:11
SET NAMES utf8mb4;
DROP TABLE IF EXISTS members;
CREATE TABLE members (
  id INTEGER PRIMARY KEY,
  member_no VARCHAR(8) NOT NULL,
  name VARCHAR(64) NOT NULL,
  name_kana VARCHAR(64),
  birth_date DATE,
  zip_code CHAR(8),
  address VARCHAR(200),
  mobile VARCHAR(15),
  email VARCHAR(120),
  points INTEGER DEFAULT 0
);
INSERT INTO members VALUES (1001, 'M222018', '佐藤　裕也', 'サトウ　ユウヤ', '1985-02-20', '251-0024', '神奈川県藤沢市鈴鳴町4丁目21番6号', '070-1874-7922', 'satoyuya@mail.meibo-demo.ne.jp', 797);
INSERT INTO members VALUES (1002, 'M485383', '山口　純子', 'ヤマグチ　ジュンコ', '1991-08-26', '981-0903', '宮城県仙台市青葉区藤波町641番地5　レジデンス花水403', '080-3385-2923', 'j-yamaguchi@meibo-demo-mail.jp', 733);
INSERT INTO members VALUES (1003, 'M014603', '上野　聡', 'ウエノ　サトシ', '1981-02-19', '430-0939', '静岡県浜松市中央区星見本町4丁目21番19号　メゾン虹503', '080-8341-4672', 's-ueno@meibo-demo-net.ne.jp', 3001);
INSERT INTO members VALUES (1004, 'M705635', '武田　学', 'タケダ　マナブ', '1961-03-14', '791-4509', '愛媛県松山市月待町3丁目19番18号', '080-2479-4056', 'takedamanabu@meibo-demo-mail.jp', 3836);
INSERT INTO members VALUES (1005, 'M798967', '松尾　茂', 'マツオ　シゲル', '2000-03-10', '078-8335', '北海道旭川市萩台1丁目17番9号　第二白鷺荘507', '070-3564-4194', 's-matsuo@meibo-demo-net.ne.jp', 1018);
INSERT INTO members VALUES (1006, 'M117869', '横山　恵子', 'ヨコヤマ　ケイコ', '1961-01-02', '332-0029', '埼玉県川口市水鏡沢5丁目25番3号　レジデンス花水108', '070-4271-8278', 'yokoyamakeiko@meibo-demo.ne.jp', 3446);
INSERT INTO members VALUES (1007, 'M158593', '佐藤　舞', 'サトウ　マイ', '1985-10-15', '251-0024', '神奈川県藤沢市鈴鳴町4丁目21番6号', '090-1194-1238', 'mai.sato@meibo-demo.ne.jp', 2224);
INSERT INTO members VALUES (1008, 'M513196', '横山　恭平', 'ヨコヤマ　キョウヘイ', '2001-01-14', '332-0029', '埼玉県川口市水鏡沢5丁目25番3号　レジデンス花水108', '090-1332-6129', 'k-yokoyama@meibo-demo.ne.jp', 1279);
INSERT INTO members VALUES (1009, 'M602935', '菊地　智子', 'キクチ　トモコ', '2004-12-30', '166-0011', '東京都杉並区星見新町4丁目10番6号', '070-5146-5568', 'kikuchitomoko@mail.meibo-demo.ne.jp', 2297);
INSERT INTO members VALUES (1010, 'M533726', '野々村　彩', 'ノノムラ　アヤ', '1973-05-11', '699-0108', '島根県松江市銀杏町1丁目23番12号', '070-6381-7450', 'aya.nonomura@meibo-demo-net.ne.jp', 3847);
INSERT INTO members VALUES (1011, 'M550831', '井上　美咲', 'イノウエ　ミサキ', '1966-05-13', '430-0933', '静岡県浜松市中央区萩台1丁目15番2号', '090-4379-8293', 'misaki.inoue@meibo-demo-mail.jp', 3828);
INSERT INTO members VALUES (1012, 'M697949', '五十嵐　さくら', 'イガラシ　サクラ', '1968-12-28', '940-1131', '新潟県長岡市帆風新町4丁目14番6号　ハイツ若楠202', '090-1012-1695', 'sakura.igarashi@meibo-demo.ne.jp', 3731);
INSERT INTO members VALUES (1013, 'M426160', '近藤　貴之', 'コンドウ　タカユキ', '1958-07-19', '135-0006', '東京都江東区月待沢3丁目9番2号', '070-3765-5092', 'takayuki.kondo@meibo-demo-mail.jp', 3506);
INSERT INTO members VALUES (1014, 'M714677', '藤井　智子', 'フジイ　トモコ', '1985-01-03', '114-0002', '東京都北区白鷺平67番地9', '070-4709-7547', 'fujii.tomoko@mail.meibo-demo.ne.jp', 408);
INSERT INTO members VALUES (1015, 'M052396', '桜井　陽子', 'サクライ　ヨウコ', '1992-11-07', '657-0028', '兵庫県神戸市灘区里山台4丁目10番13号　コーポ星見306', '070-3493-7501', 'yoko.sakurai@meibo-demo-net.ne.jp', 4128);
INSERT INTO members VALUES (1016, 'M781851', '新井　美羽', 'アライ　ミウ', '1991-02-07', '910-0063', '福井県福井市霞ヶ丘6丁目11番12号　サンライズマンション306', '090-4944-9819', 'arai.miu@meibo-demo-net.ne.jp', 2243);
INSERT INTO members VALUES (1017, 'M411732', '青木　雄太', 'アオキ　ユウタ', '1994-08-26', '510-0058', '三重県四日市市萩坂2丁目5番9号　グリーンハイツ302', '080-4969-2941', 'aoki.yuta@mail.meibo-demo.ne.jp', 3390);
INSERT INTO members VALUES (1018, 'M887990', '五十嵐　綾香', 'イガラシ　アヤカ', '1964-02-21', '940-1131', '新潟県長岡市帆風新町4丁目14番6号　ハイツ若楠202', '090-8591-8623', 'a-igarashi@mail.meibo-demo.ne.jp', 3716);
