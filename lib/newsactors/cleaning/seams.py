"""Find the places where two pieces of text stand together with nothing between."""

import re

from newsactors.cleaning.characters import INVISIBLE_RUN

# A word that may open a sentence, a caption or an invitation. The rule asks for one of them after the seam because a
# capital inside a word is, far more often than a lost space, part of a name: WhatsApp, McConnell, EgyptAir.
_OPENERS = (
    "A About According After All Also Although Among An And Another Any As At Because Before Both But By Click "
    "Despite Did Do Does During Each Earlier Even Every Find Follow For Former From Get Getty Had Has Have He Her "
    "Here His How However I If Image In Indeed Instead Is It Its Just Last Later Many Meanwhile More Most Mr Mrs Ms "
    "My New No Not Nothing Now Of On Once One Only Or Other Our Over People Photo Picture Police Read Register "
    "Reuters Several She Share Since Sign So Some Still Story Subscribe Such Support That The Their Then There "
    "These They This Those Though Three To Today Two Under Until Us Video Was Watch We Were What When Where Whether "
    "Which While Who Why Will With Would Yet You Your"
).split()
_SEAM_WITHOUT_STOP = re.compile(rf"(?<=[a-z]{{3}})(?=(?:{'|'.join(_OPENERS)})(?![\w@]))")
_SEAM_AFTER_STOP = re.compile(r"(?<=[a-z]{2}[.!?])(?=(?!(?:Com|Org|Net) )[A-Z][a-z]* )|(?<=[a-z][.!?][”\"])(?=[A-Z“])")
# Addresses, handles and tags are one piece whatever their capitals; so are these names, which end like a seam.
_ONE_PIECE = re.compile(
    r"[@#/]|www\.|(?<![A-Za-z])(?:LinkedIn|ShareThis|MoveOn|StandWithUs|[A-Z][a-z]+(?:Now|Watch))(?![A-Za-z])"
)


def find_seams(text: str) -> list[tuple[int, str]]:
    r"""Return the places where two pieces stand together with nothing between, and what was lost there.

    A seam without a full stop lost a paragraph break (a headline, a caption, a credit); one behind a full stop lost a
    space. Invisible characters at a seam change nothing.

    >>> find_seams("Getty ImagesMr Adani’s empire spans ports.Its debts grow.")
    [(12, '\n'), (42, ' ')]
    >>> find_seams("WhatsApp, McConnell, EgyptAir, LinkedIn, user@TheTimes.com and www.BeforeAfter.org stay whole.")
    []
    """
    if not INVISIBLE_RUN.search(text):
        return _seams(text)
    kept = [at for at, character in enumerate(text) if not INVISIBLE_RUN.match(character)]
    return [(kept[at], lost) for at, lost in _seams("".join(text[at] for at in kept))]


def _seams(text: str) -> list[tuple[int, str]]:
    seams = {match.start(): " " for match in _SEAM_AFTER_STOP.finditer(text)}
    seams |= {match.start(): "\n" for match in _SEAM_WITHOUT_STOP.finditer(text)}
    return [(at, lost) for at, lost in sorted(seams.items()) if not _ONE_PIECE.search(_word_around(text, at))]


def _word_around(text: str, at: int) -> str:
    """Return the unbroken run of characters around an offset, up to 80 on each side."""
    before, after = text[max(0, at - 80) : at], text[at : at + 80]
    return re.split(r"\s", before)[-1] + re.split(r"\s", after)[0]
