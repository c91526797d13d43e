"""Where a submission belongs: household, area, round, and what became of the visit.

The area is that of the household, else the answer's, else the token's. A place outside the token's
area is never believed: the submission stays in the token's area, flagged, and counts nowhere until a
person has looked at it. A house and a village that disagree are flagged; the house is believed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sarn.accounts.models import DeviceToken
from sarn.areas.models import Area
from sarn.collection.models import Round, SubmissionVersion, VillageRound
from sarn.registry import houses
from sarn.registry.models import Household
from sarnkit.openrosa import Extracted, FormSchema

ANSWERED = "answered"
_NO = {"no", "0", "false", "refused"}


@dataclass
class Place:
    """What was found out; `flags` are codes for a person to look at."""

    area_path: str
    village_code: str = ""
    household: Household | None = None
    round: Round | None = None
    village_round: VillageRound | None = None
    outcome: str = ANSWERED
    flags: list[str] = field(default_factory=list)
    believed: bool = True

    @property
    def round_code(self) -> str:
        """The code of the round, "" where the form has none."""
        return self.round.code if self.round else ""

    @property
    def countable(self) -> bool:
        """Whether the answers may stand for a household of the round."""
        return self.believed and self.outcome == ANSWERED


class Known:
    """What many submissions ask for alike, looked up once; lives as long as one transaction."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], Any] = {}

    def token_path(self, version: SubmissionVersion) -> str:
        """The area of the token that brought it; the version itself moves to where it belongs."""
        if not version.token_uid:
            return str(version.area_path)
        tokens = DeviceToken.objects.filter(uid=version.token_uid)
        token = self._once(("token", version.token_uid), tokens.first)
        return str((token or version).area_path)

    def village(self, code: str) -> Area | None:
        """The village with this code today."""
        rows = Area.objects.current().of_level("village")
        found: Area | None = self._once(("village", code), lambda: rows.filter(code=code).first())
        return found

    def rounds(self, form_id: int) -> list[Round]:
        """The rounds of the form."""
        rows = Round.objects.filter(form_def_id=form_id)
        return list(self._once(("rounds", form_id), lambda: list(rows)))

    def village_round(self, one: Round, code: str) -> VillageRound | None:
        """The village in the round."""
        rows = VillageRound.objects.filter(round=one, area__code=code)
        found: VillageRound | None = self._once(("village round", one.pk, code), rows.first)
        return found

    def _once(self, key: tuple[object, ...], look: Callable[[], object]) -> Any:
        if key not in self._kept:
            self._kept[key] = look()
        return self._kept[key]


def place(
    version: SubmissionVersion, schema: FormSchema, extracted: Extracted, known: Known | None = None
) -> Place:
    """Where the submission belongs (see the module)."""
    known = known or Known()
    answers = _Answers(schema, extracted)
    token_path = known.token_path(version)
    found = Place(area_path=token_path)
    _find_area(found, answers, token_path, known)
    _find_round(found, answers, version, known)
    _find_outcome(found, answers)
    return found


class _Answers:
    """Answers by role, from the root row."""

    def __init__(self, schema: FormSchema, extracted: Extracted) -> None:
        self.schema = schema
        self.values = extracted.root.values

    def __contains__(self, role: str) -> bool:
        return any(one.path in self.values for one in self.schema.by_role(role))

    def get(self, role: str) -> str:
        """The text of the first answered field with the role, "" where there is none."""
        for one in self.schema.by_role(role):
            value = self.values.get(one.path)
            if value is not None and value.status == "ok" and value.text:
                return value.text.strip()
        return ""


def _find_area(found: Place, answers: _Answers, token_path: str, known: Known) -> None:
    village = _village(found, answers.get("village"), known)
    found.household = _household(found, answers, village, token_path)
    if found.household is not None:
        believed = found.household.house.area
        if village is not None and village.pk != believed.pk:
            found.flags.append("area.answer-differs")
        path = found.household.area_path
    elif village is not None:
        believed, path = village, village.path
    else:
        _take_token_area(found, token_path)
        return
    if path.startswith(token_path):
        found.area_path, found.village_code = path, believed.code
    elif token_path.startswith(path):
        found.village_code = believed.code  # a token for one คุ้ม of the village
    else:
        found.flags.append("area.outside-token")
        found.believed, found.household = False, None


def _village(found: Place, code: str, known: Known) -> Area | None:
    if not code:
        return None
    village = known.village(code)
    if village is None:
        found.flags.append("area.unknown-village")
    return village


def _take_token_area(found: Place, token_path: str) -> None:
    codes = token_path.split(".")[:-1]
    paths = [".".join(codes[:depth]) + "." for depth in range(1, len(codes) + 1)]
    village = Area.objects.current().of_level("village").filter(path__in=paths).first()
    found.village_code = village.code if village else ""


def _household(found: Place, answers: _Answers, village: Area | None, token_path: str) -> Household | None:
    house, number = answers.get("house"), answers.get("house.number")
    ordinal = _ordinal(found, answers.get("household.number"))
    if house:
        return _at_house(found, house, ordinal)
    if number and village is not None and village.path.startswith(token_path):
        made = houses.enrol(village=village, number=number[:60], households=ordinal, by="system:extraction")
        return houses.with_house(made[ordinal - 1])
    return None


def _at_house(found: Place, house_uid: str, ordinal: int) -> Household | None:
    household = houses.household_of(house_uid, ordinal)
    if household is None and (first := houses.household_of(house_uid)) is not None:
        # A further household in a house that is known.
        made = houses.enrol(
            village=first.house.area, number=first.house.number, households=ordinal, by="system:extraction"
        )
        household = houses.with_house(made[ordinal - 1])
    if household is None:
        found.flags.append("house.unknown")
    return household


def _ordinal(found: Place, text: str) -> int:
    if not text:
        return 1
    try:
        ordinal = int(text)
    except ValueError:
        ordinal = 0
    if 1 <= ordinal <= houses.MOST_HOUSEHOLDS:
        return ordinal
    found.flags.append("household.odd-number")
    return 1


def _find_round(found: Place, answers: _Answers, version: SubmissionVersion, known: Known) -> None:
    rounds = known.rounds(version.form_id)
    if not rounds:
        return
    named = answers.get("round")
    if named:
        found.round = next((one for one in rounds if one.code == named), None)
        if found.round is None:
            found.flags.append("round.unknown")
            found.believed = False
            return
    else:
        opened = [one for one in rounds if one.opened_at <= version.received_at]
        found.round = max(opened, key=lambda one: one.opened_at, default=None)
    if found.round is None:
        found.flags.append("round.before-any")
        found.believed = False
        return
    found.village_round = known.village_round(found.round, found.village_code)
    if found.village_round is None:
        found.flags.append("round.not-here")
        found.believed = False
    elif found.village_round.closed_at and version.received_at > found.village_round.closed_at:
        found.flags.append("round.late")
        found.believed = False


def _find_outcome(found: Place, answers: _Answers) -> None:
    if "visit.outcome" in answers:
        found.outcome = answers.get("visit.outcome")[:30]
        if not found.outcome:
            found.flags.append("visit.no-outcome")
    if found.outcome == ANSWERED and answers.get("consent").lower() in _NO:
        found.outcome = "refused"


def lineage_of(version: SubmissionVersion) -> list[UUID]:
    """The uids of all versions of the same submission, given its current one."""
    if version.number == 1:
        return [version.uid]
    return list(
        SubmissionVersion.objects.filter(submission_id=version.submission_id).values_list("uid", flat=True)
    )
