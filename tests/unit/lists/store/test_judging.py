"""What equal content in force tells of an incoming list."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lists.snapshot import Acceptance, Dating, ListState
from lists.store.incoming import Origin, read_incoming
from lists.store.judging import judge
from lists.store.stored import StoredLists

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
EARLIER = NOON - timedelta(hours=3)


@pytest.fixture
def confirmed(ofac_set: Path) -> ListState:
    """Return the state of the made-up set, as its publisher sent it three hours ago."""
    return read_incoming("us_ofac_sdn", ofac_set, Origin(at=EARLIER, downloaded=True)).state


def judged(ofac_set: Path, before: ListState, folder: Path, **origin: object) -> ListState:
    options = {"at": NOON, "allow_incomplete": True} | origin
    found = read_incoming("us_ofac_sdn", ofac_set, Origin(**options))  # type: ignore[arg-type]
    return judge(found, {"us_ofac_sdn": before}, StoredLists(folder))[0]


def test_equal_content_stays_as_fresh_as_its_publisher_said(
    ofac_set: Path, confirmed: ListState, tmp_path: Path
) -> None:
    found = judged(ofac_set, confirmed, tmp_path)
    assert (found.as_of, found.dating, found.fetched_at) == (EARLIER, Dating.PUBLISHER, NOON)
    said = judged(ofac_set, confirmed, tmp_path, published=date(2026, 11, 27))
    assert (said.as_of, said.dating) == (EARLIER, Dating.PUBLISHER)


def test_other_content_is_as_old_as_it_says(
    ofac_set: Path, confirmed: ListState, tmp_path: Path
) -> None:
    before = replace(confirmed, sha256="0" * 64)
    assert judged(ofac_set, before, tmp_path).as_of is None


def test_equal_content_that_was_accepted_as_a_whole_list_is_no_excerpt(
    ofac_set: Path, confirmed: ListState, tmp_path: Path
) -> None:
    accepted = Acceptance(reason="all there is", by="reviewer", at=EARLIER)
    assert judged(ofac_set, confirmed, tmp_path).excerpt
    assert not judged(ofac_set, replace(confirmed, accepted=accepted), tmp_path).excerpt
