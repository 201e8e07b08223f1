"""Whether a message is written in a script that no rule reads: danger is not heard there and names are not covered."""

import re

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LETTER = re.compile(r"[^\W\d_]")
_UNREAD = re.compile(
    "[\u0400-\u052f"  # Cyrillic, as Mongolian is written across the border
    "\u1800-\u18af"  # Mongolian
    "\u0f00-\u0fff"  # Tibetan
    "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"  # Arabic script: Uyghur, Kazakh
    "\u1100-\u11ff\uac00-\ud7af"  # Korean
    "\ua000-\ua4cf]+"  # Yi
)
LEAST = 4
"""Letters of such a script from which it is no name or sign in between."""
READ = 0.5
"""Share of Han among the letters from which rules read enough of a message."""


def unread(text: str) -> list[str]:
    """The words of a text in scripts that no rule reads, as they are written; none where rules read most of it.

    >>> unread("Гэрэл асахгүй байна"), unread("东街路灯不亮 WIFI")
    (['Гэрэл', 'асахгүй', 'байна'], [])
    """
    words = _UNREAD.findall(text)
    if sum(map(len, words)) < LEAST:
        return []
    return words if len(_HAN.findall(text)) < READ * len(_LETTER.findall(text)) else []
