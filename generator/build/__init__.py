"""Build: the order of all stages. The only part that knows every one of them.

``locality`` builds one locality, ``nation`` the downloads of all, ``portal`` the site above them, ``whole`` everything
in its order; ``ground`` is what they stand on.
"""

from generator.build.locality import LocalityJob, LocalityOutcome, build_locality
from generator.build.portal import build_portal
from generator.build.whole import BuildOutcome, build

__all__ = ["BuildOutcome", "LocalityJob", "LocalityOutcome", "build", "build_locality", "build_portal"]
