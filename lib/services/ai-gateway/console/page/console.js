/** Everything that comes from the gateway is put in as text, never as markup. */

const POLL_MILLISECONDS = 1500;
const byId = (id) => document.getElementById(id);
let token = '';

function element(name, { text, className, title } = {}, ...children) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  if (title) made.title = title;
  made.append(...children);
  return made;
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const clock = (iso) => new Date(iso).toLocaleTimeString('en-GB');
const number = (value) => (typeof value === 'number' ? whole.format(value) : '');
const took = (milliseconds) => (typeof milliseconds !== 'number' ? '' : milliseconds < 1000 ? `${whole.format(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`);

const ACTION_TONE = { allow: '', flag: 'warn', changed: 'warn', review: 'warn', deny: 'bad' };
const badge = (text, tone = '', title = '') => element('span', { text, className: `badge ${tone}`, title });
const reasons = (verdict) => Object.entries(verdict.reasons).map(([code, count]) => (count === 1 ? code : `${code} ×${count}`)).join(', ');
const statusTone = (status) => (status < 300 ? 'good' : status === 429 || status === 403 ? 'warn' : 'bad');

function risk(score) {
  const cell = element('span', { className: 'cell risk' });
  if (typeof score !== 'number') return cell;
  const meter = element('meter', { title: `risk ${score.toFixed(3)}` });
  Object.assign(meter, { min: 0, max: 1, low: 0.5, high: 0.8, optimum: 0, value: score });
  cell.append(meter, score.toFixed(2));
  return cell;
}

function guards({ verdicts, errorCode, status }) {
  const cell = element('span', { className: 'cell guards' });
  if (errorCode) cell.append(badge(errorCode, statusTone(status)));
  const notable = verdicts.filter(({ action }) => action !== 'allow');
  for (const verdict of notable) cell.append(badge(`${verdict.guard}: ${verdict.action}`, ACTION_TONE[verdict.action], reasons(verdict)));
  if (notable.length === 0 && verdicts.length > 0) cell.append(badge('no findings', 'good'));
  return cell;
}

function facts(summary) {
  const list = element('dl', { className: 'facts' });
  const fact = (name, value) => { if (value !== undefined && value !== '') list.append(element('dt', { text: name }), element('dd', { text: String(value) })); };
  for (const verdict of summary.verdicts) {
    const score = typeof verdict.score === 'number' ? ` (${verdict.score.toFixed(2)})` : '';
    fact(verdict.guard, `${verdict.action}${score} ${reasons(verdict)}${verdict.at ? ` at ${verdict.at}` : ''}`);
  }
  fact('tools called', Object.entries(summary.toolCalls ?? {}).map(([name, count]) => `${name} ×${count}`).join(', '));
  fact('tokens', summary.usage && `${number(summary.usage.prompt_tokens)} asked, ${number(summary.usage.completion_tokens)} answered`);
  fact('tokens reserved', number(summary.reservedTokens));
  fact('first token', took(summary.firstTokenMilliseconds));
  fact('model took', took(summary.upstreamMilliseconds));
  fact('audit record', summary.audit && `${summary.audit.chain} #${summary.audit.sequence} ${summary.audit.hash}`);
  fact('request', summary.requestId);
  return list;
}

function requestRow({ summary, preview }) {
  const cell = (className, text, title) => element('span', { className: `cell ${className}`, text, title });
  const status = cell('status');
  status.append(badge(`${summary.status}${summary.stream && !summary.errorCode ? ' stream' : ''}`, statusTone(summary.status)));
  const line = element('summary', {},
    cell('time quiet', clock(summary.time)), status, cell('model', summary.model ?? summary.route, summary.model ?? summary.route),
    cell('caller quiet', [summary.tenant, summary.subject].filter(Boolean).join(' / '), [summary.tenant, summary.subject].filter(Boolean).join(' / ')),
    risk(summary.riskScore), guards(summary), cell('tokens number', number(summary.usage?.total_tokens)),
    cell('left number quiet', typeof summary.remainingTokens === 'number' ? short.format(summary.remainingTokens) : '', number(summary.remainingTokens)), cell('took number', took(summary.durationMilliseconds)));
  if (preview) line.append(cell('asked quiet', preview));
  const detail = element('div', { className: 'detail' });
  if (preview) detail.append(element('pre', { className: 'said', text: preview }));
  detail.append(facts(summary));
  return element('li', {}, element('details', {}, line, detail));
}

async function decide(card, id, decision, reason) {
  const controls = [...card.querySelectorAll('button, input')];
  const problem = card.querySelector('.problem');
  for (const control of controls) control.disabled = true;
  try {
    const response = await fetch('/decide', { method: 'POST', headers: { 'content-type': 'application/json', 'x-console-token': token }, body: JSON.stringify({ id, decision, reason }) });
    if (!response.ok) throw new Error((await response.json()).error);
    await refresh();
  } catch (error) {
    problem.textContent = error.message;
    for (const control of controls) control.disabled = false;
  }
}

function approvalCard(approval) {
  const reason = element('input');
  Object.assign(reason, { placeholder: 'Reason, kept with the decision', maxLength: 2000, required: true, name: 'reason' });
  reason.setAttribute('aria-label', 'Reason');
  const yes = element('button', { text: 'Approve', className: 'yes' });
  const no = element('button', { text: 'Reject', className: 'no' });
  Object.assign(yes, { type: 'submit', value: 'approve' });
  Object.assign(no, { type: 'submit', value: 'reject' });
  const form = element('form', {}, reason, yes, no);
  const what = approval.kind === 'prompt' ? 'A prompt' : `A call of ${approval.subject}`;
  const card = element('li', { className: 'card' },
    element('p', {}, element('strong', { text: what }), ` by ${approval.requestedBy}, no answer by ${clock(approval.expiresAt)} means no`),
    element('pre', { className: 'said', text: approval.summary }), form, element('p', { className: 'problem' }));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void decide(card, approval.id, event.submitter?.value === 'approve' ? 'approve' : 'reject', reason.value);
  });
  return card;
}

/** Keeps what is there already: an opened row stays open and a reason that is being typed stays typed. */
function sync(list, items, idOf, make) {
  const held = new Map([...list.children].map((child) => [child.dataset.id, child]));
  const wanted = items.map((item) => {
    const id = idOf(item);
    const made = held.get(id) ?? make(item);
    made.dataset.id = id;
    held.delete(id);
    return made;
  });
  for (const gone of held.values()) gone.remove();
  wanted.forEach((child, index) => { if (list.children[index] !== child) list.insertBefore(child, list.children[index] ?? null); });
}

function showAudit(audit) {
  const shown = byId('audit');
  shown.className = `badge ${{ intact: 'good', broken: 'bad' }[audit.state] ?? 'warn'}`;
  shown.textContent = audit.state === 'intact' ? `audit chain intact · ${number(audit.records)} records · ${audit.head.slice(0, 12)}` : `audit chain ${audit.state}: ${audit.problem}`;
  shown.title = audit.head ?? '';
}

/** `null`: they could not be read, which is not the same as none. */
function showWaiting(approvals) {
  sync(byId('waiting'), approvals ?? [], (approval) => approval.id, approvalCard);
  byId('waiting-section').hidden = approvals?.length === 0;
  byId('waiting-count').textContent = approvals === null ? 'could not be read' : String(approvals.length);
}

async function refresh() {
  const live = byId('live');
  try {
    const response = await fetch('/state.json');
    if (!response.ok) throw new Error(String(response.status));
    const state = await response.json();
    token = state.token;
    showAudit(state.audit);
    showWaiting(state.approvals);
    sync(byId('requests'), state.requests, ({ summary }) => summary.requestId, requestRow);
    byId('requests-count').textContent = state.requests.length === 0 ? '' : String(state.requests.length);
    byId('empty').hidden = state.requests.length > 0;
    live.textContent = `live, deciding as ${state.reviewer.subject} of ${state.reviewer.tenant}`;
    live.className = 'live on';
  } catch {
    live.textContent = 'the gateway does not answer';
    live.className = 'live off';
  }
}

async function poll() {
  if (!document.hidden) await refresh();
  setTimeout(poll, POLL_MILLISECONDS);
}

document.addEventListener('visibilitychange', () => { if (!document.hidden) void refresh(); });
void poll();
