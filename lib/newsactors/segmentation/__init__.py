"""Cut a text into articles, paragraphs, sentences and quotations, all of them spans of the text as given.

| unit | what bounds it here |
|---|---|
| article | a line without a final stop that is not a headline: where a scraper cut, or an article's last line |
| paragraph | a line |
| sentence | a final stop before a capital, an opening mark or a digit; a seam (see `cleaning.find_seams`); a line end |
| quotation | an opening mark and its closing mark; where that is missing, the end of the paragraph |
"""

from newsactors.segmentation.articles import split_articles
from newsactors.segmentation.paragraphs import split_paragraphs
from newsactors.segmentation.quotations import Quotation, find_quotations
from newsactors.segmentation.sentences import split_sentences

__all__ = ["Quotation", "find_quotations", "split_articles", "split_paragraphs", "split_sentences"]
