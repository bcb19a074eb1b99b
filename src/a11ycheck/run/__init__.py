"""A run in stages, each a function from value to value: gather, (judge,) locate, (accept,) make_report.

`a11ycheck.api` chains them: `collect` finds the pages, `gather` measures them, `evaluate.judge` judges the
evidence, `locate` finds the source lines and groups assertions into findings, `acceptance.apply_policy`
applies suppressions and baseline, and `make_report` builds the report.
"""
