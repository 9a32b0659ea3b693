"""Site: pages → HTML. The only importer of mkdocs, and a thin one: Material may be replaced one day.

A locality is built as a MkDocs site of its own whose ``docs_dir`` holds one folder, the locality's, so that every
relative address comes out as it will stand on the whole site; the theme's files are the portal's and are left out.
"""

import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.artifacts import json_text, link_file, remove_tree, write_bytes, write_new, write_text
from generator.errors import SiteError
from generator.language import Language, known_languages
from generator.pages import Page
from generator.pages.edition import Edition
from generator.pages.escape import markdown_text
from generator.pages.portal import TABS
from generator.policy import hashes_in_template, page_policy
from generator.publisher import Publisher
from generator.quick_markdown import quick_page
from generator.sentences import Words, sentence

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from markupsafe import Markup, escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

CHART_LIBRARY = "assets/vendor/plotly-basic.min.js"
CHART_LOCALE = "assets/vendor/plotly-locale-zh-cn.js"
_SITEMAP = "sitemap.xml"
# Read as front matter that says nothing, so that no line of the page is taken for any.
_NO_MATTER = "---\n{}\n---\n\n"
# Defines where settings of a reader are kept; sets the colours before anything is drawn; opens the tab of an address.
_THEME_SCRIPTS = tuple(f"partials/javascripts/{name}.html" for name in ("base", "palette", "content"))
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
    edition: Edition
    nav: Sequence[tuple[Words, str]]
    has_theme_files: bool


class _NoSettings(Config):
    """The plugin is configured in code, never in mkdocs.yml."""


class _Shaping(BasePlugin[_NoSettings]):
    """Brings the pages, leaves the theme's files to the portal and keeps compiled templates between builds."""

    def __init__(self, job: SiteJob, pages: Sequence[Page]) -> None:
        self._job = job
        self._pages = {page.source: page for page in pages}

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add the pages, which are never on the disk; drop the files of the theme where another site brings them."""
        titles = {f"{address}index.md": title for title, address in _nav(self._job)}
        for source, page in self._pages.items():
            file = File.generated(config, source, content=_NO_MATTER + page.text)
            files.append(file)
            _OwnPage(titles.get(source), file, config)  # it makes itself known to the file
        if self._job.has_theme_files:
            # No page of the theme any more (see below), so it would be copied as the template that it is.
            return Files([file for file in files if file.src_uri != _SITEMAP])
        own = str(self._job.docs)
        return Files([file for file in files if str(file.src_dir or own).startswith(own)])

    def on_page_markdown(self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give a page its front matter as it is, unwritten and unread."""
        if own := self._pages.get(page.file.src_uri):
            page.meta = own.matter
        return markdown

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Our words in the language of the edition; compiled templates survive the process."""
        _furnish(env, self._job, config)
        return env


class _OwnPage(MkDocsPage):
    """A page that is read quickly where it can be; else by Python-Markdown, as any page of MkDocs."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Turn the Markdown into HTML and the table of contents."""
        made = quick_page(self.markdown or "", config.mdx_configs["toc"]["permalink_title"])
        if made is None:
            super().render(config, files)
        else:
            self.content, self.toc = made.html, get_toc(made.contents)
            self.present_anchor_ids = made.ids


class _UnlistedTemplates(FileSystemLoader):
    """The theme's templates for a site that copies none of its files: looking through all of them, its thousands of
    icons too, is what MkDocs lists templates for.
    """

    def list_templates(self) -> list[str]:
        """None: they are found by their names alone."""
        return []


def _furnish(env: Environment, job: SiteJob, config: MkDocsConfig) -> None:
    """Give the theme's templates what ours ask for, and a place where they are kept compiled."""
    env.globals["_"] = job.edition.language.translate
    env.filters["linked_data"] = linked_data
    job.bytecode.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(job.bytecode))
    env.globals["policy"] = Markup(page_policy(_theme_scripts(env, config)))  # noqa: S704 - hashes and fixed words


@cache
def _warm_environment(root: Path, bytecode: Path, language: Language) -> Environment:  # noqa: ARG001 - part of the key
    """The theme's templates, read once in the life of a process for each language and place where they are compiled."""
    theme = load_config(str(root / "mkdocs.yml")).theme
    env: Environment = theme.get_env()
    env.loader = _UnlistedTemplates(theme.dirs)
    return env


def _theme_scripts(env: Environment, config: MkDocsConfig) -> frozenset[str]:
    """Hashes of the scripts that the theme writes into every page, from its templates alone."""
    texts = (env.get_template(name).render(config=config, features=[], base_url=".") for name in _THEME_SCRIPTS)
    return frozenset[str]().union(*map(hashes_in_template, texts))


class _Complaints(logging.Handler):
    """Collects what MkDocs warns of: in our generated pages a warning is a fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def linked_data(text: str) -> Markup:
    """JSON of the front matter, which comes escaped like every text there, so that it may stand in a script element:
    nothing in it can end the element or begin a comment.
    """
    plain = unescape(text)
    for mark in "<>&\u2028\u2029":
        plain = plain.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(plain)  # noqa: S704 - JSON in which no mark of HTML is left


def write_files(files: Iterable[tuple[str, str | bytes]], folder: Path) -> None:
    """Write files that MkDocs does not make under ``folder``, which nobody reads yet: each the address below it, and
    the text.
    """
    for address, text in files:
        write_new(folder / address, text.encode() if isinstance(text, str) else text)


def build_site(job: SiteJob, pages: Sequence[Page] = ()) -> None:
    """Run MkDocs strictly on the ``pages`` and what else is in the job's ``docs``; the files of the pages come beside
    them.

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
        job.docs.mkdir(parents=True, exist_ok=True)
        mkdocs_build(configuration(job, pages))
    except (MkDocsException, OSError, ValueError) as error:
        raise SiteError(f"MkDocs could not build {job.docs.name}: {error}") from error
    finally:
        logger.removeHandler(complaints)
    if complaints.lines:
        raise SiteError(f"MkDocs warns about {job.docs.name}: " + "; ".join(complaints.lines[:10]))
    for page in pages:
        write_files(page.files.items(), (job.output / page.source).parent)


def configuration(job: SiteJob, pages: Sequence[Page] = ()) -> MkDocsConfig:
    """What MkDocs is told: mkdocs.yml, and what depends on the site and its edition."""
    edition, language = job.edition, job.edition.language
    config = load_config(
        str(job.root / "mkdocs.yml"),
        docs_dir=str(job.docs),
        site_dir=str(job.output),
        # The theme prints it as it is in some places and escapes it in others: as markup it is escaped once in all.
        site_name=escape(edition.name),
        site_description=edition.say(_DESCRIPTION),
        site_url=edition.site_url or None,
        # The theme prints titles of the navigation as they are.
        nav=[{title: f"{address}index.md"} for title, address in _nav(job)],
        strict=False,
    )
    # Ours are written with the pages: the theme's would know only this one site, and put a clock's day into it.
    config.theme.static_templates.discard(_SITEMAP)
    config.theme["language"] = language.code.split("-")[0]
    for palette, name in zip(config.theme["palette"], _PALETTES, strict=True):
        palette["toggle"]["name"] = edition.say(name)
    config.mdx_configs["toc"]["permalink_title"] = edition.say(_PERMALINK)
    # Without a site_url the logo would lead to the first page of the locality instead of the portal.
    config.extra["homepage"] = language.folder or "./"
    config.extra |= _extra(edition)
    config.markdown_extensions.append("generator.raw_html")
    if not job.has_theme_files:
        warm = _warm_environment(job.root, job.bytecode, language)
        config.theme.get_env = lambda: warm  # type: ignore[method-assign]
    config.plugins["gongkai/shaping"] = _Shaping(job, pages)
    return config


def _nav(job: SiteJob) -> list[tuple[str, str]]:
    """Titles, escaped, and addresses of the navigation in the job's edition."""
    edition = job.edition
    return [(markdown_text(edition.say(title)), f"{edition.language.folder}{address}") for title, address in job.nav]


_DESCRIPTION = sentence("地方政府法治政府建设的计划、任务、结果和年度报告")
_PALETTES = (sentence("改为浅色"), sentence("改为深色"), sentence("跟随系统"))
_PERMALINK = sentence("本节的固定链接")


def _extra(edition: Edition) -> dict[str, Any]:
    """What ``main.html`` needs to know of the edition; texts of settings are escaped there."""
    publisher = edition.publisher
    answer = sentence("{n}个工作日内答复。", n=publisher.answer_days)
    return {
        "publisher": asdict(publisher),
        "language": edition.language.code,
        "folder": edition.language.folder,
        "messages": messages_file(edition.language) if edition.language.script_messages else "",
        "editions": [
            {"code": other.code, "folder": other.folder, "name": other.own_name} for other in edition.languages
        ],
        "tabs": [{"title": markdown_text(edition.say(title)), "address": address} for title, address in TABS],
        "domain": urlsplit(edition.site_url).hostname or "",
        "answer": markdown_text(edition.say(answer)) if publisher.answer_days else "",
        "footer_items": [(edition.say(label), value) for label, value in footer_items(publisher) if value],
    }


def footer_items(publisher: Publisher) -> list[tuple[Words, str]]:
    """What stands at the foot of a government site, in the usual order; items that are not set have no value."""
    return [
        (sentence("主办单位"), publisher.name),
        (sentence("承办单位"), publisher.operator),
        (sentence("地址"), publisher.address),
        (sentence("联系电话"), publisher.phone),
        (sentence("网站标识码"), publisher.site_id_code),
        (sentence("ICP备案"), publisher.icp),
        (sentence("公安备案"), publisher.police_record),
    ]


def messages_file(language: Language) -> str:
    """Where the words that scripts say stand, for a language other than the source."""
    return f"assets/javascripts/messages-{language.code}.js"


def add_messages(edition: Edition, output: Path) -> None:
    """Put the words that scripts say beside the scripts, in each language that is built."""
    for language in edition.languages:
        if language.script_messages:
            words = {name: language.messages[name] for name in sorted(language.script_messages)}
            table = {name: forms[0] if len(forms) == 1 else list(forms) for name, forms in words.items()}
            write_text(output / messages_file(language), f"window.gongkaiMessages = {json_text(table).strip()};\n")


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


def copy_hand_written(edition: Edition, root: Path, docs: Path) -> list[str]:
    """Put the hand-written pages of the edition's language beside the generated ones; links are not followed.

    Returns the addresses of the pages.

    ``docs/`` holds the Chinese pages, ``docs/<language>/`` the others; what stands in a folder ``official/`` takes the
    place of the page of the same name on a government's site.
    """
    top = root / "docs"
    others = {known for known in known_languages() if known != edition.language.code}
    source = top / edition.language.folder
    folders = [source, source / "official"] if edition.publisher.is_official else [source]
    pages: set[str] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if not path.is_file() or path.is_symlink() or name.parts[0] in {"official", *others}:
                continue
            link_file(path, docs / edition.language.folder / name)
            if name.suffix == ".md":
                pages.add(f"{edition.language.folder}{name.with_suffix('').as_posix()}/".removesuffix("index/"))
    return sorted(pages)
