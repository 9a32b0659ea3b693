"""Policy: what a page may run, load and send, said to the browser: the Content-Security-Policy and the header files.

Whatever might slip past the escaping, a browser that holds to the policy does not run it. The scripts inside pages are
known by their hashes, which are those of the theme's own templates and never of a finished page: a script that came in
with data would else be allowed by its own hash.
"""

import base64
import hashlib
import re
from collections.abc import Iterable

# What Plotly writes into a page: a style element that is empty, for a script fills it, and this for bold words.
_EMPTY_STYLE, _BOLD = "", "font-weight:bold"
_HASH = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# What only a header may say, since a page is not asked who may embed it.
_FRAMES = "frame-ancestors 'self'"
_OTHER_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
_HTTPS_ONLY = ("Strict-Transport-Security", "max-age=31536000")
STATIC_HOST_FILE = "_headers"
NGINX_FILE = "nginx-headers.conf"


def script_hash(script: str) -> str:
    """A script between its tags, or a style, as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def hashes_in_template(text: str) -> frozenset[str]:
    """Hashes of the scripts in the rendered text of one of the theme's templates."""
    return frozenset(script_hash(script) for script in _SCRIPT.findall(text))


def page_policy(scripts: Iterable[str]) -> str:
    """The policy of a page whose inline scripts have these hashes.

    Everything that is not named is refused. ``form-action`` is for the search, which works without scripts too.
    """
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *sorted(scripts))),
            f"style-src 'self' {script_hash(_EMPTY_STYLE)}",
            f"style-src-attr 'unsafe-hashes' {script_hash(_BOLD)}",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


def scripts_of(policy: str) -> frozenset[str]:
    """Hashes of the inline scripts that a policy lets run."""
    named = next((part for part in policy.split("; ") if part.startswith("script-src ")), "")
    return frozenset(_HASH.findall(named))


def header_files(scripts: Iterable[str]) -> dict[str, str]:
    """The same policy as headers, for servers: by name of the file, for static hosts and for nginx.

    ``scripts`` are the hashes of the whole site; a page's own policy still allows only its own.
    """
    headers = {"Content-Security-Policy": f"{page_policy(scripts)}; {_FRAMES}", **_OTHER_HEADERS}
    static = [f"  {name}: {value}\n" for name, value in headers.items()]
    nginx = [f'add_header {name} "{value}" always;\n' for name, value in headers.items()]
    name, value = _HTTPS_ONLY
    note = "# Only where the site is reached by HTTPS alone:\n"
    return {
        STATIC_HOST_FILE: "".join(["/*\n", *static, note, f"#  {name}: {value}\n"]),
        NGINX_FILE: "".join([*nginx, note, f'# add_header {name} "{value}" always;\n']),
    }
