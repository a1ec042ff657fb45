import type { Activity } from '@breakwater/sdk'
import { useActivity, useProducts } from '@breakwater/sdk/react'
import { Badge, Card, Group, Stack, Text } from '@mantine/core'
import { Link } from 'wouter'
import { Empty, Failure, Head, Loading } from '../../components/states'
import { When } from '../../components/values'
import { useNow } from '../../lib/chain'

const EVENTS = [
  'IncidentReported',
  'Fired',
  'CaseOpened',
  'AnswerPosted',
  'CaseRaised',
  'VerdictApplied',
] as const

/** Stage of an incident after its last event. */
const STAGES: Record<string, { name: string; colour: string }> = {
  IncidentReported: { name: 'Reported', colour: 'yellow' },
  CaseOpened: { name: 'Case open', colour: 'orange' },
  CaseRaised: { name: 'Case open', colour: 'orange' },
  AnswerPosted: { name: 'Disputed', colour: 'orange' },
  VerdictApplied: { name: 'Decided', colour: 'teal' },
}

/** All incidents, newest first. */
export default function Incidents() {
  const now = useNow()
  const { data: products = [] } = useProducts({})
  const { data, error, refetch } = useActivity({ eventNames: EVENTS, query: { refetchInterval: 10_000 } })
  const incidents = byIncident(data?.activities ?? [])
  const nameOf = (incidentId: bigint) =>
    products.find(({ terms }) => terms?.subject === incidentId >> 32n)?.name ?? `Subject ${incidentId >> 32n}`
  return (
    <>
      <Head title="Incidents">What failed or is said to have failed, and how far it is from a payout.</Head>
      {error ? (
        <Failure error={error} retry={refetch} />
      ) : !data ? (
        <Loading />
      ) : incidents.length === 0 ? (
        <Empty title="Nothing has happened">
          No meter has fired and nobody has reported anything. When that changes, it is here.
        </Empty>
      ) : (
        <Stack>
          {incidents.map(({ incidentId, first, last }) => {
            const stage = STAGES[last.eventName]
            return (
              <Link key={`${incidentId}`} href={`/incidents/${incidentId}`} className="row-link">
                <Card>
                  <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
                    <div>
                      <Text fw={650} fz="lg">
                        {nameOf(incidentId)}
                      </Text>
                      <Text size="sm" c="dimmed">
                        {first.eventName === 'IncidentReported' ? 'Reported' : 'Measured by a meter'}{' '}
                        {first.timestamp !== undefined && <When at={first.timestamp} now={now} />}
                      </Text>
                    </div>
                    {stage && <Badge color={stage.colour}>{stage.name}</Badge>}
                  </Group>
                </Card>
              </Link>
            )
          })}
        </Stack>
      )}
    </>
  )
}

function byIncident(activities: readonly Activity[]) {
  const found = new Map<bigint, { incidentId: bigint; first: Activity; last: Activity }>()
  for (const activity of activities) {
    const { incidentId } = activity.about
    if (incidentId === undefined || activity.removed) continue
    const known = found.get(incidentId)
    if (known) known.last = activity
    else found.set(incidentId, { incidentId, first: activity, last: activity })
  }
  return [...found.values()].reverse()
}
