/** Sends short plain letters by SMTP. What is sent, to whom and when is never logged. */
import { createTransport } from 'nodemailer';

/**
 * `messageId`: the same letter has the same one each time it is sent, so that a receiver knows a second copy. Letters,
 * digits, dots and hyphens. `sender`: the name before our address, `Waymark` where unsaid. `stop`: an https address at which
 * one press, or one POST of the reader's mailbox, ends such letters (RFC 8058).
 */
export type Letter = {
  to: string;
  subject: string;
  text: string;
  messageId: string;
  sender?: string;
  stop?: string;
};
/** Resolves once the server has taken the letter; rejects otherwise, and then it may be sent again. */
export type SendMail = (letter: Letter) => Promise<void>;

/** Milliseconds; together less than a transaction of ours may stand still. */
const PATIENCE = {
  connectionTimeout: 3_000,
  greetingTimeout: 3_000,
  socketTimeout: 6_000,
  dnsTimeout: 3_000,
};
const isHere = (host: string): boolean => ['127.0.0.1', '[::1]', '::1', 'localhost'].includes(host);

/** @param smtpUrl `smtp://` or `smtps://`, with user and password where the server asks for them */
export function openMail({ smtpUrl, from }: { smtpUrl: string; from: string }): SendMail {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  const domain = from.split('@').at(-1) ?? 'localhost';
  const transport = createTransport({
    host: url.hostname.replaceAll(/[[\]]/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A password never crosses a network in the clear, whoever takes the offer of TLS out on the way.
    requireTLS: !secure && user !== '' && !isHere(url.hostname),
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    // The name of this machine is nobody's business.
    name: domain,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
    ...PATIENCE,
  });
  return async ({ to, subject, text, messageId, sender = 'Waymark', stop }) => {
    await transport.sendMail({
      from: { name: sender, address: from },
      to,
      subject,
      text,
      messageId: `<${messageId}@${domain}>`,
      // Nobody needs an answer from whoever is away.
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(stop === undefined
          ? {}
          : {
              'List-Unsubscribe': `<${stop}>`,
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            }),
      },
    });
  };
}
