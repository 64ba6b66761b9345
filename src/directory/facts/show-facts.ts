import { deskPage } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import type { Markup } from '#kit/html/markup.ts';
import type { Context } from '#kit/http/index.ts';
import { factsWords as words } from '../messages/facts.en.ts';

/** A desk's page about services; it works without JavaScript. */
export async function showFacts(
  frame: Frame,
  context: Context,
  main: Markup,
  status: number,
): Promise<Response> {
  const answer = await deskPage(frame, context, {
    title: words.title,
    main,
    rootFingerprint: null,
    plain: true,
  });
  return status === 200 ? answer : new Response(answer.body, { status, headers: answer.headers });
}
