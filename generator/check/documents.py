"""Checks on documents: can a reader find the source, and do we know how the date is known?"""

from generator.check.findings import Check, Findings
from generator.model import Package
from generator.periods import day_in_address
from generator.sentences import sentence


def date_has_basis(package: Package, findings: Findings) -> None:
    """Warns if a publication date does not say how it is known."""
    for document in package.documents:
        if document.published_date and not document.date_basis:
            findings.add("date-basis-missing", sentence("写了发布日期，没有写日期依据。"), document, "date_basis")


def date_is_that_of_address(package: Package, findings: Findings) -> None:
    """Notes if the address of a page names another day than the page prints: it may have been uploaded later."""
    for document in package.documents:
        upload = day_in_address(document.url)
        if upload and document.date_basis == "printed" and document.published_date not in {None, upload}:
            message = sentence(
                "页面标明{day}发布，网址里的日期是{upload}。", day=document.published_date, upload=upload
            )
            findings.add("date-address-differs", message, document, "published_date")


def document_is_located(package: Package, findings: Findings) -> None:
    """Warns if a document has neither an address nor the number of a founding text."""
    for document in package.documents:
        if not document.url and not document.seed_id:
            message = sentence("「{title}」没有出处。", title=document.title)
            findings.add("document-unlocated", message, document, "url")


def document_is_official(package: Package, findings: Findings) -> None:
    """Notes if values stand on a copy that somebody else uploaded."""
    for document in package.documents:
        if document.provenance == "unofficial_copy":
            message = sentence("「{title}」是第三方上传的副本。", title=document.title)
            findings.add("unofficial-copy", message, document, "provenance")


DOCUMENT_CHECKS: tuple[Check, ...] = (
    date_has_basis,
    date_is_that_of_address,
    document_is_located,
    document_is_official,
)
