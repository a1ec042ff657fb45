import { useOffers, useProducts, useQuote, useQuoteDetails, useTerms } from '@breakwater/sdk/react'
import { Anchor, Badge, Card, Grid, Group, Stack, Title } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { type Address as Hex, isAddressEqual, parseUnits } from 'viem'
import { Link } from 'wouter'
import { Failure, Head, Loading } from '../../components/states'
import { Address } from '../../components/values'
import { useToken } from '../../lib/chain'
import { useCode } from '../../lib/reads'
import { BuyPanel } from './BuyPanel'
import { Deal } from './Deal'
import { Offers } from './Offers'
import { OrderForm } from './OrderForm'
import { PricePlots } from './PricePlots'
import { QuoteSummary } from './QuoteSummary'

/** One product: what it costs, what it pays, and the purchase. */
export default function Cover({ termsId }: { termsId: bigint }) {
  const [text, setText] = useState('10000')
  const [days, setDays] = useState(90)
  const [chosen, setChosen] = useState<Hex>()
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false })
  const { data: terms, error, refetch } = useTerms({ termsId })
  const { data: products } = useProducts({})
  const { data: code } = useCode(termsId)
  const token = useToken(terms?.asset)
  const product = products?.find(({ productId }) => productId === terms?.productId)

  const amount = toAmount(text, token?.decimals)
  const duration = days * 86_400
  // What asks the chain waits until nobody types, and for an amount.
  const [settled] = useDebouncedValue({ amount: amount || undefined, duration }, 300)
  const offers = useOffers({ termsId, asset: terms?.asset, ...settled })
  const [best] = offers.data ?? []
  const offer = offers.data?.find(({ pool }) => chosen && isAddressEqual(pool, chosen)) ?? best
  const pool = offer?.pool

  const quoting = useQuote({ pool, termsId, amount, duration })
  const details = useQuoteDetails({ pool, termsId, ...settled })

  if (error) return <Failure error={error} retry={refetch} />
  if (!terms || !token || !product) return <Loading />
  const { asset } = terms
  const form = <OrderForm {...{ text, setText, days, setDays, symbol: token.symbol }} />
  const price = <QuoteSummary {...{ quoting, asset, days }} />
  const choice = <Offers {...{ offers, chosen: pool, choose: setChosen, asset }} />
  const purchase = <BuyPanel {...{ pool, termsId, amount, duration, quoting, asset }} />
  const plots = pool && quoting.snapshot && (
    <PricePlots {...{ snapshot: quoting.snapshot, termsId, amount, duration, token }} />
  )
  return (
    <>
      <Anchor component={Link} href="/" size="sm" mb="sm" display="inline-block">
        All products
      </Anchor>
      <Head
        title={product.name}
        aside={
          <Group gap="xs">
            {product.reason && <Badge color="orange">Not for sale: {product.reason}</Badge>}
            {code?.pins.map(({ target, kind }) => (
              <Group key={target} gap={4}>
                <Badge color="gray">{kind === 'proxy' ? 'proxy' : 'contract'}</Badge>
                <Address value={target} />
              </Group>
            ))}
          </Group>
        }
      />
      {isWide ? (
        <Grid gap="lg">
          <Grid.Col span={7}>
            <Stack gap="lg">
              {form}
              {choice}
              {plots}
            </Stack>
          </Grid.Col>
          <Grid.Col span={5}>
            <Stack gap="lg" pos="sticky" top={76}>
              {price}
              {purchase}
            </Stack>
          </Grid.Col>
        </Grid>
      ) : (
        <Stack gap="lg">
          {form}
          {price}
          {choice}
          {purchase}
          {plots}
        </Stack>
      )}
      <Card mt="lg">
        <Title order={2} mb="sm">
          The deal in plain words
        </Title>
        <Deal {...{ product, terms, code, details: details.data, quote: quoting.quote }} />
      </Card>
    </>
  )
}

/** What was typed, in asset units; 0 while it is no amount. */
function toAmount(text: string, decimals = 0): bigint {
  return /^\d{1,15}(\.\d*)?$/.test(text) ? parseUnits(text, decimals) : 0n
}
