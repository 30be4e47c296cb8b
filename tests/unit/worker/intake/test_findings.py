"""What a reviewer should know of a record."""

from records import a_record, said

from worker.intake.findings import record_findings


def fields(name: str) -> list[str]:
    return [found.field for found in record_findings(said(a_record(name=name)))]


def test_a_placeholder_for_a_name_is_said() -> None:
    assert fields("TO ORDER") == ["parties.0.names.0.text"]


def test_a_name_is_no_finding() -> None:
    assert fields("Petalwise Florists") == []


def test_a_name_that_cannot_be_read_is_said() -> None:
    assert fields("????") == ["parties.0.names.0.text"]
