"""Text that was read in a wrong encoding."""

import pytest

from screening.names.decoding import decode_text


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("Karsten MÃ¼ller", "Karsten Müller"),
        ("Oâ€™Heron", "O’Heron"),
        ("M&uuml;ller &amp; Heron", "Müller & Heron"),
        ("O&#39;Heron", "O'Heron"),
        ("IÅŸÄ±k Denizcilik", "Işık Denizcilik"),
        ("Ðàäèîëèíèÿ", "Радиолиния"),
        ("РџСЂРёРІРµС‚", "Привет"),
    ],
    ids=str,
)
def test_broken_text_is_what_it_was_meant_to_be(broken: str, meant: str) -> None:
    assert decode_text(broken) == meant


@pytest.mark.parametrize(
    "right", ["Müller", "Société Générale", "Çağdaş", "Радар Свет", "Tom & Heron", "Ñuñoa", "R&D;"]
)
def test_text_that_is_right_stays_as_it_is(right: str) -> None:
    assert decode_text(right) == right
