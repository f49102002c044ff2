"""Outlook's mail stores (pst, ost; MS-PST), read with libpff: every folder, every item, and items that lost their folder.

Each item stands in the container of its folders and ``message 12``. Deleted items are a folder like others.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from meibo.extraction.budget import LimitReachedError
from meibo.extraction.charsets import decode_as
from meibo.extraction.describe import describe_exception
from meibo.extraction.mail import name_message
from meibo.extraction.message import Attachment, Message, look_ahead, read_message
from meibo.extraction.model import Notice
from meibo.extraction.outlook_fields import (
    ATTACH_ID,
    ATTACH_KIND,
    ATTACH_LONG_NAME,
    ATTACH_NAME,
    ATTACHED,
    DISPLAY_NAME,
    NAMED,
    SUBJECT,
    Properties,
    Value,
    name_code_page,
    read_time,
)
from meibo.extraction.outlook_item import make_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo.extraction.budget import Budget
    from meibo.extraction.model import Item, Source
