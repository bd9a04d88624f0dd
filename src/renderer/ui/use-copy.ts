import { useEffect, useState } from 'react'
import { copyText } from './copy-text.ts'

/** How long "Copied" stays, in milliseconds. */
const shown = 1_500

/** Copies on demand, and reports success for a moment. */
export const useCopy = (): { readonly copied: boolean; readonly copy: (text: string) => void } => {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), shown)
    return () => clearTimeout(timer)
  }, [copied])
  return { copied, copy: (text) => void copyText(text).then(setCopied) }
}
