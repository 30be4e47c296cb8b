import csv

import pytest
from lxml import etree

from lists.parsers.us_ofac.labels import alias_kind, entity_type, keep, relation_kind
from lists.reading.building import Draft
from lists.reading.parsed import Reading
from screening.listing import EntityType, NameKind, RelationKind
from tests.parsing import real_list


def test_what_has_no_field_is_kept_as_text() -> None:
    draft, reading = Draft(), Reading()
    keep(draft, reading, "Secondary sanctions risk:", "section 1(b)")
    assert draft.remarks == ["Secondary sanctions risk: section 1(b)"]
    assert not reading.counts


def test_an_unknown_label_is_counted_and_kept_as_text() -> None:
    draft, reading = Draft(), Reading()
    keep(draft, reading, "Feather Number", "7", "Iran")
    assert draft.remarks == ["Feather Number 7 (Iran)"]
    assert reading.counts == {"unread label Feather Number": 1}


def test_the_currency_of_a_wallet_stays() -> None:
    draft = Draft()
    keep(draft, Reading(), "Digital Currency Address - XBT", "1Qx2")
    assert [i.scheme for i in draft.identifiers] == ["crypto_wallet"]
    assert draft.remarks == ["Digital Currency Address - XBT 1Qx2"]


def test_unknown_kinds_are_counted_and_the_widest_is_taken() -> None:
    reading = Reading()
    assert alias_kind("q.k.a.", reading, is_weak=False) is NameKind.ALIAS
    assert entity_type("Kite", reading) is EntityType.UNKNOWN
    assert relation_kind("Nesting with", reading) is RelationKind.OTHER
    assert sum(reading.counts.values()) == 3


def real_labels() -> set[str]:
    """Return the labels of OFAC's own reference values and of its list of document types."""
    advanced = etree.parse(real_list("ofac", "schemas", "sdn_advanced_2024-02-23_CUT37.xml"))
    named = {str(found.text) for found in advanced.iter("{*}IDRegDocType", "{*}FeatureType")}
    with real_list("ofac", "schemas", "OFAC_Id_Types.csv").open(encoding="utf-8") as file:
        return named | {row[0] for row in csv.reader(file)} - {"OFAC_ID_TYPE"}


def test_every_real_label_is_known() -> None:
    reading = Reading()
    # Addresses are read apart.
    for label in real_labels() - {"Location"}:
        keep(Draft(), reading, label, "Male")
    assert not reading.counts


@pytest.mark.parametrize("label", ["Passport", "TAX ID NO.", "Gender", "Birthdate"])
def test_labels_may_be_in_capitals(label: str) -> None:
    reading = Reading()
    keep(Draft(), reading, label, "Male")
    assert not reading.counts
