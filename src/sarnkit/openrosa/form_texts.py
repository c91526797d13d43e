"""Labels, translations, choices and media of a form definition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sarnkit.openrosa.schema import AttachmentNeed
from sarnkit.openrosa.submission import XFORMS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_X: Final = f"{{{XFORMS}}}"
DEFAULT: Final = "default"  # the language of texts that stand in the body itself
_ITEXT = re.compile(r"\s*jr:itext\(\s*(?:'([^']*)'|\"([^\"]*)\"|([^)'\"]*))\s*\)\s*$")
_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]*)['\"]\s*\)")
_SEARCH = re.compile(r"\bsearch\(\s*['\"]([^'\"]+)['\"]")
_MEDIA_URI = re.compile(r"jr://(images?|audio|video|file|file-csv)/(.+)")
_KINDS: Final = {"images": "image", "image": "image", "audio": "audio", "video": "video"}


class FormTexts:
    """What a form says to people, by language, and the files it refers to."""

    def __init__(self, model: Element) -> None:
        self.translations: dict[str, dict[str, str]] = {}  # text id → language → text
        self.attachments: dict[AttachmentNeed, None] = {}
        self.languages: tuple[str, ...] = ()
        self.default_language = ""
        self._read_itext(model)
        self.instances: dict[str, Element] = {}
        for instance in list(model.iterchildren(f"{_X}instance"))[1:]:
            self.instances[instance.get("id") or ""] = instance
            self._need(instance.get("src") or "")

    def _read_itext(self, model: Element) -> None:
        for translation in model.iterfind(f"{_X}itext/{_X}translation"):
            language = translation.get("lang") or DEFAULT
            self.languages += (language,)
            if translation.get("default") is not None or not self.default_language:
                self.default_language = language
            for text in translation.iterchildren(f"{_X}text"):
                for value in text.iterchildren(f"{_X}value"):
                    form = value.get("form")
                    if form in (None, "long"):
                        by_language = self.translations.setdefault(text.get("id") or "", {})
                        by_language.setdefault(language, spoken(value))
                    else:
                        self._need((value.text or "").strip())

    def _need(self, uri: str) -> None:
        match = _MEDIA_URI.fullmatch(uri.strip())
        if match:
            need = AttachmentNeed(match[2].rpartition("/")[2], _KINDS.get(match[1], "file"))
            self.attachments[need] = None

    def of(self, element: Element, name: str) -> dict[str, str]:
        """The texts of the child `name` (label or hint) of a control, by language."""
        child = element.find(f"{_X}{name}")
        return {} if child is None else self._texts(child)

    def _texts(self, element: Element) -> dict[str, str]:
        reference = _ITEXT.match(element.get("ref") or "")
        if reference:
            identifier = reference[1] or reference[2] or reference[3] or ""
            return dict(self.translations.get(identifier, {}))
        text = spoken(element)
        return {DEFAULT: text} if text else {}

    def choices(self, control: Element, appearance: str) -> tuple[dict[str, dict[str, str]] | None, str]:
        """Codes and labels of a select, or None and the file that holds them (if the form says so)."""
        if search := _SEARCH.search(appearance):
            filename = search[1] if "." in search[1] else f"{search[1]}.csv"
            self.attachments[AttachmentNeed(filename, "file")] = None
            return None, filename
        if control.get("query"):
            return None, "itemsets.csv"
        found: dict[str, dict[str, str]] = {}
        for item in control.iterchildren(f"{_X}item"):
            value = item.find(f"{_X}value")
            if value is not None:
                found.setdefault((value.text or "").strip(), self.of(item, "label"))
        for itemset in control.iterchildren(f"{_X}itemset"):
            source = _INSTANCE.search(itemset.get("nodeset") or "")
            instance = self.instances.get(source[1]) if source else None
            if instance is None:
                return None, ""  # choices are answers of this very form
            if uri := instance.get("src"):
                return None, uri.rpartition("/")[2]
            found |= dict(self._items(itemset, instance))
        return found, ""

    def _items(self, itemset: Element, instance: Element) -> Iterator[tuple[str, dict[str, str]]]:
        value, label = itemset.find(f"{_X}value"), itemset.find(f"{_X}label")
        value_ref = (value.get("ref") if value is not None else None) or "name"
        label_ref = (label.get("ref") if label is not None else None) or "label"
        translated = _ITEXT.match(label_ref)
        label_name = (translated[3] or "").strip() if translated else label_ref
        for item in instance.iterfind(
            f"{_X}root/{_X}item" if instance.find(f"{_X}root") is not None else ".//*"
        ):
            children = {str(child.tag).rpartition("}")[2]: child for child in item}
            code, shown = children.get(value_ref.strip()), children.get(label_name)
            if code is None:
                continue
            if shown is None:
                texts = {}
            elif translated:
                texts = dict(self.translations.get((shown.text or "").strip(), {}))
            else:
                texts = {DEFAULT: spoken(shown)}
            yield (code.text or "").strip(), texts


def spoken(element: Element) -> str:
    """The text of a label; a value put in by `<output>` is shown as `${question}`."""
    pieces = [element.text or ""]
    for child in element:
        if str(child.tag).endswith("}output"):
            expression = (child.get("value") or child.get("ref") or "").strip()
            pieces.append("${" + expression.rpartition("/")[2] + "}")
        else:
            pieces.append(spoken(child))
        pieces.append(child.tail or "")
    return "".join(pieces).strip()
