"""Site: pages → HTML. The only importer of mkdocs, and a thin one: Material may be replaced one day.

A locality is built as a MkDocs site of its own whose ``docs_dir`` holds one folder, the locality's, so that every
relative address comes out as it will stand on the whole site; the theme's files are the portal's and are left out.
"""

import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.artifacts import link_file, remove_tree, write_bytes, write_text
from generator.errors import SiteError
from generator.pages import Page
from generator.pages.escape import markdown_text
from generator.settings import Publisher

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

CHART_LIBRARY = "assets/vendor/plotly-basic.min.js"
CHART_LOCALE = "assets/vendor/plotly-locale-zh-cn.js"
_NODE_FILES = {
    CHART_LIBRARY: "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js",
    CHART_LOCALE: "node_modules/plotly.js-locales/zh-cn.js",
}


@dataclass(frozen=True, slots=True)
class SiteJob:
    """One MkDocs build: what to build, where, and how it presents itself."""

    root: Path
    docs: Path
    output: Path
    bytecode: Path
    site_name: str
    site_url: str
    publisher: Publisher
    nav: Sequence[tuple[str, str]]
    has_theme_files: bool


class _NoSettings(Config):
    """The plugin is configured in code, never in mkdocs.yml."""


class _Shaping(BasePlugin[_NoSettings]):
    """Leaves the theme's files to the portal and keeps compiled templates between builds."""

    def __init__(self, job: SiteJob) -> None:
        self._job = job

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:  # noqa: ARG002 - the hook's form
        """Drop the files of the theme where another site brings them."""
        if self._job.has_theme_files:
            return files
        own = str(self._job.docs)
        return Files([file for file in files if str(file.src_dir or own).startswith(own)])

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Compiled templates survive the process."""
        self._job.bytecode.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(self._job.bytecode))
        return env


class _Complaints(logging.Handler):
    """Collects what MkDocs warns of: in our generated pages a warning is a fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def write_pages(pages: Iterable[Page], docs: Path) -> None:
    """Write Markdown and the small files beside it under ``docs``."""
    for page in pages:
        path = docs / page.source
        write_text(path, page.markdown())
        for name, text in page.files.items():
            write_text(path.with_name(name), text)


def build_site(job: SiteJob) -> None:
    """Run MkDocs strictly.

    Raises:
        SiteError: MkDocs failed or warned of anything.
    """
    remove_tree(job.output)
    complaints = _Complaints()
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    logger.addHandler(complaints)
    try:
        mkdocs_build(_configuration(job))
    except (MkDocsException, OSError, ValueError) as error:
        raise SiteError(f"MkDocs could not build {job.docs.name}: {error}") from error
    finally:
        logger.removeHandler(complaints)
    if complaints.lines:
        raise SiteError(f"MkDocs warns about {job.docs.name}: " + "; ".join(complaints.lines[:10]))


def _configuration(job: SiteJob) -> MkDocsConfig:
    config = load_config(
        str(job.root / "mkdocs.yml"),
        docs_dir=str(job.docs),
        site_dir=str(job.output),
        site_name=job.site_name,
        site_url=job.site_url or None,
        # The theme prints titles of the navigation as they are.
        nav=[{markdown_text(title): f"{address}index.md"} for title, address in job.nav],
        strict=False,
    )
    config.extra["publisher"] = asdict(job.publisher)
    # Without a site_url the logo would lead to the first page of the locality instead of the portal.
    config.extra["homepage"] = "./"
    config.plugins["gongkai/shaping"] = _Shaping(job)
    return config


def add_chart_library(root: Path, output: Path) -> None:
    """Put the chart code beside the theme's files.

    Raises:
        SiteError: ``npm ci`` has not run.
    """
    for target, source in _NODE_FILES.items():
        path = root / source
        if not path.is_file():
            raise SiteError(f"{source} is missing: run «make node_modules»")
        content = path.read_bytes()
        write_bytes(output / target, _as_script(content) if target == CHART_LOCALE else content)


def _as_script(module: bytes) -> bytes:
    """The locale as a plain script: on npm it is a module that only a bundler could load."""
    return b"(function(){var module={exports:{}};" + module + b"\nPlotly.register(module.exports);})();\n"


def copy_hand_written(root: Path, docs: Path) -> None:
    """Put the hand-written pages of ``docs/`` beside the generated ones; links are not followed."""
    for path in sorted((root / "docs").rglob("*")):
        if path.is_file() and not path.is_symlink():
            link_file(path, docs / path.relative_to(root / "docs"))
