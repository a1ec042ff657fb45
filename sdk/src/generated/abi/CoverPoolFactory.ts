export const constructor = {
  type: 'constructor',
  inputs: [
    { name: 'registry_', type: 'address' },
    {
      name: 'hashes',
      type: 'tuple',
      components: [
        { name: 'pool', type: 'bytes32' },
        { name: 'poolSegment2', type: 'bytes32' },
        { name: 'poolSegment3', type: 'bytes32' },
        { name: 'vault', type: 'bytes32' },
        { name: 'vaultSegment2', type: 'bytes32' },
      ],
    },
  ],
  stateMutability: 'nonpayable',
} as const

export const coverToken = {
  type: 'function',
  name: 'coverToken',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const createPool = {
  type: 'function',
  name: 'createPool',
  inputs: [
    {
      name: 'c',
      type: 'tuple',
      components: [
        { name: 'asset', type: 'address' },
        { name: 'manager', type: 'address' },
        { name: 'guardian', type: 'address' },
        { name: 'coverUnit', type: 'uint256' },
        { name: 'startEquity', type: 'uint256' },
        { name: 'clusterRatio', type: 'uint256' },
        { name: 'leverage', type: 'uint256' },
        { name: 'exitClusterRatio', type: 'uint256' },
        { name: 'exitLeverage', type: 'uint256' },
        { name: 'cooldown', type: 'uint40' },
        { name: 'name', type: 'bytes32' },
        { name: 'symbol', type: 'bytes32' },
      ],
    },
  ],
  outputs: [{ name: 'pool', type: 'address' }, { name: 'poolId', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const deploySegment = {
  type: 'function',
  name: 'deploySegment',
  inputs: [{ name: 'creationCode', type: 'bytes' }],
  outputs: [{ name: 'segment', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

export const lossLedger = {
  type: 'function',
  name: 'lossLedger',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const poolConfigurator = {
  type: 'function',
  name: 'poolConfigurator',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const poolCount = {
  type: 'function',
  name: 'poolCount',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const predictPool = {
  type: 'function',
  name: 'predictPool',
  inputs: [
    {
      name: 'c',
      type: 'tuple',
      components: [
        { name: 'asset', type: 'address' },
        { name: 'manager', type: 'address' },
        { name: 'guardian', type: 'address' },
        { name: 'coverUnit', type: 'uint256' },
        { name: 'startEquity', type: 'uint256' },
        { name: 'clusterRatio', type: 'uint256' },
        { name: 'leverage', type: 'uint256' },
        { name: 'exitClusterRatio', type: 'uint256' },
        { name: 'exitLeverage', type: 'uint256' },
        { name: 'cooldown', type: 'uint40' },
        { name: 'name', type: 'bytes32' },
        { name: 'symbol', type: 'bytes32' },
      ],
    },
    { name: 'poolId', type: 'uint256' },
  ],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const protocol = {
  type: 'function',
  name: 'protocol',
  inputs: [],
  outputs: [
    {
      type: 'tuple',
      components: [
        { name: 'registry', type: 'address' },
        { name: 'coverToken', type: 'address' },
        { name: 'poolConfigurator', type: 'address' },
        { name: 'lossLedger', type: 'address' },
        { name: 'pool', type: 'address' },
        { name: 'poolSegment2', type: 'address' },
        { name: 'poolSegment3', type: 'address' },
        { name: 'vault', type: 'address' },
        { name: 'vaultSegment2', type: 'address' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const registry = {
  type: 'function',
  name: 'registry',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const PoolCreated = {
  type: 'event',
  name: 'PoolCreated',
  inputs: [
    { name: 'poolId', type: 'uint256', indexed: true },
    { name: 'pool', type: 'address', indexed: true },
    { name: 'asset', type: 'address', indexed: true },
    {
      name: 'config',
      type: 'tuple',
      components: [
        { name: 'asset', type: 'address' },
        { name: 'manager', type: 'address' },
        { name: 'guardian', type: 'address' },
        { name: 'coverUnit', type: 'uint256' },
        { name: 'startEquity', type: 'uint256' },
        { name: 'clusterRatio', type: 'uint256' },
        { name: 'leverage', type: 'uint256' },
        { name: 'exitClusterRatio', type: 'uint256' },
        { name: 'exitLeverage', type: 'uint256' },
        { name: 'cooldown', type: 'uint40' },
        { name: 'name', type: 'bytes32' },
        { name: 'symbol', type: 'bytes32' },
      ],
    },
  ],
} as const
