export const constructor = {
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
} as const

export const appealRuling = {
  type: 'function',
  name: 'appealRuling',
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

export const caseCount = {
  type: 'function',
  name: 'caseCount',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const caseIdOf = {
  type: 'function',
  name: 'caseIdOf',
  inputs: [{ name: 'court', type: 'address' }, { name: 'caseKey', type: 'bytes32' }],
  outputs: [{ name: 'caseId', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const changeOf = {
  type: 'function',
  name: 'changeOf',
  inputs: [
    { name: 'caseId', type: 'uint256' },
    { name: 'voter', type: 'address' },
    { name: 'winner', type: 'uint256' },
  ],
  outputs: [{ type: 'int256' }],
  stateMutability: 'view',
} as const

export const commitPeriod = {
  type: 'function',
  name: 'commitPeriod',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const commitVote = {
  type: 'function',
  name: 'commitVote',
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
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const commitmentOf = {
  type: 'function',
  name: 'commitmentOf',
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
  outputs: [{ type: 'bytes32' }],
  stateMutability: 'view',
} as const

export const depositStake = {
  type: 'function',
  name: 'depositStake',
  inputs: [{ name: 'assets', type: 'uint256' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const dueOf = {
  type: 'function',
  name: 'dueOf',
  inputs: [{ name: 'caseId', type: 'uint256' }, { name: 'voter', type: 'address' }],
  outputs: [{ name: 'change', type: 'int256' }],
  stateMutability: 'view',
} as const

export const getCase = {
  type: 'function',
  name: 'getCase',
  inputs: [{ name: 'caseId', type: 'uint256' }],
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
} as const

export const getStake = {
  type: 'function',
  name: 'getStake',
  inputs: [{ name: 'account', type: 'address' }],
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
} as const

export const getVote = {
  type: 'function',
  name: 'getVote',
  inputs: [{ name: 'caseId', type: 'uint256' }, { name: 'voter', type: 'address' }],
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
} as const

export const isExternal = {
  type: 'function',
  name: 'isExternal',
  inputs: [],
  outputs: [{ type: 'bool' }],
  stateMutability: 'view',
} as const

export const latency = {
  type: 'function',
  name: 'latency',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const multicall = {
  type: 'function',
  name: 'multicall',
  inputs: [{ name: 'data', type: 'bytes[]' }],
  outputs: [{ type: 'bytes[]' }],
  stateMutability: 'payable',
} as const

export const phaseOf = {
  type: 'function',
  name: 'phaseOf',
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
  outputs: [{ type: 'uint8' }, { name: 'until', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const quorum = {
  type: 'function',
  name: 'quorum',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const requestStakeWithdrawal = {
  type: 'function',
  name: 'requestStakeWithdrawal',
  inputs: [{ name: 'assets', type: 'uint256' }],
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const revealPeriod = {
  type: 'function',
  name: 'revealPeriod',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const revealVote = {
  type: 'function',
  name: 'revealVote',
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
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const revealedFor = {
  type: 'function',
  name: 'revealedFor',
  inputs: [{ name: 'caseId', type: 'uint256' }, { name: 'number', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const riskOf = {
  type: 'function',
  name: 'riskOf',
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
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const rulingOf = {
  type: 'function',
  name: 'rulingOf',
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
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const settleVote = {
  type: 'function',
  name: 'settleVote',
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
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const slashShare = {
  type: 'function',
  name: 'slashShare',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const tally = {
  type: 'function',
  name: 'tally',
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
  outputs: [{ name: 'winner', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const totalWeightAt = {
  type: 'function',
  name: 'totalWeightAt',
  inputs: [{ name: 'time', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const weightAt = {
  type: 'function',
  name: 'weightAt',
  inputs: [{ name: 'account', type: 'address' }, { name: 'time', type: 'uint256' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const withdrawStake = {
  type: 'function',
  name: 'withdrawStake',
  inputs: [{ name: 'receiver', type: 'address' }],
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const withdrawalDelay = {
  type: 'function',
  name: 'withdrawalDelay',
  inputs: [],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const CaseDecided = {
  type: 'event',
  name: 'CaseDecided',
  inputs: [{ name: 'caseId', type: 'uint256', indexed: true }, { name: 'winner', type: 'uint256' }],
} as const

export const CaseOpened = {
  type: 'event',
  name: 'CaseOpened',
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
} as const

export const RulingAppealed = {
  type: 'event',
  name: 'RulingAppealed',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'appellant', type: 'address', indexed: true },
    { name: 'fee', type: 'uint256' },
  ],
} as const

export const StakeDeposited = {
  type: 'event',
  name: 'StakeDeposited',
  inputs: [{ name: 'account', type: 'address', indexed: true }, { name: 'assets', type: 'uint256' }],
} as const

export const StakeWithdrawalRequested = {
  type: 'event',
  name: 'StakeWithdrawalRequested',
  inputs: [
    { name: 'account', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
    { name: 'maturesAt', type: 'uint256' },
  ],
} as const

export const StakeWithdrawn = {
  type: 'event',
  name: 'StakeWithdrawn',
  inputs: [
    { name: 'account', type: 'address', indexed: true },
    { name: 'receiver', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
  ],
} as const

export const VoteCommitted = {
  type: 'event',
  name: 'VoteCommitted',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'voter', type: 'address', indexed: true },
    { name: 'commitment', type: 'bytes32' },
    { name: 'risk', type: 'uint256' },
  ],
} as const

export const VoteRevealed = {
  type: 'event',
  name: 'VoteRevealed',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'voter', type: 'address', indexed: true },
    { name: 'number', type: 'uint256' },
    { name: 'risk', type: 'uint256' },
  ],
} as const

export const VoteSettled = {
  type: 'event',
  name: 'VoteSettled',
  inputs: [
    { name: 'caseId', type: 'uint256', indexed: true },
    { name: 'voter', type: 'address', indexed: true },
    { name: 'change', type: 'int256' },
  ],
} as const
