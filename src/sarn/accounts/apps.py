from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sarn.accounts"
    label = "accounts"

    def ready(self) -> None:
        from sarn.access import doors
        from sarn.accounts import roles

        doors.set_grants_reader(roles.scope_of)
