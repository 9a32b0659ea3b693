"""The rules by name. What a rule says here is what readers read on the methodology page."""

from dataclasses import dataclass
from datetime import date

from generator.sentences import Sentence, sentence

RULES_VERSION = "1.1"
RULES_DATE = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of assessment: what it is about (target, task, report), its id, title and text."""

    rule_id: str
    scope: str
    title: Sentence
    text: Sentence


_ALL = (
    Rule(
        "target-context",
        "target",
        sentence("只供参照"),
        sentence("规范约束的是下级机关时，发布机关自己的数据只并列展示，不用来判断。"),
    ),
    Rule(
        "target-masked", "target", sentence("目标被隐去"), sentence("文件隐去了目标值，或者没有写明数值，就不作判断。")
    ),
    Rule(
        "target-approximate",
        "target",
        sentence("目标只是约数"),
        sentence("目标写“左右”“约”，没有明确的界线，就不作判断。"),
    ),
    Rule(
        "target-conditional",
        "target",
        sentence("附有条件"),
        sentence("目标只在一定条件下适用，而哪些对象符合条件没有公布，就不作判断。"),
    ),
    Rule(
        "target-term",
        "target",
        sentence("按任期考核"),
        sentence("目标按每届任期考核，而任期的起止没有公布，就不作判断。"),
    ),
    Rule(
        "target-compare",
        "target",
        sentence("结果与目标值比较"),
        sentence(
            "取同一指标、时期落在目标时期之内、关于本地自身的结果，按目标写明的方式比较：不低于、超过、不高于、低于、等于、介于。其他地方、单个单位、抽样的结果和合计的分项不用。“以上”“以下”都包括本数。零也是数值。时期与目标时期相同的结果优先；目标只写完成时限而没有写时期的，比率和得分取时限以前最新的。同一时期有几个结果的，取最新文件的；仍有几个而结论相反的，不作判断。结果写“余”“以上”的，只在无论实际多少结论都一样时才判断；写“约”“左右”的，上下浮动百分之五结论都一样时才判断。结果被隐去的，不作判断；只隐去分子或分母而写明数值的，照常比较。没有写明时限的目标，与最新的结果比较。"
        ),
    ),
    Rule(
        "target-progress",
        "target",
        sentence("时期未满时看进度"),
        sentence(
            "时期未满而已有阶段结果时：累计的数量已经达到下限的，就是达到；没有达到的，看从期初算起的阶段结果是否不低于按时间折算的数量（序时进度）。比率、得分等不随时间累加，看阶段结果是否已符合目标；只要求在某日以前达到的，此前没有达到不算落后。不是从期初算起的数量、要求恰好等于某数的数量，看不出进度，写“未到期”。时限过后只有阶段结果的，写“本站未收录结果”。"
        ),
    ),
    Rule(
        "target-recurring",
        "target",
        sentence("定期目标逐期判断"),
        sentence(
            "每年、每两年等定期目标逐期判断，从计划开始之日（没有写明的，从文件日期）所在的一期起，到计划结束之日止；几年为一期的，计划之内满一期才算。有一期未达到即为未达到；各期都达到才是达到；缺少任何一期的结果，就写明缺几期。"
        ),
    ),
    Rule(
        "target-due",
        "target",
        sentence("没有结果"),
        sentence(
            "时限已过而没有收录结果，写“本站未收录结果”；时限未到，写“未到期”。时限当天仍算未到期。没有结果不等于没有完成。"
        ),
    ),
    Rule("task-context", "task", sentence("约束下级的规范"), sentence("规范约束的是下级机关，不对发布机关作判断。")),
    Rule(
        "task-evidence",
        "task",
        sentence("文件写明的进展"),
        sentence(
            "有文件写明任务已完成、推进中或滞后的，以最新的文件为准，不因时限过去而改变。没有文件支持的说法不采用。"
        ),
    ),
    Rule(
        "task-targets",
        "task",
        sentence("由量化目标得出"),
        sentence(
            "没有上述文件而有量化目标的任务，由目标得出：全部达到、部分达到、未达到。一个也没有判断出达到或未达到的，改按时限判断。"
        ),
    ),
    Rule(
        "task-due",
        "task",
        sentence("按时限"),
        sentence(
            "没有文件也没有可判断的目标时，只说时限：未到期；到期，有相关数据；到期，本站未收录结果；长期任务。完成时限当天仍算未到期。定期重复的任务，计划结束以前是长期任务，以后算到期。"
        ),
    ),
    Rule(
        "report-due",
        "report",
        sentence("期限当天仍算按期"),
        sentence("“次年4月1日之前”不包括4月1日，3月31日是最后一个按期的日子。期限写在义务清单里，程序只读清单。"),
    ),
    Rule(
        "report-date",
        "report",
        sentence("只判断标明的日期"),
        sentence(
            "原始发布页面上标明的发布日期，在期限以内的写“按期公布”，在期限以后的写“期限后公布”并写明第几天。从网址推定的、后来集中补传的、转载的、其他事件的日期只列出，不作判断，写“日期未确认”。"
        ),
    ),
    Rule(
        "report-found",
        "report",
        sentence("没有找到"),
        sentence(
            "查找过而没有找到报告的，写“本站未找到”，并写明何时在哪里查找过；没有收录、也没有人查找过的，写“本站未收录”。二者都不等于没有公布；期限未到的写“未到期”。"
        ),
    ),
    Rule(
        "report-scope",
        "report",
        sentence("是否适用"),
        sentence(
            "规定没有明确写到这一层级或这类机构、规定施行以前或失效以后的年度、机构成立不满一年或在期限以前撤销的，只列日期，不作判断，写“适用性未确认”。规定中途修改的，按期限届满时有效的规定判断。期限没有核实的义务，写“已公布”。"
        ),
    ),
)
RULES: dict[str, Rule] = {rule.rule_id: rule for rule in _ALL}
