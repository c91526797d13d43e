"""The village's poster for its pavilion, and the card that a shared link shows: from public figures only.

Whatever stands on them is read from `PublicCell`, `Release` and opened projects in the scope of the public, whoever
asks. A village whose figures are not shown gets a poster without figures that says why.

What was made is kept in SARN_HOME/made under the hash of its values, and can be thrown away at any time.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sarn.access.scope import PUBLIC, within
from sarn.areas.models import Area
from sarn.collection.models import Round
from sarn.documents import paper
from sarn.indicators.models import PublicCell, Release
from sarn.planning.models import Project
from sarn.portal import reading
from sarn.portal.reading import Reading
from sarn.ui.templatetags.sarn import interval_words, status_word, threshold_label
from sarnkit import effects, thai

Kind = Literal["pdf", "png", "og"]
# Raised with each change of the templates' look, so that nothing old is served.
_EDITION: Final = 1
_LEAST_ANSWERS: Final = 30
_TEMPLATES: Final = {"pdf": "poster", "png": "poster", "og": "card"}
# 1,169 dots wide: sharp on a phone, small in LINE.
_POSTER_PPI: Final = 100
_CARD_PPI: Final = 144
_PROOF_PPI: Final = 5
_MOST_PROJECTS: Final = 2
_MOST_LETTERS: Final = 36


@dataclass(frozen=True)
class _RoundOf:
    """The public figures of a village in one round."""

    round: Round
    readings: list[Reading]
    cells: dict[tuple[str, str, str], PublicCell]
    release: Release | None


@dataclass(frozen=True)
class _Changed:
    """Two rounds side by side, in words; all empty where there is one."""

    count: str = ""
    word: str = ""
    doubt: str = ""


def made(area: Area, kind: Kind) -> bytes:
    """The document of a village as bytes. Errors as `documents.paper`."""
    with translation.override("th"), within(PUBLIC):
        data = values(area)
        place = _place(area, kind, data)
        try:
            return place.read_bytes()
        except FileNotFoundError:
            content = _typeset(kind, data)
    _keep(place, content)
    return content


def values(area: Area) -> dict[str, Any]:
    """All that the templates say. To be called in the scope of the public, in Thai."""
    found = _rounds(area)
    base: dict[str, Any] = {
        "title": _title(area),
        "kicker": _("Our data, collected by ourselves"),
        "invented": _("Invented data") if area.code.startswith("99") else "",
        "place": " ".join(one.display() for one in (area.parent, area.parent and area.parent.parent) if one),
    }
    newest = next(iter(found), None)
    lead = _lead(newest) if newest else None
    if newest is None or lead is None:
        return {**base, "figure": None, **_silence(newest, area)}
    before = _before(lead, found[1:])
    figure = _figure(newest, lead, before)
    pairs = _pairs(area, newest, lead, figure["word"])
    return {**base, **figure, "pairs": pairs, **_small_print(newest)}


# From public cells to what is said.


def _rounds(area: Area) -> list[_RoundOf]:
    """Rounds with public figures of the village, newest first."""
    cells = list(PublicCell.objects.filter(area=area, superseded_by=None, group=""))
    known = {one.code: one for one in Round.objects.filter(code__in={cell.round_code for cell in cells})}
    found = []
    for opened in sorted(known.values(), key=lambda one: (one.reference_year, one.code), reverse=True):
        here = [cell for cell in cells if cell.round_code == opened.code]
        release = (
            Release.objects.filter(area=area, round_code=opened.code, state=Release.RELEASED)
            .order_by("-edition")
            .first()
        )
        found.append(
            _RoundOf(
                opened,
                reading.read_all(here, opened.reference_year),
                {(one.pack_id, one.code, one.part): one for one in here},
                release,
            )
        )
    return found


def _lead(newest: _RoundOf) -> Reading | None:
    """The figure of the poster: of households, what needs a look first, as on the village's page."""
    shown = [one for one in newest.readings if not one.hidden and one.den]
    homes = [one for one in shown if one.definition.unit == "household"]
    return next(iter([*homes, *shown]), None)


def _before(lead: Reading, earlier: Sequence[_RoundOf]) -> tuple[_RoundOf, PublicCell, bool] | None:
    """The same figure of the round before, and whether it was defined the same way; None where it is not shown."""
    for one in earlier[:1]:
        definition = lead.definition
        cell = one.cells.get((definition.pack.pack_id, definition.code, definition.headline))
        if cell is not None and cell.num is not None and cell.den:
            return one, cell, cell.definition_hash == definition.definition_hash
    return None


def _figure(
    newest: _RoundOf, lead: Reading, before: tuple[_RoundOf, PublicCell, bool] | None
) -> dict[str, Any]:
    num, den = lead.num or 0, lead.den or 0
    rounds = [_round_words(newest, num, den)]
    changed = _Changed()
    if before is not None:
        one, cell, same = before
        rounds.insert(0, _round_words(one, cell.num or 0, cell.den or 0))
        changed = _change(lead, cell, num, den) if same else _Changed(_("Defined anew: not to be compared"))
    status = lead.status or "plain"
    return {
        "figure": num,
        "rest": _("of %(count)s %(unit)s") % {"count": f"{den:,}", "unit": _unit(lead)},
        "sentence": lead.title,
        "status": status,
        "status_word": status_word(lead.status) if lead.status else "",
        "target": threshold_label(lead.threshold, lead.good),
        "range": interval_words(lead.low, lead.high),
        "rounds": rounds,
        "span": _("Round %(code)s") % {"code": "–".join(one["code"] for one in rounds)},
        "houses": lead.definition.unit == "household",
        "changed": changed.count,
        "word": changed.word,
        "doubt": changed.doubt,
    }


def _round_words(one: _RoundOf, num: int, den: int) -> dict[str, Any]:
    return {
        "code": one.round.code,
        "name": _("Round %(code)s") % {"code": one.round.code},
        "num": num,
        "den": den,
        "count": _("%(num)s of %(den)s") % {"num": f"{num:,}", "den": f"{den:,}"},
        "percent": thai.percent_sign(f"{Decimal(num * 100) / den:.1f} %"),
    }


def _change(lead: Reading, cell: PublicCell, num: int, den: int) -> _Changed:
    """What is counted between two rounds, the word for it where the pack says what is worth one, and the doubt."""
    direction: effects.Direction = "lower is better" if lead.good == "low" else "higher is better"
    found = effects.change(effects.Count(cell.num or 0, cell.den or 1), effects.Count(num, den), direction)
    unit: Any = "house" if lead.definition.unit == "household" else "person"
    points = lead.definition.meaningful.get("points")
    word = effects.word_text(effects.word(found.improvement, Decimal(points))) if points else ""
    return _Changed(effects.count_sentence(found, unit=unit), word, effects.range_sentence(found.measured))


def _pairs(area: Area, newest: _RoundOf, lead: Reading, word: str) -> list[tuple[str, str]]:
    """What became of it, its forum, what is being done, what else stands how; the last go first for room."""
    pairs = [(pgettext("poster", "Result"), word)] if word else []
    release = newest.release
    if release is not None and release.certified_on:
        said = _("%(people)s people came and certified it, %(day)s")
        day = thai.thai_date(release.certified_on, "short")
        pairs.append((_("Forum"), said % {"people": release.attendance, "day": day}))
    pairs += [
        (_("Project"), f"{_short(one.title)} ({one.state_now.label})")
        for one in Project.objects.filter(area=area, opened=True).order_by("-pk")[:_MOST_PROJECTS]
    ]
    others = [one for one in newest.readings if one is not lead and not one.hidden and one.status]
    if others:
        pairs.append((_("Other matters"), _counted(others)))
    return pairs


def _small_print(newest: _RoundOf) -> dict[str, str]:
    """For those who come close: how many answered, and what is not shown."""
    answered, hidden = "", ""
    if newest.release is not None and newest.release.coverage:
        said = newest.release.coverage
        answered = _("%(answered)s of %(target)s households answered") % {
            "answered": f"{said['answered']:,}",
            "target": f"{said['target']:,}",
        }
    count = sum(one.hidden for one in newest.readings)
    if count:
        hidden = ngettext(
            "%(count)s matter is not shown, as it might tell whose home it is",
            "%(count)s matters are not shown, as they might tell whose home it is",
            count,
        ) % {"count": count}
    return {
        "answered": answered,
        "hidden": hidden,
        "counting": _("One shape is one household, in counting order; it does not show where a home is"),
        "certified": _("certified by the village's forum"),
    }


def _short(title: str) -> str:
    """A title that keeps to one line; never cut between a letter and its marks."""
    end = _MOST_LETTERS
    if len(title) <= end:
        return title
    while unicodedata.category(title[end]) == "Mn" or title[end] in "ำะาๅ":
        end -= 1
    return title[:end].rstrip() + "…"


def _counted(found: list[Reading]) -> str:
    seen = [one.status for one in found if one.status]
    order: tuple[Any, ...] = ("miss", "near", "pass", "unsure")
    return " · ".join(f"{status_word(one)} {seen.count(one)}" for one in order if one in seen)


def _silence(newest: _RoundOf | None, area: Area) -> dict[str, Any]:
    """Why no figure stands here."""
    if newest is None:
        certified = Release.objects.filter(area=area, state=Release.CERTIFIED).exists()
        said = (
            _("Its forum has certified the figures and not opened them to others yet.")
            if certified
            else _("The village reads its own figures first; its forum has not certified them yet.")
        )
        return {"headline": _("No figures here yet"), "why": [said], "short": said}
    answered = newest.release.coverage.get("answered", 0) if newest.release else 0
    if 0 < answered < _LEAST_ANSWERS:
        first = _("%(count)s households answered. With so few, figures might tell whose home it is.") % {
            "count": answered
        }
    else:
        first = _("The figures might tell whose home it is.")
    own = _("People of the village see their own figures with the village head.")
    return {"headline": _("No figures are shown"), "why": [first, own], "short": first}


def _title(area: Area) -> str:
    called = area.display()
    return called.removesuffix(f" ม.{area.number}") + (f" หมู่ที่ {area.number}" if area.number else "")


def _unit(lead: Reading) -> str:
    return _("houses") if lead.definition.unit == "household" else str(lead.unit)


# Making and keeping.


def _typeset(kind: Kind, data: dict[str, Any]) -> bytes:
    template = f"portal/{_TEMPLATES[kind]}.typ"
    pairs = data.get("pairs", [])
    # A poster is one sheet: where the village has more to tell, the least goes.
    while pairs and kind != "og" and len(paper.png(template, {**data, "pairs": pairs}, ppi=_PROOF_PPI)) > 1:
        pairs = pairs[:-1]
    data = {**data, "pairs": pairs}
    if kind == "pdf":
        return paper.pdf(template, data)
    return paper.png(template, data, ppi=_CARD_PPI if kind == "og" else _POSTER_PPI)[0]


def _place(area: Area, kind: Kind, data: dict[str, Any]) -> Path:
    text = json.dumps([_EDITION, data], ensure_ascii=False, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()[:20]
    ending = "pdf" if kind == "pdf" else "png"
    return Path(settings.SARN_HOME) / "made" / f"{_TEMPLATES[kind]}-{area.code}-{digest}.{ending}"


def _keep(place: Path, content: bytes) -> None:
    """Write it whole or not at all, and throw away what it takes the place of."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
        draft.write(content)
    Path(draft.name).replace(place)
    family, _digest = place.stem.rsplit("-", 1)
    for old in place.parent.glob(f"{family}-*{place.suffix}"):
        if old != place:
            old.unlink(missing_ok=True)
