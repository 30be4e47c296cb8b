"""Edits and longest common subsequences against rapidfuzz."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, LCSseq

from screening.kernels.edits import edit_buffers, edits
from screening.kernels.marks import ALPHABET, mark, unmark
from screening.kernels.subsequences import shared_by_four, shared_by_two, shared_letters

LETTERS = "abcde "
BUFFERS = edit_buffers(1024)


def as_array(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def shared(asked: str, texts: list[str]) -> list[int]:
    """Return the shared letters with four texts, as the index counts them."""
    marks, row = np.zeros((ALPHABET, 8), dtype=np.uint64), np.zeros(8, dtype=np.uint64)
    letters, joined = as_array(asked), as_array("".join(texts))
    ends = np.cumsum([len(text) for text in texts]).astype(np.int64)
    starts, found = np.concatenate([[0], ends[:-1]]), np.zeros(4, dtype=np.int64)
    rows = mark(letters, 0, len(letters), marks)
    if rows == 1:
        shared_by_four(marks, len(asked), joined, starts, ends, found)
    elif rows == 2:
        shared_by_two(marks, len(asked), joined, starts, ends, found, 0)
        shared_by_two(marks, len(asked), joined, starts, ends, found, 2)
    else:
        for place in range(4):
            begin, end = starts[place], ends[place]
            found[place] = shared_letters(marks, rows, len(asked), joined, begin, end, row)
    unmark(letters, 0, len(letters), marks)
    assert not marks.any()
    return [int(count) for count in found]


@given(
    st.text(LETTERS, min_size=1, max_size=200),
    st.lists(st.text(LETTERS, min_size=1, max_size=150), min_size=4, max_size=4),
)
@settings(deadline=None, max_examples=300)
def test_shared_letters_are_the_longest_common_subsequence(asked: str, texts: list[str]) -> None:
    assert shared(asked, texts) == [LCSseq.similarity(asked, text) for text in texts]


@given(st.text(LETTERS, max_size=90), st.text(LETTERS, max_size=90), st.integers(0, 4))
@settings(deadline=None, max_examples=400)
def test_edits_are_those_of_optimal_string_alignment_up_to_the_most(
    left: str, right: str, most: int
) -> None:
    found = edits(as_array(left), 0, len(left), as_array(right), 0, len(right), most, BUFFERS)
    assert found == min(OSA.distance(left, right), most + 1)


@pytest.mark.parametrize("size", [64, 65, 128, 129, 512])
def test_edges_of_machine_words_lose_no_letter(size: int) -> None:
    text = ("abcdefgh" * 64)[:size]
    assert shared(text, [text, text[1:], text[:-1], text]) == [size, size - 1, size - 1, size]
