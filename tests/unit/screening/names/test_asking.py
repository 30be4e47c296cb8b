"""What a name field asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listed import a_listing, a_party, hits

from screening.names.asking import before_place, is_placeholder, may_be_cut, names_asked


@pytest.mark.parametrize(
    "text", ["TO ORDER", "Same as Consignee", "N/A", "n.a.", "UNKNOWN", "to the order of shipper"]
)
def test_a_placeholder_is_no_name(text: str) -> None:
    assert is_placeholder(text)
    assert names_asked(text) == ()
    assert hits(a_party(text), a_listing(text)) == ()


@pytest.mark.parametrize("text", ["Order of Kestrel", "Kestrel", "Unknown Pleasures Ltd", "", "…"])
def test_other_texts_are_names(text: str) -> None:
    assert names_asked(text) == (text,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kestrel Ltd c/o Heron GmbH", ("Kestrel Ltd", "Heron GmbH")),
        ("Heron GmbH on behalf of Kestrel Ltd", ("Heron GmbH", "Kestrel Ltd")),
        ("TO THE ORDER OF KESTREL BANK", ("KESTREL BANK",)),
        ("Kestrel Ltd (formerly Heron GmbH)", ("Kestrel Ltd", "Heron GmbH")),
        ("Kestrel Ltd\nattn: Ada Heron", ("Kestrel Ltd", "Ada Heron")),
    ],
    ids=str,
)
def test_several_names_in_one_are_all_asked_for(text: str, names: tuple[str, ...]) -> None:
    assert names_asked(text) == (text, *names)


def test_the_one_it_is_for_is_found() -> None:
    listed = a_listing("Quillon Harrow Aerodynamics")
    assert hits(a_party("Tilehaven Forwarding on behalf of Quillon Harrow Aerodynamics"), listed)


@given(st.text(max_size=60))
def test_any_text_asks_for_itself_or_nothing(text: str) -> None:
    assert names_asked(text)[:1] in {(), (text,)}


@pytest.mark.parametrize(
    "address",
    [
        "4 Mill Lane", "P.O. Box 4471", "Industriestrasse 8", "Block B, Warehouse 17",
        "ul. Lenina 5", "Unit 7, 12 Harbour Road", "190000 Testhaven",
    ],
)  # fmt: skip
def test_a_name_before_an_address_is_asked_for(address: str) -> None:
    assert "Kestrel Ltd" in names_asked(f"Kestrel Ltd, {address}")
    assert "Kestrel Ltd" in names_asked(f"Kestrel Ltd\n{address}")


@pytest.mark.parametrize("name", ["Kestrel Ltd, Inc.", "Heron, Robert", "Road 5 Trading, LLC"])
def test_a_comma_alone_begins_no_address(name: str) -> None:
    assert names_asked(name) == (name,)


def test_only_a_name_that_fills_a_form_may_be_cut() -> None:
    whole = "Kestrel Scientific and Production Works of Testhaven"
    assert may_be_cut(whole[:35], whole)
    assert not may_be_cut(whole[:20], whole)
    assert not may_be_cut(whole[:35], whole[:35])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Consignee: Kestrel Zarinfam", "Kestrel Zarinfam"),
        ("M/S Kestrel Zarinfam", "Kestrel Zarinfam"),
        ("Kestrel Zarinfam GmbH (in liquidation)", "Kestrel Zarinfam GmbH"),
        ("Kestrel Zarinfam INN 7718852163", "Kestrel Zarinfam"),
        ("Kestrel Zarinfam Tel: +49 30 1234", "Kestrel Zarinfam"),
        ("Kestrel Zarinfam, Moscow 123060", "Kestrel Zarinfam"),
        ("Kestrel Zarinfam LLC - Dubai", "Kestrel Zarinfam LLC"),
        ("Kestrel Zarinfam (Russia)", "Kestrel Zarinfam"),
        ("Grey Gull 1 (EX BLUE GULL 2)", "BLUE GULL 2"),
        ("Grey Gull 1 V.0123E", "Grey Gull 1"),
        ("Grey Gull 1 IMO 9116412", "Grey Gull 1"),
        ("Karim Heron s/o Abdul Kestreli", "Karim Heron"),
        ("KESTRELOV VN", "V N KESTRELOV"),
        ("Kestrelov V N", "V N Kestrelov"),
        ("VN KESTRELOV", "V N KESTRELOV"),
        ("KESTREL HERON VN", "V N KESTREL HERON"),
        ("KESTRELOV A.S.", "A S KESTRELOV"),
        ("Sun Properties LLC United Kingdom", "Sun Properties LLC"),
    ],
    ids=str,
)
def test_what_is_written_around_a_name_is_left_out_too(text: str, name: str) -> None:
    assert name in names_asked(text)


@pytest.mark.parametrize(
    "text", ["Bank of China", "Moscow", "Heron United", "Karim Heron"], ids=str
)
def test_a_name_of_nothing_but_common_words_and_places_stays_whole(text: str) -> None:
    assert names_asked(text) == (text,)


def test_a_father_is_not_asked_for() -> None:
    assert "Abdul Kestreli" not in names_asked("Karim Heron s/o Abdul Kestreli")


@pytest.mark.parametrize("text", ["Grey Gull IV", "MV Kestrel", "KESTREL GROUP", "Kestrel Co"])
def test_numerals_and_forms_of_ships_and_firms_are_no_initials(text: str) -> None:
    assert names_asked(text) == (text,)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Cargo Center, Kolpino 196655", ("Cargo Center", "Kolpino 196655")),
        ("Cargo Center, Kolpino, Minsk Region", ("Cargo Center", "Kolpino, Minsk Region")),
        ("Bank of China", ("Bank", "of China")),
        ("Cargo Center", None),
        ("Heron, Kamil", None),
    ],
    ids=str,
)
def test_a_place_behind_a_name_is_told_apart(text: str, parts: tuple[str, str] | None) -> None:
    assert before_place(text) == parts
