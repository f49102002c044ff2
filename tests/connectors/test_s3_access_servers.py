"""What is said of who can read an object, beside what strangers really get from real servers.

Where it's said that only the account can read, neither an anonymous request nor another user gets the object. Where
it's said to be public, an anonymous request gets it, but for what a row notes.
"""

from __future__ import annotations

import contextlib
import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from meibo_connectors.s3_access import BucketAccess
from servers.rclone import Rclone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from servers.ceph import Ceph
    from servers.seaweedfs import SeaweedFs

BUCKET = "rosters"
OPEN = "public/名簿 (1).csv"
INNER = "staff/list.csv"
READING = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{BUCKET}/*"}
LISTING = READING | {"Action": "s3:ListBucket", "Resource": f"arn:aws:s3:::{BUCKET}"}
IN_OPEN = READING | {"Resource": f"arn:aws:s3:::{BUCKET}/public/*"}
DENIAL = READING | {"Effect": "Deny"}
HERE = {"Condition": {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}}
ELSEWHERE = {"Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}
NOT_HERE = {"Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}


class Server:
    """A bucket with two objects on a real server, its owner, and a second user."""

    def __init__(self, server: Any, stranger: str, keys: tuple[str, str], stranger_arn: str) -> None:
        self.endpoint = server.endpoint
        self.stranger, self.stranger_arn = stranger, stranger_arn
        self.client = _connect(server.endpoint, server.access_key, server.secret_key)
        self._stranger_client = _connect(server.endpoint, *keys)
        self.client.create_bucket(Bucket=BUCKET)

    def reset(self) -> None:
        """Everything as in a new bucket."""
        client = self.client
        settings = [client.delete_bucket_policy, client.delete_public_access_block]
        # Ceph has no such setting, and would take an order to delete it for one to delete the bucket.
        if client.get_bucket_ownership_controls(Bucket=BUCKET)["OwnershipControls"]:
            settings.append(client.delete_bucket_ownership_controls)
        for delete in settings:
            with contextlib.suppress(ClientError):  # nothing was set, or the server has no such thing
                delete(Bucket=BUCKET)
        client.put_bucket_acl(Bucket=BUCKET, ACL="private")
        for key in (OPEN, INNER):
            client.put_object(Bucket=BUCKET, Key=key, Body=b"x")

    def ask_without_credentials(self, key: str) -> int:
        """The status of an anonymous request for an object."""
        try:
            with urllib.request.urlopen(f"{self.endpoint}/{BUCKET}/{quote(key)}", timeout=20) as answer:  # noqa: S310 - loopback
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def ask_as_stranger(self, key: str) -> int:
        """The status of the second user's request."""
        try:
            answer = self._stranger_client.get_object(Bucket=BUCKET, Key=key)
            answer["Body"].close()
        except ClientError as error:
            answer = error.response
        return int(answer["ResponseMetadata"]["HTTPStatusCode"])


def _connect(endpoint: str, access_key: str, secret_key: str) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 2}),
    )


class Row(NamedTuple):
    """A way to set up the bucket, what is said of an object, and who really reads it."""

    name: str
    set_up: Callable[[Server], object]
    key: str
    who: str
    anyone: bool
    stranger: bool
    note: str = ""
    """Why the server gives the object to fewer people than is said."""


def allow(*statements: dict[str, Any]) -> Callable[[Server], object]:
    """Sets the bucket's policy."""
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    return lambda server: server.client.put_bucket_policy(Bucket=BUCKET, Policy=policy)


def allow_stranger(server: Server) -> None:
    """A policy that names the second user."""
    allow(READING | {"Principal": {"AWS": [server.stranger_arn]}})(server)


def open_object(acl: str) -> Callable[[Server], object]:
    """Sets the ACL of one object."""
    return lambda server: server.client.put_object_acl(Bucket=BUCKET, Key=OPEN, ACL=acl)


def open_bucket(server: Server) -> None:
    """Sets the ACL of the bucket."""
    server.client.put_bucket_acl(Bucket=BUCKET, ACL="public-read")


def both(*steps: Callable[[Server], object]) -> Callable[[Server], object]:
    """One after the other."""
    return lambda server: [step(server) for step in steps]


def block(*switches: str) -> Callable[[Server], object]:
    """Turns on switches of the bucket's PublicAccessBlock."""
    names = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    wanted = {name: name in switches for name in names}
    return lambda server: server.client.put_public_access_block(Bucket=BUCKET, PublicAccessBlockConfiguration=wanted)


def let_acls_count(server: Server) -> None:
    """Lets the ACLs of objects count, as AWS did until 2023."""
    rules = {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    server.client.put_bucket_ownership_controls(Bucket=BUCKET, OwnershipControls=rules)


POLICIES = (
    Row("nothing set", lambda _: None, INNER, "account", False, False),
    Row("a public policy", allow(READING), INNER, "public", True, True),
    Row("a public folder: in it", allow(IN_OPEN), OPEN, "public", True, True),
    Row("a public folder: beside it", allow(IN_OPEN), INNER, "account", False, False),
    Row("all but a folder denied: in it", allow(READING, IN_OPEN | {"Effect": "Deny"}), OPEN, "account", False, False),
    Row("all but a folder denied: beside", allow(READING, IN_OPEN | {"Effect": "Deny"}), INNER, "public", True, True),
    Row("listing only", allow(LISTING), INNER, "account", False, False),
    Row("all denied", allow(READING, DENIAL), INNER, "account", False, False),
    Row("from this machine", allow(READING | HERE), INNER, "cross-account", True, True),
    Row("from a network far away", allow(READING | ELSEWHERE), INNER, "cross-account", False, False),
    Row("denied but to a network far away", allow(READING, DENIAL | NOT_HERE), INNER, "cross-account", False, False),
)  # fmt: skip
SEAWEEDFS = (
    *POLICIES,
    Row("another user named: no account is known", allow_stranger, INNER, "unknown", False, True),
    Row("an object's ACL, where none counts", open_object("public-read"), OPEN, "account", False, False),
    Row("an object's ACL", both(let_acls_count, open_object("public-read")), OPEN, "public", False, False,
        "SeaweedFS shows the grant, and doesn't heed it"),
    Row("the bucket's ACL opens the objects", open_bucket, INNER, "public", True, False),
    Row("the bucket's ACL, denied", both(open_bucket, allow(DENIAL)), INNER, "account", False, False),
)  # fmt: skip
CEPH = (
    *POLICIES,
    Row("another user named", allow_stranger, INNER, "cross-account", False, True),
    Row("an object's ACL: all", open_object("public-read"), OPEN, "public", True, True),
    Row("an object's ACL: all users", open_object("authenticated-read"), OPEN, "everyone", False, True),
    Row("an object's ACL: another user",
        lambda server: server.client.put_object_acl(Bucket=BUCKET, Key=OPEN, GrantRead=f"id={server.stranger}"),
        OPEN, "cross-account", False, True),
    Row("an object's ACL: the object beside", open_object("public-read"), INNER, "account", False, False),
    Row("an object's ACL, denied", both(open_object("public-read"), allow(DENIAL)), OPEN, "account", False, False),
    Row("the bucket's ACL opens no object", open_bucket, INNER, "account", False, False),
    Row("an object's ACL, ignored", both(open_object("public-read"), block("IgnorePublicAcls")), OPEN,
        "account", False, False),
    Row("a public policy, which Ceph doesn't restrict", both(allow(READING), block("RestrictPublicBuckets")), INNER,
        "public", True, True),
)  # fmt: skip


@pytest.fixture(scope="module")
def on_seaweedfs(seaweedfs: SeaweedFs) -> Server:
    """The bucket on SeaweedFS, whose users belong to one account of twelve zeros."""
    keys = ("AKSTRANGER", "secret-of-stranger")
    return Server(seaweedfs, "stranger", keys, "arn:aws:iam::000000000000:user/stranger")


@pytest.fixture(scope="module")
def on_ceph(ceph: Ceph) -> Server:
    """The bucket on Ceph, where every user is an account."""
    user = ceph.create_user("anna")
    return Server(ceph, "anna", (user.access_key, user.secret_key), "arn:aws:iam:::user/anna")


@pytest.mark.parametrize("row", SEAWEEDFS, ids=lambda row: row.name)
def test_seaweedfs_gives_as_is_said(on_seaweedfs: Server, row: Row) -> None:
    """What is said is what is so."""
    compare(on_seaweedfs, row)


@pytest.mark.slow
@pytest.mark.parametrize("row", CEPH, ids=lambda row: row.name)
def test_ceph_gives_as_is_said(on_ceph: Server, row: Row) -> None:
    """What is said is what is so."""
    compare(on_ceph, row)


def compare(server: Server, row: Row) -> None:
    """Set the bucket up, ask who can read, and try it."""
    server.reset()
    row.set_up(server)
    access = BucketAccess(server.client, BUCKET)
    said = access.of_object(row.key)
    gets = {200: True, 403: False}
    anyone, stranger = gets[server.ask_without_credentials(row.key)], gets[server.ask_as_stranger(row.key)]
    assert (said.audience, anyone, stranger) == (row.who, row.anyone, row.stranger), said.source
    listed = access.of_key(row.key)
    assert listed.audience in {said.audience, "unknown"}, "what the listing says is never contradicted later"
    if "account" in {said.audience, listed.audience}:
        assert not anyone
        assert not stranger
    if "public" in {said.audience, listed.audience}:
        assert anyone or row.note
    if said.audience == "everyone":
        assert stranger


@pytest.fixture(scope="module")
def rclone() -> Iterator[Rclone]:
    """A server that answers with nothing, and calls that success."""
    server = Rclone()
    folder = server.folder / "buckets" / BUCKET / "staff"
    folder.mkdir(parents=True)
    (folder / "list.csv").write_bytes(b"x")
    server.start()
    yield server
    server.stop()


def test_a_server_that_answers_with_nothing_leaves_all_unknown(rclone: Rclone) -> None:
    """A 200 without content is no statement that nothing is set, and no right is called there or missing by it."""
    access = BucketAccess(_connect(rclone.endpoint, rclone.access_key, rclone.secret_key), BUCKET)
    for said in (access.of_bucket(), access.of_key(INNER), access.of_object(INNER)):
        assert said.audience == "unknown"
        assert said.source.startswith("policy unreadable, policy status unknown (empty answer); object ACL")
    outcomes = {check.detail.partition(":")[2].partition(":")[0]: check.outcome for check in access.checks()}
    assert outcomes == {
        "GetBucketPolicy": "unknown",
        "GetBucketPolicyStatus": "unknown",
        "GetBucketAcl": "unknown",
        "GetBucketPublicAccessBlock": "unknown",
        "GetAccountPublicAccessBlock": "ok",
        "GetBucketOwnershipControls": "unknown",
        "GetObjectAcl": "unknown",
    }
