"""A Kerberos realm of its own: the KDC of MIT on a free port of loopback, with all that it keeps in one folder.

Debian packages: krb5-kdc, krb5-admin-server, krb5-user.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from servers.server_process import ServerProcess, free_port, is_listening

if TYPE_CHECKING:
    from pathlib import Path

REALM = "MEIBO.TEST"

_CLIENT = """[libdefaults]
default_realm = {realm}
dns_lookup_kdc = false
dns_lookup_realm = false
dns_canonicalize_hostname = false
rdns = false
udp_preference_limit = 1
[realms]
{realm} = {{
    kdc = 127.0.0.1:{port}
}}
[domain_realm]
localhost = {realm}
"""
_SERVER = """[kdcdefaults]
kdc_listen = ""
kdc_tcp_listen = 127.0.0.1:{port}
[realms]
{realm} = {{
    database_name = {folder}/principal
    key_stash_file = {folder}/stash
    disable_pac = true
}}
[logging]
kdc = FILE:{folder}/kdc.log
"""


class Kerberos:
    """One realm; ``environment`` is what programs need to find it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.port = free_port()
        values = {"realm": REALM, "port": self.port, "folder": folder}
        (folder / "krb5.conf").write_text(_CLIENT.format_map(values))
        (folder / "kdc.conf").write_text(_SERVER.format_map(values))
        self.environment = {
            "KRB5_CONFIG": str(folder / "krb5.conf"),
            "KRB5_KDC_PROFILE": str(folder / "kdc.conf"),
            "KRB5CCNAME": f"FILE:{folder / 'no-ticket'}",
        }
        self._process: ServerProcess | None = None

    def start(self) -> Kerberos:
        """Up and ready when it returns."""
        self._run("kdb5_util", "create", "-s", "-P", "of the database")
        self._process = ServerProcess(["krb5kdc", "-n"], self._folder / "krb5kdc.log", self.environment)
        self._process.wait_until(lambda: is_listening(self.port), 20)
        return self

    def stop(self) -> None:
        """End it; may be called again."""
        if self._process is not None:
            self._process.stop()
            self._process = None

    def add_user(self, name: str, password: str) -> None:
        """Somebody who can get tickets."""
        self._run("kadmin.local", "addprinc", "-pw", password, name)

    def add_service(self, name: str) -> Path:
        """A service such as ``cifs/localhost``; returns its keytab."""
        keytab = self._folder / f"{name.replace('/', '-')}.keytab"
        self._run("kadmin.local", "addprinc", "-randkey", name)
        self._run("kadmin.local", "ktadd", "-k", str(keytab), name)
        return keytab

    def log_in(self, name: str, password: str, lifetime: str = "1h") -> dict[str, str]:
        """The environment of somebody with a ticket."""
        environment = {**self.environment, "KRB5CCNAME": f"FILE:{self._folder / f'ticket-of-{name}'}"}
        self._run("kinit", "-l", lifetime, name, environment=environment, typed=password)
        return environment

    def _run(self, *command: str, environment: dict[str, str] | None = None, typed: str = "") -> None:
        subprocess.run(
            command,
            env={**os.environ, **(environment or self.environment)},
            input=f"{typed}\n".encode(),
            check=True,
            capture_output=True,
        )
