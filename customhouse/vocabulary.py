"""Vocabularies that grow: a reader takes a word that it does not know yet."""

from enum import StrEnum
from functools import partial
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Open:
    """Marks a field whose vocabulary may have more words than ours has.

    A known word is read as the member it is. Any other becomes a member of the same class that is
    none of the known ones, and is written as it was read.

    Example:
        type: Annotated[EventType, Open()]
    """

    def __get_pydantic_core_schema__(
        self, source: type[StrEnum], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        word = core_schema.no_info_after_validator_function(
            partial(_stranger, source), core_schema.str_schema()
        )
        return core_schema.union_schema(
            [handler(source), word],
            mode="left_to_right",
            serialization=core_schema.to_string_ser_schema(),
        )

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        union: Any = core
        known = handler(union["choices"][0])
        return {"anyOf": [known, {"type": "string"}], "description": "more words may come"}


def _stranger(vocabulary: type[StrEnum], word: str) -> StrEnum:
    member = str.__new__(vocabulary, word)
    member._name_ = member._value_ = word
    return member
