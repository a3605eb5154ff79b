"""Sentiment: the tone of words (`vader`), and how a sentence presents one of those it mentions (`toward`).

`toward` tells whether the sentence, in the reporter's or a quoted voice, presents the mention negatively, neutrally or
positively; who speaks is not asked.

| module | what it does |
|---|---|
| `lexicon_scores` | VADER's scores of a text, whoever it is about |
| `vader_words` | VADER's lexicon, its lists of words and its numbers |
| `vader_tokens` | what the rules ask of a word, as a table |
| `vader_reading` | the words of many texts, as numbers in that table |
| `vader_rules` | the rules, and the scores they make |
| `benchmark` | their speed and memory, beside vaderSentiment and NLTK |
| `second_lexicon` | another list of rated words for the same rules |
| `voices` | the same of what is quoted in a sentence, and of the rest |
| `target_lexicon` | words and phrases that colour what is said of someone, by class |
| `target_context` | the sentence around a marked mention: names, clauses, negations, classes |
| `target_roles` | what the mention does and what is done to it, guessed |
| `target_features` | what the classifier sees of it |
| `target_model` | the classifier |
| `target_training` | learns its weights |
| `aggregation` | from mentions to actors, with counts and intervals |
"""

from newsactors.sentiment.aggregation import FEW, toward_actors, toward_mentions
from newsactors.sentiment.lexicon_scores import TONE, lexicon, vader, valences
from newsactors.sentiment.second_lexicon import afinn
from newsactors.sentiment.target_model import SURE, toward
from newsactors.sentiment.voices import split_voices, vader_by_voice

__all__ = [
    "FEW",
    "SURE",
    "TONE",
    "afinn",
    "lexicon",
    "split_voices",
    "toward",
    "toward_actors",
    "toward_mentions",
    "vader",
    "vader_by_voice",
    "valences",
]
