import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { checkboxes } from '#kit/html/choices.ts';
import { html } from '#kit/html/markup.ts';
import { longWork } from '#kit/html/ours.ts';
import { input, select } from '#kit/html/text-fields.ts';
import type { Handler } from '#kit/http/index.ts';
import { deskPage } from '../desk-frame.ts';
import { peopleWords } from '../messages/people.en.ts';
import type { PinnedRoots } from '#kit/pinned-root.ts';
import { deskRoles } from './people.api.ts';

/** `/desk/people`: who belongs to a desk, inviting and removing, the second signature, and whether the desk is open. */
export function peoplePage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const words = peopleWords;
    const { area, signedIn } = context;
    const keeper = signedIn?.roles.includes('area-keeper') === true;
    const desks = area.desks.filter(({ id }) => keeper || signedIn?.desks.includes(id) === true);
    const roles = deskRoles.filter((role) => keeper || role !== 'area-keeper');
    const main = html`<h1>${words.heading}</h1>
      <p class="govuk-error-message" id="problem" role="alert" hidden></p>
      <p id="working" role="status"></p>
      ${desks.length === 0 && html`<p>${words.none}</p>`}
      <div id="people" hidden>
        ${select({
          id: 'desk',
          name: 'desk',
          label: { text: words.choose },
          items: desks.map(({ id, name }) => ({ value: id, text: name })),
        })}
        <section id="proposed" hidden>
          <h2>${words.proposed}</h2>
          <ul></ul>
          <p data-said></p>
          <div id="first-words" hidden>
            <p>${words.sixWords}</p>
            <p class="share" translate="no"></p>
          </div>
          ${button({ text: words.agree, id: 'agree', type: 'button' })}
        </section>
        <section id="arrived" aria-live="polite"></section>
        <section>
          <h2>${words.members}</h2>
          <ul class="people" id="members"></ul>
        </section>
        <section id="open-desk">
          <h2>${words.test}</h2>
          <p id="open-said"></p>
          ${button({ text: words.testMake, id: 'open-test', type: 'button' })}
          <details class="govuk-details" id="by-recovery">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">${words.testRecovery}</span>
            </summary>
            <form id="recovery" autocomplete="off" novalidate class="govuk-details__text">
              ${input({ id: 'share-1', name: 'share-1', label: { text: words.shareOne }, autocomplete: 'off', spellcheck: false })}
              ${input({ id: 'share-2', name: 'share-2', label: { text: words.shareTwo }, autocomplete: 'off', spellcheck: false })}
              ${button({ text: words.testRecovery, classes: 'govuk-button--secondary' })}
            </form>
          </details>
        </section>
        <section id="inviting">
          <h2>${words.invite}</h2>
          <form id="invite" autocomplete="off" novalidate>
            ${input({ id: 'invite-name', name: 'invite-name', label: { text: words.inviteName }, autocomplete: 'off' })}
            ${checkboxes({
              idPrefix: 'role',
              name: 'role',
              fieldset: { legend: { text: words.inviteRoles } },
              items: roles.map((role) => ({ value: role, text: words.roles[role] })),
              values: ['desk-worker'],
            })}
            ${button({ text: words.inviteMake })}
          </form>
          <div id="invite-link" hidden>
            <p>${words.inviteLink}</p>
            <p class="share" translate="no"></p>
          </div>
          <ul class="people" id="invited"></ul>
        </section>
        <section id="turning">
          <h2>${words.turn}</h2>
          <p id="turn-hint"></p>
          ${button({ text: words.turn, classes: 'govuk-button--secondary', id: 'turn', type: 'button' })}
          ${longWork({ id: 'resealing', said: words.turning, stop: words.stop })}
        </section>
      </div>`;
    return deskPage(frame, context, {
      title: words.title,
      main,
      scripts: ['people'],
      rootFingerprint: roots.read(area.id),
      data: { joinAt: `${context.prefix}/desk/join` },
    });
  };
}
