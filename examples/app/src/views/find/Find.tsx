import { useProducts } from '@breakwater/sdk/react'
import { Card, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { getAddress, isAddress } from 'viem'
import { useConnection } from 'wagmi'
import { Empty, Failure, Head, Loading } from '../../components/states'
import { Holdings } from './Holdings'
import { ProductCard } from './ProductCard'

/** Finds what can be covered: by the address of a contract, or by a name. */
export function Find() {
  const [text, setText] = useState('')
  const [typed] = useDebouncedValue(text.trim(), 250)
  const { address } = useConnection()
  const covering = isAddress(typed, { strict: false }) ? getAddress(typed) : undefined
  const { data, error, refetch, isPending } = useProducts({ covering })
  const products = (data ?? [])
    .filter(({ name, terms }) => terms && (covering || name.toLowerCase().includes(typed.toLowerCase())))
    .sort((a, b) => Number(Boolean(a.reason)) - Number(Boolean(b.reason)))
  return (
    <>
      <Head title="Find cover">
        Cover pays when a contract you rely on fails: measured on the chain, or decided by a court where
        anyone may contradict.
      </Head>
      <TextInput
        label="Contract or name"
        description="The address of a vault, a token or a bridge; or a part of a product's name"
        placeholder="0x… or Harbor"
        size="md"
        leftSection={<IconSearch size={18} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        spellCheck={false}
        autoComplete="off"
        mb="xl"
      />
      {!typed && address && <Holdings owner={address} products={data ?? []} />}
      <Group justify="space-between" align="baseline" mb="sm">
        <Title order={2}>{typed ? 'Found' : 'What is covered'}</Title>
        <Text size="sm" c="dimmed" aria-live="polite">
          {isPending ? 'Looking …' : `${products.length} product${products.length === 1 ? '' : 's'}`}
        </Text>
      </Group>
      {isPending ? (
        <Loading rows={3} height={150} />
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : products.length === 0 ? (
        <Empty title={typed ? 'Nobody covers this' : 'Nothing is for sale yet'}>
          {covering
            ? 'No terms on this chain name this contract. Check the address, or look for what it depends on.'
            : 'No product has such a name. Try the address of the contract.'}
        </Empty>
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          {products.map((product) => (
            <ProductCard key={`${product.productId}`} product={product} />
          ))}
        </SimpleGrid>
      )}
      <HowItWorks />
    </>
  )
}

const STEPS = [
  [
    'Choose',
    'An amount and a time. The price comes from the pools and is exact: you pay no more than you agreed to.',
  ],
  [
    'Hold',
    'Your cover is a token. It begins after a waiting period, and shows what is covered and until when.',
  ],
  [
    'Claim',
    'If the contract fails, a case is opened. Once its verdict is payable you claim; nobody has to approve you.',
  ],
] as const

function HowItWorks() {
  return (
    <Stack mt={48} gap="sm">
      <Title order={2}>How it works</Title>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        {STEPS.map(([name, text], i) => (
          <Card key={name} padding="md">
            <Text fw={650} mb={4}>
              {i + 1}. {name}
            </Text>
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          </Card>
        ))}
      </SimpleGrid>
    </Stack>
  )
}
