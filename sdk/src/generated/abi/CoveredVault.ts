export const constructor = {
  type: 'constructor',
  inputs: [{ name: 'coverToken', type: 'address' }, { name: 'registry', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

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

export const atRisk = {
  type: 'function',
  name: 'atRisk',
  inputs: [],
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const balanceOf = {
  type: 'function',
  name: 'balanceOf',
  inputs: [{ name: 'owner', type: 'address' }],
  outputs: [{ name: 'result', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const convertToAssets = {
  type: 'function',
  name: 'convertToAssets',
  inputs: [{ name: 'shares', type: 'uint256' }],
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const convertToShares = {
  type: 'function',
  name: 'convertToShares',
  inputs: [{ name: 'assets', type: 'uint256' }],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const coverageAt = {
  type: 'function',
  name: 'coverageAt',
  inputs: [{ name: 'timestamp', type: 'uint256' }],
  outputs: [{ name: 'cover', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const coverageOf = {
  type: 'function',
  name: 'coverageOf',
  inputs: [{ name: 'shares', type: 'uint256' }],
  outputs: [{ name: 'covered', type: 'uint256' }, { name: 'until', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const decimals = {
  type: 'function',
  name: 'decimals',
  inputs: [],
  outputs: [{ type: 'uint8' }],
  stateMutability: 'view',
} as const

export const deposit = {
  type: 'function',
  name: 'deposit',
  inputs: [{ name: 'assets', type: 'uint256' }, { name: 'to', type: 'address' }],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const depositsOpen = {
  type: 'function',
  name: 'depositsOpen',
  inputs: [],
  outputs: [{ name: 'open', type: 'bool' }],
  stateMutability: 'view',
} as const

export const heldCovers = {
  type: 'function',
  name: 'heldCovers',
  inputs: [],
  outputs: [{ name: 'coverIds', type: 'uint256[]' }],
  stateMutability: 'view',
} as const

export const maxDeposit = {
  type: 'function',
  name: 'maxDeposit',
  inputs: [{ name: '', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const maxMint = {
  type: 'function',
  name: 'maxMint',
  inputs: [{ name: 'to', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const maxRedeem = {
  type: 'function',
  name: 'maxRedeem',
  inputs: [{ name: 'owner', type: 'address' }],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const maxWithdraw = {
  type: 'function',
  name: 'maxWithdraw',
  inputs: [{ name: 'owner', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const mint = {
  type: 'function',
  name: 'mint',
  inputs: [{ name: 'shares', type: 'uint256' }, { name: 'to', type: 'address' }],
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

export const nonces = {
  type: 'function',
  name: 'nonces',
  inputs: [{ name: 'owner', type: 'address' }],
  outputs: [{ name: 'result', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const onERC721Received = {
  type: 'function',
  name: 'onERC721Received',
  inputs: [
    { name: '', type: 'address' },
    { name: 'from', type: 'address' },
    { name: 'coverId', type: 'uint256' },
    { name: '', type: 'bytes' },
  ],
  outputs: [{ type: 'bytes4' }],
  stateMutability: 'nonpayable',
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

export const policy = {
  type: 'function',
  name: 'policy',
  inputs: [],
  outputs: [
    {
      type: 'tuple',
      components: [
        { name: 'productId', type: 'uint256' },
        { name: 'meter', type: 'address' },
        { name: 'meterId', type: 'uint96' },
        { name: 'subject', type: 'uint96' },
        { name: 'poolIds', type: 'uint256[]' },
        { name: 'maxRate', type: 'uint256' },
        { name: 'floor', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxDeductible', type: 'uint256' },
        { name: 'duration', type: 'uint256' },
        { name: 'strict', type: 'bool' },
        { name: 'sponsor', type: 'address' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const prepaid = {
  type: 'function',
  name: 'prepaid',
  inputs: [],
  outputs: [{ name: 'assets', type: 'uint256' }],
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

export const previewRedeem = {
  type: 'function',
  name: 'previewRedeem',
  inputs: [{ name: 'shares', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const previewWithdraw = {
  type: 'function',
  name: 'previewWithdraw',
  inputs: [{ name: 'assets', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const redeem = {
  type: 'function',
  name: 'redeem',
  inputs: [
    { name: 'shares', type: 'uint256' },
    { name: 'to', type: 'address' },
    { name: 'owner', type: 'address' },
  ],
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const redeemInKind = {
  type: 'function',
  name: 'redeemInKind',
  inputs: [
    { name: 'shares', type: 'uint256' },
    { name: 'receiver', type: 'address' },
    { name: 'owner', type: 'address' },
  ],
  outputs: [{ name: 'assets', type: 'uint256' }, { name: 'wrappedShares', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const sendUnsentShares = {
  type: 'function',
  name: 'sendUnsentShares',
  inputs: [{ name: 'account', type: 'address' }],
  outputs: [{ name: 'wrappedShares', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const settleFirings = {
  type: 'function',
  name: 'settleFirings',
  inputs: [],
  outputs: [{ type: 'uint32' }],
  stateMutability: 'nonpayable',
} as const

export const settledFirings = {
  type: 'function',
  name: 'settledFirings',
  inputs: [],
  outputs: [{ type: 'uint32' }],
  stateMutability: 'view',
} as const

export const symbol = {
  type: 'function',
  name: 'symbol',
  inputs: [],
  outputs: [{ type: 'string' }],
  stateMutability: 'view',
} as const

export const sync = {
  type: 'function',
  name: 'sync',
  inputs: [{ name: 'termsId', type: 'uint256' }],
  outputs: [{ name: 'cover', type: 'uint256' }, { name: 'premium', type: 'uint256' }],
  stateMutability: 'nonpayable',
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
  outputs: [{ name: 'result', type: 'uint256' }],
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

export const unsentSharesOf = {
  type: 'function',
  name: 'unsentSharesOf',
  inputs: [{ name: 'account', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const withdraw = {
  type: 'function',
  name: 'withdraw',
  inputs: [
    { name: 'assets', type: 'uint256' },
    { name: 'to', type: 'address' },
    { name: 'owner', type: 'address' },
  ],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const wrapped = {
  type: 'function',
  name: 'wrapped',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
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

export const CoverGiven = { type: 'event', name: 'CoverGiven', inputs: [{ name: 'coverId', type: 'uint256', indexed: true }] } as const

export const CoverageSynced = {
  type: 'event',
  name: 'CoverageSynced',
  inputs: [{ name: 'cover', type: 'uint256' }, { name: 'premium', type: 'uint256' }],
} as const

export const Deposit = {
  type: 'event',
  name: 'Deposit',
  inputs: [
    { name: 'by', type: 'address', indexed: true },
    { name: 'owner', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
    { name: 'shares', type: 'uint256' },
  ],
} as const

export const FiringSettled = {
  type: 'event',
  name: 'FiringSettled',
  inputs: [{ name: 'number', type: 'uint32', indexed: true }],
} as const

export const RedeemedInKind = {
  type: 'event',
  name: 'RedeemedInKind',
  inputs: [
    { name: 'by', type: 'address', indexed: true },
    { name: 'receiver', type: 'address', indexed: true },
    { name: 'owner', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
    { name: 'wrappedShares', type: 'uint256' },
    { name: 'shares', type: 'uint256' },
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
    { name: 'by', type: 'address', indexed: true },
    { name: 'to', type: 'address', indexed: true },
    { name: 'owner', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
    { name: 'shares', type: 'uint256' },
  ],
} as const
