"""What the names of a text's folder, file and sheet say about its findings."""

from __future__ import annotations

import pytest

from meibo_detectors.engine import Engine
from meibo_detectors.evidence import Evidence
from meibo_detectors.model import Block, Position

NUMBER = b"7264 5318 9024\n"
"""A valid My Number in its groups, without a label."""
LABELLED = "個人番号 726453189024\n".encode()


def _scores(engine: Engine, *blocks: Block) -> list[int]:
    return [int(row["score"]) for row in engine.scan(blocks).findings]


def test_label_in_the_name_of_a_file_counts_as_word_of_the_document(engine: Engine) -> None:
    """A number in its groups is medium where the file's name speaks of such numbers, else low."""
    assert _scores(engine, Block(NUMBER, scope="総務部/個人番号一覧.txt")) == [75]
    assert _scores(engine, Block(NUMBER, scope="総務部/一覧.txt")) == [40]


def test_label_in_the_name_of_a_sheet_counts_too(engine: Engine) -> None:
    """So does the name of its sheet."""
    assert _scores(engine, Block(NUMBER, Position(sheet="マイナンバー", cell="A1"), scope="台帳.xlsx")) == [75]


def test_names_of_one_block_say_nothing_of_another(engine: Engine) -> None:
    """Files that are scanned together keep their own names."""
    blocks = [Block(NUMBER, scope=name) for name in ("個人番号.txt", "売上.txt", "sample/個人番号.txt")]
    assert _scores(engine, *blocks) == [75, 40, 45]


@pytest.mark.parametrize(
    "name",
    [
        "test/members.csv",
        "見本/届出書.txt",
        "届出書_記入例.txt",
        "a/sample-data.txt",
        "ダミー.csv",
        "テスト用.txt",
        "my_fixtures/x",
    ],
)
def test_samples_are_lowered_by_one_level_and_kept(engine: Engine, name: str) -> None:
    """What stands under a name of samples is a level less sure, and says why."""
    [finding] = engine.scan([Block(LABELLED, scope=name)]).findings
    assert finding["score"] == 75
    assert int(finding["evidence"]) & Evidence.SAMPLE_SCOPE


@pytest.mark.parametrize(
    "name",
    [
        "latest/members.csv",
        "コンテスト応募者.csv",
        "届出書_記入例なし.txt",
        "attest.txt",
        "プロテスト.txt",
        "",
        "見本市_来場者.csv",
    ],
)
def test_words_that_only_look_like_samples_change_nothing(engine: Engine, name: str) -> None:
    """A longer word, or a name that says there is no sample, is no sample's."""
    assert _scores(engine, Block(LABELLED, scope=name)) == [95]
