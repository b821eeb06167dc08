"""Chinese wording at large: what is written rightly in forms of any trade is left in peace, what is wrong is found."""

from __future__ import annotations

import pytest

from models.rules import examples as ex
from models.rules.engine import check
from models.rules.finding import Finding
from models.rules.wording.kinds import is_cost, is_count, is_harm, is_rate, is_satisfaction, level_name
from models.rules.wording.texts import cut_off, placeholder, unclosed

DIMENSIONS = {
    "数量": "产出指标",
    "质量": "产出指标",
    "时效": "产出指标",
    "经济成本": "成本指标",
    "社会成本": "成本指标",
    "生态环境成本": "成本指标",
    "社会效益": "效益指标",
    "经济效益": "效益指标",
    "生态效益": "效益指标",
    "服务对象满意度": "满意度指标",
}
RIGHT = """
数量 培训人数 ≥200人
数量 保障人数 =45人
数量 资助学生人次 ≥1200人次
数量 维修改造面积 ≥3000平方米
数量 道路养护里程 ≥120公里
数量 检测样本量 ≥500批次
数量 设备购置数量 =20台（套）
数量 巡查频次 ≥4次/月
数量 数据采集量 ≥100万条
数量 新建厂房面积（平方米） ≥3000
数量 处理投诉数量 ≥300件
数量 网上投诉 ≥300件
数量 查处违规案件数量 ≥20件
数量 开展满意度调查次数 ≥2次
质量 验收合格率 =100%
质量 政府采购合规性 合规
质量 系统故障率 ≤2%
质量 设备完好率 ≥98％
质量 安全事故发生率 =0%
质量 案件按期办结率 =100%
质量 传染病发病率 ≤200/10万
质量 婴儿死亡率 ≤3‰
质量 建设标准 达到国家标准
时效 完成时间 2026年12月底前
时效 项目完成时限 2026年12月31日
时效 补助发放及时率 =100%
时效 工期 ≤180天
时效 故障响应时间 ≤30分钟
经济成本 项目总成本 ≤50万元
经济成本 人均补助标准 =1000元/人
经济成本 补助标准 ≥600元/人/月
经济成本 单位建设成本 ≤3000元/平方米
经济成本 成本控制率 ≤100%
经济成本 成本节约率 ≥3%
经济成本 节约财政资金 ≥10万元
经济成本 带动社会投资 ≥100万元
经济成本 采购成本 18.5万元以内
社会成本 社会成本 无
生态环境成本 对生态环境的影响 无
社会效益 带动就业人数 ≥100人
社会效益 受益群众 ≥5万人
社会效益 投诉处理率 =100%
社会效益 重大安全事故发生次数 =0次
社会效益 信访量下降率 ≥5%
社会效益 高层次人才占比 ≥30%
社会效益 毛入学率 ≥105%
社会效益 居民参保率 ≥100%
经济效益 税收增长率 ≥6%
经济效益 固定资产投资增速 ≥110%
经济效益 收入预算完成率 ≥102%
经济效益 投入产出比 ≥1:3
经济效益 投入产出比 ≥1.5
生态效益 空气质量优良天数比例 ≥85%
生态效益 减少碳排放 ≥10吨
生态效益 土壤pH值 ≥6.5
服务对象满意度 群众满意度 ≥90%
服务对象满意度 学生及家长满意度 ≥95%
服务对象满意度 投诉率 ≤1%
质量 安全培训完成率 ≥95%
质量 制度执行情况 按照监理规范组织巡视并完成记录
社会效益 评价结果应用情况 通过省级示范县评估验收
社会效益 民事案件调解撤诉率 ≥45%
社会效益 接送学生人次 ≥200人次
经济效益 化肥价格涨幅 ≤5%
经济效益 农产品收购价格涨幅 ≥5%
经济效益 快递业务量增长率 ≥8%
社会效益 受众观看展演场次 ≥6场
生态效益 方便群众绿色出行 建成步道并开放
社会效益 优秀传统文化传承 评为优秀等级
数量 养护绿地面积 ≥21万平方米
数量 临时展览个数 ≥8个
社会效益 康复知识普及 编成读本并入户
时效 计划完成及时性 每月5日前完成
质量 疏浚工程合格率 ≥95%
社会效益 解戒人员三年未复吸率 ≥60%
社会效益 校园无责任事故率 ≥98%
生态效益 增加水库蓄水量 ≥800万立方米
生态效益 减少薪柴消耗量 ≥600吨
生态效益 河口最低水位 ≥-2米
社会效益 藏品保存年限 ≥50年
时效 展厅开放时间 2026年全年
质量 教师人均培训学时 ≥72学时
经济效益 湿地旅游收入 ≥300万元
经济成本 救助金发放标准 ≥900元/人
"""
WRONG = """
质量 桥梁浚工验收合格率 ≥95% C015 warning
社会效益 未成年人犯罪率 ≥3% V006 error
社会效益 污水外溢事件数 ≥3起 V006 warning
社会效益 盗猎案件数 ≥2件 V006 warning
社会效益 藏品保存年限 ≤50年 V006 warning
生态效益 减少薪柴消耗量 ≤600吨 V006 warning
经济成本 外聘教师课酬标准 ≥160元/课时 V006 error
社会效益 房屋坍塌事故起数 ≤-1起 V018 warning
时效 补助资金拨付完成时间 2026年6月底前 S005 warning
时效 登记差错投诉件数 ≤5件 S005 warning
质量 国画课堂课时 ≥40课时 S005 warning
经济效益 野生鸟类救护成活率 ≥80% S005 warning
生态效益 职工体检率 ≥95% S005 warning
经济效益 亩均增收金额 促进农民增收 V007 warning
社会效益 藏品保存年限 长期 V007 warning
时效 剧目复排完成时间 2026年 V012 warning
时效 剧目复排完成时 2026年8月底前 C011 warning
数量 巡护 ≥4万公里 C011 warning
数量 增雨作业次数《》 ≥160次 C007 warning
经济成本 档案扫描单价 ≤1元/页/页 V011 warning
时效 补助发放及时性 及时 V010 warning
质量 制度健全性 较为健全 V010 warning
数量 培训人数 ≥95% V005 warning
数量 考核合格率 ≥95% S005 warning
数量 发放补贴人数 =98 V002 warning
数量 发放补贴人数 98人 V001 info
质量 合格率 100% V001 warning
质量 合格率 ≥120% V004 error
质量 合格率 >100% V004 error
质量 合格率 ≥100% V004 warning
质量 合格率 ≥98人 V005 warning
质量 合格率 ≥98 V002 warning
质量 合格率 ≥ V003 error
质量 合格率 ≥% V003 error
质量 合格率 定性 V003 error
质量 合格率 合格率 V010 warning
质量 合格率 88 C006 warning
质量 合格率 该指标值数据合理 C006 warning
时效 及时率 =100%% V017 error
经济成本 项目经费 ≥50万元 V006 error
经济成本 项目经费 ≤28.8万元% V011 error
服务对象满意度 群众满意度 ≤90% V006 error
服务对象满意度 群众满意率 ＜90% V006 error
服务对象满意度 群众满意度 =90% V006 warning
社会效益 群众满意度 ≥90% S005 warning
社会效益 安全生产事故发生率 ≥5% V006 error
社会效益 服务水平 进一步提升 V007 warning
社会效益 培训班次（班） ≥5班 V011 info
数量 培训XX次数 ≥5次 C006 warning
时效 完成率 ≥95% C011 warning
时效 工作及时率 ≥95% C011 warning
社会效益 控制平台运行成本情况 有效控制运行成本 V007 warning
社会效益 行业秩序平稳情况 通过窗口按要求及时办理各类事项 V013 warning
质量 无罪判决率 ≥0.1% V006 error
经济效益 化肥价格涨幅 ≥5% V006 error
经济效益 “三公”经费增长率 ≥0% V006 error
社会效益 投诉量比上年增长率 ≥3% V006 error
社会效益 举办成果展示场次 ≥4场 S005 warning
生态效益 方便群众出行 建成步道并开放 S005 warning
社会效益 培训种植户人次 ≥200人次 S005 warning
社会效益 行业秩序平稳情况 通过专线网络及时办理事项 V013 warning
社会效益 弘扬传统文化 弘扬优秀传统文化，增强自信 V013 warning
社会效益 监督作用 积极推进 V007 warning
社会效益 长效机制 逐步健全 V007 warning
质量 合格率 ≥5.1E+19 V017 error
时效 计划完成及时性 及时完成 V010 warning
经济成本 设备利用率 ≥95% S007 warning
质量 合格率 =5.1E+19% V017 error
数量 养护绿地面积 ≥21万公里 V005 warning
数量 改造管网长度 ≥21亩 V005 warning
数量 搬迁避让户数 ≥45座 V005 warning
"""


def found(category: str, name: str, target: str) -> list[Finding]:
    """What is said of a row, in a form whose other rows are right."""
    example = ex.row(name, target, f"{category}指标", DIMENSIONS[category])
    told = check(example.build(), example.templates())
    own = [one for one in told if one.code[0] in "CSVT" and one.code not in ("S001", "C004")]
    return [one for one in own if one.where.startswith("project-goal-")]


@pytest.mark.parametrize("line", RIGHT.strip().splitlines())
def test_what_is_right_is_left_in_peace(line: str) -> None:
    assert found(*line.split()) == []


@pytest.mark.parametrize("line", WRONG.strip().splitlines())
def test_what_is_wrong_is_found(line: str) -> None:
    category, name, target, code, severity = line.split()
    assert (code, severity) in {(one.code, one.severity) for one in found(category, name, target)}


@pytest.mark.parametrize(
    "text",
    [
        "做好各项工作，保障运转",
        "提升服务水平。",
        "主要用于：一、培训；二、宣传",
        "完成年度各项任务（含上级交办）",
        "明确责任主体，规范工作行为",
        "积极参与",
        "加强宣传教育，形成长效机制，做到应保尽保、应助尽助",
        "本项目为延续性项目\n1.培训\n2.宣传",
        "",
    ],
)
def test_a_text_may_end_without_a_full_stop(text: str) -> None:
    assert not cut_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "增强公信力，避免纠纷。对",
        "做好培训，",
        "完成任务（含上级交办",
        "加强管理；通过",
        "落实各项制度，以及",
        "按照《管理办法",
    ],
)
def test_a_text_that_breaks_off_is_noticed(text: str) -> None:
    assert cut_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "举办**场培训",
        "XX局机关运行",
        "××项目",
        "××××年",
        "长期目标（截止 年）",
        "（截止  年）",
        "该指标值数据合理",
        "88",
        "____年",
    ],
)
def test_placeholders_are_noticed(text: str) -> None:
    assert placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "≥88%",
        "188",
        "截至年底",
        "截止2028年",
        "MAX值",
        "4888.33*12*5人=29.33万元",
        "3×4米",
        "二〇〇八年",
        "A3XX0112",
        "张*",
        "138****1234",
    ],
)
def test_what_only_looks_like_a_placeholder_is_none(text: str) -> None:
    assert not placeholder(text)


def test_brackets_of_half_and_full_width_close_each_other() -> None:
    assert not unclosed("（含上级交办)以及(其他）")
    assert unclosed("维修（含改造") == "（含改造"


def test_names_are_judged_by_how_they_end() -> None:
    assert is_rate("高层次人才占比（%）")
    assert is_rate("网上办理占比率")
    assert not is_rate("巡查频率")
    assert not is_rate("办事效率")
    assert is_count("受益人数（人）")
    assert not is_count("受益人数占比")
    assert is_satisfaction("群众满意率")
    assert not is_satisfaction("满意度调查次数")
    assert is_cost("项目经费")
    assert not is_cost("经费节约额")
    assert not is_harm("投诉处理率")


def test_levels_are_the_same_with_and_without_the_word() -> None:
    assert level_name("社会效益\n指标") == level_name("社会效益")
    assert level_name("可持续影响指标") == level_name("可持续影响")
