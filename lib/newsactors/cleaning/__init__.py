"""Find and repair what scraping did to a text, tag what is not the article's voice, and lose nothing."""

from newsactors.cleaning.characters import INVISIBLE, ends_with_stop
from newsactors.cleaning.repair import CleanText, Edit, Tag, clean, restore
from newsactors.cleaning.seams import find_seams

__all__ = ["INVISIBLE", "CleanText", "Edit", "Tag", "clean", "ends_with_stop", "find_seams", "restore"]
