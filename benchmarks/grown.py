"""Real samples of published XML, grown to the size that the publishers' live files have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Apart enough that no id of a sample, shifted by whole steps, meets another of it.
_STEP: Final = 100_000_000
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What of a format repeats, and what of it must be another in each copy.

    Attributes:
        containers: elements whose whole inside is repeated, in the order of the file.
        ids: pattern of an id, with what stands before the number in its first group.
    """

    containers: tuple[str, ...]
    ids: re.Pattern[bytes]


SHAPES: Final = {
    "OFAC ADVANCED": Shape(
        containers=(
            "Locations",
            "IDRegDocuments",
            "DistinctParties",
            "ProfileRelationships",
            "SanctionsEntries",
        ),
        ids=re.compile(
            rb"( (?:ID|FixedRef|(?:From-|To-)?ProfileID|IdentityID|LocationID|FeatureVersionID"
            rb'|IDRegDocumentID|DocumentedNameID|NamePartGroupID|SanctionsEntryID)=")(\d+)'
        ),
    ),
    "OFAC XML": Shape(containers=("sdnList",), ids=re.compile(rb"(<uid>)(\d+)")),
    "OFAC ENHANCED": Shape(
        containers=("entities",),
        ids=re.compile(rb'((?: (?:id|entityId|nameId|nameTranslationId)="|<versionId>))(\d+)'),
    ),
}


def grow(sample: Path, folder: Path, megabytes: int, shape: Shape) -> Path:
    """Return a file of at least this size in the folder: the sample's entries with other ids.

    It is written piece by piece, so that growing takes no more memory than the sample.
    """
    raw = sample.read_bytes()
    repeated = sum(len(piece) for piece, repeats in _pieces(raw, shape) if repeats)
    copies = max(1, -(-(megabytes * _MEGABYTE - len(raw) + repeated) // repeated))
    grown = folder / f"{sample.stem}_{megabytes}MB{sample.suffix}"
    with grown.open("wb") as file:
        for piece, repeats in _pieces(raw, shape):
            for copy in range(copies if repeats else 1):
                file.write(_shifted(piece, copy * _STEP, shape) if copy else piece)
    return grown


def _pieces(raw: bytes, shape: Shape) -> Iterator[tuple[bytes, bool]]:
    """Yield the sample's bytes in order, and whether they repeat."""
    done = 0
    for container in shape.containers:
        opening = re.compile(rb"<%s(?:\s[^>]*)?>" % container.encode()).search(raw, done)
        if opening is None:
            raise ValueError(f"the sample has no <{container}>")
        closing = raw.index(b"</%s>" % container.encode(), opening.end())
        yield raw[done : opening.end()], False
        yield raw[opening.end() : closing], True
        done = closing
    yield raw[done:], False


def _shifted(piece: bytes, by: int, shape: Shape) -> bytes:
    return shape.ids.sub(lambda found: found[1] + b"%d" % (int(found[2]) + by), piece)
