import type { TransactionReceipt } from 'viem'
import { type ContractErrorName, isContractError } from '../src/index.js'
import type { Testkit } from '../src/testing/index.js'
import type { CourtFindings, Findings, UpgradeFindings, VaultFindings } from './findings.js'
import type { Check, Row } from './report.js'

/** Hears of each step as it is done, and collects what it cost and whether it went as predicted. */
export class Script {
  readonly rows: Row[] = []
  /** By key of the step. */
  readonly gas: Record<string, bigint> = {}
  readonly checks: Check[] = []
  readonly found: Partial<Findings & CourtFindings & UpgradeFindings & VaultFindings> = {}
  /** What is being done now. */
  current = ''

  constructor(
    readonly kit: Testkit,
    private readonly onProgress: (line: string) => void,
  ) {}

  /** Does one step. What it returns is what it cost: receipts or plain gas. */
  async step(
    key: string,
    who: string,
    what: string,
    action: () => Promise<{ amount?: string; cost?: readonly TransactionReceipt[] | bigint }>,
  ): Promise<void> {
    this.current = `${who} ${what}`
    const { amount = '', cost = 0n } = await action()
    const gas = typeof cost === 'bigint' ? cost : cost.reduce((sum, { gasUsed }) => sum + gasUsed, 0n)
    if (gas) this.gas[key] = gas
    this.rows.push({ who, what, amount, gas })
    this.onProgress(amount ? `${this.current} (${amount})` : this.current)
  }

  /** Holds what the chain says against what it should say. */
  check(name: string, actual: bigint | number | string, predicted: bigint | number | string): void {
    this.checks.push({ name, actual: String(actual), predicted: String(predicted), ok: actual === predicted })
  }

  /** The refusal of an action that must be refused. */
  async refused(name: ContractErrorName, action: () => Promise<unknown>): Promise<string> {
    const outcome = await action().then(
      () => 'accepted',
      (error: unknown) => {
        if (isContractError(error)) return error.name
        throw error
      },
    )
    this.check(`${this.current}: refusal`, outcome, name)
    return outcome
  }

  async timeOf({ blockNumber }: TransactionReceipt): Promise<number> {
    const { timestamp } = await this.kit.client.getBlock({ blockNumber })
    return Number(timestamp)
  }

  now(): Promise<number> {
    return this.kit.now()
  }

  /** Lets time pass: the next block is of that second. */
  travelTo(timestamp: number): Promise<void> {
    return this.kit.warpTo(timestamp)
  }
}
