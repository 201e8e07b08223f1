"""Secrets at rest: scrypt turns the passphrase into a key, AES-256-GCM seals; files are the owner's alone (0600)."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from .problems import Problem, WrongPassphrase

SHORTEST = 8
COST = {"n": 1 << 15, "r": 8, "p": 1}
"""About 0.1 s and 32 MB for one try of a passphrase."""
DEAREST = 1 << 20


def check_passphrase(first: str, again: str) -> str:
    """A new passphrase, typed twice. raises: Problem."""
    if first != again:
        raise Problem("两次输入的口令不一样，请重新输入。")
    if len(first) < SHORTEST:
        raise Problem(f"口令至少要 {SHORTEST} 个字，请换一个长一些、自己记得住的。")
    return first


def lock(value: Any, passphrase: str, about: str) -> str:
    """`value` as a sealed JSON text. about: what it belongs to; it opens only together with the same words."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_key(passphrase, salt, COST)).encrypt(nonce, json.dumps(value).encode(), about.encode())
    return json.dumps({"version": 1, **COST, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()})


def unlock(sealed: str, passphrase: str, about: str) -> Any:
    """What `lock` sealed. raises: WrongPassphrase; Problem when the file is damaged."""
    try:
        box = json.loads(sealed)
        cost = {name: int(box[name]) for name in COST}
        salt, nonce, content = (bytes.fromhex(box[name]) for name in ("salt", "nonce", "sealed"))
        if not 2 <= cost["n"] <= DEAREST or max(cost["r"], cost["p"]) > 16:
            raise ValueError("cost")
        key = _key(passphrase, salt, cost)
    except (ValueError, KeyError, TypeError) as why:
        raise Problem("本机的钥匙文件已损坏，请用密封备份恢复。") from why
    try:
        return json.loads(AESGCM(key).decrypt(nonce, content, about.encode()))
    except InvalidTag as why:
        raise WrongPassphrase("口令不对，请再试一次（注意大小写）。") from why


def _key(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return Scrypt(salt=salt, length=32, **cost).derive(passphrase.encode())


def private_folder(path: Path) -> Path:
    """The folder, made when needed, open to its owner alone."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def write_private(path: Path, content: str) -> None:
    """Replace a file in one step, so that a crash leaves either the old or the new one."""
    fresh = path.with_name(path.name + ".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def destroy(path: Path) -> None:
    """Overwrite a file and remove it; nothing happens when there is none."""
    if path.exists():
        with open(path, "r+b") as file:
            file.write(secrets.token_bytes(max(path.stat().st_size, 1)))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
