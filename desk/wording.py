"""Words for people that every room needs."""

from datetime import timedelta


def printable(text: object) -> str:
    """Return the text without what could steer a terminal: records hold anything."""
    return "".join(char if char.isprintable() else "\ufffd" for char in str(text))


def age_words(seconds: float) -> str:
    """Return an age that people read at a glance: "3 d 4 h", "12 min"."""
    span = timedelta(seconds=int(seconds))
    hours, minutes = span.seconds // 3600, span.seconds // 60 % 60
    if span.days:
        return f"{span.days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
