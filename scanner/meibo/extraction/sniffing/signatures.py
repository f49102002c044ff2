"""The first bytes of file formats, as published by their makers, and what kind of media each format is.

Containers whose formats share their first bytes are told apart by ``zip_family`` and ``ole_family``.
"""

from __future__ import annotations

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    # offset, bytes, format: none of these begins another text
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),  # without members
    (0, b"PK\x07\x08", "zip"),  # in several volumes
    (0, b"%PDF-", "pdf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"{\\rtf", "rtf"),
    (0, b"BEGIN:VCARD", "vcard"),
    (0, b"\xef\xbb\xbfBEGIN:VCARD", "vcard"),
    (0, b"BEGIN:VCALENDAR", "icalendar"),
    (0, b"\xef\xbb\xbfBEGIN:VCALENDAR", "icalendar"),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "onenote"),
    (0, b"\xa1\x2f\xff\x43\xd9\xef\x76\x4c", "onenote"),  # the contents of a notebook
    (0, b"\x78\x9f\x3e\x22", "tnef"),
    (0, b"%!PS-Adobe-", "postscript"),
    (0, b"\xc5\xd0\xd3\xc6", "postscript"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"\0\0\x01\0", "ico"),
    (0, b"8BPS\0\x01", "psd"),
    (0, b"\0\0\0\x0cjP  \r\n", "jpeg2000"),
    (0, b"\xd7\xcd\xc6\x9a", "wmf"),
    (40, b" EMF\0\0\x01\0", "emf"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (0, b"\xfd7zXZ\0", "xz"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"\x1f\x9d", "compress"),
    (0, b"LZIP\x01", "lzip"),
    (0, b"MSWIM\0\0\0", "disk-image"),
    (0, b"\x28\xb5\x2f\xfd", "zstd"),
    (0, b"\x04\x22\x4d\x18", "lz4"),
    (0, b"MSCF\0\0\0\0", "cab"),
    (0, b"!<arch>\n", "ar"),
    (257, b"ustar\0", "tar"),
    (257, b"ustar  \0", "tar"),
    (0, b"\xed\xab\xee\xdb", "rpm"),
    (32769, b"CD001\x01", "iso9660"),
    (0, b"vhdxfile", "disk-image"),
    (0, b"conectix\0", "disk-image"),
    (0, b"KDMV\x01\0\0\0", "disk-image"),
    (0, b"QFI\xfb", "disk-image"),
    (0, b"SQLite format 3\0", "sqlite"),
    (0, b"\x37\x7f\x06\x82", "sqlite-log"),
    (0, b"\x37\x7f\x06\x83", "sqlite-log"),
    (4, b"Standard Jet DB\0", "access"),
    (4, b"Standard ACE DB\0", "access"),
    (0, b"ARROW1\0\0", "arrow"),
    (0, b"Obj\x01", "avro"),
    (0, b"\x89HDF\r\n\x1a\n", "hdf5"),
    (0, b"\x93NUMPY", "numpy"),
    (0, b"\x7fELF", "elf"),
    (0, b"\xca\xfe\xba\xbe", "java-class"),
    (0, b"\xcf\xfa\xed\xfe", "mach-o"),
    (0, b"\xce\xfa\xed\xfe", "mach-o"),
    (0, b"\0asm\x01\0\0\0", "wasm"),
    (0, b"dex\n03", "dex"),
    (0, b"ID3\x02", "mp3"),
    (0, b"ID3\x03", "mp3"),
    (0, b"ID3\x04", "mp3"),
    (0, b"\xff\xfb", "mp3"),
    (0, b"\xff\xf3", "mp3"),
    (0, b"\xff\xf1", "aac"),
    (0, b"fLaC\0\0\0", "flac"),
    (0, b"OggS\0", "ogg"),
    (0, b"MThd\0\0\0\x06", "midi"),
    (0, b"#!AMR\n", "amr"),
    (0, b"\x1a\x45\xdf\xa3", "matroska"),
    (0, b"FLV\x01", "flv"),
    (0, b"\0\0\x01\xba", "mpeg"),
    (0, b"\0\0\x01\xb3", "mpeg"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
    (0, b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F", "windows-link"),
    (0, b"\0\x05\x16\x07\0", "apple-double"),  # what a Mac puts beside each file in a zip
    (0, b"\0\0\0\x01Bud1", "apple-folder"),  # .DS_Store
    (0, b"\0\x01\0\0\0", "font"),
    (0, b"OTTO\0", "font"),
    (0, b"ttcf\0", "font"),
    (0, b"wOFF\0\x01\0\0", "font"),
    (0, b"wOF2\0\x01\0\0", "font"),
    (0, b"ITSF\x03\0\0\0", "chm"),
    (0, b"ElfFile\0", "windows-event-log"),
    (0, b"\xd4\xc3\xb2\xa1", "packet-capture"),
    (0, b"\x0a\x0d\x0d\x0a", "packet-capture"),
    (0, b"\x03\xd9\xa2\x9a", "keepass"),
    (0, b"LUKS\xba\xbe", "luks"),
    (0, b"-----BEGIN PGP MESSAGE-----", "pgp"),
    (0, b"\x84\x8c\x03", "pgp"),  # a session key, encrypted for an RSA key of 1,024 bits
    (0, b"\x85\x01\x0c\x03", "pgp"),  # 2,048 bits
    (0, b"\x85\x01\x8c\x03", "pgp"),  # 3,072 bits
    (0, b"\x85\x02\x0c\x03", "pgp"),  # 4,096 bits
    (0, b"\x8c\x0d\x04", "pgp"),  # a session key, encrypted with a password
    (0, b"\xc3\x0d\x04", "pgp"),
)

WORDS: tuple[tuple[int, bytes, str], ...] = (
    # the same, but a text may begin so: these count only where bytes that no text holds stand close by
    (0, b"MZ", "windows-program"),
    (0, b"BM", "bmp"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (8, b"WEBP", "webp"),
    (8, b"WAVE", "wav"),
    (8, b"AVI ", "avi"),
    (4, b"ftyp", "mp4"),
    (4, b"moov", "mp4"),
    (4, b"1AY&SY", "bzip2"),
    (2, b"-lh", "lzh"),
    (2, b"-lz", "lzh"),
    (0, b"!BDN", "outlook-store"),
    (0, b"PAR1", "parquet"),
    (0, b"ORC", "orc"),
    (0, b"AC10", "dwg"),
    (0, b"regf", "windows-registry"),
    (0, b"Salted__", "openssl-encrypted"),
)

BRANDS: tuple[tuple[str, bytes, str], ...] = (
    # family, what stands in its first bytes, format
    ("mp4", b"ftypheic", "heic"),
    ("mp4", b"ftypheix", "heic"),
    ("mp4", b"ftypmif1", "heic"),
    ("mp4", b"ftypavif", "avif"),
    ("mp4", b"ftypM4A ", "m4a"),
)

SUFFIXES: dict[str, str] = {
    # suffix of the file's name -> format, where its content is no text and tells nothing
    **dict.fromkeys(("xdw", "xbd"), "docuworks"),
    **dict.fromkeys(("jaw", "jbw", "jfw", "juw", "jtw"), "ichitaro"),
    **dict.fromkeys(("gpg", "pgp"), "pgp"),
    **dict.fromkeys(("p12", "pfx"), "pfx"),
    **dict.fromkeys(("cer", "crt", "der"), "certificate"),
    "lzma": "lzma",
    "br": "brotli",
    "vhd": "disk-image",
    "vdi": "disk-image",
    "dmg": "disk-image",
}

_FORMATS_BY_MEDIA = {
    "text": "text empty eml mbox vcard icalendar",
    "document": "pdf rtf postscript ole doc xls ppt msg ichitaro visio project publisher encrypted-office docuworks "
    "docx xlsx xlsb pptx vsdx odg odt ods odp epub xps pages numbers key hwp hwpx onenote tnef chm",
    "archive": "zip gzip bzip2 xz 7z rar zstd lz4 lzh lzma lzip compress brotli cab ar cpio tar rpm iso9660 disk-image "
    "outlook-store archive-volume self-extractor pkcs7-signed",
    "image": "jpeg png gif bmp tiff ico psd jpeg2000 wmf emf webp heic avif dwg thumbnails",
    "audio": "mp3 aac flac ogg midi amr wav m4a",
    "video": "mp4 avi matroska flv mpeg asf",
    "database": "dbf sqlite sqlite-log access arrow avro hdf5 numpy parquet orc",
    "program": "elf windows-program windows-library java-class mach-o wasm dex jar apk msi",
    "encrypted": "pkcs7 pgp keepass luks openssl-encrypted",
    "metadata": "pkcs7-signature pfx certificate apple-double apple-folder",
    "other": "unknown zeros font windows-link windows-event-log windows-registry packet-capture",
}

MEDIA = {format_id: media for media, ids in _FORMATS_BY_MEDIA.items() for format_id in ids.split()}
"""The kind of media of each format that can be told."""
