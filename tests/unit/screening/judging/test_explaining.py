"""Why a score is what it is."""

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.evidence import How, MatchedWords, NameEvidence
from screening.facts.corroboration import Corroboration
from screening.judging.explaining import evidence_of, sentence_of
from screening.judging.scoring import compare
from screening.listing import ListedName
from screening.names.analysis import analyse


def evidence(asked: str, listed: str, *found: Corroboration) -> NameEvidence:
    comparison = compare(analyse(asked), analyse(listed))
    return evidence_of(comparison, ListedName(text=listed), found)


def test_evidence_names_each_pair_and_what_is_left_over() -> None:
    found = evidence("Quillon Plant North", "Quillon Factory Ltd")
    assert found.parts == (
        MatchedWords(asked="quillon", listed="quillon", how=How.EXACT, similarity=1.0),
        MatchedWords(asked="plant", listed="factory", how=How.TRANSLATION, similarity=1.0),
    )
    assert (found.only_asked, found.only_listed) == (("north",), ("ltd",))


def test_joined_names_leave_nothing_over() -> None:
    found = evidence("Quillonharrow", "Quillon Harrow")
    assert (found.only_asked, found.only_listed) == ((), ())
    (part,) = found.parts
    assert (part.asked, part.listed) == ("quillonharrow", "quillon harrow")
    assert part.how is How.JOINED


@pytest.mark.parametrize(
    "said",
    ["quillon exact", "plant = factory (translation)", "only asked: north", "only listed: ltd"],
)
def test_the_sentence_says_all_that_the_data_say(said: str) -> None:
    asked, listed = "Quillon Plant North", "Quillon Factory Ltd"
    assert said in sentence_of(asked, listed, evidence(asked, listed))


@pytest.mark.parametrize(
    ("asked", "listed", "said"),
    [
        ("华为技术", "华为技术有限公司", "hua wei [华为], technology exact"),
        ("محمد علي", "محمد علي الحسيني", "mhmd [محمد], ly [علي] exact"),
        ("محمد علي", "محمد علي الحسيني", "only listed: alhsyny [الحسيني]"),
        ("Иван", "Иван", "ivan exact"),
    ],
    ids=["Chinese", "Arabic", "what is left over", "Cyrillic letters are near enough"],
)
def test_words_that_few_can_read_romanised_stand_in_their_own_letters(
    asked: str, listed: str, said: str
) -> None:
    assert said in sentence_of(asked, listed, evidence(asked, listed))


def test_the_sentence_ends_in_what_supports_and_what_contradicts() -> None:
    found = evidence(
        "Quillon",
        "Quillon",
        Corroboration("country", 0.7, "country RU agrees"),
        Corroboration("imo", -4.0, "IMO 1 asked, 2 listed"),
    )
    said = sentence_of("Quillon", "Quillon", found)
    assert said.endswith("; country RU agrees; but IMO 1 asked, 2 listed.")
    assert found.logit["imo"] == -4.0


@given(st.text(st.characters(), max_size=50), st.text(st.characters(), max_size=50))
@settings(deadline=None, max_examples=60)
def test_evidence_of_any_two_texts_is_json(asked: str, listed: str) -> None:
    found = evidence(asked, listed)
    assert orjson.loads(orjson.dumps(found))["name_kind"] == found.name_kind


def test_legal_forms_of_one_family_are_not_called_exact() -> None:
    said = sentence_of("Quillon GmbH", "Quillon OOO", evidence("Quillon GmbH", "Quillon OOO"))
    assert "gmbh exact" not in said
    assert "quillon exact, gmbh = ooo (legal form)" in said
