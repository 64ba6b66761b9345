import { createHash } from 'node:crypto';

/** UUID of version 5: the same name in the same space is the same everywhere and always (RFC 9562 §5.5). */
export function uuidOf(space: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(space.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** What keeps the UUID under which a fact came to us: what is taken from a feed goes out under its own name. */
const came = 'hsds-';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of a fact whose record had this UUID; null where it had none. */
export const factId = (uuid: string): string | null =>
  UUID.test(uuid.toLowerCase()) ? `${came}${uuid.toLowerCase()}` : null;

/** The UUID of a fact's record. @param fact its id within the service */
export function factUuid(service: string, fact: string): string {
  const uuid = fact.startsWith(came) ? fact.slice(came.length) : '';
  return UUID.test(uuid) ? uuid : uuidOf(service, `fact/${fact}`);
}
