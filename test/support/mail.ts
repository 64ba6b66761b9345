/** A real SMTP server on loopback that keeps every letter it takes. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type MailServer = {
  url: string;
  /** Each as it came over the wire, with the envelope's recipients and what the sender called itself. */
  letters: { to: string[]; hello: string; source: string }[];
  /** Passwords that were said to it. */
  passwords: string[];
  /** Refuse so many of the next letters after their text has come. */
  refuse(count: number): void;
  close(): Promise<void>;
};

/** @param host an address of loopback */
export async function startMailServer(host = '127.0.0.1'): Promise<MailServer> {
  const passwords: string[] = [];
  const letters: MailServer['letters'] = [];
  let refusing = 0;
  const server = new SMTPServer({
    // It offers no TLS and takes a password without, as a careless server or somebody on the way would.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
    onAuth({ password, username }, _session, done) {
      passwords.push(String(password));
      done(null, { user: String(username) });
    },
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusing > 0) {
          refusing -= 1;
          return done(Object.assign(new Error('come again'), { responseCode: 451 }));
        }
        letters.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          hello: String(session.hostNameAppearsAs),
          source: Buffer.concat(chunks).toString('utf8'),
        });
        return done();
      });
    },
  });
  // A sender that was killed in the middle of a letter is no fault of the server.
  server.on('error', () => undefined);
  await new Promise<void>((listening) => server.listen(0, host, listening));
  return {
    url: `smtp://${host}:${(server.server.address() as AddressInfo).port}`,
    letters,
    passwords,
    refuse: (count) => void (refusing = count),
    close: async () => await new Promise((closed) => server.close(() => closed())),
  };
}
