import pytest
from listed import a_listing
from stdnum import imo

from screening.listing import EntityType, ListedIdentifier, Listing
from screening.names.samename import fold_words
from screening.validating.trials import Plan, Trial, plan_trials, population_of

LISTINGS = (
    *(a_listing(f"Kormoran{n}ov Trading LLC", countries=("RU",)) for n in range(12)),
    *(a_listing(f"HERON{n}, Grey Alba", type=EntityType.PERSON) for n in range(12)),
    a_listing("Blue Egret", type=EntityType.VESSEL, identifiers=(
        ListedIdentifier(scheme="imo", value="9187629"),
    )),
    a_listing("RA-00000", type=EntityType.AIRCRAFT),
    a_listing("Grey Gull Overseas", weak=("Gull",), identifiers=(
        ListedIdentifier(scheme="inn", value="7707083893", country="RU"),
    )),
)  # fmt: skip


def a_plan(seed: int = 1, sample: int = 3, own: list[str] | None = None, *more: Listing) -> Plan:
    listings = (*LISTINGS, *more)
    return plan_trials(population_of(listings, listings, seed), sample, own)


def of_class(key: str, plan: Plan | None = None) -> list[Trial]:
    return [trial for trial in (plan or a_plan()).trials if trial.key == key]


def test_equal_seeds_give_equal_trials_and_others_do_not() -> None:
    assert a_plan().trials == a_plan().trials
    assert a_plan().trials != a_plan(seed=2).trials


def test_a_class_takes_equal_parts_of_its_types_as_far_as_there_are_any() -> None:
    trials = [trial for trial in of_class("exact", a_plan(sample=9)) if not trial.knows_country]
    kinds = [trial.type for trial in trials]
    assert [kinds.count(kind) for kind in EntityType] == [3, 3, 1, 0, 0, 0]


def test_no_listing_is_planted_twice_in_a_class() -> None:
    ids = [trial.listing.id for trial in of_class("one_typo") if trial.listing]
    with_country = [trial for trial in of_class("one_typo") if trial.knows_country]
    assert len(ids) - len(set(ids)) == len(with_country) > 0


def test_a_subject_says_name_and_type_and_once_more_with_a_country() -> None:
    first, second = [t for t in of_class("exact") if t.listing and t.listing.countries][:2]
    assert (first.subject.countries, second.subject.countries) == ((), ("RU",))
    assert first.subject.names == second.subject.names == (first.name,)
    assert (first.subject.identifiers, first.subject.addresses) == ((), ())


def test_names_that_a_class_cannot_be_applied_to_are_counted() -> None:
    plan = a_plan()
    assert plan.passed_over["initials", EntityType.PERSON] == 0
    assert plan.passed_over["second_initial", EntityType.PERSON] == 0
    assert plan.passed_over["cut", EntityType.PERSON] == 12


def test_a_script_is_for_listings_of_its_countries() -> None:
    assert {trial.listing.countries for trial in of_class("firm_in_cyrillic") if trial.listing} == {
        ("RU",)
    }
    assert of_class("person_in_cyrillic") == []


def test_weak_aliases_are_never_planted() -> None:
    planted = {trial.name for seed in range(8) for trial in a_plan(seed, 99).trials}
    assert "Grey Gull Overseas" in planted
    assert "Gull" not in planted


@pytest.mark.parametrize(("key", "scheme"), [("number_imo", "imo"), ("number_inn", "inn")])
def test_a_number_is_asked_for_under_another_name(key: str, scheme: str) -> None:
    (trial,) = of_class(key)
    assert trial.listing is not None
    assert trial.subject.identifiers == trial.listing.identifiers
    assert fold_words(trial.subject.names[0]) != fold_words(trial.name)
    assert trial.subject.identifiers[0].scheme == scheme


def test_another_imo_number_is_valid_and_not_listed() -> None:
    (trial,) = of_class("other_imo")
    value = trial.subject.identifiers[0].value
    assert imo.is_valid(value)
    assert value != "9187629"
    assert (trial.subject.names, trial.is_innocent) == (("Blue Egret",), True)


def test_made_up_innocents_bear_no_listed_name() -> None:
    names = [trial.subject.names[0] for trial in of_class("made_up_firms")]
    again = of_class("made_up_firms", a_plan(1, 3, None, *(a_listing(name) for name in names)))
    assert len(again) == len(names) == 12
    assert not set(names) & {trial.subject.names[0] for trial in again}


def test_own_names_take_the_place_of_made_up_ones() -> None:
    plan = a_plan(own=["Osprey Freight", "Blue Egret"])
    assert [t.subject.names[0] for t in of_class("own_unknown", plan)] == [
        "Osprey Freight",
        "Blue Egret",
    ]
    assert {t.type for t in of_class("own_firms", plan)} == {EntityType.ORGANISATION}
    assert of_class("made_up_persons", plan) == []


def test_siblings_are_innocent_and_of_no_listing() -> None:
    trials = of_class("siblings")
    assert trials
    assert all(trial.is_innocent and trial.listing is None for trial in trials)


def test_chances_of_a_purpose_hang_on_the_seed_alone() -> None:
    first, second = population_of((), (), 1), population_of(LISTINGS, LISTINGS, 1)
    assert first.rng("a", "b").random() == second.rng("a", "b").random()
    assert first.rng("a", "b").random() != first.rng("a", "c").random()
