"""Pages: records → Markdown through templates. One module a kind of page; ``escape`` is the one boundary for text."""

from generator.pages.locality import locality_pages
from generator.pages.page import Page
from generator.pages.portal import portal_pages

__all__ = ["Page", "locality_pages", "portal_pages"]
