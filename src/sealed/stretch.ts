/** Cost of stretching (RFC 7914): 32 MiB, about 0.1 s. Whoever calls brings the implementation. */
export const STRETCH = { N: 2 ** 15, r: 8, p: 1, dkLen: 32 } as const;
/** `scryptAsync` of @noble/hashes in a browser; node:crypto in a bounded pool on a server. */
export type Scrypt = (password: Uint8Array, salt: Uint8Array, cost: typeof STRETCH) => Promise<Uint8Array>;
