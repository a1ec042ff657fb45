import { ActionIcon, Anchor, CopyButton, Group, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { explorerUrl } from '../config'
import { useToken } from '../lib/chain'
import { amount, date, distance, iso, short, time } from '../lib/format'
import { devName } from '../lib/tell'

/** An amount of a token, with its name. */
export function Money({
  value,
  asset,
  digits,
}: {
  value: bigint
  asset: `0x${string}` | undefined
  digits?: number
}) {
  const token = useToken(asset)
  if (!token) return <span>…</span>
  return (
    <span className="num">
      {amount(value, token.decimals, digits)}{' '}
      <Text span inherit c="dimmed">
        {token.symbol}
      </Text>
    </span>
  )
}

/** A time, and how far it is away. */
export function When({ at, now, exact }: { at: number; now?: number; exact?: boolean }) {
  return (
    <time dateTime={iso(at)} title={time(at)}>
      {exact ? time(at) : date(at)}
      {now !== undefined && now > 0 && (
        <Text span inherit c="dimmed">
          {' '}
          · {distance(at, now)}
        </Text>
      )}
    </time>
  )
}

/** An address that can be copied, and looked up where there is an explorer. */
export function Address({ value, label }: { value: string; label?: string }) {
  const name = label ?? devName(value)
  const text = name ?? short(value)
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex">
      {explorerUrl ? (
        <Anchor href={`${explorerUrl}/address/${value}`} target="_blank" rel="noreferrer" size="sm">
          {text}
        </Anchor>
      ) : (
        <Tooltip label={value} multiline>
          <Text span size="sm" ff={name ? undefined : 'monospace'} tt={name ? 'capitalize' : undefined}>
            {text}
          </Text>
        </Tooltip>
      )}
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={copy}
            aria-label={copied ? 'Copied' : `Copy ${value}`}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  )
}

/** Names and their values, in a list that screen readers know as one. */
export function Facts({
  items,
  prose,
}: {
  items: readonly (readonly [string, ReactNode] | undefined | false)[]
  prose?: boolean
}) {
  return (
    <dl className={prose ? 'facts prose' : 'facts'}>
      {items.map(
        (item) =>
          item && (
            <div key={item[0]}>
              <dt>{item[0]}</dt>
              <dd>{item[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
