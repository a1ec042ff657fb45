/**
 * Deployment of the protocol, from the artifacts of `@breakwater/contracts`, which has to be installed, too.
 *
 * @packageDocumentation
 */
export { type DeployBreakwaterParameters, type DeploymentProgress, deployBreakwater } from './deploy.js'
export {
  DeployerMissingError,
  DeploymentFailedError,
  DeploymentFundsError,
  ReleaseMismatchError,
} from './errors.js'
export {
  type DeploymentParameters,
  type DeploymentPlan,
  type DeploymentStep,
  planDeployment,
  predictDeployment,
} from './plan.js'
export { type DeploymentDifference, type VerifiableDeployment, verifyDeployment } from './verify.js'
