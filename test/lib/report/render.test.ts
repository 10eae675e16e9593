import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { coloursWanted, createProgress, renderPage, renderScreen, type Report } from '../../../lib/report';
import { layout } from '../../../lib/report/layout';
import { fixtureReport } from './fixture';

const TODAY = '2026-11-23';
const report = fixtureReport();
const clean: Report = { ...report, findings: [], packs: [{ name: 'AwsSolutions', open: 0, acknowledged: 1 }] };
const HOSTILE = `"><script>alert('x')</script>&\u001b[31m\u202e`;

/** The same report with a hostile text wherever a template can put one. */
const hostile: Report = {
  ...report,
  stacks: report.stacks.map((stack) => ({ ...stack, path: HOSTILE, stackName: HOSTILE, region: HOSTILE })),
  findings: [{ pack: HOSTILE, rule: HOSTILE, severity: 'error', resource: HOSTILE, description: HOSTILE }],
  acknowledgements: [{ id: HOSTILE, path: HOSTILE, reason: HOSTILE, owner: HOSTILE, expires: HOSTILE, resources: [] }],
  weakenings: [{ control: HOSTILE, path: HOSTILE, reason: HOSTILE, owner: HOSTILE, expires: HOSTILE }],
  outputs: [{ stack: HOSTILE, name: HOSTILE, description: HOSTILE }],
  cost: { monthly: 1, lines: [{ item: HOSTILE, quantity: HOSTILE, monthly: 1 }], notPriced: [HOSTILE], assumptions: [HOSTILE] },
  stackGraph: { nodes: [{ id: HOSTILE, label: HOSTILE, detail: HOSTILE, kind: 'stack' }, { id: 'b', label: HOSTILE, kind: 'stack' }], edges: [{ from: HOSTILE, to: 'b', label: HOSTILE }] },
  requestPath: { nodes: [{ id: HOSTILE, label: HOSTILE, kind: 'edge' }], edges: [] },
  problems: [{ code: HOSTILE, what: HOSTILE, where: HOSTILE, fix: HOSTILE }],
};

describe('the screen', () => {
  const screen = renderScreen(clean, { today: TODAY, colour: false, page: 'out/index.html' });

  it('fits on one screen', () => {
    for (const candidate of [report, clean, hostile]) {
      const lines = renderScreen(candidate, { today: TODAY, colour: false, page: 'out/index.html' }).split('\n');
      expect(lines.length).toBeLessThanOrEqual(46);
      expect(lines.filter((line) => line.length > 100)).toEqual([]);
    }
  });
  it('answers what a new user asks', () => {
    expect(screen).toContain('PASS  nothing is open');
    expect(screen).toMatch(/1 {2}Network {4,}\d+ resources +\d+ KB/);
    expect(screen).toContain('AwsSolutions 0');
    expect(screen).toContain('1 on 1 resource, by tests (1); next expiry 2027-11-30');
    expect(screen).toContain('LoadBalancerOwnAuthority until 2027-06-30 (tests)');
    expect(screen).toContain('ApiUrl');
    expect(screen).toContain('712.17 USD a month while nobody calls');
    expect(screen).toContain('out/index.html');
    expect(screen).toContain('npx cdk deploy --all');
  });
  it('names what is open, and then does not say to deploy', () => {
    const open = renderScreen(report, { today: TODAY, colour: false });
    expect(open).toContain('AwsSolutions-VPC7 at Network/Vpc/Resource');
    expect(open).not.toContain('cdk deploy');
    expect(renderScreen(clean, { today: '2027-07-01', colour: false })).toContain('expired on 2027-06-30');
  });
  it('says what it cannot price', () => expect(renderScreen({ ...clean, cost: { ...clean.cost, notPriced: ['AWS::X::Y'] } }, { today: TODAY, colour: false })).toContain('not priced: AWS::X::Y'));
  it('lets no control character of a template reach the terminal', () => {
    expect(renderScreen(hostile, { today: TODAY, colour: false })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(renderScreen(clean, { today: TODAY, colour: true })).toContain('\u001b[32mPASS');
  });
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
  ])('with terminal %j and environment %j, colours: %j', (terminal, environment, expected) => expect(coloursWanted(terminal, environment)).toBe(expected));
});

describe('the page', () => {
  const page = renderPage(clean, { today: TODAY });

  it('needs nothing but itself', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#)|\bsrc=|\bon\w+=|style="/i);
    expect(page.match(/https?:\/\/[^\s"<]+/g) ?? []).toEqual([]);
  });
  it('has a content security policy that its own style sheet meets', () => {
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    expect(page).toContain(`default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  });
  it('says the same as the screen', () => {
    for (const words of ['Pass: nothing is open', 'AwsSolutions-S1', 'The fixture keeps no access logs', 'LoadBalancerOwnAuthority', '2027-06-30', 'ApiUrl', '712.17', 'npx cdk deploy --all', 'g6.xlarge']) expect(page).toContain(words);
  });
  it('draws every box and arrow of both diagrams', () => {
    expect(page.match(/<g class="box/g)).toHaveLength(clean.requestPath.nodes.length + clean.stackGraph.nodes.length);
    expect(page.match(/<path class="edge/g)).toHaveLength(clean.requestPath.edges.length + clean.stackGraph.edges.length);
  });
  it('can be read by a screen reader', () => {
    expect(page).toContain('<html lang="en">');
    expect(page.match(/<svg [^>]*role="img" aria-labelledby="/g)).toHaveLength(2);
    expect(page.match(/<table><caption>/g)).toHaveLength(page.match(/<table/g)?.length ?? 0);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('escapes everything that a template can say', () => {
    const text = renderPage(hostile, { today: TODAY });
    expect(text).not.toContain('<script');
    expect(text).not.toContain(HOSTILE);
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });
  it('does not depend on when or where it is rendered', () => expect(renderPage(clean, { today: TODAY })).toBe(page));
});

describe('the layout', () => {
  const diagrams = fc.integer({ min: 0, max: 12 }).chain((count) =>
    fc.record({
      nodes: fc.constant(Array.from({ length: count }, (_, index) => ({ id: `n${index}`, label: `n${index}`, kind: 'stack' as const }))),
      edges: count === 0 ? fc.constant([]) : fc.array(fc.record({ from: fc.nat(count - 1).map((n) => `n${n}`), to: fc.nat(count - 1).map((n) => `n${n}`) }), { maxLength: 20 }),
    }),
  );
  it('lets no two boxes overlap and keeps everything inside, circles or not', () => {
    fc.assert(
      fc.property(diagrams, (diagram) => {
        const { nodes, width, height } = layout(diagram);
        const apart = nodes.every((a, index) => nodes.slice(index + 1).every((b) => Math.abs(a.x - b.x) >= 184 || Math.abs(a.y - b.y) >= 54));
        return apart && nodes.every(({ x, y }) => x >= 0 && y >= 0 && x + 184 <= width && y + 54 <= height);
      }),
    );
  });
});

describe('progress', () => {
  it('says what is done and for how long, a line each where lines cannot be written over', () => {
    let now = 1000;
    const written: string[] = [];
    const progress = createProgress({ write: (text) => written.push(text), now: () => now, isTerminal: false });
    now = 3500;
    progress.step('judging by AwsSolutions');
    progress.done();
    expect(written).toEqual(['  2.5 s  judging by AwsSolutions\n']);
  });
});
