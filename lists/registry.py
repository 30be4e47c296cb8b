"""Which parser reads which source."""

from lists.parsed import Parser
from lists.parsers import ofac_csv, own
from lists.sources import Source

_PARSERS: dict[str, Parser] = {"us_ofac_sdn": ofac_csv.parse}


def parser_of(source: Source) -> Parser:
    """Return the parser of a source's format."""
    return _PARSERS.get(source.id, own.parse)
