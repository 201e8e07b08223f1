"""What allauth may do here: sign staff in; never open accounts by itself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed, password_set
from allauth.mfa.adapter import DefaultMFAAdapter
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from piaojue.commons.people import actions
from piaojue.commons.people.models import Person
from piaojue.commons.sealing import seal, unseal


class Adapter(DefaultAccountAdapter):
    """Accounts come from the roll, the administrator or a phone code, never from an open sign-up page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Who tries too often is stopped by django-axes, by account and device; allauth would lock out a whole hall by its address."""

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing was counted."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to the work: the form has done its duty."""
        return reverse("today")


class SecondFactors(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes lie sealed in the database."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)


@receiver(password_changed)
@receiver(password_set)
def initial_password_is_gone(request: HttpRequest, user: Person, **_) -> None:
    """The person has chosen a password of their own."""
    actions.password_changed(person=user)
