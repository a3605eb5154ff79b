"""Who said what: statements with source, cue and content, and the actor who speaks."""

from newsactors.positions.nested import find_nested
from newsactors.positions.statements import MIN_CONFIDENCE, Statement, find_statements, find_statements_batch

__all__ = ["MIN_CONFIDENCE", "Statement", "find_nested", "find_statements", "find_statements_batch"]
