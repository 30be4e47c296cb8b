from screening.kernels import features


def test_every_feature_has_a_constant_that_says_where_it_stands() -> None:
    for place, name in enumerate(features.FEATURES):
        assert getattr(features, name.upper().replace(", ", "_").replace(" ", "_")) == place
    assert len(features.FEATURES) == features.COUNT
