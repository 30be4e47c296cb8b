"""What a run does where it is cut short, overtaken or begun again."""

import json
from datetime import timedelta
from typing import Any

import pytest
from rescreened_book import BEGIN, RescreenedBook, a_list, a_shipment

from ledger.runs.rows import Run, Stage

LISTED, OTHER = "Akmetron Joint Stock Company", "Radiline Limited"


def party(name: str) -> dict[str, Any]:
    return {"names": [{"text": name}]}


def leaving(days: int) -> dict[str, Any]:
    leaves, arrives = (f"{BEGIN + timedelta(days=days + more):%Y-%m-%d}" for more in (0, 30))
    return {"transport": [{"mode": "1", "departure": leaves, "arrival": arrives}]}


def told(book: RescreenedBook) -> list[tuple[str, str | None]]:
    """Return type and subject of what was published, without what all types share."""
    events = [json.loads(dict(each.fields)["event"]) for each in book.publisher.published.values()]
    return [
        (each["type"].removeprefix("customhouse.").removesuffix(".v1"), each.get("subject"))
        for each in events
    ]


def unfinished(book: RescreenedBook) -> Run:
    run = book.ledger.runs.unfinished()
    assert run is not None
    return run


def until(book: RescreenedBook, stage: Stage) -> None:
    while unfinished(book).stage is not stage:
        book.work(1)


def test_nothing_is_told_of_what_did_not_change(book: RescreenedBook) -> None:
    book.activate(a_list(LISTED))
    book.finish()
    book.submit(a_shipment(1, party(LISTED)), a_shipment(2, party("Petalwise Florists")))
    book.activate(a_list(LISTED, OTHER))
    book.finish()
    finished = ("rescreen.finished", None)
    assert told(book) == [finished, ("shipment.flagged", "S1"), finished]


def test_the_soonest_departure_is_told_first(book: RescreenedBook) -> None:
    book.activate(a_list(OTHER))
    for number, days in enumerate((9, 2, 5)):
        book.submit(a_shipment(number, party(LISTED), **leaving(days)))
    book.activate(a_list(LISTED))
    book.finish()
    assert [subject for _, subject in told(book)] == ["S1", "S2", "S0", None]


def test_the_end_says_what_was_looked_at_and_what_changed(book: RescreenedBook) -> None:
    book.activate(a_list(LISTED))
    book.finish()
    book.submit(a_shipment(1, party(LISTED)), a_shipment(2, party(OTHER), party("Petalwise")))
    book.activate(a_list(OTHER))
    book.finish()
    run = book.ledger.runs.run(2)
    assert (run.parties, run.hits, run.screened, run.changed) == (3, 2, 2, 2)


def test_who_is_not_touched_is_not_looked_at(book: RescreenedBook) -> None:
    book.activate(a_list(LISTED))
    book.finish()
    book.submit(*(a_shipment(number, party(f"Petalwise {number}")) for number in range(9)))
    book.activate(a_list(LISTED, OTHER))
    book.finish()
    assert book.ledger.runs.run(2).screened == 0


@pytest.mark.usefixtures("_one_by_one")
def test_a_delisting_that_is_cut_short_by_newer_lists_clears_all_the_same(
    book: RescreenedBook,
) -> None:
    book.activate(a_list(LISTED, OTHER))
    book.finish()
    book.submit(*(a_shipment(number, party(LISTED)) for number in (1, 2)))
    book.activate(a_list(OTHER))
    until(book, Stage.JUDGING)
    # One shipment of the two: the party's hit is ended, and the other one still says FLAGGED.
    book.work(1)
    book.activate(a_list(OTHER, "Kestrel Shipping"))
    book.finish()
    assert [kind for kind, _ in told(book)].count("shipment.cleared") == 2
    assert book.wrong() == []


@pytest.mark.usefixtures("_one_by_one")
def test_lists_that_go_back_in_time_take_back_what_was_told_half_way(
    book: RescreenedBook,
) -> None:
    book.activate(a_list(OTHER))
    book.finish()
    book.submit(*(a_shipment(number, party(LISTED)) for number in (1, 2)))
    book.activate(a_list(LISTED, OTHER))
    until(book, Stage.JUDGING)
    book.work(1)
    book.activate(a_list(OTHER))
    book.finish()
    assert [kind for kind, _ in told(book)][1:3] == ["shipment.flagged", "shipment.cleared"]
    assert book.wrong() == []


def test_what_had_arrived_is_found_by_a_look_back(book: RescreenedBook) -> None:
    book.activate(a_list(OTHER))
    book.finish()
    book.submit(a_shipment(1, party(LISTED), **leaving(-90)))
    book.activate(a_list(LISTED))
    book.finish()
    assert ("shipment.flagged", "S1") not in told(book)
    book.look_back()
    assert ("shipment.flagged", "S1") in told(book)


def test_what_a_clock_that_jumped_made_arrive_is_found_when_it_is_right_again(
    book: RescreenedBook,
) -> None:
    book.activate(a_list(OTHER))
    book.finish()
    book.submit(a_shipment(1, party(LISTED), **leaving(1)))
    book.now += timedelta(days=400)
    book.activate(a_list(LISTED))
    book.finish()
    book.now = BEGIN
    book.activate(a_list(LISTED, "Kestrel Shipping"))
    book.finish()
    assert ("shipment.flagged", "S1") in told(book)


def test_another_policy_looks_at_the_whole_book(book: RescreenedBook) -> None:
    book.activate(a_list(LISTED), review=0.01)
    book.finish()
    book.submit(a_shipment(1, party(LISTED)), a_shipment(2, party("Petalwise Florists")))
    book.activate(a_list(LISTED), review=0.9999)
    book.finish()
    assert ("shipment.cleared", "S1") in told(book)
    run = book.ledger.runs.run(2)
    assert (run.parties, run.screened) == (2, 1)


def test_a_first_list_clears_nobody(book: RescreenedBook) -> None:
    book.submit(a_shipment(1, party(LISTED)), a_shipment(2, party("Petalwise Florists")))
    book.activate(a_list(LISTED))
    book.finish()
    assert told(book)[-3:] == [
        ("shipment.flagged", "S1"), ("shipment.changed", "S2"), ("rescreen.finished", None),
    ]  # fmt: skip


@pytest.mark.usefixtures("_one_by_one")
def test_two_processes_tell_everything_once(book: RescreenedBook) -> None:
    book.activate(a_list(OTHER))
    book.finish()
    book.submit(*(a_shipment(number, party(LISTED)) for number in range(4)))
    book.activate(a_list(LISTED))
    until(book, Stage.JUDGING)
    honest = book.screener.screen

    def overtaken(*given: Any) -> Any:
        book.screener.screen = honest  # type: ignore[method-assign]
        book.work(1)
        return honest(*given)

    book.screener.screen = overtaken  # type: ignore[method-assign]
    book.finish()
    assert [kind for kind, _ in told(book)].count("shipment.flagged") == 4
    assert book.ledger.runs.run(2).changed == 4


def test_a_status_says_that_a_change_was_looked_at(book: RescreenedBook) -> None:
    book.activate(a_list(LISTED))
    book.finish()
    book.submit(a_shipment(1, party("Petalwise Florists")))
    book.now += timedelta(hours=1)
    book.activate(a_list(LISTED, OTHER))
    number = book.ledger.status("S1")[0].shipment_no
    assert book.ledger.rescreened(number, BEGIN + timedelta(minutes=1)) is None
    book.finish()
    found = book.ledger.rescreened(number, BEGIN + timedelta(minutes=1))
    assert found is not None
    assert (found.basis, found.at) == (2, book.now)
