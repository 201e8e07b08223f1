"""Reading the trustees of an election, single ones and groups (specification §4.7)."""

from typing import Any

from .encoding import items
from .errors import SealingError
from .keys import Kind, Single, parse_trustee_public_key
from .threshold import parse_threshold_parameters


def parse_trustees(value: Any) -> tuple[Kind, ...]:
    """The trustees structure (§4.7) with every certificate, signature, key and proof checked."""
    trustees: list[Kind] = []
    for item in items(value):
        name, content = items(item, 2)
        if name == "Single":
            trustees.append(Single(parse_trustee_public_key(content)))
        elif name == "Pedersen":
            trustees.append(parse_threshold_parameters(content))
        else:
            raise SealingError("监票人密钥的种类无法识别。")
    if not trustees:
        raise SealingError("没有任何监票人密钥。")
    return tuple(trustees)
