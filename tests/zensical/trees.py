"""Trees: the Markdown that the generator makes for each of its sites, kept with the HTML that MkDocs makes of it, and
built once more with Zensical.

Zensical knows no hooks and no plugins of ours, so what our code tells MkDocs is written into a ``mkdocs.yml`` beside
the tree, and the words of our templates, which the code translates, are put where their calls stand.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from generator import site
from generator.artifacts import write_text
from generator.build import build
from generator.pages import Page
from generator.settings import ROOT, Settings
from generator.site import SiteJob

AS_OF = date(2026, 11, 22)
_LOCALITY = re.compile(r"[0-9]+-")
_CALL = re.compile(r"""_\((?:"([^"{}]*)"|'([^'{}]*)')\)""")
# What the theme of Zensical is told that ours is not: the look that Material has.
VARIANT = "classic"


@dataclass(frozen=True)
class Tree:
    """One site: its Markdown, the HTML that MkDocs made of it, and the place for what Zensical makes."""

    name: str
    place: Path

    @property
    def docs(self) -> Path:
        """The Markdown."""
        return self.place / "docs"

    @property
    def mkdocs(self) -> Path:
        """The HTML as it is published today."""
        return self.place / "mkdocs"

    @property
    def zensical(self) -> Path:
        """The HTML as it may be published one day."""
        return self.place / "zensical"


def grow(data: Path, place: Path) -> list[Tree]:
    """Build the packages of a folder as the program does, and keep each site's tree."""
    trees: list[Tree] = []
    real = site.build_site

    def keep(job: SiteJob, pages: Sequence[Page] = ()) -> None:
        real(job, pages)
        found = sorted({page.address.partition("/")[0] for page in pages if _LOCALITY.match(page.address)})
        is_locality = not job.has_theme_files and bool(found)
        tree = Tree(found[0] if is_locality else f"portal-{job.edition.language.code}", place / f"{len(trees)}")
        shutil.copytree(job.docs, tree.docs)
        for page in pages:
            write_text(tree.docs / page.source, page.markdown())
            site.write_files(page.files.items(), (tree.docs / page.source).parent)
        shutil.copytree(job.output, tree.mkdocs)
        (tree.place / "mkdocs.yml").write_text(configuration(job), encoding="utf-8")
        _write_templates(job, tree.place / "site_overrides")
        trees.append(tree)

    settings = Settings(
        root=ROOT,
        data=data,
        output=place / "site",
        cache=place / "cache",
        as_of=AS_OF,
        workers=1,
        use_cache=False,
        site_url="https://www.example.gov.cn/",
    )
    with _instead(keep, real):
        outcome = build(settings)
    if outcome.has_errors:
        raise ValueError(f"{data}: the packages have errors")
    return trees


@contextmanager
def _instead(keep: Any, real: Any) -> Iterator[None]:
    """Whichever stage of the build runs MkDocs, it is noticed."""
    with ExitStack() as stack:
        for name, module in list(sys.modules.items()):
            if name.startswith("generator.") and getattr(module, "build_site", None) is real:
                stack.enter_context(patch.object(module, "build_site", keep))
        yield


def configuration(job: SiteJob) -> str:
    """What MkDocs is told of a site, by the file and by the code, as one file."""
    told = site.configuration(job)
    stated = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    theme = {name: value for name, value in dict(told.theme).items() if name in {*stated["theme"], "language"}}
    stated["theme"] |= theme | {"custom_dir": "site_overrides", "variant": VARIANT}
    stated |= {"docs_dir": "docs", "site_dir": "zensical"}
    for name in ("site_name", "site_description", "site_url", "nav", "extra"):
        stated[name] = _plain(told[name])
    extensions = [{name: _plain(dict(told.mdx_configs.get(name, {})))} for name in ("attr_list", "toc")]
    stated["markdown_extensions"] = extensions
    return str(yaml.safe_dump(stated, allow_unicode=True, sort_keys=False))


def _plain(value: Any) -> Any:
    """A value of the settings as YAML can say it."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def _write_templates(job: SiteJob, place: Path) -> None:
    """Our templates with their words in the language of the edition, and without the filter that only our code has."""
    translate = job.edition.language.translate
    shutil.copytree(ROOT / "site_overrides", place)
    for path in place.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        text = _CALL.sub(lambda found: f'"{translate(found[1] or found[2])}"', text)
        path.write_text(text.replace("| linked_data", ""), encoding="utf-8")


def build_again(tree: Tree) -> str:
    """Build a tree with Zensical; what it complains of, empty where it says that all went well."""
    program = Path(sys.executable).with_name("zensical")
    call = [str(program), "build", "--clean", "-f", str(tree.place / "mkdocs.yml")]
    ended = subprocess.run(call, cwd=tree.place, capture_output=True, text=True, check=False)
    said = (ended.stdout + ended.stderr).strip()
    return said if ended.returncode or not tree.zensical.is_dir() else ""
