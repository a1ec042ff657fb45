import type { BreakwaterActions, buyCover, Cover, Offer, SaltStore } from '@breakwater/sdk'
import type { buyCoverMutationOptions } from '@breakwater/sdk/query'
import type { useBuyCover, useOffers } from '@breakwater/sdk/react'
import { expectTypeOf, test } from 'vitest'

// The check of the package compiles this against the bundled types; everything else against those of the sources.

test('a client has the actions by name, with their types', () => {
  expectTypeOf<string>().not.toExtend<keyof BreakwaterActions>()
  expectTypeOf<'buyCover'>().toExtend<keyof BreakwaterActions>()
  expectTypeOf<BreakwaterActions['buyCover']>().not.toBeAny()
  expectTypeOf<BreakwaterActions['getCover']>().returns.resolves.toEqualTypeOf<Cover>()
  expectTypeOf<typeof buyCover>().not.toBeAny()
})

test('plain functions are no actions', () => {
  expectTypeOf<'lossTable'>().not.toExtend<keyof BreakwaterActions>()
  expectTypeOf<SaltStore>().not.toBeAny()
})

test('hooks have the types of their actions', () => {
  expectTypeOf<ReturnType<typeof useOffers>['data']>().toEqualTypeOf<Offer[] | undefined>()
  expectTypeOf<NonNullable<ReturnType<typeof useBuyCover>['data']>>()
    .toHaveProperty('coverId')
    .toEqualTypeOf<bigint>()
  expectTypeOf<typeof buyCoverMutationOptions>().not.toBeAny()
})
