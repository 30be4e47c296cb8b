import pytest

from lists.reading.names.written import WrittenName, written_names
from screening.listing import EntityType, NameKind

ORGANISATION, PERSON = EntityType.ORGANISATION, EntityType.PERSON
MARK = {None: "", NameKind.WEAK_ALIAS: "~", NameKind.PREVIOUS: "<"}


def names(text: str, kind: EntityType = ORGANISATION) -> list[str]:
    """Return the names, weak ones with "~" behind them, former ones with "<"."""
    return [f"{name.text}{MARK[name.kind]}" for name in written_names(text, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grey Heron Works", ["Grey Heron Works"]),
        (
            "GREY HERON WORKS (GREHEWO)",
            ["GREY HERON WORKS (GREHEWO)", "GREY HERON WORKS", "GREHEWO"],
        ),
        ("GREY HERON (GHN)", ["GREY HERON (GHN)", "GREY HERON", "GHN~"]),
        ("Grey Heron (GHN)", ["Grey Heron (GHN)", "Grey Heron", "GHN~"]),
        (
            "Grey Heron Institute (VNIIGH)",
            ["Grey Heron Institute (VNIIGH)", "Grey Heron Institute", "VNIIGH"],
        ),
        (
            "Grey Heron (Bittern Shipping Lines)",
            ["Grey Heron (Bittern Shipping Lines)", "Grey Heron", "Bittern Shipping Lines"],
        ),
        (
            "GREY HERON CO. (GREHCO) LIMITED",
            ["GREY HERON CO. (GREHCO) LIMITED", "GREY HERON CO. LIMITED", "GREHCO"],
        ),
        (
            "GREY HERON WORKS (GRHW) NAVAL YARD",
            [
                "GREY HERON WORKS (GRHW) NAVAL YARD",
                "GREY HERON WORKS NAVAL YARD",
                "GRHW NAVAL YARD",
            ],
        ),
        (
            "GREY HERON WORKS (GRHW)-NAVAL YARD",
            [
                "GREY HERON WORKS (GRHW)-NAVAL YARD",
                "GREY HERON WORKS-NAVAL YARD",
                "GRHW-NAVAL YARD",
            ],
        ),
        (
            "Sixth Yard of the Grey Heron Works (GRHW)",
            [
                "Sixth Yard of the Grey Heron Works (GRHW)",
                "Sixth Yard of the Grey Heron Works",
                "GRHW~",
            ],
        ),
        (
            "Soap Factory (Ardeatown)",
            ["Soap Factory (Ardeatown)", "Soap Factory", "Ardeatown~"],
        ),
        (
            "Heron Movement (HEMO-EA, HEMO-East)",
            ["Heron Movement", "HEMO-EA", "HEMO-East"],
        ),
        (
            "ОАО «Серая цапля» (ОАО «Цапля»)",
            ["ОАО «Серая цапля» (ОАО «Цапля»)", "ОАО «Серая цапля»", "ОАО «Цапля»"],
        ),
    ],
)
def test_what_stands_outside_a_bracket_is_a_name_and_what_is_inside(
    text: str, expected: list[str]
) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "HERON (HONG KONG) TRADING LTD",
        "Heron (Panama) Ltd.",
        "HERON WORKS (PJSC)",
        "Heron Works (Closed Joint Stock Company)",
        "HERON WORKS (PVT) LTD",
        "HERON SAL (OFF-SHORE)",
        "HERON (S) PTE. LTD.",
        "HERON LINE (2100) LTD",
        "蒼鷺(香港)有限公司",
        "PCE(r)-HERON",
        "Heron (Ardeatown) Electronics Co., Ltd.",
        "(all of the preceding)",
    ],
)
def test_a_bracket_that_belongs_to_the_name_stays_in_it(text: str) -> None:
    assert names(text) == [text]


@pytest.mark.parametrize(
    "text", ["HERON FOUNDATION (KENYA)", "Heron Foundation (Panama branch)", "Heron LLC (USA)"]
)
def test_a_place_behind_a_name_may_be_left_out_and_is_none_itself(text: str) -> None:
    assert names(text) == [text, text.partition(" (")[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arvel Kestrelov (birth name)", ["Arvel Kestrelov"]),
        ("Arvel Kestrelov (COMBAT NAME)", ["Arvel Kestrelov"]),
        ("Arvel Kestrelov, III (third)", ["Arvel Kestrelov, III"]),
        ("Kes (devil)", ["Kes"]),
        ("Arvel Kestrelov (Call sign)", ["Arvel Kestrelov"]),
        ("Arvel Kestrelov (passport no. 434021161)", ["Arvel Kestrelov"]),
        ("KESTRELOV, Lt. Col. (Rtd). Arvel", ["KESTRELOV, Lt. Col. Arvel"]),
        ("Arvel Kestrelov (previously listed as)", ["Arvel Kestrelov<"]),
        ("Arvel (formerly listed as) KESTRELOV", ["Arvel KESTRELOV<"]),
        ("Heron Works (a subordinate institute of Bittern)", ["Heron Works"]),
        ("Heron Academy (KPE.018)", ["Heron Academy"]),
    ],
)
def test_a_note_is_no_name_and_no_part_of_one(text: str, expected: list[str]) -> None:
    assert names(text, PERSON if "Kes" in text.title() else ORGANISATION) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arvel Kestrelov (Арвел Кестрелов)", ["Arvel Kestrelov", "Арвел Кестрелов"]),
        ("金鹭 (Jin Lu; Kim Lu)", ["金鹭", "Jin Lu", "Kim Lu"]),
        ("Arvel (original script: Арвел)", ["Arvel", "Арвел"]),
        ("Arvel (Previously listed as. In Arabic: عارف)", ["Arvel", "عارف<"]),
        (
            "Heron Front (HEFR) (جبهة (original script); Bittern Front)",
            ["Heron Front", "HEFR", "جبهة", "Bittern Front"],
        ),
        ("ኤርሚኣስ (Tigrinya)", ["ኤርሚኣስ"]),
    ],
)
def test_names_of_two_scripts_are_two_names(text: str, expected: list[str]) -> None:
    assert names(text, ORGANISATION if "Front" in text else PERSON) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arvel Kestrelow (Kestrelov)", ["Arvel Kestrelow", "Arvel Kestrelov"]),
        ("KESTRELOV, Arvel (Arwel)", ["KESTRELOV, Arvel", "KESTRELOV, Arwel"]),
        ("KESTRELOV (HERONIN), Arvel", ["KESTRELOV, Arvel", "HERONIN, Arvel"]),
        ("Arvel (Arwel) T. Kestrelov", ["Arvel T. Kestrelov", "Arwel T. Kestrelov"]),
        ("OOO Heromtekh (Heromtex)", ["OOO Heromtekh", "OOO Heromtex"]),
    ],
)
def test_a_spelling_stands_for_the_word_before_it(text: str, expected: list[str]) -> None:
    assert names(text, ORGANISATION if "OOO" in text else PERSON) == [text, *expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heron Works (a.k.a. Bittern Works)", ["Heron Works", "Bittern Works"]),
        ("Heron Works (f.k.a. Bittern Works)", ["Heron Works", "Bittern Works<"]),
        ("PEARL (A.K.A. NEI HERON) KESTREL", ["PEARL KESTREL", "NEI HERON"]),
        (
            "Heron Air Force (and Heron Missile Command)",
            ["Heron Air Force", "Heron Missile Command"],
        ),
        ("Heron Plant (also known as Bittern Plant", ["Heron Plant", "Bittern Plant"]),
    ],
)
def test_what_stands_behind_a_label_is_a_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ardea Line; Ardeya Line; Ardia Line", ["Ardea Line", "Ardeya Line", "Ardia Line"]),
        ("Ardea Line b) Bittern Line", ["Ardea Line", "Bittern Line"]),
        ("Ardea Line;", ["Ardea Line"]),
        (
            "ARDEA LINE (ARLI) ; BITTERN LINE",
            ["ARDEA LINE (ARLI)", "ARDEA LINE", "ARLI", "BITTERN LINE"],
        ),
    ],
)
def test_names_between_semicolons_are_told_apart(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_an_imo_number_beside_a_ships_name_is_no_name() -> None:
    assert names('IMO 9074729 ("GREY HERON 5")', EntityType.VESSEL) == ["GREY HERON 5"]


def test_a_ship_that_is_known_by_its_number_alone_keeps_it_as_its_name() -> None:
    assert names("IMO 9074729 (not registered)", EntityType.VESSEL) == ["IMO 9074729"]


def test_an_epithet_of_a_person_only_confirms() -> None:
    assert names("Arvel (The Kestrel)", PERSON)[1:] == ["Arvel", "The Kestrel~"]


def test_a_bracket_too_long_for_a_name_is_a_note() -> None:
    assert names(f"Heron Works ({'of the quay ' * 20})") == ["Heron Works"]


def test_an_address_is_taken_as_it_is() -> None:
    assert names("1 Quay (North); Testhaven", EntityType.ADDRESS) == ["1 Quay (North); Testhaven"]


@pytest.mark.parametrize(
    "text",
    [
        "GREY HERON (GHN)",
        "GREY HERON WORKS (GRHW) NAVAL YARD",
        "金鹭 (Jin Lu; Kim Lu (JINLU))",
        "Heron Works (f.k.a. Bittern Works (BIWO))",
        "Arvel Kestrelow (Kestrelov)",
        "HERON FOUNDATION (KENYA)",
    ],
)
def test_reading_the_names_again_finds_no_others(text: str) -> None:
    found = written_names(text, ORGANISATION)
    again = [name for each in found for name in written_names(each.text, ORGANISATION)]
    assert {name.text for name in again} == {name.text for name in found}


@pytest.mark.parametrize("text", ["a (" * 300 + ")" * 300, "(a) b " * 300], ids=["deep", "many"])
def test_more_brackets_than_a_name_has_are_left_alone(text: str) -> None:
    assert [name.text for name in written_names(text, ORGANISATION)] == [text.strip(" ")]


def test_signs_that_do_not_pair_up_leave_the_text_alone() -> None:
    assert written_names("(HERON (WORKS", ORGANISATION) == [WrittenName("(HERON (WORKS")]
