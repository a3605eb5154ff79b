"""Cut a text into articles, paragraphs, sentences and quotations, all of them spans of the text as given.

| unit | what bounds it here |
|---|---|
| article | a delimiter; where there is none, a line that is likely to open an article (see `boundaries`) |
| paragraph | a line; where a line holds a whole article, a likely break between two of its sentences |
| sentence | a stop that is not an abbreviation's; a seam (see `cleaning.find_seams`); a line end |
| quotation | an opening mark and its closing mark; where that is missing, the end of what is surely quoted |
"""

from newsactors.segmentation.articles import split_articles
from newsactors.segmentation.paragraphs import restore_paragraphs, split_paragraphs
from newsactors.segmentation.quotations import Quotation, find_quotations
from newsactors.segmentation.sentences import split_sentences

__all__ = [
    "Quotation",
    "find_quotations",
    "restore_paragraphs",
    "split_articles",
    "split_paragraphs",
    "split_sentences",
]
