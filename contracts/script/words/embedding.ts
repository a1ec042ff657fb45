import { address, bool, type Room, uint } from './word.ts'

/** The arguments at the end of a covered vault's code, and what it stores of each cover. */
export const EMBEDDING: Room = {
  folder: 'embedding',
  file: 'EmbeddingWords',
  library: 'EmbeddingPacking',
  title: 'Words of a covered vault: its arguments and the covers that it holds',
  about: ['The arguments are written once, when a covered vault is created, and are part of its code.'],
  structs: [
    {
      name: 'VaultAsset',
      notice: 'What a covered vault takes, and the incidents that it is covered against.',
      words: [
        [
          uint('subject', 96, 'court terms whose incidents are the firings of the meter', {
            get: 'subjectOf',
          }),
          address('asset', '', { get: 'assetOf' }),
        ],
      ],
    },
    {
      name: 'VaultWrapped',
      notice: 'The wrapped vault, and the product that covers it.',
      words: [
        [
          uint('productId', 56, '', { get: 'productIdOf' }),
          uint('decimals', 8, 'of the asset', { get: 'decimalsOf' }),
          uint('firings', 32, 'of the meter before the covered vault was created', { get: 'firingsOf' }),
          address('wrapped', 'an ERC-4626 vault', { get: 'wrappedOf' }),
        ],
      ],
    },
    {
      name: 'VaultMeter',
      notice: 'The meter of losses of the wrapped vault.',
      words: [[uint('meterId', 96, 'number of the meter there'), address('meter', '')]],
    },
    {
      name: 'VaultPolicy',
      notice: 'What a covered vault buys. Ratios are parts per million.',
      words: [
        [
          uint('maxRate', 20, 'premium of a year, of the amount'),
          uint('floor', 22, 'of what is at risk: less cover is made up for'),
          uint('target', 22, 'of what is at risk: so much is bought then'),
          uint('maxDeductible', 20),
          uint('duration', 25, 'of a cover and of an extension, seconds'),
          uint('poolCount', 3),
          bool('strict', 'what is deposited is covered at once'),
        ],
      ],
    },
    {
      name: 'VaultPool',
      notice: 'A pool that a covered vault buys from.',
      words: [[uint('poolId', 32), uint('coverUnit', 64, 'asset units'), address('pool', '')]],
    },
    {
      name: 'HeldCover',
      notice: 'A cover that a covered vault holds.',
      words: [
        [
          uint('coverId', 96),
          uint('price', 64, 'paid for what the cover streams to the pool, WAD; 0 for a gift'),
          uint('poolIndex', 8, 'place of the pool among those of the covered vault'),
        ],
      ],
    },
  ],
  table: 'covered-vault-arguments',
  rows: [
    { key: 'asset', struct: 'VaultAsset' },
    { key: 'wrapped vault', struct: 'VaultWrapped' },
    { key: 'meter', struct: 'VaultMeter' },
    { key: 'policy', struct: 'VaultPolicy' },
    { key: 'sponsor', text: 'address that may give covers; zero for none' },
    { key: 'name, symbol', text: 'small strings' },
    { key: 'one to four pools', struct: 'VaultPool' },
    { key: 'in storage, a list', struct: 'HeldCover' },
  ],
}
