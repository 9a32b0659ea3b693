"""Repairs: the text of one cell as a clerk wrote it → the text that its column wants.

Knows nothing of tables: a kind, a pattern and a text are enough. What is safe says the same in other letters and may
be done without asking; the rest is only proposed, because somebody has to look at the document first.
"""

from generator.repairs.characters import clean_text, is_blank, is_damaged
from generator.repairs.records import KINDS, Repair
from generator.repairs.repairing import is_sound, repair_value

__all__ = ["KINDS", "Repair", "clean_text", "is_blank", "is_damaged", "is_sound", "repair_value"]
