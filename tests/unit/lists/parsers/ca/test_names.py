import pytest

from lists.parsers.ca.names import split_aliases, split_entity


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        pytest.param("Egret Works Co., Ltd., Egret Ltd.", ["Egret Works Co., Ltd.", "Egret Ltd."],
                     id="legal form"),
        pytest.param("Завод Цапля, АО", ["Завод Цапля, АО"], id="Cyrillic legal form"),
        pytest.param("АО, Завод Цапля", ["АО, Завод Цапля"], id="legal form first"),
        pytest.param("EGR/ET", ["EGR/ET"], id="slash in a word"),
        pytest.param("Grey Egret / Grau Reiher", ["Grey Egret", "Grau Reiher"], id="slash"),
        pytest.param("(Grey Egret / Grau Reiher", ["Grey Egret", "Grau Reiher"], id="bracket"),
        pytest.param("Grey or Gray Egret", ["Grey or Gray Egret"], id="or for one word"),
        pytest.param("Grey Egret or Gray Egret", ["Grey Egret", "Gray Egret"], id="or"),
        pytest.param("Egret and Sons", ["Egret and Sons"], id="and in a name"),
        pytest.param("Цапля and Чапля", ["Цапля", "Чапля"], id="and between scripts"),
        pytest.param("also Egret; , \u00a0", ["Egret"], id="also, empty pieces"),
        pytest.param("Fund of Egrets, herons and Storks", ["Fund of Egrets, herons and Storks"],
                     id="small letter"),
        pytest.param("Egret (A, B)", ["Egret (A, B)"], id="inside brackets"),
    ],
)  # fmt: skip
def test_a_cell_of_aliases_is_cut_between_names_only(cell: str, names: list[str]) -> None:
    assert split_aliases(cell) == [(name, None) for name in names]


def test_a_language_before_an_alias_is_its_language() -> None:
    cell = "Egret, Belarussian: Чапля, Russian\u00a0: Цапля\nArabic: بلشون"
    assert split_aliases(cell) == [
        ("Egret", None), ("Чапля", "be"), ("Цапля", "ru"), ("بلشون", "ar")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Egret Office/Bureau des aigrettes", ["Egret Office", "Bureau des aigrettes"]),
        ("EGR/ET Ltd.", ["EGR/ET Ltd."]),
        ("Mills (A/B/C)", ["Mills (A/B/C)"]),
        ("Egret JSC (also\nknown as Egret Works and JSC Egret)",
         ["Egret JSC", "Egret Works", "JSC Egret"]),
        ("Egret Industries (EI)", ["Egret Industries (EI)"]),
    ],
)  # fmt: skip
def test_an_entitys_cell_may_hold_other_names(cell: str, names: list[str]) -> None:
    assert split_entity(cell) == names
