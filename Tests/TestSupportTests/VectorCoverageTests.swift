import TestSupport
import Testing

@Suite struct VectorCoverageTests {
  @Test func `every section of vectors.json is read by a test`() throws {
    #expect(try VectorCoverage.sections().count >= 19)
    #expect(try VectorCoverage.unreadSections() == [])
  }

  @Test func `tests name no section that vectors.json has not`() throws {
    #expect(try VectorCoverage.unknownSections() == [])
  }
}
