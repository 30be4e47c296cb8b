"""What holds for every name there is."""

import os
import subprocess
import sys

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listed import a_listing, a_party, hits

from screening.judging.scoring import compare, compare_names
from screening.names.analysis import analyse
from screening.names.asking import is_placeholder
from screening.policy import REVIEW
from screening.search.index import NameIndex

ANY_TEXT = st.text(max_size=80)
WORDS = ["kestrel", "harrow", "quillon", "trading", "company", "ltd", "plant", "factory", "north"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@given(ANY_TEXT, ANY_TEXT)
@settings(deadline=None, max_examples=200)
def test_a_score_is_between_0_and_1_with_six_decimals(left: str, right: str) -> None:
    score = compare_names(left, right)
    assert 0.0 <= score <= 1.0
    assert round(score, 6) == score
    assert compare_names(left, right) == score


@given(ANY_TEXT.filter(lambda name: bool(analyse(name).tokens) and not is_placeholder(name)))
@settings(deadline=None, max_examples=100)
def test_a_listed_name_itself_is_always_a_hit(name: str) -> None:
    assert [hit.score for hit in hits(a_party(name), a_listing(name))][:1] >= [REVIEW]


@given(st.lists(NAMES, min_size=1, max_size=30), NAMES)
@settings(deadline=None, max_examples=100)
def test_the_index_loses_nothing_that_scores(listed: list[str], asked: str) -> None:
    query = analyse(asked)
    names = [analyse(name) for name in listed]
    wanted = {n for n, name in enumerate(names) if compare(query, name).score >= REVIEW}
    assert wanted <= set(NameIndex.of(names).candidates([query])[0].tolist())


@given(ANY_TEXT, ANY_TEXT)
@settings(deadline=None, max_examples=60)
def test_evidence_can_be_sent(asked: str, listed: str) -> None:
    for hit in hits(a_party(asked), a_listing(listed), threshold=0.0):
        assert orjson.loads(orjson.dumps(hit.evidence))
        assert hit.reason.endswith(".")


@pytest.mark.parametrize(
    "name",
    ["a" * 512, " ".join(f"word{n}" for n in range(100)), "e" + "\u0301" * 10_000, "\ud800", "٣٤"],
    ids=["one letter", "100 words", "marks", "surrogate", "digits"],
)
def test_an_odd_name_is_screened_like_any_other(name: str) -> None:
    assert hits(a_party(name), a_listing("Quillon Harrow Aerodynamics")) == ()


def test_another_process_with_another_hash_seed_says_the_same() -> None:
    code = (
        "from listed import *;"
        "print([(h.listing_id, h.score, h.reason) for h in hits(a_party('Quilon Harrow Trading'),"
        "a_listing('Quillon Harrow Trading Ltd'), a_listing('Harrow Quillon Trade'))])"
    )
    said = set()
    for seed in ("1", "2"):
        path = os.pathsep.join([os.path.dirname(__file__) + "/../..", *sys.path])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        command = [sys.executable, "-c", code]
        said.add(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert len(said) == 1
    assert b"own:test" in said.pop()
