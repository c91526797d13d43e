"""What an evaluator gives with a weaker word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sarn.indicators.telling import language
from sarn.workflow.forms import ReasonForm
from sarnkit import effects

if TYPE_CHECKING:
    from sarn.indicators.models import EffectResult


class LowerForm(ReasonForm):
    """Both words as they stand and what they may be lowered to; only weaker ones are offered."""

    lowered_to = forms.ChoiceField(label=_("In the village itself"), required=False)
    cause_lowered_to = forms.ChoiceField(label=_("Against other villages"), required=False)

    field_order = ("lowered_to", "cause_lowered_to", "reason", "seen")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        found = cast("EffectResult", self.found)
        for name, code in (("lowered_to", found.word), ("cause_lowered_to", found.cause_word)):
            if code and effects.lower_words(cast("effects.Word", code)):
                cast("forms.ChoiceField", self.fields[name]).choices = _choices(name, code)
            else:
                del self.fields[name]


def _choices(name: str, code: str) -> list[tuple[str, Any]]:
    word = cast("effects.Word", code)
    return [("", _called(name, word)), *((one, _called(name, one)) for one in effects.lower_words(word))]


def _called(name: str, word: effects.Word) -> str:
    if name == "lowered_to":
        return effects.word_text(word, language())
    # The side of the village's own movement is not asked here: the plain words against others.
    own = effects.Count(1, 1).share if word.endswith("better") else -effects.Count(1, 1).share
    return effects.because_text(word, language(), own=own)
