from pathlib import Path

import pytest

from lists.errors import ListError
from lists.parsers.us_ofac.legacy_csv import parse
from lists.registry import source_of
from lists.sources import Source
from screening.listing import EntityType, Gender, Listing, NameKind
from tests.parsing import Read, read_all

SOURCE, NON_SDN = source_of("us_ofac_sdn"), source_of("us_ofac_cons")


def read(folder: Path, source: Source = SOURCE, *, allow_incomplete: bool = False) -> Read:
    return read_all(parse, folder, source, allow_incomplete=allow_incomplete)


def renamed(folder: Path) -> Path:
    """Give the files of a set the names of the non-SDN lists."""
    names = {"sdn.csv": "cons_prim.csv", "sdn_comments.csv": "cons_comments.csv"}
    for file in list(folder.iterdir()):
        file.rename(file.with_name(names.get(file.name, f"cons_{file.name}")))
    return folder


def both(folder: Path) -> tuple[Listing, Listing]:
    found = read(folder).listings
    return found["7"], found["8"]


def test_every_kind_of_name_is_told_apart(ofac_set: Path) -> None:
    egret, heron = both(ofac_set)
    assert [(name.text, name.kind) for name in egret.names] == [
        ("EGRET WORKS LLC", NameKind.PRIMARY),
        ("EGRET FACTORY", NameKind.ALIAS),
        ("THE EGRET", NameKind.WEAK_ALIAS),
    ]
    assert heron.names[1].kind is NameKind.PREVIOUS


def test_numbers_come_from_the_remarks_and_the_call_sign_from_its_column(ofac_set: Path) -> None:
    egret, heron = both(ofac_set)
    assert [(i.scheme, i.value, i.country) for i in egret.identifiers] == [
        ("tax", "7700000001", "RU")
    ]
    assert [(i.scheme, i.value) for i in heron.identifiers] == [
        ("call_sign", "5ABC2"),
        ("imo", "9074729"),
        ("mmsi", "123456789"),
    ]


def test_type_programmes_and_countries_are_read(ofac_set: Path) -> None:
    egret, heron = both(ofac_set)
    assert (egret.type, heron.type) == (EntityType.ORGANISATION, EntityType.VESSEL)
    assert egret.programs == ("TEST-A", "TEST-B")
    assert (egret.countries, heron.countries) == (("RU",), ("PA",))
    assert egret.id == "us_ofac_sdn:7"


def test_a_comment_of_an_unknown_entry_is_counted(ofac_set: Path) -> None:
    assert read(ofac_set).reading.counts["orphan_comments"] == 1


def test_remarks_cut_at_a_blank_go_on_in_the_comments(ofac_set: Path) -> None:
    sdn = (ofac_set / "sdn.csv").read_bytes().replace(b"(Russia).", b"(Russia); a.k.a. ")
    (ofac_set / "sdn.csv").write_bytes(sdn)
    (ofac_set / "sdn_comments.csv").write_bytes(b"7,\"'LITTLE EGRET'.\"\r\n")
    egret, _ = both(ofac_set)
    assert "LITTLE EGRET" in [name.text for name in egret.names]


def test_file_names_may_be_in_capitals(ofac_set: Path) -> None:
    for file in list(ofac_set.iterdir()):
        file.rename(file.with_name(file.name.upper()))
    assert len(read(ofac_set).listings) == 2


def test_two_runs_give_equal_content(ofac_set: Path) -> None:
    assert read(ofac_set) == read(ofac_set)


def test_a_set_that_lacks_files_names_them(ofac_set: Path) -> None:
    (ofac_set / "alt.csv").unlink()
    with pytest.raises(ListError, match=r"lacks alt\.csv"):
        read(ofac_set)
    assert read(ofac_set, allow_incomplete=True).reading.incomplete


def test_a_lone_sdn_file_is_an_incomplete_set(ofac_set: Path) -> None:
    assert read(ofac_set / "sdn.csv", allow_incomplete=True).reading.incomplete
    with pytest.raises(ListError, match="lacks"):
        read(ofac_set / "sdn.csv")


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        pytest.param("sdn.csv", b"", "empty", id="empty"),
        pytest.param("sdn.csv", b"\x1a", "empty", id="only the end mark"),
        pytest.param("sdn.csv", b"<!DOCTYPE html><html>", "web page", id="web page"),
        pytest.param("alt.csv", b'7,1,"aka"\r\n', r"alt\.csv, line 1: 3 columns", id="columns"),
        pytest.param("alt.csv", b'99,1,"aka","X",-0- \r\n', "entry 99", id="unknown entry"),
        pytest.param("add.csv", b'99,1,-0- ,-0- ,"Cuba",-0- \r\n', "entry 99", id="address"),
        pytest.param("alt.csv", b'7,1,"xka","X",-0- \r\n', "aka, fka or nka", id="alias kind"),
        pytest.param("alt.csv", b'7,1,"aka","EGR', "line 1: not CSV", id="cut in quotes"),
        pytest.param("alt.csv", b'7,1,"aka","X",-0', "line 1: the file is cut", id="cut in null"),
        pytest.param("alt.csv", b'7,1,"aka","X",', "line 1: the file is cut", id="cut at comma"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(
    ofac_set: Path, file: str, content: bytes, message: str
) -> None:
    (ofac_set / file).write_bytes(content)
    with pytest.raises(ListError, match=message):
        read(ofac_set)


def test_an_entry_that_stands_twice_is_refused(ofac_set: Path) -> None:
    file = ofac_set / "sdn.csv"
    file.write_bytes(file.read_bytes().rstrip(b"\x1a") * 2)
    with pytest.raises(ListError, match="line 3: entry 7 stands twice"):
        read(ofac_set)


def test_the_files_of_the_non_sdn_lists_have_names_of_their_own(ofac_set: Path) -> None:
    assert len(read(renamed(ofac_set), NON_SDN).listings) == 2
    (ofac_set / "cons_alt.csv").unlink()
    with pytest.raises(ListError, match=r"the set lacks cons_alt\.csv;"):
        read(ofac_set, NON_SDN)


def test_a_set_of_two_days_is_refused_or_incomplete(ofac_set: Path) -> None:
    # The publisher writes a row for every entry, even where it knows no address.
    (ofac_set / "add.csv").write_bytes(b'7,1,"1 Quay Street",-0- ,-0- ,-0- \r\n')
    with pytest.raises(ListError, match=r"add\.csv: there is no row for entry 8: .* two days"):
        read(ofac_set)
    assert read(ofac_set, allow_incomplete=True).reading.incomplete


def test_a_file_that_is_here_under_both_names_is_refused(ofac_set: Path) -> None:
    (ofac_set / "cons_alt.csv").write_bytes((ofac_set / "alt.csv").read_bytes())
    with pytest.raises(ListError, match="here twice"):
        read(ofac_set)


def test_columns_without_a_field_stay_as_text(ofac_set: Path) -> None:
    sdn = (ofac_set / "sdn.csv").read_bytes().replace(b'"5ABC2",-0- ', b'"5ABC2","Tanker"')
    (ofac_set / "sdn.csv").write_bytes(sdn)
    (ofac_set / "alt.csv").write_bytes(b'8,2,"fka","WHITE HERON","until 1999"\r\n')
    _, heron = both(ofac_set)
    assert heron.remarks.startswith("vessel type: Tanker; until 1999; Vessel Registration")


def test_a_set_of_nulls_only_is_refused(ofac_set: Path) -> None:
    (ofac_set / "sdn.csv").write_bytes(
        b"-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    )
    with pytest.raises(ListError, match="needs a number and a name"):
        read(ofac_set)


def test_a_remark_longer_than_a_row_may_be_is_refused(ofac_set: Path) -> None:
    (ofac_set / "sdn_comments.csv").write_bytes(b'7,"' + b"x" * 10_000_000 + b'"\r\n')
    with pytest.raises(ListError, match="not CSV: field larger"):
        read(ofac_set)


def test_a_real_set_is_read_whole_and_the_same_twice(ofac_data: Path) -> None:
    parsed = read(ofac_data / "2021-07-07")
    assert len(parsed.listings) == 8_976
    assert parsed.reading.counts["alias_rows"] == 11_910
    assert not parsed.reading.incomplete
    assert parsed.listings == read(ofac_data / "2021-07-07").listings


def test_the_real_set_of_2023_has_every_alias_and_weak_alias(ofac_data: Path) -> None:
    parsed = read(ofac_data / "2023-12-28")
    assert len(parsed.listings) == 13_821
    assert parsed.reading.counts["alias_rows"] == 17_091
    # 3,304 a.k.a., 86 f.k.a. and 1 n.k.a. stand quoted in the joined remarks.
    # 12 more are short acronyms, or may be towns, in the brackets of other names.
    names = [name for listing in parsed.listings.values() for name in listing.names]
    assert sum(name.kind is NameKind.WEAK_ALIAS for name in names) == 3_391 + 12


@pytest.mark.parametrize(("version", "entries"), [("2024-02-20", 13_931), ("2024-02-23", 14_484)])
def test_a_real_lone_file_is_read_as_incomplete(
    ofac_data: Path, version: str, entries: int
) -> None:
    parsed = read(ofac_data / version, allow_incomplete=True)
    assert (len(parsed.listings), parsed.reading.incomplete) == (entries, True)


def rewritten(folder: Path, old: bytes, new: bytes) -> tuple[Listing, Listing]:
    sdn = (folder / "sdn.csv").read_bytes()
    (folder / "sdn.csv").write_bytes(sdn.replace(old, new))
    return both(folder)


def test_a_companys_imo_number_is_told_from_a_ships(ofac_set: Path) -> None:
    label = b"Vessel Registration Identification IMO 5878589."
    egret, heron = rewritten(ofac_set, b"Tax ID No. 7700000001 (Russia).", label)
    assert [i.scheme for i in egret.identifiers] == ["imo_company"]
    assert "imo" in [i.scheme for i in heron.identifiers]


def test_an_aircraft_is_listed_under_its_tail_number(ofac_set: Path) -> None:
    _, plane = rewritten(ofac_set, b'"GREY HERON","vessel"', b'"EP-QQQ","aircraft"')
    assert ("tail", "EP-QQQ") in [(i.scheme, i.value) for i in plane.identifiers]


def test_a_gender_is_read_from_the_remarks(ofac_set: Path) -> None:
    egret, heron = rewritten(ofac_set, b"Tax ID No.", b"Gender Female; Tax ID No.")
    assert (egret.gender, heron.gender) == (Gender.FEMALE, None)


@pytest.mark.parametrize("name", ["\u200b", "\u200b-0-"], ids=["nothing", "a null"])
def test_an_entry_with_a_name_that_nobody_sees_is_counted(ofac_set: Path, name: str) -> None:
    sdn = (ofac_set / "sdn.csv").read_bytes().replace(b"GREY HERON", name.encode())
    (ofac_set / "sdn.csv").write_bytes(sdn.replace(b"WHITE HERON", b"X"))
    (ofac_set / "alt.csv").write_bytes(b'7,1,"aka","EGRET FACTORY",-0- \r\n')
    found = read(ofac_set)
    assert set(found.listings) == {"7"}
    assert (found.reading.counts["errors"], found.reading.problems[0][:8]) == (1, "entry 8:")
