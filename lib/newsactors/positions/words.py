"""Word classes that the readings of acts, modality and speakers tell apart."""

# Closed classes as in Quirk et al. 1985, A Comprehensive Grammar of the English Language, and frequent members of open
# ones; where a word belongs to several, its use around verbs of saying decides.
QUESTION_WORDS = frozenset("what how why whether if who where when".split())
POSSESSIVES = frozenset("my your his her its our their whose".split())
BE = frozenset("is are was were be been being am isn't aren't wasn't weren't he's she's".split())
AUXILIARIES = BE | frozenset(
    "has have had having do does did will would can could may might must shall should not never didn't doesn't don't "
    "hasn't haven't hadn't won't wouldn't can't couldn't cannot".split()
)
LINKS = frozenset("of for in at from with on to by near behind inside between".split())  # prepositions inside phrases
ADVERBS = frozenset(
    "also again later then still now just even already ever once often soon first further previously earlier yesterday "
    "today tonight tomorrow both all always sometimes instead meanwhile thus therefore itself himself herself "
    "themselves however recently too only so long better back".split()
)
_NOT_ADVERBS = frozenset("family italy july ally rally assembly bully reply supply daily weekly monopoly jelly".split())
BARE_DETERMINERS = frozenset("the a an his her its their our my your no every that".split())


def is_adverb(word: str) -> bool:
    """Tell whether a word can stand as an adverb between a subject and its verb.

    >>> is_adverb("repeatedly"), is_adverb("family")
    (True, False)
    """
    return word in ADVERBS or (len(word) > 4 and word.endswith("ly") and word not in _NOT_ADVERBS)
