"""What a policy makes of the hits that the matcher found."""

from dataclasses import replace
from typing import Any

import pytest
from verdicts import a_hit

from ledger.fingerprints import carry
from ledger.rows import Carried
from screening.hit import Hit
from screening.listing import EntityType, Measure
from screening.policy import Band
from screening.subject import Subject, SubjectKind
from worker.policies.effects import Weighed, is_applied, lists_not_applied, weigh
from worker.policies.reading import policy_of
from worker.policies.rules import Rules


def a_party(role: str | None = "consignee", ref: str = "parties.0", **rest: Any) -> Carried:
    subject = Subject(**({"kind": SubjectKind.PARTY, "names": ("Heron Works",)} | rest))
    return carry(subject, ref, role)


def a_listed(measure: Measure = Measure.FREEZE, score: float = 0.9, list_id: str = "un_sc") -> Hit:
    hit = a_hit(f"{list_id}:1", score)
    return replace(hit, measures=(measure,), band=Band.STRONG if score >= 0.5 else Band.POSSIBLE)


def weighed(policy: str, hit: Hit, *shipment: Carried, source: str = "urn:erp") -> Weighed:
    """Return what a policy makes of a hit on the last party of a shipment."""
    parties = shipment or (a_party(),)
    return weigh([(parties[-1], hit)], parties, source, policy_of(policy.encode(), "p"))


@pytest.mark.parametrize("score", [0.0025, 0.3, 0.5, 1.0])
@pytest.mark.parametrize("measure", Measure)
def test_by_default_every_hit_flags_as_it_is(measure: Measure, score: float) -> None:
    found, party = a_listed(measure, score), a_party()
    result = weigh([(party, found)], [party], "urn:erp", Rules())
    assert (result.hits, result.informs, result.findings) == (((party, found),), {}, ())
    assert result.flags


@pytest.mark.parametrize(
    ("policy", "role", "measure", "flags"),
    [
        ("[measures.securities]\neffect='inform'", "buyer", Measure.SECURITIES, False),
        ("[measures.securities]\neffect='inform'", "buyer", Measure.FREEZE, True),
        ("[measures.correspondent_account]\nroles=['bank']", "bank",
         Measure.CORRESPONDENT_ACCOUNT, True),
        ("[measures.correspondent_account]\nroles=['bank']", "carrier",
         Measure.CORRESPONDENT_ACCOUNT, False),
        ("[measures.export_denial]\nroles=['parties_to_the_goods']", "end_user",
         Measure.EXPORT_DENIAL, True),
        ("[measures.export_denial]\nroles=['parties_to_the_goods']", "bank",
         Measure.EXPORT_DENIAL, False),
        ("[measures.menu]\nbands=['strong']", "buyer", Measure.MENU, True),
    ],
)  # fmt: skip
def test_a_measure_flags_the_roles_and_bands_that_it_names(
    policy: str, role: str, measure: Measure, flags: bool
) -> None:
    result = weighed(policy, a_listed(measure), a_party(role))
    assert result.flags is flags
    # What informs is there all the same, with why.
    assert len(result.hits) == 1
    assert all(result.informs.values())


def test_one_measure_that_flags_is_enough() -> None:
    hit = replace(a_listed(), measures=(Measure.SECURITIES, Measure.FREEZE))
    assert weighed("[measures.securities]\neffect='inform'", hit).flags


def test_the_owner_of_a_bank_counts_as_the_bank() -> None:
    bank, owner = a_party("bank"), a_party("owner", "parties.0.owners.0")
    policy = "[measures.correspondent_account]\nroles=['bank']"
    assert weighed(policy, a_listed(Measure.CORRESPONDENT_ACCOUNT), bank, owner).flags


@pytest.mark.parametrize(
    ("policy", "party", "is_hit"),
    [
        ("[levels.roles.bank]\nreview=0.2", a_party("bank"), False),
        ("[levels.roles.bank]\nreview=0.2", a_party("buyer"), True),
        ("[levels.lists.un_sc]\nreview=0.2", a_party(), False),
        ("[levels.types.person]\nreview=0.2", a_party(type=EntityType.PERSON), False),
        ("[levels.types.person]\nreview=0.2", a_party(), True),
        # Where several apply the lowest counts.
        ("[levels.roles.bank]\nreview=0.2\n[levels.lists.un_sc]\nreview=0.05", a_party("bank"),
         True),
    ],
)  # fmt: skip
def test_a_level_holds_for_the_role_the_list_and_the_type_that_it_names(
    policy: str, party: Carried, is_hit: bool
) -> None:
    result = weighed(policy, a_listed(score=0.1), party)
    assert bool(result.hits) is is_hit
    assert bool(result.left_out) is not is_hit


def test_a_lower_level_somewhere_is_what_the_matcher_is_asked_for() -> None:
    rules = policy_of(b"[levels.roles.bank]\nreview=0.001\n[levels.lists.un_sc]\nreview=0.1", "p")
    assert rules.levels.least == 0.001


def test_a_band_follows_the_levels_for_its_role() -> None:
    ((_, hit),) = weighed("[levels.roles.bank]\nstrong=0.95", a_listed(), a_party("bank")).hits
    assert hit.band is Band.POSSIBLE


def test_a_band_may_inform() -> None:
    policy = "[bands]\npossible='inform'"
    assert not weighed(policy, a_listed(score=0.1)).flags
    assert weighed(policy, a_listed()).flags


OFF = "[lists.regimes.un_sc]\neffect='off'\nreason='not ours'"
OF_ONE = (
    "[[entities]]\nname='Example GmbH'\nsources=['urn:de:*']\n"
    "[entities.regimes.un_sc]\neffect='off'\nreason='EC 2271/96'"
)


def test_a_list_may_inform_with_its_reason() -> None:
    result = weighed("[lists.regimes.un_sc]\neffect='inform'\nreason='EC 2271/96'", a_listed())
    assert list(result.informs.values()) == ["list un_sc informs: EC 2271/96"]


def test_a_list_that_is_off_makes_no_hit_and_is_said_to_be_off() -> None:
    result = weighed(OFF, a_listed())
    assert (result.hits, result.flags) == ((), False)
    assert [finding.reason for finding in result.findings] == ["this list is not applied: not ours"]


def test_a_list_that_is_out_of_scope_makes_no_hit() -> None:
    assert weighed("[lists]\nscope=['eu_fsf']", a_listed()).hits == ()


@pytest.mark.parametrize(("source", "flags"), [("urn:de:tms", False), ("urn:us:tms", True)])
def test_a_legal_entity_has_regimes_of_its_own(source: str, flags: bool) -> None:
    result = weighed(OF_ONE, a_listed(), source=source)
    assert result.flags is flags


def test_which_lists_are_applied_to_nobody_is_known() -> None:
    off, of_one = policy_of(OFF.encode(), "p"), policy_of(OF_ONE.encode(), "p")
    assert [f.field for f in lists_not_applied(off, ["un_sc", "eu_fsf"])] == ["basis.lists.un_sc"]
    assert is_applied(of_one, "un_sc")
    assert not is_applied(off, "un_sc")
