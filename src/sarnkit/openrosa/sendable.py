"""Whether a form can be filled and sent at all.

A form may be larger than the guard lets a submission of it be; it must be refused while its author is
there, not when phones are full of answers that nobody takes.
"""

from __future__ import annotations

from sarnkit.openrosa.guard import SUBMISSION
from sarnkit.openrosa.schema import FormSchema
from sarnkit.problems import Problem


def refuse_unsendable(schema: FormSchema) -> None:
    """Raise a Problem `form.*` where each submission that fills the form would be refused."""
    leaves = [one.path for one in schema.fields]
    folders = list(schema.containers)
    deepest = max((*leaves, *folders), key=lambda path: path.count("/"), default="")
    if deepest.count("/") + 1 > SUBMISSION.depth:  # the root element is a level too
        raise Problem(
            "form.too-deep",
            question=deepest.rpartition("/")[2][:80],
            depth=deepest.count("/") + 1,
            limit=SUBMISSION.depth,
        )
    count = len(leaves) + len(folders) + 1
    if count > SUBMISSION.nodes:
        raise Problem("form.too-many-questions", count=count, limit=SUBMISSION.nodes)
    # The shortest way to write it: an empty element for each question, two tags for each group.
    size = sum(len(_name(path)) + 3 for path in leaves) + sum(2 * len(_name(path)) + 5 for path in folders)
    if size > SUBMISSION.size:
        raise Problem("form.names-too-long", size=size, limit=SUBMISSION.size)


def _name(path: str) -> bytes:
    return path.rpartition("/")[2].encode()
