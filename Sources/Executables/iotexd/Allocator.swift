internal import Foundation

/// The C library's allocator, set for a process that takes and frees large blocks all the time.
enum Allocator {
  /// Keeps freed memory instead of giving it back to the system and asking for it again: a block of some megabytes is taken and freed
  /// several times a second. Call it early.
  static func keepFreedMemory() {
    // Memory below 32 MiB comes from the heap; 64 MiB of free heap are kept, and it grows by 16 MiB.
    mallopt(M_MMAP_THRESHOLD, 32 << 20)
    mallopt(M_TRIM_THRESHOLD, 64 << 20)
    mallopt(M_TOP_PAD, 16 << 20)
  }
}
