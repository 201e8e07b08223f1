"""Powers of public numbers by OpenSSL, which is some ten times faster than Python's own and a quarter faster than gmpy2's.

Every Python has OpenSSL in it for https. It is asked through `ctypes`, and believed only after it gave the same as Python's
own `pow` on numbers drawn by lot. Where it is not found, or does not agree, powers are taken as before.
"""

import _ssl
import ctypes
import secrets
from collections.abc import Callable

Power = Callable[[int, int], int]
PROBES = 4
"""Powers that are compared before OpenSSL is used."""


class OpenSSL:
    """base^exponent modulo one odd number. Its numbers are made once and never given back: they live as long as the program."""

    def __init__(self, modulus: int) -> None:
        self.size = -(-modulus.bit_length() // 8)
        self.library = ctypes.PyDLL(_ssl.__file__)
        self.room = ctypes.create_string_buffer(self.size)
        self.base, self.exponent, self.result, odd = (self.ask("BN_new") for _ in range(4))
        context, form = self.ask("BN_CTX_new"), self.ask("BN_MONT_CTX_new")
        self.put(modulus, odd)
        self.ask("BN_MONT_CTX_set", form, odd, context)
        self.rest = (odd, context, form)
        self.raise_to = self.library.BN_mod_exp_mont
        self.raise_to.restype, self.raise_to.argtypes = ctypes.c_int, [ctypes.c_void_p] * 6

    def ask(self, name: str, *pointers: ctypes.c_void_p) -> ctypes.c_void_p:
        """One function of OpenSSL that takes pointers and gives one. raises: AttributeError where it is hidden"""
        function = getattr(self.library, name)
        function.restype = ctypes.c_void_p
        return ctypes.c_void_p(function(*pointers))

    def put(self, value: int, where: ctypes.c_void_p) -> None:
        """Write a number into one of OpenSSL's."""
        self.library.BN_bin2bn(value.to_bytes(self.size, "big"), self.size, where)

    def power(self, base: int, exponent: int) -> bytes:
        """The power's bytes. base, exponent: from 0, below the modulus"""
        self.put(base, self.base)
        self.put(exponent, self.exponent)
        if not self.raise_to(self.result, self.base, self.exponent, *self.rest):
            raise MemoryError("OpenSSL could not compute a power")
        self.library.BN_bn2binpad(self.result, self.room, self.size)
        return self.room.raw


def powers(modulus: int) -> Callable[[int, int], bytes] | None:
    """(base, exponent) → the power modulo `modulus` as bytes; None where OpenSSL cannot be asked or does not agree with `pow`."""
    try:
        power = OpenSSL(modulus).power
    except (AttributeError, OSError):
        return None
    drawn = [(secrets.randbelow(modulus), secrets.randbelow(modulus)) for _ in range(PROBES)]
    asked = [(1, 0), (modulus - 1, 1), *drawn]
    agrees = all(
        int.from_bytes(power(base, exponent), "big") == pow(base, exponent, modulus) for base, exponent in asked
    )
    return power if agrees else None
