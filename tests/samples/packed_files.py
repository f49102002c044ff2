"""What is inside archives and behind passwords, by the libraries of each."""

from __future__ import annotations

import contextlib
import functools
import io
import sys
import tarfile
import zipfile

Passwords = tuple[str, ...]


@functools.lru_cache(maxsize=4)
def decrypt(content: bytes, passwords: Passwords) -> bytes:
    """The document that one of the passwords opens."""
    import msoffcrypto

    for password in passwords:
        document = msoffcrypto.OfficeFile(io.BytesIO(content))
        opened = io.BytesIO()
        try:
            document.load_key(password=password, verify_password=True)
            document.decrypt(opened)
        except msoffcrypto.exceptions.InvalidKeyError:
            continue
        return opened.getvalue()
    raise AssertionError("no password opens it")


def decompress_zstd(content: bytes) -> bytes:
    """What Zstandard packed."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.decompress(content)


@functools.lru_cache(maxsize=4)
def open_tar(content: bytes, name: str, _passwords: Passwords) -> bytes | None:
    """A member."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        file = archive.extractfile(name)
        assert file is not None
        return file.read()


@functools.lru_cache(maxsize=4)
def open_zip(content: bytes, name: str, passwords: Passwords) -> bytes | None:
    """A member, whose name may be in CP932."""
    import pyzipper

    for reader in (zipfile.ZipFile, pyzipper.AESZipFile):
        with reader(io.BytesIO(content)) as archive:
            raw_name = next(one for one in archive.namelist() if name in (one, read_cp932(one)))
            for password in ("", *passwords):
                with contextlib.suppress(RuntimeError, NotImplementedError):
                    return archive.read(raw_name, password.encode() or None)
    raise AssertionError(f"no password opens {name}")


def read_cp932(name: str) -> str:
    """A member's name that was taken for CP437."""
    try:
        return name.encode("cp437").decode("cp932")
    except UnicodeError:
        return name
