"""What went wrong, in words; imported when something has."""

from typing import Final

import redis
from pydantic import ValidationError
from pydantic_settings import SettingsError

from customhouse.errors import CustomhouseError
from screening.errors import ScreeningError

SETTINGS_PAGE: Final = "docs/operations.md lists every setting"


def reason_of(exc: Exception) -> str | None:
    """Return what a person needs to know of an expected error; None: it is a fault of ours."""
    match exc:
        case CustomhouseError() | ScreeningError():
            return str(exc)
        case redis.ConnectionError():
            return f"Redis does not answer ({exc}); start one with: customhouse up"
        case redis.RedisError():
            return f"Redis refused: {exc}"
        case ValidationError() | SettingsError():
            return _settings_reason(exc)
        case OSError():
            return f"{exc.filename or 'system'}: {exc.strerror or exc}"
        case _:
            return None


def _settings_reason(exc: ValidationError | SettingsError) -> str:
    if isinstance(exc, ValidationError):
        first = exc.errors(include_url=False, include_input=False)[0]
        name, wrong = str(first["loc"][0]), first["msg"].removeprefix("Value error, ")
    else:
        # Its message quotes the field, and never the value, which may be a password.
        name, wrong = str(exc).split('"')[1], "cannot be read"
    return f"setting CUSTOMHOUSE_{name.upper()}: {wrong}. Correct or unset it; {SETTINGS_PAGE}"
