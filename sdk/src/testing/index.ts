/**
 * A local chain with the protocol on it, people who use it, and situations that tests begin with. Needs Node.js and anvil.
 *
 * @packageDocumentation
 */
export type { ChainClient } from './chain.js'
export { TestkitError, type TestkitProblem } from './errors.js'
export { type Mock, readMock } from './files.js'
export { createTestkit, type Testkit, type TestkitOptions } from './kit.js'
export type { Persona, PersonaName, Personas } from './personas.js'
export { checkRevert, type RevertCheck } from './reverts.js'
export type { DecidedCase, FiredLoss, OpenCase, ShortPool, ShortProduct } from './scenarios/claims.js'
export type { FlaggedCode } from './scenarios/code.js'
export type { AtPanel, DisputedCase, PanelCase, PanelProduct, UmaCase } from './scenarios/court.js'
export type { Bought, CoverOptions, VaultCover } from './scenarios/cover.js'
export type { Scenarios } from './scenarios/index.js'
export type {
  ProductForSale,
  ProductOptions,
  ReportedProduct,
  ReportedProductOptions,
  VaultProduct,
} from './scenarios/product.js'
export type { Stage } from './stage.js'
