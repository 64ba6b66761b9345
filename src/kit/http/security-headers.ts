// Everything from our own origin, nothing inline: an injected script has nowhere to stand. Trusted Types: the one
// policy, `waymark`, makes addresses of our own workers and nothing else.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types waymark',
].join('; ');

const always: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};
/** `permissions-policy`: camera and microphone for a report, nothing else but `also`, which a page names for itself. */
export const permissions = (also?: 'geolocation'): string =>
  [
    'camera=(self)',
    'microphone=(self)',
    `geolocation=(${also === 'geolocation' ? 'self' : ''})`,
    'browsing-topics=()',
    'interest-cohort=()',
    'payment=()',
    'usb=()',
  ].join(', ');

/** What counts for a page alone; our scripts and styles are many and each would carry it along. */
const forPages: Readonly<Record<string, string>> = {
  // Not no-referrer: with it browsers send `Origin: null` with forms, and the check against other sites cannot work.
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': permissions(),
};
const isFile = (answer: Response): boolean =>
  /^text\/(?:javascript|css)/.test(answer.headers.get('content-type') ?? '');

/** Puts on what every answer carries; what a handler has set itself stays. */
export function withSecurityHeaders(answer: Response, https: boolean): Response {
  for (const [name, value] of Object.entries(isFile(answer) ? always : { ...always, ...forPages }))
    if (!answer.headers.has(name)) answer.headers.set(name, value);
  if (https) answer.headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
  return answer;
}
