"""Names of people who bore witness: sealed here, counted everywhere else.

Whoever confirms something may not otherwise write personal data, so that the names are put away as the
system; reading them back needs the right to read households in that area, and leaves a trace.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from sarn.access import scope
from sarn.audit import log
from sarn.registry.models import Witness
from sarnkit.problems import Problem

LEAST_LETTERS = 2  # of a name, its title left out
_TITLES = re.compile(
    r"^(?:นางสาว|นาย|นาง|น\.ส\.|นส\.|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง|คุณ|ผู้ใหญ่บ้าน|ผู้ใหญ่|ผญ\.|กำนัน|mrs?\.?\s|ms\.?\s|miss\s)\s*"
)


def keep(
    *, subject_type: str, subject_uid: UUID, area_path: str, names: Sequence[str], by: str
) -> list[Witness]:
    """Put the names away, in the transaction of the act they bear witness to."""
    with scope.system("confirming"), transaction.atomic():
        made = [
            Witness.objects.create(
                subject_type=subject_type,
                subject_uid=subject_uid,
                area_path=area_path,
                ordinal=ordinal,
                name=" ".join(name.split()),
            )
            for ordinal, name in enumerate(names, start=1)
        ]
        _trace("witness.keep", subject_type, subject_uid, area_path, by, count=len(made))
    return made


def names(*, subject_type: str, subject_uid: UUID, purpose: str, by: str) -> list[str]:
    """The names, for whoever may read households there; who read them and why is written down.

    Raises Problem `workflow.no-reason` without a purpose, Denied. Another area's are not in the answer.
    """
    if len(purpose.strip()) < 5:
        raise Problem("workflow.no-reason", least=5)
    with transaction.atomic():
        found = list(
            Witness.objects.filter(subject_type=subject_type, subject_uid=subject_uid).order_by("ordinal")
        )
        if found:
            path = found[0].area_path
            _trace("witness.read", subject_type, subject_uid, path, by, purpose=purpose.strip())
        return [str(one.name) for one in found]


def normal(name: str) -> str:
    """The name as it is compared: without title, blanks and marks of typing."""
    text = unicodedata.normalize("NFC", name).casefold().replace("ํา", "ำ")
    text = " ".join("".join(c for c in text if c.isprintable() and unicodedata.category(c) != "Cf").split())
    former = None
    while former != text:
        former, text = text, _TITLES.sub("", text)
    return "".join(text.split())


def _trace(action: str, subject_type: str, uid: UUID, area_path: str, by: str, **detail: object) -> None:
    log.record(action, by=by, object_type=subject_type, object_uid=uid, area_path=area_path, **detail)
