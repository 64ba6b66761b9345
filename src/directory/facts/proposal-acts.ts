import { factsWords as words, sayNotRead } from '../messages/facts.en.ts';
import { decideProposal } from '../queries/decide-proposal.ts';
import { readProposalsOf } from '../queries/proposals.ts';
import { readServices } from '../queries/read-services.ts';
import { makeSelfCheck, withdrawSelfCheck } from '../queries/self-check.ts';
import type { Corrected } from '../rules/change-fact.ts';
import { type Proposal, acceptProposal, oldNumbers } from '../rules/proposal.ts';
import { readHours } from '../rules/read-hours.ts';
import { sayHours } from '../rules/say-hours.ts';
import { codeBytes, writeCode } from '../rules/self-check-code.ts';
import { toldService } from '../rules/still-right.ts';
import type { Acts, Asked } from './asked.ts';
import { standsNow } from './say-fact.ts';

/** The longest note that a service can keep. */
const NOTE = 4000;

const find = async ({ db, context, service, value }: Asked): Promise<Proposal | null> =>
  (await readProposalsOf(db, context.area.id, service.id)).find(({ id }) => id === value('proposal')) ?? null;

/** Links for a service to look at itself with, and what came back by them. */
export const proposalActs = (random: (length: number) => Uint8Array): Acts => ({
  link: async ({ db, context, service, show, by }) => {
    const area = context.area.id;
    if (toldService(service, await readServices(db, area), by.today) === null)
      return await show({ refused: words.noLink });
    const code = random(codeBytes);
    const until = await makeSelfCheck(db, { area, service: service.id, code, today: by.today });
    return await show({ link: { code: writeCode(code), until } });
  },
  'take-back': async ({ db, context, service, back }) => {
    await withdrawSelfCheck(db, context.area.id, service.id);
    return back();
  },
  accept: async (asked) => {
    const { db, context, service, fields, value, show, back, by } = asked;
    const proposal = await find(asked);
    // Somebody was quicker, or pressed twice.
    if (proposal === null) return back();
    const at = proposal.id;
    const errors = new Map<string, string>();
    const changes = proposal.kind !== 'words';
    const numbers = oldNumbers(service, proposal.fact);
    if (changes && value('rang') !== 'yes') errors.set('rang', words.rangMissing);
    if (changes && numbers.length === 0 && value('how') === '') errors.set('how', words.missing);
    const asHours = proposal.kind === 'hours' && proposal.said !== '';
    const read = asHours ? readHours(value('hours'), by.today) : null;
    if (read?.ok === false) errors.set('hours', sayNotRead(read));
    // Hours that were typed anew are read back before they are kept.
    else if (read?.ok === true && sayHours(read.schedule, by.today) !== value('read'))
      errors.set('hours', words.readAgain);
    if (errors.size > 0) return await show({ fields, errors, at });
    if (standsNow(service, proposal, by.today) !== value('was'))
      return await show({ refused: words.changedSince });
    const source = words.bySelfSource(by.by, value('how'));
    const hours = read?.ok === true ? read.schedule : null;
    let made: Corrected | null = null;
    const of = { area: context.area.id, service: service.id, proposal: proposal.id };
    const done = await decideProposal(db, of, (now) => {
      if (standsNow(now, proposal, by.today) !== value('was')) return null;
      made = acceptProposal(now, proposal, hours, source, by);
      return made.ok ? made.service : null;
    });
    if (done) return back();
    const result = made as Corrected | null;
    return await show({ refused: result?.ok === false ? words.refused(result.why) : words.changedSince });
  },
  'turn-down': async (asked) => {
    const { db, context, service, fields, value, show, back, by } = asked;
    const proposal = await find(asked);
    if (proposal === null) return back();
    const why = value('reason').replaceAll(/[<>\p{Cc}]/gu, ' ');
    if (why === '')
      return await show({ fields, at: proposal.id, errors: new Map([['reason', words.reasonMissing]]) });
    const line = words.turnedDown(by.today, by.by, words.proposed[proposal.kind], why.slice(0, 500));
    const of = { area: context.area.id, service: service.id, proposal: proposal.id };
    await decideProposal(db, of, (now) => ({
      ...now,
      note: [now.note, line]
        .filter((part) => part !== null)
        .join('\n')
        .slice(-NOTE),
    }));
    return back();
  },
});
