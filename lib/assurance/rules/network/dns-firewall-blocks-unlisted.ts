import { at, isUnknown, list, number, text, texts, type Value } from '../../template';
import { causeOf, fail, PASS, unknownOutcome } from '../outcome';
import type { Finding, Outcome, Rule, RuleContext } from '../rule';
import { resourceOf } from './references';
import { told } from './told';

export const dnsFirewallBlocksUnlisted: Rule = {
  id: 'DnsFirewallBlocksUnlisted',
  title: 'DNS firewall blocks every name that it does not list',
  why: 'a firewall that only blocks known bad names lets data out to a name registered yesterday',
  fix: 'let the last rule BLOCK a domain list of "*", and list in the rules before it no wildcard as wide as that',
  severity: 'error',
  controls: ['NET-01', 'NET-08'],
  types: ['AWS::Route53Resolver::FirewallRuleGroup'],
  check: (group, context) => {
    const written = at(group.properties, 'FirewallRules');
    const rules = list(written);
    if (isUnknown(rules)) return unknownOutcome(causeOf(written, ['FirewallRules'], 'a list of rules'));
    const judged = (rules ?? []).map((rule, index) => ({ rule, index, priority: number(at(rule, 'Priority')), action: told(at(rule, 'Action')), domains: domainsOf(rule, context) }));
    const doubtful = judged.find(({ priority, action, domains }) => isUnknown(priority) || isUnknown(action) || domains === 'unknown');
    const ordered = [...judged].sort((a, b) => order(a.priority) - order(b.priority));
    for (const { rule, index, action, domains } of ordered) {
      if (domains === 'unknown' || isUnknown(action)) break;
      if (action === 'BLOCK' && domains.includes('*')) return PASS;
      const wide = action === 'BLOCK' ? [] : domains.filter(isWide);
      if (wide.length > 0) return fail({ path: ['FirewallRules', index], got: at(rule, 'Action'), because: [{ code: 'WideListNotBlocked', action, domains: wide }] });
    }
    return doubtful === undefined ? fail(nothingBlocks(written)) : doubt(doubtful.rule, doubtful.index);
  },
};

function nothingBlocks(written: Value | undefined): Finding {
  return { path: ['FirewallRules'], got: written, because: [{ code: 'UnlistedNamesNotBlocked' }] };
}

function doubt(rule: Value, index: number): Outcome {
  return unknownOutcome({ code: 'DomainListNotKnown', property: `FirewallRules.${String(index)}`, got: text(at(rule, 'FirewallDomainListId')) });
}

function order(priority: ReturnType<typeof number>): number {
  return typeof priority === 'number' ? priority : Number.POSITIVE_INFINITY;
}

/** Names of the rule's list; AWS's and others' lists are not known. */
function domainsOf(rule: Value, context: RuleContext): readonly string[] | 'unknown' {
  const found = resourceOf(at(rule, 'FirewallDomainListId'), context);
  const domains = found?.type === 'AWS::Route53Resolver::FirewallDomainList' ? texts(at(found.properties, 'Domains')) : undefined;
  return domains === undefined || isUnknown(domains) ? 'unknown' : domains.map((domain) => domain.toLowerCase().replace(/\.$/, ''));
}

/** Everything, or everything below a top-level domain. */
function isWide(domain: string): boolean {
  return domain === '*' || /^\*\.[a-z]{2,}$/.test(domain) && !domain.endsWith('.internal') && !domain.endsWith('.local');
}
