import { address, type Room, uint } from './word.ts'

/** The words at the end of a pool's code. */
export const CLONES: Room = {
  folder: 'common',
  file: 'CloneWords',
  library: 'ClonePacking',
  title: 'Words of the arguments of a pool and of its vault',
  about: ['Both are written once, when a pool is created, and are part of its code.'],
  structs: [
    {
      name: 'PoolIdentity',
      notice: 'Which pool it is. The first argument of a pool and of its vault.',
      words: [
        [
          uint('poolId', 32, 'number of the pool', { get: 'poolIdOf' }),
          uint('coverUnit', 64, 'asset units', { get: 'coverUnitOf' }),
          address('asset', '', { get: 'assetOf' }),
        ],
      ],
    },
    {
      name: 'PoolLimits',
      notice:
        'How much a pool sells and lets go, and how it counts shares. Ratios are parts per million of equity.',
      words: [
        [
          uint('assetUnit', 30, 'asset units that are worth a share at first', { get: 'assetUnitOf' }),
          uint('virtualShares', 20, 'shares that belong to nobody', { get: 'virtualSharesOf' }),
          uint('cooldown', 22, 'seconds from an exit request to its settlement', { get: 'cooldownOf' }),
          uint('exitLeverage', 24, 'an exit leaves all clusters at most this', { get: 'exitLeverageOf' }),
          uint('exitCluster', 20, 'an exit leaves the largest cluster at most this', {
            get: 'exitClusterOf',
          }),
          uint('saleLeverage', 24, 'a sale may bring all clusters to this', { get: 'saleLeverageOf' }),
          uint('saleCluster', 20, 'a sale may bring its cluster to this', { get: 'saleClusterOf' }),
          uint(
            'startEquity',
            96,
            'below this, capital counts in full from the first midnight that it is there; asset units',
            { get: 'startEquityOf' },
          ),
        ],
      ],
    },
  ],
  table: 'clone-arguments',
  rows: [
    { key: 'identity', struct: 'PoolIdentity' },
    { key: 'limits', struct: 'PoolLimits', text: "Not in a vault: there the pool's address is" },
    { key: 'name, symbol', text: 'small strings. Not in a vault' },
  ],
}
