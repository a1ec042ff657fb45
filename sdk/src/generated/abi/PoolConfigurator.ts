export const constructor = {
  type: 'constructor',
  inputs: [{ name: 'registry', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

export const acceptManager = {
  type: 'function',
  name: 'acceptManager',
  inputs: [{ name: 'pool', type: 'address' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const addTerms = {
  type: 'function',
  name: 'addTerms',
  inputs: [
    { name: 'pool', type: 'address' },
    { name: 'termsId', type: 'uint256' },
    {
      name: 'pricing',
      type: 'tuple',
      components: [
        { name: 'rateFloor', type: 'uint256' },
        { name: 'rateAtTarget', type: 'uint256' },
        { name: 'rateMax', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxRatio', type: 'uint256' },
        { name: 'managerFee', type: 'uint256' },
        { name: 'sponsorFee', type: 'uint256' },
      ],
    },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const applyChange = {
  type: 'function',
  name: 'applyChange',
  inputs: [
    { name: 'pool', type: 'address' },
    { name: 'termsId', type: 'uint256' },
    {
      name: 'pricing',
      type: 'tuple',
      components: [
        { name: 'rateFloor', type: 'uint256' },
        { name: 'rateAtTarget', type: 'uint256' },
        { name: 'rateMax', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxRatio', type: 'uint256' },
        { name: 'managerFee', type: 'uint256' },
        { name: 'sponsorFee', type: 'uint256' },
      ],
    },
    { name: 'next', type: 'address' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const clustersOf = {
  type: 'function',
  name: 'clustersOf',
  inputs: [{ name: 'pool', type: 'address' }],
  outputs: [{ type: 'uint32[8]' }],
  stateMutability: 'view',
} as const

export const collectFees = {
  type: 'function',
  name: 'collectFees',
  inputs: [{ name: 'pool', type: 'address' }, { name: 'productId', type: 'uint256' }],
  outputs: [{ name: 'managerPart', type: 'uint256' }, { name: 'sponsorPart', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const endPauses = {
  type: 'function',
  name: 'endPauses',
  inputs: [{ name: 'pool', type: 'address' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const feesOwed = {
  type: 'function',
  name: 'feesOwed',
  inputs: [{ name: 'asset', type: 'address' }, { name: 'payee', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const getChange = {
  type: 'function',
  name: 'getChange',
  inputs: [
    { name: 'pool', type: 'address' },
    { name: 'termsId', type: 'uint256' },
    {
      name: 'pricing',
      type: 'tuple',
      components: [
        { name: 'rateFloor', type: 'uint256' },
        { name: 'rateAtTarget', type: 'uint256' },
        { name: 'rateMax', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxRatio', type: 'uint256' },
        { name: 'managerFee', type: 'uint256' },
        { name: 'sponsorFee', type: 'uint256' },
      ],
    },
  ],
  outputs: [
    { name: 'changeId', type: 'bytes32' },
    { name: 'ripeAt', type: 'uint256' },
    { name: 'expiresAt', type: 'uint256' },
  ],
  stateMutability: 'view',
} as const

export const pauseDeposits = {
  type: 'function',
  name: 'pauseDeposits',
  inputs: [{ name: 'pool', type: 'address' }, { name: 'duration', type: 'uint256' }],
  outputs: [{ name: 'until', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const pauseSales = {
  type: 'function',
  name: 'pauseSales',
  inputs: [{ name: 'pool', type: 'address' }, { name: 'duration', type: 'uint256' }],
  outputs: [{ name: 'until', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const pausesOf = {
  type: 'function',
  name: 'pausesOf',
  inputs: [{ name: 'pool', type: 'address' }],
  outputs: [{ name: 'salesUntil', type: 'uint256' }, { name: 'depositsUntil', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const pendingManagerOf = {
  type: 'function',
  name: 'pendingManagerOf',
  inputs: [{ name: 'pool', type: 'address' }],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const prolongChange = {
  type: 'function',
  name: 'prolongChange',
  inputs: [
    { name: 'pool', type: 'address' },
    { name: 'termsId', type: 'uint256' },
    {
      name: 'pricing',
      type: 'tuple',
      components: [
        { name: 'rateFloor', type: 'uint256' },
        { name: 'rateAtTarget', type: 'uint256' },
        { name: 'rateMax', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxRatio', type: 'uint256' },
        { name: 'managerFee', type: 'uint256' },
        { name: 'sponsorFee', type: 'uint256' },
      ],
    },
    { name: 'next', type: 'address' },
  ],
  outputs: [{ name: 'expiresAt', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const registerPool = {
  type: 'function',
  name: 'registerPool',
  inputs: [
    { name: 'pool', type: 'address' },
    { name: 'manager', type: 'address' },
    { name: 'guardian', type: 'address' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const removeTerms = {
  type: 'function',
  name: 'removeTerms',
  inputs: [{ name: 'pool', type: 'address' }, { name: 'termsId', type: 'uint256' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const revokeChange = {
  type: 'function',
  name: 'revokeChange',
  inputs: [
    { name: 'pool', type: 'address' },
    { name: 'termsId', type: 'uint256' },
    {
      name: 'pricing',
      type: 'tuple',
      components: [
        { name: 'rateFloor', type: 'uint256' },
        { name: 'rateAtTarget', type: 'uint256' },
        { name: 'rateMax', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxRatio', type: 'uint256' },
        { name: 'managerFee', type: 'uint256' },
        { name: 'sponsorFee', type: 'uint256' },
      ],
    },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const rolesOf = {
  type: 'function',
  name: 'rolesOf',
  inputs: [{ name: 'pool', type: 'address' }],
  outputs: [{ name: 'manager', type: 'address' }, { name: 'guardian', type: 'address' }],
  stateMutability: 'view',
} as const

export const setGuardian = {
  type: 'function',
  name: 'setGuardian',
  inputs: [{ name: 'pool', type: 'address' }, { name: 'guardian', type: 'address' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const setPricing = {
  type: 'function',
  name: 'setPricing',
  inputs: [
    { name: 'pool', type: 'address' },
    { name: 'productId', type: 'uint256' },
    {
      name: 'pricing',
      type: 'tuple',
      components: [
        { name: 'rateFloor', type: 'uint256' },
        { name: 'rateAtTarget', type: 'uint256' },
        { name: 'rateMax', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxRatio', type: 'uint256' },
        { name: 'managerFee', type: 'uint256' },
        { name: 'sponsorFee', type: 'uint256' },
      ],
    },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const submitChange = {
  type: 'function',
  name: 'submitChange',
  inputs: [
    { name: 'pool', type: 'address' },
    { name: 'termsId', type: 'uint256' },
    {
      name: 'pricing',
      type: 'tuple',
      components: [
        { name: 'rateFloor', type: 'uint256' },
        { name: 'rateAtTarget', type: 'uint256' },
        { name: 'rateMax', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxRatio', type: 'uint256' },
        { name: 'managerFee', type: 'uint256' },
        { name: 'sponsorFee', type: 'uint256' },
      ],
    },
  ],
  outputs: [{ name: 'changeId', type: 'bytes32' }],
  stateMutability: 'nonpayable',
} as const

export const transferManager = {
  type: 'function',
  name: 'transferManager',
  inputs: [{ name: 'pool', type: 'address' }, { name: 'newManager', type: 'address' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const withdrawFees = {
  type: 'function',
  name: 'withdrawFees',
  inputs: [{ name: 'asset', type: 'address' }, { name: 'receiver', type: 'address' }],
  outputs: [{ name: 'amount', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const ChangeApplied = {
  type: 'event',
  name: 'ChangeApplied',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'changeId', type: 'bytes32', indexed: true },
  ],
} as const

export const ChangeProlonged = {
  type: 'event',
  name: 'ChangeProlonged',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'changeId', type: 'bytes32', indexed: true },
    { name: 'expiresAt', type: 'uint256' },
  ],
} as const

export const ChangeRevoked = {
  type: 'event',
  name: 'ChangeRevoked',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'changeId', type: 'bytes32', indexed: true },
  ],
} as const

export const ChangeSubmitted = {
  type: 'event',
  name: 'ChangeSubmitted',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'changeId', type: 'bytes32', indexed: true },
    {
      name: 'pricing',
      type: 'tuple',
      components: [
        { name: 'rateFloor', type: 'uint256' },
        { name: 'rateAtTarget', type: 'uint256' },
        { name: 'rateMax', type: 'uint256' },
        { name: 'target', type: 'uint256' },
        { name: 'maxRatio', type: 'uint256' },
        { name: 'managerFee', type: 'uint256' },
        { name: 'sponsorFee', type: 'uint256' },
      ],
    },
    { name: 'ripeAt', type: 'uint256' },
    { name: 'expiresAt', type: 'uint256' },
  ],
} as const

export const DepositsPaused = {
  type: 'event',
  name: 'DepositsPaused',
  inputs: [{ name: 'pool', type: 'address', indexed: true }, { name: 'until', type: 'uint256' }],
} as const

export const FeesCollected = {
  type: 'event',
  name: 'FeesCollected',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'productId', type: 'uint256', indexed: true },
    { name: 'managerPart', type: 'uint256' },
    { name: 'sponsorPart', type: 'uint256' },
  ],
} as const

export const FeesWithdrawn = {
  type: 'event',
  name: 'FeesWithdrawn',
  inputs: [
    { name: 'asset', type: 'address', indexed: true },
    { name: 'payee', type: 'address', indexed: true },
    { name: 'receiver', type: 'address', indexed: true },
    { name: 'amount', type: 'uint256' },
  ],
} as const

export const GuardianSet = {
  type: 'event',
  name: 'GuardianSet',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'guardian', type: 'address', indexed: true },
  ],
} as const

export const ManagerTransferStarted = {
  type: 'event',
  name: 'ManagerTransferStarted',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'manager', type: 'address', indexed: true },
    { name: 'newManager', type: 'address', indexed: true },
  ],
} as const

export const ManagerTransferred = {
  type: 'event',
  name: 'ManagerTransferred',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'manager', type: 'address', indexed: true },
    { name: 'newManager', type: 'address', indexed: true },
  ],
} as const

export const PausesEnded = { type: 'event', name: 'PausesEnded', inputs: [{ name: 'pool', type: 'address', indexed: true }] } as const

export const PoolRegistered = {
  type: 'event',
  name: 'PoolRegistered',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'manager', type: 'address', indexed: true },
    { name: 'guardian', type: 'address', indexed: true },
  ],
} as const

export const PricingChanged = {
  type: 'event',
  name: 'PricingChanged',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'productId', type: 'uint256', indexed: true },
  ],
} as const

export const SalesPaused = {
  type: 'event',
  name: 'SalesPaused',
  inputs: [{ name: 'pool', type: 'address', indexed: true }, { name: 'until', type: 'uint256' }],
} as const

export const TermsAdded = {
  type: 'event',
  name: 'TermsAdded',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'productId', type: 'uint256', indexed: true },
  ],
} as const

export const TermsRemoved = {
  type: 'event',
  name: 'TermsRemoved',
  inputs: [
    { name: 'pool', type: 'address', indexed: true },
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'productId', type: 'uint256', indexed: true },
  ],
} as const
