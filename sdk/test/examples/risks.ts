import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { getPoolSnapshot } from '../../src/index.js'
import { defaultModel, hypotheticalPool } from '../../src/risk/index.js'
import { usdc } from '../fixture.js'
import { of, productForSale, type Situation, situation } from './situation.js'

const INCIDENT_HEAD =
  'date,protocol,chain,loss_usd,technique,source,cause,coverable,recovered_usd,sector,is_bridge,tier,listed_in_defillama'
const incidentsCsv = `${INCIDENT_HEAD}
2022-02-03,A,Ethereum,1000000,Reentrancy,defihacklabs,reentrancy,1,0,Lending,0,A,1
2022-06-04,B,Ethereum,2500000,Price manipulation,defihacklabs,oracle_or_price_manipulation,1,0,DEX,0,A,1
2022-09-05,C,Base,800000,Logic,defihacklabs,logic_bug,1,0,Yield,0,B,0
`
const exposureCsv =
  'month,adapters_alive,adapters_ever_added,exposure_estimate\n2022-01-01,900,950,910\n2022-02-01,940,990,950\n'
const FILES = {
  'defi_exploits.csv': incidentsCsv,
  'protocol_exposure_monthly.csv': exposureCsv,
  'defi_tvl_monthly.csv':
    'month,lending_usd,dex_usd,bridge_usd,derivatives_usd,yield_usd,rwa_usd,algo_stables_usd,defi_usd\n2022-01,5,4,3,2,1,0,0,15\n',
  'curated_cohort_events.csv':
    'date,protocol,chain,loss_usd,recovered_usd,cause\n2023-03-13,Euler V1,Ethereum,197000000,197000000,logic_bug\n',
}

/** A pool that sells, and what its risk is computed from. */
export const risks: Situation[] = [
  situation(
    productForSale,
    async (kit, { pool, termsId }) => {
      const dataFolder = resolve('data')
      mkdirSync(dataFolder, { recursive: true })
      for (const [name, content] of Object.entries(FILES)) writeFileSync(`${dataFolder}/${name}`, content)
      const products = Array.from({ length: 10 }, (_, i) => ({ cluster: i % 8 }))
      return of(kit, kit.personas.buyer, {
        ...{ pool, termsId, assets: usdc('1000'), incidentsCsv, exposureCsv, dataFolder },
        snapshot: await getPoolSnapshot(kit.client, { pool }),
        ...{
          riskModel: defaultModel(),
          poolToSimulate: hypotheticalPool({ equity: usdc('10000000'), products }),
        },
      })
    },
    [
      ...['parseIncidents', 'parseExposure', 'parseTvl', 'parseCohort', 'shippedIncidents', 'readRiskData'],
      ...[
        'fitModel',
        'defaultModel',
        'openBook',
        'depositIntoBook',
        'sellCover',
        'openBookCase',
        'runScenario',
      ],
      ...['hypotheticalPool', 'renewedPool', 'tailRisk', 'simulatePool', 'summarizeSimulation'],
      ...['replayIncidents', 'suggestPricing'],
    ],
  ),
]
