// First of all: the contract's schemas are created when it is loaded.
import './zod-without-eval.ts'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './tokens.css'
import './base.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { openClient } from './client/open-client.ts'
import { MonitorContext } from './state/monitor-context.tsx'
import { openMonitorStore } from './state/monitor-store.ts'
import { createQueryClient } from './state/query-client.ts'
import { settleStore } from './state/settled-store.ts'
import { keepView } from './state/use-view.ts'
import { colorSchemeManager, theme } from './theme.ts'
import toasts from './ui/toast.module.css'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root element')

// The code that lets the page in is removed from the address first.
const client = openClient(window)
keepView()
const store = openMonitorStore(client)
const settled = settleStore(store)
const queries = createQueryClient()

createRoot(root).render(
  <StrictMode>
    {/* Variables and global classes would be inline style elements, which the page's policy forbids. */}
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        <MonitorContext value={{ client, store, settled, pageQueries: queries }}>
          <App />
          <Notifications position="bottom-left" pauseResetOnHover="notification" className={toasts.corner} />
        </MonitorContext>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
