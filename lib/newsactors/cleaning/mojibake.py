"""Find UTF-8 that was read as Windows-1252 or Latin-1, and what it stood for."""

import re
from collections.abc import Iterator

from newsactors.spans import Span

# The bytes 0x80 to 0xFF as either code page shows them; the five that Windows-1252 leaves undefined come as controls.
_BYTE = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
# The same characters after compatibility decomposition, as some archives store text.
_DECOMPOSED = {
    "A\u0303": "Ã",
    "A\u0302": "Â",
    " \u0304": "¯",
    " \u0308": "¨",
    " \u0301": "´",
    " \u0327": "¸",
    "1\u20444": "¼",
    "1\u20442": "½",
    "3\u20444": "¾",
}
# What closes, breaks or opens a phrase in good text too, so that behind a letter it proves nothing: PÅ”, IRMÃ…
_PUNCTUATION = frozenset("‘’“”‚„…–—•«»\u0085")


def _class(low: int, high: int) -> str:
    shown = [character for character, byte in _BYTE.items() if low <= byte <= high]
    whole = [decomposed for decomposed, character in _DECOMPOSED.items() if character in shown]
    return "|".join([f"[{''.join(map(re.escape, shown))}]", *whole])


_TAIL = f"(?:{_class(0x80, 0xBF)})"
# A character of two, three or four bytes; or one whose last byte was lost on the way: a closing quotation mark (its
# third byte is undefined in Windows-1252), a no-break space and an `à` (their second became a plain space). The class
# comes first, and the alternatives look back at it, because the search then skips to its characters at once.
_SEQUENCE = re.compile(
    rf"[Â-ô](?:(?<=[Â-ß]){_TAIL}|(?<=[à-ï]){_TAIL}{{2}}|(?<=[ð-ô]){_TAIL}{{3}}|(?<=â)€"
    r"|(?<=[a-z\d.,;:!?’”)%]Â)(?= )|(?<=[a-z]Ã)(?= ))"
)
_DECOMPOSED_SEQUENCE = re.compile(rf"A[\u0302\u0303]{_TAIL}")
_WORD_END = re.compile(r"[sS]?(?!\w)")
_LOST_BYTE = {"â€": "”", "Â": "", "Ã": "à"}


def find_mojibake(text: str) -> Iterator[tuple[Span, str]]:
    """Find UTF-8 read as Windows-1252 or Latin-1: each wrong stretch, and the one character it stood for.

    What was encoded twice comes off one layer a call. Only what can hardly be anything else is reported: Western and
    Central European letters, general punctuation and emoji singly, other scripts where two characters in a row decode.
    An `Ã` or `Å` that stands for itself (`SÃO`, `“PÅ”`) is left alone. Not for texts about encodings.

    >>> [(span.start, right) for span, right in find_mojibake("Itâ€™s a clichÃ© in SÃO PAULO.")]
    [(2, '’'), (14, 'é')]
    """
    if text.isascii():
        return
    spots = []
    patterns = [_SEQUENCE, _DECOMPOSED_SEQUENCE] if "\u0302" in text or "\u0303" in text else [_SEQUENCE]
    for match in [match for pattern in patterns for match in pattern.finditer(text)]:
        shown = _composed(match.group())
        right = _decode(shown)
        if right is not None:
            spots.append((Span(*match.span()), shown, right))
    starts, ends = {span.start for span, _, _ in spots}, {span.end for span, _, _ in spots}
    for span, shown, right in spots:
        in_a_row = span.end in starts or span.start in ends
        if shown in _LOST_BYTE or _is_certain(text, span, shown, right, in_a_row):
            yield span, right


def _composed(shown: str) -> str:
    for decomposed, character in _DECOMPOSED.items():
        shown = shown.replace(decomposed, character)
    return shown


def _decode(shown: str) -> str | None:
    """Return the character whose bytes are shown, or None where they are no UTF-8."""
    if shown in _LOST_BYTE:
        return _LOST_BYTE[shown]
    try:
        return bytes(_BYTE[character] for character in shown).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_certain(text: str, span: Span, shown: str, right: str, in_a_row: bool) -> bool:
    """Tell whether a stretch that decodes is damage and not a letter with punctuation behind it."""
    before = text[max(0, span.start - 1) : span.start]
    if right < "\u00a0":  # a control, half of a character that was encoded twice
        return in_a_row or shown[-1] == right
    if shown[0] == "Â":
        return True
    if right <= "\u017f":
        ends_a_word = shown[-1] in _PUNCTUATION and _WORD_END.match(text, span.end)
        return not ends_a_word and not (shown[-1] == "\u00a0" and before.isupper())
    if "\u2000" <= right <= "\u23ff" or right >= "\U0001f000" or right in "\ufeff\ufffd\ufb01\ufb02":
        return True
    return in_a_row and (len(shown) == 2 or not before.isalpha())
