"""The validation report as one page that needs nothing from outside, to read, file or print."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from desk.validation.curves import Frame, picture, top_of
from desk.validation.report import (
    Report,
    alarmed,
    facts_of,
    interval,
    limits_of,
    method_of,
    missed,
    percent,
    rows_of,
    spoken,
)
from desk.wording import printable
from screening.validating.mutating.variations import Group
from screening.validating.validation import ALL_CLASSES, Result, Row

_STYLE: Final = """
:root { color-scheme: light }
body { font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1a1a1a;
  background: #fff; max-width: 1080px; margin: 2rem auto; padding: 0 1.5rem }
h1 { font-size: 1.7rem; margin: 0 0 .3rem }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem; border-bottom: 2px solid #1a1a1a }
h3 { font-size: 1rem; margin: 1.4rem 0 .5rem }
p, li { max-width: 75ch }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: 1rem 0 }
dt { font-weight: 600 } dd { margin: 0; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; font-size: .84rem; margin: .5rem 0 1.2rem;
  font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: 600; padding: .3rem 0 }
th, td { padding: .25rem .5rem; border-bottom: 1px solid #d0d0d0; text-align: right;
  vertical-align: top }
thead th { border-bottom: 2px solid #1a1a1a; vertical-align: bottom }
th[scope=row], .text { text-align: left; font-weight: 400 } thead .text { font-weight: 600 }
td.text { overflow-wrap: anywhere }
td small { display: block; color: #555; white-space: nowrap }
.force { background: #eef3f8 } .low { font-weight: 700; color: #9a1c00 }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(235px, 1fr));
  gap: .9rem 1.2rem }
figure { margin: 0; break-inside: avoid } figcaption { font-size: .84rem; line-height: 1.3 }
figcaption b { font-variant-numeric: tabular-nums }
svg { width: 100%; height: auto; display: block } svg text { font-size: 10px; fill: #444 }
.end { text-anchor: end } .mid { text-anchor: middle }
.grid { stroke: #ddd } .mark { stroke: #777; stroke-dasharray: 2 2 }
.band { fill: #0b4f8a; opacity: .16 }
.name, .country { fill: none; stroke: #0b4f8a; stroke-width: 1.8 }
.country { stroke: #a8480a; stroke-dasharray: 5 3 }
.key svg { display: inline; width: 34px; height: 10px; vertical-align: middle }
@media print { body { margin: 0; max-width: none; font-size: 10pt } h2, h3 { break-after: avoid }
  tr { break-inside: avoid } thead { display: table-header-group } @page { margin: 14mm } }
"""
_LINE: Final = '<svg viewBox="0 0 34 10" aria-hidden="true"><path class="{}" d="M0 5h34"/></svg>'
# Found less often than this at the threshold in force, a class stands out.
_WEAK: Final = 0.9


def page_of(report: Report) -> str:
    """Return the whole page."""
    parts = (
        "<h1>Validation of sanctions screening</h1>",
        "<p>How surely Customhouse finds listed names that are written otherwise, and how often "
        "it alarms on innocent ones.</p>",
        _facts(report),
        _lists(report),
        "<h2>In short</h2>",
        _summary(report),
        "<h2>Detection by threshold</h2>",
        _key(),
        *(_group(report, group) for group in Group),
        "<h2>False alarms by threshold</h2>",
        "<p>Each picture has a scale of its own.</p>",
        _pictures(report, rows_of(report, is_innocent=True, knows_country=False)),
        "<h2>Tables</h2>",
        "<p>Shares in per cent; below each its 95 % interval.</p>",
        *_tables(report),
        "<h2>Examples</h2>",
        _examples("Not found, by name and type", missed(report)),
        _examples("Innocents that alarmed", alarmed(report)),
        "<h2>Method</h2>",
        _sentences(method_of(report)),
        "<h2>Limits</h2>",
        _sentences(limits_of()),
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"/>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
        f"<title>Validation of sanctions screening</title><style>{_STYLE}</style></head>\n"
        f"<body><main>{''.join(part + chr(10) for part in parts)}</main></body></html>\n"
    )


def _facts(report: Report) -> str:
    rows = (
        f"<dt>{_text(name)}</dt><dd>{_text(fact)}</dd>" for name, fact in facts_of(report).items()
    )
    return f"<dl>{''.join(rows)}</dl>"


def _lists(report: Report) -> str:
    rows = [
        (
            state.source + (" (incomplete)" if state.incomplete else ""),
            f"{state.entries:,}",
            f"{state.names:,}",
            state.published or "not said",
            state.fetched_at.strftime("%Y-%m-%d %H:%M %Z"),
            state.sha256,
        )
        for state in report.lists
    ]
    head = ("List in force", "Entries", "Names", "Published", "Loaded", "Content (SHA-256)")
    return _table("", head, rows, text=(0, 3, 4, 5))


def _summary(report: Report) -> str:
    """Return detection of all variations and false alarms, at the threshold in force."""
    place = report.in_force
    rows = [
        (
            "False alarms" if row.is_innocent else "Found",
            row.label + (f": {row.type}s" if row.type else ""),
            "with a country" if row.knows_country else "name and type",
            f"{row.tried:,}",
            percent(row.rates[place].share),
            interval(row.rates[place]),
        )
        for row in report.rows
        if (row.key == ALL_CLASSES) or (row.is_innocent and row.type is None)
    ]
    head = ("", "What", "Known", "Names", f"% at {report.policy.threshold:g}", "95 % interval")
    return _table("", head, rows, text=(0, 1, 2))


def _key() -> str:
    return (
        f'<p class="key">{_LINE.format("name")} name and type known, with its 95 % interval '
        f"as a band; {_LINE.format('country')} a country known, too. The dotted upright is the "
        "threshold in force. The figure below a picture is the share at that threshold.</p>"
    )


def _group(report: Report, group: Group) -> str:
    rows = [
        row
        for row in rows_of(report, is_innocent=False, knows_country=False)
        if row.group is group and row.key != ALL_CLASSES
    ]
    return f"<h3>{_text(group)}</h3>{_pictures(report, rows)}" if rows else ""


def _pictures(report: Report, rows: Sequence[Row]) -> str:
    return f'<div class="pictures">{"".join(_figure(report, row) for row in rows)}</div>'


def _figure(report: Report, row: Row) -> str:
    curves = {"name": row.rates}
    for other in rows_of(report, is_innocent=row.is_innocent, knows_country=True):
        if other.key == row.key:
            curves["country"] = other.rates
    share = percent(row.rates[report.in_force].share)
    top = top_of(row.rates) if row.is_innocent else 1.0
    frame = Frame(report.thresholds, report.policy.threshold, top)
    title = f"{row.label}: {share} % of {row.tried:,} at {report.policy.threshold:g}"
    said = f"{_text(row.label)}: <b>{share}\u00a0% of\u00a0{row.tried:,}</b>"
    return f"<figure>{picture(title, frame, curves)}<figcaption>{said}</figcaption></figure>"


def _tables(report: Report) -> Iterable[str]:
    for is_innocent, knows_country, by_type, caption in (
        (False, False, False, "Found, by name and type"),
        (False, True, False, "Found, by name, type and country"),
        (False, False, True, "Found, by name and type, for each type"),
        (False, True, True, "Found, by name, type and country, for each type"),
        (True, False, False, "False alarms, by name and type"),
    ):
        rows = rows_of(
            report, is_innocent=is_innocent, knows_country=knows_country, by_type=by_type
        )
        if rows:
            yield _rates(report, caption, rows)


def _rates(report: Report, caption: str, rows: Sequence[Row]) -> str:
    place = report.in_force
    head = "".join(
        f'<th scope="col"{_mark(number == place)}>{threshold:g}</th>'
        for number, threshold in enumerate(report.thresholds)
    )
    body = "".join(
        f'<tr><th scope="row">{_text(row.label + (f": {row.type}" if row.type else ""))}</th>'
        f"<td>{row.tried:,}</td><td>{row.passed_over:,}</td>{_cells(row, place)}</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{_text(caption)}</caption><thead><tr>"
        '<th scope="col" class="text">Class</th><th scope="col">Names</th>'
        f'<th scope="col">Passed over</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cells(row: Row, place: int) -> str:
    cells = []
    for number, rate in enumerate(row.rates):
        is_weak = number == place and not row.is_innocent and rate.share < _WEAK
        share = (
            f'<span class="low">{percent(rate.share)}</span>' if is_weak else percent(rate.share)
        )
        cells.append(f"<td{_mark(number == place)}>{share}<small>{interval(rate)}</small></td>")
    return "".join(cells)


def _mark(is_in_force: bool) -> str:
    return ' class="force"' if is_in_force else ""


def _examples(caption: str, results: Sequence[Result]) -> str:
    rows = [spoken(result) for result in results]
    return _table(caption, ("Class", "Asked", "Listing", "Score"), rows, text=(0, 1, 2))


def _table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], text: Sequence[int]
) -> str:
    """Return a table; the columns numbered in `text` stand left, the others hold figures."""
    left = [' class="text"' if number in text else "" for number in range(len(head))]
    columns = "".join(
        f'<th scope="col"{kind}>{_text(name)}</th>' for kind, name in zip(left, head, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{_text(cell)}</td>" for kind, cell in zip(left, row, strict=True))
        + "</tr>"
        for row in rows
    )
    title = f"<caption>{_text(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"


def _sentences(sentences: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{_text(sentence)}</li>" for sentence in sentences) + "</ul>"


def _text(text: str) -> str:
    # Line breaks and signs nobody sees are what some names were varied by: they are shown.
    return escape(printable(text))
