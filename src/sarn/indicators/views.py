"""The page of one measured effect: counted, how sure, how changed, against whom, how much may be said."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sarn.access.doors import door, find
from sarn.indicators import baselines, effects, nodes, pictures
from sarn.indicators.models import EffectResult
from sarn.indicators.telling import language_text
from sarn.thread import nodes as thread
from sarn.thread.refs import Ref


@door("published", "read", area=None)
@require_GET
def effect(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One result, with the numbers for those who may see them."""
    result = find(EffectResult, request, uid=uid)
    promise = result.promise
    definition = baselines.definition_of(promise.pack_id, promise.code)
    subject = Ref(promise.subject_type, promise.subject_uid)
    told = effects.read(result)
    context: dict[str, Any] = {
        "result": result,
        "promise": promise,
        "definition": definition,
        "title": language_text(definition.title),
        "told": told,
        "subject": thread.find([subject]).get(subject),
        "newer": EffectResult.objects.filter(uid=result.superseded_by).first()
        if result.superseded_by
        else None,
        "village_url": nodes.cell_url(result.area.code, promise.due_round, promise.pack_id, promise.code),
        "picture": pictures.two_rounds(told, definition, promise) if told else None,
        "plot": pictures.changes(told, result.area) if told and told.measured.comparison else None,
        "outside": [row["name"] for row in promise.balance if row["breaks"]],
        "aim": pictures.aim(told, definition, promise),
    }
    return render(request, "indicators/effect.html", context)
