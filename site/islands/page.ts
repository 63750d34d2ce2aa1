import { focusFaults } from './focus-faults.ts'
import { keepCode } from './keep-code.ts'
import { leaveQuickly } from './leave-quickly.ts'
import { readAloud } from './read-aloud.ts'
import { sendOnce } from './send-once.ts'

// One microtask each: a fault in one of them leaves the others working, and the page works without any.
for (const start of [leaveQuickly, focusFaults, sendOnce, keepCode, readAloud])
  queueMicrotask(start)
