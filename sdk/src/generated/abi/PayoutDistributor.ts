export const constructor = {
  type: 'constructor',
  inputs: [{ name: 'coverToken_', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

export const arrival = {
  type: 'function',
  name: 'arrival',
  inputs: [],
  outputs: [{ name: 'amount', type: 'uint256' }, { name: 'notedAt', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const asset = {
  type: 'function',
  name: 'asset',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const available = {
  type: 'function',
  name: 'available',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const cancelCover = {
  type: 'function',
  name: 'cancelCover',
  inputs: [{ name: 'coverId', type: 'uint256' }],
  outputs: [{ name: 'refund', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const claimLine = {
  type: 'function',
  name: 'claimLine',
  inputs: [
    { name: 'id', type: 'uint256' },
    { name: 'account', type: 'address' },
    {
      name: 'line',
      type: 'tuple',
      components: [
        { name: 'index', type: 'uint256' },
        { name: 'loss', type: 'uint256' },
        { name: 'proof', type: 'bytes32[]' },
      ],
    },
  ],
  outputs: [{ name: 'payout', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const claimLineTo = {
  type: 'function',
  name: 'claimLineTo',
  inputs: [
    { name: 'id', type: 'uint256' },
    { name: 'receiver', type: 'address' },
    {
      name: 'line',
      type: 'tuple',
      components: [
        { name: 'index', type: 'uint256' },
        { name: 'loss', type: 'uint256' },
        { name: 'proof', type: 'bytes32[]' },
      ],
    },
  ],
  outputs: [{ name: 'payout', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const claimLoss = {
  type: 'function',
  name: 'claimLoss',
  inputs: [
    { name: 'coverId', type: 'uint256' },
    { name: 'incidentId', type: 'uint256' },
    {
      name: 'proof',
      type: 'tuple',
      components: [
        { name: 'index', type: 'uint256' },
        { name: 'loss', type: 'uint256' },
        { name: 'proof', type: 'bytes32[]' },
      ],
    },
  ],
  outputs: [{ name: 'payout', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const coverToken = {
  type: 'function',
  name: 'coverToken',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const distributionCount = {
  type: 'function',
  name: 'distributionCount',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const getDistribution = {
  type: 'function',
  name: 'getDistribution',
  inputs: [{ name: 'id', type: 'uint256' }],
  outputs: [
    {
      name: 'd',
      type: 'tuple',
      components: [
        { name: 'root', type: 'bytes32' },
        { name: 'total', type: 'uint128' },
        { name: 'lossesLeft', type: 'uint128' },
        { name: 'pot', type: 'uint104' },
        { name: 'left', type: 'uint104' },
        { name: 'opensAt', type: 'uint40' },
        { name: 'noted', type: 'uint104' },
        { name: 'bySuccessor', type: 'bool' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const isClaimed = {
  type: 'function',
  name: 'isClaimed',
  inputs: [{ name: 'id', type: 'uint256' }, { name: 'index', type: 'uint256' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const leafOf = {
  type: 'function',
  name: 'leafOf',
  inputs: [
    { name: 'index', type: 'uint256' },
    { name: 'account', type: 'address' },
    { name: 'loss', type: 'uint256' },
  ],
  outputs: [{ type: 'bytes32' }],
  stateMutability: 'pure',
} as const

export const multicall = {
  type: 'function',
  name: 'multicall',
  inputs: [{ name: 'data', type: 'bytes[]' }],
  outputs: [{ type: 'bytes[]' }],
  stateMutability: 'payable',
} as const

export const noteArrival = {
  type: 'function',
  name: 'noteArrival',
  inputs: [],
  outputs: [{ name: 'until', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const onERC721Received = {
  type: 'function',
  name: 'onERC721Received',
  inputs: [
    { name: '', type: 'address' },
    { name: '', type: 'address' },
    { name: 'coverId', type: 'uint256' },
    { name: '', type: 'bytes' },
  ],
  outputs: [{ type: 'bytes4' }],
  stateMutability: 'view',
} as const

export const openDistribution = {
  type: 'function',
  name: 'openDistribution',
  inputs: [
    { name: 'root', type: 'bytes32' },
    { name: 'total', type: 'uint128' },
    { name: 'amount', type: 'uint256' },
    { name: 'uri', type: 'string' },
  ],
  outputs: [{ name: 'id', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const payoutOf = {
  type: 'function',
  name: 'payoutOf',
  inputs: [{ name: 'id', type: 'uint256' }, { name: 'loss', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const publisher = {
  type: 'function',
  name: 'publisher',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const remainderTo = {
  type: 'function',
  name: 'remainderTo',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const reserved = {
  type: 'function',
  name: 'reserved',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const returnRemainder = {
  type: 'function',
  name: 'returnRemainder',
  inputs: [{ name: 'id', type: 'uint256' }],
  outputs: [{ name: 'amount', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const withdrawDistribution = {
  type: 'function',
  name: 'withdrawDistribution',
  inputs: [{ name: 'id', type: 'uint256' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const ArrivalNoted = {
  type: 'event',
  name: 'ArrivalNoted',
  inputs: [{ name: 'amount', type: 'uint256' }, { name: 'until', type: 'uint256' }],
} as const

export const DistributionOpened = {
  type: 'event',
  name: 'DistributionOpened',
  inputs: [
    { name: 'id', type: 'uint256', indexed: true },
    { name: 'root', type: 'bytes32', indexed: true },
    { name: 'total', type: 'uint256' },
    { name: 'amount', type: 'uint256' },
    { name: 'opensAt', type: 'uint40' },
    { name: 'uri', type: 'string' },
  ],
} as const

export const DistributionWithdrawn = {
  type: 'event',
  name: 'DistributionWithdrawn',
  inputs: [{ name: 'id', type: 'uint256', indexed: true }],
} as const

export const LossPaid = {
  type: 'event',
  name: 'LossPaid',
  inputs: [
    { name: 'id', type: 'uint256', indexed: true },
    { name: 'account', type: 'address', indexed: true },
    { name: 'receiver', type: 'address', indexed: true },
    { name: 'index', type: 'uint256' },
    { name: 'loss', type: 'uint256' },
    { name: 'payout', type: 'uint256' },
  ],
} as const

export const RemainderReturned = {
  type: 'event',
  name: 'RemainderReturned',
  inputs: [{ name: 'id', type: 'uint256', indexed: true }, { name: 'amount', type: 'uint256' }],
} as const
