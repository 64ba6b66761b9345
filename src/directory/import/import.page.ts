import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { deskPage } from '#desks/index.ts';
import type { Frame } from '#guide/index.ts';
import type { Markup } from '#kit/html/markup.ts';
import type { Context, Form, Handlers } from '#kit/http/index.ts';
import { routes } from '#routes.ts';
import { importWords as words } from '../messages/import.en.ts';
import { takeServices } from '../queries/keep-service.ts';
import { said } from '../rules/said.ts';
import type { DirectoryTables } from '../tables.ts';
import { formView, reportView } from './import.view.ts';
import { takeIn } from './take-in.ts';

const megabytes = routes.deskFactsImport.most / 1024 / 1024;

/** `/desk/facts/import`: services of somebody else's feed or export, as facts that wait for a check. No script is needed. */
export function importPage(services: {
  frame: Frame;
  db: Kysely<DirectoryTables>;
}): Handlers['deskFactsImport'] & object {
  const { frame, db } = services;
  const show = async (context: Context, main: Markup, status = 200): Promise<Response> => {
    const answer = await deskPage(frame, context, {
      title: words.title,
      main,
      rootFingerprint: null,
      plain: true,
    });
    return status === 200 ? answer : new Response(answer.body, { status, headers: answer.headers });
  };
  const ask = (
    context: Context,
    errors: ReadonlyMap<string, string> = new Map(),
    fields: Form['fields'] = new Map(),
    status = errors.size === 0 ? 200 : 422,
  ) => show(context, formView({ prefix: context.prefix, megabytes, fields, errors }), status);
  return {
    get: (context) => ask(context),
    post: async (context) => {
      const form = await context.form({ skim: true });
      const { fields } = form;
      if (form.tooLarge === true)
        return ask(context, new Map([['files', words.tooLarge(megabytes)]]), fields, 413);
      const source = fields.get('source')?.[0]?.trim() ?? '';
      const files = form.files.filter(({ field }) => field === 'files');
      const errors = new Map<string, string>();
      if (source === '') errors.set('source', words.missing);
      else if (!v.is(said, source)) errors.set('source', words.sourceWrong);
      if (files.length === 0) errors.set('files', words.noFile);
      if (errors.size > 0) return ask(context, errors, fields);
      const { outcomes, refused } = await takeIn(files, { source, today: context.today });
      const kept = await takeServices(
        db,
        context.area.id,
        outcomes.flatMap((one) => (one.kind === 'taken' ? [one.service] : [])),
      );
      return show(context, reportView({ outcomes, refused, kept, prefix: context.prefix }));
    },
  };
}
