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
INSERT INTO members VALUES (1001, 'M699397', '丸山　彩', 'マルヤマ　アヤ', '1965-06-01', '561-0821', '大阪府豊中市雲雀沢1562番地5　メゾン虹906', '070-4109-4283', 'aya.maruyama@mail.meibo-demo.ne.jp', 797);
INSERT INTO members VALUES (1002, 'M485383', '山口　純子', 'ヤマグチ　ジュンコ', '1991-08-26', '981-0903', '宮城県仙台市青葉区藤波町641番地5　レジデンス花水403', '080-3385-2923', 'j-yamaguchi@meibo-demo-mail.jp', 733);
INSERT INTO members VALUES (1003, 'M464823', '上野　聡', 'ウエノ　サトシ', '1981-02-19', '430-0939', '静岡県浜松市中央区星見本町4丁目21番19号　メゾン虹503', '080-8341-4672', 's-ueno@meibo-demo-net.ne.jp', 3001);
INSERT INTO members VALUES (1004, 'M631942', '小島　恭平', 'コジマ　キョウヘイ', '2005-09-28', '606-0005', '京都府京都市左京区白鷺坂1丁目23番11号　メゾン虹302', '070-6824-1908', 'kojimakyohei@mail.meibo-demo.ne.jp', 3836);
INSERT INTO members VALUES (1005, 'M973111', '松尾　茂', 'マツオ　シゲル', '2000-03-10', '078-8335', '北海道旭川市萩台1丁目17番9号　第二白鷺荘507', '070-3564-4194', 's-matsuo@meibo-demo-net.ne.jp', 1018);
INSERT INTO members VALUES (1006, 'M161791', '横山　恵子', 'ヨコヤマ　ケイコ', '1961-01-02', '332-0029', '埼玉県川口市水鏡沢5丁目25番3号　レジデンス花水108', '070-4271-8278', 'yokoyamakeiko@meibo-demo.ne.jp', 3446);
INSERT INTO members VALUES (1007, 'M952941', '鈴木　直樹', 'スズキ　ナオキ', '2002-03-29', '274-0062', '千葉県船橋市銀杏台1647番地10　メゾン虹201', '080-6882-5526', 'naoki.suzuki@mail.meibo-demo.ne.jp', 2224);
INSERT INTO members VALUES (1008, 'M224793', '横山　恭平', 'ヨコヤマ　キョウヘイ', '2001-01-14', '332-0029', '埼玉県川口市水鏡沢5丁目25番3号　レジデンス花水108', '090-1332-6129', 'k-yokoyama@meibo-demo.ne.jp', 1279);
INSERT INTO members VALUES (1009, 'M602935', '菊地　智子', 'キクチ　トモコ', '2004-12-30', '166-0011', '東京都杉並区星見新町4丁目10番6号', '070-5146-5568', 'kikuchitomoko@mail.meibo-demo.ne.jp', 2297);
INSERT INTO members VALUES (1010, 'M176664', '岩崎　翔太', 'イワサキ　ショウタ', '2005-01-10', '830-0076', '福岡県久留米市霞坂258番地10', '090-2711-6910', 'shota.iwasaki@meibo-demo-net.ne.jp', 3847);
INSERT INTO members VALUES (1011, 'M056797', '鈴木　進', 'スズキ　ススム', '1988-07-03', '274-0062', '千葉県船橋市銀杏台1647番地10　メゾン虹201', '070-1645-5110', 'suzukisusumu@meibo-demo.ne.jp', 3828);
INSERT INTO members VALUES (1012, 'M683179', '岩崎　陽翔', 'イワサキ　ハルト', '1968-12-28', '830-0076', '福岡県久留米市霞坂258番地10', '090-1012-1695', 'haruto.iwasaki@meibo-demo.ne.jp', 3731);
INSERT INTO members VALUES (1013, 'M674947', '渡辺　美羽', 'ワタナベ　ミウ', '1972-02-21', '590-0932', '大阪府堺市堺区朝霧野1丁目16番12号　グリーンハイツ907', '070-5091-1427', 'watanabe_m@meibo-demo.ne.jp', 3506);
INSERT INTO members VALUES (1014, 'M714677', '中島　雅美', 'ナカジマ　マサミ', '1985-01-03', '277-0002', '千葉県柏市星見本町5丁目26番9号', '070-4709-7547', 'nakajima.masami@mail.meibo-demo.ne.jp', 408);
INSERT INTO members VALUES (1015, 'M889022', '小島　郁代', 'コジマ　イクヨ', '1961-06-26', '606-0005', '京都府京都市左京区白鷺坂1丁目23番11号　メゾン虹302', '070-5110-8087', 'kojimaikuyo@meibo-demo.ne.jp', 4128);
INSERT INTO members VALUES (1016, 'M781851', '新井　美羽', 'アライ　ミウ', '1991-02-07', '910-0063', '福井県福井市霞ヶ丘6丁目11番12号　サンライズマンション306', '090-4944-9819', 'arai.miu@meibo-demo-net.ne.jp', 2243);
INSERT INTO members VALUES (1017, 'M030456', '田村　久美子', 'タムラ　クミコ', '2005-04-11', '520-0862', '滋賀県大津市夕凪野3丁目10番1号', '070-7876-9140', 'tamura.kumiko@meibo-demo-net.ne.jp', 3390);
INSERT INTO members VALUES (1018, 'M306212', '菊池　智子', 'キクチ　トモコ', '1991-02-04', '332-0024', '埼玉県川口市鈴鳴沢3丁目15番5号　第二白鷺荘303', '090-5181-6541', 'kikuchitomoko72@meibo-demo.ne.jp', 3716);
