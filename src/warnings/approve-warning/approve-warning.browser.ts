import { hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import {
  type DeskPageData,
  DeskRefused,
  type OpenedDesk,
  type OpenedRecord,
  type Unlocked,
  deskFetch,
  choices,
  daysBetween,
  hint,
  make,
  openDesk,
  openRecord,
  press,
  sendMessage,
  showLocked,
  showReport,
  unlockedWorker,
  writingField,
  written,
} from '#desks/browser.ts';
import { get } from '#kit/device/get.ts';
import { pageData } from '#kit/device/page-data.ts';
import { ReportBody, warningTemplate } from '#reports/browser.ts';
import { keepOutputs } from '#sealed/bundle/keep-outputs.ts';
import { sealText } from '#sealed/bundle/seal-text.ts';
import { freeRepeat, makeSlots } from '#sealed/bundle/slots.ts';
import { coSign } from '#sealed/signed.ts';
import { concat, utf8 } from '#sealed/wire.ts';
import { DraftListed, type OpenedDraft, answerTo, herWord, openDraft, sealDraft } from '../browser/draft.ts';
import { evaluateForDesk } from '../browser/evaluate-for-desk.ts';
import { type DeskFeed, fetchBundle, openFeed } from '../browser/feed.ts';
import { draftWords, feedElsewhere, warningsWords as words } from '../messages/desk.en.ts';
import { type Answers, mayApprove, mayPutForward, questions } from '../rules/approval.ts';
import { ASKED_DAYS } from '../rules/draft-state.ts';
import { screenText } from '../rules/screen-text.ts';
import { Standing, showStanding } from '../browser/show-standing.ts';

const { expires, writeAt } = pageData<DeskPageData & { expires: string; writeAt: string }>();
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

const Listed = v.object({
  today: v.string(),
  drafts: v.array(DraftListed),
  warnings: v.array(Standing),
});
type Listed = v.InferOutput<typeof Listed>;

let unlocked: Unlocked;
let opened: OpenedDesk;
let held: DeskFeed;
let listed: Listed;

const problem = (text: string | null): void => {
  const line = get('problem');
  line.textContent = text ?? '';
  line.hidden = text === null;
  if (text !== null) line.scrollIntoView({ block: 'center' });
};

async function turn(draft: DraftListed, to: string, more: object = {}): Promise<boolean> {
  const answer = await deskFetch(`${opened.desk}/drafts/${draft.id}`, {
    method: 'POST',
    body: { to, ...more },
  });
  if (!answer.ok) problem(words.failed);
  return answer.ok;
}

async function load(): Promise<void> {
  const answer = await deskFetch(`${opened.desk}/drafts`);
  if (!answer.ok) return;
  listed = v.parse(Listed, await answer.json());
  const drafts = get('drafts');
  drafts.replaceChildren();
  for (const draft of listed.drafts) {
    const read = await openDraft(opened, draft);
    const said = read === null ? words.unsigned : read.statement.text;
    drafts.append(
      make(
        'li',
        make('p', `${words.states[draft.state] ?? draft.state} · `, make('q', said)),
        ...(read === null
          ? []
          : [press(words.open, 'govuk-button govuk-button--secondary', () => void show(draft, read))]),
      ),
    );
  }
  if (listed.drafts.length === 0) drafts.append(make('li', words.none));
  await showStanding({
    opened,
    feed: held.feed,
    standing: listed.warnings,
    expires,
    done: async (ok, isFeedOld) => {
      problem(ok ? null : words.failed);
      if (isFeedOld) held = await openFeed(opened);
      await load();
    },
  });
}

async function show(draft: DraftListed, read: OpenedDraft): Promise<void> {
  problem(null);
  const place = get('draft');
  const record = await openRecord(opened, draft.record, ReportBody);
  if (!record.ok) {
    problem(`${words.failed} (${record.why})`);
    return;
  }
  const { body, messages } = record.record;
  const story = [body.story, body.description, body.vehicle].join('\n');
  const isAuthor = draft.author === unlocked.me.worker;
  const { text } = read.statement;
  const said = { draft: draft.id, text };
  const answer = answerTo(said, messages);
  // Out of the report and not out of the draft: its author is not believed about what she said.
  const her = herWord(record.record, said);
  const passages = her.wish === 'template' && her.isTemplate ? [] : screenText(text, story);
  const nodes: Node[] = [
    make('h2', words.states[draft.state] ?? draft.state),
    written(text, read.statement.language),
    ...(her.isTemplate && body.language !== 'en'
      ? [make('p', `${words.inEnglish} ${warningTemplate(body, 'en')}`)]
      : []),
    make('p', draftWords.severities[String(read.statement.severity)] ?? ''),
    make(
      'ul',
      ...read.kept.identifiers.map(({ canonical }, index) =>
        make(
          'li',
          `${canonical}: ${draftWords.repeats(read.kept.repeats[index] ?? 0, read.kept.fromCards[index] ?? 0)}`,
        ),
      ),
    ),
  ];
  if (passages.length > 0)
    nodes.push(
      make('h3', draftWords.screen),
      make(
        'ul',
        ...passages.map(({ why, passage }) => make('li', make('q', passage), ` · ${draftWords.why[why]}`)),
      ),
    );
  if (read.kept.sentBack !== '') nodes.push(make('p', words.sentBackSaid), written(read.kept.sentBack));
  const report = make(
    'details',
    make('summary', draftWords.report),
    showReport(body, record.record.takenBack),
  );
  nodes.push(report);
  if (answer !== null) {
    nodes.push(make('p', answer.yes ? words.saidYes : words.saidNo));
    if (answer.text !== '') nodes.push(make('p', words.theirWords), written(answer.text));
  } else if (draft.state === 'asked')
    nodes.push(
      make('p', words.noAnswer(ASKED_DAYS - daysBetween(draft.askedDay ?? listed.today, listed.today))),
    );
  if (isAuthor) {
    const change = make('a', words.change);
    change.href = `${writeAt}#${opened.desk}/${draft.record}/${draft.id}`;
    nodes.push(make('p', change));
  }
  if (isAuthor && (draft.state === 'asked' || draft.state === 'sent-back') && mayPutForward(her).ok)
    nodes.push(press(words.forward, 'govuk-button', () => void turn(draft, 'to-approve').then(leave)));
  if (!isAuthor && draft.state === 'to-approve') nodes.push(...approving(draft, read, record.record, her));
  nodes.push(
    make(
      'p',
      press(words.drop, 'link', () => void turn(draft, 'dropped').then(leave)),
    ),
  );
  place.replaceChildren(...nodes);
  place.focus();
}

async function leave(done: boolean): Promise<void> {
  if (!done) return;
  get('draft').replaceChildren();
  await load();
}

function approving(
  draft: DraftListed,
  read: OpenedDraft,
  record: OpenedRecord<ReportBody>,
  her: Parameters<typeof mayApprove>[0]['her'],
): Node[] {
  const asked = questions.map((question) =>
    choices(question, words.questions[question], [
      ['yes', words.yes],
      ['no', words.no],
    ]),
  );
  const answers = (): Answers =>
    Object.fromEntries(
      questions.map((question, index) => [question, asked[index]?.chosen()[0] ?? null]),
    ) as Answers;
  const approve = press(words.approve, 'govuk-button', () => {
    const may = mayApprove({
      answers: answers(),
      author: draft.author,
      approver: unlocked.me.worker,
      chain: opened.chain,
      recordEpoch: read.kept.recordEpoch,
      her,
    });
    problem(may.ok ? null : words.refused[may.why]);
    if (!may.ok) return;
    approve.disabled = true;
    get('working').textContent = draftWords.working;
    void publish(draft, read, record, mayPutForward(her).ok).then(async (wasSigned) => {
      approve.disabled = wasSigned;
      get('working').textContent = wasSigned ? words.approved : '';
      if (!wasSigned) problem(words.failed);
      await leave(wasSigned);
    });
  });
  const { group, field } = writingField('send-back', words.sendBackWhy);
  const back = press(words.sendBack, 'govuk-button govuk-button--secondary', () => {
    void (async () => {
      const sealed = await sealDraft(opened, { ...read.kept, sentBack: field.value.trim() });
      await leave(await turn(draft, 'sent-back', { sealed, epoch: opened.tip.number }));
    })();
  });
  return [...asked.map(({ group: its }) => its), hint(words.approveHint), approve, group, back];
}

/** Signs beside the author, makes slots and sealed text, and tells her. Made once for this press. */
async function publish(
  draft: DraftListed,
  read: OpenedDraft,
  record: OpenedRecord<ReportBody>,
  sheAgreed: boolean,
): Promise<boolean> {
  const { statement, envelope, kept } = read;
  const evaluated = await evaluateForDesk(
    opened,
    kept.identifiers.map(({ canonical }) => canonical),
  );
  const bundle = await fetchBundle(opened);
  if (!evaluated.ok || bundle === null) return false;
  const { feed, tree: treeSecret } = held;
  const warning = hexToBytes(statement.id);
  const slots = await makeSlots(
    {
      outputs: evaluated.outputs.map((y) => ({ y, repeat: freeRepeat(bundle, y, feed) })),
      warning,
      flags: 0,
    },
    feed,
    random,
  );
  const signed = { warning: coSign(envelope, opened.keys.signingSeed), corrections: [] };
  const text = await sealText(feed, warning, utf8(JSON.stringify(signed)), random);
  const place = { area: opened.area, warning, treeSecret };
  const keptOutputs = await keepOutputs(place, evaluated.outputs, random);
  const answer = await deskFetch(`${opened.desk}/drafts/${draft.id}/approve`, {
    method: 'POST',
    body: {
      id: statement.id,
      feedEpoch: feed.epoch,
      slots: base64.encode(concat(...slots)),
      nonce: base64.encode(text.nonce),
      sealed: base64.encode(text.sealed),
      kept: base64.encode(keptOutputs),
      severity: statement.severity,
      sheAgreed,
      expires: statement.expires,
    },
  });
  if (!answer.ok) {
    // The feed turned since this page was opened: the next press seals under its new secret.
    if (answer.status === 409) held = await openFeed(opened);
    return false;
  }
  await sendMessage(opened, record, crypto.randomUUID(), {
    type: 'published',
    warning: statement.id,
    expires: statement.expires,
  });
  return true;
}

async function choose(desk: string): Promise<void> {
  problem(null);
  get('draft').replaceChildren();
  try {
    opened = await openDesk(unlocked, desk);
    held = await openFeed(opened);
  } catch (fault) {
    if (!(fault instanceof DeskRefused)) throw fault;
    problem(fault.why === 'feed-elsewhere' ? feedElsewhere : `${words.ghost} ${fault.why}`);
    return;
  }
  await load();
}

async function begin(): Promise<void> {
  const found = await unlockedWorker();
  if (found === null) {
    showLocked();
    return;
  }
  unlocked = found;
  const choice = get<HTMLSelectElement>('desk');
  choice.addEventListener('change', () => void choose(choice.value));
  if (choice.value !== '') await choose(choice.value);
}

void begin();
