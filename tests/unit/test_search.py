"""Search: what stands on a page is in the index, by words and positions, and the files are the same every time."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import search
from generator.artifacts import json_line, tree_manifest
from generator.model import Locality
from generator.search import HEAD_FILE, INDEX_FOLDER, OVERLAP, PIECE, SearchPage, index_pages, index_portal, words_of
from generator.settings import ROOT
from generator.summaries import LocalitySummary, SearchEntry

SCRIPT = (ROOT / "site_overrides" / "assets" / "javascripts" / "search-index.js").read_text(encoding="utf-8")
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
MIXED = st.text(st.sampled_from("行政复议𠮷，。（）《》 \n\u3000abcXYZ0189.-_%/,<&>\"'２．Ａ－½①")) | st.text()
VISIBLE, WRITABLE = (st.text(st.characters(exclude_categories=[kind])) for kind in ("C", "Cs"))
IDS = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,5}){0,3}", fullmatch=True)

CUT = [
    ("", []),
    ("行政复议", ["行", "政", "复", "议"]),
    ("law-2025-001", ["law-2025-001"]),
    ("2023-disclosure", ["2023-disclosure"]),
    ("LAW-2025-001、", ["law-2025-001"]),
    ("ｌａｗ－２０２５", ["law-2025"]),
    ("92.9%", ["92.9"]),
    ("９２．９％", ["92.9"]),
    ("1.83万", ["1.83", "万"]),
    ("18,300件，1,200", ["18300", "件", "1200"]),
    ("3,40和12,345.6", ["3", "40", "和", "12345.6"]),
    ("法发〔2020〕3号", ["法", "发", "2020", "3", "号"]),
    ("2021-09-01", ["2021", "09", "01"]),
    ("2020-2025年", ["2020", "2025", "年"]),
    ("2021年9月1日", ["2021", "年", "9", "月", "1", "日"]),
    ("《办法》（试行）", ["办", "法", "试", "行"]),
    ("Gongkai 公开site_url", ["gongkai", "公", "开", "site_url"]),
    ("二〇二〇年", ["二", "〇", "二", "〇", "年"]),
    ("www.changzhi.gov.cn", ["www", "changzhi", "gov", "cn"]),
]


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_text_is_cut_into_words(text, expected):
    """Characters stand alone; numbers and ids are whole, in half width and small letters."""
    assert expected == [word.text for word in words_of(text)]


def index_tree(tree: Path, work: Path, place: str) -> None:
    """Index every page of a tree."""
    index_pages(list(search._pages_of(tree, place)), tree, work)


def test_the_end_of_a_line_takes_a_position():
    """No phrase runs over the end of a line: «市长» and «期限» do not make «长期»."""
    assert [("市", 0), ("长", 1), ("期", 3), ("限", 4)] == [
        (word.text, word.position) for word in words_of("市长\n期限")
    ]
    assert [("市", 0), ("长", 1)] == [(word.text, word.position) for word in words_of("市，长")]


@given(text=MIXED)
def test_words_stand_where_they_say(text):
    """Positions and places rise, and cutting from a word on gives the same words."""
    words = list(words_of(text))
    assert [word.position for word in words] == sorted({word.position for word in words})
    assert [word.start for word in words] == sorted({word.start for word in words})
    for word in words[:5]:
        assert [one.text for one in words if one.start >= word.start] == [
            one.text for one in words_of(text[word.start :])
        ]


@given(text=MIXED)
def test_every_chinese_character_is_a_word(text):
    """No Chinese character touches another character, and none is lost. A sign such as ㊀, whose plain form is one,
    is not a character itself.
    """
    words = [word for word in words_of(text) if CHINESE.match(text[word.start])]
    assert all(len(word.text) == 1 for word in words)
    assert [found.start() for found in CHINESE.finditer(text)] == [word.start for word in words]


@given(words=st.lists(IDS | st.from_regex(r"[0-9]{1,9}(\.[0-9]{1,4})?", fullmatch=True), max_size=6))
def test_ids_and_numbers_stay_whole(words):
    """An id or a number is one word, whatever stands around it."""
    assert words == [word.text for word in words_of("、".join(words))]
    assert words == [word.text for word in words_of("市".join(words)) if word.text != "市"]


def test_the_browser_cuts_in_the_same_way():
    """``search-index.js`` has the same patterns; that they do the same is tested in the browser."""
    for ours in (r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?", r"[0-9]+(?:\.[0-9]+)+"):
        assert ours in search._WORD.pattern
        assert ours.replace("\\", "\\\\") in SCRIPT
    ranges = search._CHINESE.replace(r"\U000", r"\u{").replace(r"20000-\u", r"20000}-\u").removesuffix("ffff") + "ffff}"
    assert ranges.replace("\\", "\\\\") in SCRIPT


def page(kind: str, title: str, text: str, year: str = "", status: str = "") -> str:
    body = f'data-search-body data-kind="{kind}" data-year="{year}" data-status="{status}"' if kind else ""
    return f"<!doctype html><html><head><meta charset='utf-8'></head><div {body}><h1>{title}</h1>{text}</div></html>"


@pytest.fixture
def tree(tmp_path) -> Path:
    """A small site: two pages to find, one that is not to be found."""
    ignored = '<aside data-search-ignore>引用这一页</aside><a class="headerlink" href="#x">#</a>'
    for name, text in {
        "index.html": page("locality", "示例市", f"<p>公布权责清单 law-2025-001</p>{ignored}"),
        "tasks/law-2025-002/index.html": page(
            "task", "公布清单&lt;b&gt;", "<p>行政<b>复议</b></p><!-- 注释 -->", "2025", "task-done"
        ),
        "search/index.html": page("", "搜索", "<p>要找什么</p>"),
    }.items():
        (tmp_path / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tree" / name).write_text(text, encoding="utf-8")
    return tmp_path / "tree"


def numbers(signs: str) -> Iterator[int]:
    """The numbers that signs stand for, read as ``search-index.js`` reads them."""
    value, weight = 0, 1
    for sign in signs:
        digit = ord(sign) - 33
        value += digit % 47 * weight
        weight *= 47
        if digit < 47:
            yield value
            value, weight = 0, 1


class Index:
    """An index read back from its files."""

    def __init__(self, tree: Path) -> None:
        folder = tree / INDEX_FOLDER
        self.head = json.loads((folder / HEAD_FILE).read_text(encoding="utf-8"))
        self.folder = folder / self.head["folder"]
        self.files = [
            (self.folder / f"words-{number}.txt").read_text(encoding="utf-8").splitlines()
            for number in range(len(self.head["words"]))
        ]
        self.words = {line.split("\t")[0]: self._pages(line.split("\t")[1]) for file in self.files for line in file}
        every = list(numbers(self.head["numbers"]))
        self.pages = [every[number * 6 : number * 6 + 6] for number in range(self.head["pages"])]

    @staticmethod
    def _pages(signs: str) -> dict[int, list[int]]:
        found, found_page, every = {}, 0, numbers(signs)
        for step in every:
            found_page += step
            position, positions = 0, []
            for _ in range(next(every)):
                position += next(every)
                positions.append(position)
            found[found_page] = positions
        return found

    def values(self, number: int) -> list[str]:
        return [
            self.head[name][self.pages[number][order]] for order, name in enumerate(("kind", "year", "status", "place"))
        ]

    def piece(self, number: int, piece: int = 0) -> dict[str, str]:
        return json.loads((self.folder / f"{number}-{piece}.json").read_text(encoding="utf-8"))

    def finds(self, query: str) -> list[int]:
        """Pages on which the words of a query stand one after the other."""
        lists = [self.words.get(word.text, {}) for word in words_of(query)]
        return [
            number
            for number, positions in lists[0].items()
            if any(all(at + step in pages.get(number, []) for step, pages in enumerate(lists)) for at in positions)
        ]


@given(values=st.lists(st.integers(0, 10**9)))
def test_numbers_come_back_from_their_signs(values):
    """Numbers of any size are written as visible ASCII and read back."""
    signs = search._signs(values)
    assert values == list(numbers(signs))
    assert not signs or re.fullmatch(r"[!-~]+", signs)


def test_an_index_holds_what_is_to_be_found(tree, tmp_path):
    """Pages with a body are found by title, id, place and text; what is marked to be left out is not."""
    index_tree(tree, tmp_path / "work", "示例市")
    index = Index(tree)
    assert 2 == index.head["pages"]
    assert [0] == index.finds("公布权责清单") == index.finds("law-2025-001")
    assert [1] == index.finds("行政复议") == index.finds("law-2025-002") == index.finds("公布清单")
    assert [0, 1] == index.finds("示例市")
    assert [] == index.finds("引用") + index.finds("要找什么") + index.finds("注释") + index.finds("清单law")
    assert not (tmp_path / "work").exists()


def test_pages_carry_what_filters_ask_for(tree, tmp_path):
    """Kind, year, status and place of a page stand in the head, and how long its title is."""
    index_tree(tree, tmp_path / "work", "示例市")
    index = Index(tree)
    assert ["locality", "", "", "示例市"] == index.values(0)
    assert ["task", "2025", "task-done", "示例市"] == index.values(1)
    title, before = index.pages[1][4:]
    assert (len("公布清单b"), len("公布清单b") + 1 + 1 + 1 + len("示例市") + 1) == (title, before)
    assert title + 1 == index.words["law-2025-002"][1][0]


def test_results_show_what_is_written(tree, tmp_path):
    """Title, path and text come as they are written; the title is not said twice."""
    index_tree(tree, tmp_path / "work", "示例<市>")
    shown = Index(tree).piece(1)
    assert ("公布清单<b>", "tasks/law-2025-002/", "行政复议") == (shown["title"], shown["path"], shown["text"])


LINES = [
    ("<p>甲<b>乙</b>丙</p>", ["甲乙丙"]),
    ("<p>甲<br>乙</p><p>丙\n  丁</p>", ["甲", "乙", "丙 丁"]),
    ("<table><tr><th>甲</th><td>乙</td></tr></table>", ["甲", "乙"]),
    ("<script>甲</script><style>乙</style><svg><text>丙</text></svg>丁", ["丁"]),
    ("甲<!-- 乙 -->丙<aside data-search-ignore>丁</aside>戊", ["甲丙戊"]),
    ("<p></p>", []),
]


@pytest.mark.parametrize(("inner", "lines"), LINES)
def test_blocks_are_lines(inner, lines, tmp_path):
    """What stands in one block is one line; scripts, pictures and notes for programmers are no text."""
    (tmp_path / "index.html").write_text(page("task", "题", inner), encoding="utf-8")
    (found,) = search._pages_of(tmp_path, "")
    assert lines == found.text.split("\n") if lines else not found.text


@given(lines=st.lists(st.text("行政复议 ab1，。", max_size=300), max_size=12), title=st.text("题目 x", max_size=9))
def test_pieces_hold_every_word_where_it_stands(lines, title):
    """Each word of a page is in the piece that its position names, at that very position."""
    text = "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
    entry, words = SearchPage("a/", title, text), list(words_of(text))
    pieces = dict(search._pieces(entry, *search._laid_out(text)[1:], 7))
    for word in words:
        record = pieces[word.position // PIECE]
        inside = {record["from"] + one.position: one.text for one in words_of(record["text"])}
        assert word.text == inside[7 + word.position]
    assert all(sum(1 for _ in words_of(record["text"])) <= PIECE + OVERLAP for record in pieces.values())
    assert title == pieces[0]["title"]


def summaries_of(*names: str) -> list[LocalitySummary]:
    entries = (
        SearchEntry("", "示例市", "locality", "示例市：数据"),
        SearchEntry("plans/p/", "方案", "plan", "五年\n计划", "2025", "report-late"),
    )
    return [
        LocalitySummary(Locality(name, name[:6], f"{name}市", "市", "county"), "", "", entries=entries)
        for name in names
    ]


def test_the_portal_knows_entries_of_summaries(tree, tmp_path):
    """Each entry stands where its page stands; of a locality whose own index is read along only the overview."""
    index_portal(tree, summaries_of("999901-a", "999902-b"), ["999901-a"], tmp_path / "work")
    index = Index(tree)
    paths = [index.piece(number)["path"] for number in range(index.head["pages"])]
    assert ["", "tasks/law-2025-002/", "999901-a/", "999902-b/", "999902-b/plans/p/"] == paths
    assert ["plan", "2025", "report-late", "999902-b市"] == index.values(4)
    assert [4] == index.finds("方案") == index.finds("五年计划")
    assert [2] == index.finds("999901-a")


def test_an_index_is_the_same_every_time(tree, tmp_path):
    """Same pages, same bytes; another page, another folder, and nothing of the old index stays."""
    index_tree(tree, tmp_path / "work", "示例市")
    first = tree_manifest(tree / INDEX_FOLDER)
    index_tree(tree, tmp_path / "work", "示例市")
    assert first == tree_manifest(tree / INDEX_FOLDER)
    (tree / "index.html").write_text(page("locality", "示例市", "别的"), encoding="utf-8")
    index_tree(tree, tmp_path / "work", "示例市")
    second = tree_manifest(tree / INDEX_FOLDER)
    assert {HEAD_FILE} == set(first) & set(second)
    assert {"index.html", "search", "tasks"} == {path.name for path in tree.iterdir()}


def test_word_files_are_small_and_in_the_order_of_browsers(tmp_path):
    """A file holds few words, files and words rise as JavaScript compares text, and the head names their firsts."""
    text = (
        "".join(chr(code) for code in range(0x4E00, 0x5400)) + "𠮷\uf900" + " ".join(f"law-{n:04}" for n in range(500))
    )
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "index.html").write_text(page("task", "题", text), encoding="utf-8")
    index_tree(tmp_path / "tree", tmp_path / "work", "")
    index = Index(tmp_path / "tree")
    words = [line.split("\t")[0] for file in index.files for line in file]
    assert words == sorted(words, key=lambda word: word.encode("utf-16-be"))
    assert [file[0].split("\t")[0] for file in index.files] == index.head["words"]
    assert len(index.files) > 2
    assert all(len("\n".join(file)) <= 4096 for file in index.files)


def test_old_files_do_not_get_into_the_index(tree, tmp_path):
    """What an interrupted run left in the work folder is thrown away first."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "old.json").write_text("旧", encoding="utf-8")
    index_tree(tree, tmp_path / "work", "示例市")
    assert not list(tree.rglob("old.json"))


def test_a_site_without_pages_has_an_empty_index(tmp_path):
    """Nothing to find is no fault."""
    (tmp_path / "tree").mkdir()
    index_tree(tmp_path / "tree", tmp_path / "work", "示例市")
    index = Index(tmp_path / "tree")
    assert (0, []) == (index.head["pages"], index.head["words"])


@given(title=VISIBLE, text=WRITABLE)
def test_text_stays_text(title, text):
    """Whatever a title or text holds, it comes back from the piece as it was, and each word has a line of its own."""
    entry = SearchPage("a/", title, text)
    words = list(words_of(text))
    ((_, record),) = [item for item in search._pieces(entry, *search._laid_out(text)[1:], 0) if item[0] == 0]
    assert {"title": title, "path": "a/"}.items() <= json.loads(json_line(record)).items()
    assert all(not re.search(r"\s", word.text) and word.text for word in words)
