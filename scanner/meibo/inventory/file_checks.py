"""Checks the files of an inventory: who may read them, whose they are, and whether the key is its own."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from meibo.inventory.faults import Fault
from meibo.inventory.files import PRIVATE, InventoryError, load_key, own_files, state_check


def check_files(inventory: Path, key_file: Path) -> Iterator[Fault]:
    """What is wrong with who may use the files; on Windows the rights of the folder decide, and nothing is said."""
    if os.name != "posix":
        return
    owner = inventory.stat().st_uid
    for path in own_files(inventory, key_file):
        if not path.exists():
            continue
        state = path.stat()
        mode = stat.S_IMODE(state.st_mode)
        if mode & ~PRIVATE:
            yield Fault("file-open", str(path), detail=f"{mode:04o}")
        if state.st_uid != owner:
            yield Fault("file-owner", str(path), detail=f"uid {state.st_uid}, {owner}")
    for folder in dict.fromkeys(path.resolve().parent for path in (inventory, key_file)):
        yield from _check_folder(folder, owner)


def _check_folder(folder: Path, owner: int) -> Iterator[Fault]:
    """Whoever may write to a folder may exchange its files; where it is sticky, only those of their own."""
    if not folder.is_dir():
        return
    state = folder.stat()
    mode = stat.S_IMODE(state.st_mode)
    if state.st_uid not in (owner, 0):
        yield Fault("folder-owner", str(folder), detail=f"uid {state.st_uid}, {owner}")
    if mode & stat.S_ISVTX:
        return
    if mode & stat.S_IWOTH:
        yield Fault("folder-open", str(folder), detail=f"{mode:04o}")
    elif mode & stat.S_IWGRP:
        yield Fault("folder-shared", str(folder), detail=f"{mode:04o}")


def find_key(key_file: Path, stated: bytes | None) -> bytes | None:
    """The inventory's key, None where it is not there or is another one, which ``check_key`` says."""
    try:
        key = load_key(key_file, is_strict=False)
    except InventoryError:
        return None
    return key if stated in (None, state_check(key)) else None


def check_key(key_file: Path, stated: bytes | None) -> Iterator[Fault]:
    """What is wrong with the key; ``stated`` is what the inventory keeps of its own, None where that is nothing."""
    if not key_file.exists():
        yield Fault("key-missing", str(key_file))
        return
    try:
        key = load_key(key_file, is_strict=False)
    except InventoryError as error:
        yield Fault(error.code, str(key_file), detail=error.detail)
        return
    if stated is None:
        yield Fault("key-unchecked", str(key_file))
    elif state_check(key) != stated:
        yield Fault("key-differs", str(key_file))
