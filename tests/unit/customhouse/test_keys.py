"""Names of streams and keys."""

from hypothesis import given
from hypothesis import strategies as st

from customhouse.keys import Keys, Lane

# Few letters, and those that separate and escape: what could collide does within a few examples.
PARTS = st.text(st.sampled_from("ab:%23A5"), max_size=6) | st.text(max_size=6)
PAIRS = st.tuples(PARTS, PARTS)


def all_names(keys: Keys) -> list[str]:
    lanes = [name(lane) for lane in Lane for name in (keys.intake, keys.alone)]
    lanes += [keys.answer(lane, "1-0") for lane in Lane]
    single = [keys.alerts, keys.dead, keys.waiting, keys.paused(), keys.quality("s")]
    named = [keys.marker("a"), keys.attempts("g"), keys.aside("g")]
    return [*lanes, *single, *named, keys.result(source="s", shipment_id="i")]


def test_every_name_bears_the_prefix() -> None:
    plain = all_names(Keys())
    assert all_names(Keys("{ch}:")) == [f"{{ch}}:{name}" for name in plain]


def test_no_two_names_are_one() -> None:
    names = all_names(Keys())
    assert len(set(names)) == len(names)


def test_each_lane_has_its_own_intake() -> None:
    assert [Keys().intake(lane) for lane in Lane] == ["intake:express", "intake:bulk"]


@given(PAIRS, PAIRS)
def test_two_shipments_never_share_a_key(left: tuple[str, str], right: tuple[str, str]) -> None:
    keys = [Keys().result(source=source, shipment_id=name) for source, name in (left, right)]
    assert (keys[0] == keys[1]) is (left == right)


def test_the_border_between_source_and_id_is_seen() -> None:
    one = Keys().result(source="a:b", shipment_id="c")
    other = Keys().result(source="a", shipment_id="b:c")
    assert (one, other) == ("result:a:b:c", "result:a:b%3Ac")


def test_most_keys_are_plain() -> None:
    assert Keys().result(source="urn:erp", shipment_id="S-1") == "result:urn:erp:S-1"
    assert Keys().result(source="urn:erp", shipment_id="5%") == "result:urn:erp:5%25"
