"""The connector for buckets of S3: Amazon's, and those of other services that speak its language."""

from __future__ import annotations

import threading
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import urlsplit

from msgspec import structs

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Access, Audience, Check
from meibo_connectors.object_folders import Folders
from meibo_connectors.object_stream import ObjectStream
from meibo_connectors.s3_access import BucketAccess
from meibo_connectors.s3_errors import EXPIRED
from meibo_connectors.s3_listing import S3Pages, make_entries
from meibo_connectors.s3_objects import open_object
from meibo_connectors.s3_paths import name_of, path_of
from meibo_connectors.s3_session import S3Session, is_of_aws
from meibo_connectors.s3_uri import place_of
from meibo_connectors.trying import try_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from meibo_connectors.model import Entry, Target, Trouble
    from meibo_connectors.options import Options


class S3Connector:
    """Lists and opens the objects of a bucket whose keys are the prefix, or begin with it and a ``/``.

    Where there is an object of the prefix's own name, paths begin with that name; else they are what follows the
    prefix. ``open`` may be called from several threads.
    """

    opens_ahead = 16

    def __init__(self, target: Target, options: Options) -> None:
        place = place_of(target.uri)
        self._prefix = place.prefix
        self._versions = options.s3.versions
        self._session = S3Session(place.bucket, options.s3)
        self._lock = threading.Lock()
        self._access: BucketAccess | None = None
        self._base: str | None = None
        self._is_named = False
        """There is an object of the prefix's own name."""

    def list(self, skip_folder: Callable[[str], bool]) -> Iterator[Entry | Trouble]:
        """Every object below the prefix, in the order of the service, which on most is that of the keys' bytes."""
        try:
            pages = S3Pages(self._session, versions=self._versions)
            base = self._find_base()
            access = self._bucket_access()
            access.of_bucket()
            folders = Folders(skip_folder)

            def find_skipped() -> str:
                return f"{base}{name_of(folders.skipped)[0]}/" if folders.skipped else ""

            below = pages.list_below(self._prefix and self._prefix + "/", find_skipped)
            first = list(islice(below, 1))  # so that a target that fails raises here
            named = pages.list_named(self._prefix) if self._is_named else ()
            return make_entries(chain(named, first, below), base, access, folders)
        except ConnectorError as error:
            raise error.of_target() from None

    def open(self, path: str) -> BinaryIO:
        """The object at an entry's path; one request for all of it, if it is small."""
        try:
            name, version_id = name_of(path)
        except ValueError:
            raise ConnectorError("vanished", "no listing shows this path") from None
        try:
            key = self._find_base() + name
        except ConnectorError as error:
            raise (ConnectorError("vanished", error.detail) if error.code == "not-found" else error) from None
        if not name or "\0" in key:
            raise ConnectorError("vanished", "no listing shows this path")
        login = self._session.login
        try:
            return open_object(self._session, key, version_id, path)
        except ConnectorError as error:
            if error.detail in EXPIRED:
                self._session.log_in_again(login)
                return open_object(self._session, key, version_id, path)
            if error.code == "io-error" and {".", ".."}.intersection(key.split("/")):
                raise ConnectorError("vanished", error.detail) from None  # some services take no such key
            raise

    def list_beside(self, path: str) -> Sequence[str]:
        """The paths of what else lies in the folder of an entry, in order of their bytes; nothing that is archived."""
        try:
            base, (name, _) = self._find_base(), name_of(path)
            folder = base + name[: name.rfind("/") + 1]
            found = set(S3Pages(self._session, versions=False).list_folder(folder))
        except (ConnectorError, ValueError) as error:
            if isinstance(error, ConnectorError) and error.is_outage:
                raise
            return []
        cut = len(base.encode())
        return [path_of(other[cut:]) for other in sorted(found - {(base + name).encode(), folder.encode()})]

    def describe(self, stream: BinaryIO, path: str) -> Entry:
        """The entry as it was when the stream was opened: all that it reads is of that state."""
        if not isinstance(stream, ObjectStream):
            raise TypeError("describe needs a stream that open returned")
        return structs.replace(stream.entry, path=path)

    def find_access(self, path: str) -> Access | None:
        """Who can read an object, by its own ACL too."""
        try:
            name, version_id = name_of(path)
            return self._bucket_access().of_object(self._find_base() + name, version_id or None)
        except ConnectorError as error:
            return Access(Audience.UNKNOWN, f"{error.code} ({error.detail})")
        except ValueError:
            return None

    def find_readers(self, path: str) -> tuple[str, Access]:
        """Readers only: who owns an object, the listing tells."""
        try:
            name, version_id = name_of(path)
        except ValueError:
            raise ConnectorError("vanished", "no listing shows this path") from None
        return "", self._bucket_access().of_object(self._find_base() + name, version_id or None)

    def take_moved_times(self) -> int:
        """Objects have no such time."""
        return 0

    def diagnose(self) -> Iterator[Check]:
        """Credentials, endpoint, bucket, listing, reading, and each right to ask who can read."""
        try:
            if not self._session.has_credentials():
                yield Check("credentials", "missing", "none were found")
                return
            S3Pages(self._session, versions=self._versions).is_any_below(self._prefix)
        except ConnectorError as error:
            found = error.of_target()
            yield from _tell_steps(_STEPS.get(found.code, "bucket"), f"{found.code}: {found.detail}")
            return
        yield Check("credentials", "ok")
        yield Check("endpoint", "ok", "AWS" if is_of_aws(self._session.endpoint) else self._show_endpoint())
        yield Check("bucket", "ok")
        yield from try_reading(self)
        yield from self._bucket_access().checks()

    def close(self) -> None:
        """Nothing is held that does not end by itself."""

    def _bucket_access(self) -> BucketAccess:
        with self._lock:
            if self._access is None:
                self._access = BucketAccess(
                    self._session.client,
                    self._session.bucket,
                    self._prefix,
                    self._session.make_client,
                    requester_pays=bool(self._session.payer),
                )
            return self._access

    def _find_base(self) -> str:
        """What paths leave out of the keys; asked of the service once. Raises ConnectorError."""
        with self._lock:
            if self._base is None:
                self._base = self._ask_base()
            return self._base

    def _ask_base(self) -> str:
        if not self._prefix:
            return ""
        pages = S3Pages(self._session, versions=self._versions)
        self._is_named = any(True for _ in pages.list_named(self._prefix))
        if self._is_named:
            return self._prefix[: self._prefix.rfind("/") + 1]
        if not pages.is_any_below(self._prefix + "/"):
            raise ConnectorError("not-found")
        return self._prefix + "/"

    def _show_endpoint(self) -> str:
        return urlsplit(self._session.endpoint).netloc.rpartition("@")[2]


def _tell_steps(failed: str, detail: str) -> Iterator[Check]:
    """The first steps of ``diagnose``, up to the one that failed."""
    for step in ("credentials", "endpoint", "bucket"):
        if step == failed:
            yield Check(step, "missing", detail)
            return
        yield Check(step, "ok")


_STEPS: Final = {"login-failed": "credentials", "unreachable": "endpoint", "throttled": "endpoint"}
