import type { Address, Hex } from 'viem'
import type {
  Activity,
  ActivityCheckpoint,
  AssetPermit,
  Attestation,
  BestQuote,
  CreateCoveredVaultParameters,
  CreateShareLossMeterParameters,
  Deployment,
  LossTable,
  OperatorAuthorization,
  Pin,
  PostAnswerParameters,
  PricingInput,
  ProductFile,
  SignedMandate,
} from '../../src/index.js'
import type { PoolSnapshot, PriceInputs } from '../../src/math/index.js'
import type { RiskModel } from '../../src/risk/index.js'
import type { Persona, Testkit } from '../../src/testing/index.js'

/** What examples may leave out, by the names that they use for it. Which of it there is depends on the situation. */
export interface Given {
  // Who acts: a client with every action, and what else it is called.
  client: Persona
  walletClient: Persona
  other: Persona
  anyone: Persona
  auditor: Persona
  manager: Persona
  keeper: Persona
  assessor: Persona
  relayer: Persona
  sponsor: Persona
  account: Address
  kit: Testkit
  deployment: Deployment
  chainId: number

  // What is for sale, and what is bought.
  pool: Address
  pools: Address[]
  otherPool: Address
  asset: Address
  vault: Address
  productId: bigint
  termsId: bigint
  subject: bigint
  amount: bigint
  duration: number
  order: {
    pool: Address
    termsId: bigint
    amount: bigint
    duration: number
    maxPremium: bigint
    deadline: number
  }
  budget: bigint
  maxPremium: bigint
  deadline: number
  now: number
  wording: string
  snapshot: PoolSnapshot
  sale: PriceInputs
  timestamp: number
  quote: BestQuote
  receipt: Awaited<ReturnType<Persona['waitForTransactionReceipt']>>
  coverId: bigint

  // Addresses with a part in it.
  owner: Address
  controller: Address
  operator: Address
  buyer: Address
  receiver: Address
  insured: Address
  newManager: Address
  guardian: Address
  payee: Address
  safe: Address
  to: Address
  spender: Address
  holder: Address

  // Capital and its pools.
  assets: bigint
  shares: bigint
  fromBlock: bigint
  pricing: PricingInput
  next: Address
  index: bigint
  cost: bigint

  // Signatures that somebody submits.
  permit: AssetPermit
  authorization: OperatorAuthorization
  mandate: SignedMandate

  // Contracts that embed cover.
  wrapped: Address
  poolId: bigint
  poolIds: bigint[]
  policy: Omit<CreateCoveredVaultParameters, 'wrapped' | 'termsId' | 'poolIds'>
  distributor: Address
  distributionId: bigint
  publisher: Address
  remainderTo: Address
  maxRate: bigint
  maxAmount: bigint
  lastEnd: number
  end: number
  period: number
  window: number
  tip: bigint

  // Code and its reviews.
  proxy: Address
  pin: Pin
  attestation: Attestation
  signature: Hex
  attestationNonce: Hex
  codeHash: Hex
  report: Uint8Array
  file: ProductFile

  // Meters.
  meter: Address
  meterId: bigint
  config: Omit<CreateShareLossMeterParameters, 'vault'>
  market: Address
  feed: Address
  lastRoundAtPeg: bigint

  // Incidents, cases and their arbiters.
  incidentId: bigint
  incidentIds: bigint[]
  first: bigint
  later: bigint
  incident: { pool: Address; termsId: bigint; incidentId: bigint }
  settlement: bigint
  time: number
  uri: string
  transaction: Hex
  table: LossTable
  severity: bigint
  csv: string
  text: string
  court: Address
  arbiter: Address
  panel: Address
  uma: Address
  salt: Hex
  voter: Address
  assertionId: Hex
  bond: { asset: Address; spender: Address; amount: bigint }
  answer: PostAnswerParameters

  // Risk of a pool.
  poolToSimulate: PoolSnapshot
  riskModel: RiskModel
  incidentsCsv: string
  exposureCsv: string
  dataFolder: string

  // What the reader's program does.
  error: unknown
  offer: (available: bigint) => void
  plot: (amount: bigint, rate: bigint) => void
  lookFor: (hash: Hex | undefined) => void
  retryWith: (premium: bigint) => void
  json: string
  undo: (activity: Activity) => void
  record: (activity: Activity) => void
  save: (json: string) => void
  load: () => ActivityCheckpoint | undefined
  store: (activities: Activity[], checkpoint: ActivityCheckpoint) => void
}
