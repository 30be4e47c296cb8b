from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

import lists.download
from lists.download import download
from lists.errors import ListError
from lists.registry import source_of

SOURCE = source_of("us_ofac_sdn")


def fetch(folder: Path, answer: Callable[[httpx.Request], httpx.Response]) -> Path:
    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        return download(SOURCE, folder, client=client)


def redirect_to(url: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(302, headers={"location": url})


def test_all_files_come_together(tmp_path: Path) -> None:
    folder = fetch(tmp_path / "new", lambda request: httpx.Response(200, text=request.url.path))
    assert {file.name for file in folder.iterdir()} == set(SOURCE.urls)
    assert (folder / "alt.csv").read_text(encoding="utf-8").endswith("/ALT.CSV")


def test_a_redirect_to_a_known_host_is_followed(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host.endswith("amazonaws.com"):
            return httpx.Response(200, text="rows")
        return httpx.Response(302, headers={"location": "https://x.amazonaws.com/file"})

    assert (fetch(tmp_path, answer) / "sdn.csv").read_text(encoding="utf-8") == "rows"


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://example.org/sdn", id="foreign host"),
        pytest.param("https://eviltreas.gov/sdn", id="alike host"),
        pytest.param("http://www.treas.gov/sdn", id="not encrypted"),
    ],
)
def test_a_redirect_elsewhere_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ListError, match="redirects to a host"):
        fetch(tmp_path, redirect_to(url))


def test_redirects_come_to_an_end(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="more than 5 redirects"):
        fetch(tmp_path, redirect_to("https://www.treas.gov/again"))


def test_one_failure_leaves_the_earlier_files(tmp_path: Path) -> None:
    (tmp_path / "sdn.csv").write_text("old", encoding="utf-8")

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(500 if request.url.path.endswith("COMMENTS.CSV") else 200, text="new")

    with pytest.raises(ListError, match="the publisher answers 500"):
        fetch(tmp_path, answer)
    assert [file.name for file in tmp_path.iterdir()] == ["sdn.csv"]
    assert (tmp_path / "sdn.csv").read_text(encoding="utf-8") == "old"


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists.download, "_MAX_BYTES", 10)
    with pytest.raises(ListError, match="more than 10 bytes"):
        fetch(tmp_path, lambda _: httpx.Response(200, content=b"x" * 11))


def test_a_publisher_out_of_reach_is_said_so(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    with pytest.raises(ListError, match="cannot be fetched: no route"):
        fetch(tmp_path, answer)


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ListError, match="cannot be written"):
        fetch(tmp_path / "file", lambda _: httpx.Response(200))


def test_an_own_list_has_no_publisher(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="no publisher"):
        download(source_of("own:a"), tmp_path)
