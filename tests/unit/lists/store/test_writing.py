from collections.abc import Iterator
from pathlib import Path

import pytest

from lists.store.writing import write_whole


def test_what_cannot_be_written_leaves_nothing_and_the_old_file_stays(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError("No space left on device")

    file = tmp_path / "list"
    write_whole(file, [b"whole"])
    with pytest.raises(OSError, match="No space"):
        write_whole(file, broken())
    assert [path.name for path in tmp_path.iterdir()] == ["list"]
    assert file.read_bytes() == b"whole"
