import { fetchAgain } from '#kit/device/fetch-again.ts';
import type { AskWorker } from './ask-worker.ts';
import type { Sealed } from './worker-messages.ts';

export type Sent =
  /** The envelope that acknowledges it. */
  | { ok: true; acknowledgement: unknown }
  /** `why` of the server, or `network` where nobody answered. `later`: the same may be taken another time. */
  | { ok: false; why: string; later: boolean };

/** Where to; `attachment` with `{uuid}`. They come with the page, since the table of all addresses is long. */
export type Addresses = { reports: string; attachment: string };

type Problem = { title?: string; challenge?: string; bits?: number };
type Refused = Extract<Sent, { ok: false }>;

/**
 * Sends a sealed report and its pictures, the same bytes however often: what the server has already is known there as
 * such. Where many write at once it does the work that is asked for.
 */
export async function sendSealed(
  addresses: Addresses,
  sealed: Sealed,
  ask: AskWorker,
  told: { picture(at: number, of: number): void; working(): void },
): Promise<Sent> {
  async function send(address: string, init: RequestInit): Promise<Response> {
    let answer = await fetchAgain(address, init, { attempts: 3 });
    for (let paid = 0; answer.status === 429 && paid < 3; paid++) {
      const { challenge = '', bits = 0 } = (await answer.json()) as Problem;
      told.working();
      const nonce = await ask('work', { challenge, bits });
      const headers = { ...(init.headers as object), 'waymark-work': `${bits}.${challenge}.${nonce}` };
      answer = await fetchAgain(address, { ...init, headers }, { attempts: 3 });
    }
    return answer;
  }
  const refused = async (answer: Response): Promise<Refused> => {
    const { title = 'fault' } = (await answer.json().catch(() => ({}))) as Problem;
    return { ok: false, why: title, later: answer.status >= 500 || answer.status === 429 };
  };

  const pictures = async (): Promise<Refused | null> => {
    for (const [index, { id, bytes }] of sealed.attachments.entries()) {
      told.picture(index + 1, sealed.attachments.length);
      const answer = await send(addresses.attachment.replace('{uuid}', id), {
        method: 'PUT',
        body: bytes,
      });
      if (!answer.ok) return await refused(answer);
    }
    return null;
  };
  try {
    for (let attempt = 1; ; attempt++) {
      const failed = await pictures();
      if (failed) return failed;
      const answer = await send(addresses.reports, {
        method: 'POST',
        body: sealed.body,
        headers: { 'content-type': 'application/json' },
      });
      if (answer.ok) return { ok: true, acknowledgement: await answer.json() };
      const said = await refused(answer);
      // It waited so long for a network that its pictures were swept: once more with them.
      if (said.why !== 'attachment-missing' || attempt > 1) return said;
    }
  } catch {
    return { ok: false, why: 'network', later: true };
  }
}
