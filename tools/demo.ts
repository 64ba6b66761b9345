/**
 * `npm run demo`: the application on data of its own, filled once through the real pages by a browser, with people and
 * numbers that are fictional and say so. When it is ready it prints one line of JSON: where to go and how to sign in.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import sharp from 'sharp';
import { type Visit, launchBrowser, visit } from '../test/support/browser.ts';
import * as story from '../test/support/story.ts';

const dataDir = resolve(process.env['DATA_DIR'] ?? 'data/demo');
const keysDir = resolve(process.env['KEYS_DIR'] ?? `${dataDir}-keys`);
const port = process.env['PORT'] ?? '8080';
const origin = process.env['ORIGIN'] ?? `http://localhost:${port}`;
/** Says that this directory is ours, and what we printed when it was filled. */
const mark = join(keysDir, 'demo.json');

function refuse(why: string): never {
  console.error(why);
  process.exit(1);
}

const isThere = (folder: string): boolean => existsSync(folder) && readdirSync(folder).length > 0;
if (isThere(dataDir) && !existsSync(mark))
  refuse(`${dataDir} holds data that the demo did not make. Name another DATA_DIR.`);
const filled = existsSync(mark) ? readFileSync(mark, 'utf8').trim() : '';
mkdirSync(dirname(dataDir), { recursive: true });
mkdirSync(keysDir, { recursive: true, mode: 0o700 });
if (filled === '') writeFileSync(mark, '', { mode: 0o600 });

const server: ChildProcess = spawn(process.execPath, ['--max-semi-space-size=4', 'src/main.ts'], {
  env: { ...process.env, DATA_DIR: dataDir, KEYS_DIR: keysDir },
  stdio: ['ignore', 'inherit', 'pipe'],
});
server.stderr?.on('data', (said: Buffer) => process.stderr.write(said));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 1));

async function ready(): Promise<void> {
  for (let i = 0; i < 600; i++) {
    const up = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  refuse('The application did not start.');
}

type Filled = {
  origin: string;
  signIn: { role: string; desk: string; phrase: string }[];
  cards: string[];
  wayBack: string[];
};

/** Lives a small story: two desks, three workers, two reports, an answer, a warning that stands, cards, and three services. */
async function fill(): Promise<Filled> {
  const browser = await launchBrowser();
  const visits: Visit[] = [];
  const somebody = async (options: Parameters<typeof visit>[1] = {}) => {
    const made = await visit(browser, options);
    visits.push(made);
    return made.page;
  };
  try {
    const link = readFileSync(join(keysDir, 'set-up-link-chesterfield'), 'utf8').trim();
    const ada = await somebody({ width: 1280, height: 900 });
    const first = await story.setUpFirstDesk(ada, link, 'Ada (demo)');
    await story.openTestRecord(ada);
    const bea = await somebody();
    const second = await story.joinDesk(bea, await story.invite(ada, 'Bea (demo)'));
    await story.letIn(ada, 'Bea (demo)', second.sixWords);
    await story.signIn(bea, origin, second.phrase);
    await bea.goto(`${origin}/desk/people`);
    await story.openTestRecord(bea);

    const mia = await somebody();
    const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#5a6b7c' } })
      .jpeg()
      .toBuffer();
    const told = await story.report(mia, origin, {
      kinds: ['Robbery'],
      story: 'Demo, fictional: he paid, and before he left he took the money back out of my bag.',
      when: 'In the last week',
      details: [
        { kind: 'Phone number', text: '07700 900123' },
        { kind: 'Number plate', text: 'AB12 CDE' },
      ],
      warn: 'Ask me first',
      photo: { name: 'demo.jpg', mimeType: 'image/jpeg', buffer: photo },
    });
    await story.openRecord(ada, origin, 'Robbery');
    await story.answerRecord(ada, 'Demo: thank you for telling us. Are you safe now?');
    const text = 'Demo, fictional: it was reported that this person takes back what was paid.';
    await story.draftWarning(ada, 'Grave danger', text);
    await story.comeBack(mia, origin, told);
    await mia.getByRole('button', { name: 'Yes, publish it' }).click();
    await mia.getByText('You said yes to these words.').waitFor();
    await story.putForward(ada, origin);
    await story.approveWarning(bea, origin, text);

    const plain = await somebody({ javaScript: false });
    const open = await story.report(plain, origin, {
      kinds: ['Following or stalking'],
      story: 'Demo, fictional: somebody waits outside most evenings.',
      details: [{ kind: 'E-mail', text: 'demo@example.org' }],
    });
    const cards = await story.mintCards(ada, origin, 3);
    const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
    for (const service of [
      {
        name: 'Lamp House drop-in (demo, fictional)',
        runBy: 'Example Trust',
        does: 'A warm room, tea, and somebody who listens.',
        number: '01632 960101',
        need: 'Someone to talk to',
        open: { every: 'Every week', days: weekdays, from: '10:00', to: '16:00' },
      },
      {
        name: 'Night bed line (demo, fictional)',
        runBy: 'Example Housing',
        does: 'Finds a safe bed for tonight.',
        number: '01632 960102',
        need: 'A safe bed tonight',
        open: {
          every: 'Every week',
          days: [...weekdays, 'Saturday', 'Sunday'],
          from: '18:00',
          to: '08:00',
          overnight: true,
        },
      },
      {
        name: 'Thursday clinic (demo, fictional)',
        runBy: 'Example Health',
        does: 'Tests and care without an appointment. No name needed.',
        number: '01632 960103',
        need: 'A test',
        open: { every: 'Every week', days: ['Thursday'], from: '14:00', to: '18:00' },
      },
    ])
      await story.addService(ada, origin, service);
    return {
      origin,
      signIn: [
        { role: 'area-keeper, desk-lead, desk-worker, outreach', desk: 'support', phrase: first.phrase },
        { role: 'desk-worker', desk: 'support', phrase: second.phrase },
      ],
      cards,
      wayBack: [told, open],
    };
  } finally {
    for (const { close } of visits) await close();
    await browser.close();
  }
}

await Promise.race([ready(), once(server, 'exit')]);
let line = filled;
if (line === '') {
  line = JSON.stringify(await fill());
  writeFileSync(mark, `${line}\n`, { mode: 0o600 });
}
console.log(line);
