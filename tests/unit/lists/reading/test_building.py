from collections.abc import Callable
from itertools import permutations

import pytest

from lists.canonical import to_json
from lists.reading.building import Draft
from screening.listing import EntityType, NameKind, NamePart, PartKind, RelationKind

STEPS: dict[str, list[Callable[[Draft], None]]] = {
    "aliases": [
        lambda draft: draft.name("EGRET FACTORY", NameKind.ALIAS),
        lambda draft: draft.name("Цапля", NameKind.ALIAS, script="Cyrl"),
        lambda draft: draft.name("EGRET FACTORY", NameKind.ALIAS, language="en"),
        lambda draft: draft.name("Egret", NameKind.WEAK_ALIAS),
    ],
    "addresses": [
        lambda draft: draft.address("1 Quay", city="Reed", country="Mali"),
        lambda draft: draft.address("1 Quay", "Reed", country="Mali"),
        lambda draft: draft.whole_address("2 Quay"),
    ],
    "programmes": [
        lambda draft: draft.program("B", start="2024-01-01"),
        lambda draft: draft.program("A", authority="X"),
        lambda draft: draft.program("B"),
    ],
    "relations": [
        lambda draft: draft.relation(RelationKind.OWNS, "HERON"),
        lambda draft: draft.relation(RelationKind.OWNED_BY, "HERON"),
        lambda draft: draft.relation(RelationKind.OWNS, "HERON", "own:test:2"),
    ],
}


def a_draft() -> Draft:
    draft = Draft()
    draft.name("GREY HERON")
    return draft


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_the_order_in_which_a_parser_finds_things_does_not_matter(
    steps: list[Callable[[Draft], None]],
) -> None:
    lines = set()
    for order in permutations(steps):
        draft = a_draft()
        for step in order:
            step(draft)
        lines.add(to_json(draft.finish("own:test", "1")))
    assert len(lines) == 1


def test_the_publishers_primary_name_stays_first() -> None:
    draft = Draft()
    draft.name("AARDVARK", NameKind.ALIAS)
    draft.name("ZEBRA")
    draft.name("MOLE")
    names = draft.finish("own:test", "1").names
    assert [name.text for name in names] == ["ZEBRA", "MOLE", "AARDVARK"]


def test_names_are_in_order_of_kind_and_then_of_text() -> None:
    draft = a_draft()
    for text, kind in (("W", NameKind.WEAK_ALIAS), ("B", NameKind.ALIAS), ("A", NameKind.ALIAS)):
        draft.name(text, kind)
    names = draft.finish("own:test", "1").names
    assert [name.text for name in names] == ["GREY HERON", "A", "B", "W"]


def test_of_one_name_said_twice_the_fuller_one_is_kept() -> None:
    draft = a_draft()
    parts = [NamePart(kind=PartKind.GIVEN, text="Ardea")]
    draft.name("Ardea", NameKind.ALIAS)
    draft.name("Ardea", NameKind.ALIAS, parts=parts)
    assert draft.finish("own:test", "1").names[1].parts == tuple(parts)


def test_what_is_longer_than_any_number_is_kept_as_text() -> None:
    draft = a_draft()
    draft.number("passport", "7" * 501)
    found = draft.finish("own:test", "1")
    assert (found.identifiers, found.remarks) == ((), f"passport: {'7' * 501}")


@pytest.mark.parametrize(
    ("kind", "others"),
    [
        (NameKind.PRIMARY, NameKind.ALIAS),
        (NameKind.ALIAS, NameKind.ALIAS),
        (NameKind.PREVIOUS, NameKind.PREVIOUS),
        (NameKind.WEAK_ALIAS, NameKind.WEAK_ALIAS),
    ],
)
def test_names_in_a_bracket_are_of_the_kind_of_the_whole(kind: NameKind, others: NameKind) -> None:
    draft = Draft()
    draft.name("HERON LINE (BITTERN LINE)", kind)
    assert [(name.text, name.kind) for name in draft.names] == [
        ("HERON LINE (BITTERN LINE)", kind), ("HERON LINE", others), ("BITTERN LINE", others),
    ]  # fmt: skip


def test_a_short_acronym_in_a_bracket_is_a_weak_name() -> None:
    draft = Draft()
    draft.name("HERON LINE (HLN)")
    assert [(name.text, name.kind) for name in draft.names][2:] == [("HLN", NameKind.WEAK_ALIAS)]


def test_a_name_in_another_script_has_its_own() -> None:
    draft = Draft()
    draft.name("Серая Цапля (Grey Heron)", NameKind.ALIAS, script="Cyrl", language="ru")
    assert [(name.text, name.script) for name in draft.names] == [
        ("Серая Цапля", "Cyrl"), ("Grey Heron", None),
    ]  # fmt: skip


def test_a_note_is_kept_as_a_remark_and_taken_out_of_the_parts_of_a_name() -> None:
    draft = Draft(type=EntityType.PERSON)
    parts = [NamePart(kind=PartKind.GIVEN, text="Arvel (formerly listed as)")]
    draft.name("Arvel (formerly listed as) KESTRELOV", NameKind.ALIAS, parts=parts)
    (name,) = draft.names
    assert (name.text, name.kind) == ("Arvel KESTRELOV", NameKind.PREVIOUS)
    assert name.parts == (NamePart(kind=PartKind.GIVEN, text="Arvel"),)
    assert draft.remarks == ["name as published: Arvel (formerly listed as) KESTRELOV"]
