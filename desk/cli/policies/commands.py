"""`customhouse policy show`, `check`, `activate`, `confirm`: what counts as a hit."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from desk.cli.against import time_words
from desk.cli.compiling import reading_lists
from desk.cli.foreseen import print_preview
from desk.cli.located import located
from desk.cli.printing import (
    JsonOption,
    notices,
    print_indented,
    print_json,
    print_labelled,
    print_line,
    tell,
)
from desk.errors import CommandError
from desk.lists.activating import activate as activate_basis
from desk.person import this_person
from desk.policies.differences import SettingChange, differences
from desk.policies.in_force import rules_in_force
from desk.policies.previewing import foresee_policy
from desk.policies.toml import to_toml
from desk.policies.versions import Decided, Version, confirm, propose, versions
from desk.service.opening import open_ledger
from desk.service.place import Place
from ledger.trail.rows import Act
from lists.store.list_store import ListStore
from worker.policies.content import ADAPTER, content_of, id_of
from worker.policies.reading import read_policy

FileArgument = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="The policy, in TOML or JSON.")
]
ByOption = Annotated[
    str | None, typer.Option("--by", help="Your name; default: the user of this machine.")
]


@located
def show(
    place: Place,
    version: Annotated[int | None, typer.Argument(min=1, help="Default: the one in force.")] = None,
    as_toml: Annotated[bool, typer.Option("--toml", help="The policy alone, as a file.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the policy in force, or a version of it, and every version there was."""
    known = _versions(place)
    chosen = _chosen(known, version)
    content = content_of(rules_in_force(place))
    if chosen is not None:
        content = orjson.loads(chosen.kept.content)
    if as_toml:
        typer.echo(to_toml(content), nl=False)
    elif as_json:
        print_json({"content": content, "versions": [_version_data(each) for each in known]})
    else:
        _show(chosen, content, known)


@located
def check(place: Place, file: FileArgument, as_json: JsonOption = False) -> None:
    """Check a policy's file, and show what it says otherwise than the one in force."""
    rules = read_policy(file)
    changes = differences(rules_in_force(place), rules)
    if as_json:
        print_json({"policy": id_of(rules), "content": content_of(rules), "changes": changes})
        return
    print_line(f"{file.name} is a policy: {id_of(rules)}", "bold green")
    _show_changes(changes)


@located
def preview(place: Place, file: FileArgument, as_json: JsonOption = False) -> None:
    """Say how many alerts would appear, change and vanish, exactly as activation would tell it."""
    rules, settings = read_policy(file), place.settings
    with open_ledger(place) as ledger, reading_lists():
        found = foresee_policy(ledger, settings, rules, datetime.now(UTC))
    if found.unready is not None:
        said = f"with this policy nothing would be screened: {found.unready}"
        raise CommandError(said)
    print_preview(found.preview, as_json)


@located
def activate(
    place: Place,
    file: FileArgument,
    reason: Annotated[str, typer.Option(help="Why, for whoever looks at a verdict later.")],
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring a policy into force; open shipments are screened again with it."""
    if not reason.strip():
        raise typer.BadParameter("say why: --reason must not be empty")
    rules, at = read_policy(file), datetime.now(UTC)
    with open_ledger(place) as ledger:
        done = propose(
            ledger.trail, place.settings, rules, by=this_person(by), reason=reason.strip(), at=at
        )
    _end(place, done, as_json=as_json)


@located
def confirm_version(
    place: Place,
    version: Annotated[int, typer.Argument(min=1, help="The version that awaits you.")],
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Agree, as the second person, to a policy that somebody else asked for."""
    with open_ledger(place) as ledger:
        done = confirm(
            ledger.trail, place.settings, version, by=this_person(by), at=datetime.now(UTC)
        )
    _end(place, done, as_json=as_json)


def _end(place: Place, done: Decided, *, as_json: bool) -> None:
    data: dict[str, Any] = {"version": done.version, "policy": done.id, "awaits": done.awaits}
    if done.awaits:
        said = f"version {done.version} ({done.id}) awaits a second person"
        advice = f"customhouse policy confirm {done.version} --by NAME"
        tell(f"{said}, who says: {advice}", data, as_json=as_json)
        return
    store = ListStore(place.settings.lists_dir)
    moved = activate_basis(place.settings, store, datetime.now(UTC))
    data |= {"basis": None if moved.basis is None else moved.basis.number}
    tell(f"version {done.version} ({done.id}) is in force", data, as_json=as_json)
    if moved.left_to_workers:
        notices().print(moved.left_to_workers, markup=False)
    elif moved.basis is not None and not as_json:
        number = moved.basis.number
        print_line(f"basis {number} is active; open shipments are screened again")


def _versions(place: Place) -> list[Version]:
    if not place.has_ledger:
        return []
    with open_ledger(place) as ledger:
        return versions(ledger.trail)


def _chosen(known: Sequence[Version], number: int | None) -> Version | None:
    if number is None:
        return next((each for each in known if each.is_in_force), None)
    for each in known:
        if each.kept.version == number:
            return each
    there = ", ".join(str(each.kept.version) for each in known) or "none"
    raise CommandError(f"policy version {number}: there is none; there are: {there}")


def _show(chosen: Version | None, content: Any, known: Sequence[Version]) -> None:
    if chosen is None:
        print_line("policy of the settings; the first start keeps it as version 1", "bold")
    else:
        state = ", in force" if chosen.is_in_force else ""
        print_line(f"policy version {chosen.kept.version}{state}", "bold")
        print_labelled("id", chosen.kept.id)
        for act in chosen.activations:
            print_labelled("activated", _act_words(act))
    rules = ADAPTER.validate_python(content)
    levels, required = rules.levels, ", ".join(rules.lists.required) or "no list by name"
    print_labelled("levels", f"review {levels.review:g}, strong {levels.strong:g}")
    print_labelled("required", required)
    print_labelled("says", "" if content else "nothing: every setting holds its default")
    for line in to_toml(content).splitlines() if content else ():
        print_indented(line, 4)
    others = [each for each in known if each is not chosen]
    for each in others:
        print_labelled("version", _version_words(each))


def _version_words(each: Version) -> str:
    said = f"{each.kept.version} ({each.kept.id})"
    if each.proposal is not None:
        proposal = each.proposal
        return f"{said}, awaits a second person; asked for by {proposal.by}: {_why(proposal)}"
    if each.activations:
        return f"{said}, activated {_act_words(each.activations[-1])}"
    return f"{said}, never in force"


def _act_words(act: Act) -> str:
    who = act.by or "the service"
    who += f" (user {act.account})" if act.account and act.account != act.by else ""
    asked = f", asked for by {act.data['asked_by']}" if "asked_by" in act.data else ""
    return f"{time_words(act.at)} by {who}{asked}: {_why(act)}"


def _why(act: Act) -> str:
    return str(act.data["reason"])


def _show_changes(changes: Sequence[SettingChange]) -> None:
    for change in changes:
        print_labelled(
            "changes", f"{change.setting}: {_value(change.before)} → {_value(change.after)}"
        )
    if not changes:
        print_labelled("changes", "nothing: it says what the policy in force says")


def _value(value: object) -> str:
    return "–" if value is None else str(value)


def _version_data(each: Version) -> dict[str, Any]:
    acts = [
        {"at": act.at, "by": act.by, "account": act.account, **act.data} for act in each.activations
    ]
    return {
        "version": each.kept.version,
        "policy": each.kept.id,
        "kept_at": each.kept.kept_at,
        "in_force": each.is_in_force,
        "awaits_second_person": each.proposal is not None,
        "activations": acts,
    }
