"""Which parser reads which source."""

from lists.errors import ListError
from lists.parsed import Parser
from lists.parsers import ofac_csv, own
from lists.sources import Source

_PARSERS: dict[str, Parser] = {"us_ofac_sdn": ofac_csv.parse}


def parser_of(source: Source) -> Parser:
    """Return the parser of a source's format."""
    if source.id.startswith("own:"):
        return own.parse
    if source.id not in _PARSERS:
        raise ListError(source.id, "", "no parser reads this list")
    return _PARSERS[source.id]
