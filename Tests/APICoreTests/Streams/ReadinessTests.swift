import Testing

@testable import APICore

/// Whether a node is ready.
@Suite("Readiness")
struct ReadinessTests {
  @Test("is told at once, and then when it changes")
  func watch() async {
    let readiness = Readiness()
    var watch = readiness.watch(limit: 1)?.makeAsyncIterator()
    #expect(await watch?.next() == false)
    readiness.set(true)
    #expect(await watch?.next() == true)
    readiness.set(true)
    readiness.set(false)
    #expect(await watch?.next() == false)
  }

  @Test("of changes that nobody read, the last one counts")
  func latest() async {
    let readiness = Readiness()
    var watch = readiness.watch(limit: 1)?.makeAsyncIterator()
    readiness.set(true)
    readiness.set(false)
    readiness.set(true)
    #expect(await watch?.next() == true)
  }

  @Test("is watched by as many as may, and no more at the end")
  func limits() async {
    let readiness = Readiness()
    readiness.set(true)
    let first = readiness.watch(limit: 1)
    #expect(readiness.watch(limit: 1) == nil)
    readiness.close()
    var seen: [Bool] = []
    for await value in first! { seen.append(value) }
    #expect(seen == [false])
    #expect(!readiness.isReady)
    readiness.set(true)
    #expect(!readiness.isReady)
    var late = readiness.watch(limit: 1)?.makeAsyncIterator()
    #expect(await late?.next() == false)
    #expect(await late?.next() == nil)
  }
}
