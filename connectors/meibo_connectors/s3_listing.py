"""The listing of a bucket: pages are fetched ahead of the page that is read.

It goes through boto3, which knows logins, regions, proxies and when to try again, and takes the answer out before the
SDK reads it: the SDK's reader is slow, and obstore's listing tells neither storage class nor owner, and ends at the
first key that it can't spell.
"""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Entry
from meibo_connectors.object_settings import version_of
from meibo_connectors.s3_errors import EXPIRED, refusal
from meibo_connectors.s3_page import find_next, is_listing, read_folders, read_page
from meibo_connectors.s3_paths import path_of
from meibo_connectors.s3_session import is_of_aws

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from meibo_connectors.model import Code
    from meibo_connectors.object_folders import Folders
    from meibo_connectors.s3_access import BucketAccess
    from meibo_connectors.s3_page import Listed
    from meibo_connectors.s3_session import S3Session

ARCHIVED: Final = frozenset({"GLACIER", "DEEP_ARCHIVE"})
"""Storage classes that must be restored before anything of them can be read. GLACIER_IR is read like any other."""
_LAST: Final = "\U0010ffff"
"""Behind all that a folder holds."""
_FOLDER_PAGES: Final = 10
"""Of a folder that holds millions, what lies beside a file is looked for in the first 10,000."""
_AHEAD: Final = 2
"""Pages that are fetched before they are read; a request is sent faster while nothing else is to be done."""
_NOTHING: Final = b'<?xml version="1.0" encoding="UTF-8"?><ListBucketResult></ListBucketResult>'


class S3Pages:
    """Asks for pages of keys that begin with a prefix."""

    def __init__(self, session: S3Session, *, versions: bool) -> None:
        """Raises ConnectorError where there is no login."""
        self._session = session
        self._versions = versions
        self._taken = threading.local()
        self._connect()

    def list_below(self, prefix: str, find_skipped: Callable[[], str] = str) -> Iterator[Listed]:
        """Every object whose key begins with the prefix; raises ConnectorError where the service ceases to answer.

        ``find_skipped`` is asked after each page for the key, with its ``/``, of a folder that the page has ended in
        and of which nothing more is wanted; empty where there is none. The listing then goes on behind it.
        """
        thread = ThreadPoolExecutor(1, thread_name_prefix="meibo-list")
        try:
            pages, passed = deque([thread.submit(self._fetch, prefix, {})]), ""
            places: set[int] = set()
            while True:
                while len(pages) <= _AHEAD:
                    pages.append(thread.submit(self._follow, prefix, pages[-1]))
                body = pages.popleft().result()
                if not body:
                    return
                yield from _read(body)
                self._refuse_circle(body, places)
                skipped = find_skipped() if self._may_pass_by else ""
                if skipped and skipped != passed:
                    for page in pages:
                        page.cancel()
                    pages, passed = deque([thread.submit(self._fetch, prefix, self._place_behind(skipped))]), skipped
        finally:
            thread.shutdown(wait=False, cancel_futures=True)

    def _follow(self, prefix: str, last: Future[bytes]) -> bytes:
        """The page behind another one; nothing behind the last."""
        body = last.result()
        place = self._find_next(body) if body else {}
        return self._fetch(prefix, place) if place else b""

    def list_folder(self, folder: str) -> Iterator[bytes]:
        """The keys of what lies directly in a folder, but for what is archived, and those of its subfolders."""
        following: dict[str, str] = {}
        for _ in range(_FOLDER_PAGES):
            body = self._fetch(folder, following, delimiter="/")
            yield from (found.key for found in _read(body) if not is_archived(found))
            yield from read_folders(body)
            following = self._find_next(body)
            if not following:
                return

    def list_named(self, key: str) -> Iterator[Listed]:
        """The object of this very key, or its versions; they come first of all keys that begin like that."""
        following: dict[str, str] = {}
        places: set[int] = set()
        while True:
            body = self._fetch(key, following, most=1000 if self._versions else 1)
            for found in _read(body):
                if found.key != key.encode():
                    return
                yield found
            self._refuse_circle(body, places)
            following = self._find_next(body)
            if not following or not self._versions:
                return

    def is_any_below(self, prefix: str) -> bool:
        """Whether some key begins with the prefix."""
        if self._versions:  # the first rows may be marks of what was deleted
            return any(True for _ in self.list_below(prefix))
        return bool(_read(self._fetch(prefix, {}, most=1)))

    def _refuse_circle(self, body: bytes, places: set[int]) -> None:
        """Raise ConnectorError where the next page is one that was read already: such a listing has no end."""
        following = self._find_next(body)
        place = hash(tuple(following.items()))
        if following and place in places:
            raise ConnectorError("io-error", "a listing that goes in a circle")
        places.add(place)

    def _find_next(self, body: bytes) -> dict[str, str]:
        """The place of the next page; empty after the last."""
        try:
            return {name.removeprefix("Next"): value for name, value in find_next(body).items()}
        except ValueError:
            raise ConnectorError("io-error", "a listing that does not go on") from None

    @property
    def _may_pass_by(self) -> bool:
        """SeaweedFS loses what a listing of versions would show behind such a place."""
        return not self._versions or is_of_aws(self._session.endpoint)

    def _place_behind(self, folder: str) -> dict[str, str]:
        return {"KeyMarker" if self._versions else "StartAfter": folder + _LAST}

    def _fetch(self, prefix: str, place: dict[str, str], most: int = 1000, delimiter: str = "") -> bytes:
        """A page as it came; one that is not there raises, so that it never looks like the last one."""
        self._taken.body = None
        wanted = {
            "Bucket": self._session.bucket,
            "Prefix": prefix,
            "MaxKeys": most,
            "OptionalObjectAttributes": ["RestoreStatus"],
            **({"Delimiter": delimiter} if delimiter else {}),
            **self._session.payer,
            **place,
        }
        login, client = self._login, self._client
        try:
            self._ask(client, wanted)
        except ConnectorError as error:
            if error.detail not in EXPIRED:
                raise
            self._session.log_in_again(login)
            self._connect()
            self._ask(self._client, wanted)
        body: bytes | None = self._taken.body
        if body is None:
            raise ConnectorError("io-error", "an answer that is no page")
        return body

    def _connect(self) -> None:
        self._login, self._client = self._session.login, self._session.make_lister()
        operation = "ListObjectVersions" if self._versions else "ListObjectsV2"
        self._client.meta.events.register(f"before-parse.s3.{operation}", self._take)

    def _ask(self, client: Any, wanted: dict[str, Any]) -> None:
        try:
            if self._versions:
                client.list_object_versions(**wanted)
            else:
                client.list_objects_v2(**wanted, FetchOwner=True)
        except (BotoCoreError, ClientError) as error:
            raise refusal(error) from None

    def _take(self, response_dict: dict[str, Any], **_: Any) -> None:
        """Take the page out of an answer, before the SDK reads it; what is no whole page is asked for again."""
        if response_dict["status_code"] != 200:
            return
        if is_listing(response_dict["body"]):
            self._taken.body = response_dict["body"]
            response_dict["body"] = _NOTHING
        else:
            response_dict["status_code"] = 500


def _read(body: bytes) -> list[Listed]:
    try:
        return read_page(body)
    except (ValueError, OverflowError):
        raise ConnectorError("io-error", "a page that cannot be read") from None


def make_entries(listed: Iterable[Listed], base: str, access: BucketAccess, folders: Folders) -> Iterator[Entry]:
    """Entries of listed objects; paths are what follows ``base`` in the keys."""
    cut = len(base.encode())
    for found in listed:
        if not found.size_bytes and found.key.endswith(b"/"):
            continue  # by which some programs show a folder
        path = path_of(found.key[cut:], "" if found.is_latest else found.version_id)
        if folders.holds(path):
            yield _entry(found, path, access)


def is_archived(found: Listed) -> bool:
    """Whether it would have to be restored before it can be read."""
    return found.storage_class in ARCHIVED and not found.is_restored


def _entry(found: Listed, path: str, access: BucketAccess) -> Entry:
    obstacle: Code | None = "archived" if is_archived(found) else None
    return Entry(
        path,
        found.size_bytes,
        found.modified_s * 10**9,
        version_of(found.tag, found.modified_s, found.size_bytes),
        found.owner,
        access.of_key(found.key.decode("utf-8", "replace")),
        obstacle,
        found.storage_class if obstacle else "",
        access.readers_state,
    )
