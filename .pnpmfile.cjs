// `pnpm demo --json` prints one JSON object and nothing else: without this, pnpm would put the name
// of the script above it.
module.exports = {
  hooks: {
    updateConfig(config) {
      if (['demo', '--json'].every((arg) => process.argv.includes(arg))) config.reporter = 'silent'
      return config
    },
  },
}
