"""Election, trustees, credentials: checks 5 to 9 (specification §4.5–4.10)."""

import re
from typing import Any, NamedTuple

from .protocol import (
    NAME,
    Base,
    Broken,
    G,
    P,
    all_members,
    b64,
    demand,
    element,
    fields,
    knows,
    load,
    mpz,
    powmod,
    proof,
    rows,
    text_of,
    unchecked,
    whole,
)


class Question:
    """A question; a ballot chooses `min` to `max` of its answers, or leaves it blank where it may."""

    min: int
    max: int
    name: str

    def __init__(self, value: object) -> None:
        answers, blank, self.min, self.max, self.name = fields(value, "answers blank min max question", "blank")
        self.answers = [text_of(answer) for answer in rows(answers)]
        text_of(self.name)
        demand(4, blank is None or type(blank) is bool, "blank 应为真或假")
        self.blank = bool(blank)
        demand(4, 0 <= whole(self.min) <= whole(self.max) <= len(self.answers) > 0, f"题目“{self.name}”的范围有误")
        self.width = len(self.answers) + self.blank


class Election:
    """The election file: its questions, its public key y and its fingerprint φ."""

    name: str
    description: str
    uuid: str

    def __init__(self, text: str) -> None:
        names = "version description name group public_key questions uuid administrator credential_authority"
        value = fields(load(text, "选举文件"), names, "administrator credential_authority")
        version, self.description, self.name, group, key, questions, self.uuid = value[:7]
        for words in (self.description, self.name, self.uuid, *(one for one in value[7:] if one is not None)):
            text_of(words)
        demand(5, whole(version) == 1 and group == NAME, "协议版本或群不是规定的")
        self.y = element(key)
        self.questions = [Question(one) for one in rows(questions)]
        demand(4, bool(self.questions), "没有题目")
        self.fingerprint = b64(text)


def signed(value: object, key: mpz | None = None, name: str = "") -> list[Any]:
    """The message of a signed_msg (§4.6.1): the value of its only field `name`, or two certified keys, the first
    of which signed."""
    message, signature = fields(value, "message signature")
    inner = load(text_of(message), "签名消息")
    content = fields(inner, name) if name else [element(x) for x in fields(inner, "verification encryption")]
    signer = content[0] if key is None else key
    demand(7, knows(("sigmsg", message), Base(G, 4), signer, proof(signature)), "签名不成立")
    return content


class Trustees:
    """Verification keys in order, and how many of each group are needed (§4.7)."""

    def __init__(self, text: str) -> None:
        self.keys: list[mpz] = []
        self.groups: list[tuple[int, int]] = []  # keys, threshold
        self.signers: list[mpz] = []
        self.y = mpz(1)
        for kind, content in (rows(item, 2) for item in rows(load(text, "监票人文件"))):
            demand(4, kind in ("Single", "Pedersen"), "监票人种类无法识别")
            keys = [self._key(content)] if kind == "Single" else self._pedersen(content)
            if kind == "Single":
                self.groups.append((1, 1))
                self.y = self.y * keys[0] % P
            self.keys += keys
        demand(7, bool(self.keys), "没有监票人")

    @staticmethod
    def _key(value: object) -> mpz:
        pok, key = fields(value, "pok public_key")
        y = element(key)
        demand(7, knows(("pok", NAME, y), Base(G, 4), y, proof(pok)), "监票人公钥的持有证明不成立")
        return y

    def _pedersen(self, value: object) -> list[mpz]:
        threshold, certs, coefexps, keys = fields(value, "threshold certs coefexps verification_keys")
        n = len(rows(certs))
        demand(7, 1 <= whole(threshold) <= n, "门限有误")
        pairs = [signed(cert) for cert in certs]
        demand(7, len({key for both in pairs for key in both}) == 2 * n, "证书重复")
        polynomials = [
            [element(x) for x in rows(signed(one, both[0], "coefexps")[0], threshold)]
            for one, both in zip(rows(coefexps, n), pairs, strict=True)
        ]
        members = [self._key(key) for key in rows(keys, n)]
        for j, key in enumerate(members, 1):
            expected = mpz(1)
            for k in range(threshold):
                for polynomial in polynomials:
                    expected = expected * powmod(polynomial[k], j**k, P) % P
            demand(7, key == expected, f"第 {j} 位监票人的公钥与承诺不符")
        for polynomial in polynomials:
            self.y = self.y * polynomial[0] % P
        self.groups.append((n, threshold))
        self.signers += [both[0] for both in pairs]
        return members


class Setup(NamedTuple):
    """What an archive begins with. text: the election file to the letter; voters: weight by public credential."""

    text: str
    election: Election
    trustees: Trustees
    voters: dict[mpz, int]


def read_credentials(text: str) -> dict[mpz, int]:
    """Weight by public credential (§4.8)."""
    voters: dict[mpz, int] = {}
    for line in rows(load(text, "凭据名单")):
        match = re.fullmatch("([0-9]+)(?:,([1-9][0-9]{0,17}))?", text_of(line))
        if match is None:
            raise Broken(4, "凭据名单写法有误")
        key = unchecked(match[1])
        demand(9, key not in voters, "凭据重复")
        voters[key] = int(match[2] or 1)
    demand(6, all_members(list(voters)), "有凭据不在子群内")
    demand(9, list(voters) == sorted(voters), "凭据没有按大小排列：次序可能泄露印制顺序")
    return voters
