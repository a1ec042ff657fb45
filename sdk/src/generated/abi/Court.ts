export const constructor = {
  type: 'constructor',
  inputs: [{ name: 'ledger', type: 'address' }],
  stateMutability: 'nonpayable',
} as const

export const adoptOutcome = {
  type: 'function',
  name: 'adoptOutcome',
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
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const answerKey = {
  type: 'function',
  name: 'answerKey',
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
  outputs: [{ type: 'bytes32' }],
  stateMutability: 'pure',
} as const

export const arbitrate = {
  type: 'function',
  name: 'arbitrate',
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
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const bondOf = {
  type: 'function',
  name: 'bondOf',
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
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const burned = {
  type: 'function',
  name: 'burned',
  inputs: [{ name: 'asset', type: 'address' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const caseKeyOf = {
  type: 'function',
  name: 'caseKeyOf',
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
  outputs: [{ type: 'bytes32' }],
  stateMutability: 'pure',
} as const

export const checkTerms = {
  type: 'function',
  name: 'checkTerms',
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
  outputs: [],
  stateMutability: 'view',
} as const

export const courtTermsCount = {
  type: 'function',
  name: 'courtTermsCount',
  inputs: [],
  outputs: [{ type: 'uint96' }],
  stateMutability: 'view',
} as const

export const createCourtTerms = {
  type: 'function',
  name: 'createCourtTerms',
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
  outputs: [{ name: 'subject', type: 'uint96' }],
  stateMutability: 'nonpayable',
} as const

export const getCase = {
  type: 'function',
  name: 'getCase',
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
} as const

export const getCourtTerms = {
  type: 'function',
  name: 'getCourtTerms',
  inputs: [{ name: 'subject', type: 'uint96' }],
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
} as const

export const getDispute = {
  type: 'function',
  name: 'getDispute',
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
} as const

export const getIncident = {
  type: 'function',
  name: 'getIncident',
  inputs: [{ name: 'incidentId', type: 'uint256' }],
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
} as const

export const getReport = {
  type: 'function',
  name: 'getReport',
  inputs: [{ name: 'incidentId', type: 'uint256' }],
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
} as const

export const getVerdict = {
  type: 'function',
  name: 'getVerdict',
  inputs: [
    { name: 'incidentId', type: 'uint256' },
    { name: 'termsId', type: 'uint256' },
    { name: 'vault', type: 'address' },
  ],
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
} as const

export const longestRoute = {
  type: 'function',
  name: 'longestRoute',
  inputs: [{ name: 'subject', type: 'uint96' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const observe = {
  type: 'function',
  name: 'observe',
  inputs: [{ name: 'subject', type: 'uint96' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const onClose = {
  type: 'function',
  name: 'onClose',
  inputs: [
    { name: 'incidentId', type: 'uint256' },
    { name: 'termsId', type: 'uint256' },
    { name: 'paid', type: 'uint256' },
    { name: 'left', type: 'uint256' },
  ],
  outputs: [{ name: 'reward', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const onOpen = {
  type: 'function',
  name: 'onOpen',
  inputs: [
    { name: 'incidentId', type: 'uint256' },
    { name: 'termsId', type: 'uint256' },
    { name: 'opener', type: 'address' },
    { name: 'severity', type: 'uint256' },
    { name: 'need', type: 'uint256' },
  ],
  outputs: [{ name: 'decidedBy', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const outcomeOf = {
  type: 'function',
  name: 'outcomeOf',
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
  outputs: [{ type: 'uint8' }, { name: 'number', type: 'uint256' }, { name: 'decidedAt', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const pledge = {
  type: 'function',
  name: 'pledge',
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
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const postAnswer = {
  type: 'function',
  name: 'postAnswer',
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
  outputs: [{ name: 'number', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const publishLosses = {
  type: 'function',
  name: 'publishLosses',
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
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const raiseCase = {
  type: 'function',
  name: 'raiseCase',
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
  outputs: [{ name: 'reserve', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const reading = {
  type: 'function',
  name: 'reading',
  inputs: [{ name: 'subject', type: 'uint96' }],
  outputs: [{ type: 'uint256' }],
  stateMutability: 'view',
} as const

export const reportIncident = {
  type: 'function',
  name: 'reportIncident',
  inputs: [
    { name: 'subject', type: 'uint96' },
    { name: 'time', type: 'uint40' },
    { name: 'evidence', type: 'bytes32' },
    { name: 'uri', type: 'string' },
  ],
  outputs: [{ name: 'incidentId', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const requiredBond = {
  type: 'function',
  name: 'requiredBond',
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
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'view',
} as const

export const settleBonds = {
  type: 'function',
  name: 'settleBonds',
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
  outputs: [],
  stateMutability: 'nonpayable',
} as const

export const turnOf = {
  type: 'function',
  name: 'turnOf',
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
} as const

export const withdrawBond = {
  type: 'function',
  name: 'withdrawBond',
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
  outputs: [{ name: 'assets', type: 'uint256' }],
  stateMutability: 'nonpayable',
} as const

export const AnswerDisplaced = {
  type: 'event',
  name: 'AnswerDisplaced',
  inputs: [
    { name: 'caseKey', type: 'bytes32', indexed: true },
    { name: 'number', type: 'uint256', indexed: true },
    { name: 'key', type: 'bytes32' },
  ],
} as const

export const AnswerPosted = {
  type: 'event',
  name: 'AnswerPosted',
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
} as const

export const BondPledged = {
  type: 'event',
  name: 'BondPledged',
  inputs: [
    { name: 'caseKey', type: 'bytes32', indexed: true },
    { name: 'key', type: 'bytes32', indexed: true },
    { name: 'account', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
  ],
} as const

export const BondWithdrawn = {
  type: 'event',
  name: 'BondWithdrawn',
  inputs: [
    { name: 'caseKey', type: 'bytes32', indexed: true },
    { name: 'key', type: 'bytes32', indexed: true },
    { name: 'account', type: 'address', indexed: true },
    { name: 'assets', type: 'uint256' },
  ],
} as const

export const BondsSettled = {
  type: 'event',
  name: 'BondsSettled',
  inputs: [
    { name: 'caseKey', type: 'bytes32', indexed: true },
    { name: 'passedOn', type: 'uint256' },
    { name: 'burned', type: 'uint256' },
  ],
} as const

export const CaseRuled = {
  type: 'event',
  name: 'CaseRuled',
  inputs: [
    { name: 'caseKey', type: 'bytes32', indexed: true },
    { name: 'arbiter', type: 'address', indexed: true },
    { name: 'number', type: 'uint256' },
  ],
} as const

export const CourtTermsCreated = {
  type: 'event',
  name: 'CourtTermsCreated',
  inputs: [
    { name: 'subject', type: 'uint96', indexed: true },
    { name: 'meter', type: 'address', indexed: true },
    { name: 'meterId', type: 'uint96' },
  ],
} as const

export const IncidentReported = {
  type: 'event',
  name: 'IncidentReported',
  inputs: [
    { name: 'incidentId', type: 'uint256', indexed: true },
    { name: 'subject', type: 'uint96', indexed: true },
    { name: 'reporter', type: 'address', indexed: true },
    { name: 'time', type: 'uint40' },
    { name: 'evidence', type: 'bytes32' },
    { name: 'uri', type: 'string' },
  ],
} as const

export const OpeningBonded = {
  type: 'event',
  name: 'OpeningBonded',
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
} as const

export const OpeningRewarded = {
  type: 'event',
  name: 'OpeningRewarded',
  inputs: [{ name: 'caseKey', type: 'bytes32', indexed: true }, { name: 'reward', type: 'uint256' }],
} as const
