import type { ReactNode } from 'react'
import { rightToLeft } from '../format/right-to-left.ts'

/** A piece of a body, in which right-to-left stretches are apart, so that they keep their place among what is around them. */
export const BodyText = ({ text }: { readonly text: string }): ReactNode => {
  const stretches = [...text.matchAll(rightToLeft)]
  if (stretches.length === 0) return text
  const parts: ReactNode[] = []
  let from = 0
  for (const { 0: stretch, index } of stretches) {
    parts.push(text.slice(from, index), <bdi key={index}>{stretch}</bdi>)
    from = index + stretch.length
  }
  return [...parts, text.slice(from)]
}
