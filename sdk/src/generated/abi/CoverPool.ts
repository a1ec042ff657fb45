export const DOMAIN_SEPARATOR = {
  type: 'function',
  name: 'DOMAIN_SEPARATOR',
  inputs: [],
  outputs: [{ name: 'result', type: 'bytes32' }],
  stateMutability: 'view',
} as const

export const allowance = {
  type: 'function',
  name: 'allowance',
  inputs: [{ name: 'owner', type: 'address' }, { name: 'spender', type: 'address' }],
  outputs: [{ name: 'result', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const approve = {
  type: 'function',
  name: 'approve',
  inputs: [{ name: 'spender', type: 'address' }, { name: 'amount', type: 'uint256' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'nonpayable',
} as const

export const asset = {
  type: 'function',
  name: 'asset',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const balanceOf = {
  type: 'function',
  name: 'balanceOf',
  inputs: [{ name: 'account', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
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
        { name: 'amount', type: 'uint256' },
        { name: 'duration', type: 'uint256' },
        { name: 'onBehalf', type: 'address' },
        { name: 'insured', type: 'address' },
        { name: 'refundTo', type: 'address' },
        { name: 'maxPremium', type: 'uint256' },
        { name: 'maxStart', type: 'uint40' },
        { name: 'deadline', type: 'uint256' },
        { name: 'integrator', type: 'address' },
        { name: 'integratorFee', type: 'uint256' },
      ],
    },
  ],
  outputs: [{ name: 'coverId', type: 'uint256' }, { name: 'premium', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const cancelCover = {
  type: 'function',
  name: 'cancelCover',
  inputs: [{ name: 'coverId', type: 'uint256' }],
  outputs: [{ name: 'refund', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const claimableRedeemRequest = {
  type: 'function',
  name: 'claimableRedeemRequest',
  inputs: [{ name: '', type: 'uint256' }, { name: 'controller', type: 'address' }],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const claimsVault = {
  type: 'function',
  name: 'claimsVault',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const committedCover = {
  type: 'function',
  name: 'committedCover',
  inputs: [{ name: 'productId', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const convertToAssets = {
  type: 'function',
  name: 'convertToAssets',
  inputs: [{ name: 'shares', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const convertToShares = {
  type: 'function',
  name: 'convertToShares',
  inputs: [{ name: 'assets', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const decimals = {
  type: 'function',
  name: 'decimals',
  inputs: [],
  outputs: [{ type: 'uint8' }],
  stateMutability: 'pure',
} as const

export const deposit = {
  type: 'function',
  name: 'deposit',
  inputs: [{ name: 'assets', type: 'uint256' }, { name: 'receiver', type: 'address' }],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const exposureTo = {
  type: 'function',
  name: 'exposureTo',
  inputs: [{ name: 'productId', type: 'uint256' }],
  outputs: [{ name: 'cover', type: 'uint256' }, { name: 'deductible', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const holderSince = {
  type: 'function',
  name: 'holderSince',
  inputs: [{ name: 'account', type: 'address' }],
  outputs: [{ name: 'cases', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const holdingAt = {
  type: 'function',
  name: 'holdingAt',
  inputs: [
    { name: 'account', type: 'address' },
    { name: 'layerIndex', type: 'uint256' },
    { name: 'settlement', type: 'uint256' },
  ],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const isBuyer = {
  type: 'function',
  name: 'isBuyer',
  inputs: [{ name: 'insured', type: 'address' }, { name: 'buyer', type: 'address' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const isOperator = {
  type: 'function',
  name: 'isOperator',
  inputs: [{ name: 'controller', type: 'address' }, { name: 'operator', type: 'address' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const layerCount = {
  type: 'function',
  name: 'layerCount',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const maxDeposit = {
  type: 'function',
  name: 'maxDeposit',
  inputs: [{ name: 'receiver', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const maxMint = {
  type: 'function',
  name: 'maxMint',
  inputs: [{ name: 'receiver', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const maxRedeem = {
  type: 'function',
  name: 'maxRedeem',
  inputs: [{ name: 'controller', type: 'address' }],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const maxWithdraw = {
  type: 'function',
  name: 'maxWithdraw',
  inputs: [{ name: 'controller', type: 'address' }],
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const mint = {
  type: 'function',
  name: 'mint',
  inputs: [{ name: 'shares', type: 'uint256' }, { name: 'receiver', type: 'address' }],
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const name = {
  type: 'function',
  name: 'name',
  inputs: [],
  outputs: [{ type: 'string' }],
  stateMutability: 'view',
} as const

export const nextSegment = {
  type: 'function',
  name: 'nextSegment',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const nonces = {
  type: 'function',
  name: 'nonces',
  inputs: [{ name: 'owner', type: 'address' }],
  outputs: [{ name: 'result', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const pendingRedeemRequest = {
  type: 'function',
  name: 'pendingRedeemRequest',
  inputs: [{ name: '', type: 'uint256' }, { name: 'controller', type: 'address' }],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const permit = {
  type: 'function',
  name: 'permit',
  inputs: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
    { name: 'v', type: 'uint8' },
    { name: 'r', type: 'bytes32' },
    { name: 's', type: 'bytes32' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const poolTermsOf = {
  type: 'function',
  name: 'poolTermsOf',
  inputs: [{ name: 'termsId', type: 'uint256' }],
  outputs: [
    { name: 'productId', type: 'uint256' },
    { name: 'deductible', type: 'uint256' },
    { name: 'lapses', type: 'bool' },
  ],
  stateMutability: 'view',
} as const

export const previewDeposit = {
  type: 'function',
  name: 'previewDeposit',
  inputs: [{ name: 'assets', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const previewMint = {
  type: 'function',
  name: 'previewMint',
  inputs: [{ name: 'shares', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const redeem = {
  type: 'function',
  name: 'redeem',
  inputs: [
    { name: 'shares', type: 'uint256' },
    { name: 'receiver', type: 'address' },
    { name: 'controller', type: 'address' },
  ],
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const requestRedeem = {
  type: 'function',
  name: 'requestRedeem',
  inputs: [
    { name: 'shares', type: 'uint256' },
    { name: 'controller', type: 'address' },
    { name: 'owner', type: 'address' },
  ],
  outputs: [{ name: 'requestId', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const setBuyer = {
  type: 'function',
  name: 'setBuyer',
  inputs: [{ name: 'buyer', type: 'address' }, { name: 'approved', type: 'bool' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const setOperator = {
  type: 'function',
  name: 'setOperator',
  inputs: [{ name: 'operator', type: 'address' }, { name: 'approved', type: 'bool' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'nonpayable',
} as const

export const symbol = {
  type: 'function',
  name: 'symbol',
  inputs: [],
  outputs: [{ type: 'string' }],
  stateMutability: 'view',
} as const

export const totalAssets = {
  type: 'function',
  name: 'totalAssets',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const totalSupply = {
  type: 'function',
  name: 'totalSupply',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const transfer = {
  type: 'function',
  name: 'transfer',
  inputs: [{ name: 'to', type: 'address' }, { name: 'amount', type: 'uint256' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'nonpayable',
} as const

export const transferFrom = {
  type: 'function',
  name: 'transferFrom',
  inputs: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'amount', type: 'uint256' },
  ],
  outputs: [{ type: 'bool' }],
  stateMutability: 'nonpayable',
} as const

export const withdraw = {
  type: 'function',
  name: 'withdraw',
  inputs: [
    { name: 'assets', type: 'uint256' },
    { name: 'receiver', type: 'address' },
    { name: 'controller', type: 'address' },
  ],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const Approval = {
  type: 'event',
  name: 'Approval',
  inputs: [
    { name: 'owner', type: 'address', indexed: true },
    { name: 'spender', type: 'address', indexed: true },
    { name: 'amount', type: 'uint256' },
  ],
} as const

export const BuyerSet = {
  type: 'event',
  name: 'BuyerSet',
  inputs: [
    { name: 'insured', type: 'address', indexed: true },
    { name: 'buyer', type: 'address', indexed: true },
    { name: 'approved', type: 'bool' },
  ],
} as const

export const CoverBought = {
  type: 'event',
  name: 'CoverBought',
  inputs: [
    { name: 'coverId', type: 'uint256', indexed: true },
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'owner', type: 'address', indexed: true },
    {
      name: 'purchase',
      type: 'tuple',
      components: [
        { name: 'payer', type: 'address' },
        { name: 'insured', type: 'address' },
        { name: 'refundTo', type: 'address' },
        { name: 'amount', type: 'uint256' },
        { name: 'premium', type: 'uint256' },
        { name: 'start', type: 'uint40' },
        { name: 'end', type: 'uint40' },
        { name: 'integrator', type: 'address' },
        { name: 'integratorFee', type: 'uint256' },
      ],
    },
  ],
} as const

export const CoverCancelled = {
  type: 'event',
  name: 'CoverCancelled',
  inputs: [
    { name: 'coverId', type: 'uint256', indexed: true },
    { name: 'refundTo', type: 'address', indexed: true },
    { name: 'refund', type: 'uint256' },
  ],
} as const

export const Deposit = {
  type: 'event',
  name: 'Deposit',
  inputs: [
    { name: 'sender', type: 'address', indexed: true },
    { name: 'owner', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
    { name: 'shares', type: 'uint256' },
  ],
} as const

export const OperatorSet = {
  type: 'event',
  name: 'OperatorSet',
  inputs: [
    { name: 'controller', type: 'address', indexed: true },
    { name: 'operator', type: 'address', indexed: true },
    { name: 'approved', type: 'bool' },
  ],
} as const

export const RedeemRequest = {
  type: 'event',
  name: 'RedeemRequest',
  inputs: [
    { name: 'controller', type: 'address', indexed: true },
    { name: 'owner', type: 'address', indexed: true },
    { name: 'requestId', type: 'uint256', indexed: true },
    { name: 'sender', type: 'address' },
    { name: 'shares', type: 'uint256' },
  ],
} as const

export const RedeemRequestsSettled = {
  type: 'event',
  name: 'RedeemRequestsSettled',
  inputs: [
    { name: 'sender', type: 'address', indexed: true },
    { name: 'shares', type: 'uint256' },
    { name: 'assets', type: 'uint256' },
  ],
} as const

export const Transfer = {
  type: 'event',
  name: 'Transfer',
  inputs: [
    { name: 'from', type: 'address', indexed: true },
    { name: 'to', type: 'address', indexed: true },
    { name: 'amount', type: 'uint256' },
  ],
} as const

export const Withdraw = {
  type: 'event',
  name: 'Withdraw',
  inputs: [
    { name: 'sender', type: 'address', indexed: true },
    { name: 'receiver', type: 'address', indexed: true },
    { name: 'owner', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
    { name: 'shares', type: 'uint256' },
  ],
} as const

export const authorizeOperator = {
  type: 'function',
  name: 'authorizeOperator',
  inputs: [
    { name: 'controller', type: 'address' },
    { name: 'operator', type: 'address' },
    { name: 'approved', type: 'bool' },
    { name: 'nonce', type: 'bytes32' },
    { name: 'deadline', type: 'uint256' },
    { name: 'signature', type: 'bytes' },
  ],
  outputs: [{ type: 'bool' }],
  stateMutability: 'nonpayable',
} as const

export const cooldown = {
  type: 'function',
  name: 'cooldown',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const coverUnit = {
  type: 'function',
  name: 'coverUnit',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const extendCover = {
  type: 'function',
  name: 'extendCover',
  inputs: [
    { name: 'coverId', type: 'uint256' },
    { name: 'added', type: 'uint256' },
    { name: 'maxPremium', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  outputs: [{ name: 'end', type: 'uint40' }, { name: 'premium', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const lapseCover = {
  type: 'function',
  name: 'lapseCover',
  inputs: [{ name: 'coverId', type: 'uint256' }],
  outputs: [{ name: 'refund', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const multicall = {
  type: 'function',
  name: 'multicall',
  inputs: [{ name: 'data', type: 'bytes[]' }],
  outputs: [{ type: 'bytes[]' }],
  stateMutability: 'payable',
} as const

export const nextExit = {
  type: 'function',
  name: 'nextExit',
  inputs: [{ name: 'controller', type: 'address' }],
  outputs: [{ name: 'askedAt', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const permit2Asset = {
  type: 'function',
  name: 'permit2Asset',
  inputs: [
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
    { name: 'value', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
    { name: 'v', type: 'uint8' },
    { name: 'r', type: 'bytes32' },
    { name: 's', type: 'bytes32' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const poolId = {
  type: 'function',
  name: 'poolId',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const previewSettlement = {
  type: 'function',
  name: 'previewSettlement',
  inputs: [{ name: 'controller', type: 'address' }],
  outputs: [
    { name: 'shares', type: 'uint256' },
    { name: 'assets', type: 'uint256' },
    { name: 'tip', type: 'uint256' },
  ],
  stateMutability: 'view',
} as const

export const pricingOf = {
  type: 'function',
  name: 'pricingOf',
  inputs: [{ name: 'productId', type: 'uint256' }],
  outputs: [
    {
      type: 'tuple',
      components: [
        { name: 'rateFloor', type: 'uint256' },
        { name: 'rateAtTarget', type: 'uint256' },
        { name: 'rateMax', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxRatio', type: 'uint256' },
        { name: 'haircut', type: 'uint256' },
        { name: 'managerFee', type: 'uint256' },
        { name: 'sponsorFee', type: 'uint256' },
        { name: 'protocolFee', type: 'uint256' },
        { name: 'cluster', type: 'uint256' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const processExpiries = {
  type: 'function',
  name: 'processExpiries',
  inputs: [],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const quoteCancellation = {
  type: 'function',
  name: 'quoteCancellation',
  inputs: [{ name: 'coverId', type: 'uint256' }],
  outputs: [{ name: 'refund', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const quoteCover = {
  type: 'function',
  name: 'quoteCover',
  inputs: [
    { name: 'termsId', type: 'uint256' },
    { name: 'amount', type: 'uint256' },
    { name: 'duration', type: 'uint256' },
  ],
  outputs: [
    {
      name: 'quote',
      type: 'tuple',
      components: [
        { name: 'premium', type: 'uint256' },
        { name: 'fees', type: 'uint256' },
        { name: 'rate', type: 'uint256' },
        { name: 'start', type: 'uint40' },
        { name: 'end', type: 'uint40' },
        { name: 'available', type: 'uint256' },
        { name: 'binding', type: 'uint8' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const quoteExtension = {
  type: 'function',
  name: 'quoteExtension',
  inputs: [{ name: 'coverId', type: 'uint256' }, { name: 'added', type: 'uint256' }],
  outputs: [{ name: 'end', type: 'uint40' }, { name: 'premium', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const settleRedeemRequests = {
  type: 'function',
  name: 'settleRedeemRequests',
  inputs: [{ name: 'controller', type: 'address' }],
  outputs: [{ name: 'shares', type: 'uint256' }, { name: 'assets', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const CoverExtended = {
  type: 'event',
  name: 'CoverExtended',
  inputs: [
    { name: 'coverId', type: 'uint256', indexed: true },
    { name: 'end', type: 'uint40' },
    { name: 'premium', type: 'uint256' },
  ],
} as const

export const CoverLapsed = {
  type: 'event',
  name: 'CoverLapsed',
  inputs: [
    { name: 'coverId', type: 'uint256', indexed: true },
    { name: 'refundTo', type: 'address', indexed: true },
    { name: 'refund', type: 'uint256' },
  ],
} as const

export const ExpiriesProcessed = {
  type: 'event',
  name: 'ExpiriesProcessed',
  inputs: [{ name: 'day', type: 'uint256' }, { name: 'period', type: 'uint256' }],
} as const

export const FeesCollected = {
  type: 'event',
  name: 'FeesCollected',
  inputs: [{ name: 'productId', type: 'uint256', indexed: true }, { name: 'fees', type: 'uint256' }],
} as const

export const PausesSet = {
  type: 'event',
  name: 'PausesSet',
  inputs: [{ name: 'salesUntil', type: 'uint256' }, { name: 'depositsUntil', type: 'uint256' }],
} as const

export const PoolTermsSet = {
  type: 'event',
  name: 'PoolTermsSet',
  inputs: [
    { name: 'termsId', type: 'uint256', indexed: true },
    {
      name: 'terms',
      type: 'tuple',
      components: [
        { name: 'serial', type: 'uint256' },
        { name: 'productId', type: 'uint256' },
        { name: 'waitingPeriod', type: 'uint256' },
        { name: 'horizon', type: 'uint256' },
        { name: 'minBilled', type: 'uint256' },
        { name: 'maxCover', type: 'uint256' },
        { name: 'deductible', type: 'uint256' },
        { name: 'flags', type: 'uint256' },
      ],
    },
    {
      name: 'meter',
      type: 'tuple',
      components: [{ name: 'resolver', type: 'address' }, { name: 'subject', type: 'uint96' }],
    },
  ],
} as const

export const PricingSet = {
  type: 'event',
  name: 'PricingSet',
  inputs: [
    { name: 'productId', type: 'uint256', indexed: true },
    {
      name: 'pricing',
      type: 'tuple',
      components: [
        { name: 'rateFloor', type: 'uint256' },
        { name: 'rateAtTarget', type: 'uint256' },
        { name: 'rateMax', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxRatio', type: 'uint256' },
        { name: 'haircut', type: 'uint256' },
        { name: 'managerFee', type: 'uint256' },
        { name: 'sponsorFee', type: 'uint256' },
        { name: 'protocolFee', type: 'uint256' },
        { name: 'cluster', type: 'uint256' },
      ],
    },
  ],
} as const

export const extsload = {
  type: 'function',
  name: 'extsload',
  inputs: [{ name: 'slots', type: 'bytes32[]' }],
  outputs: [{ name: 'words', type: 'bytes32[]' }],
  stateMutability: 'view',
} as const

export const poolConstants = {
  type: 'function',
  name: 'poolConstants',
  inputs: [],
  outputs: [
    {
      type: 'tuple',
      components: [
        { name: 'poolId', type: 'uint256' },
        { name: 'chainId', type: 'uint256' },
        { name: 'asset', type: 'address' },
        { name: 'configurator', type: 'address' },
        { name: 'coverToken', type: 'address' },
        { name: 'registry', type: 'address' },
        { name: 'coverUnit', type: 'uint256' },
        { name: 'virtualShares', type: 'uint256' },
        { name: 'assetUnit', type: 'uint256' },
        { name: 'cooldown', type: 'uint256' },
        { name: 'startEquity', type: 'uint256' },
        { name: 'saleClusterRatio', type: 'uint256' },
        { name: 'saleLeverage', type: 'uint256' },
        { name: 'exitClusterRatio', type: 'uint256' },
        { name: 'exitLeverage', type: 'uint256' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const previewRecovery = {
  type: 'function',
  name: 'previewRecovery',
  inputs: [{ name: 'termsId', type: 'uint256' }, { name: 'amount', type: 'uint256' }],
  outputs: [
    {
      name: 'r',
      type: 'tuple',
      components: [
        { name: 'full', type: 'uint256' },
        { name: 'alone', type: 'uint256' },
        { name: 'together', type: 'uint256' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const previewRedeem = {
  type: 'function',
  name: 'previewRedeem',
  inputs: [{ name: '', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'pure',
} as const

export const previewWithdraw = {
  type: 'function',
  name: 'previewWithdraw',
  inputs: [{ name: '', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'pure',
} as const

export const redeemSchedule = {
  type: 'function',
  name: 'redeemSchedule',
  inputs: [{ name: 'controller', type: 'address' }],
  outputs: [{ name: 'earliest', type: 'uint256' }, { name: 'latest', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const share = {
  type: 'function',
  name: 'share',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const snapshot = {
  type: 'function',
  name: 'snapshot',
  inputs: [{ name: 'termsIds', type: 'uint256[]' }],
  outputs: [
    {
      name: 's',
      type: 'tuple',
      components: [
        { name: 'chainId', type: 'uint256' },
        { name: 'blockNumber', type: 'uint256' },
        { name: 'timestamp', type: 'uint256' },
        {
          name: 'constants',
          type: 'tuple',
          components: [
            { name: 'poolId', type: 'uint256' },
            { name: 'chainId', type: 'uint256' },
            { name: 'asset', type: 'address' },
            { name: 'configurator', type: 'address' },
            { name: 'coverToken', type: 'address' },
            { name: 'registry', type: 'address' },
            { name: 'coverUnit', type: 'uint256' },
            { name: 'virtualShares', type: 'uint256' },
            { name: 'assetUnit', type: 'uint256' },
            { name: 'cooldown', type: 'uint256' },
            { name: 'startEquity', type: 'uint256' },
            { name: 'saleClusterRatio', type: 'uint256' },
            { name: 'saleLeverage', type: 'uint256' },
            { name: 'exitClusterRatio', type: 'uint256' },
            { name: 'exitLeverage', type: 'uint256' },
          ],
        },
        { name: 'words', type: 'uint256[8]' },
        { name: 'streamRing', type: 'uint256[64]' },
        { name: 'clusterRing', type: 'uint256[32]' },
        {
          name: 'terms',
          type: 'tuple[]',
          components: [
            { name: 'termsId', type: 'uint256' },
            { name: 'reason', type: 'bytes32' },
            { name: 'auditGap', type: 'uint256' },
            { name: 'poolTerms', type: 'uint256' },
            { name: 'pricing', type: 'uint256' },
            { name: 'product', type: 'uint256' },
            { name: 'ring', type: 'uint256[5]' },
            { name: 'reading', type: 'uint256' },
            { name: 'refusal', type: 'bytes' },
          ],
        },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const stoppingCasesOf = {
  type: 'function',
  name: 'stoppingCasesOf',
  inputs: [{ name: 'productId', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const supportsInterface = {
  type: 'function',
  name: 'supportsInterface',
  inputs: [{ name: 'id', type: 'bytes4' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'pure',
} as const
