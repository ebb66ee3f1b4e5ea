"""Parts the text of a finding into one short claim and the evidence that follows it."""

import re

from graph_service.words import Language, Text

_LONG = 140
_QUOTES = {"de": ("„", "“"), "en": ("“", "”")}
_ABOUT = {"de": "Es geht um", "en": "This is about"}
_DATE = re.compile(r"(?<!\d)\d{1,2}$")
_NAMES = {
    "de": re.compile(r"(.+?): („[^“]*“(?:(?:, | und )„[^“]*“)*(?: und [\d.]+ weitere)?\.)"),
    "en": re.compile(r"(.+?): (“[^”]*”(?:(?:, | and )“[^”]*”)*(?: and [\d,]+ more)?\.)"),
}


def parted(text: Text) -> tuple[Text, Text]:
    """Give the first sentence of *text*, and the rest, which may be empty.

    A long first sentence that ends with a list of names ends before the list. Full stops in names (in quotes), in
    brackets and in days such as 12. Juni end no sentence.
    """
    de, more_de = _parted(text.de, "de")
    en, more_en = _parted(text.en, "en")
    return Text(de, en), Text(more_de, more_en)


def _parted(text: str, language: Language) -> tuple[str, str]:
    end = _end(text, language)
    first, rest = text[:end], text[end:].strip()
    named = _NAMES[language].fullmatch(first) if len(first) > _LONG else None
    return (f"{named[1]}.", f"{_ABOUT[language]} {named[2]} {rest}".strip()) if named else (first, rest)


def _end(text: str, language: Language) -> int:
    """Place behind the full stop that ends the first sentence; the end of the text if there is none."""
    opening, closing = _QUOTES[language]
    depth = 0
    for place, sign in enumerate(text):
        if sign in (opening, "("):
            depth += 1
        elif sign in (closing, ")"):
            depth = max(0, depth - 1)
        elif sign == "." and not depth and text[place + 1 : place + 2] == " " and not _DATE.search(text[:place]):
            return place + 1
    return len(text)
