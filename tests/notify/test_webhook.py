"""A webhook gets one signed JSON message, and a chat shows its text without obeying it."""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any

import pytest
from msgspec import structs

from meibo.configuration.model import Notification
from meibo.notify import webhook as sender
from meibo.notify.model import NotifyError, Secrets

KEY = b"a key of twenty-four b.."
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"


def place(webhook: Any, **settings: Any) -> Notification:
    return Notification(
        **{"name": "chat", "kind": "webhook", "url": f"http://127.0.0.1:{webhook.port}/hook", **settings}
    )


@pytest.mark.parametrize(("secret", "key"), [(SECRET, KEY), ("as it is", b"as it is"), ("whsec_?", b"whsec_?")])
def test_the_signature_covers_number_time_and_body(webhook: Any, notice: Any, secret: str, key: bytes) -> None:
    """As Standard Webhooks has it: HMAC-SHA-256 over ``id.timestamp.body``, base64, behind ``v1,``."""
    sender.send(place(webhook), Secrets(webhook_secret=secret), notice, 10)
    ((headers, body),) = webhook.posts
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"


def test_without_a_secret_it_is_not_signed(webhook: Any, notice: Any) -> None:
    """Chat services look at the URL alone."""
    sender.send(place(webhook), Secrets(), notice, 10)
    assert "webhook-signature" not in webhook.posts[0][0]


def test_the_message_is_for_programs_and_for_people(webhook: Any, notice: Any) -> None:
    """Figures by name, and a text in which no name mentions, calls or links anybody."""
    sender.send(place(webhook), Secrets(), notice, 10)
    message = json.loads(webhook.posts[0][1])
    assert (message["type"], message["timestamp"]) == ("scan-finished", notice.ended)
    data = message["data"]
    assert (data["state"], data["exit_code"], data["scan"]) == ("incomplete", 3, 12)
    assert data["figures"]["faults"] == {"damaged": 7, "permission-denied": 3}
    assert data["news"] == {"since": 11, "counts": notice.news.counts, "paths": []}
    assert "Files 1,000 = complete 990 + partial 7 + skipped 3" in message["text"]
    assert "＜!channel＞" in message["text"]
    assert not set("<>@") & set(message["text"])


def test_paths_are_told_only_where_they_are_wanted(webhook: Any, notice: Any) -> None:
    """In the data and in the text alike."""
    bare = structs.replace(notice, targets=())
    for wanted in (False, True):
        sender.send(place(webhook, paths=wanted), Secrets(), bare, 10)
    without, with_paths = (body.decode() for _, body in webhook.posts)
    assert "名簿" not in without
    assert with_paths.count("名簿") >= 2


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 404, 500])
def test_any_other_answer_is_a_failure(webhook: Any, notice: Any, status: int) -> None:
    """A redirection is not followed: it could lead the message anywhere."""
    webhook.status = status
    with pytest.raises(NotifyError) as caught:
        sender.send(place(webhook), Secrets(), notice, 10)
    assert (caught.value.code, caught.value.detail) == ("notify-refused", f"HTTP {status}")
    assert len(webhook.posts) == 1


def test_the_url_of_the_environment_serves_where_none_is_configured(webhook: Any, notice: Any) -> None:
    """The URL of a chat's hook is itself a secret."""
    sender.send(place(webhook, url=""), Secrets(webhook_url=f"http://127.0.0.1:{webhook.port}/s3cret"), notice, 10)
    assert len(webhook.posts) == 1
