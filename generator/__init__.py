"""Gongkai 公开: from data packages of plans and results to a public site.

The modules form floors; a module imports only from floors below its own (see ``GLOSSARY.md`` for the words
and ``pyproject.toml`` for the contract that the tests enforce).
"""

__version__ = "0.1.0"
