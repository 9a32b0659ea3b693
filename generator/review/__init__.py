"""Review: judges a proposal: two folders of packages, as they are and as somebody would have them → what that means.

Only localities whose content differs are read. Nothing in the proposal is trusted: it is read as every package is.
"""

from generator.review.files import OtherFiles, other_files, read_file_names
from generator.review.judging import review_proposal
from generator.review.records import Findings, LocalityReview, PageChanges, Review, Turn
from generator.review.telling import FORMS, format_review

__all__ = [
    "FORMS",
    "Findings",
    "LocalityReview",
    "OtherFiles",
    "PageChanges",
    "Review",
    "Turn",
    "format_review",
    "other_files",
    "read_file_names",
    "review_proposal",
]
