export const constructor = {
  type: 'constructor',
  inputs: [
    { name: 'oracle_', type: 'address' },
    { name: 'currency_', type: 'address' },
    { name: 'liveness_', type: 'uint64' },
    { name: 'votingTime_', type: 'uint256' },
    { name: 'minBond_', type: 'uint256' },
  ],
  stateMutability: 'nonpayable',
} as const

export const assertAnswer = {
  type: 'function',
  name: 'assertAnswer',
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
    { name: 'uri', type: 'string' },
  ],
  outputs: [{ name: 'assertionId', type: 'bytes32' }],
  stateMutability: 'nonpayable',
} as const

export const claimOf = {
  type: 'function',
  name: 'claimOf',
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
    { name: 'uri', type: 'string' },
  ],
  outputs: [{ type: 'string' }],
  stateMutability: 'view',
} as const

export const creditBond = {
  type: 'function',
  name: 'creditBond',
  inputs: [{ name: 'assertionId', type: 'bytes32' }],
  outputs: [{ name: 'truthful', type: 'bool' }],
  stateMutability: 'nonpayable',
} as const

export const creditOf = {
  type: 'function',
  name: 'creditOf',
  inputs: [{ name: 'account', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const currency = {
  type: 'function',
  name: 'currency',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const getAssertion = {
  type: 'function',
  name: 'getAssertion',
  inputs: [{ name: 'assertionId', type: 'bytes32' }],
  outputs: [
    {
      type: 'tuple',
      components: [
        { name: 'court', type: 'address' },
        { name: 'bond', type: 'uint96' },
        { name: 'asserter', type: 'address' },
        { name: 'number', type: 'uint8' },
        {
          name: 'ref',
          type: 'tuple',
          components: [
            { name: 'incidentId', type: 'uint256' },
            { name: 'vault', type: 'address' },
            { name: 'termsId', type: 'uint256' },
          ],
        },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const isExternal = {
  type: 'function',
  name: 'isExternal',
  inputs: [],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const latency = {
  type: 'function',
  name: 'latency',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const liveness = {
  type: 'function',
  name: 'liveness',
  inputs: [],
  outputs: [{ type: 'uint64' }],
  stateMutability: 'view',
} as const

export const minBond = {
  type: 'function',
  name: 'minBond',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const openAssertion = {
  type: 'function',
  name: 'openAssertion',
  inputs: [
    { name: 'court', type: 'address' },
    { name: 'caseKey', type: 'bytes32' },
    { name: 'number', type: 'uint256' },
  ],
  outputs: [{ name: 'assertionId', type: 'bytes32' }],
  stateMutability: 'view',
} as const

export const oracle = {
  type: 'function',
  name: 'oracle',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const requiredBond = {
  type: 'function',
  name: 'requiredBond',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const settleAnswer = {
  type: 'function',
  name: 'settleAnswer',
  inputs: [{ name: 'assertionId', type: 'bytes32' }],
  outputs: [{ name: 'truthful', type: 'bool' }],
  stateMutability: 'nonpayable',
} as const

export const withdrawCredit = {
  type: 'function',
  name: 'withdrawCredit',
  inputs: [{ name: 'receiver', type: 'address' }],
  outputs: [{ name: 'amount', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const AnswerAsserted = {
  type: 'event',
  name: 'AnswerAsserted',
  inputs: [
    { name: 'assertionId', type: 'bytes32', indexed: true },
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
    { name: 'asserter', type: 'address', indexed: true },
    { name: 'bond', type: 'uint256' },
  ],
} as const

export const AnswerSettled = {
  type: 'event',
  name: 'AnswerSettled',
  inputs: [{ name: 'assertionId', type: 'bytes32', indexed: true }, { name: 'truthful', type: 'bool' }],
} as const

export const BondCredited = {
  type: 'event',
  name: 'BondCredited',
  inputs: [
    { name: 'assertionId', type: 'bytes32', indexed: true },
    { name: 'account', type: 'address', indexed: true },
    { name: 'amount', type: 'uint256' },
  ],
} as const

export const CreditWithdrawn = {
  type: 'event',
  name: 'CreditWithdrawn',
  inputs: [
    { name: 'account', type: 'address', indexed: true },
    { name: 'receiver', type: 'address', indexed: true },
    { name: 'amount', type: 'uint256' },
  ],
} as const
