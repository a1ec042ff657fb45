import { foundryProject, NPM } from '../foundryConsumer.ts'

/** Foundry, with what npm installs. */
export default {
  name: 'foundry-npm',
  run: foundryProject({ add: NPM, remappings: ['solady/=node_modules/solady/src/'] }),
}
