import { copyCode } from './copy-code.ts'
import { focusFaults } from './focus-faults.ts'
import { leaveQuickly } from './leave-quickly.ts'
import { sendOnce } from './send-once.ts'

// One microtask each: a fault in one of them leaves the others working, and the page works without any.
for (const start of [leaveQuickly, focusFaults, sendOnce, copyCode]) queueMicrotask(start)
