"""What an office's own sign-in says of who came: OIDC by Authlib, CAS 3.0 by its own small protocol.

A provider is a line of settings.SIGN_IN_BY. It answers for the region that its line names, and for nothing else.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from piaojue.commons.moves import Refused
from piaojue.commons.web.request import Request

SECONDS = 8
"""How long a provider may take for an answer."""
CAS = "{http://www.yale.edu/tp/cas}"
MOST = 100_000
"""Characters of a CAS answer that are read."""
NO_ANSWER = "单位的统一登录没有正常答复，请稍后再试，或者用登录名和密码登录。"


@dataclass(frozen=True)
class Provider:
    """id: in addresses; name: on the button; place: code of its region; claim: what of OIDC is the 登录名 of the roll."""

    id: str
    name: str
    place: str
    kind: str
    server: str
    client_id: str = ""
    client_secret: str = ""
    claim: str = "preferred_username"

    def send_there(self, request: Request, back: str) -> HttpResponse:
        """To the provider's own page. raises: Refused: it does not answer."""
        if self.kind == "cas":
            return redirect(f"{self.server}/login?{urlencode({'service': back})}")
        try:
            return self._client.authorize_redirect(request, back)
        except (AuthlibBaseError, requests.RequestException, ValueError, RuntimeError) as error:
            raise Refused(NO_ANSWER) from error

    def who_came_back(self, request: Request, back: str) -> str:
        """The 登录名 of who signed in there. raises: Refused: nobody did, or it cannot be proved."""
        try:
            name = self._by_ticket(request, back) if self.kind == "cas" else self._by_token(request)
        except (AuthlibBaseError, requests.RequestException, ElementTree.ParseError, ValueError, RuntimeError) as error:
            raise Refused(NO_ANSWER) from error
        if not name:
            raise Refused(NO_ANSWER)
        return name

    @cached_property
    def _client(self) -> Any:
        return OAuth().register(
            name=self.id,
            client_id=self.client_id,
            client_secret=self.client_secret,
            server_metadata_url=f"{self.server}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile",
                "code_challenge_method": "S256",
                "default_timeout": SECONDS,
            },
        )

    def _by_token(self, request: Request) -> str:
        token = self._client.authorize_access_token(request)
        said = token.get("userinfo") or {}
        if self.claim not in said:
            said = self._client.userinfo(token=token)
        return str(said.get(self.claim) or "")

    def _by_ticket(self, request: Request, back: str) -> str:
        ticket = request.GET.get("ticket", "")
        if not ticket:
            return ""
        asked = {"service": back, "ticket": ticket[:256]}
        answer = requests.get(f"{self.server}/p3/serviceValidate", params=asked, timeout=SECONDS)
        user = ElementTree.fromstring(answer.text[:MOST]).find(f"{CAS}authenticationSuccess/{CAS}user")
        return (user.text or "").strip() if user is not None else ""


def providers() -> list[Provider]:
    """Those of this installation."""
    return [Provider(**line) for line in settings.SIGN_IN_BY]


def provider_at(name: str) -> Provider:
    """raises: Http404."""
    for provider in providers():
        if provider.id == name:
            return provider
    raise Http404
