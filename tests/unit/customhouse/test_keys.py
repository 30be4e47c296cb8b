"""Names of streams and keys."""

from customhouse.keys import Keys, Lane


def all_names(keys: Keys) -> list[str]:
    lanes = [name(lane) for lane in Lane for name in (keys.intake, keys.alone)]
    lanes += [keys.answer(lane, "1-0") for lane in Lane]
    single = [keys.alerts, keys.dead, keys.waiting, keys.paused(), keys.quality("s")]
    named = [keys.result("s", "i"), keys.marker("a"), keys.setbacks("g", "c"), keys.aside("g")]
    return lanes + single + named


def test_every_name_bears_the_prefix() -> None:
    plain = all_names(Keys())
    assert all_names(Keys("{ch}:")) == [f"{{ch}}:{name}" for name in plain]


def test_no_two_names_are_one() -> None:
    names = all_names(Keys())
    assert len(set(names)) == len(names)


def test_each_lane_has_its_own_intake() -> None:
    assert [Keys().intake(lane) for lane in Lane] == ["intake:express", "intake:bulk"]
