"""Who said what: the tagger's attributions as statements, with speaker, act, modality, addressee, targets, evidence.

A statement is an attribution in the sense of PARC and PolNeAR: a *source* (who speaks, thinks or takes a stand), a
*cue* (the words that say so: "said", "warned of", "according to") and a *content* (what is said or held). Each part
is a tuple of spans of the article, since parts can be interrupted ("“We must act,” she said, “and soon”").
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import Final, NamedTuple

from newsactors import packaged, trees
from newsactors.actors import Mention, find_mentions, outermost
from newsactors.positions import acts
from newsactors.positions.candidates import propose
from newsactors.positions.linking import Attribution, Range
from newsactors.positions.modality import find_modality
from newsactors.positions.ranking import choose
from newsactors.positions.speakers import Voices, find_addressee
from newsactors.positions.stances import Target, find_targets
from newsactors.positions.tagger import Plain, Reading, load_tagger, plain, read
from newsactors.positions.turns import find_continuations, find_turns
from newsactors.spans import Span
from newsactors.tagging import parts_of_speech
from newsactors.tagging.tokens import read_tokens

# Added, reading by reading, to the scores of labels that begin a part: more is proposed than is kept.
BIASES: Final = (0.0, 0.6, 1.2)
# Attributions are kept from this probability on. From .25 to .4 F1 is the same on PolNeAR's training part, quarters
# held out; of these a low one, since in other news confidences are lower and less is found.
MIN_CONFIDENCE: Final = 0.3
# Signatures: 23 of 24 are right on PolNeAR's development part. Turns are too rare there to be measured.
_RULE_CONFIDENCE: Final = {"signature": 0.95, "turn": 0.5}
_CHUNK: Final = 100_000  # characters read together: of 150,000, a twentieth faster, all takes more than 200 MB
_VERBS: Final = parts_of_speech.codes("VB", "VBP", "VBZ", "VBD", "VBN", "VBG")
_OWNERS: Final = parts_of_speech.codes("POS", "PRP$")
_NOUNS: Final = parts_of_speech.codes("NN", "NNS", "NNP")


class Statement(NamedTuple):
    """One attribution in an article.

    `source` is empty where the text names nobody ("it was reported that"). `speaker` is the canonical actor who heads
    the source, several joined by "; " ("France; Germany"), None where it is not known. `form` is "direct" (all of the
    content is quoted), "mixed" (part of it), "indirect" (none) or "nominal" (the cue is a noun). `act` and `modality`
    are those of `find_act` and `find_modality`, `addressee` the actor to whom it is said, `targets` the other actors
    in the content. `confidence`, 0..1, is the probability that source and content are right; `evidence` says what
    found the statement ("tagger", or a rule) and `act_evidence` which word told the act.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None
    form: str
    act: str
    modality: str
    addressee: str | None
    targets: tuple[Target, ...]
    confidence: float
    evidence: str
    act_evidence: str


class _Found(NamedTuple):
    attribution: Attribution
    confidence: float
    evidence: str


@cache
def _load_ranking() -> trees.Trees:
    return trees.from_json(packaged.weights("ranking.json"))


def find_statements(
    text: str, min_confidence: float = MIN_CONFIDENCE, *, mentions: Sequence[Mention] | None = None
) -> list[Statement]:
    """Find who says what in one article, paragraphs separated by line ends, in the order of the cues.

    `min_confidence`, 0..1, trades what is found against what of it is right; card `tagging.md` tells how they go
    together. `mentions` are those that `find_mentions` finds in the text, if you have them: else they are found again.
    Words inside quotations can be cues too. Statements inside the content of others ("officials said Iran had
    warned of war") are found by `find_nested`. Many texts are read faster by `find_statements_batch`.

    Do not use it on several articles at once, since a quotation left open runs on and names are resolved within a
    text, nor on text without capitals or quotation marks, such as automatic transcripts.

    >>> text = "Iran will not act hastily, the foreign minister said on Monday."
    >>> [statement] = find_statements(text)
    >>> [span.of(text) for span in statement.source + statement.cue + statement.content]
    ['the foreign minister', 'said', 'Iran will not act hastily']
    >>> statement.form, statement.act, statement.evidence
    ('indirect', 'comment', 'tagger')
    """
    given = None if mentions is None else [mentions]
    return find_statements_batch([text], min_confidence, mentions=given)[0]


def find_statements_batch(
    texts: Iterable[str],
    min_confidence: float = MIN_CONFIDENCE,
    *,
    mentions: Iterable[Sequence[Mention]] | None = None,
) -> list[list[Statement]]:
    """Find the statements of several articles; the same as `find_statements` on each of them, and faster.

    `mentions` are those of each article, if you have them.

    >>> [len(statements) for statements in find_statements_batch(["Rain fell.", "She said it was late."])]
    [0, 1]
    """
    if not 0 <= min_confidence <= 1:
        raise ValueError(f"min_confidence is {min_confidence}: give a probability from 0 to 1")
    found: list[list[Statement]] = []
    given = iter(mentions) if mentions is not None else None
    for chunk in _chunks(texts):
        with _collector_paused():
            known = map(find_mentions, chunk) if given is None else islice(given, len(chunk))
            found += _read_chunk(chunk, known, min_confidence)
    return found


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python from looking for unused cycles: reading makes none, and the search takes a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    size = 0
    for text in texts:
        if chunk and size + len(text) > _CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(text)
        size += len(text)
    if chunk:
        yield chunk


def _read_chunk(
    texts: Sequence[str], mentions: Iterable[Sequence[Mention]], min_confidence: float
) -> Iterator[list[Statement]]:
    reading = read(read_tokens(texts), load_tagger(), BIASES)
    lists = plain(reading)
    by_text: list[list[_Found]] = [[] for _ in texts]
    for found in _find(reading, lists, min_confidence):
        by_text[lists.text[found.attribution.cue[0]]].append(found)
    for text, known, attributions in zip(texts, mentions, by_text, strict=True):
        yield _finish(text, known, lists, attributions) if attributions else []


def _find(reading: Reading, lists: Plain, min_confidence: float) -> list[_Found]:
    """Return the attributions of all texts in the order of their cues: the tagger's, and turns where it found none."""
    chosen = choose(reading, propose(reading, lists), _load_ranking(), min_confidence)
    kept = [_Found(attribution, probability, "tagger") for attribution, probability in chosen]
    for number, piece in find_continuations(lists, [found.attribution.content for found in kept]):
        attribution = kept[number].attribution
        kept[number] = kept[number]._replace(attribution=attribution._replace(content=(*attribution.content, piece)))
    taken = {token for found in kept for piece in found.attribution.content for token in range(*piece)}
    for rule, turn in find_turns(lists):
        tokens = range(*turn.content[0])
        is_told = 2 * sum(token in taken for token in tokens) > len(tokens)
        if _RULE_CONFIDENCE[rule] >= min_confidence and not is_told:
            kept.append(_Found(turn, _RULE_CONFIDENCE[rule], rule))
    return sorted(kept, key=lambda found: (found.attribution.cue, found.attribution.content))


def _finish(text: str, every: Sequence[Mention], reading: Plain, found: Sequence[_Found]) -> list[Statement]:
    """Turn the attributions of one text into statements."""
    mentions = outermost(every)
    voices, media = Voices(reading, every), {m.actor for m in mentions if m.type == "medium"}
    statements: list[Statement] = []
    for attribution, confidence, evidence in found:
        content = tuple([_span(reading, piece) for piece in attribution.content])
        source = () if attribution.source is None else (_span(reading, attribution.source),)
        cue = (_span(reading, attribution.cue),)
        speakers = voices.of(attribution.source) if attribution.source else []
        said = acts.read(text, cue, content)
        act = acts.find_act(said)
        statements.append(
            Statement(
                source,
                cue,
                content,
                "; ".join(speakers) or None,
                _form(reading, attribution),
                act.act,
                find_modality(said, text, source, cue),
                find_addressee(reading, attribution, mentions),
                find_targets(
                    text, content, act.act, mentions, speakers, takes_side=bool(source) and media.isdisjoint(speakers)
                ),
                confidence,
                evidence,
                act.evidence,
            )
        )
    return statements


def _span(reading: Plain, piece: Range) -> Span:
    return Span(reading.start[piece[0]], reading.end[piece[1] - 1])


def _form(reading: Plain, attribution: Attribution) -> str:
    """Return "direct", "mixed", "indirect" or "nominal", by how many words of the content are quoted, and the cue."""
    places = (at for piece in attribution.content for at in range(*piece))
    quoted = [reading.quoted[at] for at in places if not reading.is_mark[at]]
    if any(quoted):
        return "direct" if all(quoted) else "mixed"
    tags = reading.tags
    source, cue = attribution.source, attribution.cue
    # A noun right behind a subject is a verb that was taken for one ("the retailer plans to"); its owner is no subject.
    is_subject = source is not None and source[1] == cue[0] and tags[source[1] - 1] not in _OWNERS
    has_noun = tags[cue[1] - 1] in _NOUNS and not any(tag in _VERBS for tag in tags[slice(*cue)])
    return "nominal" if has_noun and not is_subject else "indirect"
