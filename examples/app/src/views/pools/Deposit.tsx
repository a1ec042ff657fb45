import type { Pool } from '@breakwater/sdk'
import type { PaymentPath } from '@breakwater/sdk/query'
import { useDeposit, usePayments } from '@breakwater/sdk/react'
import { Button, NumberInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { type Address, parseUnits } from 'viem'
import { PayWith } from '../../components/PayWith'
import { Stages } from '../../components/Stages'
import { Money } from '../../components/values'
import type { Token } from '../../lib/chain'

/** Puts capital into the pool. */
export function Deposit({ address, pool, token }: { address: Address; pool: Pool; token: Token }) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<PaymentPath>()
  const assets = /^\d{1,15}(\.\d*)?$/.test(text) ? parseUnits(text, token.decimals) : 0n
  const { data: payments } = usePayments({ pool: address, amount: assets > 0n ? assets : undefined })
  const deposit = useDeposit({})
  const { paths = [], balance } = payments ?? {}
  const path = chosen && paths.includes(chosen) ? chosen : paths[0]
  const isPoor = balance !== undefined && balance < assets
  const isTooMuch = assets > pool.maxDeposit
  const send = () => deposit.mutate({ pool: address, assets, path })
  return (
    <Stack gap="sm">
      <NumberInput
        label="Amount to deposit"
        value={text}
        onChange={(value) => setText(String(value))}
        thousandSeparator=","
        allowNegative={false}
        decimalScale={token.decimals}
        hideControls
        rightSection={
          <Text size="sm" c="dimmed">
            {token.symbol}
          </Text>
        }
        rightSectionWidth={64}
        rightSectionPointerEvents="none"
        error={
          isPoor ? 'You hold less than this.' : isTooMuch ? 'The pool takes less than this now.' : undefined
        }
      />
      {balance !== undefined && (
        <Text size="sm" c="dimmed">
          You hold <Money value={balance} asset={pool.asset} />.
        </Text>
      )}
      {paths.length > 1 && <PayWith paths={paths} path={path} choose={setChosen} />}
      <Button onClick={send} loading={deposit.isPending} disabled={assets === 0n || isPoor || isTooMuch}>
        Deposit
      </Button>
      <Stages write={deposit} again={send} done={<Text size="sm">Your capital works from now on.</Text>} />
    </Stack>
  )
}
