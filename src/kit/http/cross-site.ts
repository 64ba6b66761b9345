/**
 * Whether a request that changes something came from a page of ours. Browsers since 2023 say so in `Sec-Fetch-Site`;
 * older ones send `Origin`. A request with neither is no browser's, carries no cookie of a victim, and may pass.
 */
export function isFromElsewhere(request: Request, origins: readonly string[]): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = request.headers.get('origin');
  return origin !== null && !origins.includes(origin);
}
