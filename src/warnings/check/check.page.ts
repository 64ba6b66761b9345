import type { PinnedRoots } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import { button } from '#kit/html/button.ts';
import { html } from '#kit/html/markup.ts';
import { input, select } from '#kit/html/text-fields.ts';
import { type Handler, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { forgetCard, withoutScripts } from '../join/join.page.ts';
import { behindPin } from '../lock/pin-door.view.ts';
import { memberWords } from '../messages/member.ts';

/**
 * `/check`: looks somebody up on the device. Everything that a result can lead to stands on the page before it: no address
 * and no file is asked for because of what was found.
 */
export function checkPage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const { prefix, area } = context;
    const { words: all, spoken } = memberWords(context.language);
    const words = all.check;
    const options = (texts: Record<string, string>) =>
      Object.entries(texts).map(([value, text]) => ({ value, text }));
    const main = html`<h1>${words.heading}</h1>
      <p class="lead">${words.lead.replace('{area}', area.name)}</p>
      ${withoutScripts(all, prefix)}
      <p role="status" id="working"></p>
      <p class="care" id="fault" role="alert" hidden></p>
      <section id="not-member" hidden>
        <h2>${words.notMember.heading}</h2>
        <p>${words.notMember.told}</p>
        <p><a class="govuk-button" href="${href('join', prefix, {})}">${words.notMember.have}</a></p>
        <p><a href="${href('about', prefix, {})}">${all.outreach}</a></p>
      </section>
      <form id="look" autocomplete="off" novalidate hidden>
        ${select({ id: 'kind', name: 'kind', label: { text: words.kind }, items: options(words.kinds) })}
        <div id="ask-platform" hidden>
          ${input({
            id: 'platform',
            name: 'platform',
            label: { text: words.platform },
            autocomplete: 'off',
            spellcheck: false,
            attributes: { autocapitalize: 'none' },
          })}
        </div>
        ${input({
          id: 'text',
          name: 'text',
          label: { text: words.text },
          autocomplete: 'off',
          spellcheck: false,
          attributes: { translate: 'no', autocapitalize: 'none' },
        })}
        <p id="understood" role="status" translate="no"></p>
        <p class="govuk-error-message" id="problem" role="alert" hidden></p>
        ${button({ text: words.look })}
        <p><span id="left"></span> ${words.leftWhy}</p>
      </form>
      <section id="result" hidden tabindex="-1">
        <div id="found"></div>
        ${button({ text: words.again, type: 'button', id: 'again' })}
        ${button({ text: words.hide, type: 'button', id: 'hide', classes: 'govuk-button--secondary' })}
      </section>
      <section>
        <h2>${words.more.heading}</h2>
        <ul>
          ${words.more.points.map((point) => html`<li>${point}</li>`)}
        </ul>
        <ul>
          <li><a href="${href('warnings', prefix, {})}">${words.more.warnings}</a></li>
          <li><a href="${href('guide', prefix, { name: 'check' })}">${words.more.before}</a></li>
          <li><a href="${href('guide', prefix, { name: 'out' })}">${words.more.out}</a></li>
          <li><a href="${href('guide', prefix, { name: 'rights' })}">${words.more.rights}</a></li>
          <li><a href="${href('report', prefix, {})}">${words.more.report}</a></li>
        </ul>
      </section>
      ${forgetCard(all)}`;
    const { understood, looking, working, left, ghost, hit, miss, errors, faults } = words;
    return page(
      frame(context, words.title, behindPin(all, main), ['check-identifier'], {
        mainLanguage: spoken,
        data: {
          area: area.id,
          areaName: area.name,
          desks: area.desks.map(({ id }) => id),
          rootFingerprint: roots.read(area.id),
          today: context.today,
          language: spoken,
          words: { understood, looking, working, left, ghost, hit, miss, errors, faults },
          forgotten: all.forget.done,
        },
      }),
    );
  };
}
