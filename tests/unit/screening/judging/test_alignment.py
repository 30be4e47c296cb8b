"""Which word of one name is which word of another."""

import pytest

from screening.evidence import How
from screening.judging.scoring import compare
from screening.names.analysis import analyse


def pairs(asked: str, listed: str) -> list[tuple[str, str, str]]:
    left, right = analyse(asked), analyse(listed)
    return [
        (
            " ".join(left.tokens[place] for place in pair.asked),
            " ".join(right.tokens[place] for place in pair.listed),
            pair.how.value,
        )
        for pair in compare(left, right).pairs
    ]


@pytest.mark.parametrize(
    ("asked", "listed", "pair"),
    [
        ("Quillon", "Quillon", ("quillon", "quillon", How.EXACT)),
        ("Quillon", "Quilon", ("quillon", "quilon", How.PHONETIC)),
        ("Quillon", "Quallon", ("quillon", "quallon", How.SPELLING)),
        ("Quillno", "Quillon", ("quillno", "quillon", How.SPELLING)),
        ("Plant", "Factory", ("plant", "factory", How.TRANSLATION)),
        ("Завод", "Factory", ("factory", "factory", How.TRANSLATION)),
        ("Радар", "Radar", ("radar", "radar", How.TRANSLITERATION)),
        ("Q Harrow", "Quentin Harrow", ("q", "quentin", How.INITIAL)),
        (
            "Hao Xiang Kestrel",
            "Haoxiang Kestrel",
            ("hao xiang kestrel", "haoxiang kestrel", How.JOINED),
        ),
        (
            "Haoxiang Kestrel",
            "Hao Xiang Kestrel",
            ("haoxiang kestrel", "hao xiang kestrel", How.JOINED),
        ),
        ("Quillons Harrow Kest", "Quillons Harrow Kestrel Works", ("kest", "kestrel", How.CUT)),
        ("Quillon GmbH", "Quillon LLC", ("gmbh", "llc", How.LEGAL_FORM)),
        ("Kestrel 7", "Kestrel VII", ("7", "vii", How.TRANSLATION)),
    ],
    ids=str,
)
def test_words_pair_and_say_how(asked: str, listed: str, pair: tuple[str, str, How]) -> None:
    assert pair in pairs(asked, listed)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [("Kestrel 7", "Kestrel 8"), ("ab", "ac"), ("Quillon", "Harrow"), ("Kestrel Ltd", "Harrow SA")],
    ids=str,
)
def test_other_words_do_not_pair(asked: str, listed: str) -> None:
    assert all(pair[0] == pair[1] for pair in pairs(asked, listed))


def test_each_word_is_in_one_pair_at_most() -> None:
    found = compare(analyse("Harrow Harrow Kestrel"), analyse("Harrow Kestrel Kestrell")).pairs
    for side in ([place for pair in found for place in pair.asked],
                 [place for pair in found for place in pair.listed]):  # fmt: skip
        assert len(side) == len(set(side))
