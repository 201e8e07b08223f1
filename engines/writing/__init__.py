"""What people type and paste, cleaned without being rewritten: texts, names, telephone numbers, codes.

Text for show keeps its spelling. Only what cannot be seen, or what would act on its surroundings, is taken out of it. What is
compared (keys of names, numbers, codes) is brought to one form.
"""

from .codes import half_width, read_code
from .direction import RIGHT_TO_LEFT, anchored
from .names import clean_name, initials, name_key, search_key
from .phones import Phones, read_phones
from .spellings import spellings
from .text import as_seen, clean_line, clean_text, is_seen, one_line_ends
from .traditional import simplified, traditional

__all__ = [
    "RIGHT_TO_LEFT",
    "Phones",
    "anchored",
    "as_seen",
    "clean_line",
    "clean_name",
    "clean_text",
    "half_width",
    "initials",
    "is_seen",
    "name_key",
    "one_line_ends",
    "read_code",
    "read_phones",
    "search_key",
    "simplified",
    "spellings",
    "traditional",
]
