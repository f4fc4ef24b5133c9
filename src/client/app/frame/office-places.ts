import calendarClock from '../../ui/icons/calendar-clock.svg?raw'
import calendarCheck from '../../ui/icons/calendar-check.svg?raw'
import listChecks from '../../ui/icons/list-checks.svg?raw'
import school from '../../ui/icons/school.svg?raw'
import users from '../../ui/icons/users.svg?raw'
import type { Place } from './navigation.ts'

/** An administrator's places. */
export const places: readonly Place[] = [
  { name: 'desk', href: '/office', icon: listChecks },
  { name: 'rounds', href: '/office/rounds', icon: calendarClock },
  { name: 'units', href: '/office/units', icon: school },
  { name: 'people', href: '/office/people', icon: users },
  { name: 'home', href: '/', icon: calendarCheck },
]
