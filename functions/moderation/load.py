"""From a compiled policy's bytes to a policy ready to run."""

from moderation.compiled_form import BrokenPolicyError, content_hash, unpack
from moderation.policy import Policy, Rule, RuleSet
from moderation.rules.terms import TermMatcher


def load(data: bytes, policy_id: str = "", version: int = 0, shared: dict[str, TermMatcher] | None = None) -> Policy:
    """The policy in `data`; raises BrokenPolicyError for anything else.

    `shared` holds matchers by section hash: pass the same dictionary for several policies and those that extend
    the same base keep one matcher between them.
    """
    header, sections = unpack(data)
    known = {} if shared is None else shared
    try:
        for section_hash, section in sections:
            if section_hash not in known:
                known[section_hash] = TermMatcher(section)
        matchers = tuple(known[section_hash] for section_hash, _ in sections)
        return _policy(header, matchers, content_hash(data), policy_id, version)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise BrokenPolicyError(f"{type(error).__name__}: {error}") from error


def _policy(header: dict, matchers: tuple[TermMatcher, ...], hash: str, policy_id: str, version: int) -> Policy:
    rules = [_rule(fields) for fields in header["rules"]]
    groups = header["groups"]
    return Policy(
        policy_id=policy_id,
        version=version,
        hash=hash,
        rules=_rule_set(rules, header["live"], groups),
        shield_rules=_rule_set(rules, header["shield"], groups),
        matchers=matchers,
        allowed=frozenset(header["allowed"]),
        emotes=frozenset(header["emotes"]),
        fail_modes=header["failModes"],
        ladder=header["ladder"],
        texts=header["texts"],
        counts=header["counts"],
    )


def _rule(fields: dict) -> Rule:
    return Rule(
        id=fields["id"],
        kind=fields["kind"],
        verdict=fields["verdict"],
        flag=fields["flag"],
        reason_code=fields["code"],
        texts=fields["texts"],
        strikes=fields["strikes"],
        applies=None,
        exceptions=frozenset(fields["exceptions"]),
        find=None,
    )


def _rule_set(rules: list[Rule], numbers: list[int], groups: dict[str, list[int]]) -> RuleSet:
    """The rules with these numbers; a group of terms keeps those of its rules that are among them."""
    chosen = set(numbers)
    return RuleSet(
        finders=tuple(rules[number] for number in numbers if rules[number].find),
        terms={
            group: tuple(rules[number] for number in members if number in chosen) for group, members in groups.items()
        },
    )
