/** JSON for programs: integers of any size as decimal texts, since JSON's own numbers would lose digits. */
export const toJson = (value: unknown): string =>
  `${JSON.stringify(value, (_, entry) => (typeof entry === 'bigint' ? String(entry) : entry), 2)}\n`
