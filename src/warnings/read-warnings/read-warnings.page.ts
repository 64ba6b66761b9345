import type { PinnedRoots } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import { html } from '#kit/html/markup.ts';
import { type Handler, page } from '#kit/http/index.ts';
import { href } from '#routes.ts';
import { forgetCard, withoutScripts } from '../join/join.page.ts';
import { behindPin } from '../lock/pin-door.view.ts';
import { memberWords } from '../messages/member.ts';

/** `/warnings`: everything that stands now, opened on the device by its card. */
export function readWarningsPage({ frame, roots }: { frame: Frame; roots: PinnedRoots }): Handler {
  return (context) => {
    const { prefix, area } = context;
    const { words: all, spoken } = memberWords(context.language);
    const words = all.read;
    const { notMember, faults, hit, ghost, working } = all.check;
    const main = html`<h1>${words.heading}</h1>
      <p class="lead">${words.lead.replace('{area}', area.name)}</p>
      ${withoutScripts(all, prefix)}
      <p role="status" id="working"></p>
      <p class="care" id="fault" role="alert" hidden></p>
      <section id="not-member" hidden>
        <h2>${notMember.heading}</h2>
        <p>${notMember.told}</p>
        <p><a class="govuk-button" href="${href('join', prefix, {})}">${notMember.have}</a></p>
        <p><a href="${href('about', prefix, {})}">${all.outreach}</a></p>
      </section>
      <section id="list" hidden>
        <p id="since" hidden></p>
        <p id="reported">${hit.reported}</p>
        <ul class="warnings" id="warnings"></ul>
        <p><a href="${href('check', prefix, {})}">${words.look}</a></p>
        <p><a href="${href('notify', prefix, {})}">${words.notify}</a></p>
        <p><a href="${href('lock', prefix, {})}">${words.lock}</a></p>
        <p><a href="${href('lostPhone', prefix, {})}">${words.lostPhone}</a></p>
        <p><a href="${href('homeScreen', prefix, {})}">${words.homeScreen}</a></p>
      </section>
      ${forgetCard(all)}`;
    return page(
      frame(context, words.title, behindPin(all, main), ['read-warnings'], {
        mainLanguage: spoken,
        data: {
          area: area.id,
          desks: area.desks.map(({ id }) => id),
          rootFingerprint: roots.read(area.id),
          today: context.today,
          language: spoken,
          words: { read: words, faults, hit, ghost, working },
          forgotten: all.forget.done,
        },
      }),
    );
  };
}
