import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ExportingClient } from '../app/exporting-client.ts'
import { failure } from '../contract/failure.ts'
import { commandInputs, type CommandName, type MonitorClient } from '../contract/monitor.ts'
import { failed, type Result } from '../contract/result.ts'
import { bodyLimit, readBody } from './body.ts'
import type { Downloads } from './downloads.ts'
import { handleExport } from './export-command.ts'
import { replyRefused, replyResult } from './reply.ts'

/** Answers `POST /api/commands/:name`: 200 with the engine's `Result`, whatever it is; 4xx if the engine was not asked. */
export const handleCommand = async (
  engine: ExportingClient,
  downloads: Downloads,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (!isCommandName(name)) return replyRefused(response, 404, 'unknown', 'there is no such command')
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST')
    return replyRefused(response, 405, name, 'it is asked by POST')
  }
  // A foreign page can send forms and plain text without a preflight, but not JSON.
  if (!isJson(request.headers['content-type']))
    return replyRefused(response, 415, name, 'its input is application/json')
  const body = await readBody(request)
  if (body.state === 'cut') return void response.destroy()
  if (body.state === 'too-long') {
    response.setHeader('Connection', 'close')
    return replyRefused(response, 413, name, `its input is longer than ${bodyLimit} bytes`)
  }
  const input = parseObject(body.text)
  if (input === null) return replyRefused(response, 400, name, 'it takes one object')
  if (name === 'exportItems') return handleExport(engine, downloads, input, response)
  replyResult(response, 200, await ask(engine, name, input))
}

const ask = async (engine: MonitorClient, name: CommandName, input: object): Promise<Result<unknown>> => {
  try {
    // The engine checks the input against the command's schema; only the envelope is checked here.
    return await engine.send(name, input)
  } catch {
    return failed(failure('internal', { code: name }))
  }
}

const isCommandName = (name: string): name is CommandName => Object.hasOwn(commandInputs, name)

const isJson = (contentType: string | undefined): boolean =>
  contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json'

const parseObject = (text: string): object | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
