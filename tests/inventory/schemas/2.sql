PRAGMA application_id = 1835362658;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE assets (
        id INTEGER PRIMARY KEY,
        target_id INTEGER NOT NULL REFERENCES targets(id),
        path TEXT NOT NULL,
        folder TEXT NOT NULL,
        UNIQUE (target_id, path)
    );
INSERT INTO "assets" VALUES(1,2,'別名','');
INSERT INTO "assets" VALUES(2,1,'健康/健診.csv','健康');
INSERT INTO "assets" VALUES(3,1,'写真.png','');
INSERT INTO "assets" VALUES(4,1,'名簿.csv','');
INSERT INTO "assets" VALUES(5,1,'役員/役員.csv','役員');
INSERT INTO "assets" VALUES(6,1,'旧.csv','');
INSERT INTO "assets" VALUES(7,1,'窓口/案内.txt','窓口');
INSERT INTO "assets" VALUES(8,1,'退職者.txt','');
INSERT INTO "assets" VALUES(9,1,'連絡先.txt','');
INSERT INTO "assets" VALUES(10,2,'空.txt','');
INSERT INTO "assets" VALUES(11,2,'議事録.md','');
INSERT INTO "assets" VALUES(12,2,'顧客.json','');
INSERT INTO "assets" VALUES(13,1,'新人.txt','');
CREATE TABLE counts (                  -- exact
        version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
        detector TEXT NOT NULL,
        low INTEGER NOT NULL, medium INTEGER NOT NULL, high INTEGER NOT NULL,
        PRIMARY KEY (version_id, detector)
    ) WITHOUT ROWID;
INSERT INTO "counts" VALUES(2,'jp_name',1,0,3);
INSERT INTO "counts" VALUES(4,'dob',0,0,4);
INSERT INTO "counts" VALUES(4,'email',0,0,4);
INSERT INTO "counts" VALUES(4,'jp_address',0,0,4);
INSERT INTO "counts" VALUES(4,'jp_name',2,0,6);
INSERT INTO "counts" VALUES(4,'jp_phone',0,0,4);
INSERT INTO "counts" VALUES(5,'dob',0,0,1);
INSERT INTO "counts" VALUES(5,'email',0,0,1);
INSERT INTO "counts" VALUES(5,'jp_address',0,0,1);
INSERT INTO "counts" VALUES(5,'jp_name',0,0,2);
INSERT INTO "counts" VALUES(5,'jp_phone',0,0,1);
INSERT INTO "counts" VALUES(6,'dob',0,0,1);
INSERT INTO "counts" VALUES(6,'email',0,0,1);
INSERT INTO "counts" VALUES(6,'jp_address',0,0,1);
INSERT INTO "counts" VALUES(6,'jp_name',0,0,2);
INSERT INTO "counts" VALUES(6,'jp_phone',0,0,1);
INSERT INTO "counts" VALUES(7,'email',1,0,0);
INSERT INTO "counts" VALUES(7,'jp_phone',0,0,1);
INSERT INTO "counts" VALUES(8,'dob',0,0,1);
INSERT INTO "counts" VALUES(8,'jp_name',0,0,1);
INSERT INTO "counts" VALUES(8,'jp_phone',0,0,1);
INSERT INTO "counts" VALUES(9,'jp_phone',0,0,2);
INSERT INTO "counts" VALUES(11,'email',0,0,1);
INSERT INTO "counts" VALUES(11,'jp_name',1,0,0);
INSERT INTO "counts" VALUES(12,'email',0,0,4);
INSERT INTO "counts" VALUES(12,'jp_name',1,0,3);
INSERT INTO "counts" VALUES(12,'jp_phone',0,0,4);
INSERT INTO "counts" VALUES(13,'email',0,0,1);
INSERT INTO "counts" VALUES(13,'jp_name',0,0,1);
INSERT INTO "counts" VALUES(14,'email',0,0,1);
INSERT INTO "counts" VALUES(14,'jp_phone',0,0,2);
INSERT INTO "counts" VALUES(15,'email',0,0,1);
INSERT INTO "counts" VALUES(15,'jp_name',1,0,0);
INSERT INTO "counts" VALUES(19,'email',0,0,4);
INSERT INTO "counts" VALUES(19,'jp_name',1,0,3);
INSERT INTO "counts" VALUES(19,'jp_phone',0,0,4);
CREATE TABLE issues (
        id INTEGER PRIMARY KEY,
        scan_id INTEGER NOT NULL REFERENCES scans(id),
        target_id INTEGER REFERENCES targets(id),
        path TEXT NOT NULL,                -- empty for the target itself
        asset_id INTEGER REFERENCES assets(id),  -- null for a folder or a target
        stage TEXT NOT NULL, code TEXT NOT NULL, class TEXT NOT NULL,
        detail TEXT NOT NULL, count INTEGER NOT NULL,
        UNIQUE (scan_id, target_id, path, stage, code)
    );
INSERT INTO "issues" VALUES(1,1,2,'別名',1,'list','link','design','',1);
INSERT INTO "issues" VALUES(2,1,1,'写真.png',3,'extract','image-only','design','png',1);
INSERT INTO "issues" VALUES(3,2,1,'役員',NULL,'list','permission-denied','fault','EACCES',1);
INSERT INTO "issues" VALUES(4,2,2,'別名',1,'list','link','design','',1);
INSERT INTO "issues" VALUES(5,2,1,'写真.png',3,'extract','image-only','design','png',1);
INSERT INTO "issues" VALUES(6,3,2,'別名',1,'list','link','design','',1);
INSERT INTO "issues" VALUES(7,3,2,'議事録.md',11,'list','excluded','design','',1);
INSERT INTO "issues" VALUES(8,4,2,'別名',1,'list','link','design','',1);
CREATE TABLE marks (
        asset_id INTEGER NOT NULL REFERENCES assets(id),
        mark TEXT NOT NULL, reason TEXT NOT NULL, person TEXT NOT NULL, made TEXT NOT NULL,
        PRIMARY KEY (asset_id, made)
    );
INSERT INTO "marks" VALUES(12,'needed','契約中の顧客','営業 太郎','2026-11-22T09:00:00+00:00');
CREATE TABLE parts (                   -- finished spans of large files that are not yet whole
        scan_id INTEGER NOT NULL REFERENCES scans(id),
        target_id INTEGER NOT NULL, path TEXT NOT NULL, version TEXT NOT NULL,
        ordinal INTEGER NOT NULL, result BLOB NOT NULL,
        PRIMARY KEY (scan_id, target_id, path, ordinal)
    ) WITHOUT ROWID;
INSERT INTO "parts" VALUES(4,2,'記録.txt','65024:1558029:1795394060194983276',0,X'DE0011A66E756D62657209A76F7264696E616C00A769735F72656164C3A869735F77686F6C65C3A869735F626C616E6BC2A669737375657390A6666F726D6174A474657874A9656E636F64696E677391A57574662D38A6636F756E747380A9706F736974696F6E7390AB706572736F6E5F6B657973C400AA6368756E6B5F68617368C410E09D063F8F572C646B3E2B824B551FBDAA62797465735F72656164CE04000000A96C696E655F656E6473CE000EA0EBAA7461696C5F636861727300A4726F777300AD726F737465725F706F696E747300');
CREATE TABLE person_keys (             -- sorted keyed hashes of 16 bytes
        version_id INTEGER PRIMARY KEY REFERENCES versions(id) ON DELETE CASCADE,
        keys BLOB NOT NULL
    );
INSERT INTO "person_keys" VALUES(2,X'402DEC5638D467BFACF7CDCD9155442E8986FA7361AFAD42F80C52A784E62CDEE6793463C3E6DDE93D87B3E178A2787E');
INSERT INTO "person_keys" VALUES(4,X'033A1F152754B9B70273A348F00E6FFA5FC442DBBF1D27BD91E77A10E0D7F503E6793463C3E6DDE93D87B3E178A27876402DEC5638D467BFACF7CDCD9155442E584AF47BD8EBC15E729EC04715FD26D28AEDEB29D0C2E1655726A010BFD6C4135BBE33A85F4213850A4706E66435C6FAE3948DE8786B105E6D73718C2F2A63A48986FA7361AFAD42F80C52A784E62CDEAC9DC26CB510DA247E04A35747486953F04A3E09AEAD517FA97016C22F65D622');
INSERT INTO "person_keys" VALUES(5,X'402DEC5638D467BFACF7CDCD9155442E584AF47BD8EBC15E729EC04715FD26D28AEDEB29D0C2E1655726A010BFD6C413');
INSERT INTO "person_keys" VALUES(6,X'8986FA7361AFAD42F80C52A784E62CDEAC9DC26CB510DA247E04A35747486953F04A3E09AEAD517FA97016C22F65D622');
INSERT INTO "person_keys" VALUES(7,X'4EB05695110BC5040BD52D51ECF1BA8C');
INSERT INTO "person_keys" VALUES(8,X'5FC442DBBF1D27BD91E77A10E0D7F50B878044F7D96E9DF229AF918C81FD5F04E6793463C3E6DDE93D87B3E178A27876');
INSERT INTO "person_keys" VALUES(9,X'45396C68DA3040C0B42C9BE0A58F2DCCE3948DE8786B105E6D73718C2F2A63AC');
INSERT INTO "person_keys" VALUES(12,X'033A1F152754B9B70273A348F00E6FFA878044F7D96E9DF229AF918C81FD5F04E6793463C3E6DDE93D87B3E178A278760936329A8605C5D63CB642FFEBC5A53C402DEC5638D467BFACF7CDCD91554426584AF47BD8EBC15E729EC04715FD26D25BBE33A85F4213850A4706E66435C6FAE3948DE8786B105E6D73718C2F2A63A4738DFA9E4DAC43472AB87FC58D9B933C8986FA7361AFAD42F80C52A784E62CD6F04A3E09AEAD517FA97016C22F65D622');
INSERT INTO "person_keys" VALUES(13,X'8986FA7361AFAD42F80C52A784E62CDEF04A3E09AEAD517FA97016C22F65D622');
INSERT INTO "person_keys" VALUES(14,X'033A1F152754B9B70273A348F00E6FFAE3948DE8786B105E6D73718C2F2A63A445396C68DA3040C0B42C9BE0A58F2DCC');
INSERT INTO "person_keys" VALUES(19,X'033A1F152754B9B70273A348F00E6FFA878044F7D96E9DF229AF918C81FD5F04E6793463C3E6DDE93D87B3E178A278760936329A8605C5D63CB642FFEBC5A53C402DEC5638D467BFACF7CDCD91554426584AF47BD8EBC15E729EC04715FD26D25BBE33A85F4213850A4706E66435C6FAE3948DE8786B105E6D73718C2F2A63A4738DFA9E4DAC43472AB87FC58D9B933C8986FA7361AFAD42F80C52A784E62CD6F04A3E09AEAD517FA97016C22F65D622');
CREATE TABLE positions (               -- examples, capped
        version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
        detector TEXT NOT NULL,
        ordinal INTEGER NOT NULL,          -- reading order within version and detector
        container TEXT NOT NULL,           -- JSON list of member names
        location TEXT NOT NULL,            -- JSON object
        start_char INTEGER NOT NULL, end_char INTEGER NOT NULL,
        score INTEGER NOT NULL,
        evidence TEXT NOT NULL,            -- JSON list
        fingerprint BLOB NOT NULL, masked TEXT NOT NULL,
        PRIMARY KEY (version_id, detector, ordinal)
    ) WITHOUT ROWID;
INSERT INTO "positions" VALUES(2,'jp_name',0,'[]','{"row":2,"column":1}',0,5,92,'["column:氏名","dictionary-name"]',X'7E8D34526584AF0AE0C1B9EC37B049E4B6388F614ACB8E76F83B371F09C782AF','佐* **');
INSERT INTO "positions" VALUES(2,'jp_name',1,'[]','{"row":4,"column":1}',0,5,92,'["column:氏名","dictionary-name"]',X'38891A0CCD7346B8DDDF7C8A4F3505E91B3F27455B906E20948D595CAE4AFC96','高* **');
INSERT INTO "positions" VALUES(2,'jp_name',2,'[]','{"row":5,"column":1}',0,5,92,'["column:氏名","dictionary-name"]',X'D948E1F051D2D42F64190C0A1676FD39451E917D7E1A23F2E8B33EE0FD18FC5E','田* **');
INSERT INTO "positions" VALUES(4,'dob',0,'[]','{"row":2,"column":3}',0,10,95,'["column:生年月日"]',X'EEDC67FACBBA28312D3B697F37AE1F0CE907E30D83EE0ED7F8E678345D362174','1985-**-**');
INSERT INTO "positions" VALUES(4,'dob',1,'[]','{"row":3,"column":3}',0,10,95,'["column:生年月日"]',X'0B8744F291C046ECF71694CB3D96211B77BCD196C74AC89185CA91A0893B145F','1979-**-**');
INSERT INTO "positions" VALUES(4,'dob',2,'[]','{"row":4,"column":3}',0,10,95,'["column:生年月日"]',X'01501C5F529F1355FA6ABDA8824AB7C4405CCF18AAC148B6015F5C6C6A5D3859','1992-**-**');
INSERT INTO "positions" VALUES(4,'dob',3,'[]','{"row":5,"column":3}',0,10,95,'["column:生年月日"]',X'6DED415123891C76A2DAE562653441755DC9BBC82835D893C95FE5427F6913A0','1968-**-**');
INSERT INTO "positions" VALUES(4,'email',0,'[]','{"row":2,"column":6}',0,22,95,'["column:メールアドレス","top-level-domain"]',X'4E8A8A0B2260986AB3A2D1FBD493D0899BCE6F23B21C0657BE9A72A05CC22E8D','h***@mail.co.jp');
INSERT INTO "positions" VALUES(4,'email',1,'[]','{"row":3,"column":6}',0,17,95,'["column:メールアドレス","top-level-domain"]',X'49D8032DD61288FF89C09A6BD23E6BE906695F564DEE74653A1620EB35E2F101','i***@mail.co.jp');
INSERT INTO "positions" VALUES(4,'email',2,'[]','{"row":4,"column":6}',0,17,95,'["column:メールアドレス","top-level-domain"]',X'D1E15FB34651EF4300CE4021F8B576B5A279864220DE83F4B17ED18A2843705D','m***@mail.co.jp');
INSERT INTO "positions" VALUES(4,'email',3,'[]','{"row":5,"column":6}',0,16,95,'["column:メールアドレス","top-level-domain"]',X'BF74A59D9AE65321B12E834A6AEB2DECE47E904BD1D2F5A241886C551A349D61','k***@mail.co.jp');
INSERT INTO "positions" VALUES(4,'jp_address',0,'[]','{"row":2,"column":4}',0,15,92,'["column:住所","prefecture","municipality","town","town-number"]',X'031DA71FDBB2A743175C4358C5F5699B5174451721AC226F9323F3AFB75ED3CA','東京都千代田区********');
INSERT INTO "positions" VALUES(4,'jp_address',1,'[]','{"row":3,"column":4}',0,15,92,'["column:住所","prefecture","municipality","town","town-number"]',X'F90D68E4D081D82DDD04B7AEE7F05438A55DA1036F75AFCBD5168FE3622521CB','大阪府大阪市北区*******');
INSERT INTO "positions" VALUES(4,'jp_address',2,'[]','{"row":4,"column":4}',0,14,92,'["column:住所","prefecture","municipality","town","town-number"]',X'AFA0A11216A6594C141CDF78AA587881391A5C27C0E0F3F40438148388617A0C','北海道札幌市中央区*****');
INSERT INTO "positions" VALUES(4,'jp_address',3,'[]','{"row":5,"column":4}',0,16,92,'["column:住所","prefecture","municipality","town","town-number"]',X'5B95D5F194E60682E74DE34C9EB6950F6D21B93F09615DDBB95DA266792D0376','福岡県福岡市博多区*******');
INSERT INTO "positions" VALUES(4,'jp_name',0,'[]','{"row":2,"column":1}',0,5,92,'["column:氏名","dictionary-name","reading-beside"]',X'7E8D34526584AF0AE0C1B9EC37B049E4B6388F614ACB8E76F83B371F09C782AF','佐* **');
INSERT INTO "positions" VALUES(4,'jp_name',1,'[]','{"row":2,"column":2}',0,7,92,'["column:フリガナ","dictionary-name","reading-beside"]',X'640CF4F6C74C054EE453A089D4D10EE8C3961C2FD905326AF1E283B7401D8AF4','サ** ***');
INSERT INTO "positions" VALUES(4,'jp_name',2,'[]','{"row":4,"column":1}',0,5,92,'["column:氏名","dictionary-name","reading-beside"]',X'38891A0CCD7346B8DDDF7C8A4F3505E91B3F27455B906E20948D595CAE4AFC96','高* **');
INSERT INTO "positions" VALUES(4,'jp_name',3,'[]','{"row":4,"column":2}',0,8,92,'["column:フリガナ","dictionary-name","reading-beside"]',X'7EFA579802652443BEF45DAF7C6A00A455E5AC4A99B254E48D9591C1E0D505FA','タ*** ***');
INSERT INTO "positions" VALUES(4,'jp_name',4,'[]','{"row":5,"column":1}',0,5,92,'["column:氏名","dictionary-name","reading-beside"]',X'D948E1F051D2D42F64190C0A1676FD39451E917D7E1A23F2E8B33EE0FD18FC5E','田* **');
INSERT INTO "positions" VALUES(4,'jp_name',5,'[]','{"row":5,"column":2}',0,7,92,'["column:フリガナ","dictionary-name","reading-beside"]',X'8A4ABEEB8C33DAC12A688CF52738F3C9C9FFEEDA9E03D6EBA2DF6CDC4AF08EDE','タ** ***');
INSERT INTO "positions" VALUES(4,'jp_phone',0,'[]','{"row":2,"column":5}',0,13,95,'["column:電話番号","grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(4,'jp_phone',1,'[]','{"row":3,"column":5}',0,13,95,'["column:電話番号","grouping","mobile"]',X'BC173F288EAD937D06619B9A60C67C99AAD4414CE9593A1010EF6A4F490A7854','***-****-**22');
INSERT INTO "positions" VALUES(4,'jp_phone',2,'[]','{"row":4,"column":5}',0,13,95,'["column:電話番号","grouping","mobile"]',X'899B20028701E6A08C0AEB56DA0AF999532D1998B2AE5FE2BC06F32134B598A9','***-****-**33');
INSERT INTO "positions" VALUES(4,'jp_phone',3,'[]','{"row":5,"column":5}',0,13,95,'["column:電話番号","grouping","mobile"]',X'189233F56042A6D0954DB47FDDFB6B38EC002DC14F90DDA532B306A6F6C3BC2A','***-****-**44');
INSERT INTO "positions" VALUES(5,'dob',0,'[]','{"row":2,"column":3}',0,10,95,'["column:生年月日"]',X'EEDC67FACBBA28312D3B697F37AE1F0CE907E30D83EE0ED7F8E678345D362174','1985-**-**');
INSERT INTO "positions" VALUES(5,'email',0,'[]','{"row":2,"column":6}',0,22,95,'["column:メールアドレス","top-level-domain"]',X'4E8A8A0B2260986AB3A2D1FBD493D0899BCE6F23B21C0657BE9A72A05CC22E8D','h***@mail.co.jp');
INSERT INTO "positions" VALUES(5,'jp_address',0,'[]','{"row":2,"column":4}',0,15,92,'["column:住所","prefecture","municipality","town","town-number"]',X'031DA71FDBB2A743175C4358C5F5699B5174451721AC226F9323F3AFB75ED3CA','東京都千代田区********');
INSERT INTO "positions" VALUES(5,'jp_name',0,'[]','{"row":2,"column":1}',0,5,92,'["column:氏名","dictionary-name","reading-beside"]',X'7E8D34526584AF0AE0C1B9EC37B049E4B6388F614ACB8E76F83B371F09C782AF','佐* **');
INSERT INTO "positions" VALUES(5,'jp_name',1,'[]','{"row":2,"column":2}',0,7,92,'["column:フリガナ","dictionary-name","reading-beside"]',X'640CF4F6C74C054EE453A089D4D10EE8C3961C2FD905326AF1E283B7401D8AF4','サ** ***');
INSERT INTO "positions" VALUES(5,'jp_phone',0,'[]','{"row":2,"column":5}',0,13,95,'["column:電話番号","grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(6,'dob',0,'[]','{"row":2,"column":3}',0,10,95,'["column:生年月日"]',X'01501C5F529F1355FA6ABDA8824AB7C4405CCF18AAC148B6015F5C6C6A5D3859','1992-**-**');
INSERT INTO "positions" VALUES(6,'email',0,'[]','{"row":2,"column":6}',0,17,95,'["column:メールアドレス","top-level-domain"]',X'D1E15FB34651EF4300CE4021F8B576B5A279864220DE83F4B17ED18A2843705D','m***@mail.co.jp');
INSERT INTO "positions" VALUES(6,'jp_address',0,'[]','{"row":2,"column":4}',0,14,92,'["column:住所","prefecture","municipality","town","town-number"]',X'AFA0A11216A6594C141CDF78AA587881391A5C27C0E0F3F40438148388617A0C','北海道札幌市中央区*****');
INSERT INTO "positions" VALUES(6,'jp_name',0,'[]','{"row":2,"column":1}',0,5,92,'["column:氏名","dictionary-name","reading-beside"]',X'38891A0CCD7346B8DDDF7C8A4F3505E91B3F27455B906E20948D595CAE4AFC96','高* **');
INSERT INTO "positions" VALUES(6,'jp_name',1,'[]','{"row":2,"column":2}',0,8,92,'["column:フリガナ","dictionary-name","reading-beside"]',X'7EFA579802652443BEF45DAF7C6A00A455E5AC4A99B254E48D9591C1E0D505FA','タ*** ***');
INSERT INTO "positions" VALUES(6,'jp_phone',0,'[]','{"row":2,"column":5}',0,13,95,'["column:電話番号","grouping","mobile"]',X'899B20028701E6A08C0AEB56DA0AF999532D1998B2AE5FE2BC06F32134B598A9','***-****-**33');
INSERT INTO "positions" VALUES(7,'jp_phone',0,'[]','{"line":1,"column":40}',39,51,95,'["label:電話","grouping","area-code"]',X'8409328B437D3775F75377343F8DD76643F4D9C36B449B724EF7601D01C8F30F','**-****-**01');
INSERT INTO "positions" VALUES(8,'dob',0,'[]','{"line":2,"column":7}',6,16,95,'["label:生年月日"]',X'6DED415123891C76A2DAE562653441755DC9BBC82835D893C95FE5427F6913A0','1968-**-**');
INSERT INTO "positions" VALUES(8,'jp_name',0,'[]','{"line":1,"column":5}',4,9,92,'["label:氏名","dictionary-name"]',X'D948E1F051D2D42F64190C0A1676FD39451E917D7E1A23F2E8B33EE0FD18FC5E','田* **');
INSERT INTO "positions" VALUES(8,'jp_phone',0,'[]','{"line":3,"column":5}',4,17,95,'["label:電話","grouping","mobile"]',X'189233F56042A6D0954DB47FDDFB6B38EC002DC14F90DDA532B306A6F6C3BC2A','***-****-**44');
INSERT INTO "positions" VALUES(9,'jp_phone',0,'[]','{"line":1,"column":7}',6,19,95,'["label:電話番号","grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(9,'jp_phone',1,'[]','{"line":2,"column":7}',6,19,95,'["label:電話番号","grouping","mobile"]',X'BC173F288EAD937D06619B9A60C67C99AAD4414CE9593A1010EF6A4F490A7854','***-****-**22');
INSERT INTO "positions" VALUES(11,'email',0,'[]','{"line":2,"column":13}',12,29,92,'["top-level-domain"]',X'49D8032DD61288FF89C09A6BD23E6BE906695F564DEE74653A1620EB35E2F101','i***@mail.co.jp');
INSERT INTO "positions" VALUES(12,'email',0,'[]','{"line":1,"column":53}',52,74,95,'["column:mail","top-level-domain"]',X'4E8A8A0B2260986AB3A2D1FBD493D0899BCE6F23B21C0657BE9A72A05CC22E8D','h***@mail.co.jp');
INSERT INTO "positions" VALUES(12,'email',1,'[]','{"line":1,"column":130}',129,146,95,'["column:mail","top-level-domain"]',X'49D8032DD61288FF89C09A6BD23E6BE906695F564DEE74653A1620EB35E2F101','i***@mail.co.jp');
INSERT INTO "positions" VALUES(12,'email',2,'[]','{"line":1,"column":202}',201,218,95,'["column:mail","top-level-domain"]',X'D1E15FB34651EF4300CE4021F8B576B5A279864220DE83F4B17ED18A2843705D','m***@mail.co.jp');
INSERT INTO "positions" VALUES(12,'email',3,'[]','{"line":1,"column":274}',273,289,95,'["column:mail","top-level-domain"]',X'BF74A59D9AE65321B12E834A6AEB2DECE47E904BD1D2F5A241886C551A349D61','k***@mail.co.jp');
INSERT INTO "positions" VALUES(12,'jp_name',0,'[]','{"line":1,"column":12}',11,16,85,'["column:name","record","dictionary-name"]',X'7E8D34526584AF0AE0C1B9EC37B049E4B6388F614ACB8E76F83B371F09C782AF','佐* **');
INSERT INTO "positions" VALUES(12,'jp_name',1,'[]','{"line":1,"column":161}',160,165,85,'["column:name","record","dictionary-name"]',X'38891A0CCD7346B8DDDF7C8A4F3505E91B3F27455B906E20948D595CAE4AFC96','高* **');
INSERT INTO "positions" VALUES(12,'jp_name',2,'[]','{"line":1,"column":233}',232,237,85,'["column:name","record","dictionary-name"]',X'D948E1F051D2D42F64190C0A1676FD39451E917D7E1A23F2E8B33EE0FD18FC5E','田* **');
INSERT INTO "positions" VALUES(12,'jp_phone',0,'[]','{"line":1,"column":28}',27,40,95,'["column:tel","grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(12,'jp_phone',1,'[]','{"line":1,"column":105}',104,117,95,'["column:tel","grouping","mobile"]',X'BC173F288EAD937D06619B9A60C67C99AAD4414CE9593A1010EF6A4F490A7854','***-****-**22');
INSERT INTO "positions" VALUES(12,'jp_phone',2,'[]','{"line":1,"column":177}',176,189,95,'["column:tel","grouping","mobile"]',X'899B20028701E6A08C0AEB56DA0AF999532D1998B2AE5FE2BC06F32134B598A9','***-****-**33');
INSERT INTO "positions" VALUES(12,'jp_phone',3,'[]','{"line":1,"column":249}',248,261,95,'["column:tel","grouping","mobile"]',X'189233F56042A6D0954DB47FDDFB6B38EC002DC14F90DDA532B306A6F6C3BC2A','***-****-**44');
INSERT INTO "positions" VALUES(13,'email',0,'[]','{"line":1,"column":16}',15,32,95,'["label:メール","top-level-domain"]',X'D1E15FB34651EF4300CE4021F8B576B5A279864220DE83F4B17ED18A2843705D','m***@mail.co.jp');
INSERT INTO "positions" VALUES(13,'jp_name',0,'[]','{"line":1,"column":5}',4,9,85,'["label:氏名","record","dictionary-name"]',X'38891A0CCD7346B8DDDF7C8A4F3505E91B3F27455B906E20948D595CAE4AFC96','高* **');
INSERT INTO "positions" VALUES(14,'email',0,'[]','{"line":3,"column":6}',5,21,95,'["label:メール","top-level-domain"]',X'BF74A59D9AE65321B12E834A6AEB2DECE47E904BD1D2F5A241886C551A349D61','k***@mail.co.jp');
INSERT INTO "positions" VALUES(14,'jp_phone',0,'[]','{"line":1,"column":7}',6,19,95,'["label:電話番号","grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(14,'jp_phone',1,'[]','{"line":2,"column":7}',6,19,95,'["label:電話番号","grouping","mobile"]',X'BC173F288EAD937D06619B9A60C67C99AAD4414CE9593A1010EF6A4F490A7854','***-****-**22');
INSERT INTO "positions" VALUES(15,'email',0,'[]','{"line":2,"column":13}',12,29,92,'["top-level-domain"]',X'49D8032DD61288FF89C09A6BD23E6BE906695F564DEE74653A1620EB35E2F101','i***@mail.co.jp');
INSERT INTO "positions" VALUES(19,'email',0,'[]','{"line":1,"column":53}',52,74,95,'["column:mail","top-level-domain"]',X'4E8A8A0B2260986AB3A2D1FBD493D0899BCE6F23B21C0657BE9A72A05CC22E8D','h***@mail.co.jp');
INSERT INTO "positions" VALUES(19,'email',1,'[]','{"line":1,"column":130}',129,146,95,'["column:mail","top-level-domain"]',X'49D8032DD61288FF89C09A6BD23E6BE906695F564DEE74653A1620EB35E2F101','i***@mail.co.jp');
INSERT INTO "positions" VALUES(19,'email',2,'[]','{"line":1,"column":202}',201,218,95,'["column:mail","top-level-domain"]',X'D1E15FB34651EF4300CE4021F8B576B5A279864220DE83F4B17ED18A2843705D','m***@mail.co.jp');
INSERT INTO "positions" VALUES(19,'email',3,'[]','{"line":1,"column":274}',273,289,95,'["column:mail","top-level-domain"]',X'BF74A59D9AE65321B12E834A6AEB2DECE47E904BD1D2F5A241886C551A349D61','k***@mail.co.jp');
INSERT INTO "positions" VALUES(19,'jp_name',0,'[]','{"line":1,"column":12}',11,16,85,'["column:name","record","dictionary-name"]',X'7E8D34526584AF0AE0C1B9EC37B049E4B6388F614ACB8E76F83B371F09C782AF','佐* **');
INSERT INTO "positions" VALUES(19,'jp_name',1,'[]','{"line":1,"column":161}',160,165,85,'["column:name","record","dictionary-name"]',X'38891A0CCD7346B8DDDF7C8A4F3505E91B3F27455B906E20948D595CAE4AFC96','高* **');
INSERT INTO "positions" VALUES(19,'jp_name',2,'[]','{"line":1,"column":233}',232,237,85,'["column:name","record","dictionary-name"]',X'D948E1F051D2D42F64190C0A1676FD39451E917D7E1A23F2E8B33EE0FD18FC5E','田* **');
INSERT INTO "positions" VALUES(19,'jp_phone',0,'[]','{"line":1,"column":28}',27,40,95,'["column:tel","grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(19,'jp_phone',1,'[]','{"line":1,"column":105}',104,117,95,'["column:tel","grouping","mobile"]',X'BC173F288EAD937D06619B9A60C67C99AAD4414CE9593A1010EF6A4F490A7854','***-****-**22');
INSERT INTO "positions" VALUES(19,'jp_phone',2,'[]','{"line":1,"column":177}',176,189,95,'["column:tel","grouping","mobile"]',X'899B20028701E6A08C0AEB56DA0AF999532D1998B2AE5FE2BC06F32134B598A9','***-****-**33');
INSERT INTO "positions" VALUES(19,'jp_phone',3,'[]','{"line":1,"column":249}',248,261,95,'["column:tel","grouping","mobile"]',X'189233F56042A6D0954DB47FDDFB6B38EC002DC14F90DDA532B306A6F6C3BC2A','***-****-**44');
CREATE TABLE reports (path TEXT PRIMARY KEY, written TEXT NOT NULL);
INSERT INTO "reports" VALUES('/srv/meibo/desk/一覧.csv','2026-11-23T00:34:06+00:00');
CREATE TABLE scans (
        id INTEGER PRIMARY KEY,
        state TEXT NOT NULL,              -- running, finished, interrupted
        started TEXT NOT NULL, ended TEXT,
        targets TEXT NOT NULL,            -- JSON list of URIs
        options TEXT NOT NULL,            -- JSON object: what decides the result
        rule_set TEXT NOT NULL, program TEXT NOT NULL,
        seconds REAL NOT NULL DEFAULT 0
    );
INSERT INTO "scans" VALUES(1,'finished','2026-11-23T00:34:01+00:00','2026-11-23T00:34:06+00:00','["file:///srv/meibo/share/%E4%BA%BA%E4%BA%8B","file:///srv/meibo/share/%E5%96%B6%E6%A5%AD"]','{"detectors":[],"examples":20,"exclude":[],"include":[],"largest_bytes":null,"least_score":60}','8472836bf4ad','meibo 0.1.0',4.55259185799513943493e+00);
INSERT INTO "scans" VALUES(2,'finished','2026-11-23T00:34:07+00:00','2026-11-23T00:34:12+00:00','["file:///srv/meibo/share/%E4%BA%BA%E4%BA%8B","file:///srv/meibo/share/%E5%96%B6%E6%A5%AD"]','{"detectors":[],"examples":20,"exclude":[],"include":[],"largest_bytes":null,"least_score":60}','8472836bf4ad','meibo 0.1.0',5.00331039399316068738e+00);
INSERT INTO "scans" VALUES(3,'finished','2026-11-23T00:34:14+00:00','2026-11-23T00:34:19+00:00','["file:///srv/meibo/share/%E5%96%B6%E6%A5%AD"]','{"detectors":[],"examples":20,"exclude":["*.md"],"include":[],"largest_bytes":null,"least_score":60}','8472836bf4ad','meibo 0.1.0',5.40289580100216);
INSERT INTO "scans" VALUES(4,'running','2026-11-23T00:34:21+00:00',NULL,'["file:///srv/meibo/share/%E4%BA%BA%E4%BA%8B","file:///srv/meibo/share/%E5%96%B6%E6%A5%AD"]','{"detectors":[],"examples":20,"exclude":[],"include":[],"largest_bytes":null,"least_score":60}','8472836bf4ad','meibo 0.1.0',0.0);
CREATE TABLE targets (id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE);
INSERT INTO "targets" VALUES(1,'file:///srv/meibo/share/%E4%BA%BA%E4%BA%8B');
INSERT INTO "targets" VALUES(2,'file:///srv/meibo/share/%E5%96%B6%E6%A5%AD');
CREATE TABLE versions (                -- one row for each content that an asset has had
        id INTEGER PRIMARY KEY,
        asset_id INTEGER NOT NULL REFERENCES assets(id),
        first_scan INTEGER NOT NULL REFERENCES scans(id),
        last_scan INTEGER NOT NULL REFERENCES scans(id),
        size_bytes INTEGER NOT NULL, modified_ns INTEGER NOT NULL, version TEXT NOT NULL,
        owner TEXT NOT NULL, audience TEXT NOT NULL, audience_source TEXT NOT NULL,
        status TEXT NOT NULL, issue_code TEXT, issue_class TEXT,
        format TEXT NOT NULL, encoding TEXT NOT NULL,
        content_hash BLOB NOT NULL,        -- keyed; of the keyed hashes of chunks of 64 MB
        bytes_read INTEGER NOT NULL,
        persons_least INTEGER NOT NULL, persons_most INTEGER NOT NULL,
        rule_set TEXT NOT NULL
    , roster_points INTEGER NOT NULL DEFAULT 0);
INSERT INTO "versions" VALUES(1,1,1,2,0,0,'','','unknown','','skipped','link','design','','',X'',0,0,0,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(2,2,1,2,154,1790000000000000000,'65024:1558052:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'578917563930C533ED82AFC9F6E8937F',154,3,3,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(3,3,1,2,508,1790000000000000000,'65024:1558112:1795394040961263243','root','everyone','mode 0644','skipped','image-only','design','png','',X'',0,0,0,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(4,4,1,2,549,1790000000000000000,'65024:1557970:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'CEC77082C1AFD7FA977F76E454CA95C5',549,4,4,'8472836bf4ad',12);
INSERT INTO "versions" VALUES(5,5,1,1,193,1790000000000000000,'65024:1558062:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'D96F51236074CF8CB5DDC1093923FFF8',193,1,1,'8472836bf4ad',4);
INSERT INTO "versions" VALUES(6,6,1,2,152,1790000000000000000,'65024:1558117:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'text','cp932',X'B2C1D7134B861DB1E3931CBCAC6DB2AB',152,1,1,'8472836bf4ad',4);
INSERT INTO "versions" VALUES(7,7,1,2,74,1790000000000000000,'65024:1558072:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'1BEB27B417E6DD7855C49C902398A9B2',74,1,1,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(8,8,1,1,69,1790000000000000000,'65024:1558004:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'9E5741A509A61B419B7CE27456900774',69,1,1,'8472836bf4ad',2);
INSERT INTO "versions" VALUES(9,9,1,1,56,1790000000000000000,'65024:1557989:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'A975AE47585F6C0B441B04AB45EF5F39',56,2,2,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(10,10,1,2,0,1790000000000000000,'65024:1558107:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'empty','',X'',0,0,0,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(11,11,1,1,57,1790000000000000000,'65024:1558104:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'BD3DF4B808047EC9EF68B513FF79E31C',57,0,0,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(12,12,1,2,324,1790000000000000000,'65024:1558082:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'74A337C0613B97AB3086D20AAD6E4F34',324,4,4,'8472836bf4ad',6);
INSERT INTO "versions" VALUES(13,13,2,2,51,1795394046726688567,'65024:1557932:1795394046726688567','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'968198B07D465075A708400604C442F0',51,1,1,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(14,9,2,2,84,1795394046725540247,'65024:1557989:1795394046725540247','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'42BD81027635161C267A035085E25B02',84,2,2,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(15,11,2,2,57,1790000000000000000,'65024:1558104:1795394046726688567','root','owner','mode 0600','complete',NULL,NULL,'text','utf-8',X'BD3DF4B808047EC9EF68B513FF79E31C',57,0,0,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(16,1,3,3,0,0,'','','unknown','','skipped','link','design','','',X'',0,0,0,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(17,11,3,3,57,1790000000000000000,'65024:1558104:1795394046726688567','root','owner','mode 0600','skipped','excluded','design','','',X'',0,0,0,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(18,10,3,3,0,1790000000000000000,'65024:1558107:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'empty','',X'',0,0,0,'8472836bf4ad',0);
INSERT INTO "versions" VALUES(19,12,3,3,324,1790000000000000000,'65024:1558082:1795394040961263243','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'74A337C0613B97AB3086D20AAD6E4F34',324,4,4,'8472836bf4ad',6);
INSERT INTO "versions" VALUES(20,1,4,4,0,0,'','','unknown','','skipped','link','design','','',X'',0,0,0,'8472836bf4ad',0);
CREATE INDEX versions_of_asset ON versions (asset_id, last_scan);
CREATE INDEX versions_of_scan ON versions (last_scan, status);
COMMIT;
