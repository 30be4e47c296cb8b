from math import log

import numpy as np
import pytest

from screening.kernels.likelihood import number_of
from screening.scripts.channels import channel_of
from screening.scripts.transliteration import log_odds, which_may_be


def test_the_readings_of_a_letter_come_likeliest_first() -> None:
    readings = channel_of("cyrillic").readings["ж"]
    assert readings[0][0] == "j"
    assert list(readings) == sorted(readings, key=lambda reading: -reading[1])


@pytest.mark.parametrize("script", ["arabic", "cyrillic", "han", "hangul", "hebrew", "kana"])
def test_compiled_code_reads_the_same_chances(script: str) -> None:
    channel = channel_of(script)
    table = channel.table
    for unit, number in channel.units.items():
        begin, end = table.unit_at[number : number + 2]
        chances = dict(zip(table.latin[begin:end].tolist(), table.chance[begin:end], strict=True))
        for latin, chance in channel.readings[unit]:
            assert log(chances[number_of(latin)]) == chance


@pytest.mark.parametrize("native", ["радар", "سليم", "السليم", "abc", ""])
def test_many_words_are_told_of_as_each_by_itself(native: str) -> None:
    words = ["radar", "salim", "ridge", "radar7", "alsalim", "x"]
    letters = np.frombuffer("".join(words).encode(), dtype=np.uint8)
    word_at = np.cumsum([0, *map(len, words)], dtype=np.int32)
    word_at.flags.writeable = False
    forms = (native, native.removeprefix("ال"))
    wanted = [max(log_odds(form, word) for form in forms) >= 2.0 for word in words]
    every = np.arange(len(words), dtype=np.int32)
    assert which_may_be(native, letters, word_at, every).tolist() == wanted
