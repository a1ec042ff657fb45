import { Alert, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { explain } from '../lib/errors'

/** What stands where nothing is, and what to do about it. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <Card>
      <Stack align="center" gap="xs" py="xl" ta="center">
        <svg width="72" height="36" viewBox="0 0 72 36" aria-hidden="true" fill="none" stroke="currentColor">
          <path d="M4 18c8 0 8-6 16-6s8 6 16 6 8-6 16-6 8 6 16 6" strokeWidth="2" opacity=".5" />
          <path d="M4 28c8 0 8-6 16-6s8 6 16 6 8-6 16-6 8 6 16 6" strokeWidth="2" opacity=".25" />
        </svg>
        <Title order={2} fz="h3">
          {title}
        </Title>
        <Text c="dimmed" size="sm" maw={440}>
          {children}
        </Text>
        {action}
      </Stack>
    </Card>
  )
}

/** What went wrong, in words, and a way to try again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { title, message, hint } = explain(error)
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={20} />} title={title} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{message}</Text>
        {hint && (
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        )}
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  )
}

/** Boxes in the places of what is being read. */
export function Loading({ rows = 3, height = 96 }: { rows?: number; height?: number }) {
  return (
    <Stack gap="md" aria-busy="true" aria-label="Reading from the chain" role="status">
      {Array.from({ length: rows }, (_, i) => `row ${i}`).map((key) => (
        <Skeleton key={key} height={height} radius="lg" />
      ))}
    </Stack>
  )
}

/** The head of a view. */
export function Head({ title, children, aside }: { title: string; children?: ReactNode; aside?: ReactNode }) {
  return (
    <Group justify="space-between" align="flex-end" mb="lg" gap="md">
      <div>
        <Title order={1}>{title}</Title>
        {children && (
          <Text c="dimmed" mt={4} maw={680}>
            {children}
          </Text>
        )}
      </div>
      {aside}
    </Group>
  )
}
