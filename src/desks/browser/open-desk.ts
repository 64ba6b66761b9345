/** A desk as one of its workers opens it: a verified chain, the epoch identities sealed to them, and the desk's secrets. */
import { base64 } from '@scure/base';
import { hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { pageData } from '#kit/device/page-data.ts';
import { open, recipientOf, seal } from '#sealed/age-file.ts';
import type { AreaStatement } from '#sealed/area-statement.ts';
import type { EpochStatement, Pin } from '#sealed/epoch-chain.ts';
import { labels, readUnverified, sign, verify } from '#sealed/signed.ts';
import { utf8 } from '#sealed/wire.ts';
import { type WorkerKeys, publicOf } from '#sealed/worker-keys.ts';
import { readKeys } from './tab-keys.ts';
import { verifyDesk } from '#kit/device/verify-desk.ts';

/** What every desk page is given by the server. */
export type DeskPageData = { area: string; rootFingerprint: string | null; signInAt: string };

export type Me = {
  worker: string;
  firstName: string;
  organisation: string;
  roles: readonly string[];
  desks: readonly string[];
};
export type Unlocked = { me: Me; keys: WorkerKeys };

export type OpenedDesk = Unlocked & {
  area: string;
  desk: string;
  root: Uint8Array;
  statement: AreaStatement;
  chain: readonly EpochStatement[];
  tip: EpochStatement;
  pin: Pin;
  /** `AGE-SECRET-KEY-PQ-1…` of one epoch; null where it was not sealed to this worker. */
  identityOf(epoch: number): Promise<string | null>;
};

/** Why a desk cannot be opened safely: a fault of the chain, or `not-a-member`. */
export class DeskRefused extends Error {
  override name = 'DeskRefused';
  readonly why: string;
  constructor(why: string) {
    super(why);
    this.why = why;
  }
}

const MeShown = v.object({
  worker: v.string(),
  firstName: v.string(),
  organisation: v.string(),
  roles: v.array(v.string()),
  desks: v.array(v.string()),
});
const Keys = v.object({
  keys: v.array(v.object({ number: v.number(), sealed: v.string() })),
  secrets: v.array(v.object({ name: v.string(), epoch: v.number(), sealed: v.string() })),
});

/** Null when this tab is locked or the session is over; then nothing of a desk may be shown. */
export async function unlockedWorker(): Promise<Unlocked | null> {
  const { area } = pageData<DeskPageData>();
  const keys = await readKeys(area);
  if (keys === null) return null;
  const answer = await fetch(`/api/areas/${area}/desk/me`);
  if (!answer.ok) return null;
  return { me: v.parse(MeShown, await answer.json()), keys };
}

/** Like fetch, with JSON out; a session that ended shows the locked notice. */
export async function deskFetch(
  path: string,
  options: { method?: string; body?: unknown } = {},
): Promise<Response> {
  const { body } = options;
  const { area } = pageData<DeskPageData>();
  const answer = await fetch(`/api/areas/${area}/desk/${path}`, {
    method: options.method ?? 'GET',
    ...(body === undefined
      ? {}
      : body instanceof Uint8Array
        ? { body: new Uint8Array(body), headers: { 'content-type': 'application/octet-stream' } }
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (answer.status === 403) showLocked();
  return answer;
}

const fetched = new WeakMap<OpenedDesk, v.InferOutput<typeof Keys>>();

async function fetchKeys(desk: string): Promise<v.InferOutput<typeof Keys>> {
  const answer = await deskFetch(`${desk}/keys`);
  if (!answer.ok) throw new DeskRefused('network');
  return v.parse(Keys, await answer.json());
}

/** Verifies one of this worker's desks up to the pinned root; throws `DeskRefused` where anything does not hold. */
export async function openDesk(unlocked: Unlocked, desk: string): Promise<OpenedDesk> {
  const { area, rootFingerprint } = pageData<DeskPageData>();
  const verified = await verifyDesk({ area, desk, rootFingerprint, remember: true });
  if (!verified.ok) throw new DeskRefused(verified.why);
  const mine = await publicOf(unlocked.keys);
  const inTip = verified.tip.members.find(({ worker }) => worker === unlocked.me.worker);
  if (inTip?.recipient !== mine.recipient) throw new DeskRefused('not-a-member');
  const keys = await fetchKeys(desk);
  const identities = new Map<number, string>();
  const opened: OpenedDesk = {
    ...unlocked,
    area,
    desk,
    root: verified.root,
    statement: verified.statement,
    chain: verified.chain,
    tip: verified.tip,
    pin: verified.pin,
    async identityOf(epoch) {
      const known = identities.get(epoch);
      if (known !== undefined) return known;
      const sealed = keys.keys.find(({ number }) => number === epoch)?.sealed;
      const statement = verified.chain[epoch];
      if (sealed === undefined || statement === undefined) return null;
      const file = await open(base64.decode(sealed), unlocked.keys.identity);
      if (!file.ok) return null;
      const identity = new TextDecoder().decode(file.plain);
      // Anyone can seal to a worker: only the identity that the signed epoch names is this desk's.
      if ((await recipientOf(identity)) !== statement.recipient) throw new DeskRefused('swapped-key');
      identities.set(epoch, identity);
      return identity;
    },
  };
  fetched.set(opened, keys);
  return opened;
}

const SecretStatement = v.object({
  area: v.string(),
  desk: v.string(),
  name: v.string(),
  value: v.pipe(v.string(), v.base64()),
  /** Another desk of the area, one of whose members let this one in to the secret (`shareSecret`). */
  from: v.optional(v.string()),
});

const membersOf = (chain: readonly EpochStatement[]): Uint8Array[] =>
  chain.flatMap((epoch) => epoch.members.map(({ verifyKey }) => hexToBytes(verifyKey)));

/** Opens one of the desk's secrets; null where there is none. Throws `DeskRefused` when no member of the desk wrote it. */
export async function readSecret(opened: OpenedDesk, name: string): Promise<Uint8Array | null> {
  const { secrets } = fetched.get(opened) ?? (await fetchKeys(opened.desk));
  const sealed = secrets.find((secret) => secret.name === name);
  if (sealed === undefined) return null;
  const identity = await opened.identityOf(sealed.epoch);
  const file = identity === null ? null : await open(base64.decode(sealed.sealed), identity);
  if (file?.ok !== true) throw new DeskRefused('swapped-key');
  const envelope: unknown = JSON.parse(new TextDecoder().decode(file.plain));
  const { from } = v.parse(
    v.object({ from: v.optional(v.string()) }),
    readUnverified(envelope, labels.deskSecret) ?? {},
  );
  const chain = from === undefined ? opened.chain : await chainOf(opened, from);
  const statement = v.safeParse(SecretStatement, verify(envelope, labels.deskSecret, membersOf(chain)));
  if (
    !statement.success ||
    statement.output.area !== opened.area ||
    statement.output.desk !== opened.desk ||
    statement.output.name !== name
  )
    throw new DeskRefused('not-signed');
  return base64.decode(statement.output.value);
}

/** The chain of another desk of this area, verified up to the same root. */
export async function chainOf({ area }: OpenedDesk, desk: string): Promise<readonly EpochStatement[]> {
  const { rootFingerprint } = pageData<DeskPageData>();
  const verified = await verifyDesk({ area, desk, rootFingerprint, remember: true });
  if (!verified.ok) throw new DeskRefused(verified.why);
  return verified.chain;
}

/**
 * Lets another desk of the area in to secrets of this one: sealed to that desk's verified epoch, signed by this worker. False
 * where the server kept them not.
 */
export async function shareSecrets(
  opened: OpenedDesk,
  desk: string,
  names: readonly string[],
): Promise<boolean> {
  const tip = (await chainOf(opened, desk)).at(-1);
  if (tip === undefined) throw new DeskRefused('empty');
  const secrets = [];
  for (const name of names) {
    const value = await readSecret(opened, name);
    if (value === null) return false;
    const sealed = await sealSecret({ ...opened, desk, from: opened.desk }, name, value, tip.recipient);
    secrets.push({ name, epoch: tip.number, sealed });
  }
  return (await deskFetch(`${opened.desk}/secrets/${desk}`, { method: 'PUT', body: { secrets } })).ok;
}

/** A desk secret as it is stored: signed by its writer, sealed to an epoch's recipient. */
export async function sealSecret(
  opened: Pick<OpenedDesk, 'area' | 'desk' | 'keys'> & { from?: string },
  name: string,
  value: Uint8Array,
  recipient: string,
): Promise<string> {
  const { area, desk, from } = opened;
  const statement = {
    area,
    desk,
    name,
    value: base64.encode(value),
    ...(from === undefined ? {} : { from }),
  };
  const envelope = sign(labels.deskSecret, statement, opened.keys.signingSeed);
  return base64.encode(await seal(utf8(JSON.stringify(envelope)), [recipient]));
}

/** Gives the desk a secret. False when another worker was quicker: read it again. */
export async function writeSecret(opened: OpenedDesk, name: string, value: Uint8Array): Promise<boolean> {
  const sealed = await sealSecret(opened, name, value, opened.tip.recipient);
  const answer = await deskFetch(`${opened.desk}/secrets`, {
    method: 'PUT',
    body: { name, epoch: opened.tip.number, sealed },
  });
  fetched.set(opened, await fetchKeys(opened.desk));
  return answer.ok;
}

/** Names of the desk's secrets, for re-sealing them to a new epoch. */
export const secretNames = (opened: OpenedDesk): string[] =>
  (fetched.get(opened)?.secrets ?? []).map(({ name }) => name);

/** Takes everything off the page and says that it is locked. */
export function showLocked(): void {
  const main = document.querySelector('main');
  if (!main || main.querySelector('[data-locked]')) return;
  const { signInAt } = pageData<DeskPageData>();
  const heading = document.createElement('h1');
  heading.textContent = 'Locked';
  heading.dataset['locked'] = 'true';
  const told = document.createElement('p');
  told.textContent =
    'Nothing was done here for half an hour, you locked it, or you signed in elsewhere. What was open is gone from this screen.';
  const link = document.createElement('a');
  link.href = signInAt;
  link.className = 'govuk-button';
  link.textContent = 'Sign in';
  main.replaceChildren(heading, told, link);
  main.focus();
}
