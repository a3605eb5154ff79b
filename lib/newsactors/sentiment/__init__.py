"""Sentiment: the tone of words (`vader`), and that of a sentence toward one of those it mentions (`toward`).

| module | what it does |
|---|---|
| `lexicon_scores` | VADER's scores of a text, whoever it is about |
| `target_lexicon` | words and phrases that colour what is said of someone, by class |
| `target_context` | the sentence around a marked mention: names, clauses, negations, classes |
| `target_features` | what the classifier sees of it |
| `target_model` | the classifier |
| `target_training` | learns its weights |
"""

from newsactors.sentiment.lexicon_scores import lexicon, vader, valences
from newsactors.sentiment.target_model import toward

__all__ = ["lexicon", "toward", "vader", "valences"]
