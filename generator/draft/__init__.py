"""Draft: the beginnings of a yearly report, written from published data for the person who has to write it.

Nothing in a draft is invented: every number is one of the package or worked out from two of them, every sentence names
the document that its values stand in, and whatever the data does not know is a gap for the writer. It is made of the
same records as the page of the report.
"""
