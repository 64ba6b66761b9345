/** The report's page with JavaScript: one step at a time, locked on this device, sent once. */
import { enhanceQuestions } from '#kit/device/enhance-questions.ts';
import { pageData } from '#kit/device/page-data.ts';
import { type Stepper, startStepper } from '#kit/device/stepper.ts';
import { get } from '#kit/device/get.ts';
import { type AskWorker, startSealing } from '../browser/ask-worker.ts';
import {
  type Draft,
  forgetInTab,
  forgetKept,
  keep,
  readFromTab,
  readKept,
  rememberInTab,
} from '../browser/drafts.ts';
import { clearErrors, entriesOf, fill, showErrors } from '../browser/form-parts.ts';
import { type Mine, mineFor } from '../browser/mine.ts';
import { allWaiting, forgetWaiting, keepWaiting } from '../browser/queue.ts';
import { sendSealed } from '../browser/send-sealed.ts';
import { showExact } from '../browser/show-exact.ts';
import type { offerFromCard } from '../browser/from-card.ts';
import type { showWaiting } from '../browser/show.ts';
import type { startVoiceNote } from '../browser/voice-note.ts';
import type { Told } from '../browser/worker-messages.ts';
import { deskReadsNow } from '../rules/desk-reads-now.ts';
import type { ReportData } from './page-data.ts';

type Locked = Extract<Told['seal'], { ok: true }>;

/** What a card leaves on a device: without it nothing of cards is loaded here. */
const mayHoldCard = async (): Promise<boolean> =>
  (await indexedDB.databases()).some(({ name }) => name === 'waymark');

const afterSending = async () => await import('../browser/show.ts');
const pictureMaker = async () => await import('#kit/device/make-small.ts');

function start(form: HTMLFormElement): void {
  enhanceQuestions();
  const data = pageData<ReportData>();
  const { words } = data;
  let ask: AskWorker;
  try {
    ask = startSealing();
  } catch {
    // Without the worker nothing can be locked here: the page stays what it is without JavaScript, and says so.
    return;
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-without-script]'))
    element.hidden = true;
  for (const element of document.querySelectorAll<HTMLElement>('[data-with-script]')) element.hidden = false;
  const status = get('report-status');
  const say = (text: string): void => {
    status.textContent = text;
    status.classList.toggle('care', text !== '');
  };

  let voice: ReturnType<typeof startVoiceNote> = null;
  let finished = false;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let stepper: Stepper | undefined;
  let mine: Mine | null = null;
  /** What was locked out of exactly this: pressed again, the same bytes go again. */
  let ready: { typed: string; spoken: unknown; locked: Locked } | null = null;
  const draft = (): Draft => ({ fields: entriesOf(form), step: stepper?.at() ?? 1, mine });
  function rememberSoon(): void {
    clearTimeout(soon);
    soon = setTimeout(rememberNow, 400);
  }
  function rememberNow(): void {
    clearTimeout(soon);
    if (!finished) rememberInTab(draft());
  }
  const bringBack = (found: Draft): void => {
    mine = found.mine ?? mine;
    fill(form, found.fields);
    follow(form);
    stepper?.show(found.step);
  };
  let vouch: Awaited<ReturnType<typeof offerFromCard>> | null = null;
  let seenLast = false;
  /** What the last step needs comes with it, so that the page is there sooner. */
  function lastStep(): void {
    if (seenLast) return;
    seenLast = true;
    // A code may have to be shown without a network: the list of its words is fetched while there is one.
    const shows = afterSending().then(async ({ fetchWords }) => await fetchWords());
    const speaks = import('../browser/voice-note.ts').then(({ startVoiceNote }) => {
      voice = startVoiceNote(words.voice);
    });
    const asks = mayHoldCard().then(async (may) => {
      if (may) vouch = await (await import('../browser/from-card.ts')).offerFromCard(data);
    });
    // Without it the page says less, and does the same.
    Promise.all([shows, speaks, asks, pictureMaker()]).catch(() => undefined);
  }
  stepper = startStepper(form, (at, of) => {
    rememberSoon();
    if (at === of) lastStep();
  });
  const inTab = data.fresh ? readFromTab() : null;
  if (inTab) bringBack(inTab);
  if (mine === null)
    ask('begin', {}).then(
      ({ id, code }) => (mine ??= { id, code, goes: null }),
      () => undefined,
    );
  follow(form);
  form.addEventListener('input', rememberSoon);
  form.addEventListener('change', () => {
    follow(form);
    rememberSoon();
  });
  addEventListener('pagehide', rememberNow);
  addEventListener('waymark-leave', () => {
    finished = true;
    forgetInTab();
  });
  const today = new Date().toISOString().slice(0, 10);
  const drafts = get<HTMLDetailsElement>('draft-keep');
  const offer = async (): Promise<void> => {
    const { offerDraft } = await import('../browser/offer-draft.ts');
    offerDraft(ask, words.draft, draft, bringBack, today, { forgetKept, keep, readKept });
  };
  // Few keep one: what does it comes when it is asked for, or when there is one to open.
  const offered = (): void => void offer().catch(() => undefined);
  if (readKept(today) !== null) offered();
  else drafts.addEventListener('toggle', offered, { once: true });
  void sendWhatWaits(ask, (gone) => say(gone ? words.queued : words.lost));

  let busy = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { submitter } = event as SubmitEvent & { submitter: HTMLButtonElement | null };
    if (submitter?.name === 'switch') {
      // The other language is another page: what was typed goes along inside this tab, not over the network.
      rememberNow();
      location.assign(submitter.formAction);
      return;
    }
    if (busy) return;
    busy = true;
    clearErrors();
    const work = submitter?.name === 'show' ? show() : send();
    work
      .catch(() => say(words.errors.database))
      .finally(() => {
        busy = false;
      });
  });

  async function show(): Promise<void> {
    const read = await ask('read', {
      fields: entriesOf(form),
      language: data.language,
      labels: data.labels,
    });
    if (!read.ok) return wrong(read.errors.map(({ field, why }) => [field, words.errors[why]]));
    showExact(get('exact'), words.exact, read.exact);
  }

  /** What is wrong, at its question and at the top; the first one is shown. */
  function wrong(errors: readonly (readonly [string, string])[]): void {
    say('');
    const summary = showErrors(words.errors.summary, errors);
    const first = document.getElementById(errors[0]?.[0] ?? '')?.closest<HTMLElement>('[data-step]');
    if (first) stepper?.show(Number(first.dataset['step']));
    summary.focus();
  }

  async function send(): Promise<void> {
    const fields = entriesOf(form);
    const one = (name: string): string => fields.find(([key]) => key === name)?.[1][0] ?? '';
    const desk = data.desks.find(({ id }) => id === one('desk'));
    if (!desk) return wrong([['desk', words.errors.desk]]);
    const files = get('pictures').closest<HTMLElement>('[data-pictures]')?.hidden ? [] : chosen(form);
    if (files.length > 5) return wrong([['pictures', words.pictures.tooMany]]);
    const spoken = one('warn-only') === 'yes' ? null : (voice?.note() ?? null);
    if (spoken !== null && files.length > 4) return wrong([['pictures', words.voice.four]]);
    const typed = JSON.stringify([
      fields,
      files.map(({ name, size, lastModified }) => [name, size, lastModified]),
    ]);
    if (ready?.typed === typed && ready.spoken === spoken) return await deliver(ready.locked, desk);
    const pictures: Uint8Array<ArrayBuffer>[] = [];
    const { makeSmall } = await pictureMaker();
    for (const [index, file] of files.entries()) {
      say(count(words.pictures.preparing, index + 1, files.length));
      const made = await makeSmall(file);
      if (!made) return wrong([['pictures', words.pictures.undecodable.replace('{name}', file.name)]]);
      pictures.push(made);
    }
    say(words.sending);
    mine = await mineFor(mine, JSON.stringify([desk.id, one('come-back'), one('private')]), ask);
    const card = await vouch?.(mine.id);
    if (card?.ok === false) return wrong([['from-card', card.why]]);
    const locked = await ask('seal', {
      kind: 'report',
      area: data.area,
      desk: desk.id,
      rootFingerprint: data.rootFingerprint,
      fields,
      language: data.language,
      pictures,
      voice: spoken,
      comesBack: one('come-back') !== 'no',
      private: one('private'),
      mine,
      fromCard: card?.proof ?? null,
    });
    if (locked.ok) {
      ready = { typed, spoken, locked };
      rememberNow();
      return await deliver(locked, desk);
    }
    if (locked.why === 'errors')
      return wrong(locked.errors.map(({ field, why }) => [field, words.errors[why]]));
    if (locked.why === 'refused') return say(`${words.refused.heading}. ${words.refused.told}`);
    // The desk's keys could not be asked for: nothing is locked yet, and everything is still on the page.
    say(words.errors.database);
  }

  async function deliver(locked: Locked, desk: ReportData['desks'][number]): Promise<void> {
    const { sealed, code } = locked;
    const main = get('main');
    const asked = [...main.childNodes];
    let waiting: Awaited<ReturnType<typeof showWaiting>> | null = null;
    let kept = false;
    const tell = (text: string): void => (waiting ? waiting.tell(text) : say(text));
    const told = {
      picture: (at: number, of: number) => tell(count(words.pictures.sending, at, of)),
      working: () => tell(words.working),
    };
    for (let tries = 1; ; tries++) {
      tell(words.sending);
      const sent = await sendSealed(data.addresses, sealed, ask, told);
      if (sent.ok) return await thank(locked, desk, sent.acknowledgement);
      if (sent.why === 'another-body') return await thank(locked, desk, null);
      const known: Readonly<Record<string, string>> = words.errors;
      const said = known[sent.why];
      if (!sent.later || said !== undefined) {
        // It is not taken like this: everything typed is there again, to be changed.
        await forgetWaiting(sealed.id);
        if (waiting) main.replaceChildren(...asked);
        finished = false;
        rememberNow();
        return say(said ?? words.errors.database);
      }
      if (!waiting) {
        kept = await keepWaiting({ addresses: data.addresses, sealed });
        // What is locked and kept goes by itself; the words would only lie here for others to read.
        finished = kept;
        if (kept) forgetInTab();
        else rememberNow();
        const shown = await afterSending().catch(() => null);
        waiting = shown
          ? await shown.showWaiting(words, code)
          : {
              tell: (text) => sayPlainly(text, code),
              pressed: async () => await new Promise(() => undefined),
            };
      }
      waiting.tell(kept ? words.waiting.told : words.waiting.open);
      await untilAgain(tries, waiting.pressed());
    }
  }

  /** Where the page for it could not be fetched: the code in numbers. */
  function sayPlainly(text: string, code: Locked['code']): void {
    say(`${text} ${code?.digits.join(' ') ?? ''}`);
  }

  /** @param acknowledgement null where this report was stored before, with other words */
  async function thank(
    { sealed, code, serviceKey, urgent, kinds }: Locked,
    desk: ReportData['desks'][number],
    acknowledgement: unknown,
  ): Promise<void> {
    const { id, body } = sealed;
    await forgetWaiting(id);
    finished = true;
    forgetInTab();
    forgetKept();
    form.reset();
    voice?.clear();
    const already = acknowledgement === null;
    const proved =
      !already && (await ask('check', { area: data.area, id, body, serviceKey, envelope: acknowledgement }));
    const [weekday, time] = wallTime();
    const late = !deskReadsNow(desk.reads ?? undefined, weekday, time);
    const shown = await afterSending().catch(() => null);
    if (!shown) return sayPlainly(words.thanks.heading, code);
    await shown.showThanks(words, desk, {
      code,
      urgent: urgent && late,
      kinds,
      receipt: proved ? { id, body, acknowledgement } : null,
      already,
    });
  }
}

/** Until there is a network again, somebody presses, or a while has gone by: at most five minutes. */
async function untilAgain(tries: number, pressed: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const online = new AbortController();
  await Promise.race([
    pressed,
    new Promise((go) => addEventListener('online', go, { signal: online.signal })),
    new Promise((go) => {
      timer = setTimeout(go, Math.min(300_000, 10_000 * 2 ** tries));
    }),
  ]);
  clearTimeout(timer);
  online.abort();
}

/** What another visit left locked on this device goes now; `over` is told whether it is stored, or will never be. */
async function sendWhatWaits(ask: AskWorker, over: (stored: boolean) => void): Promise<void> {
  for (const { addresses, sealed } of await allWaiting()) {
    const sent = await sendSealed(addresses, sealed, ask, {
      picture: () => undefined,
      working: () => undefined,
    });
    if (!sent.ok && sent.later) continue;
    await forgetWaiting(sealed.id);
    over(sent.ok || sent.why === 'another-body');
  }
}

/** Parts of the form that depend on answers given elsewhere. */
function follow(form: HTMLFormElement): void {
  const checked = (selector: string): boolean => form.querySelector(`${selector}:checked`) !== null;
  const none = checked('[data-no-pictures]');
  const hide = (selector: string, hidden: boolean): void => {
    for (const found of form.querySelectorAll<HTMLElement>(selector)) found.hidden = hidden;
  };
  hide('[data-pictures]', none);
  hide('[data-no-pictures-said]', !none);
  hide('[data-adults]', checked('#under-18'));
  hide('[data-own-words]', checked('#warn-only'));
  hide('[data-when="police"]', !checked('[name="police"]:not([value="no"])'));
  hide('[data-when="ugly-mugs"]', !checked('#ugly-mugs'));
}

function chosen(form: HTMLFormElement): File[] {
  return [...(form.querySelector<HTMLInputElement>('#pictures')?.files ?? [])];
}

/** Weekday (1 is Monday) and `14:05`, as clocks in the area show them. */
function wallTime(): [number, string] {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date());
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1;
  return [weekday, `${part('hour')}:${part('minute')}`];
}

const count = (text: string, at: number, of: number): string =>
  text.replace('{at}', String(at)).replace('{of}', String(of));

const report = document.querySelector<HTMLFormElement>('form#report');
if (report) start(report);
