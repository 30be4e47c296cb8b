"""The re-screening that costs what changed finds what a full one finds: hit for hit."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rescreened_book import BEGIN, RescreenedBook, a_shipment

from ledger.migrations import migrate
from screening.listing import EntityType, ListedIdentifier, ListedName, Listing, Measure, NameKind

SOURCES = ("own:a", "own:b", "own:c")
# Few, so that parties come again, and hit.
NAMES = ("Akmetron Joint Stock Company", "Akmetron Trading", "Radiline Limited", "Radilain Ltd")
# Two entities on two lists are one where they share a number of these.
LEIS = ("5493001KJTIIGC8Y1R12", "529900T8BM49AURSDO55")
numbers = st.sampled_from([None, *LEIS])
listings = st.builds(
    lambda names, number, measure, remarks, is_weak: {
        "names": tuple(
            ListedName(text=text, kind=NameKind.WEAK_ALIAS if is_weak and place else NameKind.ALIAS)
            for place, text in enumerate(names)
        ),
        "identifiers": () if number is None else (ListedIdentifier(scheme="lei", value=number),),
        "measures": (measure,),
        "remarks": remarks,
    },
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
    numbers,
    st.sampled_from([Measure.FREEZE, Measure.SECTORAL]),
    st.sampled_from(["", "a remark"]),
    st.booleans(),
)
lists = st.dictionaries(
    st.sampled_from(SOURCES),
    st.dictionaries(st.integers(1, 4), listings, min_size=1, max_size=4),
    min_size=1,
)
parties = st.builds(
    lambda name, number: (
        {"names": [{"text": name}]}
        | ({} if number is None else {"identifiers": [{"scheme": "lei", "value": number}]})
    ),
    st.sampled_from([*NAMES, "Petalwise Florists", "TO ORDER"]),
    numbers,
)
shipments = st.lists(
    st.tuples(
        st.integers(1, 6), st.lists(parties, min_size=1, max_size=2), st.integers(-1, 3) | st.none()
    ),
    min_size=2,
    max_size=5,
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("activate"), lists, st.sampled_from([0.01, 0.01, 0.01, 0.2])),
        st.tuples(st.just("back"), st.integers(0, 3)),
        st.tuples(st.just("work"), st.integers(1, 6)),
        st.tuples(st.just("restart")),
        st.tuples(st.just("submit"), shipments),
        st.tuples(st.just("wait"), st.integers(-2, 2)),
        st.tuples(st.just("close"), st.integers(1, 6)),
        st.tuples(st.just("finish")),
        st.tuples(st.just("look back")),
    ),
    min_size=2,
    max_size=12,
)
EXAMPLES = int(os.environ.get("CUSTOMHOUSE_TEST_REBOOKS", "15"))


@pytest.fixture(scope="module")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rebook") / "ledger.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(autouse=True)
def tiny_chunks() -> Iterator[None]:
    """Let a run have many places at which it can be cut short."""
    with (
        patch("worker.rescreening.kept_book.PART", 2),
        patch("worker.rescreening.judging._PAGE", 1),
    ):
        yield


def as_listings(said: dict[str, dict[int, Any]]) -> dict[str, dict[str, Listing]]:
    return {
        source: {
            f"{source}:{number}": Listing(
                id=f"{source}:{number}",  # type: ignore[arg-type]
                source=source, type=EntityType.ORGANISATION, **fields,
            )
            for number, fields in entries.items()
        }
        for source, entries in said.items()
    }  # fmt: skip


class Play:
    """Plays the steps of an example."""

    def __init__(self, book: RescreenedBook) -> None:
        self.book = book
        self.been: list[tuple[Any, float]] = []
        self.revisions = 0

    def step(self, kind: str, *given: Any) -> None:
        match kind:
            case "activate":
                self.been.append((as_listings(given[0]), given[1]))
                self.book.activate(*self.been[-1])
            case "back" if self.been:
                self.book.activate(*self.been[given[0] % len(self.been)])
            case "work":
                self.book.work(given[0])
            case "restart":
                self.book.restart()
            case "submit":
                self.submit(given[0])
            case "wait":
                self.book.now += timedelta(days=given[0])
            case "close":
                self.book.ledger.close(f"S{given[0]}", None, self.book.now)
            case "finish" if self.been:
                self.book.finish()
            case "look back" if self.been:
                self.book.look_back()

    def submit(self, shipments: list[tuple[int, list[dict[str, Any]], int | None]]) -> None:
        for number, who, arrives in shipments:
            self.revisions += 1
            rest: dict[str, Any] = {"revision": self.revisions}
            if arrives is not None:
                day = f"{self.book.now + timedelta(days=arrives):%Y-%m-%d}"
                rest["transport"] = [{"mode": "1", "arrival": day}]
            self.book.submit(a_shipment(number, *who, **rest))


@pytest.mark.timeout(3_600)  # as many examples as somebody asks for
@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(first=lists, book=shipments, steps=steps)
def test_the_difference_finds_what_a_full_screening_finds(
    empty_ledger: Path, first: Any, book: Any, steps: list[tuple[Any, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        shutil.copy(empty_ledger, path)
        play = Play(RescreenedBook(f"sqlite:///{path}", Path(folder)))
        for each in (("activate", first, 0.01), ("submit", book), *steps):
            play.step(*each)
        play.book.finish()
        play.book.look_at_what_is_open()
        assert play.book.wrong() == []
        play.book.look_back()
        assert play.book.wrong(since=BEGIN - timedelta(days=99)) == []
        play.book.ledger.dispose()
