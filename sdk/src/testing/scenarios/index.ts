import type { Stage } from '../stage.js'
import { deniedCase, meteredLoss, openCase, payableCase, shortPool } from './claims.js'
import { flaggedCode, lapsedTerms } from './code.js'
import { caseAtPanel, caseAtUma, disputedCase, panelProduct } from './court.js'
import { activeCover, expiredCover, nearCapacity, waitingCover } from './cover.js'
import { coveredVault } from './coveredVault.js'
import { productForSale, reportedProduct } from './product.js'

const all = {
  ...{ productForSale, reportedProduct },
  ...{ activeCover, waitingCover, expiredCover, nearCapacity },
  ...{ meteredLoss, openCase, payableCase, deniedCase, shortPool },
  ...{ panelProduct, disputedCase, caseAtPanel, caseAtUma },
  ...{ flaggedCode, lapsedTerms },
  ...{ coveredVault },
}

type All = typeof all

/** Every scenario, on the chain of a kit. Each makes a pool and a product of its own, so that several can be called. */
export type Scenarios = {
  readonly [name in keyof All]: All[name] extends (stage: Stage, ...rest: infer rest) => infer result
    ? (...rest: rest) => result
    : never
}

/** Binds every scenario to a stage. */
export function bindScenarios(stage: Stage): Scenarios {
  const bound = Object.entries(all).map(([name, scenario]) => [
    name,
    (options: never) => (scenario as (stage: Stage, options: never) => unknown)(stage, options),
  ])
  return Object.fromEntries(bound)
}
