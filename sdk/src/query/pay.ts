import type { Address, Hash, Log } from 'viem'
import { missingApprovals, sendTogether } from '../actions/batches/sendTogether.js'
import { simulateTogether } from '../actions/batches/simulation.js'
import type { BatchCall } from '../actions/batches/types.js'
import { approveAssetSync } from '../actions/pool/capital.js'
import { signAssetPermit } from '../actions/pool/permits.js'
import { isOurs } from '../errors/base.js'
import { InvalidParameterError } from '../errors/errors.js'
import { unsent } from '../internal/outcomes.js'
import type { AssetPermit } from '../internal/permit.js'
import { addressOf, signerOf } from '../internal/signing.js'
import type { AnyClient, Sent } from '../internal/writeTypes.js'
import { type Payee, readPayments } from './payments.js'
import type { OnStage, PaymentPath } from './stages.js'

/** A call that takes money, in the forms that the ways to pay need. */
export interface PaidCall<result> {
  call: () => BatchCall
  /** Sends it alone, and waits. */
  send: (extra: { permit?: AssetPermit; onSent: (sent: Sent) => void }) => Promise<Done & result>
  /** Its events among those of a batch. */
  read: (logs: readonly Log[]) => result
}

interface Done {
  outcome: 'done' | 'repriced'
  hash: Hash
}

/** Who is paid, the most that is taken, and until when. */
export type Payment = Payee & {
  amount: bigint
  deadline: number
  /** The way to pay. The one with the fewest questions by default. */
  path?: PaymentPath | undefined
}

/** What has come of a paid call. */
export type Paid<result> = Done & { path: PaymentPath } & result

/** Pays for a call and sends it. */
export async function pay<result>(
  client: AnyClient,
  { amount, deadline, path: wanted, ...payee }: Payment,
  { call, send, read }: PaidCall<result>,
  onStage: OnStage,
): Promise<Paid<result>> {
  const account = signerOf(client.account)
  const { asset, path, isReset } = await unsent(async () => {
    const { asset, paths } = await readPayments(client, { ...payee, amount, account, wallet: client })
    const path = wanted ?? paths[0] ?? 'approval'
    if (!paths.includes(path)) throw notPossible(path, paths)
    const approving = await missingApprovals(client, account, [{ ...approvalOf(payee, asset), amount }])
    // The approval stands in for a permit that is not signed yet: nobody is asked for what would be refused.
    if (path !== 'allowance' && path !== 'batch')
      await simulateTogether(client, addressOf(account), [...approving, call()])
    return { asset, path, isReset: approving.length > 1 }
  })
  const approval = { ...approvalOf(payee, asset), amount }
  const onSent = ({ hash, callsId }: Sent) => onStage({ name: 'pending', hash, callsId })
  const alone = async (path: PaymentPath, permit?: AssetPermit) => {
    onStage({ name: 'confirming', isBatch: false })
    return { path, ...(await send({ ...(permit && { permit }), onSent })) }
  }
  if (path === 'allowance') return alone(path)
  if (path === 'batch') {
    onStage({ name: 'confirming', isBatch: true })
    const { outcome, hashes, logs } = await sendTogether(client, {
      approvals: [approval],
      calls: [call()],
      onSent,
    })
    return { path, outcome, hash: hashes.at(-1) as Hash, ...read(logs) }
  }
  if (path !== 'approval' && payee.pool) {
    onStage({ name: 'signing', kind: path })
    const signing = signAssetPermit(client, { asset, pool: payee.pool, amount, deadline, kind: path })
    // A wallet or an account that turns out not to sign this can still approve, unless just this was asked for.
    const permit = await unsent(() => signing).catch((error) => {
      if (wanted === undefined && cannotSign(error)) return undefined
      throw error
    })
    if (permit) return alone(path, permit)
  }
  const earlier: Hash[] = []
  try {
    for (const step of isReset ? [0n, amount] : [amount]) {
      onStage({ name: 'approving' })
      const approved = await approveAssetSync(client, {
        ...{ ...approval, amount: step, account },
        onSent: ({ hash }) => hash && onStage({ name: 'approvalPending', hash }),
      })
      earlier.push(approved.hash)
    }
    return await alone('approval')
  } catch (error) {
    throw earlier.length ? Object.assign(error as Error, { earlier }) : error
  }
}

const approvalOf = ({ pool, spender }: Payee, asset: Address) =>
  pool ? { asset, pool } : { asset, spender: spender as Address }

function notPossible(path: PaymentPath, paths: readonly PaymentPath[]): InvalidParameterError {
  const hint = `Choose one of these, or none: ${paths.join(', ')}.`
  return new InvalidParameterError('path', path, 'is not possible with this wallet and asset', hint)
}

/** Whether an account signs nothing of this kind, rather than that its user does not want to. */
const cannotSign = (error: unknown): boolean =>
  isOurs(error) &&
  (error.name === 'SignatureRefusedError' ||
    (error.name === 'NodeError' && (error as { reason?: unknown }).reason === 'unsupported'))
