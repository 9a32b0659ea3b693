"""Names of places in running text: found where they plainly begin, and no general word taken for one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.places import ENDINGS, PlaceWords, find_places, possible_names
from generator.vocabulary import load_vocabulary

WORDS = PlaceWords.from_vocabulary(load_vocabulary(Path(__file__).resolve().parents[2] / "schemas"))
LEVELS = sorted(ENDINGS)
# Characters of which names, endings and general words are made, so that they meet in every way.
TEXT = st.one_of(st.text(), st.text(alphabet="新城镇乡市县区街道社各对了和在建立省、。浙江"))


def _places(text: str, level: str) -> list[str]:
    return list(find_places(text, level, WORDS))


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("建立了新城镇权力清单、责任清单管理制度", "township", ["新城镇"]),
        ("结合新城镇建设较多的情况", "township", ["新城镇"]),
        ("推进大龙潭镇政务公开", "township", ["大龙潭镇"]),
        ("北正街街道、南门口街道", "township", ["南门口街道"]),
        ("支持可大乡发展", "township", ["可大乡"]),
        ("批准河池市、防城港市制定", "prefecture", ["河池市", "防城港市"]),
        ("与灵山县签订协议，县政府和灵川县", "county", ["灵山县", "灵川县"]),
        ("选派干部赴余杭区学习", "county", ["余杭区"]),
        ("学习浙江省经验", "township", ["浙江省"]),
        ("新疆维吾尔自治区的做法", "county", ["新疆维吾尔自治区"]),
    ],
)
def test_names_of_places(text: str, level: str, expected: list[str]) -> None:
    """After a sign, a preposition or a verb that governs it, a name is seen."""
    assert expected == _places(text, level)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("推进城镇污水处理，加快小城镇建设，新型城镇化，新型城镇发展", "township"),
        ("建设新镇，建成强乡", "township"),
        ("各乡镇、各街道、村镇干部，全镇上下，我乡已经", "township"),
        ("依法治镇办公室，完成镇综合执法队组建，建立起乡、村联动", "township"),
        ("根据县政府的统一安排，加强区、村两级组织，积极支持区里工作", "county"),
        ("在社区、园区、辖区，建设示范区，设立开发区，老城区", "county"),
        ("各县市区政府，县区两级，贫困县，自治县", "county"),
        ("推动区域合作，强化县域经济，县级以上", "county"),
        ("依法治市，城市更新，市场主体，设区的市，各市、州", "prefecture"),
        ("高举旗帜，新的旗舰", "county"),
        ("安化县、长治市、浙江", "township"),
        ("石家乡、可大乡", "province"),
        ("", "township"),
    ],
)
def test_general_words_are_no_names(text: str, level: str) -> None:
    """What every report says of itself is not taken for another place; names of other levels are left alone."""
    assert [] == _places(text, level)


def test_names_that_are_missed() -> None:
    """The price of caution: names that begin behind another word, or that end like a general one."""
    assert [] == _places("局长在三乡镇", "township")
    assert [] == _places("前往北正街街道", "township")


@given(TEXT, st.sampled_from([*LEVELS, "province", "country", ""]))
def test_any_text_gives_names_that_stand_in_it(text: str, level: str) -> None:
    """No text raises; every name is a part of the text, and one that it may hold by its endings."""
    names = _places(text, level)
    assert all(name in text for name in names)
    assert set(names) <= possible_names(text, level, WORDS)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("piece", ["市", "镇", "街道", "城镇", "新城镇", "对新城镇", "浙江", "区 ", "。"])
def test_a_long_text_is_read_to_its_end(level: str, piece: str) -> None:
    """Two hundred thousand times the same: what grew with the square of the length would not end in time."""
    text = piece * 200_000
    assert set(_places(text, level)) <= possible_names(text, level, WORDS)
