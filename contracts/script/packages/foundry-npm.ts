import { foundryProject, type Installer } from '../consumer.ts'

const npm: Installer = {
  add: (packages) => ['npm', ['install', '--no-audit', '--no-fund', ...packages]],
  dependencies: 'node_modules',
}

/** Foundry, with what npm installs. */
export default { name: 'foundry-npm', run: foundryProject(npm) }
