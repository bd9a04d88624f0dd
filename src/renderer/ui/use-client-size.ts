import { useEffect, useState } from 'react'

interface Size {
  readonly width: number
  readonly height: number
}

/** The size inside an element, without its scroll bars, in pixels; zero until it is drawn. */
export const useClientSize = (element: HTMLElement | null): Size => {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useEffect(() => {
    if (element === null) return undefined
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element
      setSize((known) => (known.width === width && known.height === height ? known : { width, height }))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return size
}
