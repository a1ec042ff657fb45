import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { reviewCode } from '../../src/testing/scenarios/product.js'
import { chain, deploy, deployment, kit, people, scene, TERMS, useScene } from '../fixture.js'

const { keeper, lister } = people

useScene()

test('a proof of where a proxy points is taken at once, also by what only simulates', async () => {
  const { asset, subject, productId, vault } = scene
  const { address: proxy } = await deploy(keeper, 'ChangingProxy', [vault])
  const { pins } = await reviewCode(kit, [proxy])
  const { termsId } = await lister.breakwater.publishTermsSync({
    ...{ ...TERMS, productId, asset, subject, resolver: deployment.court, pins },
  })
  const abi = parseAbi(['function upgrade(address to)'])
  const hash = await keeper.writeContract({ address: proxy, abi, functionName: 'upgrade', args: [asset] })
  await keeper.waitForTransactionReceipt({ hash })
  // The proof is of the block before the latest: that one must be of after the upgrade.
  await chain.mine({ blocks: 1 })
  const proof = await keeper.breakwater.getStorageProof({ proxy })
  const { code } = await keeper.breakwater.flagCodeChangeSync({ termsId, pin: 0, proof })
  expect(code.implementation).toBe(asset)
})
