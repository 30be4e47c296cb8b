"""What a verdict says of the lists that it rests on."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from ledger.rows import Basis
from lists.store.list_store import ListStore
from screening.engine import ENGINE_VERSION
from screening.policy import Policy
from worker.settings import Settings
from worker.verdicts.screener import Screener

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ENTRY = '{},"HERON {}",-0- ,"TEST"' + ",-0- " * 8


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
    screener.take(
        Basis(
            number=1,
            snapshot=snapshot.id,
            policy=Policy().id,
            engine=ENGINE_VERSION,
            activated_at=NOON,
        )
    )
    view = screener.basis_view()
    assert view is not None
    (age,) = view.lists
    assert (age.accepted, age.age_s, age.incomplete) == ("checked", 13 * 3600, True)
    assert age.excerpt


def test_a_list_that_came_into_force_after_the_basis_is_not_screened_against(
    tmp_path: Path,
) -> None:
    store, path = ListStore(tmp_path / "store"), tmp_path / "own.ndjson"
    path.write_text('{"id": "1", "names": [{"text": "GREY HERON"}]}\n', encoding="utf-8")
    before = store.load("own:a", path, at=NOON)
    settings = Settings(data_dir=tmp_path, required_lists=("own:required",))
    screener = Screener(store, settings, lambda: NOON)
    screener.take(
        Basis(
            number=1,
            snapshot=before.id,
            policy=Policy().id,
            engine=ENGINE_VERSION,
            activated_at=NOON,
        )
    )
    store.load("own:required", path, at=NOON)
    assert "own:required is not in force" in str(screener.why_unready())
    view = screener.basis_view()
    assert view is not None
    assert [age.source for age in view.lists] == ["own:a"]
