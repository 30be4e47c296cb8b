"""What the settings say of lists, looked at before anything starts."""

from collections.abc import Sequence
from difflib import get_close_matches

from desk.errors import CommandError
from lists.errors import ListError
from lists.registry import source_of, sources
from lists.store.list_store import ListStore
from worker.chores.refreshing import NO_LISTS
from worker.settings import Settings


def refuse_unknown_lists(settings: Settings) -> None:
    """Return if every list that the settings name exists, and can be asked for where it must.

    Raises:
        CommandError: one does not, or has no publisher to ask.
    """
    for name in settings.required_lists:
        _known(name, "CUSTOMHOUSE_REQUIRED_LISTS")
    if settings.refresh_lists == NO_LISTS:
        return
    for name in settings.refresh_lists:
        _known(name, "CUSTOMHOUSE_REFRESH_LISTS")
        if not source_of(name).urls:
            reason = "has no publisher that could be asked; load it from disk instead"
            raise CommandError(f"CUSTOMHOUSE_REFRESH_LISTS: {name} {reason}")


def list_warnings(settings: Settings, required: Sequence[str]) -> list[str]:
    """Return what somebody should know of the lists before the first record comes.

    Args:
        required: by the policy in force.
    """
    snapshot = ListStore(settings.lists_dir).in_force()
    if snapshot is None:
        return [
            "no list is in force, so every shipment will be UNSCREENED; load one: "
            "customhouse lists refresh us_ofac_sdn, or: customhouse lists load us_ofac_sdn FOLDER"
        ]
    in_force = [state.source for state in snapshot.lists]
    warnings = [f"list {s.source} holds no entry at all" for s in snapshot.lists if not s.entries]
    missing = [name for name in required if name not in in_force]
    if missing:
        warnings.append(
            f"required list {', '.join(missing)} is not in force, so every shipment will be "
            "UNSCREENED"
        )
    if not required:
        warnings.append(
            f"no list is required, so CLEAR rests on whatever is in force ({', '.join(in_force)}); "
            "name those that must be there in lists.required of the policy"
        )
    return warnings


def _known(name: str, setting: str) -> None:
    try:
        source_of(name)
    except ListError as exc:
        near = get_close_matches(name, [source.id for source in sources()], n=1)
        advice = f"did you mean {near[0]}?" if near else "see: customhouse lists sources"
        raise CommandError(f"{setting}: {name} is no list; {advice}") from exc
