import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { get } from '#kit/device/get.ts';
import { pageData } from '#kit/device/page-data.ts';
import { open } from '#sealed/age-file.ts';
import { rootFingerprint as fingerprintOf } from '#sealed/area-statement.ts';
import { EpochStatement, membersWhoStay, signaturesNeeded, verifyChain } from '#sealed/epoch-chain.ts';
import { sixWords } from '#sealed/short-words.ts';
import {
  type Envelope,
  coSign,
  isEnvelope,
  keyId,
  labels,
  readUnverified,
  verifyKeyOf,
} from '#sealed/signed.ts';
import { loadWords } from '#sealed/words.ts';
import { make, press } from '../browser/elements.ts';
import { asMember, makeNextEpoch } from '../browser/make-epoch.ts';
import {
  type DeskPageData,
  DeskRefused,
  type OpenedDesk,
  type Unlocked,
  deskFetch,
  openDesk,
  showLocked,
  unlockedWorker,
} from '../browser/open-desk.ts';
import { say } from '../browser/phrase-steps.ts';
import { verifyDesk } from '#kit/device/verify-desk.ts';
import { firstWords } from '../browser/first-words.ts';
import { peopleWords as words } from '../messages/people.en.ts';
import { daysBetween } from '../rules/record-age.ts';
import { openTest } from './open-test.ts';

const { area, joinAt, rootFingerprint } = pageData<DeskPageData & { joinAt: string }>();

const Worker = v.object({
  recoveredDay: v.nullable(v.string()),
  id: v.string(),
  firstName: v.string(),
  roles: v.array(v.string()),
  recipient: v.string(),
  verifyKey: v.string(),
  state: v.string(),
});
const People = v.object({
  workers: v.array(Worker),
  invites: v.array(
    v.object({
      id: v.string(),
      firstName: v.string(),
      invitedBy: v.string(),
      worker: v.nullable(v.string()),
      expires: v.string(),
    }),
  ),
  proposed: v.nullable(v.custom<Envelope>(isEnvelope)),
  openings: v.array(v.object({ worker: v.string(), by: v.string() })),
  openedDay: v.nullable(v.string()),
  /** The day on which the current key was made, and today, as the server counts days. */
  keySince: v.nullable(v.string()),
  today: v.string(),
});
type People = v.InferOutput<typeof People>;

let unlocked: Unlocked;
/** Null while this worker is no member of the chosen desk, as a keeper may be. */
let opened: OpenedDesk | null = null;
/** The desk's current epoch as this browser has verified it; null for a desk that has none yet. */
let tip: EpochStatement | null = null;
let people: People;
let desk = '';

const nameOf = (id: string): string => people.workers.find((worker) => worker.id === id)?.firstName ?? id;

async function chain(): Promise<Envelope[]> {
  const answer = await fetch(`/api/areas/${area}/desks/${desk}/epochs`);
  const Chain = v.object({ epochs: v.array(v.custom<Envelope>(isEnvelope)) });
  return v.parse(Chain, await answer.json()).epochs;
}

async function current(): Promise<Envelope> {
  const last = (await chain()).at(-1);
  if (last === undefined) throw new DeskRefused('empty');
  return last;
}

/** Does one thing at a time; whatever the server refuses is said, and the page shows how things stand now. */
let busy = false;
async function act(work: () => Promise<Response | null>): Promise<void> {
  if (busy) return;
  busy = true;
  say('problem', null);
  try {
    const answer = await work();
    if (answer?.ok === false && answer.status !== 403) say('problem', words.errors.other);
  } catch (fault) {
    if (fault instanceof DeskRefused) refuse(fault.why);
    else if (fault instanceof TypeError) say('problem', words.errors.network);
    else throw fault;
  } finally {
    busy = false;
    say('working', null);
  }
  await show();
}

function refuse(why: string): void {
  get('people').hidden = true;
  say('problem', `${words.ghost} ${words.ghostTell} ${why}`);
}

/** Makes the next epoch with these members and hands it in. */
async function turn(members: OpenedDesk['tip']['members']): Promise<Response | null> {
  if (opened === null) return null;
  const bar = get('resealing');
  const meter = bar.querySelector('progress');
  let stopped = false;
  bar.querySelector('[data-stop]')?.addEventListener('click', () => (stopped = true), { once: true });
  bar.hidden = false;
  const epoch = await makeNextEpoch(opened, await current(), members, (done, of) => {
    if (meter) meter.value = of === 0 ? 1 : done / of;
    return !stopped;
  });
  bar.hidden = true;
  if (epoch === null) {
    say('problem', words.stopped);
    return null;
  }
  const stay = membersWhoStay(opened.tip, { ...opened.tip, members });
  const alone = stay.length < signaturesNeeded(opened.tip, { ...opened.tip, members });
  // Where nobody else of the desk is left to agree, the keeper of the root is the second.
  const root = alone && unlocked.me.roles.includes('area-keeper') ? await rootSeed() : null;
  const envelope = root === null ? epoch.envelope : coSign(epoch.envelope, root);
  return await deskFetch(`${desk}/epochs`, { method: 'POST', body: { ...epoch, envelope } });
}

/** The second signature: a member's, or the root's where the area's keeper has to give it. */
async function agree(): Promise<Response | null> {
  const { proposed } = people;
  if (proposed === null) return null;
  const seed = opened === null ? await rootSeed() : unlocked.keys.signingSeed;
  if (seed === null) {
    say('problem', words.noRoot);
    return null;
  }
  const envelope = coSign(proposed, seed);
  const root = opened?.root ?? verifyKeyOf(seed);
  // A signature is given only to what will hold: with it, this must be the next epoch of this very desk.
  const follows = verifyChain([...(await chain()), envelope], root, { area, desk });
  if (!follows.ok) throw new DeskRefused(follows.why);
  return await deskFetch(`${desk}/epochs/approve`, { method: 'POST', body: { envelope } });
}

async function rootSeed(): Promise<Uint8Array | null> {
  const answer = await deskFetch('root-key');
  if (!answer.ok) return null;
  const { sealed } = v.parse(v.object({ sealed: v.string() }), await answer.json());
  const file = await open(base64.decode(sealed), unlocked.keys.identity);
  if (!file.ok) return null;
  if (fingerprintOf(verifyKeyOf(file.plain)) !== rootFingerprint) throw new DeskRefused('root-changed');
  return file.plain;
}

async function proveOpening(how: 'own-key' | 'recovery'): Promise<Response | null> {
  if (opened === null) return null;
  const shares = ['share-1', 'share-2'].map((id) => get<HTMLInputElement>(id).value);
  const answer = await openTest(opened, how === 'own-key' ? null : shares);
  if (answer === null) say('problem', words.shareWrong);
  return answer;
}

async function showArrived(): Promise<void> {
  const place = get('arrived');
  place.replaceChildren();
  for (const invite of people.invites) {
    const newcomer = people.workers.find(({ id }) => id === invite.worker);
    const proposed = v.safeParse(EpochStatement, readUnverified(people.proposed, labels.epoch));
    const isProposed =
      proposed.success && proposed.output.members.some(({ worker }) => worker === invite.worker);
    if (!newcomer || opened === null || isProposed) continue;
    place.append(make('h2', words.arrived(newcomer.firstName)));
    if (invite.invitedBy !== unlocked.me.worker) {
      place.append(make('p', words.otherInvited(nameOf(invite.invitedBy))));
      continue;
    }
    const mine = opened.tip.members.find(({ worker }) => worker === unlocked.me.worker);
    if (!mine) continue;
    const said = sixWords(
      {
        area,
        desk,
        number: opened.tip.number,
        tip: opened.pin.digest,
        member: { recipient: mine.recipient, verifyKey: hexToBytes(mine.verifyKey) },
        newcomer: { recipient: newcomer.recipient, verifyKey: hexToBytes(newcomer.verifyKey) },
      },
      await loadWords(),
    );
    const list = make('p', said.join(' '));
    list.className = 'share';
    list.translate = false;
    const members = [...opened.tip.members, asMember(newcomer)];
    place.append(
      make('p', words.sixWords),
      list,
      press(words.same, 'govuk-button', () => void act(() => turn(members))),
    );
  }
}

async function showProposed(): Promise<void> {
  const place = get('proposed');
  const read = v.safeParse(EpochStatement, readUnverified(people.proposed, labels.epoch));
  place.hidden = !read.success || people.proposed === null;
  if (!read.success || people.proposed === null) return;
  const after = read.output;
  const before = tip?.members ?? [];
  const changes = [
    ...after.members
      .filter(({ worker }) => !before.some((member) => member.worker === worker))
      .map(({ worker }) => words.proposedAdds(nameOf(worker))),
    ...before
      .filter(({ worker }) => !after.members.some((member) => member.worker === worker))
      .map(({ worker }) => words.proposedRemoves(nameOf(worker))),
  ];
  place
    .querySelector('ul')
    ?.replaceChildren(
      ...(changes.length > 0 ? changes : [words.proposedTurn]).map((text) => make('li', text)),
    );
  const myKey = verifyKeyOf(unlocked.keys.signingSeed);
  const mine = bytesToHex(myKey);
  // The hint is enough to know which button to show; signatures are checked when they count.
  const isMine =
    opened !== null &&
    people.proposed.signatures.some((signature) => 'keyid' in signature && signature.keyid === keyId(myKey));
  const stays =
    opened === null || membersWhoStay(opened.tip, after).some(({ verifyKey }) => verifyKey === mine);
  const said = place.querySelector('[data-said]');
  if (said) {
    if (opened === null) said.textContent = tip === null ? words.keeperSigns : words.keeperSecond;
    else said.textContent = isMine ? words.proposedByMe : '';
  }
  const first = get('first-words');
  first.hidden = tip !== null;
  const list = first.querySelector('.share');
  if (tip === null && list)
    list.textContent = firstWords(people.proposed, after, await loadWords()).join(' ');
  get('agree').hidden =
    isMine || !stays || (opened !== null && signaturesNeeded(opened.tip, after) < 2 && after.number > 0);
}

function showMembers(): void {
  const list = get('members');
  list.replaceChildren();
  const members = tip?.members ?? [];
  for (const member of members) {
    const isMe = member.worker === unlocked.me.worker;
    const name = nameOf(member.worker);
    const roles = people.workers.find(({ id }) => id === member.worker)?.roles ?? [];
    const back = people.workers.find(({ id }) => id === member.worker)?.recoveredDay ?? null;
    const facts = [roles.join(', '), ...(back === null ? [] : [words.recovered(back)])].join(' · ');
    const item = make('li', `${name}${isMe ? ` (${words.you})` : ''} · ${facts} `);
    if (opened !== null && !isMe && members.length > 1)
      item.append(
        press(words.remove, 'link', () => {
          if (confirm(words.removeAsk(name)))
            void act(() => turn(members.filter(({ worker }) => worker !== member.worker)));
        }),
      );
    list.append(item);
  }
}

function showInvites(): void {
  get('invited').replaceChildren(
    ...people.invites
      .filter(({ worker }) => worker === null)
      .map((invite) => {
        const item = make('li', `${words.invitedWaits(invite.firstName, invite.expires)} `);
        item.append(
          press(
            words.withdraw,
            'link',
            () => void act(() => deskFetch(`${desk}/invites`, { method: 'DELETE', body: { id: invite.id } })),
          ),
        );
        return item;
      }),
  );
}

async function show(): Promise<void> {
  try {
    opened = unlocked.me.desks.includes(desk) ? await openDesk(unlocked, desk) : null;
    tip = opened?.tip ?? null;
    if (opened === null) {
      const verified = await verifyDesk({ area, desk, rootFingerprint, remember: true });
      if (!verified.ok && verified.why !== 'empty') throw new DeskRefused(verified.why);
      tip = verified.ok ? verified.tip : null;
    }
  } catch (fault) {
    if (!(fault instanceof DeskRefused)) throw fault;
    refuse(fault.why);
    return;
  }
  const answer = await deskFetch(`${desk}/people`);
  if (!answer.ok) return;
  people = v.parse(People, await answer.json());
  get('people').hidden = false;
  await showProposed();
  await showArrived();
  showMembers();
  showInvites();
  const iOpened = people.openings.some(({ worker, by }) => worker === unlocked.me.worker && by === 'own-key');
  // Whom a desk lets in, its members decide; only the first of a new one is invited from outside.
  get('inviting').hidden = opened === null && tip !== null;
  get('open-desk').hidden = opened === null;
  get('turning').hidden = opened === null;
  get('open-said').textContent = [
    people.openedDay === null ? words.testNeeds : words.testOpen,
    iOpened ? words.testDone : '',
  ].join(' ');
  get('open-test').hidden = iOpened;
  get('by-recovery').hidden = people.openedDay !== null || opened?.tip.recovery === null;
  const age = daysBetween(people.keySince ?? people.today, people.today);
  get('turn-hint').textContent = [
    words.turnHint(opened?.tip.number ?? 0),
    age >= 30 ? words.turnDue(age) : '',
  ].join(' ');
}

async function begin(): Promise<void> {
  const found = await unlockedWorker();
  if (found === null) {
    showLocked();
    return;
  }
  unlocked = found;
  const choice = document.querySelector<HTMLSelectElement>('#desk');
  if (!choice?.value) return;
  choice.value =
    unlocked.me.desks.find((mine) => [...choice.options].some(({ value }) => value === mine)) ?? choice.value;
  desk = choice.value;
  choice.addEventListener('change', () => {
    desk = choice.value;
    void act(async () => null);
  });
  get('agree').addEventListener('click', () => void act(agree));
  get('open-test').addEventListener('click', () => void act(() => proveOpening('own-key')));
  get('recovery').addEventListener('submit', (event) => {
    event.preventDefault();
    void act(() => proveOpening('recovery'));
  });
  get('turn').addEventListener(
    'click',
    () => void act(async () => await turn([...(opened?.tip.members ?? [])])),
  );
  get('invite').addEventListener('submit', (event) => {
    event.preventDefault();
    const name = get<HTMLInputElement>('invite-name');
    const roles = [...document.querySelectorAll<HTMLInputElement>('input[name=role]:checked')].map(
      ({ value }) => value,
    );
    void act(async () => {
      const answer = await deskFetch(`${desk}/invites`, {
        method: 'POST',
        body: { firstName: name.value.trim(), roles },
      });
      if (!answer.ok) return answer;
      const { secret } = v.parse(v.object({ secret: v.string() }), await answer.json());
      const link = get('invite-link');
      link.hidden = false;
      const shown = link.querySelector('.share');
      if (shown) shown.textContent = `${location.origin}${joinAt}#${secret}`;
      name.value = '';
      return answer;
    });
  });
  await show();
}

void begin();
