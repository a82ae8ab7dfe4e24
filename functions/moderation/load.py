"""From a compiled policy's bytes to a policy ready to run."""

from moderation import conditions
from moderation.compiled_form import BrokenPolicyError, name_of, unpack
from moderation.policy import Policy, Rule, RuleSet
from moderation.rules.finder import Params
from moderation.rules.table import BUILDERS
from moderation.rules.terms import TermMatcher


def load(data: bytes, policy_id: str = "", version: int = 0, shared: dict[str, TermMatcher] | None = None) -> Policy:
    """The policy in `data`; raises BrokenPolicyError for anything else.

    `shared` holds matchers by section hash: pass the same dictionary for several policies, and those that extend
    the same base keep one matcher between them.
    """
    header, sections = unpack(data)
    known = {} if shared is None else shared
    try:
        sizes = {section_hash: len(section) for section_hash, section in sections}
        shares = any(section_hash in known for section_hash in sizes)
        for section_hash, section in sections:
            if section_hash not in known:
                # A view of one part would keep the others in memory, which are there already.
                known[section_hash] = TermMatcher(bytes(section) if shares else section)
        return _policy(header, known, sizes, name_of(data), policy_id, version)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, ImportError) as error:
        raise BrokenPolicyError(f"{type(error).__name__}: {error}") from error


def _policy(
    header: Params, known: dict[str, TermMatcher], sections: dict[str, int], hash: str, policy_id: str, version: int
) -> Policy:
    emotes = frozenset(header["emotes"])
    rules = [_rule(fields, emotes) for fields in header["rules"]]
    return Policy(
        policy_id=policy_id,
        version=version,
        hash=hash,
        rules=_rule_set(rules, header["live"], header["groups"]),
        shield_rules=_rule_set(rules, header["shield"], header["groups"]),
        matchers=tuple(known[section_hash] for section_hash in sections),
        sections=sections,
        allowed=frozenset(header["allow"]),
        emotes=emotes,
        exempt_roles=frozenset(header["exemptRoles"]),
        fail_modes=dict(header["failModes"]),
        texts=dict(header["texts"]),
        counts=header["counts"],
    )


def _rule(fields: Params, emotes: frozenset[str]) -> Rule:
    build = BUILDERS.get(fields["kind"])
    return Rule(
        id=fields["id"],
        place=fields["place"],
        verdict=fields["verdict"],
        flag=fields["flag"],
        reason_code=fields["reasonCode"],
        texts=fields["texts"],
        strikes=fields["strikes"],
        applies=conditions.build(fields["when"]),
        exceptions=frozenset(fields["exceptions"]),
        find=build(fields["params"], emotes) if build else None,
    )


def _rule_set(rules: list[Rule], numbers: list[int], groups: dict[str, list[int]]) -> RuleSet:
    """The rules with these numbers; a group of terms keeps those of its rules that are among them."""
    chosen = frozenset(numbers)
    return RuleSet(
        finders=tuple(rules[number] for number in numbers if rules[number].find),
        terms={group: tuple(rules[n] for n in members if n in chosen) for group, members in groups.items()},
    )
