"""Who said what: statements with their source, cue and content, found by rules.

A statement is an attribution in the sense of PARC and PolNeAR: a *source* (who speaks, thinks or takes a stand), a
*cue* (the words that say so: "said", "warned of", "according to") and a *content* (what is said or held). Each part
is a tuple of spans of the article, since parts can be interrupted ("“We must act,” she said, “and soon”").

The rules see words, marks and capitals, and no syntax tree. They do well on quotations and on plain reported speech,
and poorly where a stand is told without a verb or noun of the lexicon. `resources/cues.md` states how well.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsactors.actors import Mention, find_mentions
from newsactors.positions.phrases import Range, Sentence
from newsactors.positions.rules import clause_end, find_drafts
from newsactors.positions.verbs import Draft
from newsactors.positions.words import LINKS
from newsactors.segmentation import Quotation, find_quotations, split_sentences
from newsactors.spans import Span, extent, tokens

_PART_ENDS = frozenset([",", "and", "&", "(", ")", "who"])  # what ends a part of a source that has a head of its own

# Statements further on in a sentence that can end the content of one; bounds the time for endless sentences.
_REACH = 12


class Statement(NamedTuple):
    """One attribution in an article.

    `source` is empty where the text names nobody ("it was reported that"). `speaker` is the canonical actor of the
    mention that heads the source, or None. `form` is "direct" (all of the content is quoted), "mixed" (part of it),
    "indirect" (none) or "nominal" (the cue is a noun). `rule` names the rule that decided.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None
    form: str
    rule: str


class _Open(NamedTuple):
    """A statement under construction: `content` still grows when a quotation goes on in the next sentence."""

    sentence: Sentence
    draft: Draft
    content: list[Span]


def find_statements(text: str) -> list[Statement]:
    """Find who says what in one article, paragraphs separated by line ends, in the order of the cues.

    Words inside quotations are never cues: what a quoted person reports of others is not found. Statements may lie
    inside the content of others ("officials said Iran had warned of war"). Sources are not resolved beyond the mention
    that heads them; of two joint sources ("Russia and Germany") the speaker is the first that has an actor.

    Do not use it on several articles at once, since a quotation left open runs on into the next paragraph, nor on
    text without capitals or quotation marks, such as automatic transcripts.

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
        _read_paragraph(paragraph, quotations, found)
    mentions = find_mentions(text)
    statements = [_finish(item, quotations, mentions) for item in found if item.content]
    return sorted(statements, key=lambda statement: (statement.cue, statement.content))


def find_statements_batch(texts: Iterable[str]) -> list[list[Statement]]:
    """Find the statements of several articles; the same as `find_statements` on each of them.

    >>> [len(statements) for statements in find_statements_batch(["Rain fell.", "She said it was late."])]
    [0, 1]
    """
    return [find_statements(text) for text in texts]


def _paragraphs(text: str, quotations: Sequence[Quotation]) -> list[list[Sentence]]:
    """Tokenise a text and group its sentences by line."""
    words = tokens(text)
    lowered = [text[start:end].lower().replace("’", "'") for start, end in words]
    numbers = _quotation_numbers(words, quotations)
    paragraphs: list[list[Sentence]] = []
    first = last_end = 0
    for span in split_sentences(text):
        end = first
        while end < len(words) and words[end].start < span.end:
            end += 1
        if not paragraphs or "\n" in text[last_end : span.start]:
            paragraphs.append([])
        paragraphs[-1].append(Sentence(text, span, words[first:end], lowered[first:end], numbers[first:end]))
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


def _read_paragraph(paragraph: Sequence[Sentence], quotations: Sequence[Quotation], found: list[_Open]) -> None:
    """Add the statements of one paragraph to `found`, and quotations that go on to the statement they belong to."""
    before = len(found)
    for sentence in paragraph:
        drafts = find_drafts(sentence)
        for n, draft in enumerate(drafts):
            found.append(_Open(sentence, draft, _delimit(sentence, draft, drafts[n + 1 : n + 1 + _REACH], quotations)))
        if not drafts and found and sentence.is_quoted(0):
            _go_on(found[-1], sentence, quotations, same_paragraph=len(found) > before)


def _go_on(last: _Open, sentence: Sentence, quotations: Sequence[Quotation], same_paragraph: bool) -> None:
    """Give a quotation without attribution to the statement before it, if that ends with a quotation or a colon."""
    ends = last.content[-1].end if last.content else -1
    closing = next((q for q in _meeting(quotations, Span(ends - 1, ends)) if q.end == ends), None)
    pending = last.draft.right == len(last.sentence.words)
    if pending or (closing is not None and (same_paragraph or not closing.closed)):
        quotation = quotations[sentence.quoted[0]]
        _append(last.content, Span(quotation.start, quotation.end))


def _meeting(quotations: Sequence[Quotation], span: Span) -> list[Quotation]:
    """Return the quotations that share a character with a span."""
    first = bisect_right(quotations, span.start, key=lambda quotation: quotation.end)
    last = first
    while last < len(quotations) and quotations[last].start < span.end:
        last += 1
    return list(quotations[first:last])


def _append(content: list[Span], piece: Span) -> None:
    """Add a piece that begins no earlier than the last one, merged with it where the two overlap."""
    if content and piece.start < content[-1].end:
        content[-1] = extent([content[-1], piece])
    else:
        content.append(piece)


def _delimit(sentence: Sentence, draft: Draft, later: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Span]:
    """Return the content of a draft; `later` are the drafts of the same sentence whose cues follow."""
    content: list[Span] = []
    if draft.left is not None:
        content.extend(_piece(sentence, *draft.left, quotations))
    if draft.right is not None and not _is_claimed(draft, later):
        end = min(
            clause_end(sentence, draft), *(d.opens for d in later if _cuts(sentence, d, draft)), len(sentence.words)
        )
        for piece in _piece(sentence, draft.right, end, quotations):
            _append(content, piece)
    return content


def _is_claimed(draft: Draft, later: Sequence[Draft]) -> bool:
    """Tell whether a quotation behind a cue has a speaker of its own: "“A,” she said. “B,” he said", with a comma."""
    right = -1 if draft.left is None or draft.right is None else draft.right
    return any(d.left is not None and d.left[0] <= right < d.left[1] for d in later)


def _cuts(sentence: Sentence, later: Draft, draft: Draft) -> bool:
    """Tell whether a later attribution ends the content of an earlier one instead of lying inside it."""
    if draft.right is None or later.opens <= draft.right:
        return False
    word = sentence.words[later.opens]
    joined = not word[0].isalnum() or word in ("and", "but") or later.rule == "follow_participle"
    return joined or (sentence.is_quoted(later.opens - 1) and later.left is None)


def _piece(sentence: Sentence, first: int, end: int, quotations: Sequence[Quotation]) -> list[Span]:
    """Return tokens `first` to `end` without marks at the edges, grown to whole quotations; [] if none is left."""
    while first < end and not sentence.is_quoted(first) and not sentence.words[first][0].isalnum():
        first += 1
    while end > first and not sentence.is_quoted(end - 1) and sentence.words[end - 1][0] in ",.;:!?–—―-":
        end -= 1
    if first >= end:
        return []
    edges = [quotations[sentence.quoted[i]] for i in (first, end - 1) if sentence.is_quoted(i)]
    return [extent([sentence.span_of((first, end)), *(Span(q.start, q.end) for q in edges)])]


def _finish(item: _Open, quotations: Sequence[Quotation], mentions: Sequence[Mention]) -> Statement:
    draft, sentence = item.draft, item.sentence
    source = () if draft.source is None else (sentence.span_of(draft.source),)
    form = "nominal" if draft.rule == "follow_noun" else _form(item.content, quotations)
    speaker = None if draft.source is None else _speaker(sentence, draft.source, mentions)
    return Statement(source, (sentence.span_of(draft.cue),), tuple(item.content), speaker, form, draft.rule)


def _form(content: Sequence[Span], quotations: Sequence[Quotation]) -> str:
    """Return "direct", "mixed" or "indirect", by how much of the content is quoted."""
    meeting = [[Span(q.start, q.end) for q in _meeting(quotations, piece)] for piece in content]
    if all(any(q.holds(piece) for q in near) for near, piece in zip(meeting, content, strict=True)):
        return "direct"
    return "mixed" if any(meeting) else "indirect"


def _speaker(sentence: Sentence, source: Range, mentions: Sequence[Mention]) -> str | None:
    """Return the actor whose mention holds a head of the source, a person before anybody else, or None.

    "US officials" is headed by "officials": whoever only qualifies the head does not speak.
    """
    heading: list[Mention] = []
    for i in _heads(sentence, source):
        head = sentence.tokens[i]
        at = bisect_right(mentions, head.start, key=lambda mention: mention.end)
        heading.extend(m for m in mentions[at : at + 1] if m.actor and m.start < head.end)
    return next((m.actor for m in heading if m.type == "person"), heading[0].actor if heading else None)


def _heads(sentence: Sentence, source: Range) -> list[int]:
    """Return the head tokens of a source: the last word of each part before a preposition; the antecedent of "who"."""
    words, (start, end) = sentence.words, source
    if words[start:end] == ["who"]:
        return [i for i in (start - 1, start - 2) if i >= 0 and words[i] != ","][:1]
    heads, behind = [], False  # behind a preposition or "who", up to the next part
    for i in range(start, end):
        following = words[i + 1] if i + 1 < end else ","
        behind = words[i] in LINKS or words[i] == "who" or (behind and words[i] not in (",", "and", "&", "("))
        if not behind and words[i][0].isalnum() and (following in LINKS or following in _PART_ENDS):
            heads.append(i)
    return heads
