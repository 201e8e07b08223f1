"""Messages between trustees: seeds, certificates, signatures, encryption, channels (specification §4.6.1–4.6.3)."""

import secrets
from hashlib import sha256
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESCCM
from gmpy2 import invert, mpz

from .credential import DIGITS
from .encoding import compact, element, fields, natural, parse, text
from .errors import SealingError
from .group import P, random_scalar, secret_power, table_of_g
from .proofs import Proof, parse_proof, sign_message, verify_message

SEED_LENGTH = 22
TAG_BYTES = 8


def generate_seed() -> str:
    """The secret seed of a trustee (§4.6.1): 22 characters of base 58. This is what the sealed backup holds."""
    return "".join(secrets.choice(DIGITS) for _ in range(SEED_LENGTH))


class Identity(NamedTuple):
    """The four keys derived from a seed (§4.6.1)."""

    signing: mpz
    decryption: mpz
    verification: mpz
    encryption: mpz


def derive(seed: str) -> Identity:
    """Keys of a seed ("Deriving keys", §4.6.1)."""
    if len(seed) != SEED_LENGTH or any(c not in DIGITS for c in seed):
        raise SealingError(f"监票人密钥种子应为 {SEED_LENGTH} 个字符，请对照备份重新输入。")
    sk, dk = (mpz(int.from_bytes(sha256(f"{kind}|{seed}".encode()).digest())) for kind in ("sk", "dk"))
    return Identity(sk, dk, secret_power(table_of_g().base, sk), secret_power(table_of_g().base, dk))


class SignedMessage(NamedTuple):
    """signed_msg of §4.6.1."""

    message: str
    signature: Proof

    def as_json(self) -> dict[str, Any]:
        return {"message": self.message, "signature": self.signature.as_json()}

    def signed_by(self, key: mpz) -> bool:
        """Whether the signature holds for that verification key."""
        return verify_message(self.signature, key, self.message)


def sign(sk: mpz, message: str) -> SignedMessage:
    """A signed message ("Signing", §4.6.1)."""
    return SignedMessage(message, sign_message(sk, message))


def parse_signed(value: Any) -> SignedMessage:
    """A signed_msg from JSON, its signature not yet checked (§4.6.1)."""
    message, signature = fields(value, "message", "signature")
    return SignedMessage(text(message), parse_proof(signature))


def _cipher(key: mpz, iv: mpz, length: int) -> tuple[AESCCM, bytes]:
    # SP 800-38C: the nonce shrinks as the length field grows, 13 bytes while the message is under 64 KiB.
    nonce_bytes = 13 if length < 1 << 16 else 12
    return (
        AESCCM(sha256(f"key|{key}".encode()).digest(), tag_length=TAG_BYTES),
        sha256(f"iv|{iv}".encode()).digest()[:nonce_bytes],
    )


def encrypt(ek: mpz, message: str) -> str:
    """An encrypted_msg, serialised ("Encrypting", §4.6.1)."""
    r, s = random_scalar(), random_scalar()
    alpha, key = table_of_g().power(r), table_of_g().power(s)
    plain = message.encode()
    cipher, nonce = _cipher(key, alpha, len(plain))
    beta = secret_power(ek, r) * key % P
    return compact({"alpha": str(alpha), "beta": str(beta), "data": cipher.encrypt(nonce, plain, None).hex()})


def decrypt(dk: mpz, serialised: str) -> str:
    """The plain text of an encrypted_msg (§4.6.1)."""
    alpha, beta, data = fields(parse(serialised), "alpha", "beta", "data")
    alpha, beta = element(alpha), element(beta)
    key = beta * invert(secret_power(alpha, dk), P) % P
    try:
        content = bytes.fromhex(text(data))
        cipher, nonce = _cipher(key, alpha, len(content) - TAG_BYTES)
        return cipher.decrypt(nonce, content, None).decode()
    except (InvalidTag, ValueError) as why:
        raise SealingError("发给监票人的密文无法解开：不是给这把钥匙的，或已损坏。") from why


def send(sk: mpz, recipient: mpz, message: str) -> str:
    """send(sk, recipient, message): wrapped, signed and encrypted (§4.6.3)."""
    channel = compact({"recipient": str(recipient), "message": message})
    return encrypt(recipient, compact(sign(sk, channel).as_json()))


def receive(identity: Identity, sender: mpz, serialised: str) -> str:
    """The message of `send`, if it came from that verification key and was meant for this identity (§4.6.3)."""
    signed = parse_signed(parse(decrypt(identity.decryption, serialised)))
    if not signed.signed_by(sender):
        raise SealingError("监票人之间的消息签名不符。")
    recipient, message = fields(parse(signed.message), "recipient", "message")
    if natural(recipient) != identity.encryption:
        raise SealingError("监票人之间的消息是发给别人的。")
    return text(message)


class Certificate(NamedTuple):
    """cert of §4.6.2 with its keys unpacked."""

    signed: SignedMessage
    verification: mpz
    encryption: mpz

    def as_json(self) -> dict[str, Any]:
        return self.signed.as_json()


def certificate(identity: Identity) -> Certificate:
    """The trustee's own certificate, signed with the key it certifies (§4.6.2)."""
    keys = compact({"verification": str(identity.verification), "encryption": str(identity.encryption)})
    return Certificate(sign(identity.signing, keys), identity.verification, identity.encryption)


def parse_certificate(value: Any) -> Certificate:
    """A certificate whose signature holds (§4.6.2)."""
    signed = parse_signed(value)
    verification, encryption = map(element, fields(parse(signed.message), "verification", "encryption"))
    if not signed.signed_by(verification):
        raise SealingError("监票人证书的签名不成立。")
    return Certificate(signed, verification, encryption)
