"""A text field that is sealed in the database and opens only when it is read by name."""

from __future__ import annotations

from typing import Any

from django.db import models

from sarn.registry import keys


class Sealed(str):
    """A value as it lies in the database."""

    __slots__ = ()


class _Opener:
    """Opens on access, so that a list of persons opens nothing that nobody looks at."""

    def __init__(self, field: EncryptedField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        value = self.field.raw(instance)
        if not isinstance(value, Sealed) or not value:
            return value
        return keys.unseal(value, **self.field.place(instance))

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.TextField):  # type: ignore[type-arg]
    """Text sealed by `registry.keys`, bound to its table, field and the row's `uid`.

    "" stays "". It cannot be searched or set by `QuerySet.update`, which knows no row: save the
    object. Deferring the field is not supported.
    """

    descriptor_class = _Opener

    def raw(self, instance: models.Model) -> Any:
        """The value as the instance holds it: a `Sealed`, or plain text that was just set."""
        return instance.__dict__.get(self.attname, "")

    def place(self, instance: models.Model) -> dict[str, Any]:
        """What the sealed value is bound to."""
        return {"table": self.model._meta.db_table, "field": self.attname, "uid": instance.__dict__["uid"]}

    def from_db_value(self, value: str | None, *_: Any) -> Sealed:
        return Sealed(value or "")

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed:
        value = self.raw(model_instance)
        if isinstance(value, Sealed) or not value:
            return Sealed(value or "")
        return Sealed(keys.seal(str(value), **self.place(model_instance)))

    def get_prep_value(self, value: Any) -> str:
        if not isinstance(value, Sealed):
            raise TypeError(f"{self.attname} is sealed: it can only be set on an object and saved")
        return str(value)
