"""What a person gives with a move."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class MoveForm(forms.Form):
    """The state that the person had before her eyes; what is given besides is in subclasses.

    `given()` is what the engine gets. A subclass takes the object as `found` to fill its choices.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, found: object = None, **kwargs: object) -> None:
        self.found = found
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def given(self) -> dict[str, Any]:
        """Names and values for `moving.move`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class ReasonForm(MoveForm):
    """A move that takes a reason."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,  # the need of the move says it in a better sentence
    )
