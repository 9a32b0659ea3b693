"""A program that publishes small sites one after the other until it is killed: ``python -m tests.publisher_loop
OUTPUT CACHE SEED``. The site of a version is the same whoever publishes it, so a test can tell which one it finds.

With ``--limit BYTES`` no file may grow beyond that, as on a full disk; then it publishes once and says what came of it.
"""

import random
import resource
import sys
from pathlib import Path

from generator.publish import Part, Place, claim, roll_back
from tests.trees import OTHER, PLACE, locality, portal, publish

VERSIONS = "12345"


def parts(cache: Path, version: str) -> tuple[list[Part], list[Part]]:
    """What the site of a version is made of; the second locality is another in every other one."""
    second = locality(cache, OTHER, str(int(version) % 2), pages=3)
    return [portal(cache, version)], [locality(cache, PLACE, version, pages=5, english=True), second]


def main(output: Path, cache: Path, seed: int) -> None:
    """Publish and sometimes roll back, for ever."""
    choice = random.Random(seed)
    print("at work", flush=True)
    while True:
        if choice.random() < 0.25 and len(Place(output).kept()) > 1:
            with claim(output) as place:
                roll_back(place, choice.choice(place.kept()).id)
            continue
        version = choice.choice(VERSIONS)
        publish(output, *parts(cache, version), f"r{version}", kept=choice.randint(1, 3))


if __name__ == "__main__":
    if "--limit" in sys.argv:
        limit = int(sys.argv[-1])
        made = parts(Path(sys.argv[2]), "2")
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        publish(Path(sys.argv[1]), *made, "r2")
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
