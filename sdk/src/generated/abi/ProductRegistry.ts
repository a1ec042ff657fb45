export const constructor = {
  type: 'constructor',
  inputs: [
    { name: 'owner', type: 'address' },
    { name: 'audits', type: 'address' },
    { name: 'prover', type: 'address' },
  ],
  stateMutability: 'nonpayable',
} as const

export const auditRegistry = {
  type: 'function',
  name: 'auditRegistry',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const cancelOwnershipHandover = {
  type: 'function',
  name: 'cancelOwnershipHandover',
  inputs: [],
  outputs: [],
  stateMutability: 'payable',
} as const

export const claimTerms = {
  type: 'function',
  name: 'claimTerms',
  inputs: [{ name: 'termsId', type: 'uint256' }],
  outputs: [
    {
      type: 'tuple',
      components: [
        { name: 'resolver', type: 'address' },
        { name: 'subject', type: 'uint96' },
        { name: 'productId', type: 'uint256' },
        { name: 'reportWindow', type: 'uint256' },
        { name: 'horizon', type: 'uint256' },
        { name: 'claimWindow', type: 'uint256' },
        { name: 'deductible', type: 'uint256' },
        { name: 'proofOfLoss', type: 'bool' },
        { name: 'lapseAt', type: 'uint256' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const clearCodeChange = {
  type: 'function',
  name: 'clearCodeChange',
  inputs: [
    { name: 'termsId', type: 'uint256' },
    { name: 'pin', type: 'uint256' },
    {
      name: 'proof',
      type: 'tuple',
      components: [
        { name: 'header', type: 'bytes' },
        { name: 'accountProof', type: 'bytes[]' },
        { name: 'storageProof', type: 'bytes[]' },
      ],
    },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const completeOwnershipHandover = {
  type: 'function',
  name: 'completeOwnershipHandover',
  inputs: [{ name: 'pendingOwner', type: 'address' }],
  outputs: [],
  stateMutability: 'payable',
} as const

export const currentTerms = {
  type: 'function',
  name: 'currentTerms',
  inputs: [{ name: 'productId', type: 'uint256' }],
  outputs: [{ name: 'termsId', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const flagCodeChange = {
  type: 'function',
  name: 'flagCodeChange',
  inputs: [
    { name: 'termsId', type: 'uint256' },
    { name: 'pin', type: 'uint256' },
    {
      name: 'proof',
      type: 'tuple',
      components: [
        { name: 'header', type: 'bytes' },
        { name: 'accountProof', type: 'bytes[]' },
        { name: 'storageProof', type: 'bytes[]' },
      ],
    },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const getProduct = {
  type: 'function',
  name: 'getProduct',
  inputs: [{ name: 'productId', type: 'uint256' }],
  outputs: [
    {
      type: 'tuple',
      components: [
        { name: 'clusterId', type: 'uint256' },
        { name: 'sponsor', type: 'address' },
        { name: 'name', type: 'string' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const getTerms = {
  type: 'function',
  name: 'getTerms',
  inputs: [{ name: 'termsId', type: 'uint256' }],
  outputs: [
    {
      name: 'terms',
      type: 'tuple',
      components: [
        { name: 'resolver', type: 'address' },
        { name: 'subject', type: 'uint96' },
        { name: 'productId', type: 'uint56' },
        { name: 'waitingPeriod', type: 'uint32' },
        { name: 'reportWindow', type: 'uint32' },
        { name: 'horizon', type: 'uint32' },
        { name: 'claimWindow', type: 'uint32' },
        { name: 'deductible', type: 'uint64' },
        { name: 'proofOfLoss', type: 'bool' },
        { name: 'asset', type: 'address' },
        { name: 'haircut', type: 'uint64' },
        { name: 'observes', type: 'bool' },
        { name: 'codeGrace', type: 'uint24' },
        { name: 'maxCover', type: 'uint128' },
        { name: 'minBilled', type: 'uint32' },
        { name: 'wording', type: 'bytes32' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const lapseAt = {
  type: 'function',
  name: 'lapseAt',
  inputs: [{ name: 'termsId', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const listProduct = {
  type: 'function',
  name: 'listProduct',
  inputs: [
    { name: 'clusterId', type: 'uint256' },
    { name: 'sponsor', type: 'address' },
    { name: 'name', type: 'string' },
  ],
  outputs: [{ name: 'productId', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const owner = {
  type: 'function',
  name: 'owner',
  inputs: [],
  outputs: [{ name: 'result', type: 'address' }],
  stateMutability: 'view',
} as const

export const ownershipHandoverExpiresAt = {
  type: 'function',
  name: 'ownershipHandoverExpiresAt',
  inputs: [{ name: 'pendingOwner', type: 'address' }],
  outputs: [{ name: 'result', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const pinStates = {
  type: 'function',
  name: 'pinStates',
  inputs: [{ name: 'termsId', type: 'uint256' }],
  outputs: [
    {
      type: 'tuple[]',
      components: [
        { name: 'codeHash', type: 'bytes32' },
        { name: 'implementationCodeHash', type: 'bytes32' },
        { name: 'asOf', type: 'uint40' },
        { name: 'flagged', type: 'bool' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const pinsOf = {
  type: 'function',
  name: 'pinsOf',
  inputs: [{ name: 'termsId', type: 'uint256' }],
  outputs: [
    {
      type: 'tuple[]',
      components: [
        { name: 'chainId', type: 'uint64' },
        { name: 'target', type: 'address' },
        { name: 'kind', type: 'uint8' },
        { name: 'codeHash', type: 'bytes32' },
        { name: 'implementation', type: 'address' },
        { name: 'implementationCodeHash', type: 'bytes32' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const productCount = {
  type: 'function',
  name: 'productCount',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const proxyCode = {
  type: 'function',
  name: 'proxyCode',
  inputs: [],
  outputs: [{ type: 'address' }],
  stateMutability: 'view',
} as const

export const publishTerms = {
  type: 'function',
  name: 'publishTerms',
  inputs: [
    {
      name: 't',
      type: 'tuple',
      components: [
        { name: 'resolver', type: 'address' },
        { name: 'subject', type: 'uint96' },
        { name: 'productId', type: 'uint56' },
        { name: 'waitingPeriod', type: 'uint32' },
        { name: 'reportWindow', type: 'uint32' },
        { name: 'horizon', type: 'uint32' },
        { name: 'claimWindow', type: 'uint32' },
        { name: 'deductible', type: 'uint64' },
        { name: 'proofOfLoss', type: 'bool' },
        { name: 'asset', type: 'address' },
        { name: 'haircut', type: 'uint64' },
        { name: 'observes', type: 'bool' },
        { name: 'codeGrace', type: 'uint24' },
        { name: 'maxCover', type: 'uint128' },
        { name: 'minBilled', type: 'uint32' },
        { name: 'wording', type: 'bytes32' },
      ],
    },
    {
      name: 'pins',
      type: 'tuple[]',
      components: [
        { name: 'chainId', type: 'uint64' },
        { name: 'target', type: 'address' },
        { name: 'kind', type: 'uint8' },
        { name: 'codeHash', type: 'bytes32' },
        { name: 'implementation', type: 'address' },
        { name: 'implementationCodeHash', type: 'bytes32' },
      ],
    },
  ],
  outputs: [{ name: 'termsId', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const refreshAudit = {
  type: 'function',
  name: 'refreshAudit',
  inputs: [{ name: 'termsId', type: 'uint256' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const renounceOwnership = { type: 'function', name: 'renounceOwnership', inputs: [], outputs: [], stateMutability: 'payable' } as const

export const requestOwnershipHandover = {
  type: 'function',
  name: 'requestOwnershipHandover',
  inputs: [],
  outputs: [],
  stateMutability: 'payable',
} as const

export const saleStatus = {
  type: 'function',
  name: 'saleStatus',
  inputs: [{ name: 'termsId', type: 'uint256' }],
  outputs: [{ name: 'reason', type: 'bytes32' }, { name: 'auditGap', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const suspendTerms = {
  type: 'function',
  name: 'suspendTerms',
  inputs: [{ name: 'termsId', type: 'uint256' }, { name: 'suspended', type: 'bool' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const termsCount = {
  type: 'function',
  name: 'termsCount',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const termsCovering = {
  type: 'function',
  name: 'termsCovering',
  inputs: [{ name: 'target', type: 'address' }],
  outputs: [{ type: 'uint256[]' }],
  stateMutability: 'view',
} as const

export const transferOwnership = {
  type: 'function',
  name: 'transferOwnership',
  inputs: [{ name: 'newOwner', type: 'address' }],
  outputs: [],
  stateMutability: 'payable',
} as const

export const AuditRefreshed = {
  type: 'event',
  name: 'AuditRefreshed',
  inputs: [
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'auditGap', type: 'uint256' },
    { name: 'until', type: 'uint256' },
  ],
} as const

export const CodeChangeCleared = {
  type: 'event',
  name: 'CodeChangeCleared',
  inputs: [
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'pin', type: 'uint256', indexed: true },
    {
      name: 'code',
      type: 'tuple',
      components: [
        { name: 'codeHash', type: 'bytes32' },
        { name: 'implementation', type: 'address' },
        { name: 'implementationCodeHash', type: 'bytes32' },
        { name: 'asOf', type: 'uint40' },
      ],
    },
  ],
} as const

export const CodeChangeFlagged = {
  type: 'event',
  name: 'CodeChangeFlagged',
  inputs: [
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'pin', type: 'uint256', indexed: true },
    {
      name: 'code',
      type: 'tuple',
      components: [
        { name: 'codeHash', type: 'bytes32' },
        { name: 'implementation', type: 'address' },
        { name: 'implementationCodeHash', type: 'bytes32' },
        { name: 'asOf', type: 'uint40' },
      ],
    },
    { name: 'lapseAt', type: 'uint256' },
  ],
} as const

export const OwnershipHandoverCanceled = {
  type: 'event',
  name: 'OwnershipHandoverCanceled',
  inputs: [{ name: 'pendingOwner', type: 'address', indexed: true }],
} as const

export const OwnershipHandoverRequested = {
  type: 'event',
  name: 'OwnershipHandoverRequested',
  inputs: [{ name: 'pendingOwner', type: 'address', indexed: true }],
} as const

export const OwnershipTransferred = {
  type: 'event',
  name: 'OwnershipTransferred',
  inputs: [
    { name: 'oldOwner', type: 'address', indexed: true },
    { name: 'newOwner', type: 'address', indexed: true },
  ],
} as const

export const ProductListed = {
  type: 'event',
  name: 'ProductListed',
  inputs: [
    { name: 'productId', type: 'uint256', indexed: true },
    { name: 'clusterId', type: 'uint256', indexed: true },
    { name: 'sponsor', type: 'address' },
    { name: 'name', type: 'string' },
  ],
} as const

export const TermsPublished = {
  type: 'event',
  name: 'TermsPublished',
  inputs: [
    { name: 'termsId', type: 'uint256', indexed: true },
    { name: 'productId', type: 'uint256', indexed: true },
    {
      name: 'terms',
      type: 'tuple',
      components: [
        { name: 'resolver', type: 'address' },
        { name: 'subject', type: 'uint96' },
        { name: 'productId', type: 'uint56' },
        { name: 'waitingPeriod', type: 'uint32' },
        { name: 'reportWindow', type: 'uint32' },
        { name: 'horizon', type: 'uint32' },
        { name: 'claimWindow', type: 'uint32' },
        { name: 'deductible', type: 'uint64' },
        { name: 'proofOfLoss', type: 'bool' },
        { name: 'asset', type: 'address' },
        { name: 'haircut', type: 'uint64' },
        { name: 'observes', type: 'bool' },
        { name: 'codeGrace', type: 'uint24' },
        { name: 'maxCover', type: 'uint128' },
        { name: 'minBilled', type: 'uint32' },
        { name: 'wording', type: 'bytes32' },
      ],
    },
    {
      name: 'pins',
      type: 'tuple[]',
      components: [
        { name: 'chainId', type: 'uint64' },
        { name: 'target', type: 'address' },
        { name: 'kind', type: 'uint8' },
        { name: 'codeHash', type: 'bytes32' },
        { name: 'implementation', type: 'address' },
        { name: 'implementationCodeHash', type: 'bytes32' },
      ],
    },
  ],
} as const

export const TermsSuspended = {
  type: 'event',
  name: 'TermsSuspended',
  inputs: [{ name: 'termsId', type: 'uint256', indexed: true }, { name: 'suspended', type: 'bool' }],
} as const
