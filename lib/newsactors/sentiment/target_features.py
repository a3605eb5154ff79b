"""What a classifier of the sentiment toward a mention sees: words and lexicon classes, by where they stand to it.

Every function takes a marked sentence and yields strings; the mention itself is "§" in them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from newsactors.sentiment.lexicon_scores import FLIP, lexicon
from newsactors.sentiment.target_context import NEGATIONS, Marked, placed
from newsactors.sentiment.target_lexicon import COARSE, coarse, main_class
from newsactors.sentiment.target_roles import AUXILIARIES, BE, roles
from newsactors.tagging.columns import stem

_SAY: Final = frozenset(
    "said says say told tells wrote writes added adds noted tweeted asked explained argued argues stated replied "
    "insisted claimed declared continued concluded recalled responded testified warned announced suggested".split()
)
_FUNCTION_WORDS: Final = frozenset(
    "by for of on in with against to from about at as than like over and or but who that if not after before because "
    "while when".split()
)
_MARKS: Final = dict.fromkeys(",;:()—", ",") | dict.fromkeys('“”"', '"')
_MOST: Final = 5  # the largest sum of valences told apart
# Words of a target's name that may be told when the name itself must not count.
_OFFICES: Final = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. president vice secretary senator sen sen. rep rep. representative gov gov. governor "
    "judge justice mayor general gen gen. prime minister chancellor king queen prince sir pope chief director speaker "
    "attorney chairman former leader candidate republican democrat democratic republicans democrats congressman "
    "congresswoman ambassador sheriff officer party house senate court department committee state police "
    "university".split()
)


def _outward(mention: Marked) -> tuple[tuple[str, list[str]], tuple[str, list[str]]]:
    """Return the words to the left, nearest first, and those to the right."""
    return ("L", mention.words[: mention.start][::-1]), ("R", mention.words[mention.end :])


def _bucket(distance: int) -> int:
    return sum(distance > limit for limit in (1, 3, 6, 12))


def side(mention: Marked) -> Iterator[str]:
    """Yield words and pairs of words, left or right."""
    for where, words in _outward(mention):
        yield from (f"{where} {word}" for word in words)
        for near, far in pairwise(["§", *words]):
            yield f"{where} {near} {far}" if where == "R" else f"{where} {far} {near}"


def window(mention: Marked) -> Iterator[str]:
    """Yield words by distance, and the runs of up to three words next to the mention."""
    for where, words in _outward(mention):
        for at, word in enumerate(words[:12]):
            yield f"{where}~{_bucket(at + 1)} {word}"
            if at < 6:
                yield f"near {word}"
        for size, last in ((1, 3), (2, 3), (3, 2)):
            for at in range(min(last, len(words) - size + 1)):
                yield f"{where}={at} {' '.join(words[at : at + size])}"
    (_, left), (_, right) = _outward(mention)
    yield f"{left[0] if left else '^'} § {right[0] if right else '$'}"


def target(mention: Marked) -> Iterator[str]:
    """Yield the mention's own words."""
    words = mention.words[mention.start : mention.end]
    yield from (f"size {min(len(words), 4)}", f"first {mention.start == 0}", " ".join(words))
    yield from (f"word {word}" for word in words)


def target_kind(mention: Marked) -> Iterator[str]:
    """Yield what is known of a mention whose name must not count: pronoun, offices, common words, number of names."""
    tagged = list(zip(mention.words, mention.tags, strict=True))[mention.start : mention.end]
    is_pronoun = tagged[0][1] in ("PRP", "PRP$")
    told = [word for word, tag in tagged if tag != "NNP" or word in _OFFICES]
    yield from (f"size {min(len(tagged), 4)}", f"first {mention.start == 0}")
    yield f"pronoun {is_pronoun} names {min(len(tagged) - len(told), 3)}"
    yield from (f"word {word}" for word in told)
    if is_pronoun:
        yield tagged[0][0]


def relation(mention: Marked) -> Iterator[str]:
    """Yield the stems of words by side, clause, whether another name stands between, and negation."""
    for at, where, clause, between, _ in placed(mention):
        if mention.words[at][0].isalpha():
            word = "!" * mention.negated[at] + stem(mention.words[at])
            yield f"{where} {clause} {word}"
            yield f"{where} {min(between, 1)} {word}"
            if clause == "own" and not between:
                yield f"mine {word}"


def lexical(mention: Marked) -> Iterator[str]:
    """Yield classes of the lexicon by side, clause, names between, distance and part of speech."""
    for at, where, clause, between, distance in placed(mention):
        for name in mention.classes[at]:
            found = "!" * mention.negated[at] + name
            yield found
            yield f"{where} {found}"
            yield f"{where} {clause} {found}"
            yield f"{where} {between} {found}"
            yield f"{where}~{_bucket(distance)} {found}"
            yield f"{where} {clause} {min(between, 1)} {mention.tags[at][0]} {found}"


def role_classes(mention: Marked) -> Iterator[str]:
    """Yield classes of the lexicon by what the mention has to do with their words."""
    for kind, at, negated in roles(mention):
        for name in mention.classes[at]:
            yield f"{kind} {'!' * negated}{name}"
            yield f"{kind} {coarse('!' * negated + name)}"


def speaker(mention: Marked) -> Iterator[str]:
    """Yield whether the mention speaks, is quoted or is a subject, alone and with the classes of the sentence."""
    words, start = mention.words, mention.start
    kinds = {kind.split()[0]: words[at] for kind, at, _ in roles(mention)}
    says = kinds.get("subject", "") in _SAY or (start > 0 and words[start - 1] in _SAY)
    part = next((kind for kind in ("subject", "passive", "object", "has", "preposition") if kind in kinds), "none")
    tag = mention.tags[mention.end - 1]
    sort = tag if tag in ("NNP", "PRP", "PRP$") else "noun"
    told = (f"says {says}", f"quoted {mention.quoted[start]}", f"{part}", sort, f"names {min(max(mention.names), 4)}")
    yield from (*told, f"{told[0]} {told[1]}", f"{told[0]} {told[4]}", f"{part} {sort}", f"any {any(mention.quoted)}")
    for at, where, *_ in placed(mention):
        if name := main_class(mention.classes[at]):
            found = "!" * mention.negated[at] + name
            yield f"{told[0]} {mention.quoted[at]} {found}"
            yield f"{told[1]} {mention.quoted[at]} {found}"
            yield f"{part} {where} {found}"
            yield f"{sort} {where} {found}"


def _symbol(mention: Marked, at: int) -> str | None:
    """Return what a word is in the reduced sentence: lexicon class, name, function word, verb, noun; or None."""
    word, tag = mention.words[at], mention.tags[at]
    if name := main_class(mention.classes[at]):
        return "!" * mention.negated[at] + name
    if mention.names[at]:
        return "N"
    if word in NEGATIONS:
        return "not"
    if word in _FUNCTION_WORDS:
        return word
    if tag == "POS":
        return "'s"
    if word in AUXILIARIES:
        return "be" if word in BE else None
    if word in _SAY:
        return "say"
    if tag.startswith("VB"):
        return "V"
    return "n" if tag in ("NN", "NNS") else _MARKS.get(word)


def _reduced(mention: Marked) -> list[str]:
    """Return the sentence as a row of symbols, the mention "§"; names, verbs and nouns in a row are one."""
    found = ["^"]
    for at in range(len(mention.words)):
        symbol = "§" if at == mention.start else None if mention.start < at < mention.end else _symbol(mention, at)
        if symbol and not (symbol == found[-1] and symbol in "NnV"):
            found.append(symbol)
    return [*found, "$"]


def _runs(symbols: Sequence[str], sizes: range) -> Iterator[tuple[int, list[str]]]:
    """Yield runs of symbols of the given sizes, and where each begins."""
    for size in sizes:
        yield from ((at, list(symbols[at : at + size])) for at in range(len(symbols) - size + 1))


def frame(mention: Marked) -> Iterator[str]:
    """Yield the runs of two to five symbols of the reduced sentence that hold the mention, in classes and in sides."""
    symbols = _reduced(mention)
    at = symbols.index("§")
    near = symbols[max(at - 4, 0) : at + 5]
    for row in (near, [coarse(symbol) for symbol in near]):
        yield from (" ".join(run) for _, run in _runs(row, range(2, 6)) if "§" in run)


def outline(mention: Marked) -> Iterator[str]:
    """Yield the runs of two and three symbols anywhere in the reduced sentence, left or right, in sides."""
    symbols = [coarse(symbol) for symbol in _reduced(mention)[1:-1]]
    at = symbols.index("§")
    yield from (f"{'L' if first < at else 'R'} {' '.join(run)}" for first, run in _runs(symbols, range(2, 4)))


def _side_of(symbol: str) -> str:
    """Return "+" or "-" for a class with a side, whether negated or not, and "" for all else."""
    found = COARSE.get(symbol.removeprefix("!"), "")
    return found[-1] if found[-1:] in ("+", "-") else ""


def nearest(mention: Marked) -> Iterator[str]:
    """Yield the nearest classes with a side, left and right, and how many are for and against someone."""
    symbols = _reduced(mention)
    at = symbols.index("§")
    left = [symbol for symbol in symbols[:at][::-1] if _side_of(symbol)][:2]
    right = [symbol for symbol in symbols[at:] if _side_of(symbol)][:2]
    first_left, first_right = (found[0] if found else "0" for found in (left, right))
    yield from (f"L1 {first_left}", f"R1 {first_right}", f"LR {coarse(first_left)} {coarse(first_right)}")
    yield f"LLRR {' '.join(map(coarse, left))} / {' '.join(map(coarse, right))}"
    yield from (f"L2 {' '.join(left)}", f"R2 {' '.join(right)}")
    sides = [_side_of(symbol) for symbol in symbols]
    good, bad = sides.count("+"), sides.count("-")
    yield from (f"for {min(good, 4)}", f"against {min(bad, 4)}", f"both {min(good, 3)} {min(bad, 3)}")


def tone(mention: Marked) -> Iterator[str]:
    """Yield the sums of VADER's valences, rounded, by side, clause and whether another name stands between."""
    rated, sums = lexicon(), defaultdict[str, float](float)
    for at, where, clause, between, _ in placed(mention):
        valence = rated.get(mention.words[at], 0.0) * (FLIP if mention.negated[at] else 1)
        if valence:
            others = min(between, 1)
            for place in ("", where, clause, f"{where} {clause}", f"{others}", f"{where} {others}"):
                sums[place] += valence
            sums[f"{where} {clause} {others}"] += valence
    for place, total in sums.items():
        yield f"{place} {max(-_MOST, min(_MOST, round(total)))}"
        yield f"{place} {'+' if total > 0 else '-' if total < 0 else '0'}"


# By name, which is hashed with every feature: a renamed or reordered group asks for new weights.
GROUPS: Final[dict[str, Callable[[Marked], Iterator[str]]]] = {
    function.__name__: function
    for function in (
        side,
        window,
        relation,
        target,
        target_kind,
        lexical,
        role_classes,
        speaker,
        frame,
        outline,
        nearest,
        tone,
    )
}
WORDS: Final = ("side", "window", "relation", "target", "target_kind")  # groups that tell words apart
