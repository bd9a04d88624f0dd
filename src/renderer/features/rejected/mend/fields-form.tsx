import { useEffect, useMemo, useRef } from 'react'
import type { Field } from '../../../../contract/event-definition.ts'
import type { OpenVersion } from '../../../../contract/mending.ts'
import { describeReason, type Reason } from '../../../../contract/reason.ts'
import { inOrder, placeFaults } from './faults.ts'
import classes from './mend-bench.module.css'
import { PlaceRow } from './place-row.tsx'
import { fieldOf, keyOf, nothingTyped } from './typed.ts'
import type { TypedState } from './use-typed.ts'
import { Sentence } from '../../../ui/sender-text.tsx'
import { isolated } from '../../../../contract/visible.ts'

interface Props {
  readonly places: NonNullable<OpenVersion['places']>
  readonly fields: readonly Field[]
  /** What was wrong with the version, and what is wrong with the edit. */
  readonly before: readonly Reason[]
  readonly now: readonly Reason[]
  readonly typed: TypedState
}

/** A line for each value of a message, wrong ones first. An empty field leaves its value as it is. */
export const FieldsForm = ({ places, fields, before, now, typed }: Props) => {
  const list = useRef<HTMLOListElement>(null)
  const ordered = useMemo(() => {
    const asOpened = placeFaults(places, before, nothingTyped)
    return inOrder(places, (place) => asOpened.at(place).length > 0)
  }, [places, before])
  const faults = placeFaults(places, now, typed.values)
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[data-faulty] :is(input, select, button)')?.focus()
  }, [])
  return (
    <>
      {faults.others.length > 0 && (
        <ul className={classes.others}>
          {faults.others.map((reason, index) => (
            <li key={index}>
              <Sentence text={describeReason(reason, isolated)} />
            </li>
          ))}
        </ul>
      )}
      <ol ref={list} className={classes.places} aria-label="Values">
        {ordered.map((place) => (
          <PlaceRow
            key={keyOf(place.at)}
            place={place}
            field={fieldOf(place, fields)}
            faults={faults.at(place)}
            typed={typed.values.get(keyOf(place.at)) ?? null}
            onType={(next) => typed.type(place.at, next)}
          />
        ))}
      </ol>
    </>
  )
}
