"""The words that detectors share: where text stands, what was found in it, and how sure that is."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from meibo_detectors.text import Text


class Position(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a piece of text stands in its file; exactly one of the groups below is set.

    Lines, columns, rows, pages and tables count from 1; columns are code points; ``offset`` counts bytes.
    """

    container: tuple[str, ...] = ()
    """Member names inside the file, outermost first; empty for a plain file."""
    line: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    table: int | str | None = None
    """The number of a table in a document, the name of one in a database."""
    offset: int | None = None


Box = tuple[int, int, int, int]
"""Left, top, right and bottom on a page or picture as it is seen upright, in thousandths of its width and height."""


class Layout(msgspec.Struct, frozen=True):
    """How a text is written down; it decides how its cells are found."""

    kind: Literal["plain", "delimited", "json", "markup", "sql", "vcard", "zengin"] = "plain"
    delimiter: str = ""
    """One character, of delimited text."""


PLAIN = Layout()


class Block(msgspec.Struct, frozen=True):
    """A stretch of text that is read in one pass.

    Only what starts in the core ``text[lead : len(text) - tail]`` is reported; ``lead`` and ``tail`` show what stands
    around it, so that cutting a long text into blocks changes no result.
    """

    text: bytes
    """Valid UTF-8."""
    position: Position = Position(line=1, column=1)
    """Where the first character of the core stands."""
    lead: int = 0
    """Bytes at the start that are context only; a whole number of characters."""
    tail: int = 0
    """Bytes at the end that are context only; a whole number of characters."""
    layout: Layout = PLAIN
    """Of the file that the text is cut from; the lead of a later block of a table begins with the table's header."""
    scope: str = ""
    """The names that the text stands under: its path below the target. Words in it, and in the name of its sheet, count
    as words of the document."""
    boxes: tuple[Box, ...] = ()
    """Of text that was recognised in a picture: where each line of the core stands on its page. None of any other."""


class Confidence(enum.IntEnum):
    """How sure a finding is; the value is the lowest score (0-100) of the level."""

    LOW = 30
    MEDIUM = 60
    HIGH = 85

    @classmethod
    def of_score(cls, score: int) -> Confidence:
        """The level of a score of 30 or more."""
        return cls.HIGH if score >= cls.HIGH else cls.MEDIUM if score >= cls.MEDIUM else cls.LOW

    @property
    def word(self) -> str:
        """``low``, ``medium`` or ``high``, as printed."""
        return self.name.lower()


FINDING = np.dtype(
    [
        ("block", np.uint32),  # index into the blocks that were scanned together
        ("start", np.int64),  # code points from the first character of all blocks joined
        ("end", np.int64),  # of a value joined from several cells, the end of the first
        ("folded_start", np.int64),  # folded characters, joined stretches included
        ("folded_end", np.int64),
        ("field", np.int64),  # index into the fields, -1 outside of cells
        ("record", np.int64),  # the record that it belongs to, ascending with the text
        ("detector", np.uint8),  # index into the registry
        ("score", np.uint8),  # 30-100
        ("evidence", np.uint64),  # bits of Evidence
        ("label", np.int32),  # index into the label table, -1 where no label counts
        ("is_named", np.bool_),  # that label is the name of its field
        ("kind", np.uint8),  # number of one of the detector's kinds, from 1 on; 0 where it tells none apart
        ("key", "S20"),  # normalised value of number types and dates, empty where it is taken from the text
    ]
)
"""One row a finding. Raw values stay in the worker: rows are never stored or sent."""

CANDIDATE = np.dtype(
    [
        ("start", np.int64),  # folded characters
        ("end", np.int64),
        ("evidence", np.uint64),
        ("kind", np.uint8),  # number of one of the detector's kinds, from 1 on; 0: as its label says
        ("key", "S20"),  # normalised digits; empty for types whose value is taken from the text
    ]
)
"""One row a candidate of one detector. In memory only."""


def make_candidates(
    start: npt.NDArray[np.int64],
    end: npt.NDArray[np.int64],
    evidence: npt.NDArray[np.uint64],
    key: npt.NDArray[np.bytes_] | None = None,
    kind: npt.NDArray[np.uint8] | int = 0,
) -> npt.NDArray[np.void]:
    """Parallel columns as rows of CANDIDATE; ``kind`` may be one for all."""
    rows = np.zeros(len(start), CANDIDATE)
    rows["start"], rows["end"], rows["evidence"], rows["kind"] = start, end, evidence, kind
    if key is not None:
        rows["key"] = key
    return rows


def join_candidates(parts: Iterable[npt.NDArray[np.void]]) -> npt.NDArray[np.void]:
    """Rows of CANDIDATE, one part after the other; no rows of none."""
    held = [part for part in parts if len(part)]
    if not held:
        return np.zeros(0, CANDIDATE)
    return held[0] if len(held) == 1 else np.concatenate(held)


class Kind(msgspec.Struct, frozen=True):
    """What a detector tells apart: the category of a sensitive value, the issuer of a token, whose number it is."""

    id: str
    title_ja: str
    title_en: str
    labels: tuple[str, ...] = ()
    """Those of the detector's labels (strong or weak) that name this kind."""
    risk_class: str = ""
    """Where it is another than the detector's."""


class PersonKey(enum.IntEnum):
    """What an identifier tells about who is meant (specification section 7.1)."""

    NONE = 0
    ID = 1
    """A number or document that one person holds."""
    EMAIL = 2
    BIRTH = 3
    """Together with a name."""
    PHONE = 4
    """Together with a name; a mobile number also alone."""
    ADDRESS = 5
    """Together with a name."""
    NAME = 6
    POSSIBLE_NAME = 7
    """A surname with an honorific in running text: somebody, who may be named in full elsewhere."""


class Context(msgspec.Struct, frozen=True):
    """What stands around the candidates of one detector; arrays are parallel to the candidates."""

    label: npt.NDArray[np.int32]
    """The label of this detector that names the candidate (index into the label table), or -1."""
    is_touching: npt.NDArray[np.bool_]
    """That label ends directly before the candidate, or with one character between."""
    is_other: npt.NDArray[np.bool_]
    """The nearest label before, on the same line, names something else."""
    is_named_other: npt.NDArray[np.bool_]
    """That label stands directly before, with nothing but a colon, an equals sign or spaces between."""
    is_near_keyword: npt.NDArray[np.bool_]
    """A label of this detector stands within 300 characters, or in the name of the folder, file or sheet."""
    has_unit: npt.NDArray[np.bool_]
    """A unit or currency stands directly at the candidate."""
    is_weak: npt.NDArray[np.bool_]
    """The label that names the candidate is one of the detector's weak labels."""
    is_named: npt.NDArray[np.bool_]
    """The label is the name of the field that holds the candidate: a header, a key, the word before a colon."""
    fills_field: npt.NDArray[np.bool_]
    """The candidate is all of its field."""
    column_cells: npt.NDArray[np.int64]
    """Non-empty cells of the candidate's column; 0 outside columns. A score may ask whether they are 1 or 5 or more:
    see ``context.CELL_STEPS``."""
    column_share: npt.NDArray[np.float32]
    """The share of those cells that hold a candidate of this detector that is no failure (no CHECK_DIGIT_FAILED, no
    DATE_TIME_READING) and all of its cell; 0 outside columns. A score may ask whether it is 0.2 or 0.7 or more."""

    @property
    def has_label(self) -> npt.NDArray[np.bool_]:
        """True where a label of this detector names the candidate."""
        return self.label >= 0


class Detector(msgspec.Struct, frozen=True):
    """One identifier: how it looks, what is written beside it, and how sure a candidate is."""

    id: str
    title_ja: str
    title_en: str
    risk_class: str
    """C1 (weak) to C5 (critical), specification section 7.4."""
    rules_ja: tuple[str, str, str]
    """In words, when a finding is high, medium, low."""
    rules_en: tuple[str, str, str]
    labels: tuple[str, ...]
    """Words that name this identifier; several words stand for their snake_case, kebab-case and joined forms too."""
    other_labels: tuple[str, ...]
    """Words that name something else of the same shape."""
    find: Callable[[Text], npt.NDArray[np.void]]
    """Candidates of a text, structure and check digits already weighed; rows of CANDIDATE."""
    score: Callable[[npt.NDArray[np.void], Context], npt.NDArray[np.uint8]]
    """A score for each candidate, 0 to drop it; adds evidence bits to the candidates in place.

    Of candidates it may read evidence and kind, of their context all but which label it is: one score serves all that
    are alike. What reads more sets ``scores_values``."""
    normalise: Callable[[str], str]
    """The form that is fingerprinted, of a value as written."""
    mask: Callable[[str], str]
    """The form that may be shown, of a value as written."""
    person_key: PersonKey = PersonKey.NONE
    numbers_of: str = ""
    """The detector that knows the same numbers in another form: who holds one of them is one person."""
    hides_labels: bool = False
    """Words inside its candidates are no labels."""
    refuses_reference_numbers: bool = True
    """A label of orders, parcels, invoices ... speaks against it."""
    heeds_names: bool = True
    """A field named as something else holds none of it, whatever it looks like."""
    claims_fields: bool = True
    """A field that one of its labels names holds nothing of another detector that heeds names."""
    weak_labels: tuple[str, ...] = ()
    """Labels that name it too, and much else."""
    speaks_of_person: bool = False
    """With another such identifier in one record, both are surer (specification 1.3, co-occurrence)."""
    gains_from_record: bool = False
    """Even a low finding is surer in such a record; without it only a medium one is."""
    score_alone: int = 100
    """The most that a finding is worth whose record holds no other sure data of a person."""
    kinds: tuple[Kind, ...] = ()
    scores_values: bool = False
    """``score`` reads keys or lengths too."""
    ends_before_others: bool = False
    """Its values are sentences: one ends where a finding of another detector, medium or high, begins inside it."""
    hides_value: bool = False
    """Not even a mask of its values may be shown, only their kind."""

    def show(self, value: str, kind: int) -> str:
        """What may be shown of a value: its mask, or its kind where nothing of it may."""
        if self.hides_value:
            return self.kinds[kind - 1].id if kind else self.id
        return self.mask(value)
