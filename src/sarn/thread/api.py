"""The thread for machines: GET /api/v1/thread/<kind>/<uid>?dir=up|down|both&depth=1…12

Answers one JSON object; days are ISO dates, `share` is in basis points:

    {"start": "n3", "dir": "both", "depth": null, "cut": false,
     "nodes": [{"key": "n1", "kind": "cell", "step": 1, "grey": false, "uid": "…", "title": "…", "url": "…",
                "state": "…", "facts": ["…"], "on": "2027-02-10", "superseded": false, "pictures": ["…"]},
               {"key": "n2", "kind": "issue", "step": 2, "grey": true}],
     "edges": [{"from": "n1", "to": "n3", "relation": "points-at", "share": null, "on": "2027-02-10",
                "reason": "…", "meeting": {"uid": "…", "title": "…", "url": "…", "on": "2027-02-10"}},
               {"from": "n2", "to": "n3", "relation": "addressed-by"}]}

`key` names a node within this answer only. A node that the asker may not see is grey: no uid, and of its
links only the relation. `cut` is true where there were more links than one walk brings. A refusal is
{"code": "thread.unknown", "message": "…"} with the status of the code.
"""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sarn.access.doors import public_door
from sarn.thread import links, walks
from sarn.thread.nodes import Node
from sarn.thread.queries import Direction
from sarn.thread.refs import Ref
from sarn.thread.walks import Edge, Stop
from sarnkit.problems import Problem


@public_door("each node is shown only as its own app allows; the others are grey")
@require_safe
def thread(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """Nodes and links around one object, as JSON."""
    try:
        return JsonResponse(_answer(Ref(kind, uid), request), json_dumps_params={"ensure_ascii": False})
    except Problem as refusal:
        message = refusal.sentence(get_language() or "th")
        return JsonResponse({"code": refusal.code, "message": message}, status=refusal.status)


def _answer(ref: Ref, request: HttpRequest) -> dict[str, Any]:
    direction, depth = request.GET.get("dir", "both"), _depth(request.GET.get("depth", ""))
    if direction not in {"up", "down", "both"}:
        raise Problem("thread.direction", given=direction[:20])
    try:
        walk = walks.walk(ref, cast("Direction", direction), depth)
    except walks.NotSeen as unseen:
        raise Problem("thread.unknown") from unseen
    return {
        "start": walk.start.key,
        "dir": direction,
        "depth": depth,
        "cut": walk.cut,
        "nodes": [_stop(stop) for stop in walk.stops],
        "edges": [_edge(edge) for edge in walk.edges],
    }


def _depth(given: str) -> int | None:
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= 2 and 1 <= int(given) <= links.MOST):
        raise Problem("thread.depth", given=given[:20], most=links.MOST)
    return int(given)


def _stop(stop: Stop) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "key": stop.key,
        "kind": stop.kind,
        "step": stop.step,
        "grey": stop.node is None,
    }
    if stop.node is not None:
        shown |= _named(stop.node) | {
            "state": stop.node.state,
            "facts": list(stop.node.facts),
            "superseded": stop.node.superseded,
            "pictures": list(stop.node.picture_urls),
        }
    return shown


def _named(node: Node) -> dict[str, Any]:
    on = node.on.isoformat() if node.on else None
    return {"uid": str(node.uid), "title": node.title, "url": node.url, "on": on}


def _edge(edge: Edge) -> dict[str, Any]:
    shown: dict[str, Any] = {"from": edge.source, "to": edge.target, "relation": edge.relation}
    if edge.on is not None:  # None beside a grey node
        shown |= {
            "share": edge.share,
            "on": edge.on.isoformat(),
            "reason": edge.reason,
            "meeting": _named(edge.meeting) if edge.meeting else None,
        }
    return shown
