"""The command line: `customhouse …`."""

import os
from typing import Final

_SETTING: Final = "CUSTOMHOUSE_"
# What a shell says of a program that Ctrl-C ended.
_INTERRUPTED: Final = 130


def main() -> int:
    """Run the command line; expected errors become one line and exit code 1."""
    # Imports are late, here and in the commands: --help and --version need none of them, and
    # Ctrl-C may come during any.
    try:
        _warn_of_settings()
        from desk.cli.commands import app  # noqa: PLC0415

        app()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as exc:
        from desk.cli.failures import reason_of  # noqa: PLC0415

        reason = reason_of(exc)
        if reason is None:
            raise
        return _complain(reason)
    return 0


def _warn_of_settings() -> None:
    if not any(name.upper().startswith(_SETTING) for name in os.environ):
        return
    from desk.cli.failures import SETTINGS_PAGE  # noqa: PLC0415
    from desk.cli.printing import notices  # noqa: PLC0415
    from desk.wording import printable  # noqa: PLC0415
    from worker.settings import ignored_variables  # noqa: PLC0415

    for variable, nearest in ignored_variables(os.environ).items():
        advice = f"did you mean {nearest}?" if nearest else SETTINGS_PAGE
        said = f"{variable} is no setting and is ignored; {advice}"
        notices().print(printable(said), markup=False)


def _complain(reason: str) -> int:
    from desk.cli.printing import print_error  # noqa: PLC0415

    print_error(reason)
    return 1
