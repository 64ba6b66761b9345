/** The report's page with JavaScript: one step at a time, locked on this device, sent once. */
import { enhanceQuestions } from '#kit/device/enhance-questions.ts';
import { pageData } from '#kit/device/page-data.ts';
import { type Stepper, startStepper } from '#kit/device/stepper.ts';
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
import { byId, clearErrors, element, entriesOf, fill, showErrors } from '../browser/form-parts.ts';
import { makeSmall } from '#kit/device/make-small.ts';
import { allWaiting, forgetWaiting, keepWaiting } from '../browser/queue.ts';
import { sendSealed } from '../browser/send-sealed.ts';
import { showExact, showThanks } from '../browser/show.ts';
import { startVoiceNote } from '../browser/voice-note.ts';
import type { Told } from '../browser/worker-messages.ts';
import { deskReadsNow } from '../rules/desk-reads-now.ts';
import type { ReportData } from './page-data.ts';

type Locked = Extract<Told['seal'], { ok: true }>;

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
  const status = byId('report-status');
  const say = (text: string): void => {
    status.textContent = text;
    status.classList.toggle('care', text !== '');
  };

  const voice = startVoiceNote(words.voice);

  let finished = false;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let stepper: Stepper | undefined;
  const draft = (): Draft => ({ fields: entriesOf(form), step: stepper?.at() ?? 1 });
  function rememberSoon(): void {
    clearTimeout(soon);
    soon = setTimeout(rememberNow, 400);
  }
  function rememberNow(): void {
    clearTimeout(soon);
    if (!finished) rememberInTab(draft());
  }
  const bringBack = ({ fields, step }: Draft): void => {
    fill(form, fields);
    follow(form);
    stepper?.show(step);
  };
  stepper = startStepper(form, rememberSoon);
  const inTab = data.fresh ? readFromTab() : null;
  if (inTab) bringBack(inTab);
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
  offerDraft(ask, data, draft, bringBack);
  void sendWhatWaits(ask, () => say(words.queued));

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
    showExact(byId('exact'), words.exact, read.exact);
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
    const files = byId('pictures').closest<HTMLElement>('[data-pictures]')?.hidden ? [] : chosen(form);
    if (files.length > 5) return wrong([['pictures', words.pictures.tooMany]]);
    const spoken = voice?.note() ?? null;
    if (spoken !== null && files.length > 4) return wrong([['pictures', words.voice.four]]);
    const pictures: Uint8Array<ArrayBuffer>[] = [];
    for (const [index, file] of files.entries()) {
      say(count(words.pictures.preparing, index + 1, files.length));
      const made = await makeSmall(file);
      if (!made) return wrong([['pictures', words.pictures.undecodable.replace('{name}', file.name)]]);
      pictures.push(made);
    }
    say(words.sending);
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
    });
    if (locked.ok) return await deliver(locked, desk);
    if (locked.why === 'errors')
      return wrong(locked.errors.map(({ field, why }) => [field, words.errors[why]]));
    if (locked.why === 'refused') return say(`${words.refused.heading}. ${words.refused.told}`);
    // The desk's keys could not be asked for: nothing is locked yet, and everything is still on the page.
    say(words.errors.database);
  }

  async function deliver(locked: Locked, desk: ReportData['desks'][number]): Promise<void> {
    const { sealed, code } = locked;
    const told = {
      picture: (at: number, of: number) => say(count(words.pictures.sending, at, of)),
      working: () => say(words.working),
    };
    for (;;) {
      const sent = await sendSealed(data.addresses, sealed, ask, told);
      if (sent.ok) {
        await forgetWaiting(sealed.id);
        finished = true;
        forgetInTab();
        forgetKept();
        form.reset();
        voice?.clear();
        const proved = await ask('check', {
          area: data.area,
          id: sealed.id,
          body: sealed.body,
          serviceKey: locked.serviceKey,
          envelope: sent.acknowledgement,
        });
        const [weekday, time] = wallTime();
        const late = !deskReadsNow(desk.reads ?? undefined, weekday, time);
        await showThanks(words, desk, {
          code,
          urgent: locked.urgent && late,
          kinds: locked.kinds,
          receipt: proved
            ? { id: sealed.id, body: sealed.body, acknowledgement: sent.acknowledgement }
            : null,
        });
        return;
      }
      if (sent.why !== 'network') {
        const known: Readonly<Record<string, string>> = words.errors;
        return say(known[sent.why] ?? words.errors.database);
      }
      await keepWaiting({ addresses: data.addresses, sealed });
      rememberNow();
      await offline(words.offline);
      say(words.sending);
    }
  }

  /** Until there is a network again, or somebody presses. */
  async function offline(text: string): Promise<void> {
    say(text);
    const again = element('button', 'govuk-button', words.retry);
    again.setAttribute('type', 'button');
    status.append(' ', again);
    status.scrollIntoView();
    await new Promise<void>((go) => {
      const done = (): void => {
        removeEventListener('online', done);
        again.remove();
        go();
      };
      addEventListener('online', done);
      again.addEventListener('click', done);
    });
  }
}

/** What another visit left locked on this device goes now. */
async function sendWhatWaits(ask: AskWorker, gone: () => void): Promise<void> {
  for (const { addresses, sealed } of await allWaiting()) {
    const sent = await sendSealed(addresses, sealed, ask, {
      picture: () => undefined,
      working: () => undefined,
    });
    // Whatever the server says of it, another try says the same; only a lost network keeps it.
    if (!sent.ok && ['network', 'database-away', 'no-room', 'only-short'].includes(sent.why)) continue;
    await forgetWaiting(sealed.id);
    if (sent.ok) gone();
  }
}

function offerDraft(
  ask: AskWorker,
  { words: { draft: words } }: ReportData,
  draft: () => Draft,
  bringBack: (draft: Draft) => void,
): void {
  const today = new Date().toISOString().slice(0, 10);
  const pin = byId('pin') as HTMLInputElement;
  const said = byId('draft-said');
  const found = byId('draft-found');
  const kept = readKept(today);
  found.hidden = kept === null;
  byId('draft-save').addEventListener('click', () => {
    if (pin.value.length < 4) return pin.focus();
    void ask('lock', { pin: pin.value, text: JSON.stringify(draft()) }).then((locked) => {
      pin.value = '';
      said.textContent = keep(locked, today) ? words.kept : words.failed;
    });
  });
  const opening = byId('pin-open') as HTMLInputElement;
  byId('draft-open').addEventListener('click', () => {
    const now = readKept(today);
    if (!now) return;
    void ask('unlock', { pin: opening.value, kept: now }).then((text) => {
      opening.value = '';
      if (text === null) byId('draft-found-said').textContent = words.wrong;
      else {
        found.hidden = true;
        bringBack(JSON.parse(text) as Draft);
      }
    });
  });
  byId('draft-forget').addEventListener('click', () => {
    forgetKept();
    found.hidden = true;
  });
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
