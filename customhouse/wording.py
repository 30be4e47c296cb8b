"""What is wrong with a record, in our own words: pydantic's are for programmers."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

_A_MOMENT: Final = "should be a date or a time: 2026-02-01 or 2026-02-01T10:00:00Z"
_A_DAY: Final = "should be a date: 2026-02-01"
_A_NUMBER: Final = "should be a number: 12.5"
_A_WHOLE_NUMBER: Final = "should be a whole number: 12"
_AN_AMOUNT: Final = "should be an amount: 1200.50"
_AN_ARRAY: Final = "should be an array: [ … ]"
_AN_OBJECT: Final = "should be an object: {{ … }}"
_TRUTH: Final = "should be true or false"
NESTED_TOO_DEEP: Final = "nested too deep"

# What is in braces comes with the error: "{max_length}". A test meets every kind that the record
# can raise and finds it here.
WORDS: Final[Mapping[str, str]] = {
    "missing": "is missing",
    "extra_forbidden": "unknown field; put what is your own under extensions",
    "string_type": "should be text, in quotes",
    "string_too_short": "is empty",
    "string_too_long": "has more than {max_length} characters",
    "string_pattern_mismatch": "holds nothing but blanks",
    "string_unicode": "holds half of a character (a lone surrogate)",
    "enum": "should be one of {expected}",
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "int_type": _A_WHOLE_NUMBER,
    "int_parsing": _A_WHOLE_NUMBER,
    "int_parsing_size": "has too many digits",
    "int_from_float": _A_WHOLE_NUMBER,
    "float_type": _A_NUMBER,
    "float_parsing": _A_NUMBER,
    "finite_number": "is no number, or too large for one",
    "greater_than_equal": "is less than {ge}",
    "less_than_equal": "is more than {le}",
    "decimal_type": _AN_AMOUNT,
    "decimal_parsing": _AN_AMOUNT,
    "decimal_max_digits": "has more than {max_digits} digits",
    "decimal_max_places": "has more than {decimal_places} digits after the point",
    "decimal_whole_digits": "has more than {whole_digits} digits before the point",
    "date_type": _A_DAY,
    "date_parsing": _A_DAY,
    "date_from_datetime_parsing": _A_DAY,
    "date_from_datetime_inexact": "should be a date without a time: 2026-02-01",
    "datetime_type": _A_MOMENT,
    "datetime_parsing": _A_MOMENT,
    "datetime_from_date_parsing": _A_MOMENT,
    "datetime_object_invalid": _A_MOMENT,
    "tuple_type": _AN_ARRAY,
    "too_short": "needs at least one entry",
    "too_long": "has more than {max_length} entries",
    "dict_type": _AN_OBJECT,
    "invalid_key": "has a name that is no text",
    "recursion_loop": NESTED_TOO_DEEP,
    "json_invalid": "is not JSON",
    "literal_error": "should be {expected}",
}
_OTHERWISE: Final = "cannot be read"
_ROLE: Final = "unknown role; use one of {expected}, or its UN/EDIFACT DE 3035 code"


def first_objection(error: ValidationError) -> tuple[str, str]:
    """Return the field that is wrong, "parties.0.role", and what is wrong with it."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(step) for step in first["loc"])
    return field, _worded(first["type"], field, first.get("ctx", {}))


def _worded(kind: str, field: str, facts: Mapping[str, Any]) -> str:
    is_role = kind == "enum" and field.endswith("role")
    words = _ROLE if is_role else WORDS.get(kind, _OTHERWISE)
    # pydantic lists words as "'a', 'b' or 'c'".
    plain = {"expected": str(facts.get("expected", "")).replace("'", "").replace(" or ", ", ")}
    return words.format_map({**facts, **plain})
