import { foundryProject, PNPM } from '../foundryConsumer.ts'

/** Foundry, with pnpm told to install as npm does. */
export default {
  name: 'foundry-pnpm-hoisted',
  run: foundryProject({
    add: PNPM,
    remappings: ['solady/=node_modules/solady/src/'],
    settings: { '.npmrc': 'node-linker=hoisted\n' },
  }),
}
