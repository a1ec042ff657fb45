const built = /* @__PURE__ */ new WeakSet<object>()

/** Notes that this package has built a loss table: its lines add up, and are those of its root. Nobody changes it any more. */
export function markBuilt<const table extends object>(table: table): table {
  built.add(Object.freeze(table))
  return table
}

/** Whether a loss table is as this package has built it. */
export const isBuiltTable = (table: object): boolean => built.has(table)
