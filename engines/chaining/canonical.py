"""One byte string for one value: JSON with sorted keys, no spaces, UTF-8."""

import json
import math
from collections.abc import Mapping
from typing import Any


class NotCanonical(ValueError):
    """The value has no canonical JSON form; the message says where, in Chinese."""


def canonical(value: Any) -> bytes:
    """Canonical JSON of `value`, the same on every machine and after a round trip through any database.

    value:  None, bool, int, finite float, str, list/tuple, mapping with str keys; nested at will
    result: UTF-8 bytes; keys sorted by code point, no spaces, characters unescaped where JSON allows
    raises: NotCanonical naming the path, e.g. 「$.预算.分」
    A float that is a whole number is written as that whole number, because a
    database may hand 2.0 back as 2 (the same choice as RFC 8785).
    """
    text = json.dumps(_plain(value, "$"), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical(f"文字中有无法写成 UTF-8 的字符（位置 {error.start}）") from None


def _plain(value: Any, path: str) -> Any:
    """`value` in JSON types only, floats settled; raises NotCanonical with the path of the first misfit."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise NotCanonical(f"{path}：{value} 不是有限的数")
        return int(value) if value.is_integer() else value
    if isinstance(value, list | tuple):
        return [_plain(part, f"{path}[{index}]") for index, part in enumerate(value)]
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise NotCanonical(f"{path}：键 {key!r} 必须是文字")
        return {str(key): _plain(part, f"{path}.{key}") for key, part in value.items()}
    raise NotCanonical(f"{path}：{type(value).__name__} 不能写入记录，请先转成文字或整数")
