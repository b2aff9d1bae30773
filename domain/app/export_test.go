package app

// LayOutCycle lets the outer tests call what decisions call.
var LayOutCycle = (*App).layOutCycle
