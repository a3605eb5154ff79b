"""Word classes that the attribution rules tell apart, and the two guesses they make about words outside them."""

# Closed classes as in Quirk et al. 1985, A Comprehensive Grammar of the English Language, and frequent members of open
# ones; where a word belongs to several, its use around verbs of saying decides.
PRONOUNS = frozenset("i you he she it we they who this that these those many some others both".split())
POSSESSIVES = frozenset("my your his her its our their whose".split())
DETERMINERS = POSSESSIVES | frozenset(
    "the a an this that these those some many most several every each any no one".split()
)
BE = frozenset("is are was were be been being am isn't aren't wasn't weren't he's she's".split())
AUXILIARIES = BE | frozenset(
    "has have had having do does did will would can could may might must shall should not never didn't doesn't don't "
    "hasn't haven't hadn't won't wouldn't can't couldn't cannot".split()
)
CONJUNCTIONS = frozenset("and but or yet then nor".split())
SUBORDINATORS = frozenset(
    "that because although though while whereas when whenever where if unless until since as after before than whether "
    "which what how why whom so despite during about against into over under amid like through without".split()
)
LINKS = frozenset("of for in at from with on to by near behind inside between".split())  # prepositions inside phrases
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset("january february march april may june july august september october november december".split())
PERIODS = frozenset(
    "morning afternoon evening night week month year summer spring fall autumn winter weekend day".split()
)
ADVERBS = frozenset(
    "also again later then still now just even already ever once often soon first further previously earlier yesterday "
    "today tonight tomorrow both all always sometimes instead meanwhile thus therefore itself himself herself "
    "themselves however recently too only so long better back".split()
)
NOT_ADVERBS = frozenset("family italy july ally rally assembly bully reply supply daily weekly monopoly jelly".split())
OUTSIDE_PHRASES = frozenset("who today yesterday there here he she they we i it him them".split())
BARE_DETERMINERS = frozenset("the a an his her its their our my your no every that".split())
FINITE = AUXILIARIES | frozenset(
    "said says told made went took came gave got left won lost met led held began became saw knew thought found "
    "called wrote put let seems seemed appears appeared remains remained spoke".split()
)
# Participles that stand behind the noun they belong to: "the report released on Monday".
ADJUNCTS = frozenset(
    "released published conducted issued posted based named called titled involved commissioned".split()
)
# Where and how one speaks; "in a statement" tells nothing of what is said.
OCCASIONS = frozenset(
    "statement interview speech email e-mail letter memo tweet post report article briefing conference rally hearing "
    "debate testimony filing column essay book blog call message note reporters journalists interviews remarks twitter "
    "facebook response reply television tv radio".split()
)
OCCASION_LINKS = frozenset("with to on in at by from".split())


def is_adverb(word: str) -> bool:
    """Tell whether a word can stand as an adverb between a subject and its verb.

    >>> is_adverb("repeatedly"), is_adverb("family")
    (True, False)
    """
    return word in ADVERBS or (len(word) > 4 and word.endswith("ly") and word not in NOT_ADVERBS)


def looks_finite(word: str) -> bool:
    """Tell whether a word is likely to be a finite verb: an auxiliary, a frequent past, a form in -ed.

    >>> [word for word in "the talks failed and he went home".split() if looks_finite(word)]
    ['failed', 'went']
    """
    return word in FINITE or (word.endswith("ed") and len(word) > 4)
