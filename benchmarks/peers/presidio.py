"""Presidio's analyzer with the recognisers that it loads itself, patterns only.

It has no Japanese recognisers and no recogniser of names without a language model. Its English ones read the Japanese
text over an empty English pipeline, and Japan is added to the regions of telephones, as its users can do.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Final

from peers import Peer

KINDS: Final = {
    "EMAIL_ADDRESS": "EMAIL",
    "CREDIT_CARD": "CREDIT_CARD",
    "PHONE_NUMBER": "PHONE",
    "IP_ADDRESS": "IP_ADDRESS",
}
_MOST_CHARS = 100_000


def open_peer() -> Peer:
    """The analyzer with its default threshold."""
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import PhoneRecognizer

    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())  # the list that it ships

    class EmptyEngine(SpacyNlpEngine):  # type: ignore[misc, unused-ignore]  # it has no types where it is missing
        """A pipeline that splits words and knows nothing."""

        def load(self) -> None:
            self.nlp = {"en": spacy.blank("en")}

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    registry.remove_recognizer("PhoneRecognizer")
    registry.add_recognizer(PhoneRecognizer(supported_regions=("JP", *PhoneRecognizer.DEFAULT_SUPPORTED_REGIONS)))
    engine = EmptyEngine(models=[{"lang_code": "en", "model_name": "blank"}])
    engine.load()
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])

    def find(text: str) -> Iterator[tuple[str, str]]:
        for at in range(0, len(text), _MOST_CHARS):
            part = text[at : at + _MOST_CHARS]
            for result in analyzer.analyze(part, language="en", entities=list(KINDS)):
                yield KINDS[result.entity_type], part[result.start : result.end]

    return Peer("Presidio", version("presidio-analyzer"), tuple(KINDS.values()), find)
