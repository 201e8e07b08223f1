"""Powers modulo P by OpenSSL: checking a ballot is little else, and this takes two thirds of GMP's time.

The library is the one that Python's own `ssl` module is linked to, and it is reached through that module. A Python that
has it built in hides it. Then gmpy2 does the same work (`group.power`). For public values alone: the time depends on the exponent.
"""

import _ssl
from collections.abc import Callable
from ctypes import PyDLL, c_char_p, c_int, c_void_p, create_string_buffer
from threading import local

from gmpy2 import mpz

SIGNATURES = {
    "BN_new": (c_void_p, ()),
    "BN_free": (None, (c_void_p,)),
    "BN_CTX_new": (c_void_p, ()),
    "BN_CTX_free": (None, (c_void_p,)),
    "BN_MONT_CTX_new": (c_void_p, ()),
    "BN_MONT_CTX_free": (None, (c_void_p,)),
    "BN_MONT_CTX_set": (c_int, (c_void_p, c_void_p, c_void_p)),
    "BN_bin2bn": (c_void_p, (c_char_p, c_int, c_void_p)),
    "BN_bn2binpad": (c_int, (c_void_p, c_char_p, c_int)),
    "BN_mod_exp_mont": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)),
}
"""Name: (result, arguments) of the functions of <openssl/bn.h> that are called."""


def powers(modulus: mpz) -> Callable[[mpz, mpz], mpz] | None:
    """A function (base, exponent) → base**exponent mod `modulus`, or None where OpenSSL cannot be reached (§5.1).

    modulus: odd; base and exponent: in [0, modulus).
    """
    try:
        library = PyDLL(_ssl.__file__)  # a call is shorter than handing on the interpreter's lock
        for name, (result, arguments) in SIGNATURES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    except (AttributeError, OSError):
        return None
    size, of_thread = (modulus.bit_length() + 7) // 8, local()

    def power(base: mpz, exponent: mpz) -> mpz:
        room: _Room = of_thread.__dict__.get("room") or of_thread.__dict__.setdefault(
            "room", _Room(library, modulus, size)
        )
        return room.power(base, exponent)

    return power


class _Room:
    """OpenSSL's numbers of one thread, used again from call to call, given back at its end."""

    def __init__(self, library: PyDLL, modulus: mpz, size: int) -> None:
        self._library, self._size, self._bytes = library, size, create_string_buffer(size)
        self._base, self._exponent, self._result, self._modulus = (library.BN_new() for _ in range(4))
        self._scratch, self._form = library.BN_CTX_new(), library.BN_MONT_CTX_new()
        self._set(self._modulus, modulus)
        library.BN_MONT_CTX_set(self._form, self._modulus, self._scratch)

    def __del__(self) -> None:
        self._library.BN_MONT_CTX_free(self._form)
        self._library.BN_CTX_free(self._scratch)
        for number in (self._base, self._exponent, self._result, self._modulus):
            self._library.BN_free(number)

    def _set(self, number: int, value: mpz) -> None:
        self._library.BN_bin2bn(value.to_bytes(self._size, "big"), self._size, number)

    def power(self, base: mpz, exponent: mpz) -> mpz:
        self._set(self._base, base)
        self._set(self._exponent, exponent)
        library, size = self._library, self._size
        done = library.BN_mod_exp_mont(
            self._result, self._base, self._exponent, self._modulus, self._scratch, self._form
        )
        if not done or library.BN_bn2binpad(self._result, self._bytes, size) != size:
            raise MemoryError("OpenSSL could not compute a power")
        return mpz.from_bytes(self._bytes.raw, "big")
