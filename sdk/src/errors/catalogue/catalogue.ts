import type { ContractErrorName } from '../arguments.js'
import { arbiterErrors } from './arbiters.js'
import { callErrors } from './calls.js'
import { claimsErrors } from './claims.js'
import { embeddingErrors } from './embedding.js'
import type { Entry } from './entry.js'
import { governanceErrors } from './governance.js'
import { listingErrors } from './listing.js'
import { packageErrors } from './packages.js'
import { poolErrors } from './pool.js'
import { resolutionErrors } from './resolution.js'
import { routerErrors } from './router.js'

/** One entry for each error in the ABIs. Without all of them this does not compile. */
export const catalogue = {
  ...callErrors,
  ...poolErrors,
  ...claimsErrors,
  ...resolutionErrors,
  ...arbiterErrors,
  ...listingErrors,
  ...governanceErrors,
  ...routerErrors,
  ...embeddingErrors,
  ...packageErrors,
} satisfies { [name in ContractErrorName]: Entry<name> }
