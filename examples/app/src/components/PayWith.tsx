import type { PaymentPath } from '@breakwater/sdk/query'
import { Radio, Stack, Text } from '@mantine/core'

const PATHS: Record<PaymentPath, { name: string; says: string }> = {
  allowance: { name: 'The allowance that is there', says: 'One transaction; nothing to sign before.' },
  batch: { name: 'One batch', says: 'Your wallet makes allowance and purchase one transaction.' },
  eip2612: { name: 'A signature', says: 'A signature for the exact amount, then one transaction.' },
  permit2: {
    name: 'A signature for Permit2',
    says: 'You have allowed Permit2 before: a signature, then one transaction.',
  },
  approval: {
    name: 'An approval',
    says: 'Two transactions: an allowance of the exact amount, then the purchase.',
  },
}

/** How money gets to the pool: what the wallet and the token can do. */
export function PayWith({
  paths,
  path,
  choose,
}: {
  paths: readonly PaymentPath[]
  path: PaymentPath | undefined
  choose: (path: PaymentPath) => void
}) {
  return (
    <Radio.Group
      label="Pay with"
      value={path ?? ''}
      onChange={(value) => choose(value as PaymentPath)}
      description={path && PATHS[path].says}
    >
      <Stack gap={6} mt="xs">
        {paths.map((one) => (
          <Radio key={one} value={one} label={<Text size="sm">{PATHS[one].name}</Text>} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
