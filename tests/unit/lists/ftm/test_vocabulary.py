from typing import Any

import pytest

from lists.ftm.vocabulary import gender_of, identifiers_of, names_of, values_of
from screening.facts.schemes import scheme_name
from screening.listing import Gender, NameKind


def an_entity(**properties: object) -> dict[str, Any]:
    return {"id": "x", "schema": "Person", "properties": properties}


def test_each_name_has_its_kind() -> None:
    entity = an_entity(weakAlias=["Tall"], previousName=["B"], alias=["C"], name=["Ada Kestrel"])
    assert [(name.text, name.kind) for name in names_of(entity)] == [
        ("Ada Kestrel", NameKind.PRIMARY),
        ("C", NameKind.ALIAS),
        ("B", NameKind.PREVIOUS),
        ("Tall", NameKind.WEAK_ALIAS),
    ]


def test_without_a_strong_name_the_parts_make_one() -> None:
    entity = an_entity(weakAlias=["Tall"], lastName=["Kestrel"], firstName=["Ada"])
    assert [name.text for name in names_of(entity)] == ["Ada Kestrel", "Tall"]


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("imoNumber", "imo"), ("mmsi", "mmsi"), ("callSign", "call_sign"), ("leiCode", "lei"),
        ("innCode", "inn"), ("ogrnCode", "ogrn"), ("taxNumber", "tax"),
        ("registrationNumber", "registration"), ("passportNumber", "passport"),
        ("uscCode", "uscc"), ("swiftBic", "bic"), ("publicKey", "crypto_wallet"),
    ],
)  # fmt: skip
def test_each_number_has_its_scheme(name: str, scheme: str) -> None:
    (number,) = identifiers_of(an_entity(**{name: ["1234567"]}))
    assert (scheme_name(number.scheme), number.value) == (scheme, "1234567")


def test_what_is_no_text_is_left_out() -> None:
    entity = an_entity(name=["A", 7, None, " ", ["B"]], alias="C", position={"x": 1})
    assert [*values_of(entity, "name", "alias", "position")] == ["A", "C"]
    assert [*values_of({"properties": 7}, "name")] == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [(["female"], Gender.FEMALE), (["Male"], Gender.MALE), (["other"], None), ([], None)],
)
def test_a_gender_is_one_of_two_or_not_said(said: list[str], expected: Gender | None) -> None:
    assert gender_of(an_entity(gender=said)) is expected
