import {
  ActionIcon,
  Anchor,
  AppShell,
  Container,
  Group,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { IconCoins, IconMoon, IconSearch, IconShieldCheck, IconSun, IconUrgent } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { isAddress } from 'viem'
import { Link, Route, Switch, useLocation } from 'wouter'
import { Boundary } from './components/Boundary'
import { Head, Loading } from './components/states'
import { isDevChain } from './config'
import { Find } from './views/find/Find'
import { WalletButton } from './wallet/WalletButton'
import { WrongChain } from './wallet/WrongChain'

// Each view comes when it is opened: who buys cover loads nothing of underwriting.
const Cover = lazy(() => import('./views/cover/Cover'))
const Covers = lazy(() => import('./views/covers/Covers'))
const CoverDetails = lazy(() => import('./views/covers/CoverDetails'))
const Pools = lazy(() => import('./views/pools/Pools'))
const PoolDetails = lazy(() => import('./views/pools/PoolDetails'))
const Incidents = lazy(() => import('./views/incidents/Incidents'))
const IncidentDetails = lazy(() => import('./views/incidents/IncidentDetails'))
const DevPanel = lazy(() => import('./wallet/DevPanel'))

const VIEWS = [
  { path: '/', name: 'Find cover', icon: IconSearch, also: '/cover' },
  { path: '/covers', name: 'My covers', icon: IconShieldCheck, also: '/covers' },
  { path: '/pools', name: 'Underwrite', icon: IconCoins, also: '/pools' },
  { path: '/incidents', name: 'Incidents', icon: IconUrgent, also: '/incidents' },
] as const

function Links() {
  const [location] = useLocation()
  return VIEWS.map(({ path, name, icon: Icon, also }) => {
    const isHere = location === path || location.split('/')[1] === also.slice(1)
    return (
      <Link key={path} href={path} className="nav-link" aria-current={isHere ? 'page' : undefined}>
        <Icon size={18} stroke={1.8} aria-hidden />
        {name}
      </Link>
    )
  })
}

function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const other = scheme === 'light' ? 'dark' : 'light'
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={`Use ${other} colours`}
      onClick={() => setColorScheme(other)}
    >
      {scheme === 'light' ? <IconMoon size={18} /> : <IconSun size={18} />}
    </ActionIcon>
  )
}

/** A new view begins at its head, and says its name. */
function useViewChange(): string {
  const [location] = useLocation()
  useEffect(() => {
    const view = VIEWS.findLast(({ path, also }) => location === path || location.startsWith(also))
    document.title = `${view?.name ?? 'Cover'} · Breakwater`
    window.scrollTo(0, 0)
  }, [location])
  return location
}

/** The view of a number in the address, if it is one. */
function byNumber(text: string, view: (id: bigint) => ReactNode): ReactNode {
  return /^\d{1,78}$/.test(text) ? view(BigInt(text)) : <Missing />
}

function Missing() {
  return (
    <Head title="There is no such page">
      The address may have been cut off.{' '}
      <Anchor component={Link} href="/" underline="always">
        Find cover
      </Anchor>{' '}
      instead.
    </Head>
  )
}

export function App() {
  const location = useViewChange()
  return (
    <AppShell header={{ height: 60 }} padding="md">
      <button type="button" className="skip" onClick={skipToMain}>
        Skip to the content
      </button>
      <AppShell.Header className="shell-header">
        <Container size="lg" h="100%" px={{ base: 'md', lg: 0 }}>
          <Group h="100%" justify="space-between" wrap="nowrap" gap="sm">
            <Link href="/" className="row-link" aria-label="Breakwater, to the beginning">
              <Group gap={8} wrap="nowrap">
                <img src="/mark.svg" width={28} height={28} alt="" />
                <Text fw={680} fz="lg" visibleFrom="xs">
                  Breakwater
                </Text>
              </Group>
            </Link>
            <Group component="nav" aria-label="Views" gap={4} visibleFrom="sm" wrap="nowrap">
              <Links />
            </Group>
            <Group gap="xs" wrap="nowrap">
              <SchemeButton />
              <WalletButton />
            </Group>
          </Group>
        </Container>
      </AppShell.Header>
      <AppShell.Main id="main" tabIndex={-1}>
        <Container size="lg" px={0} py="sm">
          <WrongChain />
          <Boundary key={location}>
            <Suspense fallback={<Loading />}>
              <Switch>
                <Route path="/" component={Find} />
                <Route path="/cover/:termsId">
                  {({ termsId }) => byNumber(termsId, (id) => <Cover termsId={id} />)}
                </Route>
                <Route path="/covers" component={Covers} />
                <Route path="/covers/:coverId">
                  {({ coverId }) => byNumber(coverId, (id) => <CoverDetails coverId={id} />)}
                </Route>
                <Route path="/pools" component={Pools} />
                <Route path="/pools/:pool">
                  {({ pool }) =>
                    isAddress(pool, { strict: false }) ? <PoolDetails pool={pool} /> : <Missing />
                  }
                </Route>
                <Route path="/incidents" component={Incidents} />
                <Route path="/incidents/:incidentId">
                  {({ incidentId }) => byNumber(incidentId, (id) => <IncidentDetails incidentId={id} />)}
                </Route>
                <Route component={Missing} />
              </Switch>
            </Suspense>
          </Boundary>
          <Suspense>{isDevChain && <DevPanel />}</Suspense>
        </Container>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm" className="shell-nav nav-bottom" p={6}>
        <Group component="nav" aria-label="Views" gap={2} wrap="nowrap">
          <Links />
        </Group>
      </AppShell.Footer>
    </AppShell>
  )
}

/** A button, because hash links are the router's. */
function skipToMain() {
  document.getElementById('main')?.focus()
}
