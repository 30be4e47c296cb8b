import pytest

from lists.errors import ListError
from lists.parsers import ofac_csv, own
from lists.registry import parser_of
from lists.sources import Source, source_of


def test_each_source_has_its_parser() -> None:
    assert parser_of(source_of("us_ofac_sdn")) is ofac_csv.parse
    assert parser_of(source_of("own:a")) is own.parse


def test_a_source_without_a_parser_is_refused() -> None:
    with pytest.raises(ListError, match="no parser"):
        parser_of(Source(id="xx", authority="", title="", licence=""))
