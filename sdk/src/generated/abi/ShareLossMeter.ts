export const createMeter = {
  type: 'function',
  name: 'createMeter',
  inputs: [
    {
      name: 'm',
      type: 'tuple',
      components: [
        { name: 'vault', type: 'address' },
        { name: 'dwell', type: 'uint40' },
        { name: 'raiseWindow', type: 'uint40' },
        { name: 'minSupply', type: 'uint128' },
        { name: 'feeAllowance', type: 'uint64' },
        { name: 'minLoss', type: 'uint64' },
      ],
    },
  ],
  outputs: [{ name: 'meterId', type: 'uint96' }],
  stateMutability: 'nonpayable',
} as const

export const fire = {
  type: 'function',
  name: 'fire',
  inputs: [{ name: 'meterId', type: 'uint96' }],
  outputs: [{ name: 'number', type: 'uint32' }],
  stateMutability: 'nonpayable',
} as const

export const firedBy = {
  type: 'function',
  name: 'firedBy',
  inputs: [{ name: 'meterId', type: 'uint96' }, { name: 'number', type: 'uint32' }],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const firingCount = {
  type: 'function',
  name: 'firingCount',
  inputs: [{ name: 'meterId', type: 'uint96' }],
  outputs: [{ type: 'uint32' }],
  stateMutability: 'view',
} as const

export const getFiring = {
  type: 'function',
  name: 'getFiring',
  inputs: [{ name: 'meterId', type: 'uint96' }, { name: 'number', type: 'uint32' }],
  outputs: [
    {
      name: 'firing',
      type: 'tuple',
      components: [
        { name: 'time', type: 'uint40' },
        { name: 'firedAt', type: 'uint40' },
        { name: 'severity', type: 'uint64' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const getMeter = {
  type: 'function',
  name: 'getMeter',
  inputs: [{ name: 'meterId', type: 'uint96' }],
  outputs: [
    {
      type: 'tuple',
      components: [
        { name: 'vault', type: 'address' },
        { name: 'dwell', type: 'uint40' },
        { name: 'raiseWindow', type: 'uint40' },
        { name: 'minSupply', type: 'uint128' },
        { name: 'feeAllowance', type: 'uint64' },
        { name: 'minLoss', type: 'uint64' },
      ],
    },
    {
      type: 'tuple',
      components: [
        { name: 'mark', type: 'uint128' },
        { name: 'opened', type: 'uint40' },
        { name: 'direction', type: 'int8' },
        { name: 'held', type: 'uint128[4]' },
        {
          name: 'run',
          type: 'tuple',
          components: [{ name: 'times', type: 'uint40[4]' }, { name: 'seen', type: 'uint128[4]' }],
        },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const limitsOf = {
  type: 'function',
  name: 'limitsOf',
  inputs: [{ name: 'meterId', type: 'uint96' }],
  outputs: [
    {
      type: 'tuple',
      components: [
        { name: 'asset', type: 'address' },
        { name: 'proofAge', type: 'uint40' },
        { name: 'raiseWindow', type: 'uint40' },
        { name: 'minLoss', type: 'uint64' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const meterCount = {
  type: 'function',
  name: 'meterCount',
  inputs: [],
  outputs: [{ type: 'uint96' }],
  stateMutability: 'view',
} as const

export const observe = {
  type: 'function',
  name: 'observe',
  inputs: [{ name: 'meterId', type: 'uint96' }],
  outputs: [{ name: 'value', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const poke = {
  type: 'function',
  name: 'poke',
  inputs: [{ name: 'meterId', type: 'uint96' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const priceOf = {
  type: 'function',
  name: 'priceOf',
  inputs: [{ name: 'meterId', type: 'uint96' }],
  outputs: [{ name: 'price', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const reading = {
  type: 'function',
  name: 'reading',
  inputs: [{ name: 'meterId', type: 'uint96' }],
  outputs: [{ name: 'value', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const statusOf = {
  type: 'function',
  name: 'statusOf',
  inputs: [{ name: 'meterId', type: 'uint96' }],
  outputs: [{ name: 'firings', type: 'uint32' }, { name: 'refused', type: 'bool' }],
  stateMutability: 'view',
} as const

export const Fired = {
  type: 'event',
  name: 'Fired',
  inputs: [
    { name: 'meterId', type: 'uint96', indexed: true },
    { name: 'number', type: 'uint32', indexed: true },
    { name: 'severity', type: 'uint256' },
    { name: 'time', type: 'uint40' },
  ],
} as const

export const MarkLost = { type: 'event', name: 'MarkLost', inputs: [{ name: 'meterId', type: 'uint96', indexed: true }] } as const

export const MarkRaised = {
  type: 'event',
  name: 'MarkRaised',
  inputs: [{ name: 'meterId', type: 'uint96', indexed: true }, { name: 'mark', type: 'uint256' }],
} as const

export const MeterCreated = {
  type: 'event',
  name: 'MeterCreated',
  inputs: [
    { name: 'meterId', type: 'uint96', indexed: true },
    {
      name: 'meter',
      type: 'tuple',
      components: [
        { name: 'vault', type: 'address' },
        { name: 'dwell', type: 'uint40' },
        { name: 'raiseWindow', type: 'uint40' },
        { name: 'minSupply', type: 'uint128' },
        { name: 'feeAllowance', type: 'uint64' },
        { name: 'minLoss', type: 'uint64' },
      ],
    },
  ],
} as const

export const Observed = {
  type: 'event',
  name: 'Observed',
  inputs: [
    { name: 'meterId', type: 'uint96', indexed: true },
    { name: 'price', type: 'uint256' },
    { name: 'direction', type: 'int8' },
    { name: 'count', type: 'uint8' },
  ],
} as const
