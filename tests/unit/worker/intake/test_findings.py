"""What a reviewer should know of a record."""

from records import a_record

from customhouse.reading import check_fields
from worker.intake.findings import record_findings


def fields(name: str) -> list[str]:
    checked = check_fields(a_record(name=name))
    return [found.field for found in record_findings(checked.said)]


def test_a_placeholder_for_a_name_is_said() -> None:
    assert fields("TO ORDER") == ["parties.0.names.0.text"]


def test_a_name_is_no_finding() -> None:
    assert fields("Petalwise Florists") == []


def test_a_name_that_cannot_be_read_is_said() -> None:
    assert fields("????") == ["parties.0.names.0.text"]
