"""What is known of a list before the gate: above all, when it was current."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lists.errors import ListError
from lists.snapshot import Dating, ListState
from lists.store.incoming import Origin, read_incoming

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
UN = '<CONSOLIDATED_LIST dateGenerated="{}"><ENTITIES><ENTITY><DATAID>1</DATAID>\
<FIRST_NAME>GREY HERON</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>'


@pytest.fixture
def un_file(tmp_path: Path) -> Path:
    file = tmp_path / "consolidated.xml"
    file.write_text(UN.format("2025-04-19T10:00:00Z"), encoding="utf-8")
    return file


def state(source_id: str, path: Path, **origin: object) -> ListState:
    return read_incoming(source_id, path, Origin(at=NOON, **origin)).state  # type: ignore[arg-type]


def dated(found: ListState) -> tuple[datetime | None, Dating]:
    return found.as_of, found.dating


def test_a_download_is_current_now(un_file: Path) -> None:
    assert dated(state("un_sc", un_file, downloaded=True)) == (NOON, Dating.PUBLISHER)


def test_a_file_from_disk_is_as_old_as_the_date_in_it(un_file: Path) -> None:
    expected = datetime(2025, 4, 19, 10, tzinfo=UTC), Dating.FILE
    assert dated(state("un_sc", un_file)) == expected


def test_whoever_loads_it_may_say_when_it_was_current(un_file: Path) -> None:
    found = state("un_sc", un_file, published=date(2026, 11, 27))
    assert dated(found) == (datetime(2026, 11, 27, tzinfo=UTC), Dating.SAID)


def test_a_file_without_a_date_is_of_unknown_age(ofac_set: Path) -> None:
    found = state("us_ofac_sdn", ofac_set)
    assert dated(found) == (None, Dating.UNKNOWN)
    assert found.age_s(NOON) is None


def test_an_own_list_is_current_when_it_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "own.ndjson"
    file.write_text('{"id": "1", "names": [{"text": "GREY HERON"}]}\n', encoding="utf-8")
    assert dated(state("own:a", file)) == (NOON, Dating.PUBLISHER)


def test_a_publisher_ahead_of_utc_dates_no_list_to_come(un_file: Path) -> None:
    un_file.write_text(UN.format("2026-11-29"), encoding="utf-8")
    assert state("un_sc", un_file).as_of == NOON


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 11, 30), "--published 2026-11-30 is still to come"),
        (date(2025, 4, 18), "is before the date in the file, 2025-04-19"),
    ],
)
def test_a_day_that_cannot_be_is_refused(un_file: Path, day: date, reason: str) -> None:
    with pytest.raises(ListError, match=reason):
        state("un_sc", un_file, published=day)


def test_a_list_of_another_name_is_told_by_its_files(ofac_set: Path, tmp_path: Path) -> None:
    origin = Origin(at=NOON, allow_incomplete=True)
    lone = tmp_path / "cons_prim.csv"
    lone.write_bytes((ofac_set / "sdn.csv").read_bytes())
    assert read_incoming("us_ofac_sdn", lone, origin).mistaken.startswith("cons_prim.csv is a file")
    assert not read_incoming("us_ofac_cons", lone, origin).mistaken
    sdn = read_incoming("us_ofac_cons", ofac_set, origin)
    assert sdn.mistaken == "add.csv is a file of us_ofac_sdn: load it as that"
    plain = lone.rename(tmp_path / "today.csv")
    assert not read_incoming("us_ofac_sdn", plain, origin).mistaken
