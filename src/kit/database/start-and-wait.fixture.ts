/** A process that starts PostgreSQL on the folder it is given, says where, and waits to be killed or stopped. */
import { startEmbedded } from './embedded.ts';

const [dataDir = ''] = process.argv.slice(2);
const started = await startEmbedded({ dataDir });
if (started.ok) {
  const { pid, superuser, stop } = started.cluster;
  setInterval(() => undefined, 60_000);
  // Before it speaks: whoever reads the line may stop it at once.
  process.once('SIGTERM', () => void stop().then(() => process.exit(0)));
  console.log(JSON.stringify({ ok: true, pid: pid(), connection: superuser }));
} else console.log(JSON.stringify(started));
