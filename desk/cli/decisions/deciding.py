"""`customhouse decide`, `confirm` and `decisions …`: what people say of hits and reasons."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from customhouse.decision import DecisionWord
from desk.cli.against import time_words
from desk.cli.decisions.telling import (
    decision_words,
    numbers_words,
    scope_words,
    state_words,
)
from desk.cli.located import located
from desk.cli.printing import (
    JsonOption,
    print_indented,
    print_json,
    print_labelled,
    print_line,
    print_table,
)
from desk.decisions.asking import instant_of, permit_of
from desk.decisions.decisions import (
    decision_data,
    decision_of,
    decisions_of,
    done_data,
    key_words,
    states_of,
    superseding,
    waiting_decisions,
)
from desk.decisions.opening import open_deciding
from desk.decisions.signing import signature
from desk.errors import CommandError
from desk.service.opening import open_ledger
from desk.service.place import Place
from ledger.decisions.rows import Decision
from worker.deciding.asked import Asked
from worker.deciding.deciding import Done

decisions = typer.Typer(help="What people decided, and what became of it.", no_args_is_help=True)

NumberArgument = Annotated[int, typer.Argument(help="Of the decision.", min=1)]
ByOption = Annotated[
    str | None, typer.Option("--by", help="Your name; default: the user you are logged in as.")
]
ReasonOption = Annotated[
    str, typer.Option("--reason", help="Why; an auditor reads it years later.")
]


@located
def decide(  # noqa: PLR0917  typer passes options by name
    place: Place,
    alert_id: Annotated[str, typer.Argument(help="The alert: customhouse alerts.")],
    item: Annotated[
        str, typer.Argument(help="The hit, or the reason of UNSCREENED: customhouse alerts show.")
    ],
    true_match: Annotated[
        bool, typer.Option("--true-match", help="It is the listed one; the shipment stays FLAGGED.")
    ] = False,
    false_positive: Annotated[
        bool, typer.Option("--false-positive", help="It is somebody else; the hit is cleared.")
    ] = False,
    undecided: Annotated[
        bool, typer.Option("--undecided", help="Nobody can say yet; the hit stays open.")
    ] = False,
    reason: ReasonOption = "",
    by: ByOption = None,
    expires: Annotated[
        str | None, typer.Option(help="Last day of a clearance: 2027-01-31 (UTC).")
    ] = None,
    this_shipment: Annotated[
        bool, typer.Option("--this-shipment", help="Clear the hit on this shipment only.")
    ] = False,
    entity: Annotated[
        bool,
        typer.Option("--entity", help="All hits of the party that are this entity, on all lists."),
    ] = False,
    permitted_by: Annotated[
        str | None,
        typer.Option(
            help="Why a true match is lawful, and this shipment may go: licence:NUMBER,"
            " exception:WHICH or no-measure."
        ),
    ] = None,
    valid_until: Annotated[
        str | None, typer.Option(help="Last day of such a release: 2027-01-31 (UTC).")
    ] = None,
    draws: Annotated[
        str | None, typer.Option(help="What this shipment takes of the licence's value.")
    ] = None,
    supersedes: Annotated[
        int | None, typer.Option(min=1, help="The decision that stands there, to put this instead.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say of a hit, or of a reason of UNSCREENED, what it is."""
    asked = Asked(
        alert_id=alert_id,
        item=item,
        word=_word(true_match=true_match, false_positive=false_positive, undecided=undecided),
        signed=signature(by, reason),
        expires_at=_end(expires, valid_until, is_release=permitted_by is not None),
        this_shipment=this_shipment,
        entity=entity,
        permit=permit_of(permitted_by, draws),
        supersedes=supersedes,
    )
    with open_deciding(place) as deciding:
        _tell(deciding.decide(asked), as_json=as_json)


@located
def confirm(
    place: Place,
    number: NumberArgument,
    by: ByOption = None,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Confirm a decision as its second person, and those that were given with it."""
    with open_deciding(place) as deciding:
        _tell(deciding.confirm(number, signature(by, reason)), as_json=as_json)


@decisions.command("revoke")
@located
def revoke(
    place: Place,
    number: NumberArgument,
    reason: ReasonOption = "",
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """End a decision: what it was about is open again."""
    with open_deciding(place) as deciding:
        _tell(deciding.revoke(number, signature(by, reason)), as_json=as_json)


@decisions.command("list")
@located
def list_decisions(
    place: Place,
    shipment: Annotated[str | None, typer.Option(help="Those on this shipment only.")] = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Those that wait for a second person, oldest first.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 100,
    as_json: JsonOption = False,
) -> None:
    """List decisions, the newest first."""
    if waiting and shipment is not None:
        raise CommandError("--waiting lists those of every shipment; leave out --shipment")
    at = datetime.now(UTC)
    with open_ledger(place) as ledger:
        found = (
            waiting_decisions(ledger, limit) if waiting else decisions_of(ledger, limit, shipment)
        )
        states = states_of(ledger, found, at)
    if as_json:
        print_json([decision_data(each, states[each.no]) for each in found])
        return
    columns = ("no", "given", "word", "state", "by", "about", "shipment")
    print_table("", columns, [_row(each, states[each.no]) for each in found])


@decisions.command("show")
@located
def show(place: Place, number: NumberArgument, as_json: JsonOption = False) -> None:
    """Show a decision: about what, by whom, why, for how long, and what became of it."""
    at = datetime.now(UTC)
    with open_ledger(place) as ledger:
        found = decision_of(ledger, number)
        later = superseding(ledger, found)
        state = states_of(ledger, [found], at)[number]
    if as_json:
        print_json({**decision_data(found, state), "superseded_by": later})
        return
    _show(found, later, state)


def _end(expires: str | None, valid_until: str | None, *, is_release: bool) -> datetime | None:
    if valid_until is not None and not is_release:
        raise CommandError("--valid-until goes with --permitted-by; a clearance has --expires")
    if is_release and expires is not None:
        raise CommandError("a release ends with --valid-until; leave out --expires")
    return instant_of("--expires", expires) or instant_of("--valid-until", valid_until)


def _word(*, true_match: bool, false_positive: bool, undecided: bool) -> DecisionWord:
    said = [
        word
        for word, is_said in (
            (DecisionWord.TRUE_MATCH, true_match),
            (DecisionWord.FALSE_POSITIVE, false_positive),
            (DecisionWord.UNDECIDED, undecided),
        )
        if is_said
    ]
    if len(said) != 1:
        raise CommandError("say one of --true-match, --false-positive and --undecided")
    return said[0]


def _tell(done: Done, *, as_json: bool) -> None:
    at = datetime.now(UTC)
    if as_json:
        print_json(done_data(done, at))
        return
    for each in done.decisions:
        print_line(f"decision {each.no}: {each.word}, {state_words(each, each.state(at))}", "bold")
        print_indented(decision_words(each), 4)
        if each.ending is None:
            print_indented(scope_words(each), 4)
    pending = next((each.no for each in done.decisions if each.is_pending), None)
    if pending is not None:
        print_indented(f"to confirm it: customhouse confirm {pending} --by NAME", 4)
    own, *others = done.shipments
    changed = "" if own.before.outcome is own.now.outcome else f", it was {own.before.outcome}"
    print_line(f"{own.now.key.shipment_id} is {own.now.outcome}{changed}")
    for other in others:
        outcome, before = other.now.outcome, other.before.outcome
        said = f"is {outcome}, it was {before}"
        if outcome is before:
            said = f"stays {outcome}, and says so"
        print_line(f"{key_words(other.now.key)} {said}")


def _row(decision: Decision, state: str) -> tuple[object, ...]:
    return (
        decision.no,
        f"{decision.signed.at:%Y-%m-%d %H:%M}",
        decision.word,
        state,
        decision.signed.by,
        decision_words(decision),
        decision.key.shipment_id,
    )


def _show(found: Decision, later: Sequence[int], state: str) -> None:
    print_line(f"decision {found.no}: {found.word}, {state_words(found, state)}", "bold")
    print_labelled("about", decision_words(found))
    on = f"{key_words(found.key)}, revision {found.revision}"
    print_labelled("given on", f"{on}, alert {found.alert_id}, item {found.item}")
    print_labelled("holds", scope_words(found))
    print_labelled("given", _signed_words(found.signed.by, found.signed.os_user, found.signed.at))
    print_labelled("reason", found.signed.reason)
    if found.licence is not None:
        drawn = "nothing" if found.draws is None else f"{found.draws:f}"
        print_labelled("licence", f"{found.licence}, of which it draws {drawn}")
    if found.confirmed is not None:
        signed = found.confirmed
        said = f": {signed.reason}" if signed.reason else ""
        print_labelled("confirmed", _signed_words(signed.by, signed.os_user, signed.at) + said)
    if found.ended is not None:
        signed = found.ended
        who = _signed_words(signed.by or "the service", signed.os_user, signed.at)
        said = f": {signed.reason}" if signed.reason else ""
        print_labelled("ended", f"{found.ending}, {who}{said}")
    if found.supersedes is not None:
        print_labelled("instead of", f"decision {found.supersedes}")
    if later:
        print_labelled("superseded", f"by decision {numbers_words(later)}")
    if found.given_with is not None:
        print_labelled("given with", f"decision {found.given_with}")
    if found.hit is not None:
        print_labelled("party", f"fingerprint {found.hit.fingerprint.hex()}")
        print_labelled("listing", f"content {found.hit.listing_content}")


def _signed_words(by: str, os_user: str, at: datetime) -> str:
    user = f" (user {os_user})" if os_user else ""
    return f"by {by}{user} on {time_words(at)}"
