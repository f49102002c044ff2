"""Which versions of files a question is about, as conditions of its query; ``?1`` is the scan, or the list."""

from __future__ import annotations

from typing import Final

OF_SCAN: Final = (
    " ?1 BETWEEN first_scan AND last_scan"
    " AND assets.target_id IN (SELECT target_id FROM scan_targets WHERE scan_id = ?1)"
    " AND versions.id NOT IN (SELECT version_id FROM unseen WHERE scan_id = ?1)"
)
"""Which versions a scan has seen."""
UNSEEN: Final = " versions.id IN (SELECT version_id FROM unseen WHERE scan_id = ?1)"
"""Which versions are known, and a scan could not say whether they are still there."""
LISTED: Final = " versions.id IN (SELECT value FROM json_each(?1))"
