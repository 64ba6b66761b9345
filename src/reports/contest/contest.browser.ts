/** `/contest` with JavaScript: locked on this device, sent once. Nothing is kept on the device. */
import { enhanceQuestions } from '#kit/device/enhance-questions.ts';
import { pageData } from '#kit/device/page-data.ts';
import { get } from '#kit/device/get.ts';
import { type AskWorker, startSealing } from '../browser/ask-worker.ts';
import { forgetInTab, readFromTab, rememberInTab } from '../browser/drafts.ts';
import { clearErrors, entriesOf, fill, showErrors } from '../browser/form-parts.ts';
import { type Mine, mineFor } from '../browser/mine.ts';
import { sendSealed } from '../browser/send-sealed.ts';
import { showThanks } from '../browser/show.ts';
import type { Told } from '../browser/worker-messages.ts';
import type { ReportData } from '../report/page-data.ts';

const CONTEST = '.contest';

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
  for (const part of document.querySelectorAll<HTMLElement>('[data-without-script]')) part.hidden = true;
  for (const part of document.querySelectorAll<HTMLElement>('[data-with-script]')) part.hidden = false;
  const status = get('contest-status');
  const say = (text: string): void => {
    status.textContent = text;
    status.classList.toggle('care', text !== '');
    if (text !== '') status.scrollIntoView({ block: 'nearest' });
  };

  const carriedOver = readFromTab(CONTEST);
  let mine: Mine | null = carriedOver?.mine ?? null;
  if (carriedOver) fill(form, carriedOver.fields);
  forgetInTab(CONTEST);

  /** What was locked with exactly these answers: after a lost network the same bytes go again. */
  let ready: { typed: string; locked: Locked } | null = null;
  let busy = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { submitter } = event as SubmitEvent & { submitter: HTMLButtonElement | null };
    if (submitter?.name === 'switch') {
      // The other language is another page: what was typed goes along inside this tab, not over the network.
      rememberInTab({ fields: entriesOf(form), step: 0, mine }, CONTEST);
      location.assign(submitter.formAction);
      return;
    }
    if (busy) return;
    busy = true;
    clearErrors();
    send()
      .catch(() => say(words.errors.database))
      .finally(() => {
        busy = false;
      });
  });

  function wrong(errors: readonly (readonly [string, string])[]): void {
    say('');
    showErrors(words.errors.summary, errors).focus();
  }

  async function send(): Promise<void> {
    const fields = entriesOf(form);
    const one = (name: string): string => fields.find(([key]) => key === name)?.[1][0] ?? '';
    const desk = data.desks.find(({ id }) => id === one('desk'));
    if (!desk) return wrong([['desk', words.errors.desk]]);
    say(words.sending);
    const typed = JSON.stringify(fields);
    if (ready?.typed !== typed) {
      mine = await mineFor(mine, JSON.stringify([desk.id, one('come-back'), one('private')]), ask);
      const locked = await ask('seal', {
        kind: 'contest',
        area: data.area,
        desk: desk.id,
        rootFingerprint: data.rootFingerprint,
        fields,
        language: data.language,
        pictures: [],
        voice: null,
        comesBack: one('come-back') !== 'no',
        private: one('private'),
        mine,
        fromCard: null,
      });
      if (!locked.ok && locked.why === 'errors')
        return wrong(locked.errors.map(({ field, why }) => [field, words.errors[why]]));
      if (!locked.ok)
        return say(
          locked.why === 'refused'
            ? `${words.refused.heading}. ${words.refused.told}`
            : words.errors.database,
        );
      ready = { typed, locked };
    }
    const { sealed, code, serviceKey } = ready.locked;
    const told = { picture: () => undefined, working: () => say(words.working) };
    const sent = await sendSealed(data.addresses, sealed, ask, told);
    const already = !sent.ok && sent.why === 'another-body';
    if (!sent.ok && !already) {
      const known: Readonly<Record<string, string>> = words.errors;
      return say(known[sent.why] ?? words.errors.database);
    }
    form.reset();
    const { id, body } = sealed;
    const envelope = sent.ok ? sent.acknowledgement : null;
    const proved = sent.ok && (await ask('check', { area: data.area, id, body, serviceKey, envelope }));
    await showThanks(words, desk, {
      code,
      urgent: false,
      kinds: null,
      receipt: proved ? { id, body, acknowledgement: envelope } : null,
      already,
    });
  }
}

const form = document.querySelector<HTMLFormElement>('form#contest');
if (form) start(form);
