import { foundryProject, PNPM } from '../foundryConsumer.ts'

/** Foundry, with what pnpm installs by itself: only what was asked for is in the top-level node_modules. */
export default {
  name: 'foundry-pnpm',
  run: foundryProject({
    add: PNPM,
    remappings: [
      'solady/=node_modules/.pnpm/node_modules/solady/src/',
      '@openzeppelin/contracts/=node_modules/.pnpm/node_modules/@openzeppelin/contracts/',
    ],
  }),
}
