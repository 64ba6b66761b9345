import { hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { pageData } from '#kit/device/page-data.ts';
import { rootFingerprint as fingerprintOf } from '#sealed/area-statement.ts';
import { EpochStatement } from '#sealed/epoch-chain.ts';
import { sixWords } from '#sealed/short-words.ts';
import { labels, readUnverified } from '#sealed/signed.ts';
import { loadWords } from '#sealed/words.ts';
import { publicOf } from '#sealed/worker-keys.ts';
import { firstWords } from '../browser/first-words.ts';
import { asMember, makeFirstEpoch } from '../browser/make-epoch.ts';
import { makeWorker } from '../browser/new-worker.ts';
import type { DeskPageData } from '../browser/open-desk.ts';
import { askForPhrase, say, showPart } from '../browser/phrase-steps.ts';
import { post } from '../browser/sign-in.ts';
import { type VerifiedDesk, verifyDesk } from '#kit/device/verify-desk.ts';
import { joinWords as words } from '../messages/people.en.ts';
import type { EpochPosted } from '../rules/epoch-posted.ts';

type Data = DeskPageData & { desks: { id: string; name: string }[]; phrase: { working: string } };
const { area, rootFingerprint, desks, phrase: phraseSaid } = pageData<Data>();
const secret = location.hash.slice(1);
history.replaceState(null, '', location.pathname);

const Invited = v.object({
  desk: v.string(),
  firstName: v.string(),
  invitedBy: v.object({ worker: v.string(), firstName: v.string() }),
  accepted: v.boolean(),
});
type Invited = v.InferOutput<typeof Invited>;

const put = (id: string, text: string): void => {
  const place = document.getElementById(id);
  if (place) place.textContent = text;
};

/** The root key behind the pinned fingerprint; null when the server shows another. */
async function pinnedRoot(): Promise<Uint8Array | null> {
  const answer = await fetch(`/api/areas/${area}`);
  const shown = v.safeParse(v.object({ root: v.object({ verifyKey: v.string() }) }), await answer.json());
  const key = shown.success ? hexToBytes(shown.output.root.verifyKey) : null;
  return key !== null && fingerprintOf(key) === rootFingerprint ? key : null;
}

async function join(invited: Invited, verified: VerifiedDesk): Promise<void> {
  const phrase = await askForPhrase();
  say('working', phraseSaid.working);
  const { keys, posted } = await makeWorker(area, phrase);
  const body: Record<string, unknown> = { secret, worker: posted };
  let first: EpochPosted | null = null;
  if (!verified.ok) {
    const root = await pinnedRoot();
    if (root === null) {
      say('working', null);
      say('problem', words.ghost);
      return;
    }
    const place = { area, desk: invited.desk };
    first = await makeFirstEpoch(place, asMember(posted), keys.signingSeed, root, null);
    body['epoch'] = first;
  }
  const answer = await post(`/api/areas/${area}/desk/join`, body).catch(() => null);
  say('working', null);
  if (answer?.status !== 201) {
    say('problem', answer === null ? words.errors.network : words.errors.other);
    return;
  }
  const member = verified.ok
    ? verified.tip.members.find(({ worker }) => worker === invited.invitedBy.worker)
    : undefined;
  const meeting = document.getElementById('meeting');
  if (meeting) meeting.hidden = member === undefined && first === null;
  if (verified.ok && member !== undefined) {
    const said = sixWords(
      {
        area,
        desk: invited.desk,
        number: verified.tip.number,
        tip: verified.pin.digest,
        member: { recipient: member.recipient, verifyKey: hexToBytes(member.verifyKey) },
        newcomer: await publicOf(keys),
      },
      await loadWords(),
    );
    put('six-words', said.join(' '));
    put('six-hint', words.sixHint(invited.invitedBy.firstName));
  } else if (first !== null) {
    const epoch = v.parse(EpochStatement, readUnverified(first.envelope, labels.epoch));
    put('six-words', firstWords(first.envelope, epoch, await loadWords()).join(' '));
    put('six-hint', words.sixHint(invited.invitedBy.firstName));
    put('waits', words.first);
  }
  showPart('made');
}

async function begin(): Promise<void> {
  const answer = await post(`/api/areas/${area}/desk/invited`, { secret }).catch(() => null);
  const read = v.safeParse(Invited, answer?.ok === true ? await answer.json() : null);
  if (!read.success || read.output.accepted) {
    say('problem', answer === null ? words.errors.network : words.badLink);
    return;
  }
  const invited = read.output;
  const verified = await verifyDesk({ area, desk: invited.desk, rootFingerprint });
  // A desk without any epoch is new; every other fault means that somebody stands between.
  if (!verified.ok && verified.why !== 'empty') {
    say('problem', verified.why === 'network' ? words.errors.network : words.ghost);
    return;
  }
  const name = desks.find(({ id }) => id === invited.desk)?.name ?? invited.desk;
  put('heading', words.heading(invited.firstName));
  put('intro', words.intro(name, invited.invitedBy.firstName));
  showPart('begin');
  document
    .getElementById('go')
    ?.addEventListener('click', () => void join(invited, verified), { once: true });
}

void begin();
