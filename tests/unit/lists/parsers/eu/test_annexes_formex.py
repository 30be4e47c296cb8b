from pathlib import Path

import pytest

from lists.errors import ListError
from lists.parsers.eu.annexes import parse
from lists.registry import source_of
from screening.listing import EntityType, Listing, Measure
from tests.parsing import Read, read_all

SOURCE = source_of("eu_annexes")
INFO = '<INFO.CONSLEG CONSLEG.REF="2014R0833" START.DATE="20260820"/>'


def annex(number: str, contents: str) -> str:
    title = f"<TITLE><TI><P>ANNEX {number}</P></TI><STI><P>List of things</P></STI></TITLE>"
    return f"<CONS.ANNEX>{title}<CONTENTS>{contents}</CONTENTS></CONS.ANNEX>"


def table(*rows: tuple[str, ...], header: tuple[str, ...] = ()) -> str:
    def cells(texts: tuple[str, ...]) -> str:
        return "".join(f'<CELL COL="{n}">{text}</CELL>' for n, text in enumerate(texts, 1))

    head = f'<ROW TYPE="HEADER">{cells(header)}</ROW>' if header else ""
    body = "".join(f"<ROW>{cells(row)}</ROW>" for row in rows)
    return f'<TBL COLS="{len(rows[0])}"><CORPUS>{head}{body}</CORPUS></TBL>'


def points(*texts: str) -> str:
    items = "".join(
        f"<ITEM><NP><NO.P>{n}.</NO.P><TXT>{text}</TXT></NP></ITEM>"
        for n, text in enumerate(texts, 1)
    )
    return f'<LIST TYPE="ARAB">{items}</LIST>'


def written(folder: Path, *annexes: str, info: str = INFO) -> Path:
    file = folder / "CL2014R0833EN.xml"
    body = f"<CONS.ACT>{info}<CONS.DOC><TITLE/>{''.join(annexes)}</CONS.DOC></CONS.ACT>"
    file.write_text(f'<?xml version="1.0" encoding="UTF-8"?>{body}', encoding="utf-8")
    return file


def read(folder: Path, *annexes: str) -> Read:
    return read_all(parse, written(folder, *annexes), SOURCE)


def only(folder: Path, *annexes: str) -> Listing:
    (found,) = read(folder, *annexes).listings.values()
    return found


VESSELS = table(
    ("1.", "GREY HERON", "9074729", "Article 3s(2)(a)", "25.2.2026"),
    header=("", "Name of vessel", "IMO number", "Grounds", "Date of application"),
)


def test_a_vessel_has_its_number_and_the_day_from_which_it_is_listed(tmp_path: Path) -> None:
    heron = only(tmp_path, annex("XLII", VESSELS))
    assert (heron.primary_name, heron.type) == ("GREY HERON", EntityType.VESSEL)
    assert [(i.scheme, i.value) for i in heron.identifiers] == [("imo", "9074729")]
    (designation,) = heron.designations
    assert (designation.program, designation.start) == ("EU 833/2014 Annex XLII", "2026-02-25")
    assert "consolidated text of 2026-08-20" in (designation.legal_basis or "")
    assert heron.measures == (Measure.TRANSPORT,)
    assert "Article 3s(2)(a)" in heron.remarks


def test_a_vessel_keeps_its_number_whatever_its_name_and_place(tmp_path: Path) -> None:
    renamed = VESSELS.replace("GREY HERON", "WHITE HERON").replace(">1.<", ">7.<")
    before, after = (only(tmp_path, annex("XLII", each)).id for each in (VESSELS, renamed))
    assert before == after


@pytest.mark.parametrize(
    ("contents", "names"),
    [
        pytest.param(points("Heron JSC", "Egret LLC"), ["Egret LLC", "Heron JSC"], id="points"),
        pytest.param(
            "<P>List of legal persons referred to in Article 2(7):</P><P>Heron JSC</P>",
            ["Heron JSC"],
            id="paragraphs",
        ),
        pytest.param(
            f"<P>A note.</P><GR.SEQ><TITLE><TI><P>Part A</P></TI></TITLE>"
            f"{table(('1', 'Heron JSC', '24.10.2025'), ('2', 'Egret LLC', '24.10.2025'))}</GR.SEQ>",
            ["Egret LLC", "Heron JSC"],
            id="a table without a header",
        ),
        pytest.param(
            table(("<P>Heron JSC</P><P>(a.k.a. Ardea JSC)</P>",), header=("Legal person",)),
            ["Heron JSC", "Ardea JSC"],
            id="paragraphs in a cell",
        ),
        pytest.param(
            points('H<HT TYPE="ITALIC">er</HT>on JSC<NOTE><P>A footnote.</P></NOTE>'),
            ["Heron JSC"],
            id="marks and footnotes",
        ),
    ],
)
def test_entries_stand_in_tables_points_or_paragraphs(
    tmp_path: Path, contents: str, names: list[str]
) -> None:
    found = read(tmp_path, annex("IV", contents)).listings.values()
    assert sorted(name.text for each in found for name in each.names) == sorted(names)


def test_numbers_and_other_names_are_taken_out_of_the_text_of_an_entry(tmp_path: Path) -> None:
    text = "Heron JSC (a.k.a. Ardea JSC; Russian: АО «Цапля»), INN: 7712345678, Moscow"
    heron = only(tmp_path, annex("IV", points(text)))
    assert [name.text for name in heron.names] == ["Heron JSC", "Ardea JSC", "АО «Цапля»"]
    assert [(i.scheme, i.value) for i in heron.identifiers] == [("inn", "7712345678")]
    assert text in heron.remarks
    assert heron.measures == (Measure.EXPORT_LICENCE,)


def test_the_number_of_an_entry_is_that_of_the_same_entry_in_our_csv(tmp_path: Path) -> None:
    formex = only(tmp_path, annex("IV", points("Heron JSC, INN: 7712345678")))
    file = tmp_path / "annexes.csv"
    line = "833/2014,IV,Heron JSC,2025-10-24,OJ"
    file.write_text(f"regulation,annex,name,listed_on,source\n{line}\n")
    (csv,) = read_all(parse, file, SOURCE).listings.values()
    assert formex.id == csv.id


def test_every_annex_is_a_part_and_others_are_counted(tmp_path: Path) -> None:
    found = read(
        tmp_path, annex("IV", points("Heron JSC")), annex("XLII", VESSELS),
        annex("XLVII", points("Port of Ardea")), annex("VII", points("Lasers")),
    )  # fmt: skip
    assert found.reading.parts == {
        "EU 833/2014 Annex IV": 1, "EU 833/2014 Annex XLII": 1, "EU 833/2014 Annex XLVII": 1,
    }  # fmt: skip
    assert found.reading.counts == {"other annexes": 1}
    assert found.reading.published == "2026-08-20"


def test_an_annex_may_be_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "annex.xml"
    file.write_text(annex("IV", points("Heron JSC")))
    assert len(read_all(parse, file, SOURCE).listings) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("<ACT><TITLE/></ACT>", "<ACT>.* load the consolidated", id="an amending act"),
        pytest.param("<ANNEX><TITLE/></ANNEX>", "no consolidated text", id="its annex"),
        pytest.param(
            '<CONS.ACT><INFO.CONSLEG CONSLEG.REF="2006R0765"/></CONS.ACT>',
            "Regulation 765/2006; load the text of 833/2014",
            id="another regulation",
        ),
        pytest.param(
            f"<CONS.ACT>{annex('IV', '<ALINEA>' + 'Heron JSC and Egret LLC ' * 20 + '</ALINEA>')}"
            "</CONS.ACT>",
            "no entry of Annex IV can be read",
            id="an annex in another form",
        ),
    ],
)
def test_what_is_no_readable_consolidated_text_is_refused(
    tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "a.xml"
    file.write_text(text)
    with pytest.raises(ListError, match=message):
        read_all(parse, file, SOURCE)
