import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { toPortError } from '../../../src/adapters/postgres/errors.ts'
import { loginColumns } from '../../support/login-columns.ts'

const feeds = new Set(loginColumns)

const names = { address: 'host:5432', database: 'd' }

const errorWith = (fields: Partial<pg.DatabaseError>): pg.DatabaseError =>
  Object.assign(new pg.DatabaseError('Key (user_id)=(somebody) is not welcome', 1, 'error'), {
    severity: 'ERROR',
    ...fields,
  })

const faultOf = (fields: Partial<pg.DatabaseError>) => toPortError(errorWith(fields), names, feeds)

describe('what PostgreSQL refuses', () => {
  it.each([
    ['22001'],
    ['22003'],
    ['22007'],
    ['22008'],
    ['22P02'],
    ['23503'],
    ['23505'],
    ['23514'],
    ['23P01'],
    ['23000'],
    ['44000'],
    ['54000'],
    ['P0001'],
    ['P0004'],
    ['38001'],
    ['UL001'],
    ['45000'],
  ])('may be the row’s fault: %s', (code) => {
    expect(faultOf({ code })).toMatchObject({
      kind: 'data',
      failure: { code: 'row-refused', details: { code } },
    })
  })

  it.each([
    ['2200H'],
    ['428C9'],
    ['42P01'],
    ['42703'],
    ['42804'],
    ['42P10'],
    ['42883'],
    ['0A000'],
    ['55000'],
  ])('is not the row’s fault: %s', (code) => {
    expect(faultOf({ code })).toMatchObject({ kind: 'table', failure: { code: 'table-refuses' } })
  })

  it.each([
    ['tenant', 'table'],
    ['login_id', 'table'],
    ['locale', 'data'],
    ['create_date', 'data'],
    [undefined, 'table'],
  ] as const)('is a missing value, of the table unless a field feeds the column: %s', (column, kind) => {
    expect(faultOf({ code: '23502', column })).toMatchObject({ kind })
  })

  it('is a missing right, which the table’s owner must grant', () => {
    expect(faultOf({ code: '42501' })).toMatchObject({ kind: 'table', failure: { code: 'database-denied' } })
  })

  it.each(['40001', '40P01', '53100', '57014', '25006', '08006'])('is not a refusal of a row: %s', (code) => {
    expect(faultOf({ code })).toMatchObject({ kind: 'transient' })
  })

  it('is described by names, never by the values that its message and detail quote', () => {
    const fault = faultOf({
      code: '23514',
      table: 'user_logins',
      constraint: 'positive',
      detail: 'Failing row contains (somebody, 203.0.113.7).',
      where: 'PL/pgSQL function guard() line 3 at RAISE',
    })
    expect(fault.failure.details).toEqual({
      ...names,
      code: '23514',
      table: 'user_logins',
      constraint: 'positive',
      function: 'guard',
    })
    expect(JSON.stringify(fault)).not.toMatch(/somebody|203\.0/)
  })

  it.each([
    ['a name that PostgreSQL would not keep', 'x'.repeat(64)],
    ['a control character', 'a\u001b[31m'],
    ['a line feed', 'a\nb'],
    ['an invisible character that turns the text around', 'a\u202eb'],
    ['nothing', ''],
  ])('leaves out what is not a printable name: %s', (_, constraint) => {
    expect(faultOf({ code: '23514', constraint }).failure.details).not.toHaveProperty('constraint')
  })

  it('is a missing partition if a check has no name, also on PostgreSQL 10, unless a function raised it', () => {
    const missing = { missing: 'partition' }
    expect(faultOf({ code: '23514' }).failure.details).toMatchObject(missing)
    expect(faultOf({ code: '23514', routine: 'ExecFindPartition' }).failure.details).toMatchObject(missing)
    expect(faultOf({ code: '23514', routine: 'exec_stmt_raise' }).failure.details).not.toHaveProperty(
      'missing',
    )
    expect(faultOf({ code: '23514', constraint: 'c' }).failure.details).not.toHaveProperty('missing')
  })

  it('is not meant if the connection was refused', () => {
    expect(faultOf({ code: '42501', severity: 'FATAL' })).toMatchObject({
      kind: 'permanent',
      failure: { code: 'database-denied' },
    })
  })
})
