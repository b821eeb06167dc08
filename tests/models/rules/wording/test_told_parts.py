"""A whole and its parts told in things or people, and all of something with its share."""

from __future__ import annotations

import pytest

from models.rules.wording.told_parts import faults_of_parts


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("共有车辆4辆，其中：执法用车2辆，其他用车1辆。", "2 + 1 = 3辆"),
        ("共有车辆3辆，其中：执法用车2辆，其他用车1辆。", ""),
        ("共有车辆4辆，其中：执法用车2辆，应急保障用车1辆。", ""),  # not all of them are listed
        ("编制22人，其中：行政编制12人、事业编制8人。", "12 + 8 = 20人"),
        ("在职人员10人，其中：女性7人、党员8人。", "7 + 8 = 15人"),
        ("房屋9000平方米，其中：办公用房5000平方米，其余4000平方米。", ""),
        ("收入全部为一般公共预算拨款，占98%。", "98%"),
        ("收入全部为一般公共预算拨款，占100%。", ""),
    ],
)
def test_parts_that_do_not_make_up_the_whole(sentence: str, words: str) -> None:
    told = faults_of_parts(sentence)
    assert words in told
    assert bool(told) == bool(words)
