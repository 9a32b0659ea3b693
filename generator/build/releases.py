"""The releases: one snapshot for each tag that names one. What was made once is never made again."""

from generator.artifacts import remove_tree, write_bytes
from generator.build.ground import RELEASES, workplace
from generator.cache import TREE, Entry, Shelf, content_key
from generator.pages import addresses
from generator.releases import make_release, release_tags
from generator.settings import Settings


def build_releases(settings: Settings) -> Entry:
    """All snapshots, the newest first: from the cache when no tag has come or gone."""
    tags = release_tags(settings.root)
    content = content_key("releases 1", *(f"{tag.name} {tag.commit}" for tag in tags))
    shelf = Shelf(settings.cache / "releases")
    entry = shelf.find(shelf.key(content, settings.as_of)) if settings.use_cache else None
    if entry:
        return entry
    work = workplace(settings, "releases")
    (work / "entry" / TREE).mkdir(parents=True)
    releases = []
    for tag in tags:
        made = make_release(settings.root, tag)
        if made:
            release, files = made
            releases.append(release.as_dict())
            for name, file in files.items():
                write_bytes(work / "entry" / TREE / addresses.RELEASES / name, file)
    entry = shelf.keep(shelf.remember(content, (), settings.as_of), work / "entry", {RELEASES: releases})
    remove_tree(work)
    return entry
