"""The second round: the same households with the same people, one year older, who answer much as before.

Most who were short of water still are or are no longer; few have become so. How many follows from the
counts of both rounds (`tambon.toml`): in ม.4, 118 households answer twice, 24 better off, 6 worse off.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from sarn.demo import answers, members
from sarn.demo.answers import SEED, Visit
from sarn.demo.tambon import Counts, RoundPlan, Village

# Of households heard twice, so many in a hundred fall short of water anew.
_WORSE = 0.05
# A yes or no stays what it was, for so many in a hundred.
_SAME = 0.93


def visits(village: Village, plan: RoundPlan, before: list[Visit]) -> Iterator[Visit]:
    """Every visit of a later round, given those of the round before."""
    counts = village.rounds[plan.code]
    rng = Random(f"{SEED}/{plan.code}/{village.code}")
    heard = _heard(before, counts, rng)
    short = _short(heard, counts, rng)
    reasons = counts.reasons()
    rng.shuffle(reasons)
    for earlier in before:
        abandoned = earlier.outcome == "abandoned"
        key = earlier.key
        outcome = "abandoned" if abandoned else "answered" if key in heard else reasons.pop()
        own = Random(f"{SEED}/{plan.code}/{village.code}/{earlier.number}/{earlier.ordinal}")
        visit = answers.begin(
            village,
            plan,
            (earlier.position, earlier.number, earlier.ordinal),
            outcome,
            own,
            water_short=key in short,
            longest=12,
        )
        if outcome == "answered" and earlier.family:
            _fill_again(visit, earlier, own)
        elif outcome == "answered":
            answers.fill_household(visit, own)
        yield visit


def _heard(before: list[Visit], counts: Counts, rng: Random) -> dict[str, Visit]:
    """Earlier key → earlier visit of those that answer now: half of the missing come in, some drop out."""
    answered = [visit for visit in before if visit.outcome == "answered"]
    missing = [visit for visit in before if visit.outcome not in ("answered", "abandoned")]
    gained = max(len(missing) // 2, counts.answered - len(answered))
    lost = len(answered) + gained - counts.answered
    was_short = [visit for visit in answered if visit.water_short]
    was_fine = [visit for visit in answered if not visit.water_short]
    lost_short = round(lost * len(was_short) / len(answered))
    gone = {
        visit.key for visit in rng.sample(was_short, lost_short) + rng.sample(was_fine, lost - lost_short)
    }
    now = [visit for visit in answered if visit.key not in gone] + rng.sample(missing, gained)
    return {visit.key: visit for visit in now}


def _short(heard: dict[str, Visit], counts: Counts, rng: Random) -> set[str]:
    """Earlier keys of those whose water runs short now."""
    new = [visit for visit in heard.values() if visit.outcome != "answered"]
    twice = [visit for visit in heard.values() if visit.outcome == "answered"]
    was_short = [visit.key for visit in twice if visit.water_short]
    was_fine = [visit.key for visit in twice if not visit.water_short]
    new_short = round(len(new) * counts.water_short / counts.answered)
    worse = max(round(_WORSE * len(twice)), counts.water_short - new_short - len(was_short))
    better = len(was_short) + worse + new_short - counts.water_short
    stayed = set(was_short) - set(rng.sample(was_short, better))
    fresh = [visit.key for visit in rng.sample(new, new_short)]
    return stayed | set(rng.sample(was_fine, worse)) | set(fresh)


def _fill_again(visit: Visit, earlier: Visit, rng: Random) -> None:
    """What the household said last time, confirmed or changed; the order is that of the form."""
    strength, old = visit.village.strength, earlier.answers
    visit.family = [
        members.older(one, visit.plan.survey_year - earlier.plan.survey_year) for one in earlier.family
    ]
    for name, chance in (
        ("/data/home/house_secure", 0.975 + strength / 2),
        ("/data/home/house_durable", 0.945 + strength),
        ("/data/water/drinking_water", 0.965 + strength - 0.08 * visit.water_short),
    ):
        visit.answers[name] = _as_before(old[name], chance, rng)
    visit.answers["/data/water/water_use"] = "no" if visit.water_short else "yes"
    answers.fill_members(visit, rng)
    for name in ("income_main", "income_second", "income_other", "income_own"):
        visit.answers[f"/data/income/{name}"] = _earned(old[f"/data/income/{name}"], rng)
    visit.answers["/data/saving/saves"] = _as_before(old["/data/saving/saves"], 0.65 + 2 * strength, rng)


def _as_before(said: str | int, chance: float, rng: Random) -> str | int:
    return said if rng.random() < _SAME else answers.said(chance, rng)


def _earned(baht: str | int, rng: Random) -> str | int:
    """Some more or less than last year; what was not known stays so."""
    return answers.rounded(baht * rng.lognormvariate(0.02, 0.08), 500) if isinstance(baht, int) else baht
