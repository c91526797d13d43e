"""What was measured for promises: proposed when a round is released, judged by a person (DESIGN §7.15)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sarn.areas.models import Area
from sarn.indicators.models import EffectResult
from sarn.thread.refs import Ref


def propose_due(area: Area, round_code: str, *, now: datetime | None = None) -> list[EffectResult]:
    """Propose a result for each promise that the release of this village's round makes measurable; the new ones.

    Nothing is proposed where the counts behind it are the same as before. Runs as the system.
    """
    raise NotImplementedError


def of(subject: Ref) -> Any:
    """Results of a subject that the scope may see, the newest first (superseded ones too)."""
    return EffectResult.objects.filter(
        promise__subject_type=subject.kind, promise__subject_uid=subject.uid
    ).order_by("-pk")
