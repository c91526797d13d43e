"""The public figures as a file: what is not shown is blank and says so."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from sarn.areas.models import Area
from sarn.collection.models import Round
from sarn.indicators import releases
from sarn.indicators.models import PublicCell, Release
from sarn.portal import grouping, places, reading
from sarn.portal.reading import Reading

COLUMNS = (
    "area_code", "area_name", "level", "round", "pack", "pack_version", "code", "title", "group", "num", "den",
    "percent", "low", "high", "status", "villages_in", "villages_of", "flag",
)  # fmt: skip
SUPPRESSED = "suppressed"


def as_csv(area: Area, opened: Round) -> str:
    """The area and the areas of the next level in the round; UTF-8 with the mark that Excel looks for.

    `flag` is "", `suppressed` (not shown, as it might tell whose home it is), `not_certified` or
    `not_opened`; the numbers are then blank.
    """
    target = io.StringIO()
    target.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    areas = [area, *places.below(area)] if area.level != "village" else [area]
    found = PublicCell.objects.filter(
        area__in=[one.pk for one in areas], round_code=opened.code, superseded_by=None
    )
    by_area: dict[int, list[PublicCell]] = {}
    for cell in found:
        by_area.setdefault(cell.area_id, []).append(cell)
    states = releases.states(areas, opened.code)
    for one in areas:
        for row in _lines(one, opened, by_area.get(one.pk, []), states.get(one.pk)):
            writer.writerow([_harmless(text) for text in row])
    return target.getvalue()


def _lines(
    area: Area, opened: Round, cells: list[PublicCell], release: Release | None
) -> Iterator[list[str]]:
    place = [area.code, area.display(), area.level, opened.code]
    if not cells:
        certified = release is not None and release.state == Release.CERTIFIED
        flag = "not_opened" if certified else "not_certified"
        yield [*place, *[""] * (len(COLUMNS) - len(place) - 1), flag]
        return
    for one in reading.read_all(cells, opened.reference_year):
        pack = one.definition.pack
        yield [*place, pack.pack_id, pack.version, one.definition.code, one.title, "", *_numbers(one)]
        if area.level == "village":
            for group in grouping.named(one):
                named = [pack.pack_id, pack.version, one.definition.code, one.title, group.key]
                yield [*place, *named, "", "", "", "", "", "hidden", "0", "1", SUPPRESSED]


def _numbers(one: Reading) -> list[str]:
    villages = [str(one.villages_in), str(one.villages_of)]
    if one.hidden:
        return ["", "", "", "", "", "hidden", *villages, SUPPRESSED]
    shares = [_one_decimal(share) for share in (one.percent, one.low, one.high)]
    return [str(one.num), str(one.den), *shares, one.status or "", *villages, ""]


def _one_decimal(share: Decimal | None) -> str:
    return "" if share is None else str(share.quantize(Decimal("0.1"), ROUND_HALF_UP))


def _harmless(text: str) -> str:
    """The text so that a spreadsheet takes it for text and never for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
