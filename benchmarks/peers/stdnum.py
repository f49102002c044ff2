"""python-stdnum: its tests of Individual Numbers and of card numbers (the Luhn sum)."""

from __future__ import annotations

from importlib.metadata import version

from peers import Judge


def open_judges() -> list[Judge]:
    """The tests of kinds that detectors report; ``jp.cn`` tests numbers of companies, which are nobody's."""
    import stdnum.luhn
    from stdnum.jp import in_
    from stdnum.util import clean

    release = version("python-stdnum")
    return [
        Judge("python-stdnum jp.in_", release, "jp_my_number", in_.is_valid),
        Judge("python-stdnum luhn", release, "payment_card", lambda value: stdnum.luhn.is_valid(clean(value, " -"))),
    ]
