"""All attributions of one sentence: the rules in their order, and the rules for cues that are no verbs.

The name of the rule that decided stays with the statement as evidence.
"""

from newsactors.positions import phrases
from newsactors.positions.cues import JOINS, Cue, load_cues
from newsactors.positions.phrases import Range, Sentence
from newsactors.positions.verbs import BREAKS, VERB_RULES, Draft
from newsactors.positions.words import POSSESSIVES, looks_finite

# Words before a colon that name a rubric, not a speaker.
_RUBRICS = frozenset(
    "correction clarification source sources video photo image warning update latest note related read watch what why "
    "contributing how where when who breaking exclusive analysis opinion editorial live topic subject full".split()
)


def find_drafts(sentence: Sentence) -> list[Draft]:
    """Return the attributions of one sentence in the order of their cues; words inside quotations are no cues.

    >>> [draft] = find_drafts(phrases.plain_sentence("Talks will go on, she said on Monday."))
    >>> draft.source, draft.cue, draft.left, draft.right
    ((5, 6), (6, 7), (0, 4), None)
    """
    lexicon = load_cues()
    drafts = [draft for rule in (follow_colon, follow_dash) if (draft := rule(sentence))]
    for i, word in enumerate(sentence.words):
        if word in lexicon and not sentence.is_quoted(i):
            draft = next((found for cue in lexicon[word] if (found := _apply(sentence, i, cue))), None)
            if draft and draft.rule == "follow_participle" and drafts and drafts[-1].source:
                draft = draft._replace(source=drafts[-1].source)
            drafts.extend([_behind(draft, drafts)] if draft else [])
    return drafts


def _behind(draft: Draft, earlier: list[Draft]) -> Draft:
    """Let content before a source begin no earlier than the end of another statement that is closed off there."""
    if draft.left is None or not earlier or earlier[-1].left is None:
        return draft
    closed = max(earlier[-1].cue[1], earlier[-1].source[1] if earlier[-1].source else 0)
    return draft._replace(left=(max(draft.left[0], closed), draft.left[1])) if closed < draft.left[1] else draft


def _apply(sentence: Sentence, i: int, cue: Cue) -> Draft | None:
    """Return what the first rule that fits the cue at token `i` makes of it, or None."""
    if cue.word_class == "noun":
        return follow_noun(sentence, i, cue)
    if cue.word_class == "preposition":
        return follow_according_to(sentence, i, cue)
    draft = next((draft for rule in VERB_RULES if (draft := rule(sentence, i, cue))), None)
    return draft._replace(speech="quote" in cue.takes) if draft else None


def clause_end(sentence: Sentence, draft: Draft) -> int:
    """Return the token before which content behind the cue must end, whatever follows.

    Reported clauses run on to the end of the sentence. What somebody is for or against, and all that a relative clause
    reports ("those who said so, ..."), ends at the first comma.

    >>> sentence = phrases.plain_sentence("She opposes the bill, which passed.")
    >>> clause_end(sentence, find_drafts(sentence)[0])
    4
    """
    words, end = sentence.words, len(sentence.words)
    if draft.right is None or draft.right >= end or sentence.is_quoted(draft.right):
        return end
    relative = draft.source is not None and words[draft.source[0] : draft.source[1]] == ["who"]
    if not relative and (draft.speech or words[draft.right] in ("that", "to")):
        return end
    return next((i for i in range(draft.right + 1, end) if words[i] == "," and not sentence.is_quoted(i)), end)


def follow_according_to(sentence: Sentence, i: int, cue: Cue) -> Draft | None:
    """Read "According to X, CLAUSE" and "CLAUSE, according to X".

    >>> [(d.source, d.left, d.right) for d in find_drafts(phrases.plain_sentence("War ended, according to Oslo."))]
    [((5, 6), (0, 2), None)]
    """
    source = phrases.noun_phrase_after(sentence, i + 2) if sentence.word(i + 1) == "to" else None
    if source is None:
        return None
    if i == 0 or sentence.words[i - 1] in JOINS:
        right = source[1] + (sentence.word(source[1]) == ",")
        return Draft(source, (i, i + 2), None, right, i, "follow_according_to")
    left = i - (sentence.words[i - 1] in BREAKS)
    return Draft(source, (i, i + 2), (0, left), None, left, "follow_according_to") if left > 0 else None


def follow_noun(sentence: Sentence, i: int, cue: Cue) -> Draft | None:
    """Read a noun with its content, "X's claim that CLAUSE", "a warning that CLAUSE"; its possessor is the source.

    >>> [(d.source, d.left, d.right) for d in find_drafts(phrases.plain_sentence("His claim that war ended is odd."))]
    [((0, 1), None, 2)]
    """
    following = sentence.word(i + 2)
    if sentence.word(i + 1) != "that" or not following or looks_finite(following):
        return None
    source = _possessor(sentence, i)
    at = source[0] if source else i
    near = [cue for word in sentence.words[max(0, at - 3) : at] for cue in load_cues().get(word, ())]
    if any(cue.word_class == "verb" for cue in near):  # "repeated his claim that" is one attribution, not two
        return None
    return Draft(source, (i, i + 1), None, i + 1, i, "follow_noun")


def _possessor(sentence: Sentence, i: int) -> Range | None:
    """Return the noun phrase or pronoun in the genitive that stands up to three words before `i`, or None."""
    for k in range(i - 1, max(-1, i - 4), -1):
        word = sentence.words[k]
        if word in POSSESSIVES:
            return (k, k + 1)
        if word.endswith(("'s", "s'")):
            return phrases.noun_phrase_before(sentence, k)
        if word == "'" and sentence.word(k - 1).endswith("s"):
            return phrases.noun_phrase_before(sentence, k - 1)
        if not word[0].isalnum():
            return None
    return None


def follow_colon(sentence: Sentence) -> Draft | None:
    """Read a turn of a transcript or a headline, "SMITH: CLAUSE"; rubrics such as "Correction:" are no speakers.

    >>> [(d.source, d.left, d.right) for d in find_drafts(phrases.plain_sentence("SMITH: Talks failed."))]
    [((0, 1), None, 2)]
    """
    words = sentence.words
    colon = next((i for i, word in enumerate(words[:8]) if word == ":"), 0)
    if not 0 < colon < len(words) - 1 or not _is_name(sentence, 0, colon) or not _RUBRICS.isdisjoint(words[:colon]):
        return None
    return Draft((0, colon), (colon, colon + 1), None, colon + 1, 0, "follow_colon")


def follow_dash(sentence: Sentence) -> Draft | None:
    """Read a quotation signed with a name: "“...” — Ann Smith"."""
    words = sentence.words
    dash = next((i for i in range(len(words) - 2, 0, -1) if words[i] in ("―", "—", "–", "--")), 0)
    if not sentence.is_quoted(dash - 1) or not _is_name(sentence, dash + 1, len(words)):
        return None
    return Draft((dash + 1, len(words)), (dash, dash + 1), (0, dash), None, dash, "follow_dash")


def _is_name(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether tokens can be a speaker's name: unquoted, capitalised, at most five words, none a finite verb."""
    words = sentence.words
    names = [i for i in range(start, end) if words[i][0].isalpha() and words[i] not in ("of", "the", "and")]
    plain = all(not sentence.is_quoted(i) and not looks_finite(words[i]) for i in names)
    return 0 < len(names) < 6 and plain and all(sentence.is_capital(i) for i in names)
