"""The shape of a record as plain data, made from the models.

A model makes an object of every part and fills in each of its some twenty defaults; most records
say a tenth of that. Checked as dictionaries that hold only what is said, the same record costs
half, and its canonical form less than half (docs/benchmarks.md). So the models are the contract,
the schema and what a caller writes or asks for; bytes that come in are checked by their shape.
"""

import operator
from collections.abc import Callable
from functools import cache, partial
from types import UnionType
from typing import Annotated, Any, Final, NotRequired, Required, Union, get_args, get_origin

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter
from pydantic.fields import FieldInfo
from typing_extensions import TypedDict

from customhouse.part import Part, without_empty
from customhouse.shipment import ShipmentRecord

# Not among the content of a record, so not in its canonical form.
_NO_CONTENT: Final = frozenset({"as_of"})
_make: Final[Any] = TypedDict


@cache
def record_shape(*, takes_empty: bool) -> TypeAdapter[dict[str, Any]]:
    """Return what checks a record and writes its canonical form.

    The dictionaries that it makes hold only what is said, their keys in alphabetical order.

    Args:
        takes_empty: optional fields may hold "", which is left out; that costs a call for each
            part of the record. Without it such a record is refused.
    """
    return TypeAdapter(_Shapes(takes_empty=takes_empty).of(ShipmentRecord))


class _Shapes:
    """The shapes of the models, each made once."""

    def __init__(self, *, takes_empty: bool) -> None:
        self._takes_empty = takes_empty
        self._made: dict[type[Part], Any] = {}

    def of(self, kind: Any) -> Any:
        """Return an annotation with every model in it replaced by its shape."""
        if isinstance(kind, type) and issubclass(kind, Part):
            if kind not in self._made:
                self._made[kind] = self._shape(kind)
            return self._made[kind]
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return Annotated[(self.of(inner[0]), *inner[1:])]
        if origin in (Union, UnionType):
            return Union[tuple(self.of(each) for each in inner)]  # noqa: UP007  made of a tuple
        return kind if origin is None else origin[tuple(self.of(each) for each in inner)]

    def _shape(self, part: type[Part]) -> Any:
        written = {info.alias or name: info for name, info in part.model_fields.items()}
        fields = {name: self._field(name, written[name]) for name in sorted(written)}
        shape = _make(part.__name__, fields)
        shape.__pydantic_config__ = ConfigDict(extra="forbid", allow_inf_nan=False)
        if not self._takes_empty:
            return shape
        return Annotated[shape, BeforeValidator(partial(without_empty, part))]

    def _field(self, name: str, info: FieldInfo) -> Any:
        said: Any = Required if info.is_required() else NotRequired
        return said[Annotated[(self.of(info.annotation), *info.metadata, _left_out(name, info))]]


def _left_out(name: str, info: FieldInfo) -> Any:
    """Return when the canonical form leaves a field out: where it holds its default."""
    if name in _NO_CONTENT:
        return Field(exclude=True)
    default = None if info.is_required() else info.get_default(call_default_factory=True)
    return Field() if default is None else Field(exclude_if=_is_default(default))


def _is_default(default: Any) -> Callable[[Any], bool]:
    # Both are written in C: a field of every record is asked.
    return partial(operator.eq, default) if default else operator.not_
