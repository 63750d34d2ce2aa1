import fc from 'fast-check'

/**
 * The laws are tried on the same thousands of examples in every run, so that a red build means a change in the
 * code. `LAW_SEED=any` draws new ones, `LAW_RUNS=20000` more of them: look for a law that does not hold.
 */
const { LAW_SEED = '20061738', LAW_RUNS } = process.env

fc.configureGlobal({
  ...(LAW_SEED === 'any' ? {} : { seed: Number(LAW_SEED) }),
  ...(LAW_RUNS === undefined ? {} : { numRuns: Number(LAW_RUNS) }),
})
