"""Ceph with its S3 gateway (RGW), its store in memory: the packages radosgw, ceph-mon, ceph-osd and ceph-common."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path
from typing import NamedTuple

from servers.server_process import ServerProcess, free_port, is_listening

_SETTINGS = """
[global]
fsid = {fsid}
mon host = [v2:127.0.0.1:{mon}]
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = {folder}/$name.keyring
run dir = {folder}
pid file = {folder}/$name.pid
admin socket = {folder}/$name.asok
log file = {folder}/$name.log
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd crush chooseleaf type = 0
mon allow pool size one = true
mon warn on pool no redundancy = false
mon data avail crit = 1
mon data = {folder}/mon
osd data = {folder}/osd
osd objectstore = memstore
memstore device bytes = 8589934592
osd max object name len = 2048
ms bind port min = {osd}
ms bind port max = {osd_last}

[osd]
public addr = 127.0.0.1

[client.rgw]
# Without tcp_nodelay, each small answer waits for the client's delayed acknowledgement.
rgw frontends = beast endpoint=127.0.0.1:{port} tcp_nodelay=1
rgw enable usage log = false
rgw dns name = localhost
# Lets clients send customers' keys over plain HTTP on loopback.
rgw crypt require ssl = false
# Roles may be taken on.
rgw sts key = 0123456789abcdef
rgw s3 auth use sts = true
"""


class User(NamedTuple):
    """Somebody with an account of their own."""

    name: str
    access_key: str
    secret_key: str


class Ceph:
    """A cluster of one monitor, one store and one gateway in a temporary folder; ready when ``start`` returns."""

    region = "us-east-1"

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="meibo-ceph-"))
        self._processes: list[ServerProcess] = []
        self.port = 0
        self.access_key = self.secret_key = ""

    @property
    def endpoint(self) -> str:
        """URL of the S3 gateway."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Make the cluster from nothing, in about ten seconds."""
        mon, osd, self.port = free_port(), free_port(*range(1, 20)), free_port()
        fsid = str(uuid.uuid4())
        self._settings.write_text(
            _SETTINGS.format(fsid=fsid, folder=self._folder, mon=mon, osd=osd, osd_last=osd + 19, port=self.port)
        )
        self._start_monitor(fsid, mon)
        self._start_store()
        self._start_gateway()
        _, self.access_key, self.secret_key = self.create_user("owner")

    def create_user(self, name: str) -> User:
        """A new user of the gateway."""
        told = json.loads(
            self._run("radosgw-admin", "-n", "client.rgw", "user", "create", f"--uid={name}", f"--display-name={name}")
        )
        return User(name, told["keys"][0]["access_key"], told["keys"][0]["secret_key"])

    def create_role(self, name: str, owner: str, policy: dict[str, object]) -> str:
        """The ARN of a role that a user may take on, with what it then may do."""
        principal = {"AWS": [f"arn:aws:iam:::user/{owner}"]}
        trust = {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": principal, "Action": ["sts:AssumeRole"]}],
        }
        told = self._run(
            *("radosgw-admin", "-n", "client.rgw", "role", "create", f"--role-name={name}"),
            f"--assume-role-policy-doc={json.dumps(trust)}",
        )
        self._run(
            *(
                "radosgw-admin",
                "-n",
                "client.rgw",
                "role-policy",
                "put",
                f"--role-name={name}",
                "--policy-name=reading",
            ),
            f"--policy-doc={json.dumps(policy)}",
        )
        return str(json.loads(told)["Arn"])

    def stop(self) -> None:
        """Stop gateway, store and monitor in that order, and remove the folder."""
        while self._processes:
            self._processes.pop().stop(grace_s=2)
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _settings(self) -> Path:
        return self._folder / "ceph.conf"

    def _start_monitor(self, fsid: str, port: int) -> None:
        keyring, admin, map_file = (
            self._folder / "mon.keyring",
            self._folder / "client.admin.keyring",
            self._folder / "map",
        )
        self._run("ceph-authtool", "--create-keyring", keyring, "--gen-key", "-n", "mon.", "--cap", "mon", "allow *")
        rights = [word for what in ("mon", "osd", "mds", "mgr") for word in ("--cap", what, "allow *")]
        self._run("ceph-authtool", "--create-keyring", admin, "--gen-key", "-n", "client.admin", *rights)
        self._run("ceph-authtool", keyring, "--import-keyring", admin)
        self._run("monmaptool", "--create", "--addv", "a", f"[v2:127.0.0.1:{port}]", "--fsid", fsid, map_file)
        self._run("ceph-mon", "--mkfs", "-i", "a", "--monmap", map_file, "--keyring", keyring)
        self._start("ceph-mon", "-i", "a").wait_until(lambda: is_listening(port))

    def _start_store(self) -> None:
        (self._folder / "osd").mkdir()
        name = str(uuid.uuid4())
        number = self._ceph("osd", "new", name).strip()
        key = self._ceph("auth", "get-or-create", f"osd.{number}", "mon", "allow profile osd", "osd", "allow *")
        (self._folder / f"osd.{number}.keyring").write_text(key)
        self._run("ceph-osd", "-i", number, "--mkfs", "--osd-uuid", name)
        self._ceph("osd", "crush", "add", f"osd.{number}", "1.0", "root=default")
        self._start("ceph-osd", "-i", number).wait_until(lambda: "1 up" in self._ceph("osd", "stat"))

    def _start_gateway(self) -> None:
        key = self._ceph("auth", "get-or-create", "client.rgw", "mon", "allow rwx", "osd", "allow rwx")
        (self._folder / "client.rgw.keyring").write_text(key)
        self._start("radosgw", "-n", "client.rgw").wait_until(lambda: is_listening(self.port))

    def _start(self, program: str, *words: str) -> ServerProcess:
        process = ServerProcess([program, "-f", "-c", self._settings, *words], self._folder / f"{program}.out")
        self._processes.append(process)
        return process

    def _ceph(self, *words: str) -> str:
        return self._run("ceph", "--connect-timeout", "20", *words)

    def _run(self, program: str, *words: str | Path) -> str:
        """What a command of Ceph's prints; raises CalledProcessError."""
        told = [] if program in ("ceph-authtool", "monmaptool") else ["-c", str(self._settings)]
        done = subprocess.run([program, *told, *map(str, words)], check=True, capture_output=True, text=True)
        return done.stdout
