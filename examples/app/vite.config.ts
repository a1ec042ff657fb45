import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** A chunk of its own for what a wallet needs, so that its size can be told apart from the page's. */
const isWallet = (id: string) =>
  /node_modules\/(\.pnpm\/)?(viem|ox|abitype|wagmi|@wagmi|@noble|@scure|mipd)[@/+]/.test(id)
const isReact = (id: string) => /node_modules\/(\.pnpm\/)?(react|react-dom|scheduler)@/.test(id)

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'wallet', test: isWallet },
            { name: 'react', test: isReact },
          ],
        },
      },
    },
  },
})
