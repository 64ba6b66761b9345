/** `__Host-`: over TLS (or localhost) only, for this very host, for every path. */
export const SESSION_COOKIE = '__Host-waymark';

/** The token that a request carries, or null. */
export function readSessionCookie(header: string | null): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === SESSION_COOKIE && value !== undefined && /^[\w-]{43}$/.test(value)) return value;
  }
  return null;
}

/** `Set-Cookie` for a session, which ends with the browser; null ends it now. */
export const sessionCookie = (token: string | null): string =>
  token === null
    ? `${SESSION_COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict`
    : `${SESSION_COOKIE}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict`;
