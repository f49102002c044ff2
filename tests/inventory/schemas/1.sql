PRAGMA application_id = 1835362658;
PRAGMA user_version = 1;
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
INSERT INTO "counts" VALUES(4,'email',0,0,4);
INSERT INTO "counts" VALUES(4,'jp_phone',0,0,4);
INSERT INTO "counts" VALUES(5,'email',0,0,1);
INSERT INTO "counts" VALUES(5,'jp_phone',0,0,1);
INSERT INTO "counts" VALUES(6,'email',0,0,1);
INSERT INTO "counts" VALUES(6,'jp_phone',0,0,1);
INSERT INTO "counts" VALUES(7,'email',0,0,1);
INSERT INTO "counts" VALUES(7,'jp_phone',0,0,1);
INSERT INTO "counts" VALUES(8,'jp_phone',0,0,1);
INSERT INTO "counts" VALUES(9,'jp_phone',0,0,2);
INSERT INTO "counts" VALUES(11,'email',0,0,1);
INSERT INTO "counts" VALUES(12,'email',0,0,4);
INSERT INTO "counts" VALUES(12,'jp_phone',0,0,4);
INSERT INTO "counts" VALUES(13,'email',0,0,1);
INSERT INTO "counts" VALUES(14,'email',0,0,1);
INSERT INTO "counts" VALUES(14,'jp_phone',0,0,2);
INSERT INTO "counts" VALUES(15,'email',0,0,1);
INSERT INTO "counts" VALUES(19,'email',0,0,4);
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
INSERT INTO "parts" VALUES(4,2,'記録.txt','65024:1558159:1795394036481409412',0,X'8FA66E756D62657209A76F7264696E616C00A769735F72656164C3A869735F77686F6C65C3A869735F626C616E6BC2A669737375657390A6666F726D6174A474657874A9656E636F64696E677391A57574662D38A6636F756E747380A9706F736974696F6E7390AB706572736F6E5F6B657973C400AA6368756E6B5F68617368C410E09D063F8F572C646B3E2B824B551FBDAA62797465735F72656164CE04000000A96C696E655F656E6473CE000EA0EBAA7461696C5F636861727300');
CREATE TABLE person_keys (             -- sorted keyed hashes of 16 bytes
        version_id INTEGER PRIMARY KEY REFERENCES versions(id) ON DELETE CASCADE,
        keys BLOB NOT NULL
    );
INSERT INTO "person_keys" VALUES(4,X'30BCCB796D3C6C554C6A716C2382C302340ADBB104B1EE8E0B349F2DF5AD2B8234A8A98B740E161E539B8A437B8B9BE6F113EA212DBB0E369B40E1BDE67ADB9E');
INSERT INTO "person_keys" VALUES(5,X'340ADBB104B1EE8E0B349F2DF5AD2B82');
INSERT INTO "person_keys" VALUES(6,X'34A8A98B740E161E539B8A437B8B9BE6');
INSERT INTO "person_keys" VALUES(7,X'14744E936E2B804EE3816F97DA7824B2');
INSERT INTO "person_keys" VALUES(8,X'C3D2F8EF5730CA6DDE0DF4B419B1B9F7');
INSERT INTO "person_keys" VALUES(9,X'47C40F997EFA5EAACF7E088A7388D167AD99074EB7A313CDF48568D76E93EE47');
INSERT INTO "person_keys" VALUES(11,X'F113EA212DBB0E369B40E1BDE67ADB9E');
INSERT INTO "person_keys" VALUES(12,X'30BCCB796D3C6C554C6A716C2382C302340ADBB104B1EE8E0B349F2DF5AD2B8234A8A98B740E161E539B8A437B8B9BE6F113EA212DBB0E369B40E1BDE67ADB9E');
INSERT INTO "person_keys" VALUES(13,X'34A8A98B740E161E539B8A437B8B9BE6');
INSERT INTO "person_keys" VALUES(14,X'30BCCB796D3C6C554C6A716C2382C30247C40F997EFA5EAACF7E088A7388D167AD99074EB7A313CDF48568D76E93EE47');
INSERT INTO "person_keys" VALUES(15,X'F113EA212DBB0E369B40E1BDE67ADB9E');
INSERT INTO "person_keys" VALUES(19,X'30BCCB796D3C6C554C6A716C2382C302340ADBB104B1EE8E0B349F2DF5AD2B8234A8A98B740E161E539B8A437B8B9BE6F113EA212DBB0E369B40E1BDE67ADB9E');
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
INSERT INTO "positions" VALUES(4,'email',0,'[]','{"line":2,"column":56}',55,77,92,'["top-level-domain"]',X'4E8A8A0B2260986AB3A2D1FBD493D0899BCE6F23B21C0657BE9A72A05CC22E8D','h***@mail.co.jp');
INSERT INTO "positions" VALUES(4,'email',1,'[]','{"line":3,"column":57}',56,73,92,'["top-level-domain"]',X'49D8032DD61288FF89C09A6BD23E6BE906695F564DEE74653A1620EB35E2F101','i***@mail.co.jp');
INSERT INTO "positions" VALUES(4,'email',2,'[]','{"line":4,"column":56}',55,72,92,'["top-level-domain"]',X'D1E15FB34651EF4300CE4021F8B576B5A279864220DE83F4B17ED18A2843705D','m***@mail.co.jp');
INSERT INTO "positions" VALUES(4,'email',3,'[]','{"line":5,"column":57}',56,72,92,'["top-level-domain"]',X'BF74A59D9AE65321B12E834A6AEB2DECE47E904BD1D2F5A241886C551A349D61','k***@mail.co.jp');
INSERT INTO "positions" VALUES(4,'jp_phone',0,'[]','{"line":2,"column":42}',41,54,90,'["grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(4,'jp_phone',1,'[]','{"line":3,"column":43}',42,55,90,'["grouping","mobile"]',X'BC173F288EAD937D06619B9A60C67C99AAD4414CE9593A1010EF6A4F490A7854','***-****-**22');
INSERT INTO "positions" VALUES(4,'jp_phone',2,'[]','{"line":4,"column":42}',41,54,90,'["grouping","mobile"]',X'899B20028701E6A08C0AEB56DA0AF999532D1998B2AE5FE2BC06F32134B598A9','***-****-**33');
INSERT INTO "positions" VALUES(4,'jp_phone',3,'[]','{"line":5,"column":43}',42,55,90,'["grouping","mobile"]',X'189233F56042A6D0954DB47FDDFB6B38EC002DC14F90DDA532B306A6F6C3BC2A','***-****-**44');
INSERT INTO "positions" VALUES(5,'email',0,'[]','{"line":2,"column":56}',55,77,92,'["top-level-domain"]',X'4E8A8A0B2260986AB3A2D1FBD493D0899BCE6F23B21C0657BE9A72A05CC22E8D','h***@mail.co.jp');
INSERT INTO "positions" VALUES(5,'jp_phone',0,'[]','{"line":2,"column":42}',41,54,90,'["grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(6,'email',0,'[]','{"line":2,"column":56}',55,72,92,'["top-level-domain"]',X'D1E15FB34651EF4300CE4021F8B576B5A279864220DE83F4B17ED18A2843705D','m***@mail.co.jp');
INSERT INTO "positions" VALUES(6,'jp_phone',0,'[]','{"line":2,"column":42}',41,54,90,'["grouping","mobile"]',X'899B20028701E6A08C0AEB56DA0AF999532D1998B2AE5FE2BC06F32134B598A9','***-****-**33');
INSERT INTO "positions" VALUES(7,'email',0,'[]','{"line":1,"column":12}',11,35,95,'["label:メール","top-level-domain"]',X'744E18736456114A4F8505DBE3D3A41DE9607430642731FC162E486B3290735A','s***@meibo-shoji.co.jp');
INSERT INTO "positions" VALUES(7,'jp_phone',0,'[]','{"line":1,"column":40}',39,51,95,'["label:電話","grouping","area-code"]',X'8409328B437D3775F75377343F8DD76643F4D9C36B449B724EF7601D01C8F30F','**-****-**01');
INSERT INTO "positions" VALUES(8,'jp_phone',0,'[]','{"line":3,"column":5}',4,17,95,'["label:電話","grouping","mobile"]',X'189233F56042A6D0954DB47FDDFB6B38EC002DC14F90DDA532B306A6F6C3BC2A','***-****-**44');
INSERT INTO "positions" VALUES(9,'jp_phone',0,'[]','{"line":1,"column":7}',6,19,95,'["label:電話番号","grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(9,'jp_phone',1,'[]','{"line":2,"column":7}',6,19,95,'["label:電話番号","grouping","mobile"]',X'BC173F288EAD937D06619B9A60C67C99AAD4414CE9593A1010EF6A4F490A7854','***-****-**22');
INSERT INTO "positions" VALUES(11,'email',0,'[]','{"line":2,"column":13}',12,29,92,'["top-level-domain"]',X'49D8032DD61288FF89C09A6BD23E6BE906695F564DEE74653A1620EB35E2F101','i***@mail.co.jp');
INSERT INTO "positions" VALUES(12,'email',0,'[]','{"line":1,"column":53}',52,74,95,'["label:mail","top-level-domain"]',X'4E8A8A0B2260986AB3A2D1FBD493D0899BCE6F23B21C0657BE9A72A05CC22E8D','h***@mail.co.jp');
INSERT INTO "positions" VALUES(12,'email',1,'[]','{"line":1,"column":130}',129,146,95,'["label:mail","top-level-domain"]',X'49D8032DD61288FF89C09A6BD23E6BE906695F564DEE74653A1620EB35E2F101','i***@mail.co.jp');
INSERT INTO "positions" VALUES(12,'email',2,'[]','{"line":1,"column":202}',201,218,95,'["label:mail","top-level-domain"]',X'D1E15FB34651EF4300CE4021F8B576B5A279864220DE83F4B17ED18A2843705D','m***@mail.co.jp');
INSERT INTO "positions" VALUES(12,'email',3,'[]','{"line":1,"column":274}',273,289,95,'["label:mail","top-level-domain"]',X'BF74A59D9AE65321B12E834A6AEB2DECE47E904BD1D2F5A241886C551A349D61','k***@mail.co.jp');
INSERT INTO "positions" VALUES(12,'jp_phone',0,'[]','{"line":1,"column":28}',27,40,95,'["label:tel","grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(12,'jp_phone',1,'[]','{"line":1,"column":105}',104,117,95,'["label:tel","grouping","mobile"]',X'BC173F288EAD937D06619B9A60C67C99AAD4414CE9593A1010EF6A4F490A7854','***-****-**22');
INSERT INTO "positions" VALUES(12,'jp_phone',2,'[]','{"line":1,"column":177}',176,189,95,'["label:tel","grouping","mobile"]',X'899B20028701E6A08C0AEB56DA0AF999532D1998B2AE5FE2BC06F32134B598A9','***-****-**33');
INSERT INTO "positions" VALUES(12,'jp_phone',3,'[]','{"line":1,"column":249}',248,261,95,'["label:tel","grouping","mobile"]',X'189233F56042A6D0954DB47FDDFB6B38EC002DC14F90DDA532B306A6F6C3BC2A','***-****-**44');
INSERT INTO "positions" VALUES(13,'email',0,'[]','{"line":1,"column":16}',15,32,95,'["label:メール","top-level-domain"]',X'D1E15FB34651EF4300CE4021F8B576B5A279864220DE83F4B17ED18A2843705D','m***@mail.co.jp');
INSERT INTO "positions" VALUES(14,'email',0,'[]','{"line":3,"column":6}',5,21,95,'["label:メール","top-level-domain"]',X'BF74A59D9AE65321B12E834A6AEB2DECE47E904BD1D2F5A241886C551A349D61','k***@mail.co.jp');
INSERT INTO "positions" VALUES(14,'jp_phone',0,'[]','{"line":1,"column":7}',6,19,95,'["label:電話番号","grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(14,'jp_phone',1,'[]','{"line":2,"column":7}',6,19,95,'["label:電話番号","grouping","mobile"]',X'BC173F288EAD937D06619B9A60C67C99AAD4414CE9593A1010EF6A4F490A7854','***-****-**22');
INSERT INTO "positions" VALUES(15,'email',0,'[]','{"line":2,"column":13}',12,29,92,'["top-level-domain"]',X'49D8032DD61288FF89C09A6BD23E6BE906695F564DEE74653A1620EB35E2F101','i***@mail.co.jp');
INSERT INTO "positions" VALUES(19,'email',0,'[]','{"line":1,"column":53}',52,74,95,'["label:mail","top-level-domain"]',X'4E8A8A0B2260986AB3A2D1FBD493D0899BCE6F23B21C0657BE9A72A05CC22E8D','h***@mail.co.jp');
INSERT INTO "positions" VALUES(19,'email',1,'[]','{"line":1,"column":130}',129,146,95,'["label:mail","top-level-domain"]',X'49D8032DD61288FF89C09A6BD23E6BE906695F564DEE74653A1620EB35E2F101','i***@mail.co.jp');
INSERT INTO "positions" VALUES(19,'email',2,'[]','{"line":1,"column":202}',201,218,95,'["label:mail","top-level-domain"]',X'D1E15FB34651EF4300CE4021F8B576B5A279864220DE83F4B17ED18A2843705D','m***@mail.co.jp');
INSERT INTO "positions" VALUES(19,'email',3,'[]','{"line":1,"column":274}',273,289,95,'["label:mail","top-level-domain"]',X'BF74A59D9AE65321B12E834A6AEB2DECE47E904BD1D2F5A241886C551A349D61','k***@mail.co.jp');
INSERT INTO "positions" VALUES(19,'jp_phone',0,'[]','{"line":1,"column":28}',27,40,95,'["label:tel","grouping","mobile"]',X'97DB3FA3ACD3BF8ADBC9D955AA911A8FA8113C281AA5B09D5EE030A6678E3817','***-****-**11');
INSERT INTO "positions" VALUES(19,'jp_phone',1,'[]','{"line":1,"column":105}',104,117,95,'["label:tel","grouping","mobile"]',X'BC173F288EAD937D06619B9A60C67C99AAD4414CE9593A1010EF6A4F490A7854','***-****-**22');
INSERT INTO "positions" VALUES(19,'jp_phone',2,'[]','{"line":1,"column":177}',176,189,95,'["label:tel","grouping","mobile"]',X'899B20028701E6A08C0AEB56DA0AF999532D1998B2AE5FE2BC06F32134B598A9','***-****-**33');
INSERT INTO "positions" VALUES(19,'jp_phone',3,'[]','{"line":1,"column":249}',248,261,95,'["label:tel","grouping","mobile"]',X'189233F56042A6D0954DB47FDDFB6B38EC002DC14F90DDA532B306A6F6C3BC2A','***-****-**44');
CREATE TABLE reports (path TEXT PRIMARY KEY, written TEXT NOT NULL);
INSERT INTO "reports" VALUES('/srv/meibo/desk/一覧.csv','2026-11-23T00:33:52+00:00');
CREATE TABLE scans (
        id INTEGER PRIMARY KEY,
        state TEXT NOT NULL,              -- running, finished, interrupted
        started TEXT NOT NULL, ended TEXT,
        targets TEXT NOT NULL,            -- JSON list of URIs
        options TEXT NOT NULL,            -- JSON object: what decides the result
        rule_set TEXT NOT NULL, program TEXT NOT NULL,
        seconds REAL NOT NULL DEFAULT 0
    );
INSERT INTO "scans" VALUES(1,'finished','2026-11-23T00:33:51+00:00','2026-11-23T00:33:52+00:00','["file:///srv/meibo/share/%E4%BA%BA%E4%BA%8B","file:///srv/meibo/share/%E5%96%B6%E6%A5%AD"]','{"detectors":[],"examples":20,"exclude":[],"include":[],"largest_bytes":null,"least_score":60}','f2e6eb78ad4f','meibo 0.1.0',7.38660473012714646756e-01);
INSERT INTO "scans" VALUES(2,'finished','2026-11-23T00:33:53+00:00','2026-11-23T00:33:54+00:00','["file:///srv/meibo/share/%E4%BA%BA%E4%BA%8B","file:///srv/meibo/share/%E5%96%B6%E6%A5%AD"]','{"detectors":[],"examples":20,"exclude":[],"include":[],"largest_bytes":null,"least_score":60}','f2e6eb78ad4f','meibo 0.1.0',8.26753807996283285319e-01);
INSERT INTO "scans" VALUES(3,'finished','2026-11-23T00:33:55+00:00','2026-11-23T00:33:56+00:00','["file:///srv/meibo/share/%E5%96%B6%E6%A5%AD"]','{"detectors":[],"examples":20,"exclude":["*.md"],"include":[],"largest_bytes":null,"least_score":60}','f2e6eb78ad4f','meibo 0.1.0',7.77752237991080619394e-01);
INSERT INTO "scans" VALUES(4,'running','2026-11-23T00:33:58+00:00',NULL,'["file:///srv/meibo/share/%E4%BA%BA%E4%BA%8B","file:///srv/meibo/share/%E5%96%B6%E6%A5%AD"]','{"detectors":[],"examples":20,"exclude":[],"include":[],"largest_bytes":null,"least_score":60}','f2e6eb78ad4f','meibo 0.1.0',0.0);
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
    );
INSERT INTO "versions" VALUES(1,1,1,2,0,0,'','','unknown','','skipped','link','design','','',X'',0,0,0,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(2,2,1,2,154,1790000000000000000,'65024:1558052:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'578917563930C533ED82AFC9F6E8937F',154,0,0,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(3,3,1,2,508,1790000000000000000,'65024:1558112:1795394031235036748','root','everyone','mode 0644','skipped','image-only','design','png','',X'',0,0,0,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(4,4,1,2,549,1790000000000000000,'65024:1557989:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'CEC77082C1AFD7FA977F76E454CA95C5',549,4,4,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(5,5,1,1,193,1790000000000000000,'65024:1558062:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'D96F51236074CF8CB5DDC1093923FFF8',193,1,1,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(6,6,1,2,152,1790000000000000000,'65024:1558117:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'text','cp932',X'B2C1D7134B861DB1E3931CBCAC6DB2AB',152,1,1,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(7,7,1,2,74,1790000000000000000,'65024:1558072:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'1BEB27B417E6DD7855C49C902398A9B2',74,1,1,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(8,8,1,1,69,1790000000000000000,'65024:1558019:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'9E5741A509A61B419B7CE27456900774',69,1,1,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(9,9,1,1,56,1790000000000000000,'65024:1558004:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'A975AE47585F6C0B441B04AB45EF5F39',56,2,2,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(10,10,1,2,0,1790000000000000000,'65024:1558107:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'empty','',X'',0,0,0,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(11,11,1,1,57,1790000000000000000,'65024:1558104:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'BD3DF4B808047EC9EF68B513FF79E31C',57,1,1,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(12,12,1,2,324,1790000000000000000,'65024:1558082:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'74A337C0613B97AB3086D20AAD6E4F34',324,4,4,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(13,13,2,2,51,1795394032910520603,'65024:1557927:1795394032910520603','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'968198B07D465075A708400604C442F0',51,1,1,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(14,9,2,2,84,1795394032909539609,'65024:1558004:1795394032909539609','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'42BD81027635161C267A035085E25B02',84,2,3,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(15,11,2,2,57,1790000000000000000,'65024:1558104:1795394032910520603','root','owner','mode 0600','complete',NULL,NULL,'text','utf-8',X'BD3DF4B808047EC9EF68B513FF79E31C',57,1,1,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(16,1,3,3,0,0,'','','unknown','','skipped','link','design','','',X'',0,0,0,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(17,11,3,3,57,1790000000000000000,'65024:1558104:1795394032910520603','root','owner','mode 0600','skipped','excluded','design','','',X'',0,0,0,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(18,10,3,3,0,1790000000000000000,'65024:1558107:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'empty','',X'',0,0,0,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(19,12,3,3,324,1790000000000000000,'65024:1558082:1795394031235036748','root','everyone','mode 0644','complete',NULL,NULL,'text','utf-8',X'74A337C0613B97AB3086D20AAD6E4F34',324,4,4,'f2e6eb78ad4f');
INSERT INTO "versions" VALUES(20,1,4,4,0,0,'','','unknown','','skipped','link','design','','',X'',0,0,0,'f2e6eb78ad4f');
CREATE INDEX versions_of_asset ON versions (asset_id, last_scan);
CREATE INDEX versions_of_scan ON versions (last_scan, status);
COMMIT;
