"""What lies between the bases that verdicts rest on and the one in force."""

from dataclasses import replace

import pytest
from rescreened_book import BEGIN, ListsInMemory, a_list

from ledger.rows import Basis
from lists.snapshot import Snapshot
from screening.policy import Policy
from worker.rescreening.difference import difference_of
from worker.verdicts.standing import Standing

A, B, C = "Akmetron JSC", "Bluewater Optics GmbH", "Cormorant Lines"


def basis_on(number: int, snapshot: Snapshot) -> Basis:
    return Basis(number=number, snapshot=snapshot.id, policy="p", engine="e", activated_at=BEGIN)


def standing_on(store: ListsInMemory, basis: Basis) -> Standing:
    watchlist = store.watchlist(store.snapshot(basis.snapshot))
    return Standing(basis=basis, view_json=None, unready=None, watchlist=watchlist, policy=Policy())


def test_what_lies_between_each_basis_and_the_one_in_force_counts() -> None:
    store = ListsInMemory()
    first, second, now = (store.bring(a_list(*names)) for names in ((A,), (A, B), (A, C)))
    behind = [basis_on(1, first), basis_on(2, second)]
    found = difference_of(store, behind, standing_on(store, basis_on(3, now)))
    assert found.come is not None
    assert [each.id for each in found.come] == ["own:a:cormorant"]
    assert (found.gone, found.since) == ({"own:a:bluewater"}, 1)


def test_lists_that_went_back_differ_from_what_came_between() -> None:
    store = ListsInMemory()
    first, second = store.bring(a_list(A)), store.bring(a_list(A, B))
    behind = [basis_on(1, first), basis_on(2, second)]
    found = difference_of(store, behind, standing_on(store, basis_on(3, first)))
    assert (found.gone, found.come, found.is_empty) == ({"own:a:bluewater"}, (), False)


def test_nothing_lies_between_a_basis_and_itself() -> None:
    store = ListsInMemory()
    now = standing_on(store, basis_on(1, store.bring(a_list(A))))
    assert difference_of(store, [], now).is_empty


@pytest.mark.parametrize("changes", [{"policy": "q"}, {"engine": "f"}, {"snapshot": "lost"}])
def test_where_the_lists_alone_do_not_tell_everything_counts(changes: dict[str, str]) -> None:
    store = ListsInMemory()
    basis = basis_on(1, store.bring(a_list(A)))
    now = standing_on(store, replace(basis, number=2))
    found = difference_of(store, [replace(basis, **changes)], now)  # type: ignore[arg-type]
    assert (found.gone, found.come, found.is_empty) == (None, None, False)
    assert found.watchlist is now.watchlist
