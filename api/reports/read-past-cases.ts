import type { Profile } from '#schema/authority/profile.ts'
import type {
  Ledger,
  LedgerAction,
  LedgerCase,
  LedgerMediation,
  LedgerPayment,
  LedgerPoint,
  LedgerStage,
} from '#schema/report/ledger.ts'
import { historyColumn } from '#schema/rules/report/history.ts'
import type { ReportLists } from '#schema/rules/report/lists.ts'
import { labelOf } from './import-cells.ts'
import {
  type FileShape,
  ImportFaults,
  type RefuseRow,
  type RowOf,
  readRows,
} from './import-rows.ts'
import { type ImportRow, type ImportShapes, importShapes } from './import-shapes.ts'
import type { PastSource } from './past-source.ts'

/** What an action says and whose it is: words, which the store seals. */
export type ActionWords = { readonly action: string; readonly owner: string }

/** A folder or workbook that was read: what it holds, and what is wrong with it. With any fault nothing of it counts. */
export type PastCases = {
  readonly ledger: Ledger
  /** By case, one for each of its actions, in their order. */
  readonly actionWords: ReadonlyMap<string, readonly ActionWords[]>
  /** On which line of `cases.csv` a case stands. */
  readonly lineOf: (ref: string) => number
  /** The cases that ombudsman rows name but `cases.csv` does not: they must be known from before. */
  readonly elsewhere: readonly Elsewhere[]
  readonly faults: ImportFaults
}

export type Elsewhere = { readonly ref: string; readonly refuse: () => void }

export type ReadingWanted = {
  readonly source: PastSource
  readonly profile: Profile
  readonly lists: ReportLists
  readonly say: (line: string) => void
}

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }
type GrowingCase = Growing<LedgerCase>

/** Reads every list of the source. Never throws for what stands in one: it names the fault. */
export async function readPastCases(wanted: ReadingWanted): Promise<PastCases> {
  const faults = new ImportFaults()
  const shapes = importShapes(wanted.profile, wanted.lists)
  const reading = new Reading(wanted, shapes, faults)
  checkNames(wanted.source, Object.keys(shapes), faults)
  await reading.cases()
  await reading.stages()
  await reading.points()
  await reading.money()
  await reading.mediation()
  await reading.learning()
  await reading.compliments()
  await reading.ombudsman()
  await reading.equality()
  await reading.context()
  await reading.history()
  return reading.done()
}

/** A name that is nearly right would be left out in silence: it is a fault instead. */
function checkNames(source: PastSource, known: readonly string[], faults: ImportFaults): void {
  const { names, called } = source
  const expected = `one of: ${known.map(called).join(' | ')}`
  for (const name of names.filter((each) => !known.includes(each))) {
    const file = called(name)
    faults.add({ file, line: 0, column: '', value: file, expected })
  }
  if (!names.includes('cases')) {
    const file = called('cases')
    faults.add({ file, line: 0, column: '', value: '', expected: 'this list of cases' })
  }
}

class Reading {
  readonly #wanted: ReadingWanted
  readonly #shapes: ImportShapes
  readonly #faults: ImportFaults
  readonly #cases = new Map<string, GrowingCase>()
  readonly #lines = new Map<string, number>()
  /** References of rows that are refused too, so that what belongs to them is no second fault. */
  readonly #namedRefs = new Set<string>()
  readonly #actionWords = new Map<string, ActionWords[]>()
  readonly #elsewhere: Elsewhere[] = []
  readonly #rest: Growing<Omit<Ledger, 'cases'>> = {
    compliments: [],
    ombudsman: [],
    equality: [],
    context: [],
    history: [],
  }

  constructor(wanted: ReadingWanted, shapes: ImportShapes, faults: ImportFaults) {
    this.#wanted = wanted
    this.#shapes = shapes
    this.#faults = faults
  }

  done(): PastCases {
    return {
      ledger: { cases: [...this.#cases.values()], ...this.#rest },
      actionWords: this.#actionWords,
      lineOf: (ref) => this.#lines.get(ref) ?? 0,
      elsewhere: this.#elsewhere,
      faults: this.#faults,
    }
  }

  async cases(): Promise<void> {
    await this.#read(
      'cases',
      (row, refuse, line) => {
        if (this.#cases.has(row.case_ref)) return refuse('case_ref', row.case_ref, 'each case once')
        this.#cases.set(row.case_ref, caseOf(row))
        this.#lines.set(row.case_ref, line)
      },
      (cell) => this.#namedRefs.add(cell('case_ref')),
    )
  }

  async stages(): Promise<void> {
    await this.#read('stages', (row, refuse) => {
      const of = this.#caseOf(row.case_ref, refuse)
      const stage = stageOf(row, of)
      const fault = stageFault(stage, of)
      if (fault !== undefined) return refuse(...fault)
      of?.stages.push(stage)
    })
  }

  async points(): Promise<void> {
    const subReasons = new Map(
      this.#wanted.lists.reasons.map((reason) => [reason.label, labelOf(reason.subReasons)]),
    )
    await this.#read('points', (row, refuse) => {
      const { stage, reason, sub_reason: subReason, outcome } = row
      if (subReason !== null) {
        const read = subReasons.get(reason ?? '')?.(subReason) ?? { expected: 'a reason beside it' }
        if ('expected' in read) return refuse('sub_reason', subReason, read.expected)
      }
      const point: LedgerPoint = { stage, reason, subReason, outcome }
      this.#caseOf(row.case_ref, refuse)?.points.push(point)
    })
  }

  async money(): Promise<void> {
    await this.#read('money', (row, refuse) => {
      const { stage, kind, amount, paid_on: paidOn } = row
      const of = this.#caseOf(row.case_ref, refuse)
      // What is not known adds nothing.
      if (amount === null) return
      const payment: LedgerPayment = { stage, kind, pence: amount, paidOn }
      of?.money.push(payment)
    })
  }

  async mediation(): Promise<void> {
    await this.#read('mediation', (row, refuse) => {
      const held: LedgerMediation = { heldOn: row.held_on, result: row.result }
      this.#caseOf(row.case_ref, refuse)?.mediations.push(held)
    })
  }

  async learning(): Promise<void> {
    await this.#read('learning', (row, refuse) => {
      const { service, due_on: dueOn, done_on: doneOn, action, owner } = row
      const of = this.#caseOf(row.case_ref, refuse)
      if (of === undefined) return
      const learnt: LedgerAction = { service, dueOn, doneOn }
      of.learning.push(learnt)
      const words = this.#actionWords.get(of.ref) ?? []
      this.#actionWords.set(of.ref, [...words, { action, owner }])
    })
  }

  async compliments(): Promise<void> {
    const once = eachOnce('ref', 'each compliment once')
    await this.#read('compliments', (row, refuse) => {
      if (!once(row.ref, refuse)) return
      const { ref, received_on: receivedOn, service, category, origin, from_child } = row
      const rest = { service, categories: category, origin, fromChild: from_child }
      this.#rest.compliments.push({ ref, receivedOn, ...rest })
    })
  }

  async ombudsman(): Promise<void> {
    const once = eachOnce('ref', 'each ombudsman case once')
    await this.#read('ombudsman', (row, refuse) => {
      if (!once(row.ref, refuse)) return
      const { ref, case_ref: caseRef, decision, upheld } = row
      if (caseRef !== null && !this.#namedRefs.has(caseRef)) {
        const expected = `a case of ${this.#called('cases')}, or one that was brought in before`
        this.#elsewhere.push({ ref: caseRef, refuse: () => refuse('case_ref', caseRef, expected) })
      }
      const days = { receivedOn: row.received_on, decidedOn: row.decided_on }
      this.#rest.ombudsman.push({ ref, caseRef, ...days, decision, upheld })
    })
  }

  async equality(): Promise<void> {
    const { ethnicity, sex, disability, 'age-band': ages } = this.#wanted.lists.equality
    const answers = {
      ethnicity: labelOf(ethnicity),
      sex: labelOf(sex),
      disability: labelOf(disability),
      'age-band': labelOf(ages),
    }
    const once = eachOnce('answer', 'each answer of a period once')
    await this.#read('equality', (row, refuse) => {
      const { period, question, answer, count } = row
      const read = answers[question](answer)
      if ('expected' in read) return refuse('answer', answer, read.expected)
      if (!once([period, question, answer].join('\n'), refuse)) return
      if (count === null) return
      this.#rest.equality.push({ year: period, question, answer, count })
    })
  }

  async context(): Promise<void> {
    const once = eachOnce('measure', 'each measure of a period once')
    await this.#read('context', (row, refuse) => {
      const { period, measure, value } = row
      if (!once([period, measure].join('\n'), refuse)) return
      if (value === null) return
      this.#rest.context.push({ year: period, measure, value })
    })
  }

  async history(): Promise<void> {
    const once = eachOnce('label', 'each figure of a period once')
    await this.#read('history', (row, refuse) => {
      const { period, table, label, column, value } = row
      if (!once([period, historyColumn(row)].join('\n'), refuse)) return
      if (value === null) return
      this.#rest.history.push({ year: period, table, label, column, value })
    })
  }

  async #read<F extends keyof ImportShapes>(
    name: F,
    onRow: (row: ImportRow<F>, refuse: RefuseRow, line: number) => void,
    onCells?: (cell: (column: string) => string) => void,
  ): Promise<void> {
    const { source, say } = this.#wanted
    const file = source.called(name)
    const shape: FileShape = this.#shapes[name]
    await readRows({
      source,
      list: name,
      shape,
      faults: this.#faults,
      onRow: (row: RowOf<FileShape>, refuse, line) => onRow(row as ImportRow<F>, refuse, line),
      ...(onCells === undefined ? {} : { onCells }),
      onProgress: everyTenThousand((rows) => say(`${file}: ${rows} rows read`)),
    })
  }

  #called(list: string): string {
    return this.#wanted.source.called(list)
  }

  /** The case that a row belongs to. A case whose own row is refused takes its rows with it in silence. */
  #caseOf(ref: string, refuse: RefuseRow): GrowingCase | undefined {
    const found = this.#cases.get(ref)
    if (found === undefined && !this.#namedRefs.has(ref)) {
      refuse('case_ref', ref, `a case of ${this.#called('cases')}`)
    }
    return found
  }
}

function caseOf(row: ImportRow<'cases'>): GrowingCase {
  return {
    ref: row.case_ref,
    receivedOn: row.received_on,
    category: row.category,
    service: row.service,
    area: row.area,
    role: row.role,
    childStatus: row.child_status,
    fromChild: row.from_child,
    advocate: row.advocate,
    channel: row.channel,
    closedOn: row.closed_on,
    closedAs: row.closed_as,
    stages: [],
    points: [],
    money: [],
    mediations: [],
    learning: [],
  }
}

/** Without a day of its own, stage 1 began with the receipt and a panel with the request. */
function stageOf(row: ImportRow<'stages'>, of: GrowingCase | undefined): LedgerStage {
  const { procedure, stage, request_result: result } = row
  const usualStart = stage === 1 ? (of?.receivedOn ?? null) : stage === 3 ? row.requested_on : null
  return {
    procedure,
    stage,
    result,
    requestedOn: row.requested_on,
    startedOn: result === 'declined' ? row.started_on : (row.started_on ?? usualStart),
    extended: row.extended,
    panelOn: row.panel_on,
    panelReportOn: row.panel_report_on,
    respondedOn: row.responded_on,
    outcome: row.outcome,
  }
}

function stageFault(
  stage: LedgerStage,
  of: GrowingCase | undefined,
): Parameters<RefuseRow> | undefined {
  const { result, startedOn, respondedOn } = stage
  if (result === 'declined') return undefined
  if (startedOn !== null && respondedOn !== null && respondedOn < startedOn) {
    return ['responded_on', respondedOn, `a day not before started_on, ${startedOn}`]
  }
  // A stage that was discontinued may be opened again.
  const isTwice = of?.stages.some(
    (each) =>
      each.result === 'accepted' &&
      result === 'accepted' &&
      each.procedure === stage.procedure &&
      each.stage === stage.stage,
  )
  return isTwice ? ['stage', String(stage.stage), 'each accepted stage of a case once'] : undefined
}

function eachOnce(column: string, expected: string) {
  const seen = new Set<string>()
  return (key: string, refuse: RefuseRow): boolean => {
    if (!seen.has(key)) {
      seen.add(key)
      return true
    }
    refuse(column, key.split('\n').at(-1) ?? key, expected)
    return false
  }
}

function everyTenThousand(tell: (rows: number) => void): (rows: number) => void {
  let told = 0
  return (rows) => {
    if (rows - told < 10_000) return
    told = rows
    tell(rows)
  }
}
