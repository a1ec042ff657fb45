export const constructor = {
  type: 'constructor',
  inputs: [{ name: 'coverToken_', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

export const buyCover = {
  type: 'function',
  name: 'buyCover',
  inputs: [
    {
      name: 'o',
      type: 'tuple',
      components: [
        { name: 'termsId', type: 'uint256' },
        { name: 'duration', type: 'uint256' },
        {
          name: 'parts',
          type: 'tuple[]',
          components: [{ name: 'poolId', type: 'uint256' }, { name: 'amount', type: 'uint256' }],
        },
        { name: 'minAmount', type: 'uint256' },
        { name: 'payment', type: 'address' },
        { name: 'maxPremium', type: 'uint256' },
        { name: 'onBehalf', type: 'address' },
        { name: 'insured', type: 'address' },
        { name: 'refundTo', type: 'address' },
        { name: 'maxStart', type: 'uint40' },
        { name: 'deadline', type: 'uint256' },
        { name: 'integrator', type: 'address' },
        { name: 'integratorFee', type: 'uint256' },
      ],
    },
  ],
  outputs: [
    { name: 'coverIds', type: 'uint256[]' },
    { name: 'amount', type: 'uint256' },
    { name: 'paid', type: 'uint256' },
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

export const deposit = {
  type: 'function',
  name: 'deposit',
  inputs: [
    { name: 'poolId', type: 'uint256' },
    { name: 'payment', type: 'address' },
    { name: 'assets', type: 'uint256' },
    { name: 'minShares', type: 'uint256' },
    { name: 'receiver', type: 'address' },
    { name: 'deadline', type: 'uint256' },
  ],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const multicall = {
  type: 'function',
  name: 'multicall',
  inputs: [{ name: 'data', type: 'bytes[]' }],
  outputs: [{ type: 'bytes[]' }],
  stateMutability: 'payable',
} as const

export const permit2Asset = {
  type: 'function',
  name: 'permit2Asset',
  inputs: [
    { name: 'asset', type: 'address' },
    { name: 'amount', type: 'uint160' },
    { name: 'expiration', type: 'uint48' },
    { name: 'nonce', type: 'uint48' },
    { name: 'deadline', type: 'uint256' },
    { name: 'signature', type: 'bytes' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const permitAsset = {
  type: 'function',
  name: 'permitAsset',
  inputs: [
    { name: 'asset', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
    { name: 'v', type: 'uint8' },
    { name: 'r', type: 'bytes32' },
    { name: 's', type: 'bytes32' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const OrderFilled = {
  type: 'event',
  name: 'OrderFilled',
  inputs: [
    { name: 'payer', type: 'address', indexed: true },
    { name: 'owner', type: 'address', indexed: true },
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'amount', type: 'uint256' },
    { name: 'premium', type: 'uint256' },
    { name: 'integratorFee', type: 'uint256' },
    { name: 'payment', type: 'address' },
    { name: 'paid', type: 'uint256' },
  ],
} as const
