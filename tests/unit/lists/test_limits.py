import pytest

from lists.errors import ListError
from lists.limits import REGISTERED_LIMITS, AgeLimits, read_limits


def test_a_list_has_the_limit_of_its_source() -> None:
    assert REGISTERED_LIMITS.of("un_sc") == 48 * 3_600
    assert REGISTERED_LIMITS.of("own:mine") is None
    assert not REGISTERED_LIMITS.is_set("un_sc")


def test_a_setting_replaces_it() -> None:
    limits = AgeLimits(
        set_by_hand=read_limits(" un_sc=400d, us_csl=96h,own:mine=7d,us_bis_dpl=none")
    )
    assert limits.of("un_sc") == 400 * 86_400
    assert limits.of("us_csl") == 96 * 3_600
    assert limits.of("own:mine") == 7 * 86_400
    assert limits.of("us_bis_dpl") is None
    assert limits.of("eu_fsf") == 48 * 3_600
    assert [limits.is_set(name) for name in ("un_sc", "eu_fsf")] == [True, False]


def test_no_setting_replaces_none() -> None:
    assert read_limits("") == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("un_ns=400d", "unknown list"),
        ("un_sc", "'' is no limit of age; write un_sc=400d"),
        ("un_sc=400", "'400' is no limit of age"),
        ("un_sc=0d", "'0d' is no limit of age"),
        ("un_sc=4d,un_sc=5d", "given twice"),
    ],
)
def test_what_is_no_limit_is_said_so(text: str, reason: str) -> None:
    with pytest.raises(ListError, match=reason):
        read_limits(text)
