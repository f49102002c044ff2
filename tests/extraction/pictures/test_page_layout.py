"""Recognised lines laid out: as texts and tables, each line with the box in which it stands on its page."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extraction.pictures.recognised import EM, HEIGHT, NO_RULES, find_edges, line, measure
from extraction.reading import core_of
from meibo.extraction.budget import Budget
from meibo.extraction.model import Limits
from meibo.extraction.pdf.rules import Rules
from meibo.extraction.pdf.tables import RunningHead
from meibo.extraction.pictures.page_layout import Sheet, make_glyphs, unite_boxes, write_blocks
from meibo.extraction.pictures.recogniser import Written
from meibo_detectors.model import Block

PAGE = 800


def lay_out(
    *lines: Written, rules: Rules = NO_RULES, limits: Limits | None = None, number: int = 1, is_card: bool = False
) -> list[Block]:
    """The blocks of a page; the box of a line is its own in pixels."""
    budget = Budget(limits or Limits(), 1000)
    boxes = [find_edges(one) for one in lines]
    return list(write_blocks(lines, boxes, Sheet(number, PAGE, rules, is_card), RunningHead(), budget))


def texts(*lines: Written, rules: Rules = NO_RULES) -> list[str]:
    """The text of the blocks."""
    return [core_of(block).strip() for block in lay_out(*lines, rules=rules)]


def rows(*rows: tuple[str, ...], columns: tuple[float, ...], y: float = 100, pitch: float = 40) -> list[Written]:
    """Cells of a table."""
    return [
        line(text, x, y + pitch * at)
        for at, row in enumerate(rows)
        for x, text in zip(columns, row, strict=True)
        if text
    ]


# --- order and spaces


def test_lines_stand_below_each_other() -> None:
    """Whatever the order in which they were found."""
    lines = [line("氏名：鷹取一葉", 50, 50), line("電話 090-7305-2846", 50, 90), line("以上", 50, 130)]
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        assert texts(*(lines[at] for at in order)) == ["氏名：鷹取一葉\n電話 090-7305-2846\n以上"]


@pytest.mark.parametrize(
    ("text", "width", "written"),
    [
        ("電話 090-7305-2846", 0, "電話 090-7305-2846"),
        ("鷹取一葉", 0, "鷹取一葉"),
        ("電　話　番　号", 14, "電話番号"),  # a word that is spread
        ("鷹　取", 6, "鷹\u3000取"),  # two characters may be two words
        ("TAKATORI KAZUHA", 0, "TAKATORI KAZUHA"),
        # the number of a licence or of a certificate, which is spread over its line
        ("第 0123 4567 8900 号", 0, "第 0123 4567 8900 号"),
        ("番号第012345678900号", 0, "番号第 012345678900 号"),
        ("第12号議案", 0, "第12号議案"),
    ],
)
def test_spaces_within_a_line(text: str, width: float, written: str) -> None:
    assert texts(line(text, 50, 50, width * EM or None)) == [written]


def test_a_gap_beside_kanji_is_a_space() -> None:
    """The engine leaves spaces out; where characters stand tells them."""
    name = Written(
        "氏名鷹取", 0.9, line("", 0, 0, 10 * EM).quad, np.array([0, 0.1, 0.5, 0.6]), np.array([0.1, 0.2, 0.6, 0.7])
    )
    assert texts(name)[0].split() == ["氏名", "鷹取"]


def test_no_line_is_no_block() -> None:
    assert lay_out() == []


# --- tables

HEAD = ("氏名", "電話番号", "住所")
PEOPLE = (
    ("鷹取一葉", "090-7305-2846", "埼玉県川越市脇田町12-3"),
    ("蓮沼稔", "03-5550-1234", "東京都北区赤羽西1-2-3"),
    ("如月蓮", "080-6612-0975", "大阪府吹田市江坂町4-5"),
)
COLUMNS = (60.0, 200.0, 400.0)
EDGES = (50.0, 190.0, 390.0, 720.0)


def rule(rows_: int, y: float = 95, pitch: float = 40) -> Rules:
    """The borders of a table of so many rows; y goes up."""
    across = [(EDGES[0], PAGE - y - pitch * at, EDGES[-1], PAGE - y - pitch * at) for at in range(rows_ + 1)]
    down = [(x, PAGE - y - pitch * rows_, x, PAGE - y) for x in EDGES]
    return Rules(np.array(across), np.array(down))


@pytest.mark.parametrize("is_ruled", [True, False])
def test_a_table_is_a_table(is_ruled: bool) -> None:
    """With a tab between its cells, ruled or not, and a box for each row."""
    lines = rows(HEAD, *PEOPLE, columns=COLUMNS)
    (block,) = lay_out(*lines, rules=rule(4) if is_ruled else NO_RULES)
    assert core_of(block).splitlines() == ["\t".join(row) for row in (HEAD, *PEOPLE)]
    assert block.layout.kind == "delimited"
    assert block.boxes == tuple(unite_boxes([find_edges(one) for one in lines[at : at + 3]]) for at in (0, 3, 6, 9))


def test_a_frame_with_a_few_rows_is_text() -> None:
    """Of a card or a form: its labels stand beside their values, and name no columns."""
    lines = rows(("氏名", "鷹取一葉", ""), ("電話", "090-7305-2846", ""), columns=COLUMNS)
    (block,) = lay_out(*lines, rules=rule(2))
    assert core_of(block).splitlines() == ["氏名\t鷹取一葉", "電話\t090-7305-2846"]
    assert block.layout.kind == "plain"


@pytest.mark.parametrize("rules", [NO_RULES, rule(4)])
def test_a_card_is_one_text(rules: Rules) -> None:
    """However its lines stand: the insurer's number below belongs to the symbol above."""
    lines = [line("健康保険被保険者証", 60, 40), *rows(HEAD, *PEOPLE, columns=COLUMNS), line("保険者番号", 60, 300)]
    (block,) = lay_out(*lines, rules=rules, is_card=True)
    assert block.layout.kind == "plain"
    assert len(block.boxes) == 6


def test_a_table_between_texts() -> None:
    """The parts in the order of the page, each with its own lines."""
    lines = [line("社員名簿", 60, 40), *rows(HEAD, *PEOPLE, columns=COLUMNS), line("以上の三名", 60, 300)]
    before, table, after = lay_out(*lines, rules=rule(4))
    assert [core_of(block).strip() for block in (before, after)] == ["社員名簿", "以上の三名"]
    assert [len(block.boxes) for block in (before, table, after)] == [1, 4, 1]
    assert before.boxes[0] == find_edges(lines[0])
    assert after.boxes[0] == find_edges(lines[-1])


def test_a_table_that_goes_on_shows_the_names_of_its_columns() -> None:
    """They are no part of what it reports there, and have no boxes."""
    head, budget = RunningHead(), Budget(Limits(), 1000)
    pages = []
    for number, cells in ((1, (HEAD, *PEOPLE)), (2, (*PEOPLE, PEOPLE[0]))):
        lines = rows(*cells, columns=COLUMNS)
        boxes = [find_edges(one) for one in lines]
        pages += list(write_blocks(lines, boxes, Sheet(number, PAGE, rule(len(cells))), head, budget))
    _, second = pages
    assert second.text.decode().startswith("氏名\t電話番号\t住所\n")
    assert second.position.page == 2
    assert core_of(second).splitlines()[0] == "\t".join(PEOPLE[0])
    assert len(second.boxes) == len(core_of(second).splitlines()) == 4


# --- boxes


def test_the_same_words_twice_have_their_own_boxes() -> None:
    lines = [line("氏名 鷹取一葉", 50, 50), line("氏名 鷹取一葉", 50, 90)]
    (block,) = lay_out(*lines)
    assert block.boxes == (find_edges(lines[0]), find_edges(lines[1]))


def test_two_pieces_of_a_line_have_the_box_around_both() -> None:
    lines = [line("氏名", 50, 50), line("鷹取一葉", 120, 50)]
    (block,) = lay_out(*lines)
    assert block.boxes == ((50, 50, int(120 + measure("鷹取一葉")), 70),)


def test_a_block_that_is_cut_keeps_the_boxes_of_its_lines() -> None:
    lines = [line(f"{at} 番目の氏名は鷹取一葉", 50, 30 + 30 * at) for at in range(20)]
    blocks = lay_out(*lines, limits=Limits(block_bytes=100, context_chars=8, lookahead_bytes=50))
    assert len(blocks) > 3
    assert [box for block in blocks for box in block.boxes] == [find_edges(one) for one in lines]


SIGNS = "鷹取一葉住所あいうアイ0123456789-ABCabc @.　 "
somewhere = st.builds(
    line,
    st.text(SIGNS, min_size=1, max_size=12).filter(str.strip),
    st.integers(0, 500),
    st.integers(0, 700),
    st.integers(5, 300),
    st.integers(8, 60),
)


@given(lines=st.lists(somewhere, max_size=15))
def test_wherever_lines_stand(lines: list[Written]) -> None:
    """Every character comes out once, and every line of a block has a box on the page."""
    blocks = lay_out(*lines)
    written = sorted("".join(core_of(block) for block in blocks))
    assert [sign for sign in written if not sign.isspace()] == sorted(
        sign for one in lines for sign in one.text if not sign.isspace()
    )
    whole = unite_boxes([find_edges(one) for one in lines]) if lines else (0, 0, 0, 0)
    for block in blocks:
        assert len(block.boxes) == core_of(block).removesuffix("\n").count("\n") + 1
        for left, top, right, bottom in block.boxes:
            assert whole[0] <= left <= right <= whole[2]
            assert whole[1] <= top <= bottom <= whole[3]


@given(lines=st.lists(somewhere, min_size=1, max_size=15))
def test_the_same_lines_are_laid_out_the_same_way(lines: list[Written]) -> None:
    assert lay_out(*lines) == lay_out(*lines)


def test_glyphs_stand_where_their_line_does() -> None:
    """Up is up, and a point is a pixel times the scale."""
    glyphs = make_glyphs([line("鷹取", 100, 300)], PAGE, 0.5)
    assert glyphs.text == ["鷹", "取"]
    assert glyphs.box[0, 0] == 50
    assert glyphs.box[:, 1::2].mean() == (PAGE - 300 - HEIGHT / 2) / 2
    assert glyphs.box[1, 2] == pytest.approx((100 + 2 * EM) / 2)
