"""Pages: records → Markdown through templates. One module a kind of page; ``escape`` is the one boundary for text."""

from generator.pages.api import locality_files
from generator.pages.locality import locality_pages
from generator.pages.page import Page
from generator.pages.portal import portal_pages
from generator.pages.portal_api import portal_files

__all__ = ["Page", "locality_files", "locality_pages", "portal_files", "portal_pages"]
