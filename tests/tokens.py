"""Odd things to put into a field of a file, wherever it came from."""

from typing import Final

NULLS: Final = (
    b"", b"-0-", b"-0- ", b"-", b"N/A", b"null", b"NA", b" ", b"\xe2\x80\x8b", b"\xc2\xad-0-",
)  # fmt: skip
NUMBERS: Final = (
    b"0", b"-1", b"9" * 25, b"9" * 5000, b"1e400", b"-1e-400", b"NaN", b"Infinity", b"0x7F",
    b"1.5", b"45000", b"99999", "²".encode(), "٣٤".encode(), "①".encode(), b"2147483648",
)  # fmt: skip
DATES: Final = (
    b"31/02/1999", b"00/00/0000", b"9999-99-99", b"0000-00-00", b"2024-02-30", b"dd/mm/yyyy",
    b"99/99/9999", b"1 Foo 1999", b"circa 0", b"1999 to 1850", b"-1999-01-01", b"10000-01-01",
    b"2024-02-23T99:99:99Z", "٢٠٢٤-٠٢-٢٣".encode(), b"1965 - 1966 - 1967", b"1970s",
)  # fmt: skip
_ODDITIES: Final = (
    b"\x00", b"\x1a", b"\r", b"\n", b"\r\n", b"\x0b", b"\x7f", b"\x85", b"\xff", b"\xfe\xff",
    b"\xc2\xa0", b"\xe2\x80\x8b", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80",
    b"\xf4\x90\x80\x80", b"\xf0\x9f\x90\xa6", "İ".encode(), "ß".encode(), "ŉ".encode(),
    b"cafe\xcc\x81", b"'", b'"', b'""', b",", b";", b"|", b"\t", b"\\", b"\\u0000", b"\\ud800",
    b"&", b"&#0;", b"&#xD800;", b"&#x10FFFF;", b"&amp;", b"&x;", b"<", b">", b"</", b"<a/>",
    b"<!--", b"<?x y?>", b"<![CDATA[x]]>", b"]]>", b"(", b")", b"a)", b"(1)", b"a.k.a. 'X'",
    b"Linked To: X", b"IMO number: 9074729", b"_x000D_", b"{", b"}", b"[", b"]", b"{}", b"[]",
    b"[[]]", b"true", b"%s", b"../../x", b" ", b"X" * 70,
)  # fmt: skip
TOKENS: Final = NULLS + NUMBERS + DATES + _ODDITIES
