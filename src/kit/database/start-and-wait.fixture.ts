/** A process that starts PostgreSQL on the folder it is given, says where, and waits to be killed or stopped. */
import { startEmbedded } from './embedded.ts';

const [dataDir = ''] = process.argv.slice(2);
const started = await startEmbedded({ dataDir });
if (started.ok)
  console.log(
    JSON.stringify({ ok: true, pid: started.cluster.pid(), connection: started.cluster.superuser }),
  );
else console.log(JSON.stringify(started));
if (started.ok) {
  setInterval(() => undefined, 60_000);
  process.once('SIGTERM', () => void started.cluster.stop().then(() => process.exit(0)));
}
