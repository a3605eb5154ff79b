"""Who said what: statements with their source, cue and content, found by rules.

A statement is an attribution in the sense of PARC and PolNeAR: a *source* (who speaks, thinks or takes a stand), a *cue*
(the words that say so: "said", "warned of", "according to") and a *content* (what is said or held). Every part is a tuple
of spans of the article, because parts can be interrupted ("“We must act,” she said, “and soon”").

The rules see words, marks and capitals, no syntax tree. They do well on quotations and on plain reported speech, and
poorly where attitude is expressed without a verb or noun of the lexicon.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

try:
    from newsactors.actors import Mention, find_mentions
except ImportError:  # TODO drop once actors is there
    Mention, find_mentions = object, lambda text: []
from newsactors.attribution_phrases import LINKS, Range, Sentence
from newsactors.attribution_rules import clause_end, find_drafts
from newsactors.attribution_verbs import Draft
from newsactors.segmentation import Quotation, find_quotations, split_sentences
from newsactors.spans import Span, tokens


class Statement(NamedTuple):
    """One attribution in an article.

    `source` is empty where the text names nobody ("it was reported that"). `speaker` is the canonical actor of the mention
    that heads the source, or None. `form` is "direct" (all of the content is quoted), "mixed" (part of it), "indirect"
    (none) or "nominal" (the cue is a noun). `rule` names the rule that decided.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None
    form: str
    rule: str


class _Paragraph(NamedTuple):
    sentences: list[Sentence]
    quotations: list[Quotation]


class _Open(NamedTuple):
    """A statement under construction: `content` still grows when a quotation goes on in the next sentence."""

    sentence: Sentence
    draft: Draft
    content: list[Span]


def find_statements(text: str) -> list[Statement]:
    """Find who says what in one article, paragraphs separated by line ends, in the order of the cues.

    Words inside quotations are never cues: what a quoted person reports of others is not found. Sources are not resolved
    beyond the mention that heads them.

    Do not use it on several articles at once, since a quotation left open runs on into the next paragraph, nor on text
    without capitals or quotation marks, such as automatic transcripts.

    >>> text = "Iran will not act hastily, the foreign minister said on Monday."
    >>> [statement] = find_statements(text)
    >>> [span.of(text) for span in statement.source + statement.cue + statement.content]
    ['the foreign minister', 'said', 'Iran will not act hastily']
    >>> statement.form, statement.rule
    ('indirect', 'follow_subject')
    """
    quotations = find_quotations(text)
    found: list[_Open] = []
    for paragraph in _paragraphs(text, quotations):
        _read_paragraph(paragraph, found)
    mentions = find_mentions(text)
    statements = [_finish(item, quotations, mentions) for item in found if item.content]
    return sorted(statements, key=lambda statement: (statement.cue, statement.content))


def find_statements_batch(texts: Iterable[str]) -> list[list[Statement]]:
    """Find the statements of several articles; the same as `find_statements` on each of them.

    >>> [len(statements) for statements in find_statements_batch(["Rain fell.", "She said it was late."])]
    [0, 1]
    """
    return [find_statements(text) for text in texts]


def _paragraphs(text: str, quotations: Sequence[Quotation]) -> list[_Paragraph]:
    """Tokenise a text and group its sentences by line."""
    words = tokens(text)
    marks = _quotation_numbers(words, quotations)
    paragraphs: list[_Paragraph] = []
    first, last_end = 0, -1
    for span in split_sentences(text):
        end = first
        while end < len(words) and words[end].start < span.end:
            end += 1
        piece = words[first:end]
        lowered = [text[a:b].lower().replace("’", "'") for a, b in piece]
        sentence = Sentence(text, span, piece, lowered, marks[first:end])
        if last_end < 0 or "\n" in text[last_end : span.start]:
            paragraphs.append(_Paragraph([], list(quotations)))
        paragraphs[-1].sentences.append(sentence)
        first, last_end = end, span.end
    return paragraphs


def _quotation_numbers(words: Sequence[Span], quotations: Sequence[Quotation]) -> list[int]:
    """Return for each token the number of the quotation it lies in, or -1."""
    numbers, q = [], 0
    for word in words:
        while q < len(quotations) and quotations[q].end <= word.start:
            q += 1
        numbers.append(q if q < len(quotations) and quotations[q].start <= word.start else -1)
    return numbers


def _read_paragraph(paragraph: _Paragraph, found: list[_Open]) -> None:
    """Add the statements of one paragraph to `found`, and quotations that go on to the statement they belong to."""
    here = len(found)
    for sentence in paragraph.sentences:
        drafts = find_drafts(sentence)
        for n, draft in enumerate(drafts):
            found.append(_Open(sentence, draft, _delimit(sentence, draft, drafts[n + 1 :], paragraph.quotations)))
        if not drafts and found and sentence.quoted and sentence.quoted[0] >= 0:
            _go_on(found[-1], sentence, paragraph.quotations, same_paragraph=len(found) > here)


def _go_on(last: _Open, sentence: Sentence, quotations: Sequence[Quotation], same_paragraph: bool) -> None:
    """Give a quotation without attribution to the statement before it, where that one is quoted or ends with a colon."""
    pending = last.draft.right == len(last.sentence.words)
    quotation = quotations[sentence.quoted[0]]
    closing = _quotation_at_end(last, quotations)
    if pending or (closing is not None and (same_paragraph or not closing.closed)):
        _append(last.content, Span(quotation.start, quotation.end), sentence.text)


def _quotation_at_end(item: _Open, quotations: Sequence[Quotation]) -> Quotation | None:
    if not item.content:
        return None
    return next((q for q in quotations if q.end == item.content[-1].end), None)


def _append(content: list[Span], piece: Span, text: str) -> None:
    """Add a piece, joined to the last one when only space lies between them."""
    if content and piece.start < content[-1].end:
        content[-1] = Span(content[-1].start, max(piece.end, content[-1].end))
    elif content and not text[content[-1].end : piece.start].strip():
        content[-1] = Span(content[-1].start, piece.end)
    else:
        content.append(piece)


def _delimit(sentence: Sentence, draft: Draft, later: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Span]:
    """Return the content of a draft; `later` are the drafts of the same sentence whose cues follow."""
    content: list[Span] = []
    if draft.left is not None:
        content.extend(_piece(sentence, *draft.left, quotations))
    if draft.right is not None:
        limit = clause_end(sentence, draft)
        end = min([limit, *(d.opens for d in later if _cuts(sentence, d, draft))])
        content.extend(_piece(sentence, draft.right, end, quotations))
    return content


def _cuts(sentence: Sentence, later: Draft, draft: Draft) -> bool:
    """Tell whether a later attribution ends the content of an earlier one instead of lying inside it."""
    if draft.right is None or later.opens <= draft.right:
        return False
    word = sentence.words[later.opens]
    if sentence.quoted[later.opens - 1] >= 0 and later.left is None:
        return True
    return not word[0].isalnum() or word in ("and", "but") or later.rule in ("follow_participle", "follow_coordinated")


def _piece(sentence: Sentence, first: int, end: int, quotations: Sequence[Quotation]) -> list[Span]:
    """Return tokens `first` to `end` without the marks at their edges, grown to whole quotations."""
    while first < end and sentence.quoted[first] < 0 and not sentence.words[first][0].isalnum():
        first += 1
    while end > first and sentence.quoted[end - 1] < 0 and sentence.words[end - 1][0] in ",.;:!?–—-":
        end -= 1
    if first >= end:
        return []
    span = sentence.span_of((first, end))
    if sentence.quoted[first] >= 0:
        span = Span(min(span.start, quotations[sentence.quoted[first]].start), span.end)
    if sentence.quoted[end - 1] >= 0:
        span = Span(span.start, max(span.end, quotations[sentence.quoted[end - 1]].end))
    return [span]


def _finish(item: _Open, quotations: Sequence[Quotation], mentions: Sequence[Mention]) -> Statement:
    draft, sentence = item.draft, item.sentence
    source = () if draft.source is None else (sentence.span_of(draft.source),)
    form = "nominal" if draft.rule == "follow_noun" else _form(item.content, quotations)
    cue = (sentence.span_of(draft.cue),)
    return Statement(source, cue, tuple(item.content), _speaker(sentence, draft.source, mentions), form, draft.rule)


def _form(content: Sequence[Span], quotations: Sequence[Quotation]) -> str:
    """Return "direct", "mixed" or "indirect", by how much of the content is quoted."""
    if all(any(q.start <= piece.start and piece.end <= q.end for q in quotations) for piece in content):
        return "direct"
    return "mixed" if any(piece.meets(Span(q.start, q.end)) for piece in content for q in quotations) else "indirect"


def _speaker(sentence: Sentence, source: Range | None, mentions: Sequence[Mention]) -> str | None:
    """Return the actor whose mention holds a head of the source, a person before anybody else, or None.

    "US officials" is headed by "officials": whoever only lends the head an adjective does not speak.
    """
    if source is None:
        return None
    heads = [sentence.tokens[i] for i in _heads(sentence, source)]
    heading = [m for head in heads for m in mentions if m.actor and m.start < head.end and head.start < m.end]
    return next((m.actor for m in heading if m.type == "person"), heading[0].actor if heading else None)


def _heads(sentence: Sentence, source: Range) -> list[int]:
    """Return the head tokens of a source: the last word of each part before a preposition; for "who", its antecedent."""
    words, (start, end) = sentence.words, source
    if words[start:end] == ["who"]:
        return [i for i in (start - 1, start - 2) if i >= 0 and words[i] != ","][:1]
    heads, i, behind = [], start, False
    for i in range(start, end):
        if words[i] in (",", "and", "&", "("):
            behind = False
        elif words[i] in LINKS or words[i] == "who":
            behind = True
        following = words[i + 1] if i + 1 < end else ","
        closes = following in LINKS or following in (",", "and", "&", "(", ")", "who")
        if not behind and closes and words[i][0].isalnum():
            heads.append(i)
    return heads
