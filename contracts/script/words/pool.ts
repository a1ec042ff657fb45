import { bool, type Room, type Row, type Struct, uint } from './word.ts'

const STRUCTS: Struct[] = [
  {
    name: 'Money',
    sdk: true,
    notice: "The pool's money and the head of its premium stream.",
    inPlace: true,
    words: [
      [
        uint(
          'net',
          104,
          'equity + unearned premium: what is held less settled exits and fees owed, asset units',
        ),
        uint('rate', 48, 'Σ stream rate of the covers that still stream'),
        uint('rateEnd', 64, 'Σ stream rate × end day of the same covers'),
        uint('day', 16, 'last day whose ends have left `rate` and `rateEnd`'),
        uint('period', 16, 'last capital period whose covers have left the cluster lanes'),
        uint('flags', 8, 'bit 0: short; bits 1, 2: sales, deposits were paused'),
      ],
    ],
    derived: [
      {
        name: 'identity',
        note: 'the word of `CloneArguments` with the asset, and the cover unit that the stream counts',
      },
    ],
  },
  {
    name: 'ShareTotals',
    sdk: true,
    notice: 'Share totals, and the number of layers that cases were given so far.',
    inPlace: true,
    words: [
      [
        uint(
          'supply',
          112,
          'shares in existence, queued ones included; stored with what has faded since `Fading.from`',
          {
            stored: 'supply + faded',
          },
        ),
        uint('queued', 112, 'shares in exit requests that are not settled'),
        uint('layerCount', 31, 'layers of cases funded so far', { get: 'layerCountOf' }),
        uint('fades', 1, 'there is a `Fading`'),
      ],
    ],
    derived: [
      { name: 'faded', note: 'shares that have left the supply since `Fading.from`' },
      { name: 'limits', note: 'the word of `CloneArguments` with what a share is worth at first' },
    ],
  },
  {
    name: 'Fading',
    sdk: true,
    notice: 'Shares that nobody collected, on their way out of the supply by the second.',
    words: [
      [
        uint('shares', 112, 'what was left of them at `from`'),
        uint('from', 40),
        uint('until', 40, 'when all are gone'),
      ],
    ],
  },
  {
    name: 'Queue',
    sdk: true,
    notice: 'The tail of the exit queue and the damped equity that sale limits rest on.',
    inPlace: true,
    words: [
      [
        uint('requested', 128, 'shares ever put into the queue: the position of its tail'),
        uint('dampedEquity', 96, 'asset units'),
        uint('dampedDay', 16, 'day of its last update'),
        uint('requestDay', 16, 'day of the last request'),
      ],
    ],
  },
  {
    name: 'Exits',
    notice: 'What settled exits are still owed, and the head of the settlement checkpoints.',
    words: [
      [
        uint('owed', 104, 'settled and not yet withdrawn, asset units'),
        uint(
          'settledAssets',
          112,
          'Σ assets of all settlements ever: the second half of the newest checkpoint',
        ),
        uint('checkpoints', 40, 'number of settlement checkpoints written'),
      ],
    ],
  },
  {
    name: 'Account',
    notice: "One holder's shares.",
    words: [
      [
        uint('liquid', 112, 'transferable', { get: 'liquidOf', add: 'addLiquid', take: 'takeLiquid' }),
        uint('queued', 112, "in this controller's request, settled but not yet folded ones included"),
        uint('layerCount', 32, '`ShareTotals.layerCount` at the last change', { get: 'accountLayerCountOf' }),
      ],
    ],
  },
  {
    name: 'Request',
    notice: "A controller's exit request: it owns the queue positions [end - queued, end).",
    words: [[uint('end', 128), uint('time', 40)]],
  },
  {
    name: 'Settled',
    notice:
      "Shares and the assets they were settled for: a controller's claim, or a settlement checkpoint, after which `shares` had ever been settled for `assets` in total.",
    words: [[uint('shares', 128), uint('assets', 128)]],
  },
  {
    name: 'Product',
    sdk: true,
    notice: 'A product in a pool, over all versions of its terms.',
    inPlace: true,
    words: [
      [
        uint('committed', 32, 'committed cover, cover units'),
        uint('sold', 32, 'leaky counter of sales, cover units'),
        uint('soldAt', 32, 'time of its last update'),
        uint('period', 16, 'last capital period whose covers have left `committed`'),
        uint('stoppingCases', 16, 'open cases that need a tenth of its cover or more'),
        uint('fees', 96, 'fees taken from premiums and not yet collected, asset units'),
        uint(
          'deductible',
          32,
          'the least of the terms on which cover was sold since none was committed, ppm',
        ),
      ],
    ],
  },
  {
    name: 'ProductPricing',
    sdk: true,
    notice: "A product's prices and limits, set by the pool's manager. Parts per million.",
    inPlace: true,
    words: [
      [
        uint('rateFloor', 24, 'annual rate at utilisation 0'),
        uint('rateAtTarget', 24, 'annual rate at `target`'),
        uint('rateMax', 24, 'annual rate at utilisation 1'),
        uint('target', 24, 'utilisation at the kink'),
        uint('maxRatio', 24, 'of damped equity'),
        uint('haircut', 24, 'capital that fails in the same event'),
        uint('managerFee', 24, 'of the premium'),
        uint('sponsorFee', 24),
        uint('protocolFee', 24),
        uint('cluster', 8, "lane of the product's cluster, 0 to 7", { get: 'clusterOf' }),
      ],
    ],
  },
  {
    name: 'PoolTerms',
    sdk: true,
    notice: "A pool's copy of the immutable terms it sells, beside the serial of their last cover.",
    inPlace: true,
    words: [
      [
        uint('serial', 32, 'covers ever sold on these terms'),
        uint('productId', 32),
        uint('waitingPeriod', 32, 'seconds', { sdk: true }),
        uint('horizon', 32, "seconds after a cover's end for which capital stays behind it"),
        uint('minBilled', 32, 'seconds'),
        uint('maxCover', 32, "ceiling of the product's committed cover, cover units"),
        uint('deductible', 24, 'share of the covered amount, ppm'),
        uint(
          'flags',
          8,
          'bit 0: sold here; bit 1: a purchase observes the resolver; bit 2: proof of loss; bit 3: may lapse',
        ),
      ],
    ],
  },
  {
    name: 'BalanceCheckpoint',
    notice: "A holder's shares between two cases, written only where a case was opened in between.",
    words: [
      [
        uint('liquid', 112),
        uint('to', 32, 'number of the last case at whose opening these shares were held'),
        uint('from', 32, 'the holding is from after the case of this number'),
        bool('queued', 'and a `QueuedCheckpoint` goes with it'),
      ],
    ],
  },
  {
    name: 'QueuedCheckpoint',
    notice: 'The same of a controller that had a request.',
    words: [[uint('queued', 112), uint('end', 128, 'end position of the request at that time')]],
  },
]

const ROWS: Row[] = [
  { slot: '0', key: 'money', struct: 'Money' },
  { slot: '1', key: 'shares', struct: 'ShareTotals' },
  { slot: '2', key: 'queue', struct: 'Queue' },
  {
    slot: '3',
    key: 'clusters',
    text: '8 lanes × 31 committed cover units · 8 bits: starts deferred',
  },
  { slot: '4', key: 'exits', struct: 'Exits' },
  { slot: '5', key: 'deferred starts', text: '8 × 32, a time for each lane' },
  {
    slot: '6',
    key: 'pauses',
    text: 'sales until 40 · deposits until 40. Read only where a bit of `Money.flags` says so; the first purchase or deposit after the end takes its bit off',
  },
  {
    slot: '7',
    key: 'fading',
    struct: 'Fading',
    text: 'Read only where `ShareTotals.fades` says so (INC-5.2)',
  },
  {
    slot: '8',
    key: 'account ↦ number of a checkpoint ↦',
    struct: 'QueuedCheckpoint',
    text: 'Only where there was a request',
  },
  { slot: '9', key: 'account ↦', struct: 'Account' },
  {
    slot: '10',
    key: 'account ↦ list',
    struct: 'BalanceCheckpoint',
    text: 'A word a checkpoint, only where a case was opened',
  },
  { slot: '11', key: 'controller ↦', struct: 'Request' },
  { slot: '12', key: 'controller ↦ claim', struct: 'Settled' },
  { slot: '13', key: 'index ↦ settlement checkpoint', struct: 'Settled' },
  { slot: '14', key: 'controller ↦ operator ↦', text: 'approved' },
  { slot: '15', key: 'product ↦', struct: 'Product' },
  { slot: '16', key: 'product ↦', struct: 'ProductPricing' },
  { slot: '17', key: 'terms ↦', struct: 'PoolTerms', sdk: true },
  { slot: '18', key: 'terms ↦ meter', text: 'resolver 160 · subject 96' },
  {
    slot: '19',
    key: 'product ↦ 5 words',
    text: 'lap 8 · 8 periods × 31 committed cover units that become free',
  },
  { slot: '20', key: 'controller ↦ nonce ↦', text: 'used' },
  { slot: '21–84', key: 'stream ring', text: '64 weeks: lap 8 · 7 days × 35 stream rate that ends' },
  {
    slot: '85–116',
    key: 'cluster ring',
    text: '32 periods: lap 8 · 8 lanes × 31 committed cover units that become free',
  },
  {
    slot: '117–148',
    key: 'request days',
    text: 'day 16 at bit 128 · tail of the queue at the end of that day 128',
  },
  { slot: '149', key: 'insured ↦ buyer ↦', text: 'may buy cover of which the insured is the insured' },
]

/** The words of a pool. */
export const POOL: Room = {
  folder: 'pool',
  file: 'PoolWords',
  library: 'Packing',
  title: 'Storage words of a pool',
  about: [
    'Amounts of cover are counted in cover units. A stream rate counts 2^-33 cover units a second. Ratios are parts per',
    'million. Days and periods of 14 days count from the Unix epoch, in UTC.',
  ],
  structs: STRUCTS,
  table: 'pool-storage',
  rows: ROWS,
}
