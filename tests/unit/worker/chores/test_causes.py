"""Why a hit changed although nobody sent its shipment anew."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest

from customhouse.verdict import BasisView, Cause, HitChange, HitView, SubjectRef
from ledger.rows import Basis
from lists.errors import ListError
from lists.identity import ListHash, SnapshotId, SourceId
from lists.snapshot import ListState, Snapshot
from worker.chores.causes import Causes

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
# By list: what each version says of each listing.
Versions = Mapping[str, Mapping[str, str]]


class Store:
    """Snapshots made of what each list says of each listing."""

    def __init__(self, **snapshots: Versions) -> None:
        self._snapshots = snapshots

    def snapshot(self, snapshot_id: SnapshotId) -> Snapshot:
        if snapshot_id not in self._snapshots:
            raise ListError(snapshot_id, "", "lost")
        lists = self._snapshots[snapshot_id].items()
        return Snapshot(
            id=snapshot_id, lists=tuple(a_state(source, said) for source, said in lists)
        )

    def lines(self, state: ListState) -> Iterator[bytes]:
        for listing, content in json.loads(state.sha256).items():
            yield f'{{"id":"{listing}","names":[],"content":"{content}"}}'.encode()


def a_state(source: str, said: Mapping[str, str]) -> ListState:
    return ListState(
        source=SourceId(source), sha256=ListHash(json.dumps(said)), entries=len(said), shape={},
        parts={}, counts={}, published=None, incomplete=False, fetched_at=NOON,
    )  # fmt: skip


def a_hit(listing_id: str = "own:a:1") -> HitView:
    return HitView(
        subject=SubjectRef(kind="party", ref="parties.0", name="Heron"), listing_id=listing_id,
        listing_name="HERON", matched_name="HERON", source="own:a", score=0.9, reason="r",
    )  # fmt: skip


def a_basis(policy: str = "p", engine: str = "e") -> Basis:
    return Basis(
        number=2, snapshot=SnapshotId("new"), policy=policy, engine=engine, activated_at=NOON
    )


BEFORE = BasisView(number=1, snapshot="old", policy="p", engine="e")
SAME: Versions = {"own:a": {"own:a:1": "c1"}}


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        pytest.param({}, SAME, Cause.LISTING_ADDED, id="the list is new"),
        pytest.param({"own:a": {}}, SAME, Cause.LISTING_ADDED, id="the listing is new"),
        pytest.param({"own:a": {"own:a:1": "c0"}}, SAME, Cause.LISTING_CHANGED, id="it changed"),
        pytest.param(SAME, {"own:a": {}}, Cause.LISTING_REMOVED, id="it is gone"),
        pytest.param(SAME, {}, Cause.LIST_DROPPED, id="its list is dropped"),
    ],
)
def test_a_list_that_changed_is_the_cause(old: Versions, new: Versions, cause: Cause) -> None:
    cause_of = Causes(Store(old=old, new=new)).between(BEFORE, a_basis())
    assert cause_of(a_hit(), HitChange.NEW) == cause


@pytest.mark.parametrize(
    ("basis", "cause"),
    [
        pytest.param(a_basis(policy="q"), Cause.POLICY, id="another policy"),
        pytest.param(a_basis(engine="f"), Cause.ENGINE, id="another engine"),
    ],
)
def test_where_the_lists_are_the_same_policy_or_engine_is(basis: Basis, cause: Cause) -> None:
    cause_of = Causes(Store(old=SAME, new=SAME)).between(BEFORE, basis)
    assert cause_of(a_hit(), HitChange.CHANGED) == cause


def test_another_listing_that_changed_is_not_the_cause() -> None:
    new = {"own:a": {"own:a:1": "c1", "own:a:2": "c2"}}
    cause_of = Causes(Store(old=SAME, new=new)).between(BEFORE, a_basis(policy="q"))
    assert cause_of(a_hit(), HitChange.NEW) == Cause.POLICY


def test_what_was_never_screened_is_caught_because_the_lists_are_fit_again() -> None:
    cause_of = Causes(Store(new=SAME)).between(None, a_basis())
    assert cause_of(a_hit(), HitChange.NEW) == Cause.LISTS_FIT


@pytest.mark.parametrize(
    ("change", "cause"),
    [(HitChange.NEW, Cause.LISTING_CHANGED), (HitChange.CLEARED, Cause.LISTING_REMOVED)],
)
def test_where_the_older_list_is_lost_the_likeliest_is_said(
    change: HitChange, cause: Cause
) -> None:
    cause_of = Causes(Store(new=SAME)).between(BEFORE, a_basis())
    assert cause_of(a_hit(), change) == cause
