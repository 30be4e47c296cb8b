"""What the parts of a record have in common: how texts are bounded, and what is not said."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic_core import CoreSchema

MAX_NAME_CHARS: Final = 512
MAX_TEXT_CHARS: Final = 4000

# NUL can be stored in no SQL text column, and no name needs it. The schema says so to other
# languages; here the whole record is looked through once (customhouse.content), which is cheaper
# than a pattern on every text.
WITHOUT_NUL: Final = Field(json_schema_extra={"pattern": r"^[^\x00]*$"})
_NAME: Final = Field(json_schema_extra={"pattern": r"^([^\x00]*[^\x00\s][^\x00]*)?$"})

Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT_CHARS), WITHOUT_NUL]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=128), WITHOUT_NUL]
NameText = Annotated[
    str, StringConstraints(min_length=1, max_length=MAX_NAME_CHARS, pattern=r"\S"), _NAME
]

# Many write a year as a number.
PartialDate = Annotated[
    ShortText,
    Field(coerce_numbers_to_str=True, json_schema_extra={"type": ["string", "integer"]}),
]


class Part(BaseModel):
    """A part of the record: frozen, and strict about fields it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, given: Any) -> Any:
        return without_empty(cls, given)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core))
        for name, field in schema.get("properties", {}).items():
            if name in optional_fields(cls):
                _allow_empty(field)
        return schema


def without_empty(part: type[Part], given: Any) -> Any:
    """Return the fields without those that say nothing.

    An optional field that holds "" is left out, and an array of texts loses its empty ones.
    What is no object comes back as it is, for validation to refuse.
    """
    if isinstance(given, Part):
        given = given.model_dump(by_alias=True, exclude_unset=True)
    if not isinstance(given, dict):
        if not isinstance(given, Mapping):
            return given
        given = dict(given)
    # Asked of every part of a record: most hold nothing empty, and are left alone.
    if "" in given.values():
        optional = optional_fields(part)
        given = {name: v for name, v in given.items() if v != "" or name not in optional}
    for name, value in given.items():
        if isinstance(value, list | tuple) and "" in value and _are_texts(value):
            given = {**given, name: [text for text in value if text]}
    return given


@cache
def optional_fields(part: type[Part]) -> frozenset[str]:
    """Return the names, as a sender writes them, of the fields that may be left out."""
    fields = part.model_fields.items()
    return frozenset(info.alias or name for name, info in fields if not info.is_required())


def _are_texts(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def _allow_empty(field: dict[str, Any]) -> None:
    for kind in (*field.get("anyOf", ()), field, field.get("items", {})):
        if kind.get("type") == "string":
            kind.pop("minLength", None)
