/** Opens summaries off the page's own thread, a few at a time, so that a thousand of them do not stop anybody typing. */
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { openSummary } from '#sealed/sealed-record.ts';
import type { SummariesAsked, SummaryOpened } from '../browser/summaries.ts';

const AT_ONCE = 25;

addEventListener('message', ({ data }: MessageEvent<SummariesAsked>) => {
  void (async () => {
    const { area, identities, records } = data;
    let opened: SummaryOpened[] = [];
    for (const { id, epoch, summary } of records) {
      const identity = identities[epoch];
      const read =
        identity === undefined
          ? ({ ok: false, why: 'no-key' } as const)
          : await openSummary(base64.decode(summary), identity, { area, record: id }, v.unknown());
      opened.push(read.ok ? { id, value: read.value, why: null } : { id, value: null, why: read.why });
      if (opened.length === AT_ONCE) {
        postMessage(opened);
        opened = [];
      }
    }
    postMessage(opened);
    postMessage(null);
  })();
});
