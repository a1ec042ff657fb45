export const constructor = { type: 'constructor', inputs: [{ name: 'owner', type: 'address' }], stateMutability: 'nonpayable' } as const

export const DOMAIN_SEPARATOR = {
  type: 'function',
  name: 'DOMAIN_SEPARATOR',
  inputs: [],
  outputs: [{ type: 'bytes32' }],
  stateMutability: 'view',
} as const

export const attestCode = {
  type: 'function',
  name: 'attestCode',
  inputs: [
    {
      name: 'a',
      type: 'tuple',
      components: [
        { name: 'auditor', type: 'address' },
        { name: 'codeHashes', type: 'bytes32[]' },
        { name: 'reportHash', type: 'bytes32' },
        { name: 'scopeHash', type: 'bytes32' },
        { name: 'productId', type: 'uint256' },
        { name: 'openFindings', type: 'uint16' },
        { name: 'date', type: 'uint40' },
        { name: 'expiry', type: 'uint40' },
        { name: 'nonce', type: 'bytes32' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    { name: 'signature', type: 'bytes' },
  ],
  outputs: [{ name: 'id', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const attestationCount = {
  type: 'function',
  name: 'attestationCount',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const attestationOf = {
  type: 'function',
  name: 'attestationOf',
  inputs: [{ name: 'auditor', type: 'address' }, { name: 'nonce', type: 'bytes32' }],
  outputs: [{ name: 'id', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const attestationsOf = {
  type: 'function',
  name: 'attestationsOf',
  inputs: [
    { name: 'codeHash', type: 'bytes32' },
    { name: 'productId', type: 'uint256' },
    { name: 'time', type: 'uint40' },
  ],
  outputs: [{ name: 'ids', type: 'uint256[]' }],
  stateMutability: 'view',
} as const

export const attestedUntil = {
  type: 'function',
  name: 'attestedUntil',
  inputs: [{ name: 'codeHash', type: 'bytes32' }, { name: 'productId', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const auditGap = {
  type: 'function',
  name: 'auditGap',
  inputs: [{ name: 'codeHashes', type: 'bytes32[]' }, { name: 'productId', type: 'uint256' }],
  outputs: [{ name: 'gap', type: 'uint256' }, { name: 'until', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const cancelOwnershipHandover = {
  type: 'function',
  name: 'cancelOwnershipHandover',
  inputs: [],
  outputs: [],
  stateMutability: 'payable',
} as const

export const completeOwnershipHandover = {
  type: 'function',
  name: 'completeOwnershipHandover',
  inputs: [{ name: 'pendingOwner', type: 'address' }],
  outputs: [],
  stateMutability: 'payable',
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

export const getAttestation = {
  type: 'function',
  name: 'getAttestation',
  inputs: [{ name: 'id', type: 'uint256' }],
  outputs: [
    {
      name: 'record',
      type: 'tuple',
      components: [
        { name: 'auditor', type: 'address' },
        { name: 'date', type: 'uint40' },
        { name: 'until', type: 'uint40' },
        { name: 'openFindings', type: 'uint16' },
        { name: 'reportHash', type: 'bytes32' },
        { name: 'scopeHash', type: 'bytes32' },
        { name: 'productId', type: 'uint256' },
      ],
    },
  ],
  stateMutability: 'view',
} as const

export const isAttested = {
  type: 'function',
  name: 'isAttested',
  inputs: [
    { name: 'codeHash', type: 'bytes32' },
    { name: 'productId', type: 'uint256' },
    { name: 'time', type: 'uint40' },
  ],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const isListed = {
  type: 'function',
  name: 'isListed',
  inputs: [{ name: 'auditor', type: 'address' }],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const listAuditor = {
  type: 'function',
  name: 'listAuditor',
  inputs: [{ name: 'auditor', type: 'address' }, { name: 'listed', type: 'bool' }],
  outputs: [],
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

export const renounceOwnership = { type: 'function', name: 'renounceOwnership', inputs: [], outputs: [], stateMutability: 'payable' } as const

export const requestOwnershipHandover = {
  type: 'function',
  name: 'requestOwnershipHandover',
  inputs: [],
  outputs: [],
  stateMutability: 'payable',
} as const

export const revokeAttestation = {
  type: 'function',
  name: 'revokeAttestation',
  inputs: [
    { name: 'auditor', type: 'address' },
    { name: 'nonce', type: 'bytes32' },
    { name: 'deadline', type: 'uint256' },
    { name: 'signature', type: 'bytes' },
  ],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const transferOwnership = {
  type: 'function',
  name: 'transferOwnership',
  inputs: [{ name: 'newOwner', type: 'address' }],
  outputs: [],
  stateMutability: 'payable',
} as const

export const AttestationRevoked = {
  type: 'event',
  name: 'AttestationRevoked',
  inputs: [
    { name: 'id', type: 'uint256', indexed: true },
    { name: 'auditor', type: 'address', indexed: true },
    { name: 'nonce', type: 'bytes32' },
  ],
} as const

export const AuditorListed = {
  type: 'event',
  name: 'AuditorListed',
  inputs: [{ name: 'auditor', type: 'address', indexed: true }, { name: 'listed', type: 'bool' }],
} as const

export const CodeAttested = {
  type: 'event',
  name: 'CodeAttested',
  inputs: [
    { name: 'id', type: 'uint256', indexed: true },
    { name: 'auditor', type: 'address', indexed: true },
    {
      name: 'attestation',
      type: 'tuple',
      components: [
        { name: 'auditor', type: 'address' },
        { name: 'codeHashes', type: 'bytes32[]' },
        { name: 'reportHash', type: 'bytes32' },
        { name: 'scopeHash', type: 'bytes32' },
        { name: 'productId', type: 'uint256' },
        { name: 'openFindings', type: 'uint16' },
        { name: 'date', type: 'uint40' },
        { name: 'expiry', type: 'uint40' },
        { name: 'nonce', type: 'bytes32' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
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
