"""Abbreviations written with a full stop, sorted by what may follow, and words that open sentences.

Written by hand, with those added that UD English EWT writes with a stop inside the sentences of its training part, and
openers that stand at least fifteen times at a sentence start, and seldom with a capital elsewhere, in EWT and the
training part of PolNeAR 1.0 (counts only). Letters with stops between (`U.S`, `a.m`) need no entry: their shape tells.
An entry in lower case stands for any spelling, a capitalised one for capitals only: "Sun.", not "the sun.".
"""

# They stand before a name or what they compare; a sentence cannot end with them.
BEFORE_NAMES = frozenset(
    "Ft Rep Reps Sec adj adm attn atty brig capt cf cmdr col cpl cpt det dr drs e.g eg esp fr gen gov hon i.e ie insp "
    "lt maj messrs mlle mme mr mrs ms mt mx p.s pfc pres prof ps rev sen sens sgt spc ste supt viz vs".split()
)
# They stand before a number; before anything else they are words that end a sentence ("She said no.").
BEFORE_NUMBERS = frozenset(
    "approx arr art arts ca ch eq est ext fig figs max min mob no nos op para pop pp rs sec sect tel vol vols".split()
)
# They stand inside or behind a name: they end a sentence only if the next word cannot go on with the name.
BEHIND_NAMES = frozenset(
    "Ala Apr Ariz Ark Assn Assoc Asst Aug Ave Blvd Bros Calif Cie Colo Comm Conf Conn Ct Dec Del Dept Dist Div Ed Eds "
    "Esq Feb Fla Fri Ga Hwy Ill Ind Inst Intl Jan Jul Jun Kan Ky La Mar Mass Md Mfg Mich Minn Miss Mo Mon Mont Natl "
    "Neb Nev Nov Oct Okla Ont Ore Pa Penn Pkwy Pty Pvt Que Rd Rt Sask Sat Sep Sept Str Sun Tenn Tex Thu Thur Thurs "
    "Tue Tues Univ Va Vt Wash Wed Wis Wyo bros co corp dept inc jr llc lp ltd plc pty sq sr st".split()
)
# Names that are written with an exclamation mark.
WITH_EXCLAMATION_MARK = frozenset("jeb jeopardy yahoo".split())
# Before a lower-case word they are abbreviations, before a capital they end the sentence.
BEFORE_LOWER_CASE = frozenset(
    "abt addl al assn avg bldg encl etc excl freq ft hr hrs incl info lb lbs misc mph orig oz pc pct prev "
    "rec ref refs resp tsp yr yrs".split()
)
# Words whose capital tells that a sentence opens: inside names and titles they are rare or in lower case.
OPENERS = frozenset(
    "a about according additionally after again all also although among an and another any are as asked at be because "
    "before besides between both but by can could despite did do does during each earlier either even every everyone "
    "everything finally following for from had has have he he's hence her here his how however i i'd i'll i'm i've if "
    "in indeed instead is isn't it it's its just last later let like many maybe meanwhile moreover most mr mrs ms my "
    "nearly neither nevertheless nobody none nonetheless nor not nothing now of officials on once one only or other "
    "others our over perhaps please several she she's should similarly since so some someone speaking still such "
    "thanks that that's the their then there there's therefore these they they're this those though thus to together "
    "under unfortunately unless unlike until was we we're we've were what what's whatever when where whereas whether "
    "which while who why with within without would yes yet you you're your".split()
)
