"""Curves of rates by threshold, as SVG that needs nothing from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import log
from typing import Final

from screening.validating.validation import Rate

_WIDTH: Final = 240
_HEIGHT: Final = 132
_LEFT: Final = 42
_RIGHT: Final = 12
_TOP: Final = 8
_BOTTOM: Final = 20
# Where an axis may end, in shares of 1.
_TOPS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture is drawn into.

    Attributes:
        thresholds: rising; the axis goes from the first to the last.
        in_force: the threshold that is marked.
        top: the highest share of the axis, 0..1.
    """

    thresholds: Sequence[float]
    in_force: float
    top: float

    def across(self, threshold: float) -> float:
        """Return where a threshold stands, from the left: as far for each ten times as much."""
        first, last = log(self.thresholds[0]), log(self.thresholds[-1])
        return _LEFT + (log(threshold) - first) / (last - first) * (_WIDTH - _LEFT - _RIGHT)

    def down(self, share: float) -> float:
        """Return where a share stands, from the top."""
        return _HEIGHT - _BOTTOM - min(share / self.top, 1.0) * (_HEIGHT - _TOP - _BOTTOM)

    def points(self, shares: Sequence[float]) -> list[str]:
        """Return the places of one share for each threshold."""
        pairs = zip(self.thresholds, shares, strict=True)
        return [f"{self.across(least):.1f},{self.down(share):.1f}" for least, share in pairs]


def picture(title: str, frame: Frame, curves: Mapping[str, Sequence[Rate]]) -> str:
    """Return a picture of one line for each style, the first with its interval as a band.

    Args:
        title: what those are told who do not see the picture.
        curves: rates by the class of style of their line: {"name": …, "country": …}.
    """
    first = next(iter(curves.values()))
    upper = frame.points([rate.high for rate in first])
    lower = frame.points([rate.low for rate in first])
    lines = [
        f'<polyline class="{style}" points="{" ".join(frame.points([r.share for r in rates]))}"/>'
        for style, rates in curves.items()
    ]
    band = f'<polygon class="band" points="{" ".join([*upper, *reversed(lower)])}"/>'
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"><title>{escape(title)}</title>'
        f"{_axes(frame)}{band}{''.join(lines)}</svg>"
    )


def top_of(rates: Sequence[Rate]) -> float:
    """Return the lowest top of an axis that holds all these rates."""
    highest = max((rate.share for rate in rates), default=0.0)
    return next(top for top in _TOPS if top >= highest)


def _axes(frame: Frame) -> str:
    left, right, foot = _LEFT, _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    parts = []
    for part in (0.0, 0.5, 1.0):
        share = part * frame.top
        y = frame.down(share)
        parts.append(f'<line class="grid" x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{left - 4}" y="{y + 3:.1f}" class="end">{100 * share:g} %</text>')
    first, last = frame.thresholds[0], frame.thresholds[-1]
    for threshold in sorted({first, frame.in_force, last}):
        x = frame.across(threshold)
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - 6}" class="mid">{threshold:g}</text>')
    x = frame.across(frame.in_force)
    parts.append(f'<line class="mark" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{foot}"/>')
    return "".join(parts)
