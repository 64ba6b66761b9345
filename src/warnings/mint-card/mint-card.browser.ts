import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import {
  type DeskPageData,
  DeskRefused,
  type OpenedDesk,
  type Unlocked,
  deskFetch,
  openDesk,
  shareSecrets,
  showLocked,
  unlockedWorker,
} from '#desks/browser.ts';
import { pageData } from '#kit/device/page-data.ts';
import { rootFingerprint } from '#sealed/area-statement.ts';
import { pathKeys } from '#sealed/broadcast/tree.ts';
import { deriveCard, generateCard, sealPath } from '#sealed/card.ts';
import { loadWords } from '#sealed/words.ts';
import { drawQr } from '../browser/draw-qr.ts';
import { areaSecrets, openFeed } from '../browser/feed.ts';
import { feedElsewhere } from '../messages/desk.en.ts';
import { cardsWords as words } from '../messages/cards.en.ts';
import { cardNumber } from '../rules/card-number.ts';
import { paperDies } from '../rules/card-life.ts';

const { area, joinAt, most, today } = pageData<
  DeskPageData & { joinAt: string; most: number; today: string }
>();
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

const Register = v.object({
  cards: v.array(
    v.object({ leaf: v.number(), state: v.picklist(['printed', 'redeemed', 'revoked', 'expired']) }),
  ),
  askedAgain: v.number(),
  free: v.array(v.number()),
});

const get = <Kind extends HTMLElement>(id: string): Kind => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`this page has no ${id}`);
  return found as Kind;
};
function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

let unlocked: Unlocked;
let busy = false;

function complain(text: string): void {
  const problem = get('problem');
  problem.textContent = text;
  problem.hidden = text === '';
}

const chosenDesk = (): string => get<HTMLSelectElement>('desk').value;

async function fetchRegister(): Promise<v.InferOutput<typeof Register> | null> {
  const answer = await deskFetch(`${chosenDesk()}/cards`);
  return answer.ok ? v.parse(Register, await answer.json()) : null;
}

async function showRegister(): Promise<void> {
  const register = await fetchRegister();
  if (register === null) return complain(words.errors.network);
  get('asked-again').textContent = words.askedAgain(register.askedAgain);
  const rows = register.cards.map(({ leaf, state }) =>
    element('li', `${cardNumber(leaf)} ${words.states[state]}`),
  );
  get('register').replaceChildren(...(rows.length === 0 ? [element('li', words.empty)] : rows));
}

const Sharing = v.object({
  desks: v.array(v.object({ id: v.string(), name: v.string(), holds: v.array(v.string()) })),
});

/** Other desks that write warnings and hand out cards, and those that one may let in. */
async function showSharing(): Promise<void> {
  const answer = await deskFetch(`${chosenDesk()}/sharing`);
  if (!answer.ok) return complain(words.errors.network);
  const { desks } = v.parse(Sharing, await answer.json());
  get('sharing').hidden = desks.length === 0;
  get('others').replaceChildren(
    ...desks.map(({ id, name, holds }) => {
      const item = element('li', `${name} `);
      if (Object.values(areaSecrets).every((secret) => holds.includes(secret))) {
        item.append(words.isIn);
        return item;
      }
      const button = element('button', words.letIn(name));
      button.className = 'govuk-button govuk-button--secondary';
      button.addEventListener('click', () => {
        if (confirm(words.letInAsk(name))) act(() => letIn(id));
      });
      item.append(button);
      return item;
    }),
  );
}

async function letIn(desk: string): Promise<void> {
  const opened = await openDesk(unlocked, chosenDesk());
  await openFeed(opened);
  if (!(await shareSecrets(opened, desk, Object.values(areaSecrets))))
    return complain(words.errors.notShared);
  await showSharing();
}

function sheet(phrase: string, leaf: number): HTMLElement {
  const address = new URL(joinAt, location.origin);
  const shown = `${address.host}${address.pathname}`;
  const card = document.createElement('section');
  card.className = 'card-paper';
  const said = document.createElement('div');
  const list = document.createElement('ol');
  list.lang = 'en';
  list.append(...phrase.split(' ').map((word) => element('li', word)));
  const day = new Date(`${paperDies(today)}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const line = element('p', `${words.sheet.line} `);
  line.append(element('b', shown), ` ${words.sheet.words}`);
  const end = element('p', `${words.sheet.once(day)} ${words.sheet.number} ${cardNumber(leaf)}`);
  end.className = 'card-end';
  said.append(line, list, end);
  card.append(drawQr(`${address.href}#${phrase.replaceAll(' ', '-')}`, shown), said);
  return card;
}

type Made = { phrase: string; leaf: number; locator: string; sealedPath: string };

async function make(opened: OpenedDesk, leaves: readonly number[], secret: Uint8Array): Promise<Made[]> {
  const list = await loadWords();
  const made: Made[] = [];
  for (const leaf of leaves) {
    const phrase = generateCard(random, list);
    const keys = deriveCard(phrase, area);
    const holds = {
      leaf,
      path: pathKeys(secret, area, leaf),
      rootFingerprint: rootFingerprint(opened.root),
      serviceKey: hexToBytes(opened.statement.serviceKey),
    };
    const sealed = await sealPath(area, keys, holds, random);
    made.push({ phrase, leaf, locator: bytesToHex(keys.locator), sealedPath: base64.encode(sealed) });
  }
  return made;
}

async function mint(): Promise<void> {
  const count = Number(get<HTMLInputElement>('count').value.trim());
  if (!Number.isInteger(count) || count < 1 || count > most) return complain(words.errors.count);
  const opened = await openDesk(unlocked, chosenDesk());
  const { tree } = await openFeed(opened);
  const register = await fetchRegister();
  if (register === null) return complain(words.errors.network);
  if (register.free.length < count) return complain(words.errors.full);
  const made = await make(opened, register.free.slice(0, count), tree);
  const answer = await deskFetch(`${opened.desk}/cards`, {
    method: 'POST',
    body: { cards: made.map(({ leaf, locator, sealedPath }) => ({ leaf, locator, sealedPath })) },
  });
  if (!answer.ok) return complain(answer.status === 409 ? words.errors.taken : words.errors.network);
  get('sheet').replaceChildren(...made.map(({ phrase, leaf }) => sheet(phrase, leaf)));
  get('made').hidden = false;
  get('print').focus();
  await showRegister();
}

async function stop(): Promise<void> {
  const field = get<HTMLInputElement>('number');
  const number = field.value.trim();
  const answer = /^\d{1,5}$/.test(number)
    ? await deskFetch(`${chosenDesk()}/cards/${Number(number)}`, { method: 'DELETE' })
    : null;
  if (answer !== null && !answer.ok && answer.status !== 404) return complain(words.errors.network);
  get('stopped').textContent =
    answer?.ok === true ? words.revoked(cardNumber(Number(number))) : words.noSuchCard;
  if (answer?.ok === true) {
    field.value = '';
    await showRegister();
  }
}

function fail(error: unknown): void {
  if (!(error instanceof DeskRefused) || error.why === 'network') complain(words.errors.network);
  else if (error.why === 'feed-elsewhere') complain(feedElsewhere);
  else complain(`${words.errors.refused} ${error.why}`);
}

/** One act at a time; a second press meanwhile does nothing. */
function act(work: () => Promise<void>, working = ''): void {
  if (busy) return;
  busy = true;
  complain('');
  get('working').textContent = working;
  work()
    .catch(fail)
    .finally(() => {
      busy = false;
      get('working').textContent = '';
    });
}

get('mint').addEventListener('submit', (event) => {
  event.preventDefault();
  act(mint, words.making);
});
get('stop').addEventListener('submit', (event) => {
  event.preventDefault();
  act(stop);
});
async function showAll(): Promise<void> {
  await showRegister();
  await showSharing();
}
get('desk').addEventListener('change', () => void showAll().catch(fail));
get('print').addEventListener('click', () => print());
get('clear').addEventListener('click', () => {
  get('sheet').replaceChildren();
  get('made').hidden = true;
});

const found = await unlockedWorker();
if (found === null) showLocked();
else {
  unlocked = found;
  if (get<HTMLSelectElement>('desk').options.length > 0) {
    get('cards').hidden = false;
    await showAll().catch(fail);
  }
}
