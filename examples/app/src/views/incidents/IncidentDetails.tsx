import { Anchor, Grid, Stack } from '@mantine/core'
import { Link } from 'wouter'
import { Empty, Failure, Head, Loading } from '../../components/states'
import { useIncident } from '../../lib/incident'
import { Answers } from './Answers'
import { Course } from './Course'
import { NextSteps } from './NextSteps'
import { Rulings } from './Rulings'
import { Sums } from './Sums'

/** One incident: what happened, who says what, who decides, and who can do what now. */
export default function IncidentDetails({ incidentId }: { incidentId: bigint }) {
  const { product, pools, token, asset, cases, dispute, happened, isUnknown } = useIncident(incidentId)
  if (isUnknown)
    return (
      <Empty title="Nothing is known of this incident">
        No product on this chain is about what it names.
      </Empty>
    )
  if (dispute.error) return <Failure error={dispute.error} retry={dispute.refetch} />
  if (!dispute.data || !product || !token || !cases || !pools || !asset) return <Loading />
  const { data } = dispute
  return (
    <>
      <Anchor component={Link} href="/incidents" size="sm" mb="sm" display="inline-block">
        All incidents
      </Anchor>
      <Head title={`${product.name}: an incident`}>{data.courtTerms.title}</Head>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <NextSteps {...{ incidentId, cases, now: data.timestamp, pools }} />
            <Course {...{ dispute: data, happened, token }} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <Answers {...{ dispute: data, token, pools }} />
            <Rulings {...{ dispute: data, token }} />
            <Sums {...{ dispute: data, pools }} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  )
}
