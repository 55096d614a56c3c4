internal import Glibc

/// Lets one thread at a time hold a store's write transaction and remembers which.
///
/// Sendable: all state is behind `mutex`; `mutex` and `condition` have stable addresses for the object's lifetime and
/// are destroyed only when nobody can hold a reference to it any more.
final class WriterGate: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var owner: pthread_t?

  init() {
    mutex.initialize(to: pthread_mutex_t())
    condition.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Takes the gate for the calling thread, waiting for another thread; throws `.writerBusy` when this thread has it.
  func enter(location: String?) throws(StorageFault) {
    let current = pthread_self()
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while let holder = owner {
      if pthread_equal(holder, current) != 0 {
        throw StorageFault(
          .writerBusy, during: .beginWrite, location: location, detail: "this thread already has a write transaction")
      }
      pthread_cond_wait(condition, mutex)
    }
    owner = current
  }

  /// Gives the gate back; any thread may do so for the owner.
  func leave() {
    pthread_mutex_lock(mutex)
    owner = nil
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }
}

/// The thread that began a write transaction.
struct ThreadIdentity: Sendable {
  private let thread = pthread_self()

  /// True on the thread that created this value.
  var isCurrent: Bool { pthread_equal(thread, pthread_self()) != 0 }
}
