import * as ProductRegistry from '../../generated/abi/ProductRegistry.js'
import { askAll, callData, resultOf } from '../../internal/lens.js'
import { deploymentOf, type ReadClient, type ReadOptions } from '../../internal/read.js'
import type { Cover } from '../cover/types.js'
import type { CoveredCode } from '../listing/code.js'
import type { Terms } from '../listing/types.js'

const productRegistryAbi = [
  ProductRegistry.lapseAt,
  ProductRegistry.pinStates,
  ProductRegistry.getTerms,
] as const

/** Terms on which covers were sold, and the state of their code. */
export interface TermsInUse {
  terms: Terms
  code: Pick<CoveredCode, 'lapseAt' | 'states'>
}

const READS = ['getTerms', 'lapseAt', 'pinStates'] as const

/** The terms of covers, by their number; in one request unless they are very many. */
export async function termsInUse(
  client: ReadClient,
  covers: readonly Cover[],
  options: ReadOptions,
): Promise<Map<bigint, TermsInUse>> {
  const { registry } = deploymentOf(client, options)
  const termsIds = [...new Set(covers.map(({ termsId }) => termsId))]
  if (termsIds.length === 0) return new Map()
  const calls = termsIds.flatMap((id) =>
    READS.map((name) => ({ target: registry, data: callData(productRegistryAbi, name, [id]) })),
  )
  const replies = await askAll(client, calls, options)
  return new Map(
    termsIds.map((termsId, i) => {
      const [terms, lapseAt, states] = replies.slice(READS.length * i)
      const code = {
        lapseAt: Number(resultOf(productRegistryAbi, 'lapseAt', lapseAt)),
        states: resultOf(productRegistryAbi, 'pinStates', states).map((state) => ({
          ...state,
          asOf: Number(state.asOf),
        })),
      }
      return [termsId, { terms: resultOf(productRegistryAbi, 'getTerms', terms) as Terms, code }]
    }),
  )
}
