"""The header of the open-information catalogue (政府信息公开目录): only what a document carries, nothing invented.

Source of the fields: 《政府信息公开目录系统实施指引（试行）》.
"""

from generator.model import Document
from generator.sentences import Sentence, Words, sentence
from generator.vocabulary import Vocabulary

# Values of the meta tag ColumnType for list pages, out of the annex of 国办发〔2017〕47号: codes, so not translated.
HOME_COLUMN = "首页"
CATALOGUE_COLUMN = "信息公开目录"
REPORTS_COLUMN = "信息公开年报"
FIGURES_COLUMN = "数据发布"
OPEN_DATA_COLUMN = "数据开放"
BODIES_COLUMN = "机构职能"
GUIDE_COLUMN = "信息公开指南"


def government_header(document: Document, vocabulary: Vocabulary) -> list[tuple[Sentence, Words]]:
    """Label and value of each field that the document carries, in the order of the guide."""
    items: list[tuple[Sentence, Words]] = [
        (sentence("索引号"), document.index_number),
        (sentence("文号"), document.doc_number),
        (sentence("发布机构"), document.publisher),
        (sentence("信息类别"), document.category),
        (sentence("成文日期"), sentence("{day}", day=document.signed_date) if document.signed_date else ""),
        (sentence("发文日期"), sentence("{day}", day=document.issued_date) if document.issued_date else ""),
        (sentence("发布日期"), published_label(document, vocabulary)),
        (sentence("公开范围"), document.open_scope),
        (sentence("公开方式"), document.open_mode),
    ]
    return [(label, value) for label, value in items if value]


def published_label(document: Document, vocabulary: Vocabulary) -> Words:
    """Day of publication and how it is known; empty where no day is."""
    if document.published_date is None:
        return ""
    basis = vocabulary.label("date-bases", document.date_basis)
    return sentence("{day}（{basis}）", day=document.published_date, basis=basis)
