"""What a suggestion is made of: values that its form fills and its act takes (docs/domain.md#suggestion-fields)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from piaojue.commons.places.models import Place
from piaojue.stages.suggest.models import Channel, ProposerType


@dataclass(frozen=True, kw_only=True)
class Words:
    """What somebody asks for, in their own words.

    title:         4–40 characters
    category:      领域 as the proposer sees it; empty: a clerk judges it
    negative_hits: keys of the hints that were shown for these words
    """

    title: str
    content: str
    rationale: str = ""
    background: str = ""
    category: str = ""
    negative_hits: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where it is to be done. address: in words, not public; lng, lat: degrees."""

    place: Place
    address: str = ""
    lng: float | None = None
    lat: float | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the proposer knows of a project. beneficiaries: 人; est_cost_yuan: 元; starts_in, done_in: "YYYY-MM"."""

    beneficiaries: int | None = None
    beneficiary_group: str = ""
    suggested_owner: str = ""
    est_cost_yuan: int | None = None
    funding_source: str = ""
    starts_in: str = ""
    done_in: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposer:
    """Who asks for it. Nothing of this is public, but for the family name where `anonymize` is off.

    name, phone: of whoever does not write by an own account; else the account's
    by_sms:      later steps are told by SMS, too
    by_guardian: the proposer is under 14, a parent or guardian agreed and left their own contact (个人信息保护法 31 条)
    """

    name: str = ""
    phone: str = ""
    type: str = ProposerType.RESIDENT
    org: str = ""
    post: str = ""
    mail_address: str = ""
    anonymize: bool = True
    by_sms: bool = False
    by_guardian: bool = False


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the page has asked already about year and proposer.

    call: key of the year's latest call; by_deputy: whether a deputy proposes; told_outside: whether there is anything to send
    """

    call: int | None
    by_deputy: bool
    told_outside: bool


@dataclass(frozen=True, kw_only=True)
class Origin:
    """How it came. source: mark of where it came from (sources.py); known: None: the act asks by itself."""

    channel: str = Channel.WEB
    source: str = ""
    known: Known | None = None


@dataclass(frozen=True, kw_only=True)
class Attached:
    """Photos and papers as they were sent. They are kept when the act is permitted."""

    photos: Sequence[UploadedFile] = ()
    files: Sequence[UploadedFile] = ()


NO_PLAN, OWN_ACCOUNT, BY_WEB, NOTHING_ATTACHED = Plan(), Proposer(), Origin(), Attached()
"""What an act takes where nothing else is said."""
