/** Which tests see a change of a source first. */

/** Sources and tests that belong together, by the paths below contracts/src and contracts/test; the first that fits counts. */
const ROOMS: [sources: RegExp, tests: RegExp][] = [
  [
    /Packing\.sol$/,
    /^fuzz\/(?:Claim)?Packing|^unit\/(?:pool\/BuyCover|claims\/Settlements|embedding\/CoveredVaultSync|CoverPoolFactory)\./,
  ],
  [
    /^claims\//,
    /^unit\/claims\/|^unit\/pool\/(?:DeferredStarts|LapseCover)\.|^fuzz\/ClaimPacking|^threats\/(?:Settlement|Tokens|Incidents)/,
  ],
  [/^resolution\/court\//, /^unit\/resolution\/court\//],
  [/^resolution\/arbiters\//, /^unit\/resolution\/arbiters\//],
  [/^resolution\/meters\//, /^unit\/resolution\/(?:meters\/|court\/MeteredCases)/],
  [/^listing\//, /^unit\/(?:listing\/|pool\/LapseCover)/],
  [/^cover\/Cover(?:Token|Image)/, /^unit\/cover\//],
  [/^embedding\//, /^unit\/embedding\/|^fuzz\/(?:CoveredVault|PayoutDistributor|RenewalMandate)/],
  [/^router\//, /^unit\/router\/|^fuzz\/CoverRouter/],
  [/^governance\/|^CoverPoolFactory|^common\//, /^unit\/(?:governance\/|CoverPoolFactory|Forks)/],
  [
    /^pool\/(?:Buckets|Packing|PremiumMath|ShareMath)\.|^cover\/CoverData\./,
    /^fuzz\/|^differential\/|^unit\/pool\/(?:BuyCover|CancelCover|SettleRedeemRequests|Upkeep)\./,
  ],
  [
    /^/,
    /^unit\/(?:pool\/|claims\/(?:PreviewRecovery|Returns)\.|governance\/(?:Pauses|PoolChanges)\.)|^threats\/Standards/,
  ],
]

export function isInRoom(source: string, suite: string): boolean {
  const below = source.replace('contracts/src/', '')
  const [, tests] = ROOMS.find(([sources]) => sources.test(below)) as [RegExp, RegExp]
  return tests.test(suite.replace('contracts/test/', ''))
}
