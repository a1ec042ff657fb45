export const constructor = {
  type: 'constructor',
  inputs: [{ name: 'coverToken_', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

export const DOMAIN_SEPARATOR = {
  type: 'function',
  name: 'DOMAIN_SEPARATOR',
  inputs: [],
  outputs: [{ type: 'bytes32' }],
  stateMutability: 'view',
} as const

export const coverToken = {
  type: 'function',
  name: 'coverToken',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const eip712Domain = {
  type: 'function',
  name: 'eip712Domain',
  inputs: [],
  outputs: [
    { name: 'fields', type: 'bytes1' },
    { name: 'name', type: 'string' },
    { name: 'version', type: 'string' },
    { name: 'chainId', type: 'uint256' },
    { name: 'verifyingContract', type: 'address' },
    { name: 'salt', type: 'bytes32' },
    { name: 'extensions', type: 'uint256[]' },
  ],
  stateMutability: 'view',
} as const

export const hashMandate = {
  type: 'function',
  name: 'hashMandate',
  inputs: [
    {
      name: 'm',
      type: 'tuple',
      components: [
        { name: 'owner', type: 'address' },
        { name: 'coverId', type: 'uint256' },
        { name: 'maxRate', type: 'uint64' },
        { name: 'minAmount', type: 'uint128' },
        { name: 'maxAmount', type: 'uint128' },
        { name: 'lastEnd', type: 'uint40' },
        { name: 'period', type: 'uint32' },
        { name: 'window', type: 'uint32' },
        { name: 'tip', type: 'uint128' },
        { name: 'series', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
      ],
    },
  ],
  outputs: [{ type: 'bytes32' }],
  stateMutability: 'view',
} as const

export const isRevoked = {
  type: 'function',
  name: 'isRevoked',
  inputs: [{ name: 'owner', type: 'address' }, { name: 'nonce', type: 'uint256' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const previewRenewal = {
  type: 'function',
  name: 'previewRenewal',
  inputs: [
    {
      name: 'm',
      type: 'tuple',
      components: [
        { name: 'owner', type: 'address' },
        { name: 'coverId', type: 'uint256' },
        { name: 'maxRate', type: 'uint64' },
        { name: 'minAmount', type: 'uint128' },
        { name: 'maxAmount', type: 'uint128' },
        { name: 'lastEnd', type: 'uint40' },
        { name: 'period', type: 'uint32' },
        { name: 'window', type: 'uint32' },
        { name: 'tip', type: 'uint128' },
        { name: 'series', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
      ],
    },
  ],
  outputs: [
    { name: 'end', type: 'uint40' },
    { name: 'premium', type: 'uint256' },
    { name: 'tip', type: 'uint256' },
  ],
  stateMutability: 'view',
} as const

export const renewCover = {
  type: 'function',
  name: 'renewCover',
  inputs: [
    {
      name: 'm',
      type: 'tuple',
      components: [
        { name: 'owner', type: 'address' },
        { name: 'coverId', type: 'uint256' },
        { name: 'maxRate', type: 'uint64' },
        { name: 'minAmount', type: 'uint128' },
        { name: 'maxAmount', type: 'uint128' },
        { name: 'lastEnd', type: 'uint40' },
        { name: 'period', type: 'uint32' },
        { name: 'window', type: 'uint32' },
        { name: 'tip', type: 'uint128' },
        { name: 'series', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
      ],
    },
    { name: 'signature', type: 'bytes' },
  ],
  outputs: [{ name: 'end', type: 'uint40' }, { name: 'premium', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const revokeAllMandates = {
  type: 'function',
  name: 'revokeAllMandates',
  inputs: [
    { name: 'owner', type: 'address' },
    { name: 'deadline', type: 'uint256' },
    { name: 'signature', type: 'bytes' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const revokeMandate = {
  type: 'function',
  name: 'revokeMandate',
  inputs: [
    { name: 'owner', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
    { name: 'signature', type: 'bytes' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const seriesOf = {
  type: 'function',
  name: 'seriesOf',
  inputs: [{ name: 'owner', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const CoverRenewed = {
  type: 'event',
  name: 'CoverRenewed',
  inputs: [
    { name: 'coverId', type: 'uint256', indexed: true },
    { name: 'owner', type: 'address', indexed: true },
    { name: 'renewer', type: 'address', indexed: true },
    { name: 'nonce', type: 'uint256' },
    { name: 'end', type: 'uint40' },
    { name: 'premium', type: 'uint256' },
    { name: 'tip', type: 'uint256' },
  ],
} as const

export const MandateRevoked = {
  type: 'event',
  name: 'MandateRevoked',
  inputs: [
    { name: 'owner', type: 'address', indexed: true },
    { name: 'nonce', type: 'uint256', indexed: true },
  ],
} as const

export const SeriesBegun = {
  type: 'event',
  name: 'SeriesBegun',
  inputs: [{ name: 'owner', type: 'address', indexed: true }, { name: 'series', type: 'uint256' }],
} as const
