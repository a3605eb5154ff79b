"""Who is in the text: mentions of persons, organisations, states and places, and the canonical actor behind each."""

from newsactors.actors.mentions import Mention, find_mentions, outermost

__all__ = ["Mention", "find_mentions", "outermost"]
