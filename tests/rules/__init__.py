"""The rules of assessment, case by case: one file a chapter, one row a case.

These tests are the specification. A docstring says what holds, the table under it says what follows; the words in the
tables are those that readers see on the pages.
"""
