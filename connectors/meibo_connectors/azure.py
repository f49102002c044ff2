"""``az://container/prefix``: containers of Azure Blob Storage.

The account and its credentials come from the environment as Azure's own tools name them: a connection string, or
``AZURE_STORAGE_ACCOUNT`` with a key, a shared access signature, a service principal, a managed identity or the login
of the command ``az``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from obstore.store import AzureStore

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Access, Audience
from meibo_connectors.object_settings import CLIENT, RETRIES
from meibo_connectors.object_store import ObjectConnector
from meibo_connectors.object_uri import split_container

if TYPE_CHECKING:
    from obstore.store import AzureConfig

    from meibo_connectors.model import Target
    from meibo_connectors.object_uri import Place

_ACCESS: Final = Access(Audience.UNKNOWN, "public access and roles of Azure are not read")

_BRIDGED: Final = (
    ("account_name", "AZURE_STORAGE_ACCOUNT"),
    ("account_key", "AZURE_STORAGE_KEY"),
)
"""Names of Azure's command line that the library doesn't read; it reads ``AZURE_STORAGE_ACCOUNT_NAME`` and the like."""

_ENDPOINTS: Final = ("AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT")
"""The library reads these, but takes no ``http://`` unless told that it may."""


def connect(target: Target) -> ObjectConnector:
    """A connector for the target; reaches nothing yet."""
    place = split_container(target.uri)
    return ObjectConnector(lambda: _make_store(place), place.prefix, _ACCESS)


def _make_store(place: Place) -> AzureStore:
    config = find_config()
    if place.account:
        config = {**config, "account_name": place.account.partition(".")[0], "endpoint": f"https://{place.account}"}
    servers = [config.get("endpoint", ""), *(os.environ.get(name, "") for name in _ENDPOINTS)]
    is_plain = bool(config.get("use_emulator")) or any(server.startswith("http://") for server in servers)
    return AzureStore(
        place.bucket,
        config=config,
        client_options={**CLIENT, "allow_http": is_plain},
        retry_config=RETRIES,
    )


def find_config() -> AzureConfig:
    """What the environment says and the library doesn't read by itself; raises ConnectorError for half a string."""
    if text := os.environ.get("AZURE_STORAGE_CONNECTION_STRING", ""):
        return read_connection_string(text)
    config: AzureConfig = {}
    for key, name in _BRIDGED:
        if value := os.environ.get(name, ""):
            config[key] = value  # type: ignore[literal-required]
    return config


def read_connection_string(text: str) -> AzureConfig:
    """The account, its credentials and its server, as a portal gives them in one line; quoted by no error."""
    parts = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    if parts.get("UseDevelopmentStorage", "").lower() == "true":
        return {"use_emulator": True}
    endpoint = parts.get("BlobEndpoint", "").rstrip("/")
    account = parts.get("AccountName", "") or _account_of(endpoint)
    if not account:
        raise ConnectorError("login-failed", "a connection string without an account")
    if not endpoint:
        scheme, suffix = parts.get("DefaultEndpointsProtocol", "https"), parts.get("EndpointSuffix", "core.windows.net")
        endpoint = f"{scheme}://{account}.blob.{suffix}"
    config: AzureConfig = {"account_name": account, "endpoint": endpoint}
    if key := parts.get("AccountKey", ""):
        config["account_key"] = key
    if signature := parts.get("SharedAccessSignature", ""):
        config["sas_key"] = signature.removeprefix("?")
    return config


def _account_of(endpoint: str) -> str:
    return (urlsplit(endpoint).hostname or "").partition(".")[0]
