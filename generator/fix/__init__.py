"""Fix: the bytes of one file as clerks send it → the table that it is meant to be, with each repair named.

``decoding`` finds the encoding, ``separating`` the cells, ``workbooks`` takes them from sheets, ``heading`` finds which
row has the column names and which table it is, ``mending`` looks at every cell, ``telling`` says what came of it. What
is safe is done, what is likely is proposed, what is damaged is refused. No row is ever lost.
"""

from generator.fix.fixing import MAX_BYTES, fix_content
from generator.fix.records import FILE_KINDS, Fixed, PlacedRepair
from generator.fix.telling import FORMS, format_fixed
from generator.fix.writing import Written, write_fixed

__all__ = [
    "FILE_KINDS",
    "FORMS",
    "MAX_BYTES",
    "Fixed",
    "PlacedRepair",
    "Written",
    "fix_content",
    "format_fixed",
    "write_fixed",
]
