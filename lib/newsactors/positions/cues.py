"""The lexicon of words that attribute, `resources/cues.csv`."""

from functools import cache
from typing import NamedTuple

from newsactors import packaged
from newsactors.errors import ResourceError

VERB_FORMS = ("base", "third", "past", "participle", "gerund")
_NOUN_FORMS = ("singular", "plural")


class Cue(NamedTuple):
    """A word that can attribute: `forms` lists which forms of the lemma the word at hand can be."""

    lemma: str
    word_class: str
    forms: frozenset[str]


@cache
def load_cues() -> dict[str, tuple[Cue, ...]]:
    """Return the entries of the lexicon by surface form in lower case, verbs before nouns.

    Raises `ResourceError` when the file is missing or lacks a column.

    >>> [(cue.lemma, cue.word_class, sorted(cue.forms)) for cue in load_cues()["claims"]]
    [('claim', 'verb', ['third']), ('claim', 'noun', ['plural'])]
    """
    try:
        rows = [(row["lemma"], row["class"], row["forms"].split()) for row in packaged.rows("cues.csv")]
    except KeyError as error:
        raise ResourceError(f"resources/cues.csv: cannot be read ({error!r}); install the package again") from error
    forms: dict[str, dict[tuple[str, str], Cue]] = {}
    for lemma, word_class, others in sorted(rows, key=lambda row: row[1], reverse=True):
        names = VERB_FORMS if word_class == "verb" else _NOUN_FORMS
        for name, variants in zip(names, [lemma, *others], strict=False):
            for form in variants.split("|"):
                entries = forms.setdefault(form, {})
                known = entries.get((lemma, word_class), Cue(lemma, word_class, frozenset()))
                entries[lemma, word_class] = known._replace(forms=known.forms | {name})
    return {form: tuple(entries.values()) for form, entries in forms.items()}
