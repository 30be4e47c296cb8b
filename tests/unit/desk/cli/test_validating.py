import csv
import gzip
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from desk_runs import Run

from screening.policy import REVIEW
from screening.validating.validation import THRESHOLDS

WORDS = ("Kormoranov", "Flamingov", "Zaplinski", "Pelikanidze")
HOSTILE = '<script>alert("1")</script> & Egret Ltd'


@pytest.fixture
def loaded(run: Run, tmp_path: Path) -> Run:
    names = [f"{word} Marine Overseas LLC" for word in WORDS] + [HOSTILE]
    entries = [
        {"id": str(number), "type": "organisation", "names": [{"text": name}]}
        for number, name in enumerate(names)
    ]
    path = tmp_path / "own.ndjson"
    path.write_text("\n".join(json.dumps(entry) for entry in entries), encoding="utf-8")
    run("lists", "load", "own:test", path)
    return run


def report(run: Run, *args: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("validate", "--json", "--sample", 4, *args).stdout)
    return found


def rate(found: dict[str, Any], part: str, key: str, threshold: float) -> dict[str, Any]:
    row = next(row for row in found[part] if row["class"] == key and row["type"] is None)
    rates: dict[str, Any] = next(each for each in row["rates"] if each["threshold"] == threshold)
    return rates


class Outline(HTMLParser):
    """Checks that tags close in order, and keeps what a page would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.outside: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.outside += [pair for pair in attrs if pair[0] in {"src", "href", "srcset"}]
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.outside += [pair for pair in attrs if pair[0] in {"src", "href", "srcset"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page(run: Run, tmp_path: Path, *args: object) -> tuple[str, Outline]:
    path = tmp_path / "report.html"
    result = run("validate", "--sample", 4, "--html", path, *args)
    assert result.exit_code == 0, result.output
    text, outline = path.read_text(encoding="utf-8"), Outline()
    outline.feed(text)
    return text, outline


def test_planted_names_are_found_and_the_report_says_what_was_tested(loaded: Run) -> None:
    found = report(loaded)
    assert rate(found, "detection", "exact", REVIEW)["share"] == 1.0
    assert rate(found, "false_alarms", "made_up_firms", REVIEW)["found"] == 0
    assert [state["source"] for state in found["lists"]] == ["own:test"]
    assert {"engine", "snapshot", "policy", "seed", "sample", "made_at", "method", "limits"} <= set(
        found
    )


def test_equal_seeds_give_equal_reports_but_for_the_time(loaded: Run) -> None:
    first, second, other = report(loaded), report(loaded), report(loaded, "--seed", 2)
    assert first.pop("made_at") != second.pop("made_at")
    assert first == second
    assert first["detection"] != other["detection"]


def test_the_threshold_is_reported_among_the_others(loaded: Run) -> None:
    found = report(loaded, "--threshold", 0.97)
    assert found["thresholds"] == [*THRESHOLDS, 0.97]
    assert found["policy"]["threshold"] == 0.97


def test_the_table_shows_rates_with_intervals(loaded: Run) -> None:
    text = loaded("validate", "--sample", 4).stdout
    assert "as listed" in text
    assert "51.0–100.0" in text


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_own_names_are_screened_in_place_of_made_up_ones(
    loaded: Run, tmp_path: Path, pack: Any
) -> None:
    path = tmp_path / "own_names"
    path.write_bytes(pack(b"Osprey Freight\r\n\nKormoranov Marine Overseas LLC\n"))
    found = report(loaded, "--innocents", path)
    assert rate(found, "false_alarms", "own_unknown", REVIEW)["found"] == 1
    assert {row["class"] for row in found["false_alarms"]} == {
        "own_unknown", "own_firms", "siblings",
    }  # fmt: skip
    assert found["alarmed"][0]["name"] == "Kormoranov Marine Overseas LLC"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x1f\x8bno gzip", "damaged gzip"),
        (gzip.compress(b"Heron")[:-9], "damaged gzip"),
        (b"H\xe9ron", "byte 1: not UTF-8"),
        (b"\n \n", "no name"),
    ],
    ids=["gzip", "cut gzip", "latin-1", "empty"],
)
def test_a_file_that_cannot_be_read_says_why(
    loaded: Run, tmp_path: Path, data: bytes, reason: str
) -> None:
    path = tmp_path / "own_names"
    path.write_bytes(data)
    assert reason in str(loaded("validate", "--innocents", path).exception)


def test_a_list_that_is_not_in_force_is_refused(loaded: Run) -> None:
    assert "eu_fsf: not in force" in str(loaded("validate", "--lists", "eu_fsf").exception)


def test_without_lists_it_says_how_to_load_one(run: Run) -> None:
    assert "customhouse lists load" in str(run("validate").exception)


def test_the_page_is_well_formed_and_needs_nothing_from_outside(
    loaded: Run, tmp_path: Path
) -> None:
    text, outline = page(loaded, tmp_path)
    assert outline.open == []
    assert outline.outside == []
    assert "svg" in outline.seen
    assert not {"script", "link", "img", "iframe", "object"} & outline.seen
    assert "url(" not in text
    assert "@import" not in text


def test_a_hostile_name_is_shown_and_does_not_run(loaded: Run, tmp_path: Path) -> None:
    names = tmp_path / "names"
    names.write_text(HOSTILE, encoding="utf-8")
    text, outline = page(loaded, tmp_path, "--innocents", names)
    assert "script" not in outline.seen
    assert "<script" not in text.lower()
    assert HOSTILE in outline.text


def test_the_page_says_what_was_tested_and_how(loaded: Run, tmp_path: Path) -> None:
    _, outline = page(loaded, tmp_path, "--seed", 77)
    for said in ("own:test", "Engine version", "Snapshot", "Policy", "77", "Method", "Limits"):
        assert said in outline.text


def test_pairs_just_below_the_threshold_are_written_and_their_answers_stay(
    loaded: Run, tmp_path: Path
) -> None:
    path = tmp_path / "below.csv"
    args = ("validate", "--sample", 30, "--threshold", 0.6, "--below", path)
    assert "pairs just below the threshold, 0 of them judged" in said(loaded, args)
    first, *rest = list(csv.DictReader(path.open(encoding="utf-8")))
    assert 0.15 <= float(first["score"]) < 0.6
    write(path, first | {"same": "yes"}, *rest)
    assert "1 of them judged, 1 the same" in said(loaded, args)
    write(path, first | {"same": "perhaps"}, *rest)
    assert "the answer is yes, no or nothing, not perhaps" in str(loaded(*args).exception)


def said(run: Run, args: tuple[object, ...]) -> str:
    return " ".join(run(*args).stdout.split())


def write(path: Path, *rows: dict[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
