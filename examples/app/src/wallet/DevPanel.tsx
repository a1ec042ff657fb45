import { fireMeterSync, observeShareLossSync, openCaseSync, toIncidentId } from '@breakwater/sdk'
import { usePools, useProducts } from '@breakwater/sdk/react'
import { Button, Card, Group, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  createTestClient,
  createWalletClient,
  encodeFunctionData,
  erc4626Abi,
  http,
  parseEther,
  publicActions,
} from 'viem'
import { chain, deployment, devAccounts, devVault } from '../config'
import { useNow } from '../lib/chain'
import { time } from '../lib/format'

const url = chain.rpcUrls.default.http[0]
const DAY = 86_400
const LEAPS = [
  ['An hour passes', 3_600],
  ['A day passes', DAY],
  ['Four days pass', 4 * DAY],
  ['A month passes', 30 * DAY],
] as const

/** What cannot be done on a public chain: letting time pass, and a vault fail. */
export default function DevPanel() {
  const queryClient = useQueryClient()
  const now = useNow()
  const { data: products } = useProducts({})
  const { data: pools } = usePools({})
  const [busy, setBusy] = useState<string>()
  const [said, setSaid] = useState('')
  const test = createTestClient({ mode: 'anvil', chain, transport: http(url) }).extend(publicActions)

  const run = async (name: string, act: () => Promise<string>) => {
    setBusy(name)
    try {
      setSaid(await act())
    } catch (error) {
      setSaid((error as Error).message.split('\n')[0] ?? '')
    }
    setBusy(undefined)
    await queryClient.invalidateQueries()
  }
  const leap = async (seconds: number) => {
    await test.increaseTime({ seconds })
    await test.mine({ blocks: 1 })
    return 'Time has passed.'
  }
  const fail = async () => {
    if (!devVault) return ''
    const { vault, meterId } = devVault
    const read = { address: vault, abi: erc4626Abi } as const
    const asset = await test.readContract({ ...read, functionName: 'asset' })
    const total = await test.readContract({ ...read, functionName: 'totalAssets' })
    await test.setBalance({ address: vault, value: parseEther('1') })
    await test.impersonateAccount({ address: vault })
    const thief = createWalletClient({ account: vault, chain, transport: http(url) })
    const data = encodeFunctionData({
      ...{
        abi: erc4626Abi,
        functionName: 'transfer',
        args: [devAccounts.stranger ?? vault, (total * 4n) / 10n],
      },
    })
    const hash = await thief.sendTransaction({ to: asset, data })
    await test.waitForTransactionReceipt({ hash })
    await test.stopImpersonatingAccount({ address: vault })
    // The meter wants to see the loss last.
    const keeper = createWalletClient({ account: devAccounts.keeper ?? vault, chain, transport: http(url) })
    for (let i = 0; i < 4; i++) {
      await observeShareLossSync(keeper, { meterId: BigInt(meterId), deployment })
      await leap(7_200)
    }
    const { number } = await fireMeterSync(keeper, { meterId: BigInt(meterId), deployment })
    const product = products?.find(({ name }) => name === devVault?.name)
    if (!product?.terms) return 'The meter has fired.'
    const incidentId = toIncidentId(product.terms.subject, number)
    for (const { pool, sells } of pools ?? []) {
      const termsId = sells.find(({ productId }) => productId === product.productId)?.termsId
      if (termsId !== undefined) await openCaseSync(keeper, { pool, termsId, incidentId, deployment })
    }
    return 'Two fifths are gone, the meter has fired, and cases are open. In five days the verdict can be paid.'
  }
  return (
    <Card mt={48} padding="md" component="aside" aria-labelledby="dev">
      <Group justify="space-between" align="baseline" mb="xs">
        <Title order={2} fz="h4" id="dev">
          Development chain
        </Title>
        <Text size="sm" c="dimmed">
          {now > 0 && `It is ${time(now)}`}
        </Text>
      </Group>
      <Group gap="xs">
        {LEAPS.map(([name, seconds]) => (
          <Button
            key={name}
            size="xs"
            variant="default"
            loading={busy === name}
            onClick={() => run(name, () => leap(seconds))}
          >
            {name}
          </Button>
        ))}
        {devVault && (
          <Button
            size="xs"
            variant="default"
            c="var(--app-bad)"
            loading={busy === 'fail'}
            onClick={() => run('fail', fail)}
          >
            {devVault.name} loses 40 %
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" mt="xs" role="status">
        {said || 'These buttons are on a development chain alone. Each account is in the menu at the top.'}
      </Text>
    </Card>
  )
}
