"""The login at an S3 service: credentials by the SDK's chain, a client of boto3 for questions, a store of obstore for
bodies, both for the same endpoint and region."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import boto3
import botocore.handlers
import botocore.session
from botocore.config import Config
from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
from obstore.store import S3Store

from meibo_connectors.object_settings import ATTEMPTS, CLIENT, RETRIES
from meibo_connectors.s3_errors import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from obstore.store import ClientConfig, S3Config, S3Credential

    from meibo_connectors.options import S3Options

SESSION_NAME: Final = "meibo"
"""What a role's log shows."""
_ASK_AGAIN: Final = timedelta(minutes=5)
"""How long obstore keeps credentials before it asks for them again; the SDK renews them in time."""

for _name in ("boto3", "botocore", "urllib3"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # their messages quote keys, headers and answers


class S3Session:
    """For one bucket. Nothing is asked before it is needed; may be shared by threads."""

    def __init__(self, bucket: str, options: S3Options) -> None:
        self.bucket = bucket
        self._options = options
        self._lock = threading.RLock()
        self._session: Any = None
        self._client: Any = None
        self._store: S3Store | None = None
        self.login = 0
        """Changes with each login."""

    def log_in_again(self, login: int) -> None:
        """Look for credentials anew, as the files that held those of a login may hold others by now."""
        with self._lock:
            if self.login == login:
                self._session = self._client = self._store = None
                self.login += 1

    @property
    def payer(self) -> dict[str, str]:
        """The argument of each call by which the requester pays."""
        return {"RequestPayer": "requester"} if self._options.requester_pays else {}

    @property
    def client(self) -> Any:
        """Boto3's for S3, in the region of the bucket; raises ConnectorError."""
        with self._lock:
            if self._client is None:
                self._client = self._guard(self._make_client)
            return self._client

    def make_lister(self) -> Any:
        """A client that does not look through each page of a listing for errors, which takes longer than all else.

        Answers that mean an error and say success are known of copies and of completed uploads, not of listings.
        """
        client = self._guard(lambda: self._connect(self._log_in(), self.client.meta.region_name))
        looks_through = getattr(botocore.handlers, "_handle_200_error", None)
        if looks_through is not None:
            client.meta.events.unregister("before-parse.s3.*", looks_through)
        return client

    @property
    def store(self) -> S3Store:
        """Obstore's; raises ConnectorError."""
        with self._lock:
            if self._store is None:
                self._store = self._make_store(self.client)
            return self._store

    @property
    def endpoint(self) -> str:
        """URL of the service."""
        return str(self.client.meta.endpoint_url)

    def make_client(self, service: str) -> Any:
        """A client of another service of AWS, with the same credentials."""
        with self._lock:
            return self._log_in().client(service, region_name=self.client.meta.region_name, config=Config(**_SETTINGS))

    def has_credentials(self) -> bool:
        """Whether the chain of the SDK finds any; raises ConnectorError where it finds something wrong."""
        try:
            found = self._log_in().get_credentials()
            return found is not None and bool(found.get_frozen_credentials().access_key)
        except NoCredentialsError:
            return False
        except (BotoCoreError, ClientError) as error:
            raise refusal(error) from None

    def _guard(self, make: Callable[[], Any]) -> Any:
        with self._lock:
            try:
                return make()
            except (BotoCoreError, ClientError, ValueError) as error:
                raise refusal(error) from None

    def _log_in(self) -> Any:
        with self._lock:
            if self._session is None:
                core = botocore.session.Session(profile=self._options.profile or None)
                if self._options.role:
                    core._credentials = _take_on(core, self._options.role)
                self._session = boto3.Session(botocore_session=core)
            return self._session

    def _make_client(self) -> Any:
        session = self._log_in()
        client = self._connect(session, session.region_name or "us-east-1")
        region = self._find_region(client)
        return client if region in ("", client.meta.region_name) else self._connect(session, region)

    def _connect(self, session: Any, region: str) -> Any:
        endpoint = self._options.endpoint or None
        client = session.client("s3", region_name=region, endpoint_url=endpoint, config=Config(**_SETTINGS))
        if is_of_aws(client.meta.endpoint_url):
            return client
        return session.client(  # few other services have a host name for each bucket
            "s3", region_name=region, endpoint_url=endpoint, config=Config(**_SETTINGS, s3={"addressing_style": "path"})
        )

    def _find_region(self, client: Any) -> str:
        """The bucket's region, which AWS tells also where nothing else is allowed."""
        if not is_of_aws(client.meta.endpoint_url):
            return ""
        try:
            answer = client.head_bucket(Bucket=self.bucket)
        except ClientError as error:
            answer = error.response
        return str(answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("x-amz-bucket-region", ""))

    def _make_store(self, client: Any) -> S3Store:
        url = str(client.meta.endpoint_url)
        config: S3Config = {"region": client.meta.region_name or "us-east-1"}
        if is_of_aws(url):
            config["virtual_hosted_style_request"] = "." not in self.bucket  # no certificate fits a dot
        else:
            config["endpoint"] = url
            config["virtual_hosted_style_request"] = False
        if self._options.requester_pays:
            config["request_payer"] = True
        connecting: ClientConfig = {**CLIENT, "allow_http": url.startswith("http://")}
        authorities = _find_authorities(self._log_in())
        if authorities:
            connecting["root_certificate"] = authorities
        return S3Store(
            self.bucket,
            config=config,
            credential_provider=_lend_credentials(self._log_in()),
            client_options=connecting,
            retry_config=RETRIES,
        )


_SETTINGS: Final[dict[str, Any]] = {
    "retries": {"mode": "standard", "max_attempts": ATTEMPTS},  # with jitter, and 20 seconds at most between two
    "connect_timeout": 10,
    "read_timeout": 30,
    "max_pool_connections": 32,
    "user_agent_extra": "meibo",
}


def is_of_aws(url: str) -> bool:
    """Whether an endpoint is one of Amazon's own."""
    host = urlsplit(url).hostname or ""
    return host.endswith((".amazonaws.com", ".amazonaws.com.cn"))


def _find_authorities(session: Any) -> bytes:
    """The certificates that the SDK was told to trust, by a profile or ``AWS_CA_BUNDLE``; empty for those of all."""
    place = session._session.get_config_variable("ca_bundle")
    return Path(place).read_bytes() if place else b""


def _take_on(core: Any, role: str) -> DeferredRefreshableCredentials:
    """Credentials of a role, which are renewed before they expire."""
    fetcher = AssumeRoleCredentialFetcher(
        core.create_client, core.get_credentials(), role, extra_args={"RoleSessionName": SESSION_NAME}
    )
    return DeferredRefreshableCredentials(fetcher.fetch_credentials, "assume-role")


def _lend_credentials(session: Any) -> Callable[[], S3Credential]:
    def lend() -> S3Credential:
        found = session.get_credentials()
        if found is None:
            raise NoCredentialsError
        now = found.get_frozen_credentials()
        return {
            "access_key_id": now.access_key,
            "secret_access_key": now.secret_key,
            "token": now.token,
            "expires_at": datetime.now(UTC) + _ASK_AGAIN,
        }

    return lend
