export const constructor = {
  type: 'constructor',
  inputs: [{ name: 'coverToken', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

export const createDistributor = {
  type: 'function',
  name: 'createDistributor',
  inputs: [
    { name: 'asset', type: 'address' },
    { name: 'publisher', type: 'address' },
    { name: 'remainderTo', type: 'address' },
    { name: 'salt', type: 'bytes32' },
  ],
  outputs: [{ name: 'distributor', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

export const implementation = {
  type: 'function',
  name: 'implementation',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const isDistributor = {
  type: 'function',
  name: 'isDistributor',
  inputs: [{ name: 'account', type: 'address' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const predictDistributor = {
  type: 'function',
  name: 'predictDistributor',
  inputs: [
    { name: 'asset', type: 'address' },
    { name: 'publisher', type: 'address' },
    { name: 'remainderTo', type: 'address' },
    { name: 'salt', type: 'bytes32' },
  ],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const DistributorCreated = {
  type: 'event',
  name: 'DistributorCreated',
  inputs: [
    { name: 'distributor', type: 'address', indexed: true },
    { name: 'asset', type: 'address', indexed: true },
    { name: 'publisher', type: 'address', indexed: true },
    { name: 'remainderTo', type: 'address' },
  ],
} as const
