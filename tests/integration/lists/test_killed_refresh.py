"""A refresh that is killed at any moment leaves a good list in force."""

import signal
from pathlib import Path

import pytest
from killing import check_next, check_store, refresher
from publishers import ofac_set, offer, publisher

from lists.store.list_store import ListStore

KILLS = 10


@pytest.mark.timeout(60)
def test_a_killed_refresh_leaves_the_last_good_list_and_the_next_one_works(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    with publisher() as office, refresher(tmp_path, office) as refreshing:
        offer(office, ofac_set(310))
        refreshing.run()
        offer(office, ofac_set(311))
        entries, steps = 311, int(refreshing.run()["steps"])
        assert steps > KILLS
        for kill in range(1, KILLS + 1):
            offer(office, ofac_set(entries + 1))
            assert refreshing.run(f"steps {kill * steps // KILLS}")["signal"] == signal.SIGKILL
            check_store(store, (entries, entries + 1))
            entries += 1
            check_next(refreshing, store, entries)
        assert not list((tmp_path / "raw").glob(".new-*"))
