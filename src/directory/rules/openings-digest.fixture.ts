/** Run by openings.test.ts under several time zones of the server: prints one digest of many openings. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { Temporal } from 'temporal-polyfill';
import { openingsOf } from './openings.ts';

const hash = sha256.create();
for (const rrule of [
  'FREQ=DAILY',
  'FREQ=WEEKLY;BYDAY=SA,SU',
  'FREQ=MONTHLY;BYDAY=-1SU',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH',
])
  for (const [opens, closes] of [
    ['00:30', '23:45'],
    ['22:00', '01:30'],
    ['00:00', '00:00'],
  ] as const)
    for (const bankHolidays of ['open', 'closed', 'ring'] as const)
      for (const one of openingsOf(
        [
          {
            rrule,
            dtstart: '2025-01-02',
            opens,
            closes,
            overnight: closes <= opens,
            timezone: 'Europe/London',
            except: ['2026-03-29'],
            also: ['2026-10-25'],
            bankHolidays,
            validFrom: null,
            validTo: null,
            description: null,
          },
        ],
        Temporal.Instant.from('2025-06-01T00:00Z'),
        700,
      ))
        hash.update(
          utf8ToBytes(`${one.opens.epochMilliseconds} ${one.closes.epochMilliseconds} ${one.ring}`),
        );
console.log(`digest ${bytesToHex(hash.digest())}`);
