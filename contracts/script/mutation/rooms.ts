/** Which tests see a change of a source first. */

/** Sources and tests that belong together, by the paths below contracts/src and contracts/test; the first that fits counts. */
const ROOMS: [sources: RegExp, tests: RegExp][] = [
  [
    /^(?:claims\/|ClaimsVault|LossLedger)/,
    /^unit\/(?:Bonus|Cases|Claims|ClaimsVault|DeferredStarts|FirstLoss|LapseCover|PreviewRecovery|ProofOfLoss|RaiseCase|Returns|Settlements)\.|^fuzz\/ClaimPacking|^threats\/(?:Settlement|Tokens|Incidents)/,
  ],
  [/^court\//, /^court\/[^/]+$/],
  [/^arbiters\/|UmaClaim/, /^court\/arbiters\//],
  [/^meters\/|libraries\/(?:Runs|Lows)/, /^unit\/\w+Meter\.|^court\/MeteredCases/],
  [/^registry\/|TrieAbsence/, /^unit\/(?:AuditRegistry|CodePins|ProductRegistry|ProxyCode|LapseCover)\./],
  [/^CoverToken|CoverImage/, /^unit\/Cover(?:Image|Token)\./],
  [/^PoolManager|^CoverPoolFactory/, /^unit\/(?:Pool|CoverPoolFactory|Pauses|Forks)/],
  [/^/, /^unit\/|^fuzz\//],
]

export function isInRoom(source: string, suite: string): boolean {
  const below = source.replace('contracts/src/', '')
  const [, tests] = ROOMS.find(([sources]) => sources.test(below)) as [RegExp, RegExp]
  return tests.test(suite.replace('contracts/test/', ''))
}
