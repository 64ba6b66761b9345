/** Whose migrations run, in this order; a capability may refer to the tables of those before it. */
export const migrationOrder: readonly string[] = [
  'kit',
  'desks',
  'reports',
  'warnings',
  'directory',
  'guide',
  'evaluator',
  'notifications',
];
