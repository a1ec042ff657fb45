import { bool, type Room, type Row, type Struct, uint } from './word.ts'

const STRUCTS: Struct[] = [
  {
    name: 'Present',
    notice: 'How far a vault has come.',
    words: [
      [
        uint('settlement', 16, 'number of the settlement that new cases join', {
          get: 'presentSettlementOf',
          add: 'addPresentSettlement',
        }),
        uint('short', 16, 'settlements that are short', {
          get: 'shortOf',
          add: 'addShort',
          take: 'takeShort',
        }),
        uint(
          'undecided',
          112,
          'what cases without a verdict have set aside, in all settlements: each holds less than 2^96',
          { get: 'undecidedOf', add: 'addUndecided', take: 'takeUndecided' },
        ),
        uint('returnCount', 32, 'share returns issued so far', {
          get: 'returnCountOf',
          add: 'addReturnCount',
        }),
      ],
    ],
  },
  {
    name: 'Layer',
    notice:
      "The holders who bear a layer of a case, and the event. It never changes, except `number` and `stops`, which count only in a case's first layer.",
    inPlace: true,
    words: [
      [
        uint('supply', 112, 'shares that bear it, queued ones included'),
        uint('termsId', 32, 'version it was opened with, by which the resolver knows the case'),
        uint(
          'checkpoint',
          40,
          'settlement checkpoint of the exit queue: requests settled by then do not bear it',
        ),
        uint('time', 32, 'event time'),
        uint('deductible', 20, "the least of the product's versions, ppm"),
        uint('number', 16, 'of the settlement'),
        bool('stops', "the case needs a tenth of the product's cover or more, so it stops sales"),
      ],
    ],
    derived: [{ name: 'layerIndex', note: 'its key: number of the layer in its pool' }],
  },
  {
    name: 'Backing',
    notice: 'The capital that a case has set aside, paid claims included.',
    inPlace: true,
    words: [
      [
        uint('reserve', 96, "of the pool's equity, in all its layers"),
        uint(
          'firstLoss',
          96,
          "of the sponsor's; pays before the reserve. Until claims are known only what equity lacks",
        ),
        uint('committed', 31, 'committed cover of the product at the opening, cover units'),
        uint('layerIndex', 26, 'number of its first layer in its pool'),
        bool('hasBonus', 'it has a bonus'),
        bool('hasPromise', 'first loss was promised to it'),
        bool('raised', 'it was raised: it has more layers than the first'),
        bool('needApart', 'the need is not reserve + first loss, and has a word of its own'),
      ],
    ],
  },
  {
    name: 'Raise',
    notice: 'A layer that was added to a case by a raise.',
    words: [
      [
        uint('reserve', 96, "of the pool's equity"),
        uint('layerIndex', 26, 'number of the layer in its pool'),
      ],
    ],
  },
  {
    name: 'Award',
    notice:
      "A case's verdict and payments. A claim that is paid at once writes only this word. Zero: no verdict yet.",
    inPlace: true,
    words: [
      [
        uint('severity', 60, 'part destroyed, WAD; for proven losses all of it'),
        uint('until', 40, 'last second to claim in'),
        uint('paid', 96, 'to claims, without bonuses'),
        uint('time', 32, 'event time'),
        uint('number', 16, 'of the settlement'),
        uint('status', 8, 'bits, see `VaultState`'),
      ],
    ],
  },
  {
    name: 'Settlement',
    notice:
      'Cases that may have to pay for each other. Four words; the last three are used only while it is strained. It is short while it holds less than it owes, and over when all its open cases are counted.',
    inPlace: true,
    words: [
      [
        uint('held', 96, 'reserves and first loss of its open cases', { get: 'heldOf' }),
        uint('owed', 96, 'Σ over products of the smaller of `bound` and `needs`', { get: 'owedOf' }),
        uint('open', 16, 'cases that are not closed'),
        bool('relaxed', 'its strain has ended: new cases join the next one'),
        uint(
          'joint',
          14,
          'products with several cases that claims can be made on, which are claimed together',
        ),
        {
          name: 'IN_USE',
          bits: 1,
          note: 'once it was written the first word is never zero again: the next case finds a word in use',
          kind: 'set',
        },
        uint('strainedAt', 32, 'time since which a case lacks something; 0: none does', {
          get: 'strainedAtOf',
        }),
      ],
      [
        uint('lacking', 96, 'Σ over cases of their needs beyond their layers'),
        uint('counted', 16, 'cases whose last claims are counted, when no more can be made'),
        bool('cut', 'when it was over there was less than the waiting claims: bonuses make these whole'),
      ],
      [
        uint('paid', 96, 'by counted cases'),
        uint('registered', 96, 'claims on counted cases that are not paid'),
      ],
      [
        uint('left', 96, 'Σ over counted cases of what claims have left of their layers'),
        uint('rest', 96, 'what is in fact left for their layers, once it is over'),
      ],
    ],
  },
  {
    name: 'Stake',
    notice: "A product's part in a settlement.",
    inPlace: true,
    words: [
      [
        uint('bound', 96, 'the most that its claims together can be'),
        uint('needs', 96, 'Σ over open cases of their needs'),
        uint('payable_', 16, 'cases that claims can be made on'),
        uint('stopping', 16, 'open cases that stop sales'),
      ],
    ],
  },
  {
    name: 'RegisteredClaim',
    notice: 'A claim that could not be paid at once.',
    words: [[uint('gross', 96, 'what the cover lost'), uint('paid', 96)]],
  },
  {
    name: 'Bonus',
    notice: 'Money for claims beyond their due.',
    words: [
      [
        uint('left', 96),
        uint('rate', 128, 'asset units for each asset unit of a payout, WAD; 0 before the verdict'),
      ],
    ],
  },
  {
    name: 'Fund',
    notice: "A product's first loss that no case has taken, and the sponsor's announced withdrawal.",
    words: [
      [
        uint('firstLoss', 96),
        uint('withdrawal', 96),
        uint('maturesAt', 40, 'first second at which it can be withdrawn'),
      ],
    ],
  },
  {
    name: 'ShareReturn',
    notice: 'Shares for the part of a layer that was not paid, for the holders at the opening.',
    words: [
      [
        {
          name: 'shares',
          bits: 58,
          kind: 'float',
          mantissa: 52,
          widest: 112,
          note: 'those that are divided: what was issued, rounded down to 52 significant bits',
        },
        uint('left', 112, 'issued, and not yet collected'),
        uint(
          'layerCount',
          26,
          'layers that had been funded when they were issued: the shares bear later ones',
        ),
        uint('layerIndex', 26, "number of the case's layer in the pool"),
        uint('time', 32, 'time of the last issue'),
        bool('grows', 'recoveries are added to it until the next case is opened'),
        bool('burned', 'the uncollected part is being burned'),
      ],
    ],
    derived: [
      { name: 'supply', note: "the layer's: shares that bore the case" },
      { name: 'checkpoint', note: "the layer's: of the exit queue" },
    ],
  },
  {
    name: 'HeldHere',
    notice: 'Shares that a holder had here, uncollected, while cases were opened: they bore those, too.',
    words: [
      [uint('shares', 112), uint('from', 32, 'cases later than this one'), uint('to', 32, 'up to this one')],
    ],
  },
]

const ROWS: Row[] = [
  { slot: '0', key: 'present', struct: 'Present' },
  {
    slot: '1',
    key: 'case index ↦',
    struct: 'Layer',
    text: '`number` and `stops` alone are ever written again',
  },
  { slot: '2', key: 'case ↦', struct: 'Backing' },
  {
    slot: '3',
    key: 'case ↦',
    struct: 'Award',
    text: 'Status: 1 decided, 2 by proof, 4 with a bonus, 8 over, 16 counted, 32 closed',
  },
  { slot: '4', key: 'case ↦ need', text: 'only where `Backing.needApart` says so' },
  { slot: '5', key: 'case ↦ waiting', text: 'registered claims that are not paid' },
  { slot: '6', key: 'case ↦ cover ↦', struct: 'RegisteredClaim' },
  { slot: '7', key: 'case ↦ claimed', text: '256 covers a word, by serial' },
  {
    slot: '8',
    key: 'case ↦ loss table',
    text: 'hash of resolver, incident and root, where claims need a proof',
  },
  { slot: '9', key: 'case ↦', struct: 'Bonus', text: 'Only where there is one' },
  {
    slot: '10',
    key: 'settlement ↦ 4 words',
    struct: 'Settlement',
    text: 'The last three only where it is strained',
  },
  { slot: '11', key: 'settlement ↦ for registered claims together', text: 'once it is over' },
  { slot: '12', key: 'settlement ↦ product ↦', struct: 'Stake' },
  { slot: '13', key: 'product ↦', struct: 'Fund' },
  {
    slot: '14',
    key: 'index ↦',
    struct: 'ShareReturn',
    text: "`shares` is 52 bits and, above them, 6 by which they are shifted. What bears it is in its case's layer",
  },
  { slot: '15', key: 'account ↦ returns collected', text: '' },
  { slot: '16', key: 'account ↦ list', struct: 'HeldHere' },
  {
    slot: '17',
    key: "case index ↦ its layer's last return of recoveries",
    text: 'one more than its index',
  },
  {
    slot: '18',
    key: 'account ↦ index ↦ shares seen',
    text: 'of a return that may grow, when the account collected its part',
  },
  { slot: '19', key: 'case ↦ promise', text: 'first loss that its claims may take; until they are known' },
  { slot: '20', key: 'product ↦ Σ promises', text: '' },
  { slot: '21', key: 'case ↦ list', struct: 'Raise', text: 'Its later layers' },
]

/** The words of a vault. */
export const CLAIMS: Room = {
  folder: 'claims',
  file: 'ClaimWords',
  library: 'ClaimPacking',
  title: 'Storage words of a vault',
  about: [
    'Amounts are asset units unless they say shares or cover units.',
    '',
    "An incident is one event, of one resolver. A case is an incident in this pool, for all versions of a product's terms",
    'together. What a case has set aside is its layer, what can be claimed of it at most its need. Cases whose layers may',
    'have to pay for each other are one settlement.',
    '',
    'Until a case is closed, everything that is counted of it includes what it has paid: a claim that is paid at once',
    'changes no sum.',
  ],
  structs: STRUCTS,
  table: 'vault-storage',
  rows: ROWS,
}
