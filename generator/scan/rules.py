"""Rules: the elements, attributes and addresses that our templates and the theme make: nothing else may be on a page.

A list of what is known is safer than one of what is dangerous: nobody knows all of that.
"""

import re

from generator.policy import page_policy, scripts_of

TAGS = frozenset(
    {"html", "head", "title", "meta", "link", "script", "noscript", "body", "header", "nav", "main", "article", "aside"}
    | {"footer", "section", "h1", "h2", "h3", "h4", "h5", "h6", "div", "p", "hr", "br", "span", "a", "abbr", "b", "bdi"}
    | {"code", "del", "em", "i", "ins", "kbd", "mark", "pre", "q", "s", "small", "strong", "sub", "sup", "time", "u"}
    | {"wbr", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "colgroup", "col", "thead", "tbody"}
    | {"tfoot", "tr", "th", "td", "figure", "figcaption", "img", "details", "summary", "form", "label", "input"}
    | {"button", "select", "option", "output", "svg", "g", "path", "rect", "line", "circle", "polygon", "text", "tspan"}
    | {"desc"}
)
# Elements within a line of text; any other ends it.
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong"}
    | {"sub", "sup", "time", "u", "wbr", "tspan"}
)
# Attributes that neither load nor lead anywhere, and hold no words; besides them all that begin with data- and aria-.
PLAIN = frozenset(
    {"class", "charset", "checked", "colspan", "cx", "cy", "d", "datetime", "dir", "disabled", "download", "dx", "dy"}
    | {"enterkeyhint", "fill", "fill-rule", "focusable", "for", "height", "hidden", "http-equiv", "lang", "loading"}
    | {"media", "method", "name", "open", "overflow", "points", "preserveaspectratio", "property", "r", "rel", "role"}
    | {"rowspan", "rx", "ry", "scope", "selected", "sizes", "start", "stroke", "stroke-width", "tabindex", "transform"}
    | {"text-anchor", "type", "viewbox", "width", "x", "x1", "x2", "xmlns", "y", "y1", "y2", "hreflang", "autocomplete"}
)
# Attributes with words in them, which readers see, hear or copy.
WORDS = frozenset({"alt", "content", "label", "placeholder", "title", "value"})
# What each element may load or lead to; on other elements these attributes do not belong.
ADDRESSES = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action"}
# Attributes whose address a script of ours loads.
LOADED_BY_SCRIPT = frozenset({"data-chart", "data-as-of"})
# Links in a head that load nothing.
NAMED_ONLY = frozenset({"alternate", "canonical", "license", "next", "prev"})
DATA_TYPES = frozenset({"application/json", "application/ld+json"})
# Browsers take these away before they read an address.
_DROPPED = re.compile(r"[\t\n\r]|^[\x00-\x20]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FOLLOWED = ("http:", "https:", "mailto:", "tel:")
REFRESH = re.compile(r"0; url=(?P<target>[A-Za-z0-9._~/-]+)")


def scheme_of(address: str) -> str:
    """The scheme of an address as a browser reads it, in small letters with its colon; ``//`` where only the host is
    named, empty where it is relative.
    """
    plain = _DROPPED.sub("", address)
    if plain[:2].replace("\\", "/") == "//":
        return "//"
    scheme = _SCHEME.match(plain)
    return scheme[0].lower() if scheme else ""


def may_be_followed(scheme: str) -> bool:
    """Whether a link may lead there; scripts and data are no places."""
    return not scheme or scheme in _FOLLOWED


def allowed_scripts(policy: str) -> frozenset[str] | None:
    """Hashes of the inline scripts that a page's policy lets run; None where it is not the policy that we write."""
    scripts = scripts_of(policy)
    return scripts if policy == page_policy(scripts) else None
