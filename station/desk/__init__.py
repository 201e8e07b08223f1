"""The desks of a station as plain objects, without pages: key holder, credential office, test of an opened ballot."""

from .office import Office
from .opened import Opened, open_under
from .trustee import Trustee

__all__ = ["Office", "Opened", "Trustee", "open_under"]
