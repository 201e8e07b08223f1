"""What a station checks for itself while the key is made (specification §4.6), whatever the server says."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from gmpy2 import mpz

from engines.sealing import pki, threshold
from engines.sealing.election import Election, parse_election
from engines.sealing.encoding import compact, hexdigest, parse
from engines.sealing.group import table_of_g
from engines.sealing.keys import Kind, Pedersen, election_key, verification_keys
from engines.sealing.trustees import parse_trustees

from ..problems import Alarm

PRINT_DIGITS = 16


def grouped(text: str, size: int = 4) -> str:
    """In groups of four, to be read aloud or copied: `a1b2-c3d4-…`."""
    return "-".join(text[at : at + size] for at in range(0, len(text), size))


def print_of(text: str) -> str:
    """The short fingerprint of a certificate or an election: first 16 hexadecimal digits of SHA-256, in fours."""
    return grouped(hexdigest(text)[:PRINT_DIGITS])


def check_certificates(texts: Sequence[str], own: str | None, no: int, names: Sequence[str]) -> list[pki.Certificate]:
    """All certificates, with the own one in its place. own: the text this station handed in; None after a restoration.

    raises: Alarm, SealingError
    """
    if len(texts) != len(names):
        raise Alarm(f"应有 {len(names)} 份证书，服务器给出 {len(texts)} 份。请停止，报告总监票人。")
    if own is not None and texts[no - 1] != own:
        raise Alarm(f"名单中第 {no} 份证书不是本机交上去的那一份：有人换过。请停止，报告总监票人。")
    if any(compact(json.loads(text)) != text for text in texts):
        raise Alarm("证书不是规定的写法，指纹不可靠。请停止，报告总监票人。")
    return list(threshold.parse_certificates([parse(text) for text in texts]))


class Agreed(NamedTuple):
    """What this station knows of its own, against which the finished key is held."""

    no: int
    threshold: int
    certs: tuple[str, ...]
    coefexps: str | None
    """Hash of the commitments it was given; None after a restoration."""


def commitments_hash(coefexps: Sequence[Any]) -> str:
    """Names the commitments of all trustees."""
    return hexdigest(compact(list(coefexps)))


def check_key(serialised: str, trustees: str, agreed: Agreed, share: mpz) -> tuple[Election, tuple[Kind, ...]]:
    """The finished election and its trustees, if they are what this station helped to make.

    share: its own private share of the key. raises: Alarm, SealingError
    """
    election, kinds = parse_election(serialised), parse_trustees(parse(trustees))
    if len(kinds) != 1 or not isinstance(kinds[0], Pedersen):
        raise Alarm("选举的钥匙不是各位监票人一起做的那一把。请停止，报告总监票人。")
    key = kinds[0]
    if key.threshold != agreed.threshold:
        raise Alarm(f"选举的钥匙只要 {key.threshold} 把就能开，说好的是 {agreed.threshold} 把。请停止。")
    if [compact(cert.as_json()) for cert in key.certs] != list(agreed.certs):
        raise Alarm("选举的钥匙里有没当面核对过的证书。请停止，报告总监票人。")
    if agreed.coefexps not in (None, commitments_hash([one.as_json() for one in key.coefexps])):
        raise Alarm("选举的钥匙用了别的承诺，不是本机检查过的那些。请停止，报告总监票人。")
    if key.keys[agreed.no - 1].public_key != table_of_g().power(share):
        raise Alarm("选举的钥匙里，本机的公钥不对。请停止，报告总监票人。")
    if election.public_key != election_key(kinds):
        raise Alarm("选举文件里的公钥不是各位监票人公钥之积。请停止，报告总监票人。")
    return election, kinds


def check_round(serialised: str, trustees: str, known: str) -> Election:
    """Another election of the sitting, if it is under the key that this station helped to make.

    known: SHA-256 of the trustees file, in hexadecimal. raises: Alarm, SealingError
    """
    if hexdigest(trustees) != known:
        raise Alarm("下一轮投票的钥匙不是各位监票人一起做的那一把。请停止，报告总监票人。")
    election = parse_election(serialised)
    if election.public_key != election_key(parse_trustees(parse(trustees))):
        raise Alarm("下一轮投票的选举文件里，公钥不是各位监票人公钥之积。请停止，报告总监票人。")
    return election


def own_key(trustees: str, no: int) -> mpz:
    """The verification key of trustee `no` (from 1) in a trustees file."""
    return verification_keys(parse_trustees(parse(trustees)))[no - 1]
