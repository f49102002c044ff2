"""Samba on a free port of loopback, with everything that it keeps in one folder."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from servers.server_process import ServerProcess, free_port, is_listening

if TYPE_CHECKING:
    from collections.abc import Mapping

USER = "games"
"""An account that every system has, and that owns nothing there."""
OTHER_USER = "news"
PASSWORD = "Meibo-2026 名簿"  # noqa: S105 - of servers that end with the tests

_GLOBAL = """[global]
server role = standalone server
workgroup = MEIBO
netbios name = FILES
interfaces = 127.0.0.1
bind interfaces only = yes
disable netbios = yes
server min protocol = SMB2_10
map to guest = never
mangled names = no
load printers = no
printing = bsd
printcap name = /dev/null
passdb backend = tdbsam:{state}/private/passdb.tdb
vfs objects = acl_xattr
log level = 0
"""
_FOLDERS = ("private", "lock", "state", "cache", "pid", "ncalrpc")


class Samba:
    """One server; ``shares`` says the folder of each, ``options`` what else stands in its section."""

    def __init__(
        self,
        state: Path,
        shares: Mapping[str, Path],
        options: Mapping[str, Mapping[str, str]] | None = None,
        users: tuple[str, ...] = (USER, OTHER_USER),
    ) -> None:
        self.port = free_port()
        self.folders = dict(shares)
        self._state = state
        self._users = users
        lines = [_GLOBAL.format(state=state), f"smb ports = {self.port}"]
        for name in _FOLDERS:
            (state / name).mkdir(parents=True, exist_ok=True)
            lines.append(f"{'ncalrpc dir' if name == 'ncalrpc' else f'{name} directory'} = {state / name}")
        given = {name: dict(values) for name, values in (options or {}).items()}
        lines += [f"{key} = {value}" for key, value in given.pop("global", {}).items()]
        for name, folder in shares.items():
            section = {"path": str(folder), "read only": "no", **given.get(name, {})}
            lines += [f"[{name}]", *(f"{key} = {value}" for key, value in section.items())]
        (state / "private").chmod(0o700)
        self.config = state / "smb.conf"
        self.config.write_text("\n".join(lines) + "\n")
        self._process: ServerProcess | None = None

    def start(self) -> Samba:
        """Up and ready when it returns."""
        for user in self._users:
            subprocess.run(
                ["smbpasswd", "-c", self.config, "-s", "-a", user],
                input=f"{PASSWORD}\n{PASSWORD}\n".encode(),
                check=True,
                capture_output=True,
            )
        self._process = ServerProcess(
            ["smbd", "--foreground", "--no-process-group", "-s", self.config, "--debug-stdout"],
            self._state / "smbd.log",
        )
        self._process.wait_until(lambda: is_listening(self.port), 20)
        return self

    def stop(self) -> None:
        """End it and the processes of its connections."""
        if self._process is not None:
            self._process.stop()
            self._process = None
        self._stop_helper()

    def _stop_helper(self) -> None:
        """What it has started on demand, in a session of its own, mostly ends with it."""
        with contextlib.suppress(OSError, ValueError):
            number = int((self._state / "pid" / "samba-dcerpcd.pid").read_text())
            if os.fsencode(self.config) in Path(f"/proc/{number}/cmdline").read_bytes():
                os.kill(number, signal.SIGTERM)

    def uri(self, *names: str) -> str:
        """The ``smb://`` address of a share, or of a folder in it."""
        return "/".join((f"smb://127.0.0.1:{self.port}", *names))
