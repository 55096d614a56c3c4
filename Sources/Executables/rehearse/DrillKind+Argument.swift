public import ArgumentParser
public import Rehearsal

/// Drills are named on the command line as in reports.
extension DrillKind: ExpressibleByArgument {}
