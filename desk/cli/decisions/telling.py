"""Decisions in words."""

from collections.abc import Sequence

import orjson

from customhouse.decision import DecisionOn, Effect, FieldChange
from desk.cli.against import time_words
from desk.cli.printing import print_indented
from ledger.decisions.rows import Decision


def print_decision(on: DecisionOn | None, indent: int) -> None:
    """Print what a person said of a hit or a reason, and what it does now."""
    if on is None:
        return
    style = "green" if on.settles else "yellow"
    print_indented(_effect_words(on), indent, style)
    for change in on.changes:
        print_indented(_change_words(change), indent + 2)


def decision_words(decision: Decision) -> str:
    """Return what a decision is about: "consignee: Heron Ltd → Heron Works [own:a:1]"."""
    shown = orjson.loads(decision.shown)
    subject = shown.get("subject")
    if subject is None:
        return str(shown.get("text", decision.item))
    who = f"{subject.get('role') or subject['kind']}: {subject['name']}"
    return f"{who} → {shown['listing_name']} [{shown['listing_id']}]"


def scope_words(decision: Decision) -> str:
    """Return for how long and for what a decision holds."""
    until = "" if decision.expires_at is None else f" until {time_words(decision.expires_at)}"
    if decision.hit is None:
        return "for this record"
    if decision.permitted_by is not None:
        return f"for this shipment as it is now{until}, permitted by {decision.permitted_by}"
    if not decision.settles:
        return "until it is superseded or revoked"
    which = "this shipment" if decision.this_shipment else "every shipment of this party"
    return f"for {which}{until}, as long as neither the party nor the listing changes"


def state_words(decision: Decision, state: str) -> str:
    """Return where a decision stands, and why it waits if it does."""
    return f"{state}: {decision.needs_second}" if decision.is_pending else state


def numbers_words(numbers: Sequence[int]) -> str:
    """Return numbers of decisions: "1, 2"."""
    return ", ".join(map(str, numbers))


def _effect_words(on: DecisionOn) -> str:
    by = on.by if on.confirmed_by is None else f"{on.by} and {on.confirmed_by}"
    said = f"{on.word} by {by} on {on.at:%Y-%m-%d}: {on.reason}"
    lawful = "" if on.permitted_by is None else f", {on.permitted_by}"
    until = "" if on.expires_at is None else f", until {on.expires_at:%Y-%m-%d}"
    effect = on.effect.value
    if on.effect is Effect.ENDED:
        effect = f"holds no more, {on.ended}"
    if on.effect is Effect.CONFIRMED_BEFORE:
        effect = f"confirmed before, on {on.shipment_id}"
    return f"decision {on.decision}: {effect}{lawful}{until} ({said})"


def _change_words(change: FieldChange) -> str:
    values = [f"- {value}" for value in change.removed] + [f"+ {value}" for value in change.added]
    return f"{change.of} {change.field}: {'; '.join(values)}"
