from pathlib import Path

import pytest

from lists.errors import ListError
from lists.reading.parsed import read_list
from lists.registry import parser_of, source_of
from tests.parsing import case

FOREIGN = {
    "a web page": (b"\xef\xbb\xbf <!DOCTYPE html><html>", "web page, not a list; download"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF; load the publisher's data"),
    "Git LFS": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 9\n",
        "Git LFS pointer and not the file itself; fetch the file with `git lfs pull`",
    ),
    "git-annex": (b"/annex/objects/SHA256E-s9--4d7a.xml\n", "git-annex pointer"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel file .* save it as .xlsx"),
    "gzip": (b"\x1f\x8b\x08\x00", "a compressed file; unpack it first"),
    "pip": (b'7|"GREY HERON"|-0- |"TEST"|-0- \r\n', r"\.pip.* load sdn.csv with alt.csv"),
    "del": (b'7@"GREY HERON"@-0- @"TEST"@-0- \r\n', r"\.del.* load sdn.csv with alt.csv"),
    "the EU's CSV": (b"fileGenerationDate;Entity_LogicalId;Entity_EU", "EU's CSV; load its XML"),
    "targets.simple.csv": (
        b'"id","schema","name","aliases","birth_date"\n"x","Company","Heron","",""\n',
        "targets.simple.csv.* load entities.ftm.json or targets.nested.json as ftm:NAME",
    ),
}


@pytest.mark.parametrize("source", ["us_ofac_sdn", "eu_fsf", "us_csl", "ftm:x", "own:x"])
@pytest.mark.parametrize("kind", FOREIGN)
def test_a_file_of_another_format_is_called_what_it_is(
    tmp_path: Path, source: str, kind: str
) -> None:
    data, message = FOREIGN[kind]
    (tmp_path / "list.csv").write_bytes(data)
    with pytest.raises(ListError, match=message):
        read_list(parser_of(source_of(source)), tmp_path / "list.csv", source_of(source))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("sdn.pip", r"sdn.pip: this is .*\(.pip\)", id="known"),
        pytest.param("sdn.ff", "0 files end in .xml or .zip; .* Here is sdn.ff", id="not known"),
    ],
)
def test_a_folder_without_a_file_to_load_says_what_is_in_it(
    tmp_path: Path, name: str, message: str
) -> None:
    (tmp_path / name).write_bytes(FOREIGN["pip"][0] if name.endswith("pip") else b"       7")
    source = source_of("us_ofac_sdn")
    with pytest.raises(ListError, match=message):
        read_list(parser_of(source), tmp_path, source)


@pytest.mark.parametrize(
    ("source", "name", "message"),
    [("us_ofac_sdn", "11_pip", r"\(.pip\)"), ("eu_fsf", "12_eu_fsf.csv", "the EU's CSV")],
)
def test_the_published_files_of_other_formats_are_known(
    source: str, name: str, message: str
) -> None:
    found = source_of(source)
    with pytest.raises(ListError, match=message):
        read_list(parser_of(found), case("lists", name), found)
