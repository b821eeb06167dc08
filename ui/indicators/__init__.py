"""The indicator tree of one form: 一级, 二级 and 三级指标 with the template's columns, and the bar of weights under it."""
