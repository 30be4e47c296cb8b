"""Words that came later."""

from enum import StrEnum
from typing import Annotated

import pytest
from pydantic import BaseModel, ValidationError

from customhouse.vocabulary import Open


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Lamp(BaseModel):
    colour: Annotated[Colour, Open()]


def test_a_known_word_is_its_member() -> None:
    assert Lamp.model_validate_json('{"colour": "red"}').colour is Colour.RED


def test_an_unknown_word_is_none_of_the_members() -> None:
    colour = Lamp.model_validate_json('{"colour": "amber"}').colour
    assert isinstance(colour, Colour)
    assert (colour, colour.value, str(colour)) == ("amber", "amber", "amber")
    assert colour not in list(Colour)


def test_an_unknown_word_is_written_as_it_was_read() -> None:
    text = '{"colour":"amber"}'
    assert Lamp.model_validate_json(text).model_dump_json() == text


def test_the_vocabulary_itself_stays_closed() -> None:
    Lamp.model_validate_json('{"colour": "amber"}')
    with pytest.raises(ValueError, match="amber"):
        Colour("amber")


@pytest.mark.parametrize("text", ['{"colour": 7}', '{"colour": null}', "{}"])
def test_what_is_no_word_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Lamp.model_validate_json(text)


def test_the_schema_takes_any_word() -> None:
    kinds = Lamp.model_json_schema()["properties"]["colour"]["anyOf"]
    assert {"type": "string"} in kinds
