internal import Dispatch
internal import Foundation
internal import Storage
internal import Synchronization

extension StorageConformance {
  static let threads: [Property] = [
    Property("refuses a second write transaction on the same thread") { harness in
      let store = try harness.open()
      let writer = try store.beginWrite()
      try expectFault(.writerBusy) { _ = try store.beginWrite() }
      try writer.put(first, bytes("k"), bytes("v"))
      try writer.commit(.synced)
      try store.write(.synced) { try $0.put(first, bytes("l"), bytes("v")) }
      try expectEqual(try store.snapshot().count(of: first), 2)
    },
    Property("refuses a write transaction on another thread, and goes on") { harness in
      let store = try harness.open()
      let writer = Handed(try store.beginWrite())
      try onAnotherThread {
        try expectFault(.wrongThread) { try writer.value.put(first, bytes("k"), bytes("v")) }
        try expectFault(.wrongThread) { try writer.value.delete(first, bytes("k")) }
        try expectFault(.wrongThread) { _ = try writer.value.get(first, bytes("k")) }
        try expectFault(.wrongThread) { _ = try writer.value.entries(in: first) }
        try expectFault(.wrongThread) { _ = try writer.value.count(of: first) }
        try expectFault(.wrongThread) { try writer.value.removeAll(in: first) }
        try expectFault(.wrongThread) { try writer.value.commit(.synced) }
      }
      try writer.value.put(first, bytes("k"), bytes("v"))
      try writer.value.commit(.synced)
      try expectEqual(try store.snapshot().count(of: first), 1)
    },
    Property("says so when a transaction was abandoned on another thread") { harness in
      let store = try harness.open()
      try store.write(.synced) { try $0.put(first, bytes("k"), bytes("v")) }
      let writer = Handed(try store.beginWrite())
      try onAnotherThread { writer.value.abort() }
      try expectFault(.failedEarlier) { _ = try store.beginWrite() }
    },
    Property("makes writers on several threads take turns") { harness in
      let store = try harness.open()
      try store.write(.synced) { try $0.put(first, bytes("n"), bytes(0)) }
      let failures = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 4) { _ in
        do {
          for _ in 0..<25 {
            try store.write(.buffered) { writer in
              let value = try writer.get(first, bytes("n")) ?? []
              try writer.put(first, bytes("n"), bytes(Int(value[0]) << 8 + Int(value[1]) + 1))
            }
          }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
      try expectEqual(failures.withLock { $0 }, [])
      try expectEqual(try store.snapshot().get(first, bytes("n")), bytes(100))
    },
    Property("reads a snapshot on another thread than the one that took it") { harness in
      let store = try harness.open()
      try store.write(.synced) { try $0.put(first, bytes("k"), bytes("v")) }
      let reader = Handed(try store.snapshot())
      try onAnotherThread { try expectEqual(try reader.value.get(first, bytes("k")), bytes("v")) }
      try expectEqual(try reader.value.get(first, bytes("k")), bytes("v"))
    },
    Property("gives readers whole commits while a writer works") { harness in
      let store = try harness.open()
      try store.write(.synced) { writer in
        try writer.put(first, bytes("n"), bytes(0))
        try writer.put(second, bytes("n"), bytes(0))
      }
      let failures = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 3) { worker in
        do {
          for round in 1...60 {
            if worker == 0 {
              try store.write(.buffered) { writer in
                try writer.put(first, bytes("n"), bytes(round))
                try writer.put(second, bytes("n"), bytes(round))
              }
            } else {
              let reader = try store.snapshot()
              try expectEqual(try reader.get(first, bytes("n")), try reader.get(second, bytes("n")))
            }
          }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
      try expectEqual(failures.withLock { $0 }, [])
    },
  ]
}

/// Carries a value to another thread while this one waits, which is what makes it safe.
private final class Handed<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}

/// Runs `body` on a thread that is not this one and waits for it.
private func onAnotherThread(_ body: @escaping @Sendable () throws -> Void) throws {
  let failure = Mutex<(any Error)?>(nil)
  let caller = DispatchSemaphore(value: 0)
  let thread = Thread {
    do { try body() } catch { failure.withLock { $0 = error } }
    caller.signal()
  }
  thread.start()
  caller.wait()
  if let error = failure.withLock({ $0 }) { throw error }
}
