"""The ballot box's objections are refusals of the act."""

from collections.abc import Iterator
from contextlib import contextmanager

from piaojue.commons.moves import Refused


@contextmanager
def box_objects() -> Iterator[None]:
    """The ballot box's ValueErrors (Chinese sentences) become refusals."""
    try:
        yield
    except ValueError as error:
        raise Refused(str(error)) from error
