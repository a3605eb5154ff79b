"""Paragraphs: the lines of a text; and where an article came on one line, the likely breaks between its sentences."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from newsactors import packaged
from newsactors.elementary import log
from newsactors.segmentation.evidence import LineEvidence, line_tokens, read_line
from newsactors.segmentation.sentences import split_sentences
from newsactors.spans import Span, lines

# A line with more sentences than this lost its breaks: 1 of 5,000 paragraphs in PolNeAR's training part has more.
_MOST_SENTENCES = 15
_SHORT = 60
_MARKS = "\"“”'‘’"


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = packaged.weights("paragraphs.json")
    return weights


def split_paragraphs(text: str) -> list[Span]:
    r"""Return the paragraphs of a text: its lines, without the space around them.

    A line of more than 15 sentences has lost its paragraph breaks and is given likely ones by `restore_paragraphs`.

    >>> split_paragraphs("One.\n\n  Two.\n")
    [Span(start=0, end=4), Span(start=8, end=12)]
    """
    paragraphs = []
    for line in lines(text):
        sentences = split_sentences(line.of(text))
        whole = len(sentences) <= _MOST_SENTENCES
        paragraphs += [line] if whole else [piece.shift(line.start) for piece in _joined(line.of(text), sentences)]
    return paragraphs


def restore_paragraphs(line: str) -> list[Span]:
    """Put the sentences of one line together to the paragraphs that a news report is likely to have had.

    A guess, not evidence, and for reports only: in PolNeAR's development articles with their breaks removed it finds 84
    of 100 breaks, and 67 of 100 that it sets are right (F1 75; a break behind every sentence: 69). Interviews and
    speeches of UD English GUM reach an F1 of 33 and 45, less than a break behind every sentence would.

    >>> line = "The talks failed. They had lasted a week. “Nobody listened,” Ana Ruiz told reporters on Monday."
    >>> [span.of(line)[:10] for span in restore_paragraphs(line)]
    ['The talks ', '“Nobody li']
    """
    return _joined(line, split_sentences(line))


def _joined(line: str, sentences: Sequence[Span]) -> list[Span]:
    weights = _weights()
    scores = [
        sum(weights.get(name, 0.0) * value for name, value in features.items())
        for features in break_features([sentence.of(line) for sentence in sentences])
    ]
    starts = [at for at, score in enumerate(scores) if at == 0 or score > weights["threshold"]]
    return [Span(sentences[a].start, sentences[b - 1].end) for a, b in pairwise([*starts, len(sentences)])]


def break_features(sentences: Sequence[str]) -> list[dict[str, float]]:
    """Describe for each sentence what speaks for or against a paragraph break before it, by name."""
    read = [read_line(sentence) for sentence in sentences]
    is_open, found = False, []
    for at, sentence in enumerate(sentences):
        features = {"bias": 1.0, "length": _length(sentence), "short": float(len(sentence) < _SHORT)}
        features |= {f"opens {token}": 1.0 for token in _edge(sentence, opening=True)}
        features |= {"inside quotation": float(is_open), "opens quotation": float(sentence[:1] in _MARKS)}
        if at + 1 < len(sentences):
            features["length behind"] = _length(sentences[at + 1])
        if at:
            features |= _link(read, at)
        found.append(features)
        is_open = _is_open_after(sentence, is_open=is_open)
    return found


def _link(read: Sequence[LineEvidence], at: int) -> dict[str, float]:
    """Describe what ties a sentence to those before it."""
    before, here = read[at - 1], read[at]
    words_before, words_here = {*before.content, *before.names}, {*here.content, *here.names}
    names_before = {name for line in read[max(0, at - 4) : at] for name in line.names}
    closes = before.text[-1:] in _MARKS
    return {f"closed {token}": 1.0 for token in _edge(before.text, opening=False)} | {
        "shared words": len(words_before & words_here) / max(1, min(len(words_before), len(words_here))),
        "new name": float(any(name not in names_before for name in here.names)),
        "full names": float(min(2, len(here.full_names))),
        "length before": _length(before.text),
        "short before": float(len(before.text) < _SHORT),
        "closes quotation": float(closes),
        "quotation to quotation": float(closes and here.text[:1] in _MARKS),
    }


def _edge(sentence: str, *, opening: bool) -> list[str]:
    return [token for token in line_tokens(sentence, opening=opening) if token[:2] in ("0:", "1:", "2:")]


def _length(sentence: str) -> float:
    return float(log(len(sentence) + 10.0)) - 4.5


def _is_open_after(sentence: str, *, is_open: bool) -> bool:
    for character in sentence:
        if character in '“”"':
            is_open = character == "“" or (character == '"' and not is_open)
    return is_open
