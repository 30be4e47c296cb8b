"""What is said of each published list."""

import pytest

from lists.published import PUBLISHED
from lists.sources import Source

HOUR_S = 3_600


@pytest.mark.parametrize("source", PUBLISHED, ids=lambda source: source.id)
def test_what_is_published_gets_too_old_and_is_fetched_in_time(source: Source) -> None:
    assert source.authority
    assert source.licence
    if source.urls:
        assert source.max_age_s is not None
        # Freezes bind at once.
        assert source.max_age_s <= 48 * HOUR_S
        assert source.cadence_s * 2 < source.max_age_s
        assert all(url.startswith("https://") for url in source.urls.values())
        assert source.redirect_hosts


def test_no_list_may_be_older_than_four_days() -> None:
    limits = {source.id: source.max_age_s for source in PUBLISHED}
    # Retired, for work on history.
    assert limits.pop("uk_conlist") is None
    assert all(limit is not None and limit <= 96 * HOUR_S for limit in limits.values())


@pytest.mark.parametrize("source", PUBLISHED, ids=lambda source: source.id)
def test_a_list_has_a_least_size_by_which_an_excerpt_is_told(source: Source) -> None:
    assert source.min_entries >= 300
    assert source.max_entries is None or source.max_entries > 2 * source.min_entries
