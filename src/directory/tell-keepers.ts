import type { Kysely } from 'kysely';
import type { AreaPack } from '#kit/area-pack.ts';
import { type Clock, Temporal } from '#kit/clock.ts';
import type { SendMail } from '#kit/mail/open-mail.ts';
import { href } from '#routes.ts';
import { mailWords as words } from './messages/facts.en.ts';
import { onceADay } from './queries/once-a-day.ts';
import { readServices } from './queries/read-services.ts';
import { comesDue } from './rules/due.ts';
import type { DirectoryTables } from './tables.ts';

/**
 * Tells the desks of each area that name an address (`factsMail`) how many services need a look, on the days on which one
 * comes 30, 14 or 3 days before being hidden, or is. One letter a day at most, without a service's name: whoever reads
 * the mail of a desk learns a number. Rejects where a letter was not taken: whoever is still owed one gets it at the next call.
 * @returns letters that were sent
 */
export async function tellKeepers(services: {
  db: Kysely<DirectoryTables>;
  /** The first one stands at the root. */
  areas: readonly AreaPack[];
  clock: Clock;
  origin: string;
  send: SendMail;
}): Promise<number> {
  const { db, areas, clock, origin, send } = services;
  const today = clock.today();
  let sent = 0;
  const failed: unknown[] = [];
  for (const [at, { id: area, desks }] of areas.entries()) {
    const written = new Set<string>();
    for (const { id: desk, factsMail } of desks) {
      // Two desks that share an address are told once.
      if (factsMail === undefined || written.has(factsMail)) continue;
      written.add(factsMail);
      const told = onceADay(db, { area, desk, today }, async (last, tx) => {
        const since = last ?? Temporal.PlainDate.from(today).subtract({ days: 1 }).toString();
        const all = await readServices(tx, area);
        const count = all.filter((service) => comesDue(service, since, today)).length;
        if (count === 0) return;
        const where = `${origin}${href('deskFacts', at === 0 ? '' : `/a/${area}`, {})}`;
        await send({
          to: factsMail,
          subject: words.subject,
          text: words.text(count, where),
          messageId: `services.${today}.${area}.${desk}`,
        });
        sent += 1;
      });
      // One desk whose mail is not taken keeps no other waiting.
      await told.catch((error: unknown) => failed.push(error));
    }
  }
  if (failed.length > 0) throw failed[0];
  return sent;
}
