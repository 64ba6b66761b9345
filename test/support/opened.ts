/** What a desk was given, opened with its epoch's identity as its browser would. */
import { type ReportBody as Body, ReportBody } from '#reports/index.ts';
import { type AttachmentType, openAttachment } from '#sealed/attachment.ts';
import { type WayBackPublic, openBody } from '#sealed/sealed-record.ts';
import type { TestApplication } from './application.ts';
import type { TestDesk } from './desk.ts';

const area = 'chesterfield';

export type OpenedThere = {
  id: string;
  body: Body;
  wayBack: WayBackPublic;
  files: Map<string, { type: AttachmentType; bytes: Uint8Array }>;
};

/** The reports that lie at a desk, each with those of its files that are claimed and open. */
export async function openedRecords(app: TestApplication, desk: TestDesk): Promise<OpenedThere[]> {
  const { sweep } = app.database.pools;
  const { rows } = await sweep.query<{ id: string; file: Buffer }>(
    'select id, sealed_key || sealed_body as file from desks.every_record where desk_id = $1',
    [desk.desk],
  );
  return await Promise.all(
    rows.map(async ({ id, file }) => {
      const read = await openBody(
        new Uint8Array(file),
        desk.epoch.identity,
        { area, record: id },
        ReportBody,
      );
      if (!read.ok) throw new Error(read.why);
      const attached = await sweep.query<{ id: string; file: Buffer }>(
        'select id, sealed_key || sealed_body as file from desks.every_attachment where record_id = $1 and desk_id = $2',
        [id, desk.desk],
      );
      const files: OpenedThere['files'] = new Map();
      for (const one of attached.rows) {
        const opened = await openAttachment(new Uint8Array(one.file), desk.epoch.identity, {
          area,
          id: one.id,
        });
        if (opened.ok) files.set(one.id, opened);
      }
      return { id, body: read.value, wayBack: read.wayBack, files };
    }),
  );
}
