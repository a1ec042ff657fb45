export const constructor = { type: 'constructor', inputs: [], stateMutability: 'nonpayable' } as const

export const draw = {
  type: 'function',
  name: 'draw',
  inputs: [
    { name: 'poolId', type: 'uint256' },
    { name: 'eventId', type: 'bytes32' },
    { name: 'insured', type: 'address' },
    { name: 'loss', type: 'uint256' },
    { name: 'wanted', type: 'uint256' },
  ],
  outputs: [{ name: 'drawn', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const drawnOf = {
  type: 'function',
  name: 'drawnOf',
  inputs: [{ name: 'eventId', type: 'bytes32' }, { name: 'insured', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const registerVault = {
  type: 'function',
  name: 'registerVault',
  inputs: [{ name: 'poolId', type: 'uint256' }, { name: 'vault', type: 'address' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const vaultOf = {
  type: 'function',
  name: 'vaultOf',
  inputs: [{ name: 'poolId', type: 'uint256' }],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const
