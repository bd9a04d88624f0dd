import { EventEmitter } from 'node:events'
import type { Notification, NotificationConstructorOptions } from 'electron'

type Offered = 'title' | 'body' | 'show' | 'close'

/** An invisible notification. Tests replace `show` to inspect it, and emit `click` for a person. */
export class StandInNotification extends EventEmitter implements Pick<Notification, Offered> {
  title: string
  body: string
  #shown = false

  static isSupported(): boolean {
    return true
  }

  constructor({ title = '', body = '' }: NotificationConstructorOptions = {}) {
    super()
    this.title = title
    this.body = body
  }

  show(): void {
    this.#shown = true
    this.emit('show', {})
  }

  close(): void {
    if (this.#shown) this.emit('close', {})
    this.#shown = false
  }
}
