//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// AddressArbiter
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const addressArbiterAbi = [
  {
    type: 'constructor',
    inputs: [
      { name: 'judge_', type: 'address' },
      { name: 'latency_', type: 'uint256' },
      { name: 'external_', type: 'bool' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'isExternal',
    outputs: [{ type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'judge',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'latency',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
    ],
    name: 'rule',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    inputs: [
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
    ],
    name: 'Ruled',
  },
  { type: 'error', inputs: [], name: 'NotAuthorized' },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ZeroAddress',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// AssessorPanel
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const assessorPanelAbi = [
  {
    type: 'constructor',
    inputs: [
      {
        name: 'c',
        type: 'tuple',
        components: [
          { name: 'asset', type: 'address' },
          { name: 'commitPeriod', type: 'uint40' },
          { name: 'revealPeriod', type: 'uint40' },
          { name: 'withdrawalDelay', type: 'uint40' },
          { name: 'quorum', type: 'uint64' },
          { name: 'slashShare', type: 'uint64' },
        ],
      },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
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
    ],
    name: 'appealRuling',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'asset',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'caseCount',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'court', type: 'address' },
      { name: 'caseKey', type: 'bytes32' },
    ],
    name: 'caseIdOf',
    outputs: [{ name: 'caseId', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'caseId', type: 'uint256' },
      { name: 'voter', type: 'address' },
      { name: 'winner', type: 'uint256' },
    ],
    name: 'changeOf',
    outputs: [{ type: 'int256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'commitPeriod',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
      { name: 'commitment', type: 'bytes32' },
    ],
    name: 'commitVote',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
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
      { name: 'salt', type: 'bytes32' },
      { name: 'voter', type: 'address' },
    ],
    name: 'commitmentOf',
    outputs: [{ type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'assets', type: 'uint256' }],
    name: 'depositStake',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'caseId', type: 'uint256' },
      { name: 'voter', type: 'address' },
    ],
    name: 'dueOf',
    outputs: [{ name: 'change', type: 'int256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'caseId', type: 'uint256' }],
    name: 'getCase',
    outputs: [
      {
        type: 'tuple',
        components: [
          { name: 'turnStarted', type: 'uint40' },
          { name: 'answers', type: 'uint8' },
          { name: 'nothingAt', type: 'uint8' },
          { name: 'incomplete', type: 'bool' },
          { name: 'committed', type: 'uint96' },
          { name: 'revealed', type: 'uint96' },
          { name: 'appealed', type: 'bool' },
          { name: 'decided', type: 'bool' },
          { name: 'winner', type: 'uint8' },
          { name: 'quorum', type: 'uint96' },
          { name: 'lost', type: 'uint96' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'account', type: 'address' }],
    name: 'getStake',
    outputs: [
      {
        type: 'tuple',
        components: [
          { name: 'held', type: 'uint96' },
          { name: 'atRisk', type: 'uint96' },
          { name: 'leaving', type: 'uint96' },
          { name: 'maturesAt', type: 'uint40' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'caseId', type: 'uint256' },
      { name: 'voter', type: 'address' },
    ],
    name: 'getVote',
    outputs: [
      {
        type: 'tuple',
        components: [
          { name: 'commitment', type: 'bytes32' },
          { name: 'risk', type: 'uint96' },
          { name: 'number', type: 'uint8' },
          { name: 'taken', type: 'uint96' },
          { name: 'freed', type: 'bool' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'isExternal',
    outputs: [{ type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'latency',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'data', type: 'bytes[]' }],
    name: 'multicall',
    outputs: [{ type: 'bytes[]' }],
    stateMutability: 'payable',
  },
  {
    type: 'function',
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
    ],
    name: 'phaseOf',
    outputs: [{ type: 'uint8' }, { name: 'until', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'quorum',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'assets', type: 'uint256' }],
    name: 'requestStakeWithdrawal',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'revealPeriod',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
      { name: 'salt', type: 'bytes32' },
    ],
    name: 'revealVote',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'caseId', type: 'uint256' },
      { name: 'number', type: 'uint256' },
    ],
    name: 'revealedFor',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
      { name: 'account', type: 'address' },
    ],
    name: 'riskOf',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
    ],
    name: 'rulingOf',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
      { name: 'voter', type: 'address' },
    ],
    name: 'settleVote',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'slashShare',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
    ],
    name: 'tally',
    outputs: [{ name: 'winner', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'time', type: 'uint256' }],
    name: 'totalWeightAt',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'account', type: 'address' },
      { name: 'time', type: 'uint256' },
    ],
    name: 'weightAt',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'receiver', type: 'address' }],
    name: 'withdrawStake',
    outputs: [{ name: 'assets', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'withdrawalDelay',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'winner', type: 'uint256' },
    ],
    name: 'CaseDecided',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
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
      { name: 'quorum', type: 'uint256' },
    ],
    name: 'CaseOpened',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'appellant', type: 'address', indexed: true },
      { name: 'fee', type: 'uint256' },
    ],
    name: 'RulingAppealed',
  },
  {
    type: 'event',
    inputs: [
      { name: 'account', type: 'address', indexed: true },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'StakeDeposited',
  },
  {
    type: 'event',
    inputs: [
      { name: 'account', type: 'address', indexed: true },
      { name: 'assets', type: 'uint256' },
      { name: 'maturesAt', type: 'uint256' },
    ],
    name: 'StakeWithdrawalRequested',
  },
  {
    type: 'event',
    inputs: [
      { name: 'account', type: 'address', indexed: true },
      { name: 'receiver', type: 'address', indexed: true },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'StakeWithdrawn',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'voter', type: 'address', indexed: true },
      { name: 'commitment', type: 'bytes32' },
      { name: 'risk', type: 'uint256' },
    ],
    name: 'VoteCommitted',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'voter', type: 'address', indexed: true },
      { name: 'number', type: 'uint256' },
      { name: 'risk', type: 'uint256' },
    ],
    name: 'VoteRevealed',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'voter', type: 'address', indexed: true },
      { name: 'change', type: 'int256' },
    ],
    name: 'VoteSettled',
  },
  { type: 'error', inputs: [], name: 'AlreadyFinal' },
  { type: 'error', inputs: [], name: 'AlreadyVoted' },
  { type: 'error', inputs: [], name: 'AmountZero' },
  { type: 'error', inputs: [], name: 'AppealClosed' },
  { type: 'error', inputs: [], name: 'CheckpointUnorderedInsertion' },
  { type: 'error', inputs: [], name: 'CommitClosed' },
  { type: 'error', inputs: [], name: 'CommitmentMismatch' },
  { type: 'error', inputs: [], name: 'NoRuling' },
  { type: 'error', inputs: [], name: 'NotArbiter' },
  { type: 'error', inputs: [], name: 'NotEligible' },
  { type: 'error', inputs: [], name: 'NothingToSettle' },
  { type: 'error', inputs: [], name: 'RevealClosed' },
  {
    type: 'error',
    inputs: [{ name: 'opensAt', type: 'uint256' }],
    name: 'RevealNotOpen',
  },
  {
    type: 'error',
    inputs: [{ name: 'atRisk', type: 'uint256' }],
    name: 'StakeInUse',
  },
  {
    type: 'error',
    inputs: [{ name: 'maturesAt', type: 'uint256' }],
    name: 'StakeLocked',
  },
  { type: 'error', inputs: [], name: 'UnknownAnswer' },
  {
    type: 'error',
    inputs: [{ name: 'reason', type: 'bytes32' }],
    name: 'UnsupportedAsset',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ValueOutOfRange',
  },
  {
    type: 'error',
    inputs: [{ name: 'until', type: 'uint256' }],
    name: 'VotingOpen',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// AuditRegistry
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const auditRegistryAbi = [
  {
    type: 'constructor',
    inputs: [{ name: 'owner', type: 'address' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'DOMAIN_SEPARATOR',
    outputs: [{ type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
    name: 'attestCode',
    outputs: [{ name: 'id', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'attestationCount',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'auditor', type: 'address' },
      { name: 'nonce', type: 'bytes32' },
    ],
    name: 'attestationOf',
    outputs: [{ name: 'id', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'codeHash', type: 'bytes32' },
      { name: 'productId', type: 'uint256' },
      { name: 'time', type: 'uint40' },
    ],
    name: 'attestationsOf',
    outputs: [{ name: 'ids', type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'codeHash', type: 'bytes32' },
      { name: 'productId', type: 'uint256' },
    ],
    name: 'attestedUntil',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'codeHashes', type: 'bytes32[]' },
      { name: 'productId', type: 'uint256' },
    ],
    name: 'auditGap',
    outputs: [
      { name: 'gap', type: 'uint256' },
      { name: 'until', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'cancelOwnershipHandover',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'pendingOwner', type: 'address' }],
    name: 'completeOwnershipHandover',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'eip712Domain',
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
  },
  {
    type: 'function',
    inputs: [{ name: 'id', type: 'uint256' }],
    name: 'getAttestation',
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
  },
  {
    type: 'function',
    inputs: [
      { name: 'codeHash', type: 'bytes32' },
      { name: 'productId', type: 'uint256' },
      { name: 'time', type: 'uint40' },
    ],
    name: 'isAttested',
    outputs: [{ type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'auditor', type: 'address' }],
    name: 'isListed',
    outputs: [{ type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'auditor', type: 'address' },
      { name: 'listed', type: 'bool' },
    ],
    name: 'listAuditor',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'owner',
    outputs: [{ name: 'result', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'pendingOwner', type: 'address' }],
    name: 'ownershipHandoverExpiresAt',
    outputs: [{ name: 'result', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'renounceOwnership',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'requestOwnershipHandover',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'auditor', type: 'address' },
      { name: 'nonce', type: 'bytes32' },
      { name: 'deadline', type: 'uint256' },
      { name: 'signature', type: 'bytes' },
    ],
    name: 'revokeAttestation',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'newOwner', type: 'address' }],
    name: 'transferOwnership',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'event',
    inputs: [
      { name: 'id', type: 'uint256', indexed: true },
      { name: 'auditor', type: 'address', indexed: true },
      { name: 'nonce', type: 'bytes32' },
    ],
    name: 'AttestationRevoked',
  },
  {
    type: 'event',
    inputs: [
      { name: 'auditor', type: 'address', indexed: true },
      { name: 'listed', type: 'bool' },
    ],
    name: 'AuditorListed',
  },
  {
    type: 'event',
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
    name: 'CodeAttested',
  },
  {
    type: 'event',
    inputs: [{ name: 'pendingOwner', type: 'address', indexed: true }],
    name: 'OwnershipHandoverCanceled',
  },
  {
    type: 'event',
    inputs: [{ name: 'pendingOwner', type: 'address', indexed: true }],
    name: 'OwnershipHandoverRequested',
  },
  {
    type: 'event',
    inputs: [
      { name: 'oldOwner', type: 'address', indexed: true },
      { name: 'newOwner', type: 'address', indexed: true },
    ],
    name: 'OwnershipTransferred',
  },
  { type: 'error', inputs: [], name: 'AlreadyInitialized' },
  {
    type: 'error',
    inputs: [{ name: 'lapsedAt', type: 'uint256' }],
    name: 'AttestationLapsed',
  },
  { type: 'error', inputs: [], name: 'AuditorNotListed' },
  { type: 'error', inputs: [], name: 'CheckpointUnorderedInsertion' },
  { type: 'error', inputs: [], name: 'CodeFullyAttested' },
  { type: 'error', inputs: [], name: 'DeadlinePassed' },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'InvalidAttestation',
  },
  { type: 'error', inputs: [], name: 'InvalidSignature' },
  { type: 'error', inputs: [], name: 'NewOwnerIsZeroAddress' },
  { type: 'error', inputs: [], name: 'NoHandoverRequest' },
  { type: 'error', inputs: [], name: 'NonceUsed' },
  { type: 'error', inputs: [], name: 'Unauthorized' },
  { type: 'error', inputs: [], name: 'UnknownAttestation' },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ZeroAddress',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// BadDebtMeter
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const badDebtMeterAbi = [
  {
    type: 'function',
    inputs: [
      {
        name: 'm',
        type: 'tuple',
        components: [
          { name: 'market', type: 'address' },
          { name: 'dwell', type: 'uint40' },
          { name: 'raiseWindow', type: 'uint40' },
          { name: 'allowance', type: 'uint64' },
          { name: 'minLoss', type: 'uint64' },
        ],
      },
    ],
    name: 'createMeter',
    outputs: [{ name: 'meterId', type: 'uint96' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'fire',
    outputs: [{ name: 'number', type: 'uint32' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'meterId', type: 'uint96' },
      { name: 'number', type: 'uint32' },
    ],
    name: 'firedBy',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'firingCount',
    outputs: [{ type: 'uint32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'meterId', type: 'uint96' },
      { name: 'number', type: 'uint32' },
    ],
    name: 'getFiring',
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
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'getMeter',
    outputs: [
      {
        type: 'tuple',
        components: [
          { name: 'market', type: 'address' },
          { name: 'dwell', type: 'uint40' },
          { name: 'raiseWindow', type: 'uint40' },
          { name: 'allowance', type: 'uint64' },
          { name: 'minLoss', type: 'uint64' },
        ],
      },
      {
        type: 'tuple',
        components: [
          { name: 'counted', type: 'uint128' },
          { name: 'opened', type: 'uint40' },
          { name: 'direction', type: 'int8' },
          { name: 'supplies', type: 'uint128[4]' },
          { name: 'low', type: 'uint128' },
          {
            name: 'run',
            type: 'tuple',
            components: [
              { name: 'times', type: 'uint40[4]' },
              { name: 'seen', type: 'uint128[4]' },
            ],
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'limitsOf',
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
  },
  {
    type: 'function',
    inputs: [],
    name: 'meterCount',
    outputs: [{ type: 'uint96' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'observe',
    outputs: [{ name: 'value', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'poke',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'reading',
    outputs: [{ name: 'value', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'event',
    inputs: [
      { name: 'meterId', type: 'uint96', indexed: true },
      { name: 'number', type: 'uint32', indexed: true },
      { name: 'severity', type: 'uint256' },
      { name: 'time', type: 'uint40' },
    ],
    name: 'Fired',
  },
  {
    type: 'event',
    inputs: [
      { name: 'meterId', type: 'uint96', indexed: true },
      {
        name: 'meter',
        type: 'tuple',
        components: [
          { name: 'market', type: 'address' },
          { name: 'dwell', type: 'uint40' },
          { name: 'raiseWindow', type: 'uint40' },
          { name: 'allowance', type: 'uint64' },
          { name: 'minLoss', type: 'uint64' },
        ],
      },
    ],
    name: 'MeterCreated',
  },
  {
    type: 'event',
    inputs: [
      { name: 'meterId', type: 'uint96', indexed: true },
      { name: 'deficit', type: 'uint256' },
      { name: 'supplied', type: 'uint256' },
      { name: 'direction', type: 'int8' },
      { name: 'count', type: 'uint8' },
    ],
    name: 'Observed',
  },
  { type: 'error', inputs: [], name: 'BelowMark' },
  { type: 'error', inputs: [], name: 'ConditionNotMet' },
  {
    type: 'error',
    inputs: [{ name: 'readyAt', type: 'uint256' }],
    name: 'DwellNotReached',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'InvalidMeter',
  },
  { type: 'error', inputs: [], name: 'UnknownIncident' },
  { type: 'error', inputs: [], name: 'UnknownMeter' },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ValueOutOfRange',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// CaseRaising
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const caseRaisingAbi = [
  {
    type: 'function',
    inputs: [
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
    name: 'raiseCase',
    outputs: [{ name: 'reserve', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'need', type: 'uint256' },
      { name: 'reserve', type: 'uint256' },
      { name: 'caseIndex', type: 'uint256' },
    ],
    name: 'CaseRaised',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// Court
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const courtAbi = [
  {
    type: 'constructor',
    inputs: [{ name: 'ledger', type: 'address' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'ref',
        type: 'tuple',
        components: [
          { name: 'incidentId', type: 'uint256' },
          { name: 'vault', type: 'address' },
          { name: 'termsId', type: 'uint256' },
        ],
      },
      {
        name: 'other',
        type: 'tuple',
        components: [
          { name: 'incidentId', type: 'uint256' },
          { name: 'vault', type: 'address' },
          { name: 'termsId', type: 'uint256' },
        ],
      },
    ],
    name: 'adoptOutcome',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'answer',
        type: 'tuple',
        components: [
          { name: 'severity', type: 'uint64' },
          { name: 'lossTotal', type: 'uint128' },
          { name: 'lossRoot', type: 'bytes32' },
        ],
      },
    ],
    name: 'answerKey',
    outputs: [{ type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
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
    ],
    name: 'arbitrate',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'ref',
        type: 'tuple',
        components: [
          { name: 'incidentId', type: 'uint256' },
          { name: 'vault', type: 'address' },
          { name: 'termsId', type: 'uint256' },
        ],
      },
      { name: 'key', type: 'bytes32' },
      { name: 'account', type: 'address' },
    ],
    name: 'bondOf',
    outputs: [{ name: 'assets', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'asset', type: 'address' }],
    name: 'burned',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
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
    name: 'caseKeyOf',
    outputs: [{ type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
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
    ],
    name: 'checkTerms',
    outputs: [],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'courtTermsCount',
    outputs: [{ type: 'uint96' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'd',
        type: 'tuple',
        components: [
          {
            name: 'rules',
            type: 'tuple',
            components: [
              { name: 'asset', type: 'address' },
              { name: 'minBond', type: 'uint96' },
              { name: 'arbiter', type: 'address' },
              { name: 'arbiterTime', type: 'uint40' },
              { name: 'fallbackArbiter', type: 'address' },
              { name: 'fallbackTime', type: 'uint40' },
            ],
          },
          { name: 'meter', type: 'address' },
          { name: 'meterId', type: 'uint96' },
          { name: 'reportWindow', type: 'uint40' },
          { name: 'rootWindow', type: 'uint40' },
          { name: 'answerWindow', type: 'uint40' },
          { name: 'proofOfLoss', type: 'bool' },
          { name: 'title', type: 'string' },
        ],
      },
    ],
    name: 'createCourtTerms',
    outputs: [{ name: 'subject', type: 'uint96' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
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
    name: 'getCase',
    outputs: [
      {
        name: 'x',
        type: 'tuple',
        components: [
          { name: 'opener', type: 'address' },
          { name: 'openedAt', type: 'uint40' },
          { name: 'severity', type: 'uint64' },
          { name: 'openingBond', type: 'uint256' },
          { name: 'endsAt', type: 'uint40' },
          { name: 'atStake', type: 'uint256' },
          {
            name: 'answers',
            type: 'tuple[]',
            components: [
              { name: 'by', type: 'address' },
              { name: 'bond', type: 'uint96' },
              {
                name: 'answer',
                type: 'tuple',
                components: [
                  { name: 'severity', type: 'uint64' },
                  { name: 'lossTotal', type: 'uint128' },
                  { name: 'lossRoot', type: 'bytes32' },
                ],
              },
            ],
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'subject', type: 'uint96' }],
    name: 'getCourtTerms',
    outputs: [
      {
        type: 'tuple',
        components: [
          {
            name: 'rules',
            type: 'tuple',
            components: [
              { name: 'asset', type: 'address' },
              { name: 'minBond', type: 'uint96' },
              { name: 'arbiter', type: 'address' },
              { name: 'arbiterTime', type: 'uint40' },
              { name: 'fallbackArbiter', type: 'address' },
              { name: 'fallbackTime', type: 'uint40' },
            ],
          },
          { name: 'meter', type: 'address' },
          { name: 'meterId', type: 'uint96' },
          { name: 'reportWindow', type: 'uint40' },
          { name: 'rootWindow', type: 'uint40' },
          { name: 'answerWindow', type: 'uint40' },
          { name: 'proofOfLoss', type: 'bool' },
          { name: 'title', type: 'string' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
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
    name: 'getDispute',
    outputs: [
      {
        name: 'd',
        type: 'tuple',
        components: [
          { name: 'asset', type: 'address' },
          { name: 'subject', type: 'uint96' },
          { name: 'time', type: 'uint40' },
          { name: 'evidence', type: 'bytes32' },
          {
            name: 'answers',
            type: 'tuple[]',
            components: [
              { name: 'severity', type: 'uint64' },
              { name: 'lossTotal', type: 'uint128' },
              { name: 'lossRoot', type: 'bytes32' },
            ],
          },
          { name: 'incomplete', type: 'bool' },
          { name: 'atStake', type: 'uint256' },
          { name: 'arbiter', type: 'address' },
          { name: 'turnStarted', type: 'uint40' },
          { name: 'deadline', type: 'uint40' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'incidentId', type: 'uint256' }],
    name: 'getIncident',
    outputs: [
      {
        name: 'x',
        type: 'tuple',
        components: [
          { name: 'subject', type: 'uint96' },
          { name: 'time', type: 'uint40' },
          { name: 'severity', type: 'uint64' },
          { name: 'lossTotal', type: 'uint128' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'incidentId', type: 'uint256' }],
    name: 'getReport',
    outputs: [
      {
        type: 'tuple',
        components: [
          { name: 'reporter', type: 'address' },
          { name: 'time', type: 'uint40' },
          { name: 'reportedAt', type: 'uint40' },
          { name: 'evidence', type: 'bytes32' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'incidentId', type: 'uint256' },
      { name: 'termsId', type: 'uint256' },
      { name: 'vault', type: 'address' },
    ],
    name: 'getVerdict',
    outputs: [
      {
        name: 'v',
        type: 'tuple',
        components: [
          { name: 'payableAt', type: 'uint40' },
          { name: 'severity', type: 'uint64' },
          { name: 'lossTotal', type: 'uint128' },
          { name: 'lossRoot', type: 'bytes32' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'subject', type: 'uint96' }],
    name: 'longestRoute',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'subject', type: 'uint96' }],
    name: 'observe',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'incidentId', type: 'uint256' },
      { name: 'termsId', type: 'uint256' },
      { name: 'paid', type: 'uint256' },
      { name: 'left', type: 'uint256' },
    ],
    name: 'onClose',
    outputs: [{ name: 'reward', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'incidentId', type: 'uint256' },
      { name: 'termsId', type: 'uint256' },
      { name: 'opener', type: 'address' },
      { name: 'severity', type: 'uint256' },
      { name: 'need', type: 'uint256' },
    ],
    name: 'onOpen',
    outputs: [{ name: 'decidedBy', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
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
    name: 'outcomeOf',
    outputs: [
      { type: 'uint8' },
      { name: 'number', type: 'uint256' },
      { name: 'decidedAt', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'ref',
        type: 'tuple',
        components: [
          { name: 'incidentId', type: 'uint256' },
          { name: 'vault', type: 'address' },
          { name: 'termsId', type: 'uint256' },
        ],
      },
      { name: 'key', type: 'bytes32' },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'pledge',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'ref',
        type: 'tuple',
        components: [
          { name: 'incidentId', type: 'uint256' },
          { name: 'vault', type: 'address' },
          { name: 'termsId', type: 'uint256' },
        ],
      },
      {
        name: 'a',
        type: 'tuple',
        components: [
          { name: 'severity', type: 'uint64' },
          { name: 'lossTotal', type: 'uint128' },
          { name: 'lossRoot', type: 'bytes32' },
        ],
      },
      { name: 'bond', type: 'uint256' },
      { name: 'uri', type: 'string' },
    ],
    name: 'postAnswer',
    outputs: [{ name: 'number', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'ref',
        type: 'tuple',
        components: [
          { name: 'incidentId', type: 'uint256' },
          { name: 'vault', type: 'address' },
          { name: 'termsId', type: 'uint256' },
        ],
      },
      { name: 'root', type: 'bytes32' },
      { name: 'total', type: 'uint128' },
      { name: 'uri', type: 'string' },
    ],
    name: 'publishLosses',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
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
    name: 'raiseCase',
    outputs: [{ name: 'reserve', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'subject', type: 'uint96' }],
    name: 'reading',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'subject', type: 'uint96' },
      { name: 'time', type: 'uint40' },
      { name: 'evidence', type: 'bytes32' },
      { name: 'uri', type: 'string' },
    ],
    name: 'reportIncident',
    outputs: [{ name: 'incidentId', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'ref',
        type: 'tuple',
        components: [
          { name: 'incidentId', type: 'uint256' },
          { name: 'vault', type: 'address' },
          { name: 'termsId', type: 'uint256' },
        ],
      },
      {
        name: 'a',
        type: 'tuple',
        components: [
          { name: 'severity', type: 'uint64' },
          { name: 'lossTotal', type: 'uint128' },
          { name: 'lossRoot', type: 'bytes32' },
        ],
      },
    ],
    name: 'requiredBond',
    outputs: [{ name: 'assets', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
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
    name: 'settleBonds',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
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
    name: 'turnOf',
    outputs: [
      {
        name: 't',
        type: 'tuple',
        components: [
          { name: 'arbiter', type: 'address' },
          { name: 'startedAt', type: 'uint40' },
          { name: 'deadline', type: 'uint40' },
          { name: 'asset', type: 'address' },
          { name: 'time', type: 'uint40' },
          { name: 'atStake', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'ref',
        type: 'tuple',
        components: [
          { name: 'incidentId', type: 'uint256' },
          { name: 'vault', type: 'address' },
          { name: 'termsId', type: 'uint256' },
        ],
      },
      { name: 'key', type: 'bytes32' },
      { name: 'account', type: 'address' },
    ],
    name: 'withdrawBond',
    outputs: [{ name: 'assets', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseKey', type: 'bytes32', indexed: true },
      { name: 'number', type: 'uint256', indexed: true },
      { name: 'key', type: 'bytes32' },
    ],
    name: 'AnswerDisplaced',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseKey', type: 'bytes32', indexed: true },
      { name: 'number', type: 'uint256', indexed: true },
      { name: 'by', type: 'address', indexed: true },
      {
        name: 'answer',
        type: 'tuple',
        components: [
          { name: 'severity', type: 'uint64' },
          { name: 'lossTotal', type: 'uint128' },
          { name: 'lossRoot', type: 'bytes32' },
        ],
      },
      { name: 'bond', type: 'uint256' },
      { name: 'endsAt', type: 'uint256' },
      { name: 'uri', type: 'string' },
    ],
    name: 'AnswerPosted',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseKey', type: 'bytes32', indexed: true },
      { name: 'key', type: 'bytes32', indexed: true },
      { name: 'account', type: 'address', indexed: true },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'BondPledged',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseKey', type: 'bytes32', indexed: true },
      { name: 'key', type: 'bytes32', indexed: true },
      { name: 'account', type: 'address', indexed: true },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'BondWithdrawn',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseKey', type: 'bytes32', indexed: true },
      { name: 'passedOn', type: 'uint256' },
      { name: 'burned', type: 'uint256' },
    ],
    name: 'BondsSettled',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseKey', type: 'bytes32', indexed: true },
      { name: 'arbiter', type: 'address', indexed: true },
      { name: 'number', type: 'uint256' },
    ],
    name: 'CaseRuled',
  },
  {
    type: 'event',
    inputs: [
      { name: 'subject', type: 'uint96', indexed: true },
      { name: 'meter', type: 'address', indexed: true },
      { name: 'meterId', type: 'uint96' },
    ],
    name: 'CourtTermsCreated',
  },
  {
    type: 'event',
    inputs: [
      { name: 'incidentId', type: 'uint256', indexed: true },
      { name: 'subject', type: 'uint96', indexed: true },
      { name: 'reporter', type: 'address', indexed: true },
      { name: 'time', type: 'uint40' },
      { name: 'evidence', type: 'bytes32' },
      { name: 'uri', type: 'string' },
    ],
    name: 'IncidentReported',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseKey', type: 'bytes32', indexed: true },
      {
        name: 'ref',
        type: 'tuple',
        components: [
          { name: 'incidentId', type: 'uint256' },
          { name: 'vault', type: 'address' },
          { name: 'termsId', type: 'uint256' },
        ],
      },
      { name: 'opener', type: 'address', indexed: true },
      { name: 'severity', type: 'uint64' },
      { name: 'bond', type: 'uint256' },
      { name: 'endsAt', type: 'uint256' },
    ],
    name: 'OpeningBonded',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseKey', type: 'bytes32', indexed: true },
      { name: 'reward', type: 'uint256' },
    ],
    name: 'OpeningRewarded',
  },
  { type: 'error', inputs: [], name: 'AmountZero' },
  {
    type: 'error',
    inputs: [{ name: 'need', type: 'uint256' }],
    name: 'AnswerAboveCase',
  },
  {
    type: 'error',
    inputs: [{ name: 'number', type: 'uint256' }],
    name: 'AnswerAlreadyPosted',
  },
  {
    type: 'error',
    inputs: [{ name: 'closedAt', type: 'uint256' }],
    name: 'AnswerWindowClosed',
  },
  { type: 'error', inputs: [], name: 'BondLocked' },
  {
    type: 'error',
    inputs: [{ name: 'needed', type: 'uint256' }],
    name: 'BondTooSmall',
  },
  { type: 'error', inputs: [], name: 'BondsAlreadySettled' },
  { type: 'error', inputs: [], name: 'CaseNotOpen' },
  {
    type: 'error',
    inputs: [
      { name: 'time', type: 'uint256' },
      { name: 'until', type: 'uint256' },
    ],
    name: 'IncidentOutsideWindow',
  },
  { type: 'error', inputs: [], name: 'InvalidAnswer' },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'InvalidCourtTerms',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'InvalidDisputeRules',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'InvalidTerms',
  },
  { type: 'error', inputs: [], name: 'LossesAlreadyPublished' },
  { type: 'error', inputs: [], name: 'NotArbiter' },
  { type: 'error', inputs: [], name: 'NotAuthorized' },
  { type: 'error', inputs: [], name: 'OutcomeNotTaken' },
  { type: 'error', inputs: [], name: 'Reentrancy' },
  {
    type: 'error',
    inputs: [{ name: 'closedAt', type: 'uint256' }],
    name: 'RootWindowClosed',
  },
  { type: 'error', inputs: [], name: 'UnknownAnswer' },
  { type: 'error', inputs: [], name: 'UnknownCourtTerms' },
  { type: 'error', inputs: [], name: 'UnknownIncident' },
  {
    type: 'error',
    inputs: [{ name: 'reason', type: 'bytes32' }],
    name: 'UnsupportedAsset',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// CoverPoolFactory
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const coverPoolFactoryAbi = [
  {
    type: 'constructor',
    inputs: [
      { name: 'registry_', type: 'address' },
      {
        name: 'hashes',
        type: 'tuple',
        components: [
          { name: 'pool', type: 'bytes32' },
          { name: 'poolSegment2', type: 'bytes32' },
          { name: 'poolSegment3', type: 'bytes32' },
          { name: 'vault', type: 'bytes32' },
          { name: 'vaultSegment2', type: 'bytes32' },
        ],
      },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'coverToken',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'c',
        type: 'tuple',
        components: [
          { name: 'asset', type: 'address' },
          { name: 'manager', type: 'address' },
          { name: 'guardian', type: 'address' },
          { name: 'coverUnit', type: 'uint256' },
          { name: 'startEquity', type: 'uint256' },
          { name: 'clusterRatio', type: 'uint256' },
          { name: 'leverage', type: 'uint256' },
          { name: 'exitClusterRatio', type: 'uint256' },
          { name: 'exitLeverage', type: 'uint256' },
          { name: 'cooldown', type: 'uint40' },
          { name: 'name', type: 'bytes32' },
          { name: 'symbol', type: 'bytes32' },
        ],
      },
    ],
    name: 'createPool',
    outputs: [
      { name: 'pool', type: 'address' },
      { name: 'poolId', type: 'uint256' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'creationCode', type: 'bytes' }],
    name: 'deploySegment',
    outputs: [{ name: 'segment', type: 'address' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'lossLedger',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'poolConfigurator',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'poolCount',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'c',
        type: 'tuple',
        components: [
          { name: 'asset', type: 'address' },
          { name: 'manager', type: 'address' },
          { name: 'guardian', type: 'address' },
          { name: 'coverUnit', type: 'uint256' },
          { name: 'startEquity', type: 'uint256' },
          { name: 'clusterRatio', type: 'uint256' },
          { name: 'leverage', type: 'uint256' },
          { name: 'exitClusterRatio', type: 'uint256' },
          { name: 'exitLeverage', type: 'uint256' },
          { name: 'cooldown', type: 'uint40' },
          { name: 'name', type: 'bytes32' },
          { name: 'symbol', type: 'bytes32' },
        ],
      },
      { name: 'poolId', type: 'uint256' },
    ],
    name: 'predictPool',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'protocol',
    outputs: [
      {
        type: 'tuple',
        components: [
          { name: 'registry', type: 'address' },
          { name: 'coverToken', type: 'address' },
          { name: 'poolConfigurator', type: 'address' },
          { name: 'lossLedger', type: 'address' },
          { name: 'pool', type: 'address' },
          { name: 'poolSegment2', type: 'address' },
          { name: 'poolSegment3', type: 'address' },
          { name: 'vault', type: 'address' },
          { name: 'vaultSegment2', type: 'address' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'registry',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'event',
    inputs: [
      { name: 'poolId', type: 'uint256', indexed: true },
      { name: 'pool', type: 'address', indexed: true },
      { name: 'asset', type: 'address', indexed: true },
      {
        name: 'config',
        type: 'tuple',
        components: [
          { name: 'asset', type: 'address' },
          { name: 'manager', type: 'address' },
          { name: 'guardian', type: 'address' },
          { name: 'coverUnit', type: 'uint256' },
          { name: 'startEquity', type: 'uint256' },
          { name: 'clusterRatio', type: 'uint256' },
          { name: 'leverage', type: 'uint256' },
          { name: 'exitClusterRatio', type: 'uint256' },
          { name: 'exitLeverage', type: 'uint256' },
          { name: 'cooldown', type: 'uint40' },
          { name: 'name', type: 'bytes32' },
          { name: 'symbol', type: 'bytes32' },
        ],
      },
    ],
    name: 'PoolCreated',
  },
  { type: 'error', inputs: [], name: 'Create2EmptyBytecode' },
  { type: 'error', inputs: [], name: 'FailedDeployment' },
  {
    type: 'error',
    inputs: [
      { name: 'balance', type: 'uint256' },
      { name: 'needed', type: 'uint256' },
    ],
    name: 'InsufficientBalance',
  },
  {
    type: 'error',
    inputs: [{ name: 'segment', type: 'address' }],
    name: 'SegmentMissing',
  },
  {
    type: 'error',
    inputs: [{ name: 'reason', type: 'bytes32' }],
    name: 'UnsupportedAsset',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ValueOutOfRange',
  },
  { type: 'error', inputs: [], name: 'WrongChain' },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ZeroAddress',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// CoverToken
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const coverTokenAbi = [
  {
    type: 'constructor',
    inputs: [
      { name: 'factory', type: 'address' },
      { name: 'registry', type: 'address' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'account', type: 'address' },
      { name: 'id', type: 'uint256' },
    ],
    name: 'approve',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'account', type: 'address' },
      { name: 'coverId', type: 'uint256' },
    ],
    name: 'authorizedCover',
    outputs: [
      {
        name: 'cover',
        type: 'tuple',
        components: [
          { name: 'start', type: 'uint256' },
          { name: 'end', type: 'uint256' },
          { name: 'amount', type: 'uint256' },
          { name: 'rate', type: 'uint256' },
          { name: 'parties', type: 'bool' },
        ],
      },
      { name: 'refundTo', type: 'address' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'owner', type: 'address' }],
    name: 'balanceOf',
    outputs: [{ name: 'result', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'coverId', type: 'uint256' }],
    name: 'coverData',
    outputs: [
      {
        name: 'cover',
        type: 'tuple',
        components: [
          { name: 'start', type: 'uint256' },
          { name: 'end', type: 'uint256' },
          { name: 'amount', type: 'uint256' },
          { name: 'rate', type: 'uint256' },
          { name: 'parties', type: 'bool' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'id', type: 'uint256' }],
    name: 'getApproved',
    outputs: [{ name: 'result', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'owner', type: 'address' },
      { name: 'operator', type: 'address' },
    ],
    name: 'isApprovedForAll',
    outputs: [{ name: 'result', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'to', type: 'address' },
      { name: 'coverId', type: 'uint256' },
      {
        name: 'cover',
        type: 'tuple',
        components: [
          { name: 'start', type: 'uint256' },
          { name: 'end', type: 'uint256' },
          { name: 'amount', type: 'uint256' },
          { name: 'rate', type: 'uint256' },
          { name: 'parties', type: 'bool' },
        ],
      },
      { name: 'insured', type: 'address' },
      { name: 'refundTo', type: 'address' },
    ],
    name: 'mint',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'name',
    outputs: [{ type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'coverId', type: 'uint256' }],
    name: 'ownerOf',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'coverId', type: 'uint256' }],
    name: 'partiesOf',
    outputs: [
      { name: 'insured', type: 'address' },
      { name: 'refundTo', type: 'address' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'poolId', type: 'uint256' }],
    name: 'poolOf',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'poolId', type: 'uint256' },
      { name: 'pool', type: 'address' },
    ],
    name: 'registerPool',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'from', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'id', type: 'uint256' },
    ],
    name: 'safeTransferFrom',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'from', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'id', type: 'uint256' },
      { name: 'data', type: 'bytes' },
    ],
    name: 'safeTransferFrom',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'operator', type: 'address' },
      { name: 'isApproved', type: 'bool' },
    ],
    name: 'setApprovalForAll',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'interfaceId', type: 'bytes4' }],
    name: 'supportsInterface',
    outputs: [{ name: 'result', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'symbol',
    outputs: [{ type: 'string' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'coverId', type: 'uint256' }],
    name: 'tokenURI',
    outputs: [{ type: 'string' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'from', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'id', type: 'uint256' },
    ],
    name: 'transferFrom',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'coverId', type: 'uint256' },
      {
        name: 'cover',
        type: 'tuple',
        components: [
          { name: 'start', type: 'uint256' },
          { name: 'end', type: 'uint256' },
          { name: 'amount', type: 'uint256' },
          { name: 'rate', type: 'uint256' },
          { name: 'parties', type: 'bool' },
        ],
      },
    ],
    name: 'update',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    inputs: [
      { name: 'owner', type: 'address', indexed: true },
      { name: 'account', type: 'address', indexed: true },
      { name: 'id', type: 'uint256', indexed: true },
    ],
    name: 'Approval',
  },
  {
    type: 'event',
    inputs: [
      { name: 'owner', type: 'address', indexed: true },
      { name: 'operator', type: 'address', indexed: true },
      { name: 'isApproved', type: 'bool' },
    ],
    name: 'ApprovalForAll',
  },
  {
    type: 'event',
    inputs: [
      { name: 'from', type: 'address', indexed: true },
      { name: 'to', type: 'address', indexed: true },
      { name: 'id', type: 'uint256', indexed: true },
    ],
    name: 'Transfer',
  },
  { type: 'error', inputs: [], name: 'AccountBalanceOverflow' },
  { type: 'error', inputs: [], name: 'BalanceQueryForZeroAddress' },
  { type: 'error', inputs: [], name: 'CoverDoesNotExist' },
  { type: 'error', inputs: [], name: 'NotAuthorized' },
  { type: 'error', inputs: [], name: 'NotOwnerNorApproved' },
  { type: 'error', inputs: [], name: 'TokenAlreadyExists' },
  { type: 'error', inputs: [], name: 'TokenDoesNotExist' },
  { type: 'error', inputs: [], name: 'TransferFromIncorrectOwner' },
  { type: 'error', inputs: [], name: 'TransferToNonERC721ReceiverImplementer' },
  { type: 'error', inputs: [], name: 'TransferToZeroAddress' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// LossLedger
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const lossLedgerAbi = [
  { type: 'constructor', inputs: [], stateMutability: 'nonpayable' },
  {
    type: 'function',
    inputs: [
      { name: 'poolId', type: 'uint256' },
      { name: 'eventId', type: 'bytes32' },
      { name: 'insured', type: 'address' },
      { name: 'loss', type: 'uint256' },
      { name: 'wanted', type: 'uint256' },
    ],
    name: 'draw',
    outputs: [{ name: 'drawn', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'eventId', type: 'bytes32' },
      { name: 'insured', type: 'address' },
    ],
    name: 'drawnOf',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'poolId', type: 'uint256' },
      { name: 'vault', type: 'address' },
    ],
    name: 'registerVault',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'poolId', type: 'uint256' }],
    name: 'vaultOf',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  { type: 'error', inputs: [], name: 'NotAuthorized' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// Pool
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const poolAbi = [
  {
    type: 'function',
    inputs: [],
    name: 'DOMAIN_SEPARATOR',
    outputs: [{ name: 'result', type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'owner', type: 'address' },
      { name: 'spender', type: 'address' },
    ],
    name: 'allowance',
    outputs: [{ name: 'result', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'spender', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'approve',
    outputs: [{ type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'asset',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'account', type: 'address' }],
    name: 'balanceOf',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
    name: 'buyCover',
    outputs: [
      { name: 'coverId', type: 'uint256' },
      { name: 'premium', type: 'uint256' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'coverId', type: 'uint256' }],
    name: 'cancelCover',
    outputs: [{ name: 'refund', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'caseCount',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: '', type: 'uint256' },
      { name: 'controller', type: 'address' },
    ],
    name: 'claimableRedeemRequest',
    outputs: [{ name: 'shares', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'claimsVault',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'productId', type: 'uint256' }],
    name: 'committedCover',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'shares', type: 'uint256' }],
    name: 'convertToAssets',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'assets', type: 'uint256' }],
    name: 'convertToShares',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'decimals',
    outputs: [{ type: 'uint8' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'assets', type: 'uint256' },
      { name: 'receiver', type: 'address' },
    ],
    name: 'deposit',
    outputs: [{ name: 'shares', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'productId', type: 'uint256' }],
    name: 'exposureTo',
    outputs: [
      { name: 'cover', type: 'uint256' },
      { name: 'deductible', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'account', type: 'address' }],
    name: 'holderSince',
    outputs: [{ name: 'cases', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'account', type: 'address' },
      { name: 'caseIndex', type: 'uint256' },
      { name: 'settlement', type: 'uint256' },
    ],
    name: 'holdingAt',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'controller', type: 'address' },
      { name: 'operator', type: 'address' },
    ],
    name: 'isOperator',
    outputs: [{ type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'receiver', type: 'address' }],
    name: 'maxDeposit',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'receiver', type: 'address' }],
    name: 'maxMint',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'controller', type: 'address' }],
    name: 'maxRedeem',
    outputs: [{ name: 'shares', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'controller', type: 'address' }],
    name: 'maxWithdraw',
    outputs: [{ name: 'assets', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'shares', type: 'uint256' },
      { name: 'receiver', type: 'address' },
    ],
    name: 'mint',
    outputs: [{ name: 'assets', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'name',
    outputs: [{ type: 'string' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'nextSegment',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'owner', type: 'address' }],
    name: 'nonces',
    outputs: [{ name: 'result', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: '', type: 'uint256' },
      { name: 'controller', type: 'address' },
    ],
    name: 'pendingRedeemRequest',
    outputs: [{ name: 'shares', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'owner', type: 'address' },
      { name: 'spender', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
      { name: 'v', type: 'uint8' },
      { name: 'r', type: 'bytes32' },
      { name: 's', type: 'bytes32' },
    ],
    name: 'permit',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'termsId', type: 'uint256' }],
    name: 'poolTermsOf',
    outputs: [
      { name: 'productId', type: 'uint256' },
      { name: 'deductible', type: 'uint256' },
      { name: 'lapses', type: 'bool' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'assets', type: 'uint256' }],
    name: 'previewDeposit',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'shares', type: 'uint256' }],
    name: 'previewMint',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'shares', type: 'uint256' },
      { name: 'receiver', type: 'address' },
      { name: 'controller', type: 'address' },
    ],
    name: 'redeem',
    outputs: [{ name: 'assets', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'shares', type: 'uint256' },
      { name: 'controller', type: 'address' },
      { name: 'owner', type: 'address' },
    ],
    name: 'requestRedeem',
    outputs: [{ name: 'requestId', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'operator', type: 'address' },
      { name: 'approved', type: 'bool' },
    ],
    name: 'setOperator',
    outputs: [{ type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'symbol',
    outputs: [{ type: 'string' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'totalAssets',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'totalSupply',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'transfer',
    outputs: [{ type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'from', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'transferFrom',
    outputs: [{ type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'assets', type: 'uint256' },
      { name: 'receiver', type: 'address' },
      { name: 'controller', type: 'address' },
    ],
    name: 'withdraw',
    outputs: [{ name: 'shares', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    inputs: [
      { name: 'owner', type: 'address', indexed: true },
      { name: 'spender', type: 'address', indexed: true },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'Approval',
  },
  {
    type: 'event',
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
    name: 'CoverBought',
  },
  {
    type: 'event',
    inputs: [
      { name: 'coverId', type: 'uint256', indexed: true },
      { name: 'refundTo', type: 'address', indexed: true },
      { name: 'refund', type: 'uint256' },
    ],
    name: 'CoverCancelled',
  },
  {
    type: 'event',
    inputs: [
      { name: 'sender', type: 'address', indexed: true },
      { name: 'owner', type: 'address', indexed: true },
      { name: 'assets', type: 'uint256' },
      { name: 'shares', type: 'uint256' },
    ],
    name: 'Deposit',
  },
  {
    type: 'event',
    inputs: [
      { name: 'controller', type: 'address', indexed: true },
      { name: 'operator', type: 'address', indexed: true },
      { name: 'approved', type: 'bool' },
    ],
    name: 'OperatorSet',
  },
  {
    type: 'event',
    inputs: [
      { name: 'controller', type: 'address', indexed: true },
      { name: 'owner', type: 'address', indexed: true },
      { name: 'requestId', type: 'uint256', indexed: true },
      { name: 'sender', type: 'address' },
      { name: 'shares', type: 'uint256' },
    ],
    name: 'RedeemRequest',
  },
  {
    type: 'event',
    inputs: [
      { name: 'sender', type: 'address', indexed: true },
      { name: 'shares', type: 'uint256' },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'RedeemRequestsSettled',
  },
  {
    type: 'event',
    inputs: [
      { name: 'from', type: 'address', indexed: true },
      { name: 'to', type: 'address', indexed: true },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'Transfer',
  },
  {
    type: 'event',
    inputs: [
      { name: 'sender', type: 'address', indexed: true },
      { name: 'receiver', type: 'address', indexed: true },
      { name: 'owner', type: 'address', indexed: true },
      { name: 'assets', type: 'uint256' },
      { name: 'shares', type: 'uint256' },
    ],
    name: 'Withdraw',
  },
  {
    type: 'function',
    inputs: [
      { name: 'controller', type: 'address' },
      { name: 'operator', type: 'address' },
      { name: 'approved', type: 'bool' },
      { name: 'nonce', type: 'bytes32' },
      { name: 'deadline', type: 'uint256' },
      { name: 'signature', type: 'bytes' },
    ],
    name: 'authorizeOperator',
    outputs: [{ type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'cooldown',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'coverUnit',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'coverId', type: 'uint256' },
      { name: 'added', type: 'uint256' },
      { name: 'maxPremium', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
    ],
    name: 'extendCover',
    outputs: [
      { name: 'end', type: 'uint40' },
      { name: 'premium', type: 'uint256' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'coverId', type: 'uint256' }],
    name: 'lapseCover',
    outputs: [{ name: 'refund', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'data', type: 'bytes[]' }],
    name: 'multicall',
    outputs: [{ type: 'bytes[]' }],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'controller', type: 'address' }],
    name: 'nextExit',
    outputs: [{ name: 'askedAt', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'amount', type: 'uint160' },
      { name: 'expiration', type: 'uint48' },
      { name: 'nonce', type: 'uint48' },
      { name: 'deadline', type: 'uint256' },
      { name: 'signature', type: 'bytes' },
    ],
    name: 'permit2Asset',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'value', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
      { name: 'v', type: 'uint8' },
      { name: 'r', type: 'bytes32' },
      { name: 's', type: 'bytes32' },
    ],
    name: 'permitAsset',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'poolId',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'controller', type: 'address' }],
    name: 'previewSettlement',
    outputs: [
      { name: 'shares', type: 'uint256' },
      { name: 'assets', type: 'uint256' },
      { name: 'tip', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'productId', type: 'uint256' }],
    name: 'pricingOf',
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
  },
  {
    type: 'function',
    inputs: [],
    name: 'processExpiries',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'coverId', type: 'uint256' }],
    name: 'quoteCancellation',
    outputs: [{ name: 'refund', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'termsId', type: 'uint256' },
      { name: 'amount', type: 'uint256' },
      { name: 'duration', type: 'uint256' },
    ],
    name: 'quoteCover',
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
  },
  {
    type: 'function',
    inputs: [
      { name: 'coverId', type: 'uint256' },
      { name: 'added', type: 'uint256' },
    ],
    name: 'quoteExtension',
    outputs: [
      { name: 'end', type: 'uint40' },
      { name: 'premium', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'controller', type: 'address' }],
    name: 'settleRedeemRequests',
    outputs: [
      { name: 'shares', type: 'uint256' },
      { name: 'assets', type: 'uint256' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    inputs: [
      { name: 'coverId', type: 'uint256', indexed: true },
      { name: 'end', type: 'uint40' },
      { name: 'premium', type: 'uint256' },
    ],
    name: 'CoverExtended',
  },
  {
    type: 'event',
    inputs: [
      { name: 'coverId', type: 'uint256', indexed: true },
      { name: 'refundTo', type: 'address', indexed: true },
      { name: 'refund', type: 'uint256' },
    ],
    name: 'CoverLapsed',
  },
  {
    type: 'event',
    inputs: [
      { name: 'day', type: 'uint256' },
      { name: 'period', type: 'uint256' },
    ],
    name: 'ExpiriesProcessed',
  },
  {
    type: 'event',
    inputs: [
      { name: 'productId', type: 'uint256', indexed: true },
      { name: 'fees', type: 'uint256' },
    ],
    name: 'FeesCollected',
  },
  {
    type: 'event',
    inputs: [
      { name: 'salesUntil', type: 'uint256' },
      { name: 'depositsUntil', type: 'uint256' },
    ],
    name: 'PausesSet',
  },
  {
    type: 'event',
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
        components: [
          { name: 'resolver', type: 'address' },
          { name: 'subject', type: 'uint96' },
        ],
      },
    ],
    name: 'PoolTermsSet',
  },
  {
    type: 'event',
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
    name: 'PricingSet',
  },
  {
    type: 'function',
    inputs: [{ name: 'slots', type: 'bytes32[]' }],
    name: 'extsload',
    outputs: [{ name: 'words', type: 'bytes32[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'productId', type: 'uint256' }],
    name: 'openCasesOf',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'termsId', type: 'uint256' },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'previewRecovery',
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
  },
  {
    type: 'function',
    inputs: [{ name: '', type: 'uint256' }],
    name: 'previewRedeem',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: '', type: 'uint256' }],
    name: 'previewWithdraw',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'controller', type: 'address' }],
    name: 'redeemSchedule',
    outputs: [
      { name: 'earliest', type: 'uint256' },
      { name: 'latest', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'share',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'id', type: 'bytes4' }],
    name: 'supportsInterface',
    outputs: [{ type: 'bool' }],
    stateMutability: 'pure',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// PoolConfigurator
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const poolConfiguratorAbi = [
  {
    type: 'constructor',
    inputs: [{ name: 'registry', type: 'address' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'pool', type: 'address' }],
    name: 'acceptManager',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
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
    name: 'addTerms',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
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
    name: 'applyChange',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'pool', type: 'address' }],
    name: 'clustersOf',
    outputs: [{ type: 'uint32[8]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'pool', type: 'address' },
      { name: 'productId', type: 'uint256' },
    ],
    name: 'collectFees',
    outputs: [
      { name: 'managerPart', type: 'uint256' },
      { name: 'sponsorPart', type: 'uint256' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'pool', type: 'address' }],
    name: 'endPauses',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'asset', type: 'address' },
      { name: 'payee', type: 'address' },
    ],
    name: 'feesOwed',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
    name: 'getChange',
    outputs: [
      { name: 'changeId', type: 'bytes32' },
      { name: 'ripeAt', type: 'uint256' },
      { name: 'expiresAt', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'pool', type: 'address' },
      { name: 'duration', type: 'uint256' },
    ],
    name: 'pauseDeposits',
    outputs: [{ name: 'until', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'pool', type: 'address' },
      { name: 'duration', type: 'uint256' },
    ],
    name: 'pauseSales',
    outputs: [{ name: 'until', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'pool', type: 'address' }],
    name: 'pausesOf',
    outputs: [
      { name: 'salesUntil', type: 'uint256' },
      { name: 'depositsUntil', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'pool', type: 'address' }],
    name: 'pendingManagerOf',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
    name: 'prolongChange',
    outputs: [{ name: 'expiresAt', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'pool', type: 'address' },
      { name: 'manager', type: 'address' },
      { name: 'guardian', type: 'address' },
    ],
    name: 'registerPool',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'pool', type: 'address' },
      { name: 'termsId', type: 'uint256' },
    ],
    name: 'removeTerms',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
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
    name: 'revokeChange',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'pool', type: 'address' }],
    name: 'rolesOf',
    outputs: [
      { name: 'manager', type: 'address' },
      { name: 'guardian', type: 'address' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'pool', type: 'address' },
      { name: 'guardian', type: 'address' },
    ],
    name: 'setGuardian',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
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
    name: 'setPricing',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
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
    name: 'submitChange',
    outputs: [{ name: 'changeId', type: 'bytes32' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'pool', type: 'address' },
      { name: 'newManager', type: 'address' },
    ],
    name: 'transferManager',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'asset', type: 'address' },
      { name: 'receiver', type: 'address' },
    ],
    name: 'withdrawFees',
    outputs: [{ name: 'amount', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'termsId', type: 'uint256', indexed: true },
      { name: 'changeId', type: 'bytes32', indexed: true },
    ],
    name: 'ChangeApplied',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'changeId', type: 'bytes32', indexed: true },
      { name: 'expiresAt', type: 'uint256' },
    ],
    name: 'ChangeProlonged',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'termsId', type: 'uint256', indexed: true },
      { name: 'changeId', type: 'bytes32', indexed: true },
    ],
    name: 'ChangeRevoked',
  },
  {
    type: 'event',
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
    name: 'ChangeSubmitted',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'until', type: 'uint256' },
    ],
    name: 'DepositsPaused',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'productId', type: 'uint256', indexed: true },
      { name: 'managerPart', type: 'uint256' },
      { name: 'sponsorPart', type: 'uint256' },
    ],
    name: 'FeesCollected',
  },
  {
    type: 'event',
    inputs: [
      { name: 'asset', type: 'address', indexed: true },
      { name: 'payee', type: 'address', indexed: true },
      { name: 'receiver', type: 'address', indexed: true },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'FeesWithdrawn',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'guardian', type: 'address', indexed: true },
    ],
    name: 'GuardianSet',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'manager', type: 'address', indexed: true },
      { name: 'newManager', type: 'address', indexed: true },
    ],
    name: 'ManagerTransferStarted',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'manager', type: 'address', indexed: true },
      { name: 'newManager', type: 'address', indexed: true },
    ],
    name: 'ManagerTransferred',
  },
  {
    type: 'event',
    inputs: [{ name: 'pool', type: 'address', indexed: true }],
    name: 'PausesEnded',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'manager', type: 'address', indexed: true },
      { name: 'guardian', type: 'address', indexed: true },
    ],
    name: 'PoolRegistered',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'productId', type: 'uint256', indexed: true },
    ],
    name: 'PricingChanged',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'until', type: 'uint256' },
    ],
    name: 'SalesPaused',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'termsId', type: 'uint256', indexed: true },
      { name: 'productId', type: 'uint256', indexed: true },
    ],
    name: 'TermsAdded',
  },
  {
    type: 'event',
    inputs: [
      { name: 'pool', type: 'address', indexed: true },
      { name: 'termsId', type: 'uint256', indexed: true },
      { name: 'productId', type: 'uint256', indexed: true },
    ],
    name: 'TermsRemoved',
  },
  { type: 'error', inputs: [], name: 'AlreadyListed' },
  {
    type: 'error',
    inputs: [{ name: 'expiredAt', type: 'uint256' }],
    name: 'ChangeExpired',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ChangeWidens',
  },
  { type: 'error', inputs: [], name: 'ExitsNotHeldUp' },
  { type: 'error', inputs: [], name: 'ExitsPending' },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'InvalidTerms',
  },
  { type: 'error', inputs: [], name: 'NotAuthorized' },
  { type: 'error', inputs: [], name: 'NothingToCollect' },
  {
    type: 'error',
    inputs: [{ name: 'until', type: 'uint256' }],
    name: 'PauseCoolingDown',
  },
  {
    type: 'error',
    inputs: [{ name: 'max', type: 'uint256' }],
    name: 'PauseTooLong',
  },
  { type: 'error', inputs: [], name: 'Reentrancy' },
  { type: 'error', inputs: [], name: 'SharesExist' },
  {
    type: 'error',
    inputs: [{ name: 'until', type: 'uint256' }],
    name: 'TimelockActive',
  },
  { type: 'error', inputs: [], name: 'UnknownChange' },
  { type: 'error', inputs: [], name: 'UnknownTerms' },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ValueOutOfRange',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// PoolErrors
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const poolErrorsAbi = [
  { type: 'error', inputs: [], name: 'AllowanceOverflow' },
  { type: 'error', inputs: [], name: 'AllowanceUnderflow' },
  { type: 'error', inputs: [], name: 'AmountZero' },
  {
    type: 'error',
    inputs: [{ name: 'available', type: 'uint256' }],
    name: 'CapacityExceeded',
  },
  { type: 'error', inputs: [], name: 'CoverDoesNotExist' },
  {
    type: 'error',
    inputs: [{ name: 'endedAt', type: 'uint256' }],
    name: 'CoverEnded',
  },
  { type: 'error', inputs: [], name: 'DeadlinePassed' },
  {
    type: 'error',
    inputs: [{ name: 'max', type: 'uint256' }],
    name: 'DepositLimitExceeded',
  },
  {
    type: 'error',
    inputs: [{ name: 'until', type: 'uint256' }],
    name: 'DepositsPaused',
  },
  { type: 'error', inputs: [], name: 'DurationOutOfRange' },
  {
    type: 'error',
    inputs: [{ name: 'id', type: 'uint256' }],
    name: 'IncidentOpen',
  },
  { type: 'error', inputs: [], name: 'InsufficientAllowance' },
  { type: 'error', inputs: [], name: 'InsufficientBalance' },
  {
    type: 'error',
    inputs: [{ name: 'available', type: 'uint256' }],
    name: 'InsufficientShares',
  },
  { type: 'error', inputs: [], name: 'InsuredNotApproved' },
  {
    type: 'error',
    inputs: [{ name: 'max', type: 'uint256' }],
    name: 'IntegratorFeeTooHigh',
  },
  { type: 'error', inputs: [], name: 'InvalidPermit' },
  { type: 'error', inputs: [], name: 'NotAuthorized' },
  {
    type: 'error',
    inputs: [{ name: 'coverUnit', type: 'uint256' }],
    name: 'NotMultipleOf',
  },
  { type: 'error', inputs: [], name: 'NotRefundable' },
  { type: 'error', inputs: [], name: 'NothingSettled' },
  { type: 'error', inputs: [], name: 'Permit2AllowanceIsFixedAtInfinity' },
  { type: 'error', inputs: [], name: 'PermitExpired' },
  { type: 'error', inputs: [], name: 'PoolShort' },
  {
    type: 'error',
    inputs: [{ name: 'premium', type: 'uint256' }],
    name: 'PremiumAboveMax',
  },
  { type: 'error', inputs: [], name: 'Reentrancy' },
  { type: 'error', inputs: [], name: 'RequestPending' },
  {
    type: 'error',
    inputs: [{ name: 'segment', type: 'address' }],
    name: 'SegmentMissing',
  },
  {
    type: 'error',
    inputs: [{ name: 'start', type: 'uint256' }],
    name: 'StartTooLate',
  },
  {
    type: 'error',
    inputs: [{ name: 'reason', type: 'bytes32' }],
    name: 'TermsNotForSale',
  },
  { type: 'error', inputs: [], name: 'TotalSupplyOverflow' },
  {
    type: 'error',
    inputs: [{ name: 'reason', type: 'bytes32' }],
    name: 'UnsupportedAsset',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ValueOutOfRange',
  },
  { type: 'error', inputs: [], name: 'WrongChain' },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ZeroAddress',
  },
  {
    type: 'error',
    inputs: [{ name: 'available', type: 'uint256' }],
    name: 'CapitalRequired',
  },
  {
    type: 'error',
    inputs: [{ name: 'readyAt', type: 'uint256' }],
    name: 'CooldownNotOver',
  },
  {
    type: 'error',
    inputs: [{ name: 'until', type: 'uint256' }],
    name: 'GraceNotOver',
  },
  { type: 'error', inputs: [], name: 'InvalidSignature' },
  { type: 'error', inputs: [], name: 'NonceUsed' },
  { type: 'error', inputs: [], name: 'NotNextInQueue' },
  { type: 'error', inputs: [], name: 'TermsInForce' },
  { type: 'error', inputs: [], name: 'AsyncRedeem' },
  { type: 'error', inputs: [], name: 'UnknownTerms' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// PoolSnapshot
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const poolSnapshotAbi = [
  {
    type: 'function',
    inputs: [],
    name: 'poolConstants',
    outputs: [
      {
        type: 'tuple',
        components: [
          { name: 'poolId', type: 'uint256' },
          { name: 'chainId', type: 'uint256' },
          { name: 'asset', type: 'address' },
          { name: 'manager', type: 'address' },
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
  },
  {
    type: 'function',
    inputs: [{ name: 'termsIds', type: 'uint256[]' }],
    name: 'snapshot',
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
              { name: 'manager', type: 'address' },
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
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// PriceDepegMeter
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const priceDepegMeterAbi = [
  {
    type: 'function',
    inputs: [
      {
        name: 'm',
        type: 'tuple',
        components: [
          { name: 'feed', type: 'address' },
          { name: 'heartbeat', type: 'uint40' },
          { name: 'dwell', type: 'uint40' },
          { name: 'sequencerFeed', type: 'address' },
          { name: 'raiseWindow', type: 'uint40' },
          { name: 'peg', type: 'uint128' },
          { name: 'threshold', type: 'uint128' },
        ],
      },
    ],
    name: 'createMeter',
    outputs: [{ name: 'meterId', type: 'uint96' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'fire',
    outputs: [{ name: 'number', type: 'uint32' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'meterId', type: 'uint96' },
      { name: 'number', type: 'uint32' },
    ],
    name: 'firedBy',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'firingCount',
    outputs: [{ type: 'uint32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'meterId', type: 'uint96' },
      { name: 'number', type: 'uint32' },
    ],
    name: 'getFiring',
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
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'getMeter',
    outputs: [
      {
        name: 'm',
        type: 'tuple',
        components: [
          { name: 'feed', type: 'address' },
          { name: 'heartbeat', type: 'uint40' },
          { name: 'dwell', type: 'uint40' },
          { name: 'sequencerFeed', type: 'address' },
          { name: 'raiseWindow', type: 'uint40' },
          { name: 'peg', type: 'uint128' },
          { name: 'threshold', type: 'uint128' },
        ],
      },
      {
        name: 's',
        type: 'tuple',
        components: [
          { name: 'roundId', type: 'uint80' },
          { name: 'time', type: 'uint40' },
          { name: 'direction', type: 'int8' },
          { name: 'decimals', type: 'uint8' },
          { name: 'mark', type: 'uint128' },
          {
            name: 'run',
            type: 'tuple',
            components: [
              { name: 'times', type: 'uint40[4]' },
              { name: 'seen', type: 'uint128[4]' },
            ],
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'limitsOf',
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
  },
  {
    type: 'function',
    inputs: [],
    name: 'meterCount',
    outputs: [{ type: 'uint96' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'observe',
    outputs: [{ name: 'value', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'meterId', type: 'uint96' },
      { name: 'rounds', type: 'uint256' },
    ],
    name: 'prove',
    outputs: [{ name: 'proven', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'reading',
    outputs: [{ name: 'value', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'meterId', type: 'uint96' },
      { name: 'roundId', type: 'uint80' },
    ],
    name: 'startAt',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    inputs: [
      { name: 'meterId', type: 'uint96', indexed: true },
      { name: 'number', type: 'uint32', indexed: true },
      { name: 'severity', type: 'uint256' },
      { name: 'time', type: 'uint40' },
    ],
    name: 'Fired',
  },
  {
    type: 'event',
    inputs: [
      { name: 'meterId', type: 'uint96', indexed: true },
      { name: 'mark', type: 'uint256' },
    ],
    name: 'MarkRaised',
  },
  {
    type: 'event',
    inputs: [
      { name: 'meterId', type: 'uint96', indexed: true },
      {
        name: 'meter',
        type: 'tuple',
        components: [
          { name: 'feed', type: 'address' },
          { name: 'heartbeat', type: 'uint40' },
          { name: 'dwell', type: 'uint40' },
          { name: 'sequencerFeed', type: 'address' },
          { name: 'raiseWindow', type: 'uint40' },
          { name: 'peg', type: 'uint128' },
          { name: 'threshold', type: 'uint128' },
        ],
      },
    ],
    name: 'MeterCreated',
  },
  {
    type: 'event',
    inputs: [
      { name: 'meterId', type: 'uint96', indexed: true },
      { name: 'roundId', type: 'uint80' },
      { name: 'direction', type: 'int8' },
      { name: 'from', type: 'uint40' },
      { name: 'highest', type: 'uint256' },
    ],
    name: 'Observed',
  },
  { type: 'error', inputs: [], name: 'BelowMark' },
  { type: 'error', inputs: [], name: 'ConditionNotMet' },
  {
    type: 'error',
    inputs: [{ name: 'readyAt', type: 'uint256' }],
    name: 'DwellNotReached',
  },
  { type: 'error', inputs: [], name: 'FeedStale' },
  {
    type: 'error',
    inputs: [{ name: 'needed', type: 'uint256' }],
    name: 'GasTooLow',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'InvalidMeter',
  },
  { type: 'error', inputs: [], name: 'SequencerDown' },
  { type: 'error', inputs: [], name: 'UnknownIncident' },
  { type: 'error', inputs: [], name: 'UnknownMeter' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// ProductRegistry
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const productRegistryAbi = [
  {
    type: 'constructor',
    inputs: [
      { name: 'owner', type: 'address' },
      { name: 'audits', type: 'address' },
      { name: 'prover', type: 'address' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'auditRegistry',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'cancelOwnershipHandover',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'termsId', type: 'uint256' }],
    name: 'claimTerms',
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
  },
  {
    type: 'function',
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
    name: 'clearCodeChange',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'pendingOwner', type: 'address' }],
    name: 'completeOwnershipHandover',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'productId', type: 'uint256' }],
    name: 'currentTerms',
    outputs: [{ name: 'termsId', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
    name: 'flagCodeChange',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'productId', type: 'uint256' }],
    name: 'getProduct',
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
  },
  {
    type: 'function',
    inputs: [{ name: 'termsId', type: 'uint256' }],
    name: 'getTerms',
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
  },
  {
    type: 'function',
    inputs: [{ name: 'termsId', type: 'uint256' }],
    name: 'lapseAt',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'clusterId', type: 'uint256' },
      { name: 'sponsor', type: 'address' },
      { name: 'name', type: 'string' },
    ],
    name: 'listProduct',
    outputs: [{ name: 'productId', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'owner',
    outputs: [{ name: 'result', type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'pendingOwner', type: 'address' }],
    name: 'ownershipHandoverExpiresAt',
    outputs: [{ name: 'result', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'termsId', type: 'uint256' }],
    name: 'pinStates',
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
  },
  {
    type: 'function',
    inputs: [{ name: 'termsId', type: 'uint256' }],
    name: 'pinsOf',
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
  },
  {
    type: 'function',
    inputs: [],
    name: 'productCount',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'proxyCode',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
    name: 'publishTerms',
    outputs: [{ name: 'termsId', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'termsId', type: 'uint256' }],
    name: 'refreshAudit',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'renounceOwnership',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'requestOwnershipHandover',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'termsId', type: 'uint256' }],
    name: 'saleStatus',
    outputs: [
      { name: 'reason', type: 'bytes32' },
      { name: 'auditGap', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'termsId', type: 'uint256' },
      { name: 'suspended', type: 'bool' },
    ],
    name: 'suspendTerms',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'termsCount',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'target', type: 'address' }],
    name: 'termsCovering',
    outputs: [{ type: 'uint256[]' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'newOwner', type: 'address' }],
    name: 'transferOwnership',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'event',
    inputs: [
      { name: 'termsId', type: 'uint256', indexed: true },
      { name: 'auditGap', type: 'uint256' },
      { name: 'until', type: 'uint256' },
    ],
    name: 'AuditRefreshed',
  },
  {
    type: 'event',
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
    name: 'CodeChangeCleared',
  },
  {
    type: 'event',
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
    name: 'CodeChangeFlagged',
  },
  {
    type: 'event',
    inputs: [{ name: 'pendingOwner', type: 'address', indexed: true }],
    name: 'OwnershipHandoverCanceled',
  },
  {
    type: 'event',
    inputs: [{ name: 'pendingOwner', type: 'address', indexed: true }],
    name: 'OwnershipHandoverRequested',
  },
  {
    type: 'event',
    inputs: [
      { name: 'oldOwner', type: 'address', indexed: true },
      { name: 'newOwner', type: 'address', indexed: true },
    ],
    name: 'OwnershipTransferred',
  },
  {
    type: 'event',
    inputs: [
      { name: 'productId', type: 'uint256', indexed: true },
      { name: 'clusterId', type: 'uint256', indexed: true },
      { name: 'sponsor', type: 'address' },
      { name: 'name', type: 'string' },
    ],
    name: 'ProductListed',
  },
  {
    type: 'event',
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
    name: 'TermsPublished',
  },
  {
    type: 'event',
    inputs: [
      { name: 'termsId', type: 'uint256', indexed: true },
      { name: 'suspended', type: 'bool' },
    ],
    name: 'TermsSuspended',
  },
  { type: 'error', inputs: [], name: 'AlreadyFlagged' },
  { type: 'error', inputs: [], name: 'AlreadyInitialized' },
  {
    type: 'error',
    inputs: [{ name: 'codeHash', type: 'bytes32' }],
    name: 'AttestationMissing',
  },
  { type: 'error', inputs: [], name: 'CodeUnchanged' },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'DiffersFromProduct',
  },
  {
    type: 'error',
    inputs: [
      { name: 'index', type: 'uint256' },
      { name: 'field', type: 'bytes32' },
    ],
    name: 'InvalidPin',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'InvalidTerms',
  },
  { type: 'error', inputs: [], name: 'NewOwnerIsZeroAddress' },
  { type: 'error', inputs: [], name: 'NoHandoverRequest' },
  {
    type: 'error',
    inputs: [{ name: 'asOf', type: 'uint256' }],
    name: 'ProofTooOld',
  },
  {
    type: 'error',
    inputs: [{ name: 'lapsedAt', type: 'uint256' }],
    name: 'TermsLapsed',
  },
  { type: 'error', inputs: [], name: 'Unauthorized' },
  { type: 'error', inputs: [], name: 'UnknownPin' },
  { type: 'error', inputs: [], name: 'UnknownTerms' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// ProxyCode
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const proxyCodeAbi = [
  {
    type: 'function',
    inputs: [
      { name: 'target', type: 'address' },
      { name: 'kind', type: 'uint8' },
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
    name: 'codeOf',
    outputs: [
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
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'proxy', type: 'address' },
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
    name: 'implementationAt',
    outputs: [
      { name: 'implementation', type: 'address' },
      { name: 'codeHash', type: 'bytes32' },
      { name: 'asOf', type: 'uint40' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'error',
    inputs: [{ name: '', type: 'uint8' }],
    name: 'FieldNotPresentInBlockHeader',
  },
  { type: 'error', inputs: [], name: 'InvalidStorageProof' },
  { type: 'error', inputs: [], name: 'RLPInvalidEncoding' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// ShareLossMeter
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const shareLossMeterAbi = [
  {
    type: 'function',
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
    name: 'createMeter',
    outputs: [{ name: 'meterId', type: 'uint96' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'fire',
    outputs: [{ name: 'number', type: 'uint32' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'meterId', type: 'uint96' },
      { name: 'number', type: 'uint32' },
    ],
    name: 'firedBy',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'firingCount',
    outputs: [{ type: 'uint32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'meterId', type: 'uint96' },
      { name: 'number', type: 'uint32' },
    ],
    name: 'getFiring',
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
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'getMeter',
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
            components: [
              { name: 'times', type: 'uint40[4]' },
              { name: 'seen', type: 'uint128[4]' },
            ],
          },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'limitsOf',
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
  },
  {
    type: 'function',
    inputs: [],
    name: 'meterCount',
    outputs: [{ type: 'uint96' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'observe',
    outputs: [{ name: 'value', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'poke',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'priceOf',
    outputs: [{ name: 'price', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'meterId', type: 'uint96' }],
    name: 'reading',
    outputs: [{ name: 'value', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'event',
    inputs: [
      { name: 'meterId', type: 'uint96', indexed: true },
      { name: 'number', type: 'uint32', indexed: true },
      { name: 'severity', type: 'uint256' },
      { name: 'time', type: 'uint40' },
    ],
    name: 'Fired',
  },
  {
    type: 'event',
    inputs: [{ name: 'meterId', type: 'uint96', indexed: true }],
    name: 'MarkLost',
  },
  {
    type: 'event',
    inputs: [
      { name: 'meterId', type: 'uint96', indexed: true },
      { name: 'mark', type: 'uint256' },
    ],
    name: 'MarkRaised',
  },
  {
    type: 'event',
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
    name: 'MeterCreated',
  },
  {
    type: 'event',
    inputs: [
      { name: 'meterId', type: 'uint96', indexed: true },
      { name: 'price', type: 'uint256' },
      { name: 'direction', type: 'int8' },
      { name: 'count', type: 'uint8' },
    ],
    name: 'Observed',
  },
  { type: 'error', inputs: [], name: 'BelowMark' },
  { type: 'error', inputs: [], name: 'ConditionNotMet' },
  {
    type: 'error',
    inputs: [{ name: 'readyAt', type: 'uint256' }],
    name: 'DwellNotReached',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'InvalidMeter',
  },
  { type: 'error', inputs: [], name: 'UnknownIncident' },
  { type: 'error', inputs: [], name: 'UnknownMeter' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// UmaArbiter
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const umaArbiterAbi = [
  {
    type: 'constructor',
    inputs: [
      { name: 'oracle_', type: 'address' },
      { name: 'currency_', type: 'address' },
      { name: 'liveness_', type: 'uint64' },
      { name: 'votingTime_', type: 'uint256' },
      { name: 'minBond_', type: 'uint256' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
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
    name: 'assertAnswer',
    outputs: [{ name: 'assertionId', type: 'bytes32' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
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
    name: 'claimOf',
    outputs: [{ type: 'string' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'assertionId', type: 'bytes32' }],
    name: 'creditBond',
    outputs: [{ name: 'truthful', type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'account', type: 'address' }],
    name: 'creditOf',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'currency',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'assertionId', type: 'bytes32' }],
    name: 'getAssertion',
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
  },
  {
    type: 'function',
    inputs: [],
    name: 'isExternal',
    outputs: [{ type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'latency',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'liveness',
    outputs: [{ type: 'uint64' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'minBond',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'court', type: 'address' },
      { name: 'caseKey', type: 'bytes32' },
      { name: 'number', type: 'uint256' },
    ],
    name: 'openAssertion',
    outputs: [{ name: 'assertionId', type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'oracle',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'requiredBond',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'assertionId', type: 'bytes32' }],
    name: 'settleAnswer',
    outputs: [{ name: 'truthful', type: 'bool' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'receiver', type: 'address' }],
    name: 'withdrawCredit',
    outputs: [{ name: 'amount', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
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
    name: 'AnswerAsserted',
  },
  {
    type: 'event',
    inputs: [
      { name: 'assertionId', type: 'bytes32', indexed: true },
      { name: 'truthful', type: 'bool' },
    ],
    name: 'AnswerSettled',
  },
  {
    type: 'event',
    inputs: [
      { name: 'assertionId', type: 'bytes32', indexed: true },
      { name: 'account', type: 'address', indexed: true },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'BondCredited',
  },
  {
    type: 'event',
    inputs: [
      { name: 'account', type: 'address', indexed: true },
      { name: 'receiver', type: 'address', indexed: true },
      { name: 'amount', type: 'uint256' },
    ],
    name: 'CreditWithdrawn',
  },
  { type: 'error', inputs: [], name: 'AmountZero' },
  {
    type: 'error',
    inputs: [{ name: 'assertionId', type: 'bytes32' }],
    name: 'AnswerPending',
  },
  { type: 'error', inputs: [], name: 'AnswerTooLate' },
  { type: 'error', inputs: [], name: 'NotArbiter' },
  { type: 'error', inputs: [], name: 'UnknownAnswer' },
  { type: 'error', inputs: [], name: 'UnknownAssertion' },
  {
    type: 'error',
    inputs: [{ name: 'reason', type: 'bytes32' }],
    name: 'UnsupportedAsset',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ValueOutOfRange',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// Vault
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const vaultAbi = [
  {
    type: 'function',
    inputs: [
      { name: 'termsId', type: 'uint256' },
      { name: 'incidentId', type: 'uint256' },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'addBonus',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'termsId', type: 'uint256' },
      { name: 'incidentId', type: 'uint256' },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'addRecovery',
    outputs: [
      { name: 'forClaims', type: 'uint256' },
      { name: 'shares', type: 'uint256' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'termsId', type: 'uint256' },
      { name: 'incidentId', type: 'uint256' },
    ],
    name: 'applyVerdict',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'asset',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'termsId', type: 'uint256' },
      { name: 'incidentId', type: 'uint256' },
    ],
    name: 'caseIdOf',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
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
    name: 'claimLoss',
    outputs: [{ name: 'payout', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'coverId', type: 'uint256' },
      { name: 'incidentId', type: 'uint256' },
    ],
    name: 'claimPayout',
    outputs: [{ name: 'payout', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'coverId', type: 'uint256' },
      { name: 'incidentId', type: 'uint256' },
      { name: 'receiver', type: 'address' },
    ],
    name: 'claimPayoutTo',
    outputs: [{ name: 'payout', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'coverId', type: 'uint256' },
      { name: 'incidentIds', type: 'uint256[]' },
      { name: 'receiver', type: 'address' },
    ],
    name: 'claimPayouts',
    outputs: [{ name: 'payout', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'index', type: 'uint256' },
      { name: 'insured', type: 'address' },
      { name: 'loss', type: 'uint256' },
    ],
    name: 'leafOf',
    outputs: [{ type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'resolver', type: 'address' },
      { name: 'incidentId', type: 'uint256' },
      { name: 'root', type: 'bytes32' },
    ],
    name: 'lossTableOf',
    outputs: [{ type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [],
    name: 'nextSegment',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'termsId', type: 'uint256' },
      { name: 'incidentId', type: 'uint256' },
      { name: 'severity', type: 'uint256' },
    ],
    name: 'openCase',
    outputs: [{ name: 'reserve', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'pool',
    outputs: [{ type: 'address' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'poolId',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'termsId', type: 'uint256' },
      { name: 'incidentId', type: 'uint256' },
    ],
    name: 'settleCase',
    outputs: [
      { name: 'assets', type: 'uint256' },
      { name: 'shares', type: 'uint256' },
    ],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'from', type: 'address', indexed: true },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'BonusAdded',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'coverId', type: 'uint256', indexed: true },
      { name: 'receiver', type: 'address', indexed: true },
      { name: 'bonus', type: 'uint256' },
    ],
    name: 'BonusPaid',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'assets', type: 'uint256' },
      { name: 'shares', type: 'uint256' },
    ],
    name: 'CapitalReleased',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'termsId', type: 'uint256', indexed: true },
      { name: 'incidentId', type: 'uint256', indexed: true },
      { name: 'reserve', type: 'uint256' },
      { name: 'firstLoss', type: 'uint256' },
      { name: 'caseIndex', type: 'uint256' },
    ],
    name: 'CaseOpened',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'coverId', type: 'uint256', indexed: true },
      { name: 'gross', type: 'uint256' },
      { name: 'settlement', type: 'uint256' },
    ],
    name: 'ClaimRegistered',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'FirstLossTaken',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'coverId', type: 'uint256', indexed: true },
      { name: 'receiver', type: 'address', indexed: true },
      { name: 'payout', type: 'uint256' },
    ],
    name: 'PayoutClaimed',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'from', type: 'address', indexed: true },
      { name: 'forClaims', type: 'uint256' },
      { name: 'forHolders', type: 'uint256' },
      { name: 'shares', type: 'uint256' },
    ],
    name: 'RecoveryAdded',
  },
  {
    type: 'event',
    inputs: [
      { name: 'settlement', type: 'uint256', indexed: true },
      { name: 'registered', type: 'uint256' },
      { name: 'forClaims', type: 'uint256' },
      { name: 'rest', type: 'uint256' },
    ],
    name: 'SettlementOver',
  },
  {
    type: 'event',
    inputs: [
      { name: 'settlement', type: 'uint256', indexed: true },
      { name: 'short', type: 'bool' },
      { name: 'held', type: 'uint256' },
      { name: 'owed', type: 'uint256' },
    ],
    name: 'ShortageChanged',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'severity', type: 'uint256' },
      { name: 'claimsUntil', type: 'uint40' },
      { name: 'settlement', type: 'uint256' },
    ],
    name: 'VerdictApplied',
  },
  {
    type: 'function',
    inputs: [{ name: 'index', type: 'uint256' }],
    name: 'burnUncollected',
    outputs: [{ name: 'shares', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'account', type: 'address' },
      { name: 'receiver', type: 'address' },
      { name: 'maxReturns', type: 'uint256' },
    ],
    name: 'collectReturns',
    outputs: [{ name: 'shares', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'productId', type: 'uint256' }],
    name: 'firstLossOf',
    outputs: [
      { name: 'free', type: 'uint256' },
      { name: 'promised', type: 'uint256' },
      { name: 'withdrawal', type: 'uint256' },
      { name: 'maturesAt', type: 'uint256' },
      { name: 'lapsesAt', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'caseId', type: 'uint256' }],
    name: 'getCase',
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
          { name: 'caseIndex', type: 'uint256' },
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
  },
  {
    type: 'function',
    inputs: [{ name: 'number', type: 'uint256' }],
    name: 'getSettlement',
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
  },
  {
    type: 'function',
    inputs: [{ name: 'index', type: 'uint256' }],
    name: 'getShareReturn',
    outputs: [
      {
        type: 'tuple',
        components: [
          { name: 'shares', type: 'uint256' },
          { name: 'left', type: 'uint256' },
          { name: 'caseCount', type: 'uint256' },
          { name: 'caseIndex', type: 'uint256' },
          { name: 'time', type: 'uint256' },
          { name: 'grows', type: 'bool' },
          { name: 'burned', type: 'bool' },
          { name: 'supply', type: 'uint256' },
          { name: 'checkpoint', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'termsId', type: 'uint256' },
      { name: 'incidentId', type: 'uint256' },
      { name: 'severity', type: 'uint256' },
      { name: 'lossTotal', type: 'uint256' },
    ],
    name: 'needFor',
    outputs: [
      { name: 'need', type: 'uint256' },
      { name: 'present', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'productId', type: 'uint256' },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'postFirstLoss',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'presentSettlement',
    outputs: [
      { name: 'number', type: 'uint256' },
      { name: 'short', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'coverId', type: 'uint256' },
      { name: 'incidentId', type: 'uint256' },
    ],
    name: 'previewPayout',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'coverId', type: 'uint256' },
      { name: 'incidentIds', type: 'uint256[]' },
    ],
    name: 'previewPayouts',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'caseId', type: 'uint256' }],
    name: 'raisesOf',
    outputs: [
      {
        name: 'raises',
        type: 'tuple[]',
        components: [
          { name: 'reserve', type: 'uint256' },
          { name: 'caseIndex', type: 'uint256' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'caseId', type: 'uint256' },
      { name: 'coverId', type: 'uint256' },
    ],
    name: 'registeredClaim',
    outputs: [
      { name: 'gross', type: 'uint256' },
      { name: 'paid', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'productId', type: 'uint256' },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'requestFirstLossWithdrawal',
    outputs: [{ name: 'maturesAt', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'account', type: 'address' }],
    name: 'returnsOf',
    outputs: [
      { name: 'shares', type: 'uint256' },
      { name: 'returns_', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'shareReturnCount',
    outputs: [{ type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'number', type: 'uint256' },
      { name: 'productId', type: 'uint256' },
    ],
    name: 'stakeOf',
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
  },
  {
    type: 'function',
    inputs: [],
    name: 'undecided',
    outputs: [{ name: 'assets', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'productId', type: 'uint256' },
      { name: 'receiver', type: 'address' },
    ],
    name: 'withdrawFirstLoss',
    outputs: [{ name: 'assets', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    inputs: [
      { name: 'caseId', type: 'uint256', indexed: true },
      { name: 'need', type: 'uint256' },
      { name: 'reserve', type: 'uint256' },
      { name: 'caseIndex', type: 'uint256' },
    ],
    name: 'CaseRaised',
  },
  {
    type: 'event',
    inputs: [
      { name: 'productId', type: 'uint256', indexed: true },
      { name: 'sponsor', type: 'address', indexed: true },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'FirstLossPosted',
  },
  {
    type: 'event',
    inputs: [
      { name: 'productId', type: 'uint256', indexed: true },
      { name: 'assets', type: 'uint256' },
      { name: 'maturesAt', type: 'uint40' },
    ],
    name: 'FirstLossWithdrawalRequested',
  },
  {
    type: 'event',
    inputs: [
      { name: 'productId', type: 'uint256', indexed: true },
      { name: 'receiver', type: 'address', indexed: true },
      { name: 'assets', type: 'uint256' },
    ],
    name: 'FirstLossWithdrawn',
  },
  {
    type: 'event',
    inputs: [
      { name: 'index', type: 'uint256', indexed: true },
      { name: 'shares', type: 'uint256' },
    ],
    name: 'ReturnBurned',
  },
  {
    type: 'event',
    inputs: [
      { name: 'account', type: 'address', indexed: true },
      { name: 'receiver', type: 'address', indexed: true },
      { name: 'shares', type: 'uint256' },
      { name: 'collectedUpTo', type: 'uint256' },
    ],
    name: 'ReturnsCollected',
  },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// VaultErrors
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const vaultErrorsAbi = [
  { type: 'error', inputs: [], name: 'AlreadyClaimed' },
  { type: 'error', inputs: [], name: 'AlreadyReleased' },
  { type: 'error', inputs: [], name: 'AmountZero' },
  {
    type: 'error',
    inputs: [{ name: 'caseId', type: 'uint256' }],
    name: 'CaseAlreadyOpen',
  },
  { type: 'error', inputs: [], name: 'CaseNotOpen' },
  {
    type: 'error',
    inputs: [{ name: 'cases', type: 'uint256' }],
    name: 'ClaimTogether',
  },
  {
    type: 'error',
    inputs: [{ name: 'closedAt', type: 'uint256' }],
    name: 'ClaimWindowClosed',
  },
  {
    type: 'error',
    inputs: [{ name: 'until', type: 'uint256' }],
    name: 'ClaimWindowOpen',
  },
  { type: 'error', inputs: [], name: 'CoverDoesNotExist' },
  {
    type: 'error',
    inputs: [
      { name: 'time', type: 'uint256' },
      { name: 'until', type: 'uint256' },
    ],
    name: 'IncidentOutsideWindow',
  },
  { type: 'error', inputs: [], name: 'InvalidProof' },
  { type: 'error', inputs: [], name: 'NotAuthorized' },
  { type: 'error', inputs: [], name: 'NotCovered' },
  { type: 'error', inputs: [], name: 'NotInOrder' },
  { type: 'error', inputs: [], name: 'PoolShort' },
  {
    type: 'error',
    inputs: [{ name: 'min', type: 'uint256' }],
    name: 'RecoveryTooSmall',
  },
  { type: 'error', inputs: [], name: 'Reentrancy' },
  {
    type: 'error',
    inputs: [{ name: 'segment', type: 'address' }],
    name: 'SegmentMissing',
  },
  {
    type: 'error',
    inputs: [{ name: 'cases', type: 'uint256' }],
    name: 'SettlementOpen',
  },
  { type: 'error', inputs: [], name: 'SeverityZero' },
  {
    type: 'error',
    inputs: [{ name: 'lapsedAt', type: 'uint256' }],
    name: 'TermsLapsed',
  },
  {
    type: 'error',
    inputs: [{ name: 'reason', type: 'bytes32' }],
    name: 'UnsupportedAsset',
  },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ValueOutOfRange',
  },
  { type: 'error', inputs: [], name: 'VerdictAlreadyApplied' },
  { type: 'error', inputs: [], name: 'VerdictPending' },
  { type: 'error', inputs: [], name: 'WrongChain' },
  {
    type: 'error',
    inputs: [{ name: 'field', type: 'bytes32' }],
    name: 'ZeroAddress',
  },
  {
    type: 'error',
    inputs: [{ name: 'need', type: 'uint256' }],
    name: 'CaseNotRaised',
  },
  {
    type: 'error',
    inputs: [{ name: 'maturesAt', type: 'uint256' }],
    name: 'FirstLossLocked',
  },
  { type: 'error', inputs: [], name: 'NothingToCollect' },
] as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// Deployments
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

export const generatedDeployments = {} as const
