import { evidence } from '../../../../lib/assurance/evidence';
import type { Check } from '../../../../lib/assurance/check';
import { sample } from './sample';

function pageOf(more: readonly Check[] = [], today?: string, title = 'Sample'): string {
  return evidence(sample('T.yaml', more), { title, today }).find(({ name }) => name === 'index.html')?.content ?? '';
}

/** Elements that are not closed as HTML wants it. */
function unbalanced(html: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [tag, closing, name = ''] of html.replace(/<style>[\s\S]*?<\/style>/, '').matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/gi)) {
    if (tag.endsWith('/>') || /^(?:meta|br|wbr)$/.test(name)) continue;
    if (closing === '') open.push(name);
    else if (open.pop() !== name) wrong.push(tag);
  }
  return [...wrong, ...open];
}

function article(html: string, control: string): string {
  return new RegExp(`<article class="control" id="${control}">[\\s\\S]*?</article>`).exec(html)?.[0] ?? '';
}

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='a'>&\u0000]]>`;

const hostile = (check: Check): Check => ({
  ...check, id: `H${HOSTILE}`, title: HOSTILE, fix: HOSTILE, finding: HOSTILE, acknowledgement: { id: HOSTILE, reason: HOSTILE, owner: HOSTILE, expires: HOSTILE },
  verdict: { kind: 'refuted', because: [{ code: HOSTILE, [HOSTILE]: HOSTILE }], witness: { kind: 'property', path: [HOSTILE], got: HOSTILE } },
});

test('the page needs nothing but itself', () => {
  const html = pageOf();
  expect(html.match(/<script|<link|<img|<iframe|<[^>]*\s(?:src|on[a-z]+)=|@import|url\((?!#)|https?:/gi)).toBeNull();
  expect(html).toContain(`default-src 'none'`);
  expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
});

test('the page is well-formed, its ids are unique and its links lead somewhere', () => {
  const html = pageOf(sample().checks, '2026-07-01');
  expect(unbalanced(html)).toEqual([]);
  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect([...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id).filter((id) => !ids.includes(id))).toEqual([]);
  const named = [...html.matchAll(/aria-labelledby="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' '));
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});

test('text of templates cannot become markup', () => {
  const [first] = sample().checks;
  const html = pageOf(first === undefined ? [] : [hostile(first)], '2026-07-01', HOSTILE);
  expect(html).not.toMatch(/<script|<img|\u0000/);
  expect(html).toContain('&#60;script&#62;');
  expect(unbalanced(html)).toEqual([]);
});

test('unknown has a count, a colour and a place of its own, and is no pass', () => {
  const html = pageOf();
  expect(html).toMatch(/<div class="tile unknown"><dt>unknown.*?<\/dt><dd>1<\/dd>/);
  expect(html).toMatch(/<div class="tile proved"><dt>proved.*?<\/dt><dd>2<\/dd>/);
  expect(article(html, 'DAT-01')).toContain('<span class="badge unknown">');
  expect(article(html, 'DAT-01')).not.toContain('badge proved');
  expect(article(html, 'DAT-01')).toContain('parameter Key has no value');
});

test('a way through the network is drawn, with what closes it', () => {
  const section = article(pageOf(), 'NET-02');
  expect(section).toContain('<svg class="way"');
  expect(section).toContain('tcp 198.51.100.7:49152 -&#62; 10.0.0.4:5432');
  expect(section).toMatch(/<text class="stop"[^>]*>security group rule \(in\) T\.Group\/SecurityGroupIngress\/0 — take it away and the way is closed/);
  expect(section).toContain('remove T.Group/SecurityGroupIngress/0, and no path is left');
});

test('a proof that nothing gets through is drawn, with what closes each way', () => {
  const section = article(pageOf(), 'NET-01');
  expect(section).toContain('Every way is closed:');
  expect(section).toMatch(/<text class="shut"[^>]*>route table T\.Table has no route there/);
  expect(section).toContain('Holds under: Nothing is attached from outside.');
});

test('an allowed request is shown so that it can be asked again, with the statement that decides', () => {
  const section = article(pageOf(), 'DAT-04');
  expect(section).toContain('action: s3:GetObject');
  expect(section).toContain('aws:SourceIp: 198.51.100.7');
  expect(section).toContain('resource policy Bucket policy, statement 0 (Everybody)');
  expect(section).toContain('&#34;aws:SourceIp&#34;: &#34;198.51.100.7&#34;');
});

test('exceptions are shown with owner and end, and expired ones count as open', () => {
  const before = pageOf([], '2026-06-30');
  expect(article(before, 'GOV-01')).toContain('Acknowledged</b> by data-team, until 2026-06-30');
  expect(before).not.toContain('>expired<');
  const after = pageOf([], '2026-07-01');
  expect(after).toContain('(expired: counts as open)');
  expect(after).toMatch(/<div class="tile acknowledged"><dt>acknowledged.*?<\/dt><dd>0<\/dd>/);
});

test('controls that templates cannot show say so, and what is beyond them', () => {
  const html = pageOf();
  expect(html).toMatch(/<td class="nowrap">AI-04<\/td>.*?not asserted here.*?<td class="small soft">runtime test<\/td>/);
  expect(article(html, 'AI-04')).toBe('');
});

test('a question that concerns two controls is answered once and pointed to from the other', () => {
  expect(article(pageOf(), 'DAT-08')).toContain('shown at <a href="#DAT-01">DAT-01</a>');
});

test('frameworks are supported, never satisfied, and unsure mappings are marked', () => {
  const html = pageOf();
  expect(html).toContain('they never satisfy them');
  expect(html.replace(/never satisf\w+|satisf\w+ none/g, '')).not.toMatch(/satisf|compliant|complies/i);
  expect(html).toMatch(/<b>NIST AI RMF<\/b> <span class="map" title="[^"]*inferred">MEASURE 2\.7<i>~<\/i>/);
});
