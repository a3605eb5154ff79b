r"""One small sequence tagger: words as columns, hashed templates, a linear chain; for parts of speech and attribution.

| module | what it does |
|---|---|
| `tokens` | reads texts into columns of tokens: offsets, word, place in quotation, sentence, line |
| `columns` | what each word tells by itself: itself, its stem, ending and shape |
| `templates` | joins columns into hashed features: "w@0 w@-1\\|w@0" |
| `chain` | the best labels of a line, and the probability of each, exactly alike on every processor |
| `model` | weights as plain arrays, and their scores for each token |
| `scoring` | the same scores, faster: templates looked up by value or by kind of word |
| `training` | learns weights from labelled lines |
| `parts_of_speech` | guesses the part of speech of each token |
"""

from newsactors.tagging.model import Model
from newsactors.tagging.tokens import Tokens, read_tokens

__all__ = ["Model", "Tokens", "read_tokens"]
