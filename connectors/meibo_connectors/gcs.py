"""``gs://bucket/prefix``: buckets of Google Cloud Storage.

Credentials come from where Google's libraries look for them: ``GOOGLE_APPLICATION_CREDENTIALS`` (a service account's
key, or a user's), the login of ``gcloud auth application-default``, or the machine's own account in the cloud.
``STORAGE_EMULATOR_HOST`` names another server, which is asked without a login, as those libraries do.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from obstore.store import GCSStore

from meibo_connectors.model import Access, Audience
from meibo_connectors.object_settings import CLIENT, RETRIES
from meibo_connectors.object_store import ObjectConnector
from meibo_connectors.object_uri import split_bucket

if TYPE_CHECKING:
    from meibo_connectors.model import Target

_ACCESS: Final = Access(Audience.UNKNOWN, "IAM of Google Cloud is not read")
_SCHEME = re.compile(r"https?://")


def connect(target: Target) -> ObjectConnector:
    """A connector for the target; reaches nothing yet."""
    place = split_bucket(target.uri)
    return ObjectConnector(lambda: _make_store(place.bucket), place.prefix, _ACCESS)


def _make_store(bucket: str) -> GCSStore:
    emulator = os.environ.get("STORAGE_EMULATOR_HOST", "")  # the one setting of the SDKs that the library doesn't read
    if not emulator:
        return GCSStore(bucket, client_options=CLIENT, retry_config=RETRIES)
    return GCSStore(
        bucket,
        config={"base_url": emulator if _SCHEME.match(emulator) else f"http://{emulator}", "skip_signature": True},
        client_options={**CLIENT, "allow_http": True},
        retry_config=RETRIES,
    )
