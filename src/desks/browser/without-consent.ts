/** Acting without her yes: the form, what was done, the second look. All that it says is signed, then sealed to the desk. */
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { openPadded, sealPadded } from '#sealed/padding.ts';
import { labels, readUnverified, sign, verify } from '#sealed/signed.ts';
import { utf8 } from '#sealed/wire.ts';
import { hexToBytes } from '@noble/hashes/utils.js';
import { withoutConsentWords as words } from '../messages/without-consent.en.ts';
import type { MessageValue } from '../rules/message-value.ts';
import {
  type Ground,
  MOST_DAYS_UNTOLD,
  SecondLook,
  WithoutConsent,
  grounds,
  kindOf,
  missingIn,
  ways,
} from '../rules/without-consent.ts';
import { choices, lineField, make, press, area as textArea, written } from './elements.ts';
import { type OpenedDesk, type Unlocked, deskFetch } from './open-desk.ts';
import { type OpenedRecord, sendMessage } from './open-record.ts';

/** What of the report may be given, in the words that would go out. */
export type Giving = { field: string; label: string; text: string };
type Place = {
  opened: OpenedDesk;
  unlocked: Unlocked;
  record: Pick<OpenedRecord<unknown>, 'id' | 'wayBack' | 'messages'>;
  giving: readonly Giving[];
  /** ISO date. */
  today: string;
  /** Shows the record anew. */
  again(): Promise<void>;
};

const Stood = v.object({
  hold: v.boolean(),
  acts: v.array(
    v.object({
      id: v.string(),
      state: v.picklist(['asked', 'done', 'reviewed', 'refused']),
      madeBy: v.string(),
      hold: v.nullable(v.picklist(['set', 'lift'])),
      tellBy: v.nullable(v.string()),
      wanted: v.object({
        look: v.nullable(v.picklist(['due', 'late'])),
        tell: v.boolean(),
        lead: v.boolean(),
      }),
      sealed: v.string(),
      review: v.nullable(v.string()),
    }),
  ),
});
type Stood = v.InferOutput<typeof Stood>['acts'][number];

async function sealToDesk(
  { opened, record }: Place,
  act: string,
  part: 'act' | 'look',
  value: object,
): Promise<string> {
  const statement = { area: opened.area, desk: opened.desk, record: record.id, act, part, value };
  const envelope = sign(labels.release, statement, opened.keys.signingSeed);
  return base64.encode(await sealPadded(utf8(JSON.stringify(envelope)), [opened.tip.recipient]));
}

/** Null unless the colleague whose name it bears signed it, for this record and act. */
async function openFromDesk<T extends { worker: string }>(
  { opened, record }: Place,
  act: string,
  part: 'act' | 'look',
  file: string,
  schema: v.GenericSchema<unknown, T>,
): Promise<T | null> {
  for (let epoch = opened.tip.number; epoch >= 0; epoch--) {
    const identity = await opened.identityOf(epoch);
    const read = identity === null ? null : await openPadded(base64.decode(file), identity);
    if (read?.ok !== true) continue;
    const envelope: unknown = JSON.parse(new TextDecoder().decode(read.plain));
    const claimed = v.safeParse(schema, readUnverified(envelope, labels.release)?.['value']);
    if (!claimed.success) return null;
    const theirs = opened.chain
      .flatMap(({ members }) => members)
      .filter(({ worker }) => worker === claimed.output.worker)
      .map(({ verifyKey }) => hexToBytes(verifyKey));
    const said = verify(envelope, labels.release, theirs);
    const here = said?.['record'] === record.id && said['act'] === act && said['part'] === part;
    return here ? claimed.output : null;
  }
  return null;
}

const status = (): HTMLElement => {
  const said = make('p');
  said.setAttribute('role', 'status');
  return said;
};

const toldOf = (act: WithoutConsent): MessageValue => ({
  type: 'acted',
  ground: act.ground,
  toName: act.toName,
  text: act.text,
  held: act.hold,
  day: act.day,
  worker: act.worker,
  firstName: act.firstName,
});

const dayAfter = (days: number, today: string): string =>
  new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

/** The form, folded by whoever calls. `held`: whether the record is on hold now. */
function formOf(place: Place, held: boolean): HTMLElement {
  const { opened, unlocked, record, giving, today } = place;
  const ground = choices(
    'without-ground',
    words.ground,
    grounds.filter((one) => one !== 'lift' || held).map((one) => [one, words.grounds[one]] as const),
  );
  const to = lineField('without-to', words.toName);
  const how = choices(
    'without-how',
    words.how,
    ways.map((way) => [way, words.ways[way]] as const),
  );
  const fields = choices(
    'without-fields',
    words.fields,
    giving.map(({ field, label }) => [field, label] as const),
    'checkbox',
  );
  if (giving.length === 0) fields.group.append(make('p', words.nothing));
  const exact = make('div');
  const textOf = () =>
    giving
      .filter(({ field }) => fields.chosen().includes(field))
      .map(({ label, text }) => `${label}: ${text}`)
      .join('\n\n');
  fields.group.addEventListener('change', () => {
    exact.replaceChildren(...(textOf() === '' ? [] : [make('p', words.exact), written(textOf())]));
  });
  const why = textArea('without-why', words.why);
  const advice = textArea('without-advice', words.advice);
  const hold = choices('without-hold', '', [['set', words.hold]] as const, 'checkbox');
  const told = choices('without-told', words.told, [
    ['now', words.tellNow],
    ['later', words.tellLater],
  ] as const);
  const notTold = textArea('without-not-told', words.notToldWhy);
  const tellBy = lineField('without-tell-by', words.tellBy, 'date');
  tellBy.field.min = dayAfter(1, today);
  tellBy.field.max = dayAfter(MOST_DAYS_UNTOLD, today);
  const [now] = told.boxes;
  if (now) now.checked = true;
  const [firstWay] = how.boxes;
  if (firstWay) firstWay.checked = true;
  const said = status();
  const id = crypto.randomUUID();
  const note = crypto.randomUUID();
  const chosenGround = (): Ground | undefined => ground.chosen()[0];
  const done = press(words.act, 'govuk-button govuk-button--warning', () => void act());
  const whole = make('div', ground.group, to.group, how.group, fields.group, exact, why.group, advice.group);
  whole.append(hold.group, told.group, notTold.group, tellBy.group, done, said);

  function fit(): void {
    const chosen = chosenGround();
    const untold = told.chosen()[0] === 'later';
    for (const one of [to.group, how.group, fields.group, exact]) one.hidden = chosen === 'lift';
    advice.group.hidden = chosen !== 'court';
    hold.group.hidden = chosen !== 'child';
    notTold.group.hidden = !untold;
    tellBy.group.hidden = !untold;
    done.textContent = chosen !== undefined && kindOf(chosen) === 'by-two' ? words.ask : words.act;
  }
  whole.addEventListener('change', fit);
  fit();

  async function act(): Promise<void> {
    const chosen = chosenGround();
    if (chosen === undefined) {
      said.textContent = words.missing.ground;
      ground.boxes[0]?.focus();
      return;
    }
    const untold = told.chosen()[0] === 'later';
    const gives = chosen !== 'lift';
    const { worker, firstName } = unlocked.me;
    const statement: WithoutConsent = {
      ground: chosen,
      toName: gives ? to.field.value.trim() : '',
      how: how.chosen()[0] ?? 'phone',
      fields: gives ? fields.chosen() : [],
      text: gives ? textOf() : '',
      why: why.field.value.trim(),
      advice: chosen === 'court' ? advice.field.value.trim() : '',
      hold: chosen === 'child' && hold.chosen().length > 0,
      notToldWhy: untold ? notTold.field.value.trim() : '',
      tellBy: untold ? tellBy.field.value || today : null,
      day: today,
      worker,
      firstName,
    };
    const missing = missingIn(statement, dayAfter(MOST_DAYS_UNTOLD, today));
    if (missing !== null) {
      said.textContent = words.missing[missing];
      const at = { toName: to, why, advice, notToldWhy: notTold, tellBy, fields: { field: fields.boxes[0] } };
      at[missing].field?.focus();
      return;
    }
    done.disabled = true;
    said.textContent = words.working;
    const body = {
      id,
      kind: kindOf(chosen),
      hold: statement.hold ? 'set' : chosen === 'lift' ? 'lift' : null,
      tellBy: statement.tellBy,
      sealed: await sealToDesk(place, id, 'act', statement),
    };
    const path = 'without-consent';
    const sent =
      body.kind === 'at-once' && statement.tellBy === null
        ? await sendMessage(opened, record, note, toldOf(statement), {
            path,
            wrap: (message) => ({ ...body, note: message }),
          })
        : await post(place, path, body);
    done.disabled = false;
    said.textContent = sent.ok ? '' : words.notSent;
    if (sent.ok) await place.again();
  }
  return whole;
}

async function post({ opened, record }: Place, path: string, body: object): Promise<{ ok: boolean }> {
  try {
    const answer = await deskFetch(`${opened.desk}/records/${record.id}/${path}`, { method: 'POST', body });
    return { ok: answer.ok };
  } catch {
    return { ok: false };
  }
}

async function actOf(place: Place, stood: Stood): Promise<HTMLElement> {
  const { opened, unlocked, record } = place;
  const item = make('li');
  item.className = 'message message--ours';
  const act = await openFromDesk(place, stood.id, 'act', stood.sealed, WithoutConsent);
  if (act === null) {
    item.append(make('p', words.unverified));
    return item;
  }
  const head = make('p', `${words.by(act.firstName, act.day)} · ${words.states[stood.state]}`);
  head.className = 'record__facts';
  item.append(head, make('p', words.grounds[act.ground]));
  if (act.toName !== '') item.append(make('p', words.to(act.toName, words.ways[act.how])));
  if (act.text !== '') item.append(written(act.text));
  item.append(written(words.reason(act.why)));
  if (act.advice !== '') item.append(written(words.advised(act.advice)));
  if (stood.tellBy !== null) item.append(written(words.notTold(act.notToldWhy, stood.tellBy)));
  const look =
    stood.review === null ? null : await openFromDesk(place, stood.id, 'look', stood.review, SecondLook);
  if (stood.review !== null)
    item.append(
      ...(look === null
        ? [make('p', words.unverified)]
        : [make('p', words.said(look.firstName, look.agrees)), written(look.text)]),
    );
  const said = status();
  const path = `without-consent/${stood.id}`;
  const finish = async (sent: { ok: boolean }): Promise<void> => {
    said.textContent = sent.ok ? '' : words.notSent;
    if (sent.ok) await place.again();
  };
  if (stood.wanted.look === 'late') {
    const late = make('p', words.late);
    late.className = 'care';
    item.append(late);
  }
  if (stood.wanted.look !== null && stood.madeBy === unlocked.me.worker)
    item.append(make('p', words.waitsForOther));
  else if (stood.wanted.look !== null) item.append(lookOf(place, stood, act, finish, said));
  if (stood.tellBy !== null && stood.state !== 'refused') {
    const id = crypto.randomUUID();
    const tell = press(words.tell, 'govuk-button govuk-button--secondary', () => {
      tell.disabled = true;
      void sendMessage(opened, record, id, toldOf(toldBy(act, unlocked)), {
        path,
        wrap: (note) => ({ act: 'tell', note }),
      }).then(finish);
    });
    item.append(tell);
  }
  if (stood.wanted.lead && unlocked.me.roles.includes('desk-lead'))
    item.append(
      press(words.seen, 'govuk-button govuk-button--secondary', () => {
        void post(place, path, { act: 'seen' }).then(finish);
      }),
    );
  item.append(said);
  return item;
}

/** Whoever tells her signs it in their own name. */
const toldBy = (act: WithoutConsent, { me }: Unlocked): WithoutConsent => ({
  ...act,
  worker: me.worker,
  firstName: me.firstName,
});

function lookOf(
  place: Place,
  stood: Stood,
  act: WithoutConsent,
  finish: (sent: { ok: boolean }) => Promise<void>,
  said: HTMLElement,
): HTMLElement {
  const { opened, unlocked, record, today } = place;
  const agrees = choices(`look-${stood.id}`, words.agrees, [
    ['yes', words.yes],
    ['no', words.no],
  ] as const);
  const lift = choices(`lift-${stood.id}`, '', [['lift', words.lift]] as const, 'checkbox');
  lift.group.hidden = stood.hold !== 'set';
  const text = textArea(`look-text-${stood.id}`, words.lookText);
  const note = crypto.randomUUID();
  const done = press(words.lookDone, 'govuk-button', () => {
    const [answer] = agrees.chosen();
    if (answer === undefined || text.field.value.trim() === '') {
      said.textContent = words.lookMissing;
      (answer === undefined ? agrees.boxes[0] : text.field)?.focus();
      return;
    }
    done.disabled = true;
    said.textContent = words.working;
    void (async () => {
      const { worker, firstName } = unlocked.me;
      const look: SecondLook = {
        agrees: answer === 'yes',
        text: text.field.value.trim(),
        day: today,
        worker,
        firstName,
      };
      const body = {
        act: 'look',
        agrees: look.agrees,
        lift: lift.chosen().length > 0,
        sealed: await sealToDesk(place, stood.id, 'look', look),
      };
      const path = `without-consent/${stood.id}`;
      const tells = stood.state === 'asked' && look.agrees && stood.tellBy === null;
      const sent = tells
        ? await sendMessage(opened, record, note, toldOf(toldBy(act, unlocked)), {
            path,
            wrap: (message) => ({ ...body, note: message }),
          })
        : await post(place, path, body);
      done.disabled = false;
      await finish(sent);
    })();
  });
  return make('div', make('h4', words.look), agrees.group, lift.group, text.group, done);
}

/** What was done without her yes, and the form to do it; drawn when the server has answered. */
export function withoutConsentOf(place: Place): { list: HTMLElement; form: HTMLElement } {
  const list = make('section');
  const form = make('div');
  void (async () => {
    const answer = await deskFetch(`${place.opened.desk}/records/${place.record.id}/without-consent`);
    if (!answer.ok) return;
    const { hold, acts } = v.parse(Stood, await answer.json());
    form.append(formOf(place, hold));
    if (acts.length === 0) return;
    const items = make('ol');
    items.className = 'messages';
    for (const act of acts) items.append(await actOf(place, act));
    list.append(make('h3', words.list), items);
  })();
  return { list, form };
}
