"""What a verdict says of the lists that it rests on."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from customhouse.verdict import BasisView
from ledger.fingerprints import carry
from ledger.rows import Basis, Carried
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore
from screening.engine import ENGINE_VERSION
from screening.policy import Policy
from screening.subject import Subject, SubjectKind
from worker.settings import Settings
from worker.verdicts.screener import OverBudgetError, Screener
from worker.verdicts.standing import Standing

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ENTRY = '{},"HERON {}",-0- ,"TEST"' + ",-0- " * 8


def basis_on(snapshot: Snapshot, policy: str = Policy().id) -> Basis:
    return Basis(
        number=1, snapshot=snapshot.id, policy=policy, engine=ENGINE_VERSION, activated_at=NOON
    )


def view_of(standing: Standing) -> BasisView:
    assert standing.view_json is not None
    return BasisView.model_validate_json(standing.view_json)


def a_party(name: str) -> Carried:
    return carry(Subject(kind=SubjectKind.PARTY, names=(name,)), "parties.0", None)


def test_the_basis_shows_why_a_list_was_accepted(tmp_path: Path) -> None:
    store, path = ListStore(tmp_path / "store"), tmp_path / "sdn.csv"
    for count in (30, 10):
        path.write_text("\n".join(ENTRY.format(n, n) for n in range(count)), encoding="utf-8")
        snapshot = store.load(
            "us_ofac_sdn",
            path,
            at=NOON,
            allow_incomplete=True,
            published=NOON.date(),
            force=True,
            reason="checked",
        )
    screener = Screener(store, Settings(data_dir=tmp_path), lambda: NOON + timedelta(hours=1))
    (age,) = view_of(screener.standing(basis_on(snapshot))).lists
    assert (age.accepted, age.age_s, age.incomplete) == ("checked", 13 * 3600, True)
    assert age.excerpt


def test_no_index_is_built_for_the_basis_of_another_version(tmp_path: Path) -> None:
    store, path = ListStore(tmp_path / "store"), tmp_path / "own.ndjson"
    path.write_text('{"id": "1", "names": [{"text": "GREY HERON"}]}\n', encoding="utf-8")
    snapshot = store.load("own:a", path, at=NOON)
    shutil.rmtree(tmp_path / "store" / "indexes")
    screener = Screener(store, Settings(data_dir=tmp_path), lambda: NOON)
    standing = screener.standing(replace(basis_on(snapshot), engine="of yesterday"))
    assert standing.unready is not None
    assert not store.is_indexed(snapshot)


def test_a_list_that_came_into_force_after_the_basis_is_not_screened_against(
    tmp_path: Path,
) -> None:
    store, path = ListStore(tmp_path / "store"), tmp_path / "own.ndjson"
    path.write_text('{"id": "1", "names": [{"text": "GREY HERON"}]}\n', encoding="utf-8")
    before = store.load("own:a", path, at=NOON)
    settings = Settings(data_dir=tmp_path, required_lists=("own:required",))
    screener = Screener(store, settings, lambda: NOON)
    store.load("own:required", path, at=NOON)
    standing = screener.standing(basis_on(before, screener.policy.id))
    assert standing.unready is not None
    assert "own:required is not in force" in standing.unready.text
    assert [age.source for age in view_of(standing).lists] == ["own:a"]


def test_every_party_asked_for_is_answered_however_few_are_remembered(tmp_path: Path) -> None:
    store, path = ListStore(tmp_path / "store"), tmp_path / "own.ndjson"
    path.write_text('{"id": "1", "names": [{"text": "GREY HERON LTD"}]}\n', encoding="utf-8")
    snapshot = store.load("own:a", path, at=NOON)
    screener = Screener(store, Settings(data_dir=tmp_path, party_cache=1), lambda: NOON)
    standing = screener.standing(basis_on(snapshot))
    parties = [a_party(name) for name in ("Grey Heron Ltd", "Petalwise Florists", "Grey Heron")]
    for _ in range(2):
        found = screener.screen(parties, standing)
        assert [bool(found[each.fingerprint]) for each in parties] == [True, False, True]


def test_a_list_whose_age_nobody_knows_is_screened_against_and_says_so(tmp_path: Path) -> None:
    store, folder = ListStore(tmp_path / "store"), tmp_path / "sdn"
    folder.mkdir()
    lines = "\n".join(ENTRY.format(n, n) for n in range(30))
    (folder / "sdn.csv").write_text(lines, encoding="utf-8")
    snapshot = store.load("us_ofac_sdn", folder, at=NOON, allow_incomplete=True)
    standing = Screener(store, Settings(data_dir=tmp_path), lambda: NOON).standing(
        basis_on(snapshot)
    )
    assert view_of(standing).lists[0].age_s is None
    assert [each.field for each in standing.findings] == ["basis.lists.us_ofac_sdn"]
    assert standing.unready is None
    strict = Settings(data_dir=tmp_path, unknown_age="unscreened")
    unready = Screener(store, strict, lambda: NOON).standing(basis_on(snapshot)).unready
    assert unready is not None
    assert "nobody knows how old" in unready.text


@pytest.mark.parametrize("remembered", [0, 3])
def test_a_slow_record_comes_to_its_end_however_few_are_remembered(
    tmp_path: Path, remembered: int
) -> None:
    settings = Settings(data_dir=tmp_path, party_cache=remembered, batch_budget_s=1e-9)
    screener = Screener(ListStore(tmp_path / "store"), settings, lambda: NOON)
    standing = screener.standing(None)
    # Each name fills a group of its own.
    parties = [a_party(f"{number} " + "Heron " * 2000) for number in range(3)]
    for _ in parties:
        try:
            found = screener.screen(parties, standing)
        except OverBudgetError:
            continue
        assert len(found) == 3
        return
    raise AssertionError("it never came to its end")
