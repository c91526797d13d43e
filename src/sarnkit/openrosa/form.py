"""Reading a form definition (XForm) into its schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sarnkit.openrosa.derived import Paths, spread_personal
from sarnkit.openrosa.form_texts import FormTexts
from sarnkit.openrosa.form_types import CONTROLS, field_type, is_set, local_name, media_kind, plain_text
from sarnkit.openrosa.guard import FORM, guard
from sarnkit.openrosa.references import Reference, references
from sarnkit.openrosa.schema import (
    ROOT_TABLE,
    AttachmentNeed,
    FieldSchema,
    FormSchema,
    GroupSchema,
    RepeatSchema,
)
from sarnkit.openrosa.submission import LONGEST_ID, XFORMS, identity
from sarnkit.problems import Problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SARN: Final = "https://sarn.example/xforms"
JAVAROSA: Final = "http://openrosa.org/javarosa"
ODK: Final = "http://www.opendatakit.org/xforms"
_X: Final = f"{{{XFORMS}}}"
_JR: Final = f"{{{JAVAROSA}}}"

# Without a tag these are personal data: a place, a picture or a voice, who holds the phone, which house.
_PERSONAL_TYPES: Final = frozenset(("geopoint", "geotrace", "geoshape", "binary"))
_PERSONAL_PRELOADS: Final = frozenset(
    ("deviceid", "username", "phonenumber", "simserial", "subscriberid", "email", "uri:deviceid")
)
_PERSONAL_ROLES: Final = frozenset(("house", "house.number"))
# Actions of the form that write what the phone sees or hears into a question.
_CAPTURES: Final = (f"{{{ODK}}}setgeopoint", f"{{{ODK}}}recordaudio")
_PLAIN_META: Final = frozenset(("instanceID", "deprecatedID", "timeStart", "timeEnd"))


def read_form(data: bytes) -> FormSchema:
    """The schema of the XForm in `data`; a Problem `form.*` (or `openrosa.*` of the guard) otherwise."""
    return _FormReader(guard(data, FORM)).schema()


class _FormReader:
    def __init__(self, document: Element) -> None:
        self.document = document
        self.model = next(document.iter(f"{_X}model"), None)
        if self.model is None:
            raise Problem("form.not-xform")
        instance = self.model.find(f"{_X}instance")
        root = None if instance is None else next(instance.iterchildren(), None)
        if root is None:
            raise Problem("form.no-instance")
        self.root: Element = root
        self.root_name = local_name(root)
        self.texts = FormTexts(self.model)
        self.controls: dict[str, Element] = {}
        self.groups: dict[str, GroupSchema] = {}
        self.repeats: dict[str, tuple[dict[str, str], str]] = {}
        self.binds = dict(self.read_binds())
        self.actions: dict[str, list[Element]] = {}
        for action in document.iter(f"{_X}setvalue", *_CAPTURES):
            self.actions.setdefault(self.reference(action, ""), []).append(action)
        for body in document.iter("{http://www.w3.org/1999/xhtml}body"):
            self.walk_body(body, "", {})

    def schema(self) -> FormSchema:
        form_id, version = self.identity()
        title = next((plain_text(t) for t in self.document.iter("{http://www.w3.org/1999/xhtml}title")), "")
        leaves = list(self.leaves())  # also finds repeats that only the instance shows
        repeats = tuple(
            RepeatSchema(path, self.table_of(path), labels, count)
            for path, (labels, count) in self.repeats.items()
        )
        paths = Paths(leaves)
        fields = spread_personal([self.field(path, paths) for path in leaves])
        return FormSchema(
            form_id=form_id,
            version=version,
            title=title or form_id,
            root=self.root_name,
            languages=self.texts.languages,
            default_language=self.texts.default_language,
            fields=fields,
            repeats=repeats,
            groups=tuple(group for path, group in self.groups.items() if path not in self.repeats),
            attachments=self.attachments(),
        )

    def identity(self) -> tuple[str, str]:
        form_id = identity(self.root)
        if not form_id:
            raise Problem("form.no-id")
        version = (self.root.get("version") or "").strip()
        for what, text in (("id", form_id), ("version", version)):
            if len(text) > LONGEST_ID:
                raise Problem("form.id-too-long", what=what, length=len(text), limit=LONGEST_ID)
        return form_id, version

    # The model

    def read_binds(self) -> Iterator[tuple[str, Element]]:
        assert self.model is not None  # noqa: S101
        self.bind_ids: dict[str, str] = {}
        for bind in self.model.iter(f"{_X}bind"):
            nodeset = bind.get("nodeset") or bind.get("ref") or ""
            above = bind.getparent()
            around = ""
            while above is not None and above is not self.model:
                around = f"{above.get('nodeset', '')}/{around}".rstrip("/")
                above = above.getparent()
            path = self.short(nodeset, self.short(around) if around else ROOT_TABLE)
            if identifier := bind.get("id"):
                self.bind_ids[identifier] = path
            yield path, bind

    def short(self, xpath: str, context: str = ROOT_TABLE) -> str:
        """A reference of the form as a path of the schema (see `sarnkit.openrosa.schema`)."""
        steps = [step.rpartition(":")[2].partition("[")[0].strip() for step in xpath.strip().split("/")]
        if xpath.strip().startswith("/"):
            steps = steps[1:]
            if steps and steps[0] == self.root_name:
                steps = steps[1:]
        else:
            steps = [*context.strip("/").split("/"), *steps]
        done: list[str] = []
        for step in steps:
            if step == "..":
                done[-1:] = []
            elif step not in ("", "."):
                done.append(step)
        return "/" + "/".join(done)

    def leaves(self) -> Iterator[str]:
        """Paths of the elements without children, each once, in the order of the instance."""
        seen: set[str] = set()

        def walk(element: Element, path: str) -> Iterator[str]:
            for child in element:
                below = f"{path}/{local_name(child)}"
                if child.get(f"{_JR}template") is not None:
                    self.repeats.setdefault(below, ({}, ""))
                if len(child):
                    yield from walk(child, below)
                elif below not in seen and below not in self.groups and below not in self.repeats:
                    seen.add(below)
                    yield below

        return walk(self.root, "")

    def table_of(self, path: str) -> str:
        """The innermost repeat strictly above `path`, or the root table."""
        while (path := path.rpartition("/")[0]) not in self.repeats:
            if not path:
                return ROOT_TABLE
        return path

    # The body

    def walk_body(self, element: Element, context: str, labels: dict[str, str]) -> None:
        for child in element:
            name = local_name(child)
            path = self.reference(child, context)
            if name == "group":
                inner = self.texts.of(child, "label")
                if path:
                    self.groups[path] = GroupSchema(path, inner)
                self.walk_body(child, path or context, inner)
            elif name == "repeat" and path:
                own = self.texts.of(child, "label") or labels
                self.repeats[path] = (own, child.get(f"{_JR}count") or "")
                self.walk_body(child, path, own)
            elif name in CONTROLS and path:
                self.controls.setdefault(path, child)

    def reference(self, element: Element, context: str) -> str:
        if identifier := element.get("bind"):
            return self.bind_ids.get(identifier, "")
        given = element.get("nodeset") if local_name(element) == "repeat" else element.get("ref")
        return self.short(given, context or ROOT_TABLE) if given else ""

    # Fields

    def field(self, path: str, paths: Paths) -> FieldSchema:
        bind, control = self.binds.get(path), self.controls.get(path)
        attribute = bind.get if bind is not None else (lambda _name: None)
        name = path.rpartition("/")[2]
        kind = field_type(attribute("type") or "", control)
        parameters, preload = attribute(f"{_JR}preloadParams"), attribute(f"{_JR}preload")
        field = FieldSchema(
            path=path,
            name=name,
            type=kind,
            repeat=self.table_of(path),
            media=media_kind(control) if kind == "binary" else "",
            readonly=is_set(attribute("readonly")),
            calculated=bool(attribute("calculate")),
            required=is_set(attribute("required")),
            visible=control is not None,
            preload=(parameters or preload or "").strip().lower(),
            relevant=(attribute("relevant") or "").strip(),
            role=(attribute(f"{{{SARN}}}role") or "").strip() or None,
        )
        if control is not None:
            appearance = control.get("appearance") or ""
            choices, source = (
                self.texts.choices(control, appearance) if "select" in kind or kind == "rank" else (None, "")
            )
            field = replace(
                field,
                labels=self.texts.of(control, "label"),
                hints=self.texts.of(control, "hint") or None,
                appearance=appearance,
                choices=choices,
                choices_from=source,
            )
        tag = self.tag(path)
        if tag:
            return replace(field, personal=None if tag == "no" else tag)
        refers = [one for one in paths.meant_by(self.sources(path)) if one != path]
        return replace(field, personal=self.personal(field), refers=tuple(refers))

    def sources(self, path: str) -> Iterator[Reference]:
        """What the value at `path` is made from: its calculation, its defaults, answers it is chosen from."""
        bind, control = self.binds.get(path), self.controls.get(path)
        if bind is not None:
            yield from references(bind.get("calculate") or "", path, self.root_name)
        for action in self.actions.get(path, ()):
            yield from references(action.get("value") or "", path, self.root_name)
        for itemset in control.iterchildren(f"{_X}itemset") if control is not None else ():
            value = itemset.find(f"{_X}value")
            nodes = (itemset.get("nodeset") or "").strip()
            if nodes.startswith("randomize("):
                nodes = nodes.removeprefix("randomize(").rpartition(")")[0]
            chosen = f"{nodes}/{(value.get('ref') if value is not None else None) or '.'}"
            yield from references(chosen, path, self.root_name, predicates=False)

    def tag(self, path: str) -> str:
        """The word of `sarn:personal` on the field or on the nearest group around it, or ""."""
        while path:
            bind = self.binds.get(path)
            tag = (bind.get(f"{{{SARN}}}personal") or "").strip() if bind is not None else ""
            if tag:
                return tag
            path = path.rpartition("/")[0]
        return ""

    def personal(self, field: FieldSchema) -> str | None:
        """Without a tag, denied by default: what is personal by what it is."""
        steps = field.path.split("/")
        hidden = (
            field.type in _PERSONAL_TYPES
            or field.preload in _PERSONAL_PRELOADS
            or field.role in _PERSONAL_ROLES
            or any(action.tag in _CAPTURES for action in self.actions.get(field.path, ()))
            or ("meta" in steps[:-1] and field.name not in _PLAIN_META)
        )
        return "yes" if hidden else None

    def attachments(self) -> tuple[AttachmentNeed, ...]:
        needs = dict.fromkeys(self.texts.attachments)
        for control in self.controls.values():
            if control.get("query"):
                needs[AttachmentNeed("itemsets.csv", "file")] = None
        return tuple(needs)
