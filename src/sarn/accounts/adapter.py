"""How Sarn uses allauth: nobody signs up by herself, and second-factor secrets are sealed.

The node may have no mail server; then no mail is tried and the administrator gives a one-time
password (`sarn people password`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest

from sarn.accounts import keys
from sarnkit.problems import Problem


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """People are added by someone who may (`sarn people add`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if has_mail():
            super().send_mail(template_prefix, email, context)


class SealedMFA(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds are encrypted with a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise Problem("account.mfa-key", path=str(keys.path(_home(), "mfa.key"))) from None


def has_mail() -> bool:
    """Whether this node can send mail; the file backend of a node without a server cannot."""
    return str(settings.EMAIL_BACKEND).rsplit(".", 1)[-1] == "EmailBackend" and not any(
        part in settings.EMAIL_BACKEND for part in ("filebased", "dummy", "console")
    )


def _home() -> Path:
    return Path(settings.SARN_HOME)


def _fernet() -> Fernet:
    return Fernet(keys.read(_home(), "mfa.key", Fernet.generate_key))
