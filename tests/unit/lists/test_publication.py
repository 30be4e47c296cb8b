from datetime import UTC, datetime, timedelta, timezone

import pytest

from lists.publication import DateOrder, published_at

CET = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("said", "order", "expected"),
    [
        ("2026-02-27T00:00:09.554Z", None, datetime(2026, 2, 27, 0, 0, 9, 554_000, UTC)),
        ("2024-12-11T21:24:35.826+01:00", None, datetime(2024, 12, 11, 21, 24, 35, 826_000, CET)),
        ("2025-01-10T00:00:00", None, datetime(2025, 1, 10, tzinfo=UTC)),
        ("2026-08-27", None, datetime(2026, 8, 27, tzinfo=UTC)),
        ("2026-08-27 at noon", None, datetime(2026, 8, 27, tzinfo=UTC)),
        ("05/06/2024", DateOrder.MONTH_FIRST, datetime(2024, 5, 6, tzinfo=UTC)),
        ("05/06/2024", DateOrder.DAY_FIRST, datetime(2024, 6, 5, tzinfo=UTC)),
        ("14/04/2025", DateOrder.DAY_FIRST, datetime(2025, 4, 14, tzinfo=UTC)),
        ("08-Oct-2026", DateOrder.DAY_FIRST, datetime(2026, 10, 8, tzinfo=UTC)),
        ("8 October 2026", None, datetime(2026, 10, 8, tzinfo=UTC)),
    ],
)
def test_the_publishers_words_are_read(
    said: str, order: DateOrder | None, expected: datetime
) -> None:
    assert published_at(said, order) == expected


@pytest.mark.parametrize(
    ("said", "order"),
    [
        pytest.param(None, None, id="nothing said"),
        pytest.param("", None, id="empty"),
        pytest.param("yesterday", None, id="no date"),
        pytest.param("October 2026", None, id="no day"),
        pytest.param("05/06/2024", None, id="nobody knows the order"),
        pytest.param("14/04/2025", DateOrder.MONTH_FIRST, id="no such month"),
    ],
)
def test_what_is_no_day_for_certain_is_unknown(said: str | None, order: DateOrder | None) -> None:
    assert published_at(said, order) is None
