"""The same generated pages, built with Zensical, the successor of the theme's program: what would be different?"""
