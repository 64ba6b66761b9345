/** One sender's connection that stays open: whole requests as bytes, one after another, at next to no cost of its own. */
import { connect } from 'node:net';

export type Answered = { status: number; milliseconds: number };

export type Connection = {
  /** Sends and waits for the whole answer; status 0 when the connection ended first. */
  send(method: string, path: string, type: string, body: Buffer): Promise<Answered>;
  close(): void;
};

/** Every answer of ours says its length: no other is understood here. */
export function openConnection(origin: string): Connection {
  const { hostname, host, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let waiting: ((status: number) => void) | null = null;
  let read = Buffer.alloc(0);
  const answered = (status: number) => {
    read = Buffer.alloc(0);
    waiting?.(status);
    waiting = null;
  };
  socket.on('data', (chunk) => {
    read = read.length === 0 ? chunk : Buffer.concat([read, chunk]);
    const end = read.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = read.toString('latin1', 0, end);
    const length = /^content-length: (\d+)$/im.exec(head)?.[1];
    if (length === undefined) throw new Error('an answer without its length');
    if (read.length >= end + 4 + Number(length)) answered(Number(head.slice(9, 12)));
  });
  socket.on('error', () => answered(0));
  socket.on('close', () => answered(0));
  return {
    async send(method, path, type, body) {
      const began = performance.now();
      const head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`;
      const status = await new Promise<number>((done) => {
        if (socket.destroyed) return done(0);
        waiting = done;
        socket.cork();
        socket.write(head, 'latin1');
        socket.write(body);
        socket.uncork();
      });
      return { status, milliseconds: performance.now() - began };
    },
    close: () => socket.destroy(),
  };
}
