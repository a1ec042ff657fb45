export const constructor = {
  type: 'constructor',
  inputs: [{ name: 'coverToken', type: 'address' }, { name: 'registry', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

export const createCoveredVault = {
  type: 'function',
  name: 'createCoveredVault',
  inputs: [
    {
      name: 'c',
      type: 'tuple',
      components: [
        { name: 'wrapped', type: 'address' },
        { name: 'termsId', type: 'uint256' },
        { name: 'poolIds', type: 'uint256[]' },
        { name: 'maxRate', type: 'uint256' },
        { name: 'floor', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxDeductible', type: 'uint256' },
        { name: 'duration', type: 'uint256' },
        { name: 'strict', type: 'bool' },
        { name: 'sponsor', type: 'address' },
        { name: 'name', type: 'bytes32' },
        { name: 'symbol', type: 'bytes32' },
      ],
    },
  ],
  outputs: [{ name: 'vault', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

export const implementation = {
  type: 'function',
  name: 'implementation',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const isCoveredVault = {
  type: 'function',
  name: 'isCoveredVault',
  inputs: [{ name: 'vault', type: 'address' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const CoveredVaultCreated = {
  type: 'event',
  name: 'CoveredVaultCreated',
  inputs: [
    { name: 'vault', type: 'address', indexed: true },
    { name: 'wrapped', type: 'address', indexed: true },
    { name: 'productId', type: 'uint256', indexed: true },
    {
      name: 'config',
      type: 'tuple',
      components: [
        { name: 'wrapped', type: 'address' },
        { name: 'termsId', type: 'uint256' },
        { name: 'poolIds', type: 'uint256[]' },
        { name: 'maxRate', type: 'uint256' },
        { name: 'floor', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxDeductible', type: 'uint256' },
        { name: 'duration', type: 'uint256' },
        { name: 'strict', type: 'bool' },
        { name: 'sponsor', type: 'address' },
        { name: 'name', type: 'bytes32' },
        { name: 'symbol', type: 'bytes32' },
      ],
    },
  ],
} as const
