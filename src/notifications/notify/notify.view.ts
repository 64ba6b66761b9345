import { button } from '#kit/html/button.ts';
import { checkboxes, radios } from '#kit/html/choices.ts';
import { type Markup, html, nothing } from '#kit/html/markup.ts';
import type { Language } from '#kit/languages/languages.ts';
import { input, personal, select } from '#kit/html/text-fields.ts';
import { href } from '#routes.ts';
import type { NotifyWords } from '../messages/en.ts';
import { neutral, senders, subjects } from '../messages/neutral.ts';
import type { Channel } from '../tables.ts';

/** What the page says back: that it worked, what is kept, or what was typed with what is wrong in it. */
export type Said = {
  good?: string;
  kept?: readonly string[];
  confirm?: { typed: string; error: string };
  stop?: { typed: string; error?: string };
};
type View = {
  words: NotifyWords;
  spoken: Language;
  prefix: string;
  offered: readonly Channel[];
  said: Said;
};

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: hour,
  text: `${String(hour).padStart(2, '0')}:00`,
}));

/** Monday to Sunday, as the language says them. 4 January 2021 was a Monday. */
const days = (language: Language): { value: string; text: string }[] =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: String(day),
    text: new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      weekday: 'long',
      timeZone: 'UTC',
    }).format(new Date(Date.UTC(2021, 0, 3 + day))),
  }));

function subscribeForm({ words, spoken, offered }: View): Markup {
  const said = neutral[spoken];
  return html`<form id="subscribe" autocomplete="off" novalidate hidden>
    ${radios({
      name: 'channel',
      idPrefix: 'channel',
      fieldset: { legend: { text: words.channel.legend } },
      items: offered.map((channel) => ({ value: channel, text: words.channel[channel] })),
    })}
    <div id="ask-email" hidden>
      ${input({ id: 'email', name: 'email', type: 'email', label: { text: words.email }, attributes: personal })}
    </div>
    <div id="ask-sms" hidden>
      ${input({
        id: 'sms',
        name: 'sms',
        type: 'tel',
        label: { text: words.sms.label },
        hint: { text: words.sms.hint },
        attributes: personal,
      })}
    </div>
    ${
      offered.includes('sms')
        ? checkboxes({
            name: 'never-text',
            idPrefix: 'never-text',
            items: [{ value: 'yes', text: words.neverText }],
          })
        : nothing
    }
    ${select({
      id: 'sender',
      name: 'sender',
      label: { text: words.sender },
      items: senders.map((sender) => ({ value: sender, text: said.senders[sender] })),
    })}
    ${select({
      id: 'subject',
      name: 'subject',
      label: { text: words.subject },
      items: subjects.map((subject) => ({
        value: subject,
        text: `${said.subjects[subject].title}: ${said.subjects[subject].line}`,
      })),
    })}
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend">${words.quiet.legend}</legend>
      ${checkboxes({ name: 'quiet', idPrefix: 'quiet', items: [{ value: 'yes', text: words.quiet.on }] })}
      ${select({ id: 'from', name: 'from', label: { text: words.quiet.from }, items: hours, value: 22 })}
      ${select({ id: 'to', name: 'to', label: { text: words.quiet.to }, items: hours, value: 8 })}
    </fieldset>
    ${checkboxes({
      name: 'never',
      idPrefix: 'never',
      fieldset: { legend: { text: words.quiet.days } },
      items: days(spoken),
    })}
    <p class="care">${words.knows}</p>
    <p class="govuk-error-message" id="problem" role="alert" hidden></p>
    ${button({ text: words.on })}
  </form>`;
}

export function notifyView(view: View): Markup {
  const { words, prefix, offered, said } = view;
  const action = href('notify', prefix, {});
  const open = offered.length > 0;
  return html`<h1>${words.heading}</h1>
    <p class="lead">${words.lead}</p>
    ${said.good === undefined ? nothing : html`<p class="good" role="status">${said.good}</p>`}
    <h2>${words.what}</h2>
    <ul>
      ${words.points.map((point) => html`<li>${point}</li>`)}
    </ul>
    <p class="care">${words.knows}</p>
    ${
      open
        ? html`<noscript><p class="care">${words.needsJavaScript}</p></noscript>`
        : html`<p class="care">${words.closed}</p>`
    }
    <p role="status" id="working"></p>
    <p class="care" id="fault" role="alert" hidden></p>
    <section id="not-member" hidden>
      <p>${words.notMember.told}</p>
      <p><a class="govuk-button" href="${href('join', prefix, {})}">${words.notMember.have}</a></p>
    </section>
    ${open ? subscribeForm(view) : nothing}
    <p class="good" id="done" role="status" tabindex="-1" hidden></p>
    <section id="here" hidden>
      <h2>${words.here.heading}</h2>
      <ul id="here-list"></ul>
    </section>
    <section>
      <h2>${words.confirm.heading}</h2>
      <form method="post" action="${action}" autocomplete="off">
        ${input({
          id: 'code',
          name: 'code',
          value: said.confirm?.typed ?? '',
          label: { text: words.confirm.label },
          hint: { text: words.confirm.hint },
          attributes: personal,
          ...(said.confirm === undefined ? {} : { error: { text: said.confirm.error, prefix: '' } }),
        })}
        ${button({ text: words.confirm.press, name: 'act', value: 'confirm' })}
      </form>
    </section>
    <section>
      <h2>${words.stop.heading}</h2>
      ${
        said.kept === undefined
          ? nothing
          : html`<div role="status">
              <h3>${words.kept.heading}</h3>
              <ul>
                ${said.kept.map((one) => html`<li>${one}</li>`)}
              </ul>
            </div>`
      }
      <form method="post" action="${action}" autocomplete="off">
        ${input({
          id: 'stop',
          name: 'stop',
          value: said.stop?.typed ?? '',
          label: { text: words.stop.label },
          hint: { text: words.stop.hint },
          attributes: personal,
          ...(said.stop?.error === undefined ? {} : { error: { text: said.stop.error, prefix: '' } }),
        })}
        ${button({ text: words.stop.press, name: 'act', value: 'stop' })}
        ${button({ text: words.stop.look, name: 'act', value: 'look', classes: 'govuk-button--secondary' })}
      </form>
    </section>`;
}
