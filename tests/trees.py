"""Small built trees to publish, made in a moment: what tests of publishing need of a build."""

from collections.abc import Collection
from pathlib import Path

from generator.artifacts import digest, tree_manifest, write_text
from generator.publish import Part, Release, claim, publish_site

PLACE, OTHER = "140400-changzhi", "140500-jincheng"
AS_OF = "2023-03-31"
PORTAL = ("index.html", "404.html", "about/index.html", "assets/a.css")
LOCALITY = ("index.html", "tasks/a/index.html", "data/results.csv")


def built(folder: Path, name: str, texts: dict[str, str], links: Collection[str] = ()) -> Part:
    """A tree as the cache keeps it; its digest follows from what is in it."""
    key = digest(repr(sorted(texts.items())).encode())
    tree = folder / f"{name}-{key[:12]}"
    if not tree.exists():
        for address, text in texts.items():
            write_text(tree / address, text)
    files = tree_manifest(tree)
    return Part(name, tree, key, lambda: files, links)


def portal(folder: Path, version: str = "1", links: Collection[str] = (), **texts: str) -> Part:
    """What is above all localities; every file says its version."""
    return built(folder, "portal", {name: f"portal {version} {name}" for name in PORTAL} | texts, links)


def locality(
    folder: Path,
    name: str = PLACE,
    version: str = "1",
    *,
    pages: int = 0,
    english: bool = False,
    links: Collection[str] = (),
) -> Part:
    """A locality with a few files, and ``pages`` more of them; every file says its version."""
    names = [*LOCALITY, *(f"tasks/{number}/index.html" for number in range(pages))]
    tops = [name, f"en/{name}"] if english else [name]
    return built(folder, name, {f"{top}/{own}": f"{name} {version} {own}" for top in tops for own in names}, links)


def publish(
    output: Path, common: Collection[Part], localities: Collection[Part], release: str = "r1", **options
) -> Release:
    """Claims the place and publishes there."""
    with claim(output) as place:
        return publish_site(place, list(common), list(localities), release=release, **{"as_of": AS_OF, **options})
