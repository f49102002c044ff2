"""The same files, whatever reaches them: a folder, a share and a bucket give the same findings."""

from __future__ import annotations

import json
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config

from servers.samba import PASSWORD, USER, Samba
from servers.seaweedfs import SeaweedFs

if TYPE_CHECKING:
    from collections.abc import Iterator

BUCKET = "sample-share"


@pytest.fixture(scope="module")
def share(sample_share: Path) -> Iterator[Path]:
    """The sample share where every user can reach it."""
    with tempfile.TemporaryDirectory(prefix="meibo-") as folder:
        Path(folder).chmod(0o755)
        copy = Path(folder) / "share"
        shutil.copytree(sample_share, copy)
        for path in (copy, *copy.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield copy


@pytest.fixture(scope="module")
def samba(share: Path) -> Iterator[Samba]:
    """A server that has it as a share."""
    with tempfile.TemporaryDirectory(prefix="meibo-") as folder:
        Path(folder).chmod(0o755)
        server = Samba(Path(folder), {"share": share}).start()
        yield server
        server.stop()


@pytest.fixture(scope="module")
def seaweedfs(share: Path) -> Iterator[SeaweedFs]:
    """A server that has it as a bucket."""
    server = SeaweedFs()
    server.start()
    client: Any = boto3.client(
        "s3",
        endpoint_url=server.endpoint,
        aws_access_key_id=server.access_key,
        aws_secret_access_key=server.secret_key,
        region_name=server.region,
        config=Config(max_pool_connections=8, s3={"addressing_style": "path"}),
    )
    client.create_bucket(Bucket=BUCKET)
    files = [path for path in share.rglob("*") if path.is_file()]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda path: client.upload_file(str(path), BUCKET, path.relative_to(share).as_posix()), files))
    yield server
    server.stop()


@pytest.mark.slow
def test_a_folder_a_share_and_a_bucket_give_the_same_findings(
    meibo: Any, share: Path, samba: Samba, seaweedfs: SeaweedFs, tmp_path: Path
) -> None:
    """Every line of the findings is equal but for the target, and so is what was not read; later nothing is read."""
    env = {
        "MEIBO_SMB_USERNAME": USER,
        "MEIBO_SMB_PASSWORD": PASSWORD,
        "AWS_ENDPOINT_URL": seaweedfs.endpoint,
        "AWS_ACCESS_KEY_ID": seaweedfs.access_key,
        "AWS_SECRET_ACCESS_KEY": seaweedfs.secret_key,
        "AWS_REGION": seaweedfs.region,
    }
    found, issues = {}, {}
    for name, target in {"local": str(share), "smb": samba.uri("share"), "s3": f"s3://{BUCKET}"}.items():
        lines = tmp_path / f"{name}.jsonl"
        done = meibo(
            "scan", target, "-i", f"{name}.db", "--key-file", "shared.key", "--jsonl", str(lines), cwd=tmp_path,
            env={**env, "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        )  # fmt: skip
        assert done.returncode == 0, (name, done.stdout, done.stderr)
        rows = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
        assert {row.pop("target") for row in rows} == {share.as_uri() if name == "local" else target}
        found[name] = sorted(json.dumps(row, sort_keys=True) for row in rows)
        listed = json.loads(meibo("list", "-i", f"{name}.db", "--format", "json", cwd=tmp_path).stdout)
        issues[name] = sorted((asset["path"], asset["status"], str(asset.get("issue"))) for asset in listed)
        done = meibo(
            "scan", target, "-i", f"{name}.db", "--key-file", "shared.key", "--log-format", "json", cwd=tmp_path,
            env={**env, "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        )  # fmt: skip
        (end,) = (row for row in map(json.loads, done.stderr.splitlines()) if row["event"] == "scan-finished")
        assert (end["carried"], end["bytes_read"]) == (end["listed"], 0), (name, end)
    assert len(found["local"]) > 1_000
    assert found["smb"] == found["local"]
    assert found["s3"] == found["local"]
    assert issues["smb"] == issues["local"]
    assert issues["s3"] == issues["local"]
