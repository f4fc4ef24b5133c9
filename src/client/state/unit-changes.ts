import { ref } from 'vue'

/** Counts the writes about units that this app sent, so that a page that shows some asks anew; a toast may take one back long after its own page went. */
export const unitChanges = ref(0)
