"""Bench: how fast the build is and how much memory it takes, as ratios measured in one run. ``make bench``.

``works`` writes the synthetic data (DESIGN section 7), ``measuring`` runs programs and watches them, ``stock`` builds
the same pages with plain MkDocs, ``parts`` says where the time goes, ``scenes`` are the rows of the table.
"""
