"""JSON, numbers and hashes as they travel (specification §4.1–4.3, §4.15)."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

from gmpy2 import mpz

from .errors import SealingError
from .group import P, Q, is_member

DECIMAL = re.compile(r"0|[1-9][0-9]{0,616}")


def compact(value: Any) -> str:
    """JSON without blanks, fields in the order given, text as itself (§4.1)."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def parse(text: str | bytes) -> Any:
    """The JSON value of `text` (§4.1); refuses repeated fields, NaN, broken UTF-8 and absurd depth."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except SealingError:
        raise
    except (ValueError, RecursionError) as why:
        raise SealingError("内容不是有效的 JSON，请重新取得完整的文件。") from why


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise SealingError("JSON 中有重复的字段。")
    return fields


def _no_constant(name: str) -> None:
    raise SealingError(f"JSON 中有不允许的数值 {name}。")


def fields(value: Any, *names: str) -> tuple[Any, ...]:
    """The named fields of an object that must have exactly these, in the specification's order (§4.1)."""
    if not isinstance(value, dict) or tuple(value) != names:
        raise SealingError(f"应当正好有这些字段：{'、'.join(names)}。")
    return tuple(value.values())


def items(value: Any, length: int | None = None) -> list[Any]:
    """The list `value`, of that length if one is given (§4.1)."""
    if not isinstance(value, list) or (length is not None and len(value) != length):
        raise SealingError("列表缺失或长度不对。" if length is None else f"列表应当正好有 {length} 项。")
    return value


def text(value: Any) -> str:
    """The string `value` (§4.2); half a surrogate pair is no text."""
    if not isinstance(value, str) or any("\ud800" <= c <= "\udfff" for c in value):
        raise SealingError("此处应当是文字。")
    return value


def small(value: Any, least: int = 0) -> int:
    """A JSON whole number, at least `least` (the 𝕀 of the specification) (§4.2)."""
    if type(value) is not int or value < least:
        raise SealingError(f"此处应当是不小于 {least} 的整数。")
    return value


def natural(value: Any) -> mpz:
    """A big number (§4.2): a string in base 10 without sign or leading zeros."""
    if not isinstance(value, str) or not DECIMAL.fullmatch(value):
        raise SealingError("大数应当写成不带符号和前导零的十进制文字。")
    return mpz(value)


def scalar(value: Any) -> mpz:
    """A number of ℤq, in [0, Q) (§4.2): a larger one would be a second writing of the same proof."""
    number = natural(value)
    if number >= Q:
        raise SealingError("证明中的数超出范围。")
    return number


def unchecked_element(value: Any) -> mpz:
    """A number in [1, P) whose membership the caller still has to test (`group.all_members`) (§4.2)."""
    number = natural(value)
    if not 0 < number < P:
        raise SealingError("群元素超出范围。")
    return number


def element(value: Any) -> mpz:
    """A group element 𝔾, tested for membership in the subgroup (§4.2)."""
    number = unchecked_element(value)
    if not is_member(number):
        raise SealingError("群元素不在规定的子群中。")
    return number


def hexdigest(content: str | bytes) -> str:
    """SHA-256 in 64 hexadecimal digits (the ℍ of the specification) (§4.2)."""
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def fingerprint(content: str | bytes) -> str:
    """H_JSON of §4.15: SHA-256 in base 64 without padding, 43 characters."""
    raw = content.encode() if isinstance(content, str) else content
    return b64encode(sha256(raw).digest()).rstrip(b"=").decode()


def challenge(*parts: str) -> mpz:
    """SHA-256 of the parts joined by vertical bars, as a 256-bit big-endian number modulo Q (§4.5)."""
    return mpz(int.from_bytes(sha256("|".join(parts).encode()).digest())) % Q


def numbers(*values: mpz) -> str:
    """Numbers in base 10, joined by commas, as all hashes of the specification take them (§4.5)."""
    return ",".join(map(str, values))
