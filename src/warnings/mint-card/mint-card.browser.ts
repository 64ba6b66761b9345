import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import {
  type DeskPageData,
  DeskRefused,
  type OpenedDesk,
  type Unlocked,
  deskFetch,
  make,
  openDesk,
  press,
  shareSecrets,
  showLocked,
  unlockedWorker,
} from '#desks/browser.ts';
import { get } from '#kit/device/get.ts';
import { pageData } from '#kit/device/page-data.ts';
import { rootFingerprint } from '#sealed/area-statement.ts';
import { pathKeys } from '#sealed/broadcast/tree.ts';
import { deriveCard, generateCard, sealPath } from '#sealed/card.ts';
import { loadWords } from '#sealed/words.ts';
import { drawQr } from '../browser/draw-qr.ts';
import { TREE, openFeed } from '../browser/feed.ts';
import { turnFeed } from '../browser/turn-feed.ts';
import { feedElsewhere } from '../messages/desk.en.ts';
import { cardsWords as words } from '../messages/cards.en.ts';
import { cardNumber } from '../rules/card-number.ts';
import { paperDies } from '../rules/card-life.ts';

const { area, joinAt, most, batches, today } = pageData<
  DeskPageData & { joinAt: string; most: number; batches: number; today: string }
>();
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

const Register = v.object({
  sheets: v.array(
    v.object({
      batch: v.number(),
      week: v.string(),
      cards: v.object({
        printed: v.number(),
        redeemed: v.number(),
        revoked: v.number(),
        expired: v.number(),
      }),
    }),
  ),
  askedAgain: v.number(),
  free: v.array(v.number()),
  stillReading: v.number(),
  turnedDay: v.nullable(v.string()),
});
type Register = v.InferOutput<typeof Register>;

let unlocked: Unlocked;
let busy = false;

function complain(text: string): void {
  const problem = get('problem');
  problem.textContent = text;
  problem.hidden = text === '';
}

const chosenDesk = (): string => get<HTMLSelectElement>('desk').value;

async function fetchRegister(): Promise<Register | null> {
  const answer = await deskFetch(`${chosenDesk()}/cards`);
  return answer.ok ? v.parse(Register, await answer.json()) : null;
}

const dayShown = (day: string, year = false): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    ...(year ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  });

async function showRegister(): Promise<Register | null> {
  const register = await fetchRegister();
  if (register === null) {
    complain(words.errors.network);
    return null;
  }
  get('asked-again').textContent = words.askedAgain(register.askedAgain);
  const rows = register.sheets.map(sheetLine);
  get('register').replaceChildren(...(rows.length === 0 ? [make('li', words.empty)] : rows));
  get('turning').hidden = register.stillReading === 0;
  get('still-reading').textContent = words.stillReading(register.stillReading);
  return register;
}

function sheetLine({ batch, week, cards }: Register['sheets'][number]): HTMLElement {
  const number = cardNumber(batch);
  const counts = (['printed', 'redeemed', 'revoked', 'expired'] as const)
    .filter((state) => cards[state] > 0)
    .map((state) => words.states[state](cards[state]));
  const item = make('li', `${words.sheetLine(number, dayShown(week))}${counts.join(', ')}. `);
  const living = cards.printed + cards.redeemed;
  if (living === 0) return item;
  item.append(
    press(words.stopSheet, 'govuk-button govuk-button--secondary', () => {
      if (confirm(words.stopSheetAsk(number, living))) act(() => stopSheet(batch));
    }),
  );
  return item;
}

async function stopSheet(batch: number): Promise<void> {
  const answer = await deskFetch(`${chosenDesk()}/sheets/${batch}`, { method: 'DELETE' });
  if (!answer.ok) return complain(words.errors.network);
  const { stopped } = (await answer.json()) as { stopped: number };
  get('stopped').textContent = words.sheetStopped(cardNumber(batch), stopped);
  await showRegister();
}

/** Seals every warning for the next key, which stopped cards do not learn. */
async function turn(): Promise<void> {
  const opened = await openDesk(unlocked, chosenDesk());
  const progress = get<HTMLProgressElement>('progress');
  progress.hidden = false;
  try {
    await turnFeed(opened, await openFeed(opened), (done, of) => {
      [progress.value, progress.max] = [done, of];
      get('working').textContent = words.turningNow(done, of);
    });
  } finally {
    progress.hidden = true;
  }
  await showRegister();
  get('stopped').textContent = words.turned;
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
      const item = make('li', `${name} `);
      if (holds.includes(TREE)) {
        item.append(words.isIn);
        return item;
      }
      item.append(
        press(words.letIn(name), 'govuk-button govuk-button--secondary', () => {
          if (confirm(words.letInAsk(name))) act(() => letIn(id));
        }),
      );
      return item;
    }),
  );
}

async function letIn(desk: string): Promise<void> {
  const opened = await openDesk(unlocked, chosenDesk());
  await openFeed(opened);
  if (!(await shareSecrets(opened, desk, [TREE]))) return complain(words.errors.notShared);
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
  list.append(...phrase.split(' ').map((word) => make('li', word)));
  const line = make('p', `${words.sheet.line} `);
  line.append(make('b', shown), ` ${words.sheet.words}`);
  const end = make(
    'p',
    `${words.sheet.once(dayShown(paperDies(today), true))} ${words.sheet.number} ${cardNumber(leaf)}`,
  );
  end.className = 'card-end';
  said.append(line, list, end);
  card.append(drawQr(`${address.href}#${phrase.replaceAll(' ', '-')}`, shown), said);
  return card;
}

type Made = { phrase: string; leaf: number; locator: string; sealedPath: string };

async function makeCards(opened: OpenedDesk, leaves: readonly number[], secret: Uint8Array): Promise<Made[]> {
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
  const made = await makeCards(opened, register.free.slice(0, count), tree);
  // That a few numbers are drawn a little more often tells nobody anything.
  const batch = 1 + (new DataView(new Uint8Array(random(4)).buffer).getUint32(0) % batches);
  const answer = await deskFetch(`${opened.desk}/cards`, {
    method: 'POST',
    body: { batch, cards: made.map(({ leaf, locator, sealedPath }) => ({ leaf, locator, sealedPath })) },
  });
  if (!answer.ok) return complain(answer.status === 409 ? words.errors.taken : words.errors.network);
  get('sheet').replaceChildren(...made.map(({ phrase, leaf }) => sheet(phrase, leaf)));
  get('made-sheet').textContent = words.madeSheet(cardNumber(batch));
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
  const register = await showRegister();
  // Gathered: what was stopped yesterday or earlier ends when somebody next comes here.
  if (register !== null && register.stillReading > 0 && (register.turnedDay ?? today) < today) act(turn);
  await showSharing();
}
get('turn').addEventListener('click', () => act(turn));
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
