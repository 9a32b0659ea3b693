"""A page: Markdown with front matter, and the files that stand beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.pages.escape import markdown_text


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    ``address`` is where it will stand (``140400-changzhi/tasks/x/``). ``meta`` goes to the theme: ``kind``, ``year``
    and ``status`` for the search, ``crumbs`` for the way back. ``files`` are small files in the page's folder.
    """

    address: str
    title: str
    description: str
    body: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """Path of the Markdown file; a page that has pages below it is an index."""
        if not self.address:
            return "index.md"
        return f"{self.address.rstrip('/')}/index.md"

    @property
    def matter(self) -> dict[str, Any]:
        """The front matter. Its values are escaped like every other text, because the theme prints them as they are."""
        matter: dict[str, Any] = {"title": self.title, "description": self.description, **self.meta}
        return {name: _escaped(value) for name, value in matter.items()}

    @property
    def text(self) -> str:
        """The Markdown without the front matter."""
        return f"{self.body.strip()}\n"

    def markdown(self) -> str:
        """Front matter and body for any program that knows Markdown; JSON is YAML, so no YAML writer is needed."""
        head = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in self.matter.items())
        return f"---\n{head}---\n\n{self.text}"


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return markdown_text(value)
    if isinstance(value, Mapping):
        return {name: _escaped(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_escaped(item) for item in value]
    return value
