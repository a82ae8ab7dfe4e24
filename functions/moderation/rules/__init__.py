"""The kinds of rules: one file each, in one table.

A kind's file has `build(params, policy_values) -> find`; `find(subject)` returns hits whose `rule_id` is still empty.
Terms are not in the table: all rules of that kind share the policy's matchers.
"""
