import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/*
 * Electron's security checklist, as far as the source can show it, after the rules of Electronegativity (B16): what
 * must not appear in src/main and src/preload, each with a line that breaks the rule, and what must.
 */

const source = ['main', 'preload']
  .map((room) => resolve(import.meta.dirname, '../../src', room))
  .flatMap((folder) => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')))
  .join('\n')

const forbidden: readonly (readonly [rule: string, pattern: RegExp, breach: string])[] = [
  ['CONTEXT_ISOLATION', /contextIsolation:\s*false/, 'contextIsolation: false'],
  ['NODE_INTEGRATION', /nodeIntegration\w*:\s*true/, 'nodeIntegrationInWorker: true'],
  // The switch can be looked for and mentioned, but never set.
  [
    'SANDBOX',
    /sandbox:\s*false|(?<!hasSwitch\(['"]|started with --)no-sandbox/,
    "appendSwitch('no-sandbox')",
  ],
  ['WEB_SECURITY', /webSecurity:\s*false/, 'webSecurity: false'],
  ['INSECURE_CONTENT', /allowRunningInsecureContent/, 'allowRunningInsecureContent: true'],
  ['BLINK_FEATURES', /enableBlinkFeatures|experimentalFeatures/, "enableBlinkFeatures: 'x'"],
  ['AUXCLICK, ALLOWPOPUPS', /allowpopups|action:\s*'allow'/, "({ action: 'allow' })"],
  ['WEBVIEW', /webviewTag:\s*true|<webview[^>]*src/, 'webviewTag: true'],
  // Only the page of a release and the one for a new issue, whose addresses were built in.
  ['OPEN_EXTERNAL', /openExternal(?!\((?:releasePage|issuePage)\()|openPath/, 'shell.openExternal(url)'],
  [
    'CERTIFICATE',
    /certificate-error|setCertificateVerifyProc|importCertificate/,
    "app.on('certificate-error')",
  ],
  [
    'DANGEROUS_FUNCTIONS',
    /executeJavaScript|insertCSS|\beval\(|new Function/,
    'contents.executeJavaScript(x)',
  ],
  ['CUSTOM_ARGUMENTS', /appendSwitch|appendArgument/, "app.commandLine.appendSwitch('x')"],
  ['PROTOCOL_HANDLER', /setAsDefaultProtocolClient|registerFileProtocol|bypassCSP/, 'bypassCSP: true'],
  ['REMOTE_MODULE', /enableRemoteModule|@electron\/remote/, 'enableRemoteModule: true'],
  ['LOAD_URL', /loadFile\(|loadURL\((?!pageUrl\))/, 'window.loadURL(url)'],
  ['HTTP_RESOURCES', /['"`]http:/, "'http://example.invalid'"],
]

const required: readonly (readonly [rule: string, pattern: RegExp])[] = [
  ['CONTEXT_ISOLATION', /contextIsolation: true/],
  ['SANDBOX', /sandbox: true/],
  ['SANDBOX, of a packed app', /hasSwitch\(['"]no-sandbox['"]\)/],
  ['LIMIT_NAVIGATION', /'will-frame-navigate'/],
  ['LIMIT_NEW_WINDOWS', /setWindowOpenHandler\(\(\) => \(\{ action: 'deny' \}\)\)/],
  ['WEBVIEW', /'will-attach-webview', \(event\) => event\.preventDefault\(\)/],
  ['PERMISSIONS, asked', /setPermissionRequestHandler/],
  ['PERMISSIONS, looked up', /setPermissionCheckHandler/],
  ['PRELOAD', /contextBridge\.exposeInMainWorld/],
]

describe('the source of the desktop app', () => {
  it.each(forbidden)('keeps to %s (B16)', (_rule, pattern, breach) => {
    expect(breach).toMatch(pattern)
    expect(source).not.toMatch(pattern)
  })

  it.each(required)('has what %s asks for (B16)', (_rule, pattern) => {
    expect(source).toMatch(pattern)
  })
})
