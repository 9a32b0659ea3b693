"""Scan: looks at every finished page for what must never be published, whatever came before. The net behind the
escaping.

``rules`` say what our templates and the theme make: anything else on a page was made by data. ``pages`` look at one
page, ``joining`` at a whole tree.
"""

from generator.scan.joining import Scan, join_scans, parse_page, scan_tree
from generator.scan.pages import PageScan, scan_page

__all__ = ["PageScan", "Scan", "join_scans", "parse_page", "scan_page", "scan_tree"]
