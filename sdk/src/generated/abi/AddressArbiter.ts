export const constructor = {
  type: 'constructor',
  inputs: [
    { name: 'judge_', type: 'address' },
    { name: 'latency_', type: 'uint256' },
    { name: 'external_', type: 'bool' },
  ],
  stateMutability: 'nonpayable',
} as const

export const isExternal = {
  type: 'function',
  name: 'isExternal',
  inputs: [],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const judge = {
  type: 'function',
  name: 'judge',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const latency = {
  type: 'function',
  name: 'latency',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const rule = {
  type: 'function',
  name: 'rule',
  inputs: [
    { name: 'court', type: 'address' },
    {
      name: 'ref',
      type: 'tuple',
      components: [
        { name: 'incidentId', type: 'uint256' },
        { name: 'vault', type: 'address' },
        { name: 'termsId', type: 'uint256' },
      ],
    },
    { name: 'number', type: 'uint256' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const Ruled = {
  type: 'event',
  name: 'Ruled',
  inputs: [
    { name: 'court', type: 'address', indexed: true },
    {
      name: 'ref',
      type: 'tuple',
      components: [
        { name: 'incidentId', type: 'uint256' },
        { name: 'vault', type: 'address' },
        { name: 'termsId', type: 'uint256' },
      ],
    },
    { name: 'number', type: 'uint256' },
  ],
} as const
