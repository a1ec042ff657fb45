import { randomBeta, randomExponential, randomGamma, randomNormal, randomPoisson } from 'd3-random'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { InvalidParameterError } from '../errors/invalidParameter.js'

/** Random numbers of one stream: uniform ones from 0 to below 1, and distributions that draw on them. */
export interface Random {
  (): number
  beta(alpha: number, beta: number): number
  exponential(rate: number): number
  gamma(shape: number, scale: number): number
  normal(): number
  poisson(mean: number): number
}

/**
 * A stream of random numbers. Streams of one seed lie 2^64 numbers apart and never meet, so work that is divided by streams
 * has the same result whoever does which part of it.
 *
 * @param seed - From 0 to 2^32 − 1.
 * @param stream - Number of the stream, from 0.
 */
export function randomStream(seed: number, stream: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new InvalidParameterError('seed', seed, 'must be a whole number from 0 to 2^32 - 1')
  const generator = xoroshiro128plus(seed)
  for (let i = 0; i <= stream; i++) generator.jump()
  const uniform = () => uniformFloat64(generator)
  const beta = randomBeta.source(uniform)
  const exponential = randomExponential.source(uniform)
  const gamma = randomGamma.source(uniform)
  const poisson = randomPoisson.source(uniform)
  return Object.assign(uniform, {
    beta: (a: number, b: number) => beta(a, b)(),
    exponential: (rate: number) => exponential(rate)(),
    gamma: (shape: number, scale: number) => gamma(shape, scale)(),
    normal: randomNormal.source(uniform)(),
    poisson: (mean: number) => poisson(mean)(),
  })
}
