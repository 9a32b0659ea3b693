"""llms.txt: what this site is and where its data stands, for programs that read for people (the form of llmstxt.org),
and robots.txt.

It is plain Markdown at the root, in Chinese with a short summary in English: a title, a quotation, what must be known
before anything is concluded from the data, and then, under headings, nothing but lists of links with notes.
"""

from collections.abc import Sequence

from generator.exports import NOT_DECLARED
from generator.model import Licence
from generator.pages import addresses
from generator.pages.catalogue_graph import JSON_LD, TURTLE
from generator.pages.escape import visible_text
from generator.pages.portal_views import Portal
from generator.pages.sitemap import SITEMAP
from generator.sentences import Sentence, Words, listed, sentence
from generator.summaries import LocalitySummary

LLMS, ROBOTS = "llms.txt", "robots.txt"
# Marks with which a text could become a link, a heading or code in Markdown.
_MARKS = {ord(mark): f"\\{mark}" for mark in "\\`*_[]<>#|!"}
# The interface is Chinese; those who read no Chinese learn at least what this is and what it does not say.
_ENGLISH = (
    "Gongkai publishes what Chinese local governments planned, did and reported on the rule of law, table by table, "
    'each figure with the document it stands in. "Not recorded here" never means "not published" or "not done"; '
    "a masked figure is not zero; there are no rankings. Text in the data is Chinese as published."
)
_CAUTIONS = (
    sentence("本站没有收录，不等于没有公布，也不等于没有做。"),
    sentence("“到期，本站未收录结果”只说本站没有找到结果，不能说成“没有完成”。"),
    sentence("原文隐去的数字不是零，也不能推算；空格表示没有写明。"),
    sentence("没有注明原件的文件可能是转载，日期可能只是从网址读出的，每份文件都写明来历。"),
    sentence("数据不作排名，也不给政府打分；各地口径可能不同，不要把数字直接比较。"),
    sentence("引用一个数字时，请同时给出它所在的文件和本站的网址。"),
)


def robots_text(site_url: str) -> str:
    """Everything may be read by everybody; where the list of all pages stands, if the address is known."""
    place = f"\nSitemap: {site_url}{SITEMAP}\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{place}"


def llms_text(portal: Portal) -> str:
    """The index for reading programs; links are full where the site's address is known, else from the root."""
    say, name = portal.edition.say, portal.edition.name
    independent = sentence("本站由独立项目根据公开资料整理，不是政府网站。")
    about = sentence("地方政府法治政府建设的计划、任务、结果和年度报告，每个数字写明出自哪份文件。")
    opening = [] if portal.edition.publisher.is_official else [say(independent)]
    parts = [
        f"# {_plain(name)}\n\n> {say(about)}\n\n{_ENGLISH}",
        *opening,
        _listed(say(sentence("使用这些数据时：")), [say(line) for line in _CAUTIONS]),
        _listed(
            say(sentence("每个数据包的说明是 datapackage.json，每张表是同一文件夹里的一个 CSV：")), _tables(portal)
        ),
        _listed(say(sentence("状态的含义：")), _statuses(portal)),
        _listed("## " + say(sentence("程序接口和目录")), _interfaces(portal)),
        _listed(
            "## " + say(sentence("各地方的数据包")),
            [_locality(row, portal) for row in sorted(portal.summaries, key=_place)],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def licence_words(licences: Sequence[Licence]) -> Words:
    """Licences by their names; that none is declared is said."""
    return listed(row.title or row.name or row.path for row in licences) or NOT_DECLARED


def _place(summary: LocalitySummary) -> str:
    return summary.locality.locality_id


def _listed(head: str, lines: Sequence[str]) -> str:
    return f"{head}\n\n" + "\n".join(f"- {line}" for line in lines)


def _tables(portal: Portal) -> list[str]:
    return [f"`{name}.csv` {_plain(schema.title)}" for name, schema in portal.schemas.items()]


def _statuses(portal: Portal) -> list[str]:
    scopes: dict[str, Sentence] = {
        "task": sentence("任务"),
        "target": sentence("目标"),
        "report": sentence("年度报告"),
    }
    return [
        f"{portal.edition.say(scopes[scope])} `{code}` {_plain(status.label)}: {_plain(status.sentence)}"
        for (scope, code), status in portal.vocabulary.statuses.items()
    ]


def _interfaces(portal: Portal) -> list[str]:
    rows: list[tuple[Words, str, Words]] = [
        (sentence("地方目录"), addresses.api("catalogue.json"), sentence("全部地方和它们的接口")),
        (sentence("年度报告登记"), addresses.api("obligations.json"), sentence("谁该公布哪份报告、何时公布")),
        (sentence("全部地方合在一起"), f"{addresses.NATION}datapackage.json", sentence("同名表接在一起的数据包")),
        (sentence("数据字典"), f"{addresses.DATA}#dictionary", sentence("每张表每一列的含义")),
        (sentence("怎样得出状态"), addresses.METHODOLOGY, sentence("每条规则")),
        (sentence("词汇"), addresses.GLOSSARY, sentence("用词的意思")),
    ]
    if portal.edition.site_url:
        rows.append((sentence("DCAT-AP 目录"), TURTLE, "Turtle"))
        rows.append((sentence("DCAT-AP 目录"), JSON_LD, "JSON-LD"))
    say = portal.edition.say
    return [f"{_link(say(title), address, portal)}: {say(what)}" for title, address, what in rows]


def _locality(row: LocalitySummary, portal: Portal) -> str:
    place, say = row.locality, portal.edition.say
    folder = addresses.locality(place.locality_id, "data/")
    facts = sentence(
        "版本 {version}，{tasks}项任务，{results}个结果；许可：{licence}",
        version=row.version,
        tasks=row.counts["tasks"],
        results=row.counts["results"],
        licence=licence_words(row.licences),
    )
    more = [
        _link("ZIP", f"{folder}{place.locality_id}.zip", portal),
        _link("documents.csv", f"{folder}documents.csv", portal),
        _link("API", addresses.api("locality.json", place.locality_id), portal),
        _link(say(sentence("页面")), addresses.locality(place.locality_id), portal),
    ]
    head = _link(row.title, f"{folder}datapackage.json", portal)
    return f"{head}: {_plain(say(facts))}, {' · '.join(more)}"


def _link(text: str, address: str, portal: Portal) -> str:
    return f"[{_plain(text)}]({portal.edition.site_url}{address})"


def _plain(text: str) -> str:
    """Text of the data as text of Markdown: on one line, no mark of it a link or a heading."""
    return " ".join(visible_text(text).split()).translate(_MARKS)
