export const addBonus = {
  type: 'function',
  name: 'addBonus',
  inputs: [
    { name: 'termsId', type: 'uint256' },
    { name: 'incidentId', type: 'uint256' },
    { name: 'assets', type: 'uint256' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const addRecovery = {
  type: 'function',
  name: 'addRecovery',
  inputs: [
    { name: 'termsId', type: 'uint256' },
    { name: 'incidentId', type: 'uint256' },
    { name: 'assets', type: 'uint256' },
  ],
  outputs: [{ name: 'forClaims', type: 'uint256' }, { name: 'shares', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const applyVerdict = {
  type: 'function',
  name: 'applyVerdict',
  inputs: [{ name: 'termsId', type: 'uint256' }, { name: 'incidentId', type: 'uint256' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const asset = {
  type: 'function',
  name: 'asset',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const caseIdOf = {
  type: 'function',
  name: 'caseIdOf',
  inputs: [{ name: 'termsId', type: 'uint256' }, { name: 'incidentId', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const claimLoss = {
  type: 'function',
  name: 'claimLoss',
  inputs: [
    { name: 'coverId', type: 'uint256' },
    { name: 'incidentId', type: 'uint256' },
    { name: 'receiver', type: 'address' },
    {
      name: 'proof',
      type: 'tuple',
      components: [
        { name: 'index', type: 'uint256' },
        { name: 'loss', type: 'uint256' },
        { name: 'proof', type: 'bytes32[]' },
      ],
    },
  ],
  outputs: [{ name: 'payout', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const claimPayout = {
  type: 'function',
  name: 'claimPayout',
  inputs: [{ name: 'coverId', type: 'uint256' }, { name: 'incidentId', type: 'uint256' }],
  outputs: [{ name: 'payout', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const claimPayoutTo = {
  type: 'function',
  name: 'claimPayoutTo',
  inputs: [
    { name: 'coverId', type: 'uint256' },
    { name: 'incidentId', type: 'uint256' },
    { name: 'receiver', type: 'address' },
  ],
  outputs: [{ name: 'payout', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const claimPayouts = {
  type: 'function',
  name: 'claimPayouts',
  inputs: [
    { name: 'coverId', type: 'uint256' },
    { name: 'incidentIds', type: 'uint256[]' },
    { name: 'receiver', type: 'address' },
  ],
  outputs: [{ name: 'payout', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const leafOf = {
  type: 'function',
  name: 'leafOf',
  inputs: [
    { name: 'index', type: 'uint256' },
    { name: 'insured', type: 'address' },
    { name: 'loss', type: 'uint256' },
  ],
  outputs: [{ type: 'bytes32' }],
  stateMutability: 'pure',
} as const

export const lossTableOf = {
  type: 'function',
  name: 'lossTableOf',
  inputs: [
    { name: 'resolver', type: 'address' },
    { name: 'incidentId', type: 'uint256' },
    { name: 'root', type: 'bytes32' },
  ],
  outputs: [{ type: 'bytes32' }],
  stateMutability: 'pure',
} as const

export const nextSegment = {
  type: 'function',
  name: 'nextSegment',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const openCase = {
  type: 'function',
  name: 'openCase',
  inputs: [
    { name: 'termsId', type: 'uint256' },
    { name: 'incidentId', type: 'uint256' },
    { name: 'severity', type: 'uint256' },
  ],
  outputs: [{ name: 'reserve', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const pool = {
  type: 'function',
  name: 'pool',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const poolId = {
  type: 'function',
  name: 'poolId',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const settleCase = {
  type: 'function',
  name: 'settleCase',
  inputs: [{ name: 'termsId', type: 'uint256' }, { name: 'incidentId', type: 'uint256' }],
  outputs: [{ name: 'assets', type: 'uint256' }, { name: 'shares', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const BonusAdded = {
  type: 'event',
  name: 'BonusAdded',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'from', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
  ],
} as const

export const BonusPaid = {
  type: 'event',
  name: 'BonusPaid',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'coverId', type: 'uint256', indexed: true },
    { name: 'receiver', type: 'address', indexed: true },
    { name: 'bonus', type: 'uint256' },
  ],
} as const

export const CapitalReleased = {
  type: 'event',
  name: 'CapitalReleased',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'assets', type: 'uint256' },
    { name: 'shares', type: 'uint256' },
  ],
} as const

export const CaseOpened = {
  type: 'event',
  name: 'CaseOpened',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'incidentId', type: 'uint256', indexed: true },
    { name: 'reserve', type: 'uint256' },
    { name: 'firstLoss', type: 'uint256' },
    { name: 'layerIndex', type: 'uint256' },
  ],
} as const

export const ClaimRegistered = {
  type: 'event',
  name: 'ClaimRegistered',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'coverId', type: 'uint256', indexed: true },
    { name: 'gross', type: 'uint256' },
    { name: 'settlement', type: 'uint256' },
  ],
} as const

export const FirstLossTaken = {
  type: 'event',
  name: 'FirstLossTaken',
  inputs: [{ name: 'caseId', type: 'uint256', indexed: true }, { name: 'assets', type: 'uint256' }],
} as const

export const PayoutClaimed = {
  type: 'event',
  name: 'PayoutClaimed',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'coverId', type: 'uint256', indexed: true },
    { name: 'receiver', type: 'address', indexed: true },
    { name: 'payout', type: 'uint256' },
  ],
} as const

export const RecoveryAdded = {
  type: 'event',
  name: 'RecoveryAdded',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'from', type: 'address', indexed: true },
    { name: 'forClaims', type: 'uint256' },
    { name: 'forHolders', type: 'uint256' },
    { name: 'shares', type: 'uint256' },
  ],
} as const

export const SettlementOver = {
  type: 'event',
  name: 'SettlementOver',
  inputs: [
    { name: 'settlement', type: 'uint256', indexed: true },
    { name: 'registered', type: 'uint256' },
    { name: 'forClaims', type: 'uint256' },
    { name: 'rest', type: 'uint256' },
  ],
} as const

export const ShortageChanged = {
  type: 'event',
  name: 'ShortageChanged',
  inputs: [
    { name: 'settlement', type: 'uint256', indexed: true },
    { name: 'short', type: 'bool' },
    { name: 'held', type: 'uint256' },
    { name: 'owed', type: 'uint256' },
  ],
} as const

export const VerdictApplied = {
  type: 'event',
  name: 'VerdictApplied',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'severity', type: 'uint256' },
    { name: 'claimsUntil', type: 'uint40' },
    { name: 'settlement', type: 'uint256' },
  ],
} as const

export const burnUncollected = {
  type: 'function',
  name: 'burnUncollected',
  inputs: [{ name: 'index', type: 'uint256' }],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const collectReturns = {
  type: 'function',
  name: 'collectReturns',
  inputs: [
    { name: 'account', type: 'address' },
    { name: 'receiver', type: 'address' },
    { name: 'maxReturns', type: 'uint256' },
  ],
  outputs: [{ name: 'shares', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const firstLossOf = {
  type: 'function',
  name: 'firstLossOf',
  inputs: [{ name: 'productId', type: 'uint256' }],
  outputs: [
    { name: 'free', type: 'uint256' },
    { name: 'promised', type: 'uint256' },
    { name: 'withdrawal', type: 'uint256' },
    { name: 'maturesAt', type: 'uint256' },
    { name: 'lapsesAt', type: 'uint256' },
  ],
  stateMutability: 'view',
} as const

export const getCase = {
  type: 'function',
  name: 'getCase',
  inputs: [{ name: 'caseId', type: 'uint256' }],
  outputs: [
    {
      name: 'x',
      type: 'tuple',
      components: [
        { name: 'reserve', type: 'uint256' },
        { name: 'firstLoss', type: 'uint256' },
        { name: 'promised', type: 'uint256' },
        { name: 'termsId', type: 'uint256' },
        { name: 'committed', type: 'uint256' },
        { name: 'need', type: 'uint256' },
        { name: 'paid', type: 'uint256' },
        { name: 'registered', type: 'uint256' },
        { name: 'layerIndex', type: 'uint256' },
        { name: 'supply', type: 'uint256' },
        { name: 'checkpoint', type: 'uint256' },
        { name: 'eventTime', type: 'uint256' },
        { name: 'severity', type: 'uint256' },
        { name: 'claimsUntil', type: 'uint256' },
        { name: 'settlement', type: 'uint256' },
        { name: 'status', type: 'uint8' },
        { name: 'closed', type: 'bool' },
        { name: 'raises', type: 'uint256' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const getSettlement = {
  type: 'function',
  name: 'getSettlement',
  inputs: [{ name: 'number', type: 'uint256' }],
  outputs: [
    {
      name: 'settlement',
      type: 'tuple',
      components: [
        { name: 'held', type: 'uint256' },
        { name: 'owed', type: 'uint256' },
        { name: 'open', type: 'uint256' },
        { name: 'relaxed', type: 'bool' },
        { name: 'joint', type: 'uint256' },
        { name: 'strainedAt', type: 'uint256' },
        { name: 'lacking', type: 'uint256' },
        { name: 'counted', type: 'uint256' },
        { name: 'cut', type: 'bool' },
        { name: 'paid', type: 'uint256' },
        { name: 'registered', type: 'uint256' },
        { name: 'left', type: 'uint256' },
        { name: 'rest', type: 'uint256' },
      ],
    },
    { name: 'short', type: 'bool' },
    { name: 'over', type: 'bool' },
    { name: 'forClaims', type: 'uint256' },
  ],
  stateMutability: 'view',
} as const

export const getShareReturn = {
  type: 'function',
  name: 'getShareReturn',
  inputs: [{ name: 'index', type: 'uint256' }],
  outputs: [
    {
      type: 'tuple',
      components: [
        { name: 'shares', type: 'uint256' },
        { name: 'left', type: 'uint256' },
        { name: 'layerCount', type: 'uint256' },
        { name: 'layerIndex', type: 'uint256' },
        { name: 'time', type: 'uint256' },
        { name: 'grows', type: 'bool' },
        { name: 'burned', type: 'bool' },
        { name: 'supply', type: 'uint256' },
        { name: 'checkpoint', type: 'uint256' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const needFor = {
  type: 'function',
  name: 'needFor',
  inputs: [
    { name: 'termsId', type: 'uint256' },
    { name: 'incidentId', type: 'uint256' },
    { name: 'severity', type: 'uint256' },
    { name: 'lossTotal', type: 'uint256' },
  ],
  outputs: [{ name: 'need', type: 'uint256' }, { name: 'present', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const postFirstLoss = {
  type: 'function',
  name: 'postFirstLoss',
  inputs: [{ name: 'productId', type: 'uint256' }, { name: 'assets', type: 'uint256' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const presentSettlement = {
  type: 'function',
  name: 'presentSettlement',
  inputs: [],
  outputs: [{ name: 'number', type: 'uint256' }, { name: 'short', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const previewPayout = {
  type: 'function',
  name: 'previewPayout',
  inputs: [{ name: 'coverId', type: 'uint256' }, { name: 'incidentId', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const previewPayouts = {
  type: 'function',
  name: 'previewPayouts',
  inputs: [{ name: 'coverId', type: 'uint256' }, { name: 'incidentIds', type: 'uint256[]' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const raisesOf = {
  type: 'function',
  name: 'raisesOf',
  inputs: [{ name: 'caseId', type: 'uint256' }],
  outputs: [
    {
      name: 'raises',
      type: 'tuple[]',
      components: [{ name: 'reserve', type: 'uint256' }, { name: 'layerIndex', type: 'uint256' }],
    },
  ],
  stateMutability: 'view',
} as const

export const registeredClaim = {
  type: 'function',
  name: 'registeredClaim',
  inputs: [{ name: 'caseId', type: 'uint256' }, { name: 'coverId', type: 'uint256' }],
  outputs: [{ name: 'gross', type: 'uint256' }, { name: 'paid', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const requestFirstLossWithdrawal = {
  type: 'function',
  name: 'requestFirstLossWithdrawal',
  inputs: [{ name: 'productId', type: 'uint256' }, { name: 'assets', type: 'uint256' }],
  outputs: [{ name: 'maturesAt', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const returnsOf = {
  type: 'function',
  name: 'returnsOf',
  inputs: [{ name: 'account', type: 'address' }],
  outputs: [{ name: 'shares', type: 'uint256' }, { name: 'returns_', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const shareReturnCount = {
  type: 'function',
  name: 'shareReturnCount',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const stakeOf = {
  type: 'function',
  name: 'stakeOf',
  inputs: [{ name: 'number', type: 'uint256' }, { name: 'productId', type: 'uint256' }],
  outputs: [
    {
      type: 'tuple',
      components: [
        { name: 'bound', type: 'uint256' },
        { name: 'needs', type: 'uint256' },
        { name: 'payable_', type: 'uint256' },
        { name: 'stopping', type: 'uint256' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const undecided = {
  type: 'function',
  name: 'undecided',
  inputs: [],
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const withdrawFirstLoss = {
  type: 'function',
  name: 'withdrawFirstLoss',
  inputs: [{ name: 'productId', type: 'uint256' }, { name: 'receiver', type: 'address' }],
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const CaseRaised = {
  type: 'event',
  name: 'CaseRaised',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'need', type: 'uint256' },
    { name: 'reserve', type: 'uint256' },
    { name: 'layerIndex', type: 'uint256' },
  ],
} as const

export const FirstLossPosted = {
  type: 'event',
  name: 'FirstLossPosted',
  inputs: [
    { name: 'productId', type: 'uint256', indexed: true },
    { name: 'sponsor', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
  ],
} as const

export const FirstLossWithdrawalRequested = {
  type: 'event',
  name: 'FirstLossWithdrawalRequested',
  inputs: [
    { name: 'productId', type: 'uint256', indexed: true },
    { name: 'assets', type: 'uint256' },
    { name: 'maturesAt', type: 'uint40' },
  ],
} as const

export const FirstLossWithdrawn = {
  type: 'event',
  name: 'FirstLossWithdrawn',
  inputs: [
    { name: 'productId', type: 'uint256', indexed: true },
    { name: 'receiver', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
  ],
} as const

export const ReturnBurned = {
  type: 'event',
  name: 'ReturnBurned',
  inputs: [{ name: 'index', type: 'uint256', indexed: true }, { name: 'shares', type: 'uint256' }],
} as const

export const ReturnsCollected = {
  type: 'event',
  name: 'ReturnsCollected',
  inputs: [
    { name: 'account', type: 'address', indexed: true },
    { name: 'receiver', type: 'address', indexed: true },
    { name: 'shares', type: 'uint256' },
    { name: 'collectedUpTo', type: 'uint256' },
  ],
} as const
