import type { CoveredCode } from '@breakwater/sdk'
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { Address, When } from '../../components/values'

/** The code that is covered, and whether other code was shown to run. */
export function CodeChanges({ code, now }: { code: CoveredCode; now: number }) {
  const { pins, states, lapseAt } = code
  return (
    <Card>
      <Title order={2} fz="h4" mb="xs">
        Covered code
      </Title>
      <Stack gap="xs">
        {pins.map(({ target, kind }, i) => {
          const state = states[i]
          return (
            <Group key={target} justify="space-between" gap="sm">
              <Group gap="xs">
                <Address value={target} />
                <Text size="sm" c="dimmed">
                  {kind === 'proxy' ? 'proxy and what it points to' : 'contract'}
                </Text>
              </Group>
              <Badge color={state?.flagged ? 'orange' : 'teal'}>
                {state?.flagged ? 'Unreviewed code runs' : 'As reviewed'}
              </Badge>
            </Group>
          )
        })}
        {lapseAt > 0 && (
          <Text size="sm" c="var(--app-warn)">
            Incidents from <When at={lapseAt} now={now} /> on are not covered
            {lapseAt > now && ', unless the code is reviewed before'}.
          </Text>
        )}
      </Stack>
    </Card>
  )
}
