import Storage
import TestSupport
import Testing

@Suite("Every engine")
struct ConformanceTests {
  @Test("upholds", arguments: StoreEngine.allCases, StorageConformance.properties)
  func upholds(engine: StoreEngine, property: StorageConformance.Property) throws {
    try property.check(try engine.harness())
  }

  @Test("is checked on all properties at once, and one failure is reported by name")
  func reportsFailures() throws {
    // An engine that forgets everything between openings cannot uphold the properties about reopening.
    let failure = #expect(throws: ConformanceFailure.self) {
      try checkKeyValueStoreConformance {
        StoreHarness { tables, schema throws(StorageFault) in try MemoryStore(tables: tables, schema: schema) }
      }
    }
    #expect(failure?.property == "finds synced commits after reopening")
  }
}
